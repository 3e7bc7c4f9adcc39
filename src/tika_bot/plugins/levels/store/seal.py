"""The key by which this house knows pictures that it made itself."""

import secrets

from sqlalchemy import Column, LargeBinary, Table, select

from tika_bot.base.ids import OPERATORS
from tika_bot.storage.columns import Snowflake
from tika_bot.storage.database import Database
from tika_bot.storage.statements import upsert

from .tables import metadata

KEY_BYTES = 32

seal = Table(
    "levels_seal",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("key", LargeBinary, nullable=False),
)
"""One row, the operators': no guild sees it."""


class SealStore:
    """Keeps the key."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def key(self) -> bytes:
        """Return the key, made when it's first asked for."""
        known = select(seal.c.key).where(seal.c.guild_id == OPERATORS)
        async with self._database.reading(OPERATORS) as connection:
            key: bytes | None = await connection.scalar(known)
        if key is not None:
            return key
        async with self._database.writing(OPERATORS) as connection:
            new = upsert(connection, seal).values(guild_id=OPERATORS, key=secrets.token_bytes(KEY_BYTES))
            await connection.execute(new.on_conflict_do_nothing())
            made: bytes | None = await connection.scalar(known)
        assert made is not None  # it was just put there, by us or by somebody else
        return made
