"""What other plugins may know of achievements."""

from dataclasses import dataclass
from typing import Protocol

from tika_bot.base.ids import GuildId, UserId

__all__ = ["AchievementsApi", "Badge"]


@dataclass(frozen=True, slots=True)
class Badge:
    """Something that a member has to show, the rarest first."""

    key: str
    """Names it within the guild."""
    name: str
    """As `Words.kept` says it: what the guild called it, or where the name of one that's built in stands."""
    emoji: str
    tier: int
    """From 1; of ``tiers``."""
    tiers: int
    picture: bytes | None = None
    """A small square PNG, if the guild gave it one."""


class AchievementsApi(Protocol):
    """The verbs that other plugins may use."""

    async def badges(self, guild: GuildId, member: UserId, *, most: int = 8) -> tuple[Badge, ...]:
        """Return at most ``most`` of what ``member`` has earned in ``guild``, the highest tiers first."""
        ...
