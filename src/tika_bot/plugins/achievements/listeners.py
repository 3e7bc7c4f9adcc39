"""What achievements listen to: only where members are, so that what they win is told there."""

from tika_bot.base.ids import ChannelId, GuildId, MessageId, UserId
from tika_bot.core.messages import Listener

from .service import Achievements


def watch(achievements: Achievements) -> list[Listener]:
    """Return the ear that remembers where members write."""
    return [Listener("place", achievements.hear)]


async def reaction_add(
    achievements: Achievements,
    guild: GuildId,
    channel: ChannelId,
    message: MessageId,  # noqa: ARG001 by shape
    user: UserId,
    emoji: str,  # noqa: ARG001 by shape
) -> None:
    """Remember where a member reacted."""
    achievements.seen(guild, user, channel)


async def voice_move(
    achievements: Achievements,
    guild: GuildId,
    user: UserId,
    before: ChannelId | None,  # noqa: ARG001 by shape
    after: ChannelId | None,
) -> None:
    """Remember in which voice channel a member is: it has a chat, too."""
    if after is not None:
        achievements.seen(guild, user, after)
