"""Questions that ``/health`` and ``tika doctor`` ask; None means all is well, a sentence says what isn't."""

import hashlib
import shutil
from pathlib import Path

from sqlalchemy import Boolean, MetaData, select, text

from tika_bot.base.errors import Busy
from tika_bot.storage.database import Database
from tika_bot.storage.faults import words_of

ROOM = 200 * 1024 * 1024
"""With less free space than this (in bytes), somebody should look."""


async def ping(database: Database) -> str | None:
    """Say whether the database answers."""
    try:
        async with database.house("core.health", writes=False) as connection:
            await connection.execute(text("SELECT 1"))
    except Busy as error:
        return f"the database doesn't answer: {words_of(error)}"
    return None


async def integrity(database: Database) -> str | None:
    """Say whether the file is sound (SQLite), or whether each guild table is guarded (PostgreSQL)."""
    if database.dialect == "sqlite":
        async with database.house("core.health", writes=False) as connection:
            verdict = (await connection.execute(text("PRAGMA quick_check(1)"))).scalar_one()
        return None if verdict == "ok" else f"the database file is damaged: {verdict}"
    query = text(
        "SELECT c.relname FROM pg_class c "
        "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'guild_id' "
        "WHERE c.relkind = 'r' AND NOT (c.relrowsecurity AND c.relforcerowsecurity) ORDER BY 1"
    )
    async with database.house("core.health", writes=False) as connection:
        bare = [row[0] for row in await connection.execute(query)]
    return f"tables without row-level security: {', '.join(bare)}" if bare else None


def room(folder: Path) -> str | None:
    """Say whether the disk of ``folder`` has room."""
    free = shutil.disk_usage(folder).free
    return None if free >= ROOM else f"only {free // 1024 // 1024} MB are left on the disk of {folder}"


async def tidy(database: Database) -> None:
    """Refresh what the planner knows of the tables; weekly is often enough."""
    async with database.side.owning(writes=True) as connection:
        await connection.exec_driver_sql("ANALYZE" if database.dialect == "postgresql" else "PRAGMA optimize")


async def digest(database: Database) -> str:
    """Return a fingerprint of all rows of all tables, the same on both dialects for the same rows."""
    async with database.side.owning(writes=False) as connection:
        metadata = MetaData()
        await connection.run_sync(metadata.reflect)
    fingerprint = hashlib.sha256()
    async with database.house("core.backup", writes=False) as connection:
        for table in sorted(metadata.tables.values(), key=lambda table: table.name):
            columns = sorted(table.columns, key=lambda column: column.name)
            yes_no = {column.name for column in columns if isinstance(column.type, Boolean)}
            rows = await connection.stream(select(*columns).order_by(*table.primary_key.columns))
            fingerprint.update(table.name.encode())
            async for row in rows.mappings():
                plain = [bool(row[name]) if name in yes_no else row[name] for name in row]
                fingerprint.update(repr(plain).encode())
    return fingerprint.hexdigest()
