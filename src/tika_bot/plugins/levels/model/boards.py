"""How members stand, and pages of boards."""

import enum
from dataclasses import dataclass, field
from datetime import datetime

from tika_bot.base.ids import GuildId, UserId
from tika_bot.plugins.levels.windows import USUAL_RANKING, Ranking

from .curve import USUAL, Curve, Progress, progress


class Away(enum.IntFlag):
    """Why a member is on no board. Whoever is there and isn't hidden has neither."""

    LEFT = 1
    HIDDEN = 2
    """They are a bot, or have a role that the guild keeps off its boards."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a member stands in a guild. ``rank`` is None without XP, or while the member is away."""

    guild: GuildId
    member: UserId
    xp: int = 0
    rank: int | None = None
    of: int = 0
    """How many have a rank there."""
    messages: int = 0
    messages_counted: int = 0
    last_message_at: datetime | None = None
    is_hidden: bool = False
    """Whether they would have no rank with any XP: the guild keeps them off its boards."""
    curve: Curve = field(default=USUAL, compare=False, repr=False)

    @property
    def progress(self) -> Progress:
        """Return the level and the way to the next."""
        return progress(self.xp, self.curve)


@dataclass(frozen=True, slots=True)
class Place:
    """One line of a board. Ties go to the smaller member id, which is the older account."""

    rank: int
    member: UserId
    amount: int
    """Of what the board ranks by: XP, messages, seconds in voice …"""


PER_PAGE = 10


@dataclass(frozen=True, slots=True)
class Board:
    """One page of a guild's board; ``of`` members have a rank."""

    places: tuple[Place, ...]
    page: int
    of: int
    ranking: Ranking = USUAL_RANKING

    @property
    def pages(self) -> int:
        """Return how many pages there are, at least one."""
        return max(1, -(-self.of // PER_PAGE))
