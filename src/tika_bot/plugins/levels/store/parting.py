"""What changes in many members' rows without their doing, told apart from what they did."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncConnection

from tika_bot.storage.statements import upsert

from .increments import COUNTERS
from .tables import apart, members


async def part(
    connection: AsyncConnection,
    which: Collection[ColumnElement[bool]],
    sign: int,
    names: Collection[str] = COUNTERS,
) -> None:
    """Add what ``which`` members have, times ``sign``, to what they didn't do.

    With -1 before a change and 1 after it, what changed is apart, whatever it was.
    """
    had = select(members.c.guild_id, members.c.user_id, *(members.c[name] * sign for name in names))
    put = upsert(connection, apart).from_select(["guild_id", "user_id", *names], had.where(*which))
    more = {name: apart.c[name] + put.excluded[name] for name in names}
    await connection.execute(put.on_conflict_do_update(index_elements=["guild_id", "user_id"], set_=more))
