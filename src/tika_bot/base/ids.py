"""Names for Discord's numbers, so that a guild id can't be passed where a member id is meant."""

from typing import NewType

GuildId = NewType("GuildId", int)
UserId = NewType("UserId", int)
ChannelId = NewType("ChannelId", int)
MessageId = NewType("MessageId", int)
RoleId = NewType("RoleId", int)

OPERATORS = GuildId(0)
"""The operators' scope in permits and audit. It never holds a member's data."""


def private_space(user: UserId) -> GuildId:
    """Return the space in which data from ``user``'s direct messages live.

    A direct message has no guild. Giving each user a space of their own, under their own snowflake, means
    that the isolation between guilds also keeps private data apart, without a second mechanism.
    """
    return GuildId(user)
