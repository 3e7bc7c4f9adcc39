"""Members' counters, who is away, and the buckets of large guilds."""

import functools
from collections.abc import AsyncIterator, Callable, Collection, Container, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Table, and_, delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from tika_bot.base.ids import GuildId, UserId
from tika_bot.plugins.levels.api import History
from tika_bot.plugins.levels.company import CompanyRow
from tika_bot.plugins.levels.model import (
    PER_PAGE,
    Addition,
    Away,
    Climb,
    Counters,
    Place,
    Source,
    Standing,
    Total,
    bucket_end,
)
from tika_bot.plugins.levels.spent import SpentRow
from tika_bot.plugins.levels.voice import Stay
from tika_bot.storage.database import Database
from tika_bot.storage.statements import upsert

from . import counting, ranks
from .hiding import note, only
from .histories import pages
from .increments import COUNTERS, TO_CLIMBED, increase
from .recounting import recount
from .tables import (
    PRESENT,
    apart,
    company,
    days,
    imported,
    large,
    members,
    snapshots,
    spent,
    standings,
    stays,
    uploads,
)

LONE = (stays, uploads, standings)
"""Few rows, maybe of somebody of whom nothing was counted: an import may bring who stood and nothing else."""


class MemberStore:
    """Keeps counters and answers for ranks."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.before_commit = database.before_commit
        """Put something off until all else in the open transaction is done."""
        self._large: set[GuildId] | None = None

    @asynccontextmanager
    async def everywhere(self) -> AsyncIterator[None]:
        """Make all that happens inside one transaction over all guilds."""
        async with self._database.house("levels.flush"):
            yield

    @asynccontextmanager
    async def here(self, guild: GuildId) -> AsyncIterator[None]:
        """Make all that happens inside one transaction of ``guild``, which becomes part of an open one."""
        async with self._database.writing(guild):
            yield

    @asynccontextmanager
    async def alone(self, guild: GuildId) -> AsyncIterator[None]:
        """Do the same while nobody else gives members of ``guild`` XP."""
        async with self._database.writing(guild) as connection:
            await _keep_small(connection, guild, alone=True)
            yield

    async def totals(self, guild: GuildId, who: Collection[UserId]) -> dict[UserId, int]:
        """Return the XP of each of ``who``; 0 of those unknown."""
        query = select(members.c.user_id, members.c.xp).where(
            members.c.guild_id == guild, members.c.user_id.in_(who)
        )
        async with self._database.reading(guild) as connection:
            found = {UserId(user): xp for user, xp in await connection.execute(query)}
        return dict.fromkeys(who, 0) | found

    async def add(self, additions: Sequence[Addition], day: int) -> list[Total]:
        """Add to the members' rows and to their ``day`` (days since 1970); return the new totals.

        Whoever did something themselves is back; to be liked isn't enough. Expects `everywhere`; each member
        comes once, sorted.
        """
        async with self._database.house("levels.flush") as connection:
            totals = await counting.add(connection, additions, day)
            gone = {
                (guild, member): Away(away) for guild, member, _, away in totals if away and away & Away.LEFT
            }
            for guild, member in _doers(additions, gone) if gone else ():
                is_large = guild in await self._large_here(connection, guild)
                back = {member: gone[guild, member] & ~Away.LEFT}
                await note(connection, guild, back, only(member), is_large=is_large)
            await counting.move(connection, additions, totals, await self._known_large(connection))
        return totals

    async def add_here(self, guild: GuildId, additions: Sequence[Addition], day: int | None) -> list[Total]:
        """Do the same for members of ``guild``, who stay away if they are; no total may fall below 0.

        Without a ``day`` it's a correction: only totals change, and it's no doing of theirs.
        """
        async with self._database.writing(guild) as connection:
            await _keep_small(connection, guild)
            known = await self._large_here(connection, guild)
            totals = await counting.add(connection, additions, day)
            await counting.move(connection, additions, totals, known)
        return totals

    async def climb(self, climbed: Sequence[Climb]) -> None:
        """Note by how many levels members went up by what they did. Expects `everywhere`."""
        async with self._database.house("levels.flush") as connection:
            await increase(connection, TO_CLIMBED, sorted(climbed))

    async def climb_here(self, guild: GuildId, climbed: Sequence[Climb]) -> None:
        """Do the same for members of ``guild``. Expects `here`."""
        async with self._database.writing(guild) as connection:
            await increase(connection, TO_CLIMBED, sorted(climbed))

    async def counters(self, guild: GuildId, member: UserId) -> Counters:
        """Return everything that was counted of ``member``; zeros for somebody unknown."""
        mine = (members.c.guild_id == guild, members.c.user_id == member)
        async with self._database.reading(guild) as connection:
            row = (await connection.execute(select(*_counted(members)).where(*mine))).first()
        return Counters() if row is None else Counters(*row)

    async def days(self, guild: GuildId, member: UserId, since: int) -> dict[int, Counters]:
        """Return what was counted of ``member`` on each day from ``since`` on."""
        mine = (days.c.guild_id == guild, days.c.user_id == member, days.c.day >= since)
        async with self._database.reading(guild) as connection:
            rows = await connection.execute(select(days.c.day, *_counted(days)).where(*mine))
            return {day: Counters(*counted) for day, *counted in rows}

    async def histories(self, guild: GuildId, those: Sequence[UserId], since: int) -> dict[UserId, History]:
        """Return what was counted of each of ``those``, altogether and by day, as of one moment."""
        daily = {member: dict[int, Counters]() for member in those}
        theirs = and_(apart.c.guild_id == members.c.guild_id, apart.c.user_id == members.c.user_id)
        rest = [func.coalesce(column, 0) for column in (*_counted(apart), apart.c.climbed)]
        mine = (
            select(members.c.user_id, *_counted(members), *rest)
            .join(apart, theirs, isouter=True)
            .where(members.c.guild_id == guild, members.c.user_id.in_(those))
        )
        brought = {member: dict[int, Counters]() for member in those}
        width = len(COUNTERS)
        async with self._database.reading(guild) as connection:
            for is_brought, member, day, *counted in await connection.execute(pages(guild, those, since)):
                (brought if is_brought else daily)[member][day] = Counters(*counted)
            found = {member: History(Counters(), daily[member]) for member in those}
            for member, *counted, climbed in await connection.execute(mine):
                total, other = Counters(*counted[:width]), Counters(*counted[width:])
                found[member] = History(total, daily[member], other, climbed, brought[member])
        return found

    async def listed(self, guild: GuildId, after: UserId, most: int) -> list[UserId]:
        """Return ``most`` members by id from above ``after`` on, without those who left."""
        query = select(members.c.user_id).where(
            members.c.guild_id == guild, members.c.user_id > after, PRESENT
        )
        async with self._database.reading(guild) as connection:
            found = await connection.execute(query.order_by(members.c.user_id).limit(most))
            return [UserId(member) for member in found.scalars()]

    def afterwards(self, told: Callable[[], None]) -> None:
        """Call ``told`` once the open transaction is durable."""
        self._database.after_commit(told)

    async def standing(self, guild: GuildId, member: UserId) -> Standing:
        """Return how ``member`` stands; someone unknown stands at zero."""
        async with self._database.reading(guild) as connection:
            is_large = guild in await self._large_here(connection, guild)
            wanted = ranks.LARGE_STANDING if is_large else ranks.SMALL_STANDING
            found = await connection.execute(wanted, {"guild": guild, "member": member})
            row = found.mappings().one()
        of = int(row["of"])
        if row["user_id"] is None:
            return Standing(guild, member, of=of)
        return Standing(
            guild,
            member,
            xp=row["xp"],
            rank=1 + int(row["before"]) if row["xp"] > 0 and not row["away"] else None,
            of=of,
            messages=row["messages"],
            messages_counted=row["messages_counted"],
            last_message_at=row["last_message_at"] if row["messages"] else None,
            is_hidden=bool(row["away"] & Away.HIDDEN),
        )

    async def page(self, guild: GuildId, page: int) -> tuple[list[Place], int]:
        """Return the lines of ``page`` (1 is the first) and how many members have a rank."""
        skipped = (page - 1) * PER_PAGE
        asked = {"guild": guild, "skipped": skipped}
        async with self._database.reading(guild) as connection:
            is_large = guild in await self._large_here(connection, guild)
            count = ranks.LARGE_COUNT if is_large else ranks.SMALL_COUNT
            of = int((await connection.execute(count, {"guild": guild})).scalar_one())
            near = (await connection.execute(ranks.NEAREST, asked)).first() if is_large else None
            if near is None:
                rows = await connection.execute(ranks.PAGE, asked)
            else:
                asked |= {"skipped": skipped - int(near.before), "below": bucket_end(near.bucket)}
                rows = await connection.execute(ranks.LOWER_PAGE, asked)
            return [Place(skipped + i, UserId(user), xp) for i, (user, xp) in enumerate(rows, 1)], of

    async def enlarge(self, guild: GuildId, now: datetime) -> None:
        """Count ``guild``'s members into buckets from now on. Nobody else may write meanwhile."""
        known = await self._large_guilds()
        async with self._database.writing(guild) as connection:
            await _keep_small(connection, guild, alone=True)
            await recount(connection, guild)
            put = upsert(connection, large).values(guild_id=guild, since=now).on_conflict_do_nothing()
            await connection.execute(put)
            self._database.after_commit(functools.partial(known.add, guild))

    async def is_large(self, guild: GuildId) -> bool:
        """Return whether ``guild`` has buckets."""
        return guild in await self._large_guilds()

    async def forget(self, user: UserId) -> None:
        """Delete everything about ``user``, in every guild."""
        async with self._database.house("levels.privacy") as connection:
            found = await connection.execute(select(members.c.guild_id).where(members.c.user_id == user))
            guilds = [GuildId(guild) for guild in found.scalars()]
            for guild in guilds:
                is_large = guild in await self._large_here(connection, guild)
                await note(connection, guild, {}, only(user), is_large=is_large)
            for table in LONE:
                await connection.execute(delete(table).where(table.c.user_id == user))
            both = or_(company.c.user_id == user, company.c.other_id == user)
            await connection.execute(delete(company).where(both))
            for table in (members, days, apart, snapshots, imported, spent):
                await connection.execute(
                    delete(table).where(table.c.guild_id.in_(guilds), table.c.user_id == user)
                )

    async def export(self, user: UserId) -> dict[str, list[dict[str, Any]]]:
        """Return everything about ``user``, by table, as plain values."""
        async with self._database.house("levels.privacy", writes=False) as connection:
            guilds = select(members.c.guild_id).where(members.c.user_id == user)
            found: dict[str, list[dict[str, Any]]] = {}
            for table in (
                members,
                days,
                apart,
                snapshots,
                imported,
                spent,
                standings,
                company,
                stays,
                uploads,
            ):
                # What is in an uploaded file is about others.
                columns = [column for column in table.c if column.name != "content"]
                mine = select(*columns).where(table.c.user_id == user)
                if table not in LONE:
                    mine = mine.where(table.c.guild_id.in_(guilds))
                found[table.name] = [dict(row) for row in (await connection.execute(mine)).mappings()]
        return found

    async def stays(self) -> list[Stay]:
        """Return all stays in voice, of every guild."""
        async with self._database.house("levels.flush", writes=False) as connection:
            rows = (await connection.execute(select(stays))).mappings()
            return [Stay(**row) for row in rows]

    async def keep_stays(self, kept: Mapping[tuple[GuildId, UserId], Stay | None]) -> None:
        """Store stays; None deletes one. Expects `everywhere`."""
        async with self._database.house("levels.flush") as connection:
            for (guild, member), stay in sorted(kept.items(), key=lambda item: item[0]):
                if stay is None:
                    gone = delete(stays).where(stays.c.guild_id == guild, stays.c.user_id == member)
                    await connection.execute(gone)
                    continue
                values = asdict(stay)
                put = upsert(connection, stays).values(values)
                await connection.execute(
                    put.on_conflict_do_update(index_elements=["guild_id", "user_id"], set_=values)
                )

    async def spent(self, day: int) -> list[SpentRow]:
        """Return what members of every guild earned on ``day`` from limited sources; forget older days."""
        async with self._database.house("levels.flush") as connection:
            await connection.execute(delete(spent).where(spent.c.day < day))
            rows = await connection.execute(select(spent))
            return [(GuildId(g), UserId(u), Source(what), on, xp) for g, u, what, on, xp in rows]

    async def keep_spent(self, rows: Sequence[SpentRow]) -> None:
        """Store what members have earned from limited sources. Expects `everywhere`."""
        if not rows:
            return
        async with self._database.house("levels.flush") as connection:
            put = upsert(connection, spent)
            new = {"day": put.excluded.day, "xp": put.excluded.xp}
            await connection.execute(
                put.on_conflict_do_update(index_elements=["guild_id", "user_id", "source"], set_=new),
                [dict(zip(spent.c.keys(), row, strict=True)) for row in rows],
            )

    async def company(self, week: int) -> list[CompanyRow]:
        """Return with whom members of every guild were in voice in ``week``; forget older weeks."""
        async with self._database.house("levels.flush") as connection:
            await connection.execute(delete(company).where(company.c.week < week))
            rows = await connection.execute(select(company))
            return [(GuildId(g), UserId(u), UserId(other), on, count) for g, u, other, on, count in rows]

    async def keep_company(self, rows: Sequence[CompanyRow]) -> None:
        """Store with whom members were in voice this week. Expects `everywhere`."""
        if not rows:
            return
        async with self._database.house("levels.flush") as connection:
            put = upsert(connection, company)
            new = {"week": put.excluded.week, "minutes": put.excluded.minutes}
            await connection.execute(
                put.on_conflict_do_update(index_elements=["guild_id", "user_id", "other_id"], set_=new),
                [dict(zip(company.c.keys(), row, strict=True)) for row in rows],
            )

    async def people(self, guild: GuildId) -> list[tuple[int, int]]:
        """Return how many of those who are there have how much XP, if they have any."""
        query = (
            select(members.c.xp, func.count())
            .where(members.c.guild_id == guild, PRESENT, members.c.xp > 0)
            .group_by(members.c.xp)
        )
        async with self._database.reading(guild) as connection:
            return [(xp, number) for xp, number in await connection.execute(query)]

    async def _large_guilds(self) -> set[GuildId]:
        """Return the guilds that have buckets; only this process makes new ones for its guilds."""
        if self._large is None:
            async with self._database.house("levels.flush", writes=False) as connection:
                self._large = set((await connection.execute(select(large.c.guild_id))).scalars())
        return self._large

    async def _known_large(self, connection: AsyncConnection) -> set[GuildId]:
        """Return the large guilds from inside a transaction over all guilds."""
        if self._large is None:
            self._large = set((await connection.execute(select(large.c.guild_id))).scalars())
        return self._large

    async def _large_here(self, connection: AsyncConnection, guild: GuildId) -> set[GuildId]:
        """Return ``guild`` if it has buckets, asked on a connection that may see nothing else."""
        if self._large is not None:
            return self._large
        found = await connection.execute(select(large.c.guild_id).where(large.c.guild_id == guild))
        return set(found.scalars())


def _doers(
    additions: Sequence[Addition], among: Container[tuple[GuildId, UserId]]
) -> list[tuple[GuildId, UserId]]:
    """Return who of those did something, as opposed to those whom others only gave something."""
    found = (one for one in additions if (one.guild, one.member) in among)
    return [(one.guild, one.member) for one in found if any(one.moved[1:])]


def _counted(table: Table) -> list[Column[Any]]:
    return [table.c[name] for name in COUNTERS]


async def _keep_small(connection: AsyncConnection, guild: GuildId, *, alone: bool = False) -> None:
    """Let nobody give ``guild`` buckets until this transaction ends; ``alone``: nor add to it meanwhile.

    SQLite has one writer anyway; on PostgreSQL an addition that buckets don't know of would be lost to them.
    """
    if connection.dialect.name == "postgresql":
        lock = func.pg_advisory_xact_lock if alone else func.pg_advisory_xact_lock_shared
        await connection.execute(select(lock(guild)))
