"""What taking part is worth, and why something earned nothing."""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from tika_bot.base.ids import ChannelId, MessageId, RoleId, UserId

MOST_MULTIPLIED = 3.0
"""Multipliers don't add up: the largest counts, and never more than this."""


class Reason(enum.IntEnum):
    """What became of a message or another deed. Small whole numbers, since many are remembered."""

    EARNED = 0
    SWITCHED_OFF = 1
    COMMAND = 2
    CHANNEL = 3
    ROLE = 4
    TOO_SHORT = 5
    REPEATED = 6
    COOLDOWN = 7
    CAPPED = 8
    OWN = 9
    """A reaction to one's own message."""
    OLD = 10
    """A reaction to a message of more than a day ago."""
    AGAIN = 11
    """A second reaction to the same message."""
    LIKED = 12
    """Somebody reacted to the member's message, which earned them something."""
    ALONE = 13
    DEAF = 14
    """Deafened, or in the AFK channel."""
    MUTED = 15
    WORTHLESS = 16
    """It's worth 0 by rates and multipliers."""


@dataclass(frozen=True, slots=True)
class Rules:
    """A guild's settings, ready for asking in the middle of a message."""

    is_on: bool = True
    least: int = 15
    most: int = 25
    rate: float = 1.0
    cooldown_s: int = 60
    daily_cap: int = 0
    """Most XP a day from messages; 0 for no limit."""
    no_channels: frozenset[int] = frozenset()
    no_roles: frozenset[int] = frozenset()
    channels: Mapping[int, float] | None = None
    """Channel → multiplier; None if there is none, which is the usual case."""
    roles: Mapping[int, float] | None = None

    def bars(self, channel: ChannelId, parent: ChannelId | None, roles: tuple[RoleId, ...]) -> Reason | None:
        """Return why nothing can be earned there with these roles, or None; threads are like their parent."""
        return self.blocks(channel, parent, roles) if self.is_on else Reason.SWITCHED_OFF

    def blocks(
        self, channel: ChannelId, parent: ChannelId | None, roles: tuple[RoleId, ...]
    ) -> Reason | None:
        """Return why this place or one of these roles earns nothing, whatever is done there, or None."""
        if self.no_channels and (channel in self.no_channels or parent in self.no_channels):
            return Reason.CHANNEL
        if self.no_roles and not self.no_roles.isdisjoint(roles):
            return Reason.ROLE
        return None

    def reward(
        self, thrown: int, channel: ChannelId, parent: ChannelId | None, roles: tuple[RoleId, ...]
    ) -> int:
        """Return what a message earns for which the dice showed ``thrown``."""
        if self.channels is None and self.roles is None:
            return thrown if self.rate == 1.0 else round(thrown * self.rate)
        return round(thrown * self.rate * multiplier(self.channels, self.roles, channel, parent, roles))


def multiplier(
    channels: Mapping[int, float] | None,
    of_roles: Mapping[int, float] | None,
    channel: ChannelId,
    parent: ChannelId | None,
    roles: Iterable[RoleId],
) -> float:
    """Return the largest factor that applies, 1 if none does, at most `MOST_MULTIPLIED`."""
    channels, of_roles = channels or {}, of_roles or {}
    place = channels.get(channel, channels.get(parent or 0))
    found = [of_roles[role] for role in roles if role in of_roles]
    factors = found if place is None else [*found, place]
    return min(max(factors, default=1.0), MOST_MULTIPLIED)


class Source(enum.StrEnum):
    """What XP comes from."""

    MESSAGE = enum.auto()
    VOICE = enum.auto()
    REACTION = enum.auto()
    COMMAND = enum.auto()
    QUIZ = enum.auto()
    QUEST = enum.auto()
    GRANT = enum.auto()


_SOURCES = {"quests": Source.QUEST, "quiz": Source.QUIZ}
"""What a reward's cause begins with."""


def source_of(cause: str) -> Source | None:
    """Return whose rates a reward with ``cause`` is given by; None if it's given as it is."""
    return _SOURCES.get(cause.partition(".")[0])


@dataclass(frozen=True, slots=True)
class DeedRules:
    """What a guild gives for a deed that isn't a message: a reaction, a command, a quest or a quiz."""

    is_on: bool = True
    least: int = 0
    most: int = 0
    rate: float = 1.0
    """The source's own multiplier and the guild's together."""
    cooldown_s: int = 30
    daily_cap: int = 0
    """Most XP a day; 0 for no limit."""

    def worth(self, xp: int) -> int:
        """Return what a quest or a quiz earns that says ``xp``; a day's limit may leave less of it."""
        return round(xp * self.rate) if self.is_on else 0

    def reward(self, thrown: int, today: int) -> int:
        """Return what a deed earns for which the dice showed ``thrown``, after ``today`` XP of its kind."""
        xp = round(thrown * self.rate)
        return min(xp, max(0, self.daily_cap - today)) if self.daily_cap else xp


@dataclass(frozen=True, slots=True)
class Reaction:
    """A reaction, by what it was given to."""

    message: MessageId
    author: UserId
    channel: ChannelId
    parent: ChannelId | None
    written_at: datetime
    author_roles: tuple[RoleId, ...] = ()
    """As far as they are known."""


REACTABLE = timedelta(hours=24)
"""A reaction to an older message earns nothing."""
