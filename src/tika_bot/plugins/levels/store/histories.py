"""What was counted of members by day, and what of it imports brought, in one trip."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, Column, CompoundSelect, Table, and_, cast, func, literal, select, union_all

from tika_bot.base.ids import GuildId, UserId

from .increments import COUNTERS
from .tables import ALL_DAYS, days, imported


def pages(guild: GuildId, those: Sequence[UserId], since: int) -> CompoundSelect[Any]:
    """Return the query for what was counted of ``those`` on each day, and for what of it was brought.

    Its rows say whether it was, whose they are, the day and the counters.
    """
    all_of_it = select(literal(0), days.c.user_id, days.c.day, *_counted(days)).where(
        days.c.guild_id == guild, days.c.user_id.in_(those), days.c.day >= since
    )
    is_here = and_(imported.c.guild_id == guild, imported.c.day != ALL_DAYS)
    # PostgreSQL sums up to decimals, and would turn the days that stand in the same column into such.
    sums = [cast(func.sum(column), BigInteger) for column in _counted(imported)]
    brought = (
        select(literal(1), imported.c.user_id, imported.c.day, *sums)
        .where(is_here, imported.c.user_id.in_(those), imported.c.day >= since)
        .group_by(imported.c.user_id, imported.c.day)
    )
    return union_all(all_of_it, brought)


def _counted(table: Table) -> list[Column[Any]]:
    return [table.c[name] for name in COUNTERS]
