"""Whether words and code agree: every key that is said is written, every sentence written is said.

Keys are found by reading the code: ``say("key")`` and its sisters, errors' ``key = "plugin.sentence"``, and,
for what may be put together at run time, every text and f-string that looks like a key.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent

from .wording import ENGLISH, files_by_language

SAYING = ("say", "help", "has")
"""Methods of `Words` whose first argument is a key."""

BY_DISCORD = ("command-", "option-", "choice-")
"""How the ids begin of what Discord shows in its command picker; the Discord side's translator says them."""

KEY = re.compile(r"(?:([a-z][a-z0-9_]*)\.)?([a-z][a-z0-9_-]*)")


LINES = re.compile(r"plain|(base|repeated|frustrated)-\d+")
"""Attributes that are a sentence's other lines; a language needn't have as many as another."""


@dataclass(slots=True)
class _Sentence:
    attributes: set[str] = field(default_factory=set)
    blanks: set[str] = field(default_factory=set)
    mentions: set[str] = field(default_factory=set)
    """Other sentences that this one quotes."""


Written = dict[str, _Sentence]
"""Sentences of one plugin in one language, by id."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose words, where they are written, and where the code is that says them.

    ``names`` are ids that English may leave to the manifest and the settings, see `core.names`.
    """

    plugin: str
    strings: Path
    code: Sequence[Path] = ()
    names: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Spoken:
    keys: dict[tuple[str, str], str] = field(default_factory=dict)
    """Whose key → the file that says it."""
    texts: set[str] = field(default_factory=set)
    patterns: set[str] = field(default_factory=set)


def word_faults(voices: Sequence[Voice]) -> dict[str, list[str]]:
    """Return by plugin where code and words disagree."""
    faults: dict[str, list[str]] = {voice.plugin: [] for voice in voices}
    english: dict[str, Written] = {}
    for voice in voices:
        written = {}
        for language, files in files_by_language(voice.strings).items():
            written[language], broken = _sentences(files)
            faults[voice.plugin] += broken
        english[voice.plugin] = written.get(ENGLISH, {})
        for language, sentences in sorted(written.items()):
            if language != ENGLISH:
                faults[voice.plugin] += _strangers(voice, language, sentences, english[voice.plugin])
    for voice in voices:
        faults[voice.plugin] += _disagreements(voice, english)
    return faults


def _disagreements(voice: Voice, english: Mapping[str, Written]) -> Iterator[str]:
    spoken = _spoken(voice)
    for (owner, key), file in sorted(spoken.keys.items()):
        if key not in english.get(owner, {key: None}):
            yield f"{file} says {key!r}, which {owner}'s strings/en.ftl doesn't have"
    # The core's own catalogue is there for every plugin to come.
    if voice.plugin != "core":
        written = english[voice.plugin]
        unused = sorted(set(written) - _used(voice.plugin, spoken, written) - voice.names)
        yield from (f"strings/en.ftl: {key!r} is never said" for key in unused)


def coverage_notes(voices: Iterable[Voice]) -> list[str]:
    """Return which English sentences, lines of help and names other languages lack, by voice."""
    notes = []
    for voice in voices:
        files = files_by_language(voice.strings)
        said = {language: _everything(_sentences(files[language])[0]) for language in files}
        english = said.pop(ENGLISH, set())
        for language, there in sorted(said.items()):
            lacking = sorted((english | voice.names) - there)
            if lacking:
                notes.append(f"{voice.plugin}: strings/{language}.ftl lacks {', '.join(lacking)}")
    return notes


def _everything(sentences: Written) -> set[str]:
    """Return what can be said: ids, and ``id.attribute`` for what isn't just another line."""
    more = {
        f"{key}.{attribute}"
        for key, sentence in sentences.items()
        for attribute in sentence.attributes
        if not LINES.fullmatch(attribute)
    }
    return more.union(sentences)


def _strangers(voice: Voice, language: str, sentences: Written, english: Written) -> Iterator[str]:
    for key, sentence in sorted(sentences.items()):
        if key not in english:
            if key not in voice.names:
                yield f"strings/{language}.ftl: {key!r} isn't in en.ftl"
            continue
        for blank in sorted(sentence.blanks - english[key].blanks):
            yield f"strings/{language}.ftl: {key!r} has a blank ${blank} that en.ftl doesn't have"


