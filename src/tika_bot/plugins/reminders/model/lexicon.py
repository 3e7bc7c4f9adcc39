"""Turns a phrase into tokens, by the words of `words`.

A token has a kind, one letter, so that a whole phrase becomes a short string ("every monday at 9" → ``EW@N``)
and the grammar in `phrases` can be a table of patterns. The letters:

    N number   U unit       W weekdays   M month      O day of the month    D days from today
    Y date     B day+month  C clock      G 9h, 9h30   Q 9.30 or 24.12       T exact moment
    P part of the day
    E every    F daily …    V other      X next       L end of              R stretch of time
    I in       A ago        H half       J half past  K half to (halb neun)
    & and      @ at         o o'clock    Z zone       ? unknown

Folding adds three: x the coming weekday, w a weekday of next week, l the end of a month or so.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from .wall import MONTHS
from .words import KINDS, LANGUAGES, ROWS, TABLES

DIAL, SIXTY, LONGEST_MONTH = 12, 60, 31
WIDEST_ZONE_H = 14


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a phrase. What ``value`` is depends on ``kind``."""

    kind: str
    value: Any = None  # the grammar's rows know by the kind what they hold


def fold(text: str) -> str:
    """Return ``text`` as the lexer compares it: compatible forms, no case, no accents, single spaces."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return " ".join("".join(sign for sign in plain if unicodedata.category(sign) != "Mn").split())


PLURAL_REPEATS = ("en", "de")
"""Languages in which "mondays" or "montags" alone means every Monday."""


@cache
def _words(language: str) -> tuple[dict[str, tuple[Token, ...]], re.Pattern[str]]:
    """Return all words, those of ``language`` and then English winning over the rest, and one pattern."""
    found: dict[str, tuple[Token, ...]] = {}
    for code in (language, "en", *LANGUAGES):
        own: dict[str, tuple[Token, ...]] = {}
        cells = [cell for line in TABLES[code].split("\n") for cell in line.strip().split("/") if cell]
        for cell, (kind, value) in zip(cells, KINDS, strict=True):
            own |= {fold(word.replace("_", " ")): (Token(kind, value),) for word in cell.split()}
        if code == "de":
            own |= {
                _without_umlauts(word): own[fold(word)] for word in re.split("[/\\s]+", TABLES[code]) if word
            }
        if code in PLURAL_REPEATS:
            plurals = {f"{word}s": value[0] for word, value in own.items() if value[0].kind == "W"}
            own |= {word: (Token("E"), token) for word, token in plurals.items()}
        for words, tokens in ROWS[code]:
            own |= {fold(word): tuple(Token(*token) for token in tokens) for word in words.split(",")}
        found = own | found
    longest_first = sorted(found, key=len, reverse=True)
    return found, re.compile("|".join(_bounded(word) for word in longest_first))


def _without_umlauts(word: str) -> str:
    """Return ``word`` as people write it on a foreign keyboard: uebermorgen."""
    return fold(word.translate({0xE4: "ae", 0xF6: "oe", 0xFC: "ue"}))


def _bounded(word: str) -> str:
    """Return a pattern for ``word`` that stops at letters, unless its script has no spaces."""
    pattern = re.escape(word)
    if any("\u3040" <= sign <= "\u9fff" for sign in word):
        return pattern
    before = r"(?<![^\W\d_])" if word[0].isalpha() else ""
    after = r"(?![^\W\d_])" if word[-1].isalpha() else ""
    return f"{before}{pattern}{after}"


@cache
def _zone_names() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones() if "/" in name}


def _clock(hour: str, minute: str | None = None, half: str | None = None) -> Token | None:
    """Return the clock token, None if no clock shows that. ``half`` is "a", "p" or None."""
    h, m = int(hour), int(minute or 0)
    if half:
        if not 1 <= h <= DIAL:
            return None
        h = h % DIAL + (DIAL if half == "p" else 0)
    return Token("C", time(h, m)) if h < 2 * DIAL and m < SIXTY else None


def _date(year: str, month: str, day: str) -> Token | None:
    try:
        return Token(
            "Y", date(int(year) + 2000 if len(year) == len("26") else int(year), int(month), int(day))
        )
    except ValueError:
        return None


def _day_and_month(day: str, month: str) -> Token | None:
    leap_year = "2000"
    return Token("B", (int(month), int(day))) if _date(leap_year, month, day) else None


def _slashes(match: re.Match[str], region: str) -> Token | None:
    """Read 3/4: month first in the United States only, unless a number is too large for a month."""
    first, second, year = match.groups()
    american = int(second) > MONTHS or (region == "en-US" and int(first) <= MONTHS)
    day, month = (second, first) if american else (first, second)
    return _date(year, month, day) if year else _day_and_month(day, month)


def _offset(sign: str | None = None, hours: str | None = None, minutes: str | None = None) -> Token | None:
    if not sign:
        return Token("Z", "UTC")
    if int(hours or 0) > WIDEST_ZONE_H or int(minutes or 0) >= SIXTY:
        return None
    return Token("Z", f"UTC{sign}{int(hours or 0):02}:{int(minutes or 0):02}")


def _place(name: str) -> Token | None:
    known = _zone_names().get(name)
    return Token("Z", known) if known else None


def _exact(seconds: str) -> Token | None:
    return Token("T", datetime.fromtimestamp(int(seconds), UTC))


def _hours(hour: str, minute: str | None) -> Token | None:
    return Token("G", (int(hour), int(minute) if minute else None))


def _ordinal(day: str) -> Token | None:
    return Token("O", int(day)) if 1 <= int(day) <= LONGEST_MONTH else None


def _number(digits: str) -> Token | None:
    return Token("N", float(digits.replace(",", ".")))


def _dotted(first: str, second: str) -> Token | None:
    return Token("Q", (int(first), int(second)))


def _japanese_clock(hour: str, minute: str | None, half: str | None) -> Token | None:
    return _clock(hour, "30" if half else minute)


Reader = Callable[..., Token | None]

# Numbers with a shape of their own, tried before words: each group is an argument of its reader.
# A reader that declines leaves the text to the next row.
_SHAPES: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (r"<t:(\d{1,11})(?::\w)?>", _exact),
        (r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:t(?=\d)|(?!\d))", _date),
        (r"(\d{4})年(\d{1,2})月(\d{1,2})日", _date),
        (r"(?P<month>\d{1,2})月(?P<day>\d{1,2})日", _day_and_month),
        (r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4}|\d\d)(?![\d:.])", _date),
        (r"(\d{1,2})\.(\d{1,2})\.(?!\d)", _day_and_month),
        (r"(?:utc|gmt)\s?(?:([+-])(\d{1,2})(?::?(\d\d))?)?(?!\w)", _offset),
        (r"(?<=\d)z(?!\w)", _offset),
        (r"(?<=:\d\d)\s?([+-])(\d\d)(?::?(\d\d))?(?!\d)", _offset),
        (r"([a-z]+(?:/[a-z_+-]+)+)", _place),
        (r"(\d{1,2})(?:[:.](\d\d))?(?::\d\d)?\s?([ap])\.?m\b\.?", _clock),
        (r"(\d{1,2}):(\d\d)(?::\d\d(?:\.\d+)?)?(?![\d:])", _clock),
        (r"(\d{1,2})時(?!間)(?:(\d{1,2})分|(半))?", _japanese_clock),
        (r"(\d{1,2})h(\d\d)?(?![\w.])", _hours),
        (r"(\d{1,2})(?:st|nd|rd|th|er|ro|º|日|-го|\.(?=\s|$))(?!\w)", _ordinal),
        (r"(\d{1,2})\.(\d\d)(?!\d)", _dotted),
        (r"(\d{1,9}[.,]\d{1,3}|\d{1,9})", _number),
    )
)
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d\d))?(?!\d)")

_NOISE = re.compile(r"[\s,;!?()\"“”'’.·-]+")
_UNKNOWN = re.compile(r"[^\W\d_]+|.")


def _shaped(text: str, at: int, region: str) -> tuple[Token, int] | None:
    """Return the number-like token at position ``at`` and where it ends."""
    if (match := _SLASHES.match(text, at)) and (token := _slashes(match, region)):
        return token, match.end()
    for shape, reader in _SHAPES:
        if match := shape.match(text, at):
            named = match.groupdict()
            token = reader(**named) if named else reader(*match.groups())
            if token:
                return token, match.end()
    return None


def _tokens(text: str, language: str, region: str) -> Iterator[Token]:
    words, pattern = _words(language)
    at = 0
    while at < len(text):
        if shaped := _shaped(text, at, region):
            token, at = shaped
            yield token
            continue
        if match := pattern.match(text, at):
            yield from words[match[0]]
        elif not (match := _NOISE.match(text, at)):
            match = _UNKNOWN.match(text, at)
            assert match is not None  # anything is at least one sign
            yield Token("?", match[0])
        at = match.end()


def lex(phrase: str, locale: str) -> list[Token]:
    """Return the tokens of ``phrase`` for a member whose Discord speaks ``locale``, say "en-US" or "de"."""
    language = locale.split("-", maxsplit=1)[0]
    return list(_tokens(fold(phrase), language if language in LANGUAGES else "en", locale))
