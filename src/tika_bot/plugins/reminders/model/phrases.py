"""What a phrase means: tokens are folded by a table of patterns until each idea is one token.

The whole phrase is a string of kinds (see `lexicon`). A row of the table is a pattern over that string and a
function from the tokens it matches to those that replace them, or None to decline. What is left at the end
must be at most one of each: a day, a time, a stretch, a repetition, a zone. "In an hour and a half" is
``INU&NH``, becomes ``INU`` and then ``R``, a stretch of 5,400 seconds.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo

from .lexicon import Token, lex
from .refusals import InThePast, Unclear
from .wall import zone_named
from .words import DAY, HOUR, MINUTE, MONTH, MORNING, SECOND, WEEK, YEAR, PartOfDay, Unit

NOON = 12
DAY_KINDS = "DWxwOBYl"


@dataclass(frozen=True, slots=True)
class Stretch:
    """How long: ``seconds`` of real time and a distance on the calendar."""

    seconds: float = 0
    days: int = 0
    months: int = 0


@dataclass(frozen=True, slots=True)
class Often:
    """Every ``interval`` units; ``weekdays`` if it names any."""

    unit: Unit
    interval: int = 1
    weekdays: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase says, before any calendar is asked. At least one of the first four is there."""

    exact: datetime | None = None
    stretch: Stretch | None = None
    often: Often | None = None
    day: Token | None = None
    """One of `DAY_KINDS`; x is the coming weekday, never today."""
    clock: time | None = None
    part: PartOfDay | None = None
    zone: tzinfo | None = None
    zone_name: str = ""


Folded = list[Token] | None
Fold = Callable[[Sequence[Token]], Folded]


def _stretch(tokens: Sequence[Token]) -> Folded:
    amount, unit = tokens[0].value, tokens[-1].value
    return _stretched(amount, unit)


def _stretched(amount: float, unit: Unit) -> Folded:
    """Return ``amount`` units as a stretch; a broken number of days is real time, of months nonsense."""
    if amount != int(amount):
        if unit.months:
            return None
        return [Token("R", Stretch(seconds=amount * (unit.seconds + unit.days * 86400)))]
    whole = int(amount)
    return [Token("R", Stretch(whole * unit.seconds, whole * unit.days, whole * unit.months))]


def _sum(tokens: Sequence[Token]) -> Folded:
    a, b = tokens[0].value, tokens[-1].value
    return [Token("R", Stretch(a.seconds + b.seconds, a.days + b.days, a.months + b.months))]


def _clock(tokens: Sequence[Token], minute: int = 0) -> Folded:
    """Return the hour that the first number names as a clock."""
    hour = next(token.value for token in tokens if token.kind == "N")
    if hour != int(hour) or not 0 <= hour < 2 * NOON:
        return None
    return [Token("C", time(int(hour), minute))]


def _hour_word(tokens: Sequence[Token]) -> Folded:
    return _clock(tokens) if tokens[-1].value == HOUR else None


def _two_numbers(tokens: Sequence[Token]) -> Folded:
    minute = tokens[-1].value
    return _clock(tokens, int(minute)) if minute == int(minute) and minute < 60 else None  # noqa: PLR2004


def _half_to(tokens: Sequence[Token]) -> Folded:
    hour = int(tokens[-1].value) - 1
    return [Token("C", time(hour % (2 * NOON), 30))] if hour < 2 * NOON else None


def _short_clock(tokens: Sequence[Token]) -> Folded:
    """Read 9h30 or 9.30 as a time of day."""
    hour, minute = next(token.value for token in tokens if token.kind in "GQ")
    if any(token.kind == "H" for token in tokens):
        minute = 30
    return [Token("C", time(hour, minute or 0))] if hour < 2 * NOON and (minute or 0) < 60 else None  # noqa: PLR2004


def _short_clock_after_day(tokens: Sequence[Token]) -> Folded:
    clock = _short_clock(tokens)
    return [token for token in tokens if token.kind != "G"] + clock if clock else None