def _sentences(files: Iterable[Path]) -> tuple[Written, list[str]]:
    found: Written = {}
    faults = []
    for file in files:
        for entry in FluentParser(with_spans=False).parse(file.read_text(encoding="utf-8")).body:
            if isinstance(entry, fluent.Junk):
                line = (entry.content or "").strip().splitlines()[0]
                faults.append(f"strings/{file.name}: isn't Fluent: {line!r}")
            if isinstance(entry, fluent.Message):
                if entry.id.name in found:
                    faults.append(f"strings/{file.name}: {entry.id.name!r} is written twice")
                found[entry.id.name] = _sentence(entry)
    return found, faults


def _sentence(entry: fluent.Message) -> _Sentence:
    sentence = _Sentence(attributes={attribute.id.name for attribute in entry.attributes})
    for node in _nodes(entry):
        if isinstance(node, fluent.VariableReference):
            sentence.blanks.add(node.id.name)
        if isinstance(node, fluent.MessageReference):
            sentence.mentions.add(node.id.name)
    return sentence


def _nodes(node: object) -> Iterator[object]:
    yield node
    if isinstance(node, fluent.BaseNode):
        for value in vars(node).values():
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, fluent.BaseNode):
                    yield from _nodes(child)


def _spoken(voice: Voice) -> _Spoken:
    """Return the keys that a plugin's code says, surely and perhaps."""
    spoken = _Spoken()
    for folder in voice.code:
        for file in sorted(folder.rglob("*.py")):
            for node in ast.walk(_parsed(file)):
                for whose_key in _surely(voice.plugin, node):
                    spoken.keys.setdefault(whose_key, str(file.relative_to(folder.parent)))
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    spoken.texts.add(_id(node.value))
                if isinstance(node, ast.JoinedStr):
                    spoken.patterns.add(_pattern(node))
    return spoken


def _parsed(file: Path) -> ast.Module:
    try:
        return ast.parse(file.read_bytes())
    except SyntaxError:  # somebody else complains of it
        return ast.Module(body=[], type_ignores=[])


def _surely(plugin: str, node: ast.AST) -> Iterator[tuple[str, str]]:
    """Return what ``node`` certainly says: whose sentence, and its id."""
    texts: list[str] = []
    if isinstance(node, ast.Call) and node.args:
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", None)
        text = node.args[0].value if isinstance(node.args[0], ast.Constant) else None
        if called in SAYING and isinstance(text, str) and not _speaks_for_another(node.func):
            texts.append(text)
    if isinstance(node, ast.ClassDef):
        texts += [text for text in _error_keys(node) if "." in text]
    for text in texts:
        match = KEY.fullmatch(text)
        if match:
            yield match[1] or plugin, _id(match[2])


def _speaks_for_another(function: ast.expr) -> bool:
    """Return whether this is ``words.of("core").say``: then the key is the other plugin's."""
    inner = function.value if isinstance(function, ast.Attribute) else None
    return isinstance(inner, ast.Call) and getattr(inner.func, "attr", "") == "of"


def _error_keys(node: ast.ClassDef) -> Iterator[str]:
    for line in node.body:
        if isinstance(line, ast.Assign) and isinstance(line.value, ast.Constant):
            names = {target.id for target in line.targets if isinstance(target, ast.Name)}
            if "key" in names and isinstance(line.value.value, str):
                yield line.value.value


def _used(plugin: str, spoken: _Spoken, english: Written) -> set[str]:
    patterns = [re.compile(pattern) for pattern in spoken.patterns if pattern.replace(".+", "")]
    used = {
        key
        for key in english
        if key.startswith(BY_DISCORD)
        or (plugin, key) in spoken.keys
        or key in spoken.texts
        or any(text.endswith(f".{key}") for text in spoken.texts)
        or any(pattern.fullmatch(key) for pattern in patterns)
    }
    quoted = {mentioned for sentence in english.values() for mentioned in sentence.mentions}
    return used | quoted


def _pattern(node: ast.JoinedStr) -> str:
    """Return what an f-string can become, as a regular expression without the plugin in front."""
    parts = [
        re.escape(_id(str(part.value))) if isinstance(part, ast.Constant) else ".+" for part in node.values
    ]
    return re.sub(r"^[a-z0-9-]+\\\.", "", "".join(parts))


def _id(key: str) -> str:
    return key.replace("_", "-")
