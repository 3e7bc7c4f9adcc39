"""When it rings: what a phrase means, on a calendar, from now on, on the member's wall."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone, tzinfo

from .lexicon import Token
from .phrases import Meaning, Often, clock_in, meaning
from .refusals import HappensTwice, InThePast, NoSuchHour, PhraseTooLong, TooFar, TooOften, Unclear
from .repeating import Every, Rule
from .wall import MONTHS, add_months, moment, moments, zone_named
from .words import DAY, HOUR, MONTH, WEEK

LONGEST_PHRASE = 200
"""Reading is linear in the length, but other people's date parsers need not be."""

HORIZON = timedelta(days=5 * 366)
"""Five years. Who knows where we'll all be."""

END_OF_DAY = time(18)
WEEKDAYS = 7
FRIDAY = 4

Guess = Callable[[str, datetime], datetime | None]
"""Asks somebody else to read a phrase: (phrase, the member's wall clock now) → wall clock, or None."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The first ring (UTC), and the rule for those after it, None for a single one."""

    first: datetime
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class Here:
    """Where the phrase is read: ``now`` (UTC), the wall's zone, and the hour that "tomorrow" means."""

    now: datetime
    zone_name: str
    morning: time
    locale: str

    @property
    def zone(self) -> tzinfo:
        """The zone of the wall."""
        return zone_named(self.zone_name)

    @property
    def wall(self) -> datetime:
        """The wall clock now, without a zone."""
        return self.now.astimezone(self.zone).replace(tzinfo=None)


def read_plan(phrase: str, here: Here, guess: Guess) -> Plan:
    """Return when ``phrase`` rings. What our own words don't cover is left to ``guess``.

    Raises:
        Refusal: one of `refusals`, each with what to do instead.
    """
    if len(phrase) > LONGEST_PHRASE:
        raise PhraseTooLong(most=LONGEST_PHRASE, length=len(phrase))
    try:
        plan = planned(meaning(phrase, here.locale), here, phrase)
    except Unclear as unclear:
        guessed = guess(phrase, here.wall)
        own = clock_in(phrase, here.locale)  # date parsers lose a bare hour; we don't
        if guessed is None or not _accounts_for(guessed, own, phrase, here.wall):
            raise
        if guessed <= here.wall:
            raise InThePast(moment(guessed.date(), guessed.time(), here.zone)) from unclear
        clock = own or guessed.time().replace(microsecond=0)
        plan = Plan(_single(guessed.date(), clock, here))
    if plan.first <= here.now:
        raise InThePast(plan.first)
    if plan.first - here.now > HORIZON:
        raise TooFar
    return plan


