"""aiosqlite, with one trip to a connection's thread for each statement.

SQLAlchemy makes four: for a cursor, to run it, to read it, to close it. Each wakes the thread and then the
loop, which costs more than what SQLite does meanwhile.
"""

import sqlite3
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import aiosqlite
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    AsyncAdapt_aiosqlite_dbapi,
)


@dataclass(slots=True)
class Outcome:
    """What a cursor found, once it is closed."""

    description: Any = None
    rowcount: int = -1
    lastrowid: int | None = None
    rows: Sequence[Any] = ()
    arraysize: int = 1

    def close(self) -> None:
        """Do nothing: it is closed."""


class Cursor(AsyncAdapt_aiosqlite_cursor):
    """A cursor that exists only while it runs."""

    __slots__ = ()
    _awaitable_cursor_close = False

    def _make_new_cursor(self, connection: Any) -> Any:  # noqa: ANN401, ARG002 the driver's shape
        return Outcome()

    def _aenter_cursor(self, cursor: Any) -> Any:  # noqa: ANN401 as above
        return cursor

    async def _execute_async(self, operation: Any, parameters: Any) -> None:  # noqa: ANN401 as above
        await self._travel("execute", operation, () if parameters is None else parameters)

    async def _executemany_async(self, operation: Any, seq_of_parameters: Any) -> None:  # noqa: ANN401 as above
        await self._travel("executemany", operation, seq_of_parameters)

    async def _travel(self, way: str, *given: object) -> None:
        adapted: Any = self._adapt_connection
        before, adapted.before = adapted.before, ()
        # Its thread has no public door through which a description would come back along with the rows.
        outcome = await self._connection._execute(_run, self._connection._conn, before, way, given)  # noqa: SLF001
        self._cursor, self._rows = outcome, deque(outcome.rows)


def _run(connection: sqlite3.Connection, before: tuple[str, ...], way: str, given: Sequence[Any]) -> Outcome:
    """Run it all; called in the connection's thread."""
    cursor = connection.cursor()
    try:
        for statement in before:
            cursor.execute(statement)
        getattr(cursor, way)(*given)
        rows = cursor.fetchall() if cursor.description else ()
        return Outcome(cursor.description, cursor.rowcount, cursor.lastrowid, rows)
    finally:
        cursor.close()


class Connection(AsyncAdapt_aiosqlite_connection):
    """A connection with such cursors. What stands in ``before`` goes along with the next statement."""

    __slots__ = ("before",)
    _cursor_cls = Cursor

    def __init__(self, dbapi: Any, connection: Any) -> None:  # noqa: ANN401 as above
        super().__init__(dbapi, connection)
        self.before: tuple[str, ...] = ()

    def rollback(self) -> None:
        """Undo what is open, if anything is, behind all that was asked before; nobody waits for it."""
        self.before = ()
        driver = self._connection
        if driver._connection is not None:  # noqa: SLF001 as SQLAlchemy looks at it
            driver._tx.put_nowait((None, driver._conn.rollback))  # noqa: SLF001 as above


class Driver(AsyncAdapt_aiosqlite_dbapi):
    """What SQLAlchemy takes for the driver's module."""

    def __init__(self) -> None:
        super().__init__(aiosqlite, sqlite3)

    def connect(self, *arg: Any, **kw: Any) -> Connection:  # noqa: ANN401 as above
        """Return a new connection."""
        return Connection(self, super().connect(*arg, **kw)._connection)  # noqa: SLF001 nothing public has it
