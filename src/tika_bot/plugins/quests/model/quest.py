"""What a quest is: a template that ships, one that a guild wrote, and one that a member has taken."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from tika_bot.base.ids import GuildId, UserId

DAY_S = 86_400


class Metric(StrEnum):
    """What is counted."""

    MESSAGES = "messages"
    COUNTED = "counted"
    """Messages that earned XP, so not faster than levels' own pause."""
    REACTIONS = "reactions"
    COMMANDS = "commands"
    VOICE = "voice"
    """Seconds; members read minutes."""
    XP = "xp"
    """What was earned; what admins give or take is left aside."""
    DAYS = "days"
    """Different days (UTC) on which a member did something."""
    LEVELS = "levels"
    """Levels gained since the start, by what was earned."""
    LEVEL = "level"
    """The level itself, whenever and however it was reached."""


class Kind(StrEnum):
    """What sort of quest it is."""

    DAILY = "daily"
    WEEKLY = "weekly"
    SPECIAL = "special"
    """Once for everybody, whenever they come."""
    EVENT = "event"
    """For all, in a window of time."""
    CHALLENGE = "challenge"
    """For those who join; it gives a badge."""


class Difficulty(StrEnum):
    """How hard it is meant to be."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class Cycle(StrEnum):
    """How often it comes again."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    ONCE = "once"


UNIT: dict[Metric, int] = {Metric.VOICE: 60, Metric.XP: 10}
"""Targets are whole multiples of this."""


@dataclass(frozen=True, slots=True)
class Season:
    """Days of every year, by month and day; both are inside, and it may reach over New Year."""

    first: str
    last: str

    def includes(self, day: str) -> bool:
        """Return whether the day written ``2026-12-24`` is inside."""
        date = day[5:]
        if self.first <= self.last:
            return self.first <= date <= self.last
        return date >= self.first or date <= self.last


@dataclass(frozen=True, slots=True)
class Template:
    """A quest that ships. Its name and words are ``quest-<id>`` in strings."""

    id: str
    kind: Kind
    metric: Metric
    usual: int
    """The target for whom nothing is known of."""
    least: int
    most: int
    xp: int
    emoji: str
    pool: str = ""
    """Of a daily one: easy, medium or social."""
    badge: str = ""
    season: Season | None = None

    @property
    def difficulty(self) -> Difficulty:
        """Return how hard it is meant to be."""
        if self.kind is Kind.DAILY:
            return Difficulty.EASY if self.pool == "easy" else Difficulty.MEDIUM
        return Difficulty.MEDIUM if self.kind is Kind.WEEKLY else Difficulty.HARD


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached and what it earns: a drawn template, or a quest of the guild's own."""

    quest: str
    """A template's id, or ``own-12``."""
    kind: Kind
    metric: Metric
    target: int
    xp: int
    emoji: str = "📜"
    coins: int = 0
    currency: str = ""
    badge: str = ""
    title: str = ""
    """The name that an admin gave it; a template's is in strings."""
    text: str = ""


@dataclass(frozen=True, slots=True)
class OwnQuest:
    """A quest that a guild's admins wrote."""

    guild: GuildId
    number: int
    """Counts from 1 in each guild."""
    name: str
    text: str
    kind: Kind
    cycle: Cycle
    metric: Metric
    amount: int
    xp: int
    coins: int = 0
    currency: str = ""
    difficulty: Difficulty = Difficulty.MEDIUM
    badge: str = ""
    starts: datetime | None = None
    ends: datetime | None = None

    @property
    def id(self) -> str:
        """Return what it is called beside templates."""
        return f"own-{self.number}"

    @property
    def goal(self) -> Goal:
        """Return what members take on."""
        return Goal(
            quest=self.id,
            kind=self.kind,
            metric=self.metric,
            target=self.amount,
            xp=self.xp,
            emoji=self.badge or MARKS[self.kind],
            coins=self.coins,
            currency=self.currency,
            badge=self.badge,
            title=self.name,
            text=self.text,
        )

    def is_open(self, now: datetime) -> bool:
        """Return whether its window is open."""
        return (self.starts is None or self.starts <= now) and (self.ends is None or now < self.ends)


MARKS: dict[Kind, str] = {
    Kind.DAILY: "☀️",
    Kind.WEEKLY: "🗓️",
    Kind.SPECIAL: "✨",
    Kind.EVENT: "🎪",
    Kind.CHALLENGE: "🏅",
}
"""What a quest without a picture of its own is marked with."""


