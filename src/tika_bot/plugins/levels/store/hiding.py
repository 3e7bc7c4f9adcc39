"""Who is on no board: members who left, and those whom the guild hides.

Both are bits of one column, which is 0 for everybody else. So whatever the reasons, what boards and ranks ask
for is one value at the head of their index, and buckets count those alone.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from tika_bot.base.ids import GuildId, UserId
from tika_bot.plugins.levels.model import Away, bucket_rows
from tika_bot.storage.database import Database

from .increments import COUNTERS, TO_BUCKETS, TO_MEMBERS, increase
from .tables import large, members

IDS_AT_ONCE = 5_000

Span = tuple[UserId, UserId | None]
"""Members by id, from above the first up to the second; None for no end."""


class HidingStore:
    """Notes who is there and who is hidden. What writes expects that nobody gives the guild buckets."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def away(self, guild: GuildId, member: UserId) -> Away | None:
        """Return why ``member`` is on no board; None if nothing was ever noted of them."""
        query = select(members.c.away).where(members.c.guild_id == guild, members.c.user_id == member)
        async with self._database.reading(guild) as connection:
            away = (await connection.execute(query)).scalar()
        return None if away is None else Away(away)

    async def put(self, guild: GuildId, member: UserId, away: Away | None) -> None:
        """Note that ``member`` is there, and whether hidden; None: that they left."""
        await self.see(guild, {} if away is None else {member: away}, only(member))

    async def see(
        self, guild: GuildId, seen: Mapping[UserId, Away], span: Span, without: Collection[UserId] = ()
    ) -> None:
        """Note that of the members in ``span`` those ``seen`` are there, and no others but those ``without``.

        Who is hidden gets a row even if nothing was counted of them: then nothing ever has to ask for roles
        when something is.
        """
        query = select(large.c.guild_id).where(large.c.guild_id == guild)
        async with self._database.writing(guild) as connection:
            hidden = sorted(member for member, away in seen.items() if away and member not in without)
            nothing = (0,) * (len(COUNTERS) + 1)
            await increase(connection, TO_MEMBERS, [(guild, member, *nothing) for member in hidden])
            is_large = (await connection.execute(query)).first() is not None
            await note(connection, guild, seen, span, without, is_large=is_large)


async def note(
    connection: AsyncConnection,
    guild: GuildId,
    seen: Mapping[UserId, Away],
    span: Span,
    without: Collection[UserId] = (),
    *,
    is_large: bool,
) -> None:
    """Do the same for those who have a row, and keep the buckets of a guild that ``is_large``."""
    first, last = span
    query = select(members.c.user_id, members.c.xp, members.c.away).where(
        members.c.guild_id == guild, members.c.user_id > first
    )
    if last is not None:
        query = query.where(members.c.user_id <= last)
    known = await connection.execute(query.order_by(members.c.user_id).with_for_update())
    changed: dict[int, list[UserId]] = defaultdict(list)
    buckets: dict[int, int] = defaultdict(int)
    for member, xp, before in known:
        after = seen.get(member, before | Away.LEFT)
        if after == before or member in without:
            continue
        changed[after].append(member)
        if is_large and xp > 0 and bool(before) != bool(after):
            for row in bucket_rows(xp):
                buckets[row] += -1 if after else 1
    for after, those in changed.items():
        for start in range(0, len(those), IDS_AT_ONCE):
            some = members.c.user_id.in_(those[start : start + IDS_AT_ONCE])
            new = update(members).where(members.c.guild_id == guild, some).values(away=after)
            await connection.execute(new)
    await increase(connection, TO_BUCKETS, [(guild, row, n) for row, n in sorted(buckets.items()) if n])


def only(member: UserId) -> Span:
    """Return the span that holds ``member`` only."""
    return UserId(member - 1), member
