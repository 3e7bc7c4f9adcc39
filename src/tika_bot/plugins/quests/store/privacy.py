"""What is kept of a person, in every guild: shown and deleted."""

from typing import Any

from sqlalchemy import delete, select

from tika_bot.base.ids import UserId
from tika_bot.storage.database import Database

from .tables import members, taken


class PrivacyStore:
    """Finds everything of one person."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def forget(self, user: UserId) -> None:
        """Delete everything about ``user``."""
        async with self._database.house("quests.privacy") as connection:
            for table in (taken, members):
                await connection.execute(delete(table).where(table.c.member_id == user))

    async def export(self, user: UserId) -> dict[str, list[dict[str, Any]]]:
        """Return everything about ``user``, by table, as plain values."""
        found: dict[str, list[dict[str, Any]]] = {}
        async with self._database.house("quests.privacy", writes=False) as connection:
            for table in (taken, members):
                rows = await connection.execute(select(table).where(table.c.member_id == user))
                found[table.name] = [dict(row) for row in rows.mappings()]
        return found
