"""The key by which this house knows pictures that it made itself."""

import secrets

from sqlalchemy import Column, LargeBinary, SmallInteger, Table, select

from tika_bot.base.ids import GuildId
from tika_bot.storage.database import Database
from tika_bot.storage.statements import upsert

from .tables import metadata

KEY_BYTES = 32

seal = Table(
    "levels_seal",
    metadata,
    Column("id", SmallInteger, primary_key=True),
    Column("key", LargeBinary, nullable=False),
)
"""One row, which says nothing of any guild."""


class SealStore:
    """Keeps the key."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def key(self, guild: GuildId) -> bytes:
        """Return the key, made when it's first asked for; ``guild`` is whoever asks."""
        known = select(seal.c.key)
        async with self._database.reading(guild) as connection:
            key: bytes | None = await connection.scalar(known)
        if key is not None:
            return key
        async with self._database.writing(guild) as connection:
            new = upsert(connection, seal).values(id=1, key=secrets.token_bytes(KEY_BYTES))
            await connection.execute(new.on_conflict_do_nothing())
            made: bytes | None = await connection.scalar(known)
        assert made is not None  # it was just put there, by us or by somebody else
        return made
