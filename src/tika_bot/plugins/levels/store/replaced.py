"""What imports put in place of which roles and settings."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select

from tika_bot.base.ids import GuildId
from tika_bot.storage.database import Database

from .tables import replaced


class ReplacedStore:
    """Keeps a document with the ledger's entry of an import; `SnapshotStore.sweep` deletes old ones."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, guild: GuildId, entry: int, document: Mapping[str, Any], now: datetime) -> None:
        """Keep ``document`` with ``entry``."""
        row = {"guild_id": guild, "entry_id": entry, "document": document, "taken_at": now}
        async with self._database.writing(guild) as connection:
            await connection.execute(insert(replaced).values(row))

    async def documents(self, guild: GuildId, entries: Sequence[int]) -> list[Mapping[str, Any]]:
        """Return the documents of ``entries`` in their order, as far as there are any."""
        query = select(replaced.c.entry_id, replaced.c.document).where(
            replaced.c.guild_id == guild, replaced.c.entry_id.in_(entries)
        )
        async with self._database.reading(guild) as connection:
            found = {row.entry_id: row.document for row in await connection.execute(query)}
        return [found[entry] for entry in entries if entry in found]

    async def drop(self, guild: GuildId, entries: Collection[int]) -> None:
        """Delete the documents of ``entries``."""
        mine = (replaced.c.guild_id == guild, replaced.c.entry_id.in_(entries))
        async with self._database.writing(guild) as connection:
            await connection.execute(delete(replaced).where(*mine))