class Hasty(NamedTuple):
    """What a member did too soon after the last that counted, in a guild that lets counters rest."""

    messages: int = 0
    reactions: int = 0
    commands: int = 0

    def and_(self, other: "Hasty") -> "Hasty":
        """Return both together."""
        return Hasty(*map(sum, zip(self, other, strict=True)))


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted of a member at one moment: what they did, and where it led."""

    messages: int = 0
    counted: int = 0
    reactions: int = 0
    commands: int = 0
    voice: int = 0
    xp: int = 0
    """What they earned, which no correction changes."""
    levels: int = 0
    """How many levels that brought them up."""
    total: int = 0
    """The XP that they have."""
    level: int = 0
    """What that stands for."""
    days: frozenset[int] = frozenset()
    """On which days (since 1970, UTC) they did something."""

    def earning(self, xp: int, level: int) -> "Figures":
        """Return them with ``xp`` more, or less below zero, which leads to ``level``."""
        return replace(
            self,
            xp=self.xp + xp,
            levels=self.levels + level - self.level,
            total=self.total + xp,
            level=level,
        )

    def without(self, hasty: Hasty) -> "Figures":
        """Return what of it counts."""
        return replace(
            self,
            messages=self.messages - hasty.messages,
            reactions=self.reactions - hasty.reactions,
            commands=self.commands - hasty.commands,
        )

    def baseline(self, metric: Metric, first_day: int) -> int:
        """Return what counts as nothing done yet: for different days, the first that counts."""
        if metric is Metric.DAYS:
            return first_day
        return 0 if metric is Metric.LEVEL else int(getattr(self, metric.value))

    def done(self, metric: Metric, baseline: int) -> int:
        """Return how much was done since then, never below zero."""
        if metric is Metric.DAYS:
            return sum(day >= baseline for day in self.days)
        return max(0, int(getattr(self, metric.value)) - baseline)


def first_day(starts: datetime, now: datetime) -> int:
    """Return the first day (since 1970, UTC) that counts as one since ``starts``: the nearest, at most today.

    A guild's day in Auckland begins at noon in UTC, and what was counted there is told apart by days in UTC.
    """
    return min(int(starts.timestamp() + DAY_S / 2) // DAY_S, int(now.timestamp()) // DAY_S)


def days_within(starts: datetime, ends: datetime, now: datetime, active: Iterable[int]) -> int:
    """Return how many days somebody will have between ``starts`` and ``ends`` who comes on all that are left.

    ``active`` are those on which they did something until ``now``; all are days since 1970, UTC.
    """
    first, last = first_day(starts, now), int((ends - timedelta(seconds=1)).timestamp()) // DAY_S
    left = range(int(now.timestamp()) // DAY_S, last + 1)
    return len({*left, *(day for day in active if day >= first)})


class State(StrEnum):
    """What has become of a quest."""

    OPEN = "open"
    DONE = "done"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Taken:
    """A quest that a member works on, or worked on. There is one per guild, member, slot and period."""

    id: int
    """Given when it is stored; 0 until then."""
    guild: GuildId
    member: UserId
    slot: str
    period: str
    goal: Goal
    baseline: int
    starts: datetime
    ends: datetime | None
    done_at: datetime | None = None
    paid_xp: int | None = None
    """What it paid when it was done, by the rates of then; None if nobody wrote that down."""

    @property
    def earned_xp(self) -> int:
        """Return what it paid; on paper if that is all that is known."""
        return self.goal.xp if self.paid_xp is None else self.paid_xp

    def state(self, now: datetime) -> State:
        """Return what has become of it by ``now``; nobody needs to have noticed that it expired."""
        if self.done_at is not None:
            return State.DONE
        return State.EXPIRED if self.ends is not None and self.ends <= now else State.OPEN

    def progress(self, figures: Figures) -> int:
        """Return how much is done, at most the target."""
        if self.done_at is not None:
            return self.goal.target
        return min(self.goal.target, figures.done(self.goal.metric, self.baseline))

    def is_reached(self, figures: Figures) -> bool:
        """Return whether everything is done."""
        return self.progress(figures) >= self.goal.target

    def finished(self, at: datetime) -> "Taken":
        """Return it as done."""
        return replace(self, done_at=at)


@dataclass(frozen=True, slots=True)
class Past:
    """One page of what is over, the newest first."""

    quests: tuple[Taken, ...]
    done: int
    """How many were finished, of those that are still known."""
    total: int


MOST_BOOST = 2.0
LONGEST_BOOST = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Boost:
    """For a while all quests earn more XP. A guild has one at most."""

    percent: int
    """100 is the usual, 200 the most."""
    until: datetime

    def applied(self, xp: int, now: datetime) -> int:
        """Return what a reward of ``xp`` becomes."""
        return xp * self.percent // 100 if now < self.until else xp
