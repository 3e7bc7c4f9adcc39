"""What the verbs return to be looked at."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from tika_bot.base.ids import UserId
from tika_bot.plugins.quests.model.quest import (
    Boost,
    Cycle,
    Difficulty,
    Goal,
    Kind,
    OwnQuest,
    State,
    Taken,
)

from .offering import Offer


@dataclass(frozen=True, slots=True)
class Listed:
    """A quest of a member's, and how far they are."""

    quest: Taken
    progress: int
    state: State
    xp: int
    """What it paid if it's done; else what it earns now, by the guild's rate for quests and its boost."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that a member works on."""

    member: UserId
    daily: tuple[Listed, ...]
    weekly: tuple[Listed, ...]
    others: tuple[Listed, ...]
    day_ends: datetime
    week_ends: datetime
    boost: Boost | None
    """Only one that is running."""
    badges: tuple[str, ...]
    swap_at: datetime | None
    """When the next swap is possible; None means now."""
    challenges: int
    """How many could be joined."""

    @property
    def swappable(self) -> tuple[Listed, ...]:
        """Return today's that may be swapped for others."""
        return tuple(one for one in self.daily if one.state is State.OPEN) if self.swap_at is None else ()


@dataclass(frozen=True, slots=True)
class Challenge:
    """A challenge that is open."""

    offer: Offer
    joined: bool
    xp: int
    """What it earns now, by the guild's rate for quests and its boost."""
    days_short: int | None
    """How many days are left, if they are too few for somebody who joins now."""

    @property
    def can_join(self) -> bool:
        """Return whether it's any use to join."""
        return not self.joined and self.days_short is None


@dataclass(frozen=True, slots=True)
class Known:
    """A quest as an admin sees it."""

    goal: Goal
    xp: int
    """What it earns by the guild's rate for quests."""
    difficulty: Difficulty
    is_on: bool
    """Whether it wasn't switched off, alone or with its kind."""
    cycle: Cycle | None = None
    """How often it comes again; None for one that ships, which its kind tells."""
    starts: datetime | None = None
    ends: datetime | None = None

    @classmethod
    def of(cls, quest: OwnQuest, xp: int, *, is_on: bool) -> Self:
        """Return ``quest``, which earns ``xp``, as its admin sees it."""
        return cls(quest.goal, xp, quest.difficulty, is_on, quest.cycle, quest.starts, quest.ends)


@dataclass(frozen=True, slots=True)
class Changed:
    """A quest that was changed."""

    quest: Known
    working: int
    """How many members are in the middle of it."""
    comes_otherwise: bool
    """Whether it comes again at other times than before."""


@dataclass(frozen=True, slots=True)
class Listing:
    """All quests of a guild."""

    quests: tuple[Known, ...]
    kinds_off: frozenset[Kind]
    boost: Boost | None
