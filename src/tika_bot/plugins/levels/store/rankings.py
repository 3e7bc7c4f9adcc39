"""Boards other than the usual one, and a guild's days.

They are counted when somebody looks: an index leads to a window's days, and nothing is kept for them on the
way of every message. The usual board, which is looked at most, has its own means, see `ranks`.
"""

from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, func, select

from tika_bot.base.ids import GuildId, UserId
from tika_bot.plugins.levels.model import PER_PAGE, Place
from tika_bot.plugins.levels.windows import Activity, Measure, Ranking, date_of
from tika_bot.storage.database import Database

from .tables import days, members, standings

COLUMNS = {
    Measure.XP: "xp",
    Measure.MESSAGES: "messages",
    Measure.VOICE: "voice_s",
    Measure.REACTIONS: "reactions",
    Measure.COMMANDS: "commands",
}


class RankingStore:
    """Answers for boards by any measure, over any window, and of how seasons ended."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def page(
        self, guild: GuildId, ranking: Ranking, since: int | None, page: int
    ) -> tuple[list[Place], int]:
        """Return the lines of ``page`` (1 is the first) and how many have one, from day ``since`` on."""
        ranked = ranked_of(guild, ranking, since)
        lines = select(ranked).order_by(ranked.c.rank).offset((page - 1) * PER_PAGE).limit(PER_PAGE)
        async with self._database.reading(guild) as connection:
            rows = (await connection.execute(lines)).all()
            of = rows[0].of if rows else await _count(connection, ranked)
        return [Place(row.rank, UserId(row.user_id), int(row.amount)) for row in rows], int(of)

    async def rank(self, guild: GuildId, member: UserId, ranking: Ranking, since: int | None) -> int | None:
        """Return the rank of ``member``; None if they have none."""
        ranked = ranked_of(guild, ranking, since)
        async with self._database.reading(guild) as connection:
            rank = await connection.scalar(select(ranked.c.rank).where(ranked.c.user_id == member))
        return None if rank is None else int(rank)

    async def activity(self, guild: GuildId, first: int, last: int) -> dict[int, Activity]:
        """Return what ``guild`` did on each day from ``first`` to ``last``, but for quiet ones."""
        counted = (func.sum(days.c.xp), func.count(), func.sum(days.c.messages))
        by_day = (
            select(days.c.day, *counted)
            .where(days.c.guild_id == guild, days.c.day.between(first, last))
            .group_by(days.c.day)
        )
        async with self._database.reading(guild) as connection:
            rows = await connection.execute(by_day)
            return {
                day: Activity(date_of(day), int(xp), doers, int(messages))
                for day, xp, doers, messages in rows
            }


async def _count(connection: Any, ranked: Subquery) -> int:  # noqa: ANN401 - an AsyncConnection
    """Return how many lines there are where a page shows none."""
    return int(await connection.scalar(select(func.count()).select_from(ranked)) or 0)


def ranked_of(guild: GuildId, ranking: Ranking, since: int | None) -> Subquery:
    """Return everybody's line: user_id, amount, rank and ``of``, how many there are."""
    scores = _scores(guild, ranking, since)
    order = (scores.c.amount.desc(), scores.c.user_id)
    rank = func.row_number().over(order_by=order).label("rank")
    return select(scores, rank, func.count().over().label("of")).subquery("ranked")


def _scores(guild: GuildId, ranking: Ranking, since: int | None) -> Subquery:
    if ranking.season:
        return _of_season(guild, ranking.season)
    if since is None:
        return _of_all(guild, ranking.measure)
    return _of_days(guild, ranking.measure, since)


def _of_season(guild: GuildId, season: int) -> Subquery:
    here = and_(members.c.guild_id == standings.c.guild_id, members.c.user_id == standings.c.user_id)
    return (
        select(standings.c.user_id, standings.c.xp.label("amount"))
        .join(members, here)
        .where(standings.c.guild_id == guild, standings.c.season_id == season, standings.c.xp > 0)
        .where(members.c.away == 0)
        .subquery("scores")
    )


def _of_all(guild: GuildId, measure: Measure) -> Subquery:
    amount = members.c[COLUMNS[measure]]
    mine = (members.c.guild_id == guild, members.c.away == 0, amount > 0)
    return select(members.c.user_id, amount.label("amount")).where(*mine).subquery("scores")


def _of_days(guild: GuildId, measure: Measure, since: int) -> Subquery:
    amount: ColumnElement[int] = func.sum(days.c[COLUMNS[measure]])
    here = and_(members.c.guild_id == days.c.guild_id, members.c.user_id == days.c.user_id)
    # The sum keeps SQLite from walking all days there ever were in the order of members, to save a sort.
    member = (days.c.user_id + 0).label("user_id")
    return (
        select(member, amount.label("amount"))
        .join(members, here)
        .where(days.c.guild_id == guild, days.c.day >= since, members.c.away == 0)
        .group_by(member)
        .having(amount > 0)
        .subquery("scores")
    )