def _short_stretch(tokens: Sequence[Token]) -> Folded:
    """Read 1h30 as a length."""
    hours, minutes = tokens[-1].value
    return [*tokens[:-1], Token("R", Stretch(seconds=hours * HOUR.seconds + (minutes or 0) * MINUTE.seconds))]


def _dotted_date(tokens: Sequence[Token]) -> Folded:
    """Read 24.12 as a date if it can be one; the lexer saw neither a third number nor a word that tells."""
    day, month = tokens[0].value
    try:
        date(2000, month, day)
    except ValueError:
        return _short_clock(tokens)
    return [Token("B", (month, day))]


def _month_day(tokens: Sequence[Token]) -> Folded:
    month = next(token.value for token in tokens if token.kind == "M")
    day, *year = (int(token.value) for token in tokens if token.kind in "NO")
    try:
        if year:
            return [Token("Y", date(year[0], month, day))]
        date(2000, month, day)
    except ValueError:
        return None
    return [Token("B", (month, day))]


def _weekdays(tokens: Sequence[Token]) -> Folded:
    return [Token("W", tuple(sorted({*tokens[0].value, *tokens[-1].value})))]


def _next_week(tokens: Sequence[Token]) -> Folded:
    """Fold "friday next week", which on a Wednesday isn't the friday that comes."""
    days, unit = (next(token.value for token in tokens if token.kind == kind) for kind in "WU")
    return [Token("w", days)] if unit == WEEK else None


def _repeat(tokens: Sequence[Token]) -> Folded:
    """Fold "every [other | 3] weeks | mondays | 15th | 24 december | morning"."""
    last = tokens[-1]
    interval = {"V": 2, "N": tokens[1].value}.get(tokens[1].kind, 1) if len(tokens) > len("EU") else 1
    if interval != int(interval) or interval < 1:
        return None
    often = {
        "U": lambda: Often(last.value, int(interval)),
        "W": lambda: Often(WEEK, int(interval), last.value),
        "O": lambda: Often(MONTH),
        "B": lambda: Often(YEAR),
        "P": lambda: Often(DAY),
        "D": lambda: Often(DAY),
    }[last.kind]()
    if last.kind == "D":  # German says "jeden Morgen" with the word for tomorrow
        return [Token("F", often), Token("P", MORNING)] if last.value == 1 else None
    return [Token("F", often), *([last] if last.kind in "OBP" else [])]


def _adverb(tokens: Sequence[Token]) -> Folded:
    unit = tokens[0].value
    return [Token("F", Often(unit))] if isinstance(unit, Unit) else None


def _on_weekdays(tokens: Sequence[Token]) -> Folded:
    often = next(token.value for token in tokens if token.kind == "F")
    days = next(token.value for token in tokens if token.kind == "W")
    if often.unit not in (WEEK, DAY) or often.weekdays:
        return None
    return [Token("F", Often(WEEK, often.interval, days))]


def _past(_: Sequence[Token]) -> Folded:
    raise InThePast


_TABLE: tuple[tuple[re.Pattern[str], Fold], ...] = tuple(
    (re.compile(pattern), fold)
    for pattern, fold in (
        ("NU&?N?H", lambda t: [Token("N", t[0].value + 0.5), t[1]]),  # an hour and a half, 1時間半
        ("N?HN?(?=U)", lambda _: [Token("N", 0.5)]),
        ("@(?=U)", lambda _: [Token("N", 1)]),  # French à looks like the English a without its accent
        ("EU(?=[UW])", lambda t: [t[0], Token("V")] if t[1].value == SECOND else None),  # every second monday
        ("@?JN", lambda t: _clock(t, 30)),
        ("@?KN", _half_to),
        ("@?(?:N&H|NoH)", lambda t: _clock(t, 30)),
        ("@?NoN", _two_numbers),
        ("@?No", _clock),
        ("@NU", _hour_word),
        ("@N(?!U)", _clock),
        ("@?Qo|@Q", _short_clock),
        ("Q(?=U)", lambda t: [Token("N", t[0].value[0] + t[0].value[1] / 100)]),
        ("Q", _dotted_date),
        ("@G&?H?|G&H", _short_clock),
        ("[DWYB]G", _short_clock_after_day),
        ("NP", lambda t: [*(_clock(t) or t), t[1]] if _clock(t) else None),
        ("[NO]MN|MOO?N|MNN", _month_day),
        ("[NO]M|M[NO]", _month_day),
        ("XUW|WXU", _next_week),
        ("XU", lambda t: _stretched(1, t[1].value)),
        ("XW|WX", lambda t: [Token("x", next(x.value for x in t if x.kind == "W"))]),
        ("EG", lambda t: [t[0], Token("N", float(t[1].value[0])), Token("U", HOUR)]),
        ("IG|G(?=NU|$)", _short_stretch),
        ("W&?W", _weekdays),
        ("F(?=.|$)", _adverb),
        ("E[NV]?[UW]|E[OBPD]", _repeat),
        ("FW|WF", _on_weekdays),
        ("LU", lambda t: [Token("l", t[1].value)]),
        ("NU", _stretch),
        ("R&?R", _sum),
        ("AR|RA|A", _past),
        ("I(?=[RYDWxwOBl])|(?<=R)I", lambda _: []),
        ("(?<=[DWxwYBOl])N$", _clock),
        ("@(?=[DWxwYBOlCRPFTZ]|$)", lambda _: []),
    )
)


