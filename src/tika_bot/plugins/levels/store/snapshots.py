"""What everybody had before a reset of all or an import, and the way back."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import and_, case, delete, func, insert, literal, select, update

from tika_bot.base.ids import GuildId, UserId
from tika_bot.plugins.levels.api import APART_DAYS
from tika_bot.plugins.levels.corrections import UNDO_WITHIN
from tika_bot.plugins.levels.windows import day_number
from tika_bot.storage.database import Database

from .imports import take_out
from .parting import part
from .recounting import recount_large
from .tables import imported, members, replaced, snapshots


class SnapshotStore:
    """Takes everybody's XP and gives it back. What writes expects `MemberStore.alone`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def everybody(self, guild: GuildId) -> tuple[int, int]:
        """Return how many members have XP, and how much together."""
        query = select(func.count(), func.coalesce(func.sum(members.c.xp), 0)).where(
            members.c.guild_id == guild, members.c.xp > 0
        )
        async with self._database.reading(guild) as connection:
            number, xp = (await connection.execute(query)).one()
        return int(number), int(xp)

    async def take(self, guild: GuildId, entry: int, now: datetime) -> None:
        """Take everybody's XP and keep what it was under ``entry``."""
        having = (members.c.guild_id == guild, members.c.xp > 0)
        had = select(
            members.c.guild_id,
            literal(entry, snapshots.c.entry_id.type),
            members.c.user_id,
            members.c.xp,
            literal(now, snapshots.c.taken_at.type),
        ).where(*having)
        async with self._database.writing(guild) as connection:
            columns = ["guild_id", "entry_id", "user_id", "xp", "taken_at"]
            await connection.execute(insert(snapshots).from_select(columns, had))
            await part(connection, having, -1, ("xp",))
            await connection.execute(update(members).where(*having).values(xp=0))
            await recount_large(connection, guild)

    async def sweep(self, guild: GuildId, before: datetime) -> None:
        """Delete what was taken before then; it can't be given back any more.

        What was brought to a day stays for a while, since it's no doing of that day.
        """
        last_day = day_number((before + UNDO_WITHIN).date()) - APART_DAYS
        async with self._database.writing(guild) as connection:
            for table, and_also in (
                (snapshots, ()),
                (imported, (imported.c.day < last_day,)),
                (replaced, ()),
            ):
                old = (table.c.guild_id == guild, table.c.taken_at < before)
                await connection.execute(delete(table).where(*old, *and_also))

    async def kept(
        self, guild: GuildId, entries: Collection[int], who: Collection[UserId] | None = None
    ) -> dict[UserId, int]:
        """Return what ``who``, or everybody, would get back from ``entries``."""
        query = (
            select(snapshots.c.user_id, func.sum(snapshots.c.xp))
            .where(snapshots.c.guild_id == guild, snapshots.c.entry_id.in_(entries))
            .group_by(snapshots.c.user_id)
        )
        if who is not None:
            query = query.where(snapshots.c.user_id.in_(who))
        async with self._database.reading(guild) as connection:
            return {UserId(user): int(xp) for user, xp in await connection.execute(query)}

    async def missing(self, guild: GuildId, entries: Collection[int]) -> dict[UserId, int]:
        """Return who no longer has what imports under ``entries`` gave, and how much isn't there."""
        left = func.sum(snapshots.c.xp) + func.max(members.c.xp)
        same = (members.c.guild_id == snapshots.c.guild_id, members.c.user_id == snapshots.c.user_id)
        query = (
            select(snapshots.c.user_id, left)
            .join(members, and_(*same))
            .where(snapshots.c.guild_id == guild, snapshots.c.entry_id.in_(entries))
            .group_by(snapshots.c.user_id)
            .having(left < 0)
            .order_by(snapshots.c.user_id)
        )
        async with self._database.reading(guild) as connection:
            return {UserId(user): -int(xp) for user, xp in await connection.execute(query)}

    async def count(self, guild: GuildId, entries: Collection[int]) -> int:
        """Return how many members would get something back from ``entries``."""
        query = select(func.count(snapshots.c.user_id.distinct())).where(
            snapshots.c.guild_id == guild, snapshots.c.entry_id.in_(entries)
        )
        async with self._database.reading(guild) as connection:
            return int((await connection.execute(query)).scalar_one())

    async def give_back(self, guild: GuildId, entry: int) -> None:
        """Give back what was taken under ``entry``, on top of what was earned since.

        An import took less than nothing: what it gave goes, as far as it's there.
        """
        mine = (snapshots.c.guild_id == guild, snapshots.c.entry_id == entry)
        had = (
            select(snapshots.c.xp)
            .where(*mine, snapshots.c.user_id == members.c.user_id)
            .correlate(members)
            .scalar_subquery()
        )
        back = case((members.c.xp + had < 0, 0), else_=members.c.xp + had)
        lost = members.c.user_id.in_(select(snapshots.c.user_id).where(*mine))
        theirs = (members.c.guild_id == guild, lost)
        async with self._database.writing(guild) as connection:
            await part(connection, theirs, -1)
            await connection.execute(update(members).where(*theirs).values(xp=back))
            await take_out(connection, guild, entry)
            await part(connection, theirs, 1)
            await connection.execute(delete(snapshots).where(*mine))
            await recount_large(connection, guild)