def _accounts_for(guessed: datetime, own: time | None, phrase: str, wall: datetime) -> bool:
    """Return whether each number of ``phrase`` is in ``guessed``, as a part or a distance, or in our ``own``.

    Date parsers rather drop a number than give up: "domani alle 9" became tomorrow at noon.
    """
    away = round((guessed - wall).total_seconds())
    months = (guessed.year - wall.year) * MONTHS + guessed.month - wall.month
    distances = {away, away // 60, away // 3600, away // 86400, away // 604800, months, months // MONTHS}
    parts = {guessed.year, guessed.year % 100, guessed.month, guessed.day, guessed.hour, guessed.minute}
    numbers = {int(digits) for digits in re.findall(r"\d+", phrase)}
    clock = {own.hour, own.hour % 12, own.minute} if own else set()
    return numbers <= parts | distances | clock | {guessed.hour % 12, 0}


def planned(said: Meaning, here: Here, phrase: str) -> Plan:
    """Return the plan that ``said`` makes; it may lie in the past.

    Raises:
        Refusal: a time that isn't on the wall, or repeats too often, or is too far.
    """
    if said.zone_name:
        here = replace(here, zone_name=said.zone_name)
    if said.exact:
        return Plan(said.exact)
    try:
        if said.stretch:
            return Plan(_after(said, here))
        if said.often:
            return _repeating(said, said.often, here, phrase)
        return Plan(_once(said, here, phrase))
    except (OverflowError, ValueError) as error:  # beyond the year 9999
        raise TooFar from error


def _after(said: Meaning, here: Here) -> datetime:
    """Return the end of a stretch: hours are real time, days and months keep the wall clock."""
    stretch = said.stretch
    assert stretch is not None  # asked for by `planned`
    at = said.clock or (said.part.at if said.part else None)
    start = here.now
    if stretch.days or stretch.months:
        day = add_months(here.wall.date(), stretch.months) + timedelta(days=stretch.days)
        if at:
            return _single(day, at, here)
        start = moment(day, here.wall.time(), here.zone)
    elif at:
        raise Unclear("")
    return start + timedelta(seconds=stretch.seconds)


def _time_of(said: Meaning, here: Here) -> time:
    return said.clock or (said.part.at if said.part else here.morning)


def _passed(at: time, here: Here) -> bool:
    """Return whether today's ``at`` is over; in the hour that comes twice, both must be."""
    today = here.wall.date()
    found = moments(today, at, here.zone) or (moment(today, at, here.zone),)
    return found[-1] <= here.now


def _once(said: Meaning, here: Here, phrase: str) -> datetime:
    at, today = _time_of(said, here), here.wall.date()
    if said.day is None:
        return _single(today + timedelta(days=_passed(at, here)), at, here)
    if said.day.kind == "l" and said.day.value == DAY:
        return _single(today, said.clock or END_OF_DAY, here)
    if said.day.kind == "D" and said.clock == time(0):
        # "Tonight at midnight" is the midnight that ends the day.
        return _single(today + timedelta(days=said.day.value + 1), at, here)
    return _single(_day(said.day, today, passed=_passed(at, here), phrase=phrase), at, here)


def _day(token: Token, today: date, *, passed: bool, phrase: str) -> date:
    """Return the next day that ``token`` names; today doesn't count if its time has ``passed``."""
    value = token.value
    if token.kind == "Y":
        return value  # type: ignore[no-any-return]  # the lexer put a date there
    if token.kind == "D":
        return today + timedelta(days=value)
    if token.kind == "w":
        return today + timedelta(days=WEEKDAYS - today.weekday() + value[0])
    if token.kind in "Wx":
        least = 1 if passed or token.kind == "x" else 0
        return min(today + timedelta(days=(n - today.weekday() - least) % WEEKDAYS + least) for n in value)
    if token.kind == "l":
        return _end(value, today, passed=passed, phrase=phrase)
    later_than = today if passed else today - timedelta(days=1)
    return next(day for day in _days_called(token, today) if day > later_than)


def _days_called(token: Token, today: date) -> Iterator[date]:
    """Yield the days with this number, or this month and number, from the start of the month or year on."""
    if token.kind == "O":
        number, start, step = token.value, today.replace(day=1), 1
    else:
        (month, number), step = token.value, MONTHS
        start = date(today.year, month, 1)
    for n in range(MONTHS):  # a year of months; for 29 February, eight years would do, around 2100
        day = add_months(start, n * step, number)
        if day.day == number:
            yield day


def _end(unit: object, today: date, *, passed: bool, phrase: str) -> date:
    """Return the last day of this week (a Friday), month or year, or of the next one if that is over."""
    if unit == WEEK:
        least = 1 if passed else 0
        return today + timedelta(days=(FRIDAY - today.weekday() - least) % WEEKDAYS + least)
    start = today.replace(day=1) if unit == MONTH else today.replace(month=1, day=1)
    step = getattr(unit, "months", 0)
    if not step:
        raise Unclear(phrase)
    last = add_months(start, step) - timedelta(days=1)
    if passed and last == today:
        last = add_months(start, 2 * step) - timedelta(days=1)
    return last


def _single(day: date, at: time, here: Here) -> datetime:
    """Return the one moment when the wall shows that.

    Raises:
        NoSuchHour: the wall jumps over it.
        HappensTwice: it does so twice, both times still to come.
    """
    found = moments(day, at, here.zone)
    if not found:
        raise NoSuchHour(moment(day, at, here.zone), here.zone_name)
    coming = [when for when in found if when > here.now]
    if len(coming) > 1:
        first, second = coming
        raise HappensTwice(first, second, (_offset(first, here.zone), _offset(second, here.zone)))
    return coming[0] if coming else found[0]


def _offset(when: datetime, zone: tzinfo) -> str:
    """Return how a member may write the zone's offset at ``when``: ``UTC+02:00``."""
    return str(timezone(when.astimezone(zone).utcoffset() or timedelta()))


def _repeating(said: Meaning, often: Often, here: Here, phrase: str) -> Plan:
    """Return the rule and its first ring."""
    unit, interval, at, day = often.unit, often.interval, _time_of(said, here), said.day
    if unit.seconds and unit != HOUR:
        raise TooOften
    if unit.days * interval + unit.months * 31 * interval > HORIZON.days:
        raise TooFar
    if unit == HOUR:
        if day or said.clock or said.part:
            raise Unclear(phrase)
        wall = here.wall.replace(microsecond=0)
        rule = Rule(Every.HOUR, interval, wall.date(), wall.time(), here.zone_name)
        return Plan(rule.after(here.now), rule)
    passed = _passed(at, here)
    since = _day(day, here.wall.date(), passed=passed, phrase=phrase) if day else here.wall.date()
    if not day and passed and not often.weekdays:
        since += timedelta(days=1)  # "every 2 days at 9", said at ten: tomorrow, not the day after
    wanted = 0
    if unit.months and day and day.kind in "OBl":
        wanted = 31 if day.kind == "l" else (day.value if day.kind == "O" else day.value[1])
    rule = Rule(
        every=Every.MONTH if unit.months else (Every.WEEK if unit == WEEK else Every.DAY),
        interval=interval * (unit.months or 1),
        since=since,
        at=at,
        zone=here.zone_name,
        weekdays=often.weekdays,
        day=wanted,
    )
    return Plan(rule.after(here.now), rule)