def _folded(tokens: list[Token]) -> list[Token]:
    """Apply the table, row by row, each as often as it finds something."""
    for pattern, fold in _TABLE:
        start = 0
        while match := pattern.search("".join(token.kind for token in tokens), start):
            new = fold(tokens[match.start() : match.end()])
            if new is None or new == tokens[match.start() : match.end()]:
                start = match.start() + 1
                continue
            tokens = [*tokens[: match.start()], *new, *tokens[match.end() :]]
            start = 0
    return tokens


def _adjusted(clock: time, part: PartOfDay | None) -> time:
    """Return ``clock`` moved to the afternoon if the words around it say so: 9 de la noche is 21:00."""
    if part and part.after_noon and clock.hour < NOON:
        return clock.replace(hour=clock.hour + NOON)
    return clock


def meaning(phrase: str, locale: str) -> Meaning:
    """Return what ``phrase`` says to a member whose Discord speaks ``locale``.

    Raises:
        Unclear: a word is unknown, or the words contradict each other.
        InThePast: "ago", "yesterday".
    """
    tokens = lex(phrase, locale)
    unknown = [token.value for token in tokens if token.kind == "?"]
    if unknown:
        raise Unclear(phrase, str(unknown[0]))
    slots: dict[str, Token] = {}
    for token in _folded(tokens):
        slot = "day" if token.kind in DAY_KINDS else token.kind
        if slot in slots or (slot != "day" and slot not in "TRFCPZ"):
            raise Unclear(phrase)
        slots[slot] = token
    if not slots.keys() & {"T", "R", "F", "C", "P", "day"}:
        raise Unclear(phrase)
    return _assembled(slots, phrase)


def clock_in(phrase: str, locale: str) -> time | None:
    """Return the time of day in a phrase that isn't clear otherwise, None unless there's one."""
    clocks = [token.value for token in _folded(lex(phrase, locale)) if token.kind == "C"]
    return clocks[0] if len(clocks) == 1 else None


def _assembled(slots: dict[str, Token], phrase: str) -> Meaning:
    def value(slot: str) -> object:
        return slots[slot].value if slot in slots else None

    exact, stretch, often, clock, part = (value(slot) for slot in "TRFCP")
    name = str(value("Z") or "")
    alone = len(slots) == 1
    stretch_is_real_time = isinstance(stretch, Stretch) and stretch.seconds
    if (
        (exact and not alone)
        or (stretch and ("day" in slots or often))
        or (stretch_is_real_time and not alone)
    ):
        raise Unclear(phrase)
    part = part if isinstance(part, PartOfDay) else None
    return Meaning(
        exact=exact if isinstance(exact, datetime) else None,
        stretch=stretch if isinstance(stretch, Stretch) else None,
        often=often if isinstance(often, Often) else None,
        day=slots.get("day"),
        clock=_adjusted(clock, part) if isinstance(clock, time) else None,
        part=part,
        zone=zone_named(name) if name else None,
        zone_name=name,
    )
