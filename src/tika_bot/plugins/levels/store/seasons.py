"""Seasons and how they ended."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, func, insert, literal, select, update

from tika_bot.base.ids import GuildId, UserId
from tika_bot.plugins.levels.model import PER_PAGE, Place
from tika_bot.plugins.levels.seasons import Link, Record, Season, taken_back
from tika_bot.storage.database import Database
from tika_bot.storage.numbers import fresh_id

from .tables import days, members, seasons, standings

HEAD = (seasons.c.id, seasons.c.name, seasons.c.first_day, seasons.c.began_at, seasons.c.ended_at)


class SeasonStore:
    """Keeps them. What writes expects `MemberStore.alone`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self, guild: GuildId) -> list[Season]:
        """Return the last 25 seasons of ``guild``, the running one first, then the newest."""
        over = seasons.c.ended_at.is_not(None)
        query = (
            select(*HEAD)
            .where(*_seen(guild))
            .order_by(over, seasons.c.began_at.desc(), seasons.c.id.desc())
            .limit(25)
        )
        async with self._database.reading(guild) as connection:
            return [Season(*row) for row in await connection.execute(query)]

    async def begin(self, guild: GuildId, name: str, first_day: int, now: datetime) -> Season:
        """Let a season begin and return it."""
        season = Season(fresh_id(), name, first_day, now)
        row = {"guild_id": guild, "id": season.id, "name": name, "first_day": first_day, "began_at": now}
        async with self._database.writing(guild) as connection:
            await connection.execute(insert(seasons).values(row))
        return season

    async def end(self, guild: GuildId, season: Season, now: datetime) -> int:
        """End ``season``, keep what everybody on its board earned in it, and return how many those are."""
        total = func.sum(days.c.xp)
        is_there = and_(members.c.guild_id == days.c.guild_id, members.c.user_id == days.c.user_id)
        earned = (
            select(days.c.guild_id, literal(season.id, standings.c.season_id.type), days.c.user_id, total)
            .join(members, is_there)
            .where(days.c.guild_id == guild, days.c.day >= season.first_day, members.c.away == 0)
            .group_by(days.c.guild_id, days.c.user_id)
            .having(total > 0)
        )
        mine = (seasons.c.guild_id == guild, seasons.c.id == season.id)
        async with self._database.writing(guild) as connection:
            await connection.execute(update(seasons).where(*mine).values(ended_at=now, brought_by=None))
            columns = ["guild_id", "season_id", "user_id", "xp"]
            await connection.execute(insert(standings).from_select(columns, earned))
        return await self.count(guild, season.id)

    async def count(self, guild: GuildId, season: int) -> int:
        """Return how many members stood in ``season`` when it ended."""
        query = select(func.count()).where(standings.c.guild_id == guild, standings.c.season_id == season)
        async with self._database.reading(guild) as connection:
            return int((await connection.execute(query)).scalar_one())

    async def page(self, guild: GuildId, season: int, page: int) -> list[Place]:
        """Return a page of how ``season`` ended."""
        skipped = (page - 1) * PER_PAGE
        query = (
            select(standings.c.user_id, standings.c.xp)
            .where(standings.c.guild_id == guild, standings.c.season_id == season)
            .order_by(standings.c.xp.desc(), standings.c.user_id)
            .offset(skipped)
            .limit(PER_PAGE)
        )
        async with self._database.reading(guild) as connection:
            rows = await connection.execute(query)
            return [Place(skipped + n, UserId(user), xp) for n, (user, xp) in enumerate(rows, 1)]

    # --- whole guilds --------------------------------------------------------------------------------------

    async def records(self, guild: GuildId) -> list[Record]:
        """Return all seasons of ``guild`` with all who stood in them, the oldest first."""
        heads = select(*HEAD).where(*_seen(guild)).order_by(seasons.c.began_at, seasons.c.id)
        stood = (
            select(standings.c.season_id, standings.c.user_id, standings.c.xp)
            .where(standings.c.guild_id == guild)
            .order_by(standings.c.user_id)
        )
        async with self._database.reading(guild) as connection:
            found = [Season(*row) for row in await connection.execute(heads)]
            by_season: dict[int, dict[UserId, int]] = {one.id: {} for one in found}
            for season, user, xp in await connection.execute(stood):
                if season in by_season:
                    by_season[season][UserId(user)] = xp
        return [Record(one, by_season[one.id]) for one in found]

    async def bring(
        self, guild: GuildId, entry: int, coming: Iterable[tuple[Record, int | None]], now: datetime
    ) -> None:
        """Write down seasons that an import, ``entry``, brings, some in place of another with that number."""
        async with self._database.writing(guild) as connection:
            for record, replaced in coming:
                one, number = record.season, fresh_id()
                row = {"guild_id": guild, "id": number, "name": one.name, "first_day": one.first_day}
                row |= {"began_at": one.began_at, "ended_at": one.ended_at, "brought_by": entry}
                await connection.execute(insert(seasons).values(row))
                stood = [
                    {"guild_id": guild, "season_id": number, "user_id": user, "xp": xp}
                    for user, xp in sorted(record.standings.items())
                ]
                if stood:
                    await connection.execute(insert(standings), stood)
                if replaced is not None:
                    old = (seasons.c.guild_id == guild, seasons.c.id == replaced)
                    hidden = {"replaced_by": number, "replaced_at": now}
                    await connection.execute(update(seasons).where(*old).values(hidden))

    async def count_back(self, guild: GuildId, entries: Sequence[int]) -> int:
        """Return how many seasons that are seen `take_back` would take away or bring back another for."""
        links = await self._links(guild)
        gone, _ = taken_back(links, entries)
        return sum(1 for one in links if one.id in gone and one.replaced_by is None)

    async def take_back(self, guild: GuildId, entries: Sequence[int]) -> None:
        """Undo what imports under ``entries``, newest first, brought; what ended here since stays."""
        gone, back = taken_back(await self._links(guild), entries)
        await self._delete(guild, seasons.c.id.in_(gone), standings.c.season_id.in_(gone))
        old = (seasons.c.guild_id == guild, seasons.c.id.in_(back))
        async with self._database.writing(guild) as connection:
            await connection.execute(update(seasons).where(*old).values(replaced_by=None, replaced_at=None))

    async def sweep(self, guild: GuildId, until: datetime) -> None:
        """Delete what was replaced before ``until``; it can't come back any more."""
        old = (seasons.c.guild_id == guild, seasons.c.replaced_at < until)
        numbers = select(seasons.c.id).where(*old)
        await self._delete(guild, seasons.c.replaced_at < until, standings.c.season_id.in_(numbers))

    async def _links(self, guild: GuildId) -> list[Link]:
        columns = (seasons.c.id, seasons.c.ended_at.is_(None), seasons.c.brought_by, seasons.c.replaced_by)
        query = select(*columns).where(seasons.c.guild_id == guild).order_by(seasons.c.id)
        async with self._database.reading(guild) as connection:
            return [Link(*row) for row in await connection.execute(query)]

    async def _delete(self, guild: GuildId, which: ColumnElement[bool], stood: ColumnElement[bool]) -> None:
        async with self._database.writing(guild) as connection:
            await connection.execute(delete(standings).where(standings.c.guild_id == guild, stood))
            await connection.execute(delete(seasons).where(seasons.c.guild_id == guild, which))


def _seen(guild: GuildId) -> tuple[ColumnElement[bool], ...]:
    return seasons.c.guild_id == guild, seasons.c.replaced_by.is_(None)
