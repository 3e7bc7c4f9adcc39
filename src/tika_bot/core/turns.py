"""Turns at something that Discord lets only one worker do at a time, such as opening a session.

Whoever asks reserves a turn in one statement, so nobody waits in vain: the next to ask comes after.
"""

from datetime import datetime, timedelta

from sqlalchemy import BigInteger, case, type_coerce

from tika_bot.base.clock import Clock
from tika_bot.base.ids import OPERATORS
from tika_bot.storage.database import Database
from tika_bot.storage.statements import upsert

from .tables import turns


class Turns:
    """The line in which all workers stand that share a database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def reserve(self, place: int, length: timedelta) -> datetime:
        """Return when the caller's turn at ``place`` begins; the next one begins ``length`` later.

        Raises:
            Busy: the database is away.
        """
        now = self._clock.now()
        free_at = type_coerce(turns.c.free_at, BigInteger)
        in_ms = round(length.total_seconds() * 1000)
        async with self._database.writing(OPERATORS) as connection:
            first = upsert(connection, turns).values(guild_id=OPERATORS, place=place, free_at=now + length)
            given = type_coerce(first.excluded.free_at, BigInteger)
            later = case((free_at + in_ms > given, free_at + in_ms), else_=given)
            found = await connection.execute(
                first.on_conflict_do_update(
                    index_elements=[turns.c.guild_id, turns.c.place], set_={"free_at": later}
                ).returning(turns.c.free_at)
            )
            until: datetime = found.scalar_one()
        return until - length
