"""The port behind which Fluent lives: a file's text goes in, patterns that can be filled come out."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache, lru_cache
from itertools import zip_longest
from typing import Any

import babel
from babel.numbers import format_decimal
from fluent.runtime import FluentBundle, FluentResource, resolver
from fluent.runtime.types import FluentNone, FluentType
from fluent.syntax import ast


class Moment(FluentType):
    """A point in time that Discord shows in each reader's own zone."""

    def __init__(self, at: datetime, style: str = "f") -> None:
        self._at, self._style = at, style

    def format(self, locale: babel.Locale) -> str:  # noqa: ARG002 - Discord knows the reader's
        return f"<t:{int(self._at.timestamp())}:{self._style}>"

    def styled(self, style: str) -> "Moment":
        """Return the same moment in another of Discord's styles: t T d D f F R."""
        return Moment(self._at, style)


@lru_cache(maxsize=256)
def locale_of(language: str) -> babel.Locale:
    """Return what Babel knows of a ``language`` in Discord's spelling; of one that it doesn't, English."""
    try:
        return babel.Locale.parse(language, sep="-")
    except (babel.UnknownLocaleError, ValueError):
        return babel.Locale.parse("en")


@lru_cache(maxsize=4_096)
def written(number: float, locale: babel.Locale) -> str:
    """Return ``number`` as ``locale`` writes it: most of what is said again and again is small."""
    return format_decimal(number, locale=locale)


Pattern = Callable[[Mapping[str, object]], tuple[str, list[Exception]]]
"""Fills the blanks; returns the text and what was wrong with it, such as a blank without a field."""


ENTRY = re.compile(r"^(-?[a-zA-Z][\w-]*) *=", re.MULTILINE)
"""How a message or a term begins; nothing else that Fluent allows looks so at the start of a line."""
REFERENCE = re.compile(r"[{(,]\s*(-?[a-zA-Z][\w-]*)")
"""What may be the name of another message or term; functions and names of arguments are among the finds."""


class Sheet:
    """The sentences of a ``.ftl`` text in ``locale``, each parsed when it's first asked for.

    A bot speaks a handful of its thousands of sentences, and parsing them all took a fifth of its start.
    ``complain`` is told of what isn't Fluent.
    """

    def __init__(self, text: str, locale: str, complain: Callable[[str], None]) -> None:
        # No isolation marks: Discord would count them, and they break mentions in two.
        self._bundle = FluentBundle([locale], functions={"MOMENT": _moment}, use_isolating=False)
        self._locale = locale_of(locale)
        self._complain = complain
        self._patterns: dict[str, dict[str, Pattern]] = {}
        self._unread: dict[str, str] = {}
        starts = list(ENTRY.finditer(text))
        for entry, after in zip_longest(starts, starts[1:]):
            # As in Fluent, the first counts if a name stands there twice.
            self._unread.setdefault(entry[1], text[entry.start() : after.start() if after else None])

    def patterns(self, name: str) -> Mapping[str, Pattern]:
        """Return the patterns of the message ``name`` by attribute, in order; ``""`` is its own."""
        if name in self._unread:
            self._read(name)
        return self._patterns.get(name, {})

    def _read(self, name: str) -> None:
        source = self._unread.pop(name)
        resource = FluentResource(source)
        self._bundle.add_resource(resource)
        for entry in resource.body:
            if isinstance(entry, ast.Junk):
                self._complain((entry.content or "").strip().splitlines()[0])
            if isinstance(entry, ast.Message):
                attributes = [attribute.id.name for attribute in entry.attributes]
                names = attributes if entry.value is None else ["", *attributes]
                self._patterns[name] = {attribute: self._pattern(name, attribute) for attribute in names}
        for other in REFERENCE.findall(source):
            if other in self._unread:
                self._read(other)

    def _pattern(self, name: str, attribute: str) -> Pattern:
        @cache
        def understood() -> tuple[Any, str | None]:
            message = self._bundle.get_message(name)
            pattern = message.attributes[attribute] if attribute else message.value
            return pattern, _template(pattern)

        def fill(fields: Mapping[str, object]) -> tuple[str, list[Exception]]:
            pattern, template = understood()
            if template is not None:
                try:
                    return template % {field: self._text(value) for field, value in fields.items()}, []
                except (KeyError, TypeError):
                    pass  # Fluent will say what is wrong
            text, wrong = self._bundle.format_pattern(pattern, dict(fields))
            return str(text), list(wrong)

        return fill

    def _text(self, value: object) -> str:
        """Return ``value`` as it stands in a sentence.

        Raises:
            TypeError: it's nothing usual.
        """
        if isinstance(value, str):
            return value
        if type(value) is int:
            return written(value, self._locale)
        if isinstance(value, FluentType):
            return value.format(self._locale)
        raise TypeError


def _template(pattern: Any) -> str | None:  # noqa: ANN401 - as Fluent compiled it
    """Return ``pattern`` for Python's ``%``, if it's only text and fields; None if it's more.

    Nearly all are, and Fluent's way through them takes several times as long.
    """
    made = ""
    for element in getattr(pattern, "elements", (pattern,)):
        inner = getattr(element, "expression", None)
        if isinstance(element, resolver.TextElement):
            made += element.value.replace("%", "%%")
        elif isinstance(inner, resolver.VariableReference):
            made += f"%({inner.id.name})s"
        else:
            return None
    return made


def _moment(moment: Any, style: Any = "f") -> FluentType:  # noqa: ANN401 - Fluent's own shape
    return moment.styled(str(style)) if isinstance(moment, Moment) else FluentNone(str(moment))
