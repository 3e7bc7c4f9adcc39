"""Rules, what they measure, and whether somebody has reached them."""

import calendar
import enum
import functools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from tika_bot.base.ids import RoleId
from tika_bot.plugins.levels.api import Counters

MINUTE_S = 60
WEEK_DAYS = 7

FRIDAY_13 = "friday-13"
"""Besides ``MM-DD``, what a rule may name as its day."""

LEAP_DAY = "02-29"
FRIDAY = 4
LAST_YEAR = 2100

_EPOCH = date(1970, 1, 1)


class Counter(enum.StrEnum):
    """What is counted. Time in voice is measured in minutes."""

    MESSAGES = enum.auto()
    COUNTED = enum.auto()
    """Messages that earned XP."""
    REACTIONS = enum.auto()
    COMMANDS = enum.auto()
    VOICE = enum.auto()
    XP = enum.auto()
    LEVEL = enum.auto()
    HAND = enum.auto()
    """Nothing: it's given by hand only."""

    @property
    def moved_by(self) -> "Counter":
        """Return the counter whose changes matter: a level moves with XP."""
        return Counter.XP if self is Counter.LEVEL else self


MOVING = (Counter.XP, Counter.MESSAGES, Counter.COUNTED, Counter.REACTIONS, Counter.COMMANDS, Counter.VOICE)
"""The counters that members move, in the order in which levels tells of them."""


class Span(enum.StrEnum):
    """Over which time a counter is measured."""

    EVER = enum.auto()
    DAY = enum.auto()
    """The best day."""
    WEEK = enum.auto()
    """The best seven days in a row."""
    DAYS = enum.auto()
    """How many days with at least ``least``."""
    STREAK = enum.auto()
    """The longest row of such days."""
    RETURN = enum.auto()
    """The longest silence between two such days."""
    DATE = enum.auto()
    """How many such days fell on one of the dates in ``on``."""


@dataclass(frozen=True, slots=True)
class Tier:
    """One threshold and what it pays."""

    at: int
    xp: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """One achievement. ``key`` names it for ever within a guild; those built in are the same everywhere."""

    key: str
    counter: Counter
    tiers: tuple[Tier, ...]
    """With rising thresholds, at least one."""
    span: Span = Span.EVER
    emoji: str = "🏅"
    group: str = "own"
    is_secret: bool = False
    is_quiet: bool = False
    """It's given without a notice."""
    least: int = 1
    on: tuple[str, ...] = ()
    name: str = ""
    """In the words of whoever made it; one that's built in has its name in the strings."""
    about: str = ""
    role: RoleId | None = None
    badge: str | None = None
    """The blob with its picture."""

    @property
    def is_own(self) -> bool:
        """Return whether the guild made it."""
        return self.group == "own"


OWN = "own-"


def own_key(number: int) -> str:
    """Return the key of a guild's own achievement ``number``."""
    return f"{OWN}{number}"


