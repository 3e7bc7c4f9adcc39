"""Everything that a guild has, read at once for a file, and what files bring, written at once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from tika_bot.base.clock import millis
from tika_bot.base.ids import GuildId, UserId
from tika_bot.plugins.levels.importing.planning import Day, Plan
from tika_bot.plugins.levels.model import Away, Counters
from tika_bot.storage.database import Database

from .increments import COUNTERS, TO_APART, TO_DAYS, TO_IMPORTED, TO_MEMBERS, TO_SNAPSHOTS, increase
from .recounting import recount_large
from .tables import ALL_DAYS, days, imported, members

IDS_AT_ONCE = 5_000


class ImportStore:
    """Reads and writes whole guilds. What writes expects `MemberStore.alone`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def members(self, guild: GuildId) -> list[Mapping[str, Any]]:
        """Return the rows of all members, in the order of their ids."""
        query = select(members).where(members.c.guild_id == guild).order_by(members.c.user_id)
        async with self._database.reading(guild) as connection:
            return [dict(row) for row in (await connection.execute(query)).mappings()]

    async def rows(self, guild: GuildId) -> int:
        """Return how many rows `members` and `days` have."""
        counts = [
            select(func.count()).where(table.c.guild_id == guild).scalar_subquery()
            for table in (members, days)
        ]
        async with self._database.reading(guild) as connection:
            return int((await connection.execute(select(counts[0] + counts[1]))).scalar_one())

    async def counters(self, guild: GuildId) -> dict[UserId, Counters]:
        """Return what was counted of each member."""
        columns = [members.c.user_id, *(members.c[name] for name in COUNTERS)]
        query = select(*columns).where(members.c.guild_id == guild)
        async with self._database.reading(guild) as connection:
            return {UserId(user): Counters(*row) for user, *row in await connection.execute(query)}

    async def days(self, guild: GuildId) -> dict[Day, Counters]:
        """Return what was counted of each member on each day, in order."""
        columns = [days.c.user_id, days.c.day, *(days.c[name] for name in COUNTERS)]
        query = select(*columns).where(days.c.guild_id == guild).order_by(days.c.user_id, days.c.day)
        async with self._database.reading(guild) as connection:
            rows = await connection.execute(query)
            return {(UserId(user), day): Counters(*row) for user, day, *row in rows}

    async def bring(self, guild: GuildId, entry: int, plan: Plan, now: datetime) -> None:
        """Add what ``plan`` says and keep under ``entry`` how to take it out again."""
        at = millis(now)
        changes = sorted(plan.members.items())
        counted = [(who, _values(change)) for who, change in changes]
        by_day = [(who, day, _values(change)) for (who, day), change in sorted(plan.days.items())]
        kept = [(guild, entry, who, ALL_DAYS, 0, *values[1:], at) for who, values in counted]
        kept += [(guild, entry, who, day, *values, at) for who, day, values in by_day]
        async with self._database.writing(guild) as connection:
            added = [(guild, who, *values, plan.last_ms[who]) for who, values in counted]
            await increase(connection, TO_MEMBERS, added)
            await increase(connection, TO_APART, [(guild, who, *values) for who, values in counted])
            await increase(connection, TO_DAYS, [(guild, who, day, *values) for who, day, values in by_day])
            taken = [(guild, entry, who, -values[0], at) for who, values in counted]
            await increase(connection, TO_SNAPSHOTS, taken)
            await increase(connection, TO_IMPORTED, sorted(kept))
            for start in range(0, len(plan.away), IDS_AT_ONCE):
                some = members.c.user_id.in_(plan.away[start : start + IDS_AT_ONCE])
                hidden = (
                    update(members)
                    .where(members.c.guild_id == guild, some)
                    .values(away=members.c.away.bitwise_or(Away.LEFT))
                )
                await connection.execute(hidden)
            await _sweep_days(connection, guild)
            await recount_large(connection, guild)


async def take_out(connection: AsyncConnection, guild: GuildId, entry: int) -> None:
    """Take out what an import brought under ``entry`` beside XP; counters end at 0."""
    mine = (imported.c.guild_id == guild, imported.c.entry_id == entry)
    columns = [imported.c.user_id, imported.c.day, *(imported.c[name] for name in COUNTERS)]
    at = (await connection.execute(select(func.max(imported.c.taken_at)).where(*mine))).scalar()
    found = (
        await connection.execute(select(*columns).where(*mine).order_by(imported.c.user_id, imported.c.day))
    ).all()
    if not found or at is None:
        return
    back = [(user, day, [-value for value in values]) for user, day, *values in found]
    totals = [(guild, user, *values, 0) for user, day, values in back if day == ALL_DAYS]
    await increase(connection, TO_MEMBERS, totals)
    by_day = [(guild, user, day, *values) for user, day, values in back if day != ALL_DAYS]
    await increase(connection, TO_DAYS, by_day)
    await connection.execute(delete(imported).where(*mine))
    await _keep_missing(connection, guild, entry, at)
    for table in (members, days):
        for name in COUNTERS:
            below = update(table).where(table.c.guild_id == guild, table.c[name] < 0)
            await connection.execute(below.values({name: 0}))
    await _sweep_days(connection, guild)


async def _keep_missing(connection: AsyncConnection, guild: GuildId, entry: int, at: datetime) -> None:
    """Keep under ``entry`` what it brought to days on which it isn't any more: replaced by a later import.

    Nothing is left there to take, but what members did on those days is known by what was brought to them.
    """
    short = or_(*(days.c[name] < 0 for name in COUNTERS))
    columns = [days.c.user_id, days.c.day, *(days.c[name] for name in COUNTERS)]
    query = select(*columns).where(days.c.guild_id == guild, short).order_by(days.c.user_id, days.c.day)
    taken_at = millis(at)
    missing = [
        (guild, entry, user, day, *(max(0, -value) for value in values), taken_at)
        for user, day, *values in await connection.execute(query)
    ]
    await increase(connection, TO_IMPORTED, missing)


async def _sweep_days(connection: AsyncConnection, guild: GuildId) -> None:
    """Delete days on which nothing was counted: replaced by none, or taken out again."""
    quiet = [days.c[name] == 0 for name in COUNTERS]
    await connection.execute(delete(days).where(days.c.guild_id == guild, *quiet))


def _values(counters: Counters) -> tuple[int, ...]:
    return tuple(getattr(counters, name) for name in COUNTERS)
