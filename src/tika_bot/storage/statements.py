"""What the two dialects spell in different classes, and what is better said in the driver's own way."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import Table
from sqlalchemy.ext.asyncio import AsyncConnection

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite

Upsert: TypeAlias = "sqlite.Insert | postgresql.Insert"
Statement: TypeAlias = tuple[str, tuple[Any, ...]]
"""In the driver's own words, with its values."""


def upsert(target: AsyncConnection | str, table: Table) -> Upsert:
    """Return an INSERT into ``table`` that offers ``on_conflict_do_update`` and ``on_conflict_do_nothing``.

    ``target`` is the connection that will run it, or the name of its dialect. Only that dialect is imported.
    """
    name = target if isinstance(target, str) else target.dialect.name
    if name == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(table)


async def fetched(connection: AsyncConnection, statements: Iterable[Statement]) -> list[tuple[Any, ...]]:
    """Return all rows of ``statements``, one after another, all values as the driver gives them.

    They are written for the driver: ``?`` on SQLite, ``$1`` on PostgreSQL. For many values, each of which
    SQLAlchemy would name and look at. On SQLite they may be made, and are run, in a thread of their own.
    """
    if connection.dialect.name == "sqlite":
        from tika_bot.storage.sqlite import in_one_trip

        return await in_one_trip(connection, statements)
    rows: list[tuple[Any, ...]] = []
    for sql, values in statements:
        result = await connection.exec_driver_sql(sql, values)
        if result.cursor is not None:
            rows += result.cursor.fetchall()  # SQLAlchemy's rows cost as much as the reading
            result.close()
    return rows
