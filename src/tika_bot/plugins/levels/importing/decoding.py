"""From bytes to lists and dictionaries, without trusting them.

A file that somebody sends may be small and yet stand for gigabytes (packed zeros, aliases, a million empty
lists), so it's unpacked no further than it may be, and its brackets and commas are counted before anything is
built. What can't be read is refused with a reason; nothing is guessed: half a name in the wrong encoding is
harmless, half an id isn't.
"""

import codecs
import csv
import gzip
import io
import json
import re
import zlib
from dataclasses import dataclass
from typing import Any, NoReturn

from .model import FileUnreadable, Skipped, Why


@dataclass(frozen=True, slots=True)
class Most:
    """What a file may hold."""

    size: int
    """Once it's unpacked."""
    brackets: int
    commas: int

    @property
    def megabytes(self) -> str:
        return str(self.size // 1024 // 1024)

    def is_crowded(self, text: str) -> bool:
        """Return whether JSON of ``text`` would be too many objects."""
        return text.count("[") + text.count("{") > self.brackets or text.count(",") > self.commas

    def takes(self, written: bytes) -> bool:
        """Return whether JSON that we have ``written`` comes in again."""
        return len(written) <= self.size and not self.is_crowded(written.decode())


MEMBERS = Most(32 * 1024 * 1024, 1_000_000, 4_000_000)
"""For files that anybody may send who manages a server: a few hundred MB while they are read."""
OPERATORS = Most(128 * 1024 * 1024, 4_000_000, 16_000_000)
"""For files of whoever runs the machine, who knows how much room it has."""

MOST_YAML_BYTES = 4 * 1024 * 1024
"""YAML takes about fifty times as long as JSON."""

DEEPEST = 32
GZIP = b"\x1f\x8b"

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like UTF-16, so it comes first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS = ",;\t"
_UNFIT = re.compile("[\0\ud800-\udfff]")
"""JSON and YAML can spell what is no text: half a pair of UTF-16, which nothing encodes, and U+0000, which
PostgreSQL keeps in no text."""


def unpacked(where: str, content: bytes, most: Most) -> bytes:
    """Return what is in the file ``where``, which may be packed by gzip.

    Raises:
        FileUnreadable: it's too large or broken.
    """
    if content.startswith(GZIP):
        try:
            with gzip.open(io.BytesIO(content)) as packed:
                content = packed.read(most.size + 1)
        except (OSError, EOFError, zlib.error) as wrong:
            _refuse(where, Why.BROKEN, str(wrong))
    if len(content) > most.size:
        _refuse(where, Why.LARGE, most.megabytes)
    return content


def document_of(where: str, content: bytes, most: Most) -> Any:  # noqa: ANN401 # whatever the file holds
    """Return what the file ``where`` holds: of a CSV its rows as dictionaries, with lower-case names.

    Raises:
        FileUnreadable: it's in an unknown encoding, broken, holds too much or what is no text.
    """
    document = _document(where, _text(where, content), most)
    _demand_texts(where, document)
    return document


def _document(where: str, text: str, most: Most) -> Any:  # noqa: ANN401 # whatever the file holds
    start = text.lstrip()[:1]
    if start in ("{", "["):
        return _json(where, text, most)
    if re.match(r"[^\n:]*[,;\t][^\n:]*(?:\n|$)", text.lstrip()):
        return _csv(where, text, most)
    return _yaml(where, text)


def _demand_texts(where: str, document: object) -> None:
    rest = [document]
    while rest:
        found = rest.pop()
        if isinstance(found, str):
            unfit = _UNFIT.search(found)
            if unfit is not None:
                _refuse(where, Why.CHARACTER, f"U+{ord(unfit[0]):04X}")
        elif isinstance(found, dict):
            rest += found
            rest += found.values()
        elif isinstance(found, list | tuple | set):
            rest += found


def _text(where: str, content: bytes) -> str:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            try:
                return content.decode(encoding).removeprefix("\ufeff")
            except UnicodeDecodeError:
                _refuse(where, Why.ENCODING, encoding.upper())
    if b"\0" in content[:1000]:
        _refuse(where, Why.ENCODING, "UTF-16")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        _refuse(where, Why.ENCODING, "Latin-1")


def _json(where: str, text: str, most: Most) -> Any:  # noqa: ANN401 # whatever the file holds
    if most.is_crowded(text):
        _refuse(where, Why.CROWDED)
    try:
        return json.loads(text, parse_constant=_no_number)
    except RecursionError:
        _refuse(where, Why.CROWDED)
    except ValueError as wrong:  # also a number with more digits than Python converts
        _refuse(where, Why.BROKEN, str(wrong))


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _csv(where: str, text: str, most: Most) -> list[dict[str, str]]:
    head = text.lstrip().partition("\n")[0]
    separator = max(_SEPARATORS, key=head.count)
    if text.count("\n") > most.brackets or text.count(separator) > most.commas:
        _refuse(where, Why.CROWDED)
    try:
        rows = csv.DictReader(io.StringIO(text.lstrip()), delimiter=separator, restkey="", strict=True)
        rows.fieldnames = [name.strip().casefold().replace(" ", "_") for name in rows.fieldnames or ()]
        return list(rows)
    except csv.Error as wrong:
        _refuse(where, Why.BROKEN, str(wrong))


def _yaml(where: str, text: str) -> Any:  # noqa: ANN401 # whatever the file holds
    if len(text) > MOST_YAML_BYTES:
        _refuse(where, Why.LARGE, str(MOST_YAML_BYTES // 1024 // 1024))
    import yaml  # only when somebody brings some

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    depth = 0
    try:
        for event in yaml.parse(text, Loader=loader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
                _refuse(where, Why.ALIASES)
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                _refuse(where, Why.CROWDED)
        return yaml.load(text, Loader=loader)  # noqa: S506 # it is a safe one
    except (yaml.YAMLError, ValueError, RecursionError) as wrong:
        _refuse(where, Why.BROKEN, str(getattr(wrong, "problem", None) or wrong))


def _refuse(where: str, why: Why, value: str = "") -> NoReturn:
    raise FileUnreadable(Skipped(where, why, value[:80])) from None
