"""What members' doings add: to their rows, to their days and, in large guilds, to the buckets."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from operator import itemgetter

from msgspec.structs import astuple
from sqlalchemy.ext.asyncio import AsyncConnection

from tika_bot.base.ids import GuildId
from tika_bot.plugins.levels.model import Addition, Total, bucket_rows

from .increments import (
    TO_APART,
    TO_BUCKETS,
    TO_DAY,
    TO_MEMBERS,
    Increase,
    Row,
    increase,
    increase_each,
    parts,
)

_stored = itemgetter(slice(len(TO_MEMBERS.columns)))
"""Of an addition's values those that a member's row has; where it happened comes after them."""


def _rows(additions: Sequence[Addition]) -> Iterable[Row]:
    return map(_stored, map(astuple, additions))


async def add(connection: AsyncConnection, additions: Sequence[Addition], day: int | None) -> list[Total]:
    """Add to the members' rows and to their ``day``; return the new totals.

    Without a day it's a correction, which is noted as no doing of theirs. Each member comes once, sorted.
    """
    kinds: list[tuple[Increase, Row]] = [(TO_MEMBERS, ())]
    if day is not None:
        kinds.append((TO_DAY, (day,)))
    totals = await increase_each(connection, kinds, map(_rows, parts(connection, additions)))
    if day is None:
        await increase(connection, TO_APART, [(one.guild, one.member, *one.moved) for one in additions])
    return totals


async def move(
    connection: AsyncConnection,
    additions: Iterable[Addition],
    totals: Iterable[Total],
    known: Collection[GuildId],
) -> None:
    """Move members of large guilds, which are ``known``, to the bucket of their new total."""
    if not known:
        return
    added = {(a.guild, a.member): a.xp for a in additions if a.guild in known}
    change: Counter[tuple[GuildId, int]] = Counter()
    for guild, member, after, away in totals:
        before = after - added.get((guild, member), 0)
        if guild not in known or away or before == after:
            continue
        for row in bucket_rows(after) if after > 0 else ():
            change[guild, row] += 1
        for row in bucket_rows(before) if before > 0 else ():
            change[guild, row] -= 1
    await increase(connection, TO_BUCKETS, [(g, b, n) for (g, b), n in sorted(change.items()) if n])