@dataclass(frozen=True, slots=True)
class Past:
    """What is counted of a member. ``days`` are numbered since 1970, quiet ones aren't there."""

    total: Counters = field(default_factory=Counters)
    days: Mapping[int, Counters] = field(default_factory=dict)
    level: int = 0
    busy: dict[tuple[Counter, int], list[int]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """What `busy_days` has found already: many rules ask for the same days."""

    def richer(self, xp: int, level: int, day: int) -> "Past":
        """Return the same with ``xp`` more, given on ``day``, which make ``level``."""
        today = self.days.get(day, Counters())
        days = {**self.days, day: replace(today, xp=today.xp + xp)}
        return Past(replace(self.total, xp=self.total.xp + xp), days, level)


FIELDS: Mapping[Counter, str] = {
    Counter.XP: "xp",
    Counter.MESSAGES: "messages",
    Counter.COUNTED: "messages_counted",
    Counter.REACTIONS: "reactions",
    Counter.COMMANDS: "commands",
    Counter.VOICE: "voice_s",
}


def unit(counter: Counter) -> int:
    """Return how much of what levels counts is one of ours: voice is counted in seconds."""
    return MINUTE_S if counter is Counter.VOICE else 1


def counted_of(counter: Counter, *those: Counters | None) -> int:
    """Return what levels counted of ``counter`` in all of ``those``, in its own unit."""
    name = FIELDS.get(counter)
    return sum(getattr(one, name) for one in those if one is not None) if name else 0


def value(rule: Rule, past: Past) -> int:
    """Return how far ``past`` has come with what ``rule`` measures, to compare with its thresholds."""
    match rule.span:
        case Span.EVER:
            return past.level if rule.counter is Counter.LEVEL else _units(rule, past.total)
        case Span.DAY:
            return max((_units(rule, day) for day in past.days.values()), default=0)
        case Span.WEEK:
            weeks = (week_until(rule.counter, past, day) for day in past.days)
            return max(weeks, default=0) // unit(rule.counter)
        case _:
            return _value_of_days(rule, busy_days(rule, past))


def _value_of_days(rule: Rule, busy: list[int]) -> int:
    match rule.span:
        case Span.STREAK:
            return max(_rows(busy), default=0)
        case Span.RETURN:
            return max((later - day - 1 for day, later in pairwise(busy)), default=0)
        case Span.DATE:
            return _fallen_on(dates(rule.on), busy)
        case _:
            return len(busy)


def _units(rule: Rule, *those: Counters) -> int:
    return counted_of(rule.counter, *those) // unit(rule.counter)


def busy_days(rule: Rule, past: Past) -> list[int]:
    """Return the days on which enough happened for ``rule``, in order."""
    counter, enough = rule.counter, rule.least * unit(rule.counter)
    known = past.busy.get((counter, enough))
    if known is None:
        known = sorted(day for day, counted in past.days.items() if counted_of(counter, counted) >= enough)
        past.busy[counter, enough] = known
    return known


def week_until(counter: Counter, past: Past, day: int) -> int:
    """Return what levels counted in the seven days that end with ``day``, in its own unit."""
    return counted_of(counter, *(past.days.get(day - back) for back in range(WEEK_DAYS)))


def _rows(days: Sequence[int]) -> Iterable[int]:
    """Yield how long each row of days is when it ends."""
    length = 0
    for position, day in enumerate(days):
        length = length + 1 if position and days[position - 1] == day - 1 else 1
        yield length


@functools.lru_cache(maxsize=64)
def dates(on: tuple[str, ...]) -> tuple[int, ...]:
    """Return the days of this century and the last that are called one of ``on``, in order."""
    found = {day for name in on for year in range(_EPOCH.year, LAST_YEAR + 1) for day in _called(name, year)}
    return tuple(sorted((day - _EPOCH).days for day in found))


def _called(name: str, year: int) -> Iterator[date]:
    if name == FRIDAY_13:
        thirteenths = (date(year, month, 13) for month in range(1, 13))
        yield from (day for day in thirteenths if day.weekday() == FRIDAY)
    elif name != LEAP_DAY or calendar.isleap(year):
        yield date.fromisoformat(f"{year}-{name}")


def _fallen_on(those: Sequence[int], busy: Sequence[int]) -> int:
    """Return how many of ``busy`` are among ``those``; both are in order."""
    if not busy:
        return 0
    between = those[bisect_left(those, busy[0]) : bisect_right(those, busy[-1])]
    return len(set(busy).intersection(between)) if between else 0


Award = tuple[str, int]
"""A rule's key, and which of its tiers, counted from 1."""


def reached(rules: Iterable[Rule], past: Past, settled: frozenset[Award]) -> list[tuple[Rule, int]]:
    """Return every tier that ``past`` has reached and that isn't ``settled``, which is held or taken away."""
    found = []
    for rule in rules:
        missing = [number for number in range(1, len(rule.tiers) + 1) if (rule.key, number) not in settled]
        if not missing or rule.counter is Counter.HAND:
            continue
        done = value(rule, past)
        found += [(rule, number) for number in missing if done >= rule.tiers[number - 1].at]
    return found
