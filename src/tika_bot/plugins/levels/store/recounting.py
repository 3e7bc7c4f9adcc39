"""Counting a guild's members into buckets, all at once."""

from collections import Counter

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from tika_bot.base.ids import GuildId
from tika_bot.plugins.levels.model import bucket_rows

from .increments import TO_BUCKETS, increase
from .tables import SHOWN, buckets, large, members


async def recount(connection: AsyncConnection, guild: GuildId) -> None:
    """Let the buckets of ``guild`` say what its members have. Nobody else may write meanwhile."""
    counted: Counter[int] = Counter()
    by_xp = (
        select(members.c.xp, func.count()).where(members.c.guild_id == guild, SHOWN).group_by(members.c.xp)
    )
    for xp, number in await connection.execute(by_xp):
        for row in bucket_rows(xp):
            counted[row] += number
    await connection.execute(delete(buckets).where(buckets.c.guild_id == guild))
    await increase(connection, TO_BUCKETS, [(guild, b, n) for b, n in sorted(counted.items())])


async def recount_large(connection: AsyncConnection, guild: GuildId) -> None:
    """Do the same if ``guild`` has buckets."""
    query = select(large.c.guild_id).where(large.c.guild_id == guild)
    if (await connection.execute(query)).first() is not None:
        await recount(connection, guild)
