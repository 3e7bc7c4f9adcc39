"""Seasons and how they ended."""

from datetime import datetime

from sqlalchemy import and_, func, insert, literal, select, update

from tika_bot.base.ids import GuildId, UserId
from tika_bot.plugins.levels.model import PER_PAGE, Place
from tika_bot.plugins.levels.seasons import Season
from tika_bot.storage.database import Database
from tika_bot.storage.numbers import fresh_id

from .tables import days, members, seasons, standings


class SeasonStore:
    """Keeps them. What writes expects `MemberStore.alone`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self, guild: GuildId) -> list[Season]:
        """Return the last 25 seasons of ``guild``, newest first; only the newest can be running."""
        query = (
            select(seasons.c.id, seasons.c.name, seasons.c.first_day, seasons.c.began_at, seasons.c.ended_at)
            .where(seasons.c.guild_id == guild)
            .order_by(seasons.c.id.desc())
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
            await connection.execute(update(seasons).where(*mine).values(ended_at=now))
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
