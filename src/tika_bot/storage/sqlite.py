"""SQLite: one writer, many readers, one fsync for several transactions.

A commit with synchronous=FULL waits for the disk, so commits are shared. Each transaction takes two turns
in one fair line. In the first it runs, within a savepoint if others ran before it in the same group. In
the second, behind all who were waiting meanwhile, it commits the group unless somebody already has. So a
lone transaction commits at once, a crowd shares one commit, and nobody is told "done" before it is.
"""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, cast

from sqlalchemy import event
from sqlalchemy.engine import URL, ExceptionContext
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool, StaticPool

from tika_bot.storage.claims import Claim, FileClaim, NoClaim
from tika_bot.storage.driver import Connection, Driver
from tika_bot.storage.faults import DatabaseAway, DatabaseCrowded, fault_of
from tika_bot.storage.roles import Scope
from tika_bot.storage.settling import settled
from tika_bot.storage.slowness import note_if_slow

PRAGMAS = (
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=5000",
    "cache_size=-16000",
)

TURNS, TURN_S = 250, 0.02
"""How often a start may find the file locked by others that start, and for how long it steps back."""


@dataclass(slots=True)
class Group:
    """Transactions that become durable together."""

    members: int = 0
    committed: bool = False
    fault: BaseException | None = None


class SqliteSide:
    """The SQLite half of a Database."""

    def __init__(self, url: URL, *, readers: int, acquire_timeout_s: float) -> None:
        self.in_memory = url.database in (None, "", ":memory:")
        self._path = None if self.in_memory else Path(str(url.database))
        self.engine = _engine(url, in_memory=self.in_memory)
        self._readers = None if self.in_memory else _readers(url, readers, acquire_timeout_s)
        self._acquire_timeout_s = acquire_timeout_s
        self._line = asyncio.Lock()
        self._group: Group | None = None
        self._writer: AsyncConnection | None = None

    @property
    def engines(self) -> list[AsyncEngine]:
        """Return the engines, the writer's first."""
        return [self.engine] if self._readers is None else [self.engine, self._readers]

    def claim(self, shards: Sequence[int] | None) -> Claim:  # noqa: ARG002 # one process has them all
        """Return a claim on the whole file."""
        return NoClaim() if self._path is None else FileClaim(self._path.with_name(f"{self._path.name}.lock"))

    async def start(self) -> None:
        """Connect the writer."""
        self._writer = await self.engine.connect()
        try:
            await _log_ahead(self._writer)
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        """Wait for the one who writes, then let all connections go."""
        async with self._line:
            if self._writer is not None:
                await self._writer.close()
                self._writer = None
        for engine in self.engines:
            await engine.dispose()

    @asynccontextmanager
    async def transaction(self, scope: Scope) -> AsyncIterator[AsyncConnection]:
        """Yield a connection inside a transaction; leaving the block commits it, an exception undoes it."""
        if scope.writes:
            async with self._writing() as connection:
                yield connection
        elif self._readers is None:
            async with self._peeking() as connection:
                yield connection
        elif self._writer is None:
            raise DatabaseAway  # closed: the pool would open again, and nobody would close it
        else:
            connection = self._readers.connect()
            try:
                await settled(_begun(connection))
                yield connection
            finally:
                await settled(_ended(connection))

    @asynccontextmanager
    async def owning(self, *, writes: bool) -> AsyncIterator[AsyncConnection]:
        """Yield the writer's connection in a transaction of its own, behind those who wait for a commit."""
        async with self._turn() as connection:
            if self._group is not None:
                await settled(self._commit(connection, self._group))
            await settled(_run(connection, "BEGIN IMMEDIATE" if writes else "BEGIN"))
            try:
                yield connection
                await settled(_run(connection, "COMMIT"))
            except BaseException:
                _adapted(connection).rollback()
                raise

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[AsyncConnection]:
        try:
            async with asyncio.timeout(self._acquire_timeout_s):
                await self._line.acquire()
        except TimeoutError as error:
            raise DatabaseCrowded from error
        try:
            if self._writer is None:
                raise DatabaseAway
            yield self._writer
        finally:
            self._line.release()

    @asynccontextmanager
    async def _peeking(self) -> AsyncIterator[AsyncConnection]:
        """Read on the writer's connection: a database in memory has no other."""
        async with self._turn() as connection:
            try:
                await settled(_run(connection, "PRAGMA query_only=ON"))  # done, even if we're cancelled
                yield connection
            finally:
                await settled(_run(connection, "PRAGMA query_only=OFF"))

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[AsyncConnection]:
        async with self._turn() as connection:
            group = self._join(connection)
            try:
                yield connection
                if self.in_memory:
                    await settled(self._commit(connection, group))  # there is no fsync to share
                else:
                    if group.members:
                        _adapted(connection).before += ("RELEASE member",)
                    group.members += 1
            except BaseException as error:
                await settled(self._undo(connection, group, error))
                raise
        if not group.committed:
            await settled(self._second_turn(group))

    def _join(self, connection: AsyncConnection) -> Group:
        """Begin a group, or a savepoint in the one that others have begun.

        Whoever is first needs none, and it costs: SQLite copies each page before it's changed, to a file.
        """
        if self._group is None:
            _adapted(connection).before += ("BEGIN IMMEDIATE",)
            self._group = Group()
        else:
            _adapted(connection).before += ("SAVEPOINT member",)
        return self._group

    async def _undo(self, connection: AsyncConnection, group: Group, error: BaseException) -> None:
        """Take back one member's work; if SQLite has dropped the whole transaction, tell the group."""
        if group.committed or group.fault is not None:
            return
        if not group.members:
            self._group = None
            _adapted(connection).rollback()
            return
        try:
            await _run(connection, "ROLLBACK TO member")
            _adapted(connection).before = ("RELEASE member",)
        except DBAPIError:
            self._group, group.fault = None, error
            _adapted(connection).rollback()

    async def _second_turn(self, group: Group) -> None:
        async with self._line:
            if not group.committed and group.fault is None and self._writer is not None:
                await self._commit(self._writer, group)
        if group.fault is not None:
            raise fault_of(group.fault) or DatabaseAway() from group.fault

    async def _commit(self, connection: AsyncConnection, group: Group) -> None:
        self._group = None
        try:
            await _run(connection, "COMMIT")
            group.committed = True
        except BaseException as error:
            group.fault = error
            _adapted(connection).rollback()
            raise


async def _begun(connection: AsyncConnection) -> None:
    """Connect and begin; half a connection, left behind by whoever was cancelled, nobody would close."""
    await connection.start()
    _adapted(connection).before = ("BEGIN",)


async def _ended(connection: AsyncConnection) -> None:
    """Give a reader's connection back, as far as it came; SQLAlchemy undoes what is open."""
    if connection.sync_connection is not None:
        await connection.close()


async def in_one_trip(
    connection: AsyncConnection, statements: Iterable[tuple[str, tuple[Any, ...]]]
) -> list[tuple[Any, ...]]:
    """Return all rows of ``statements``, with one trip to SQLite's thread and back.

    It makes no rows of SQLAlchemy's either, for what returns thousands.

    Raises:
        DBAPIError: as SQLAlchemy does.
    """
    adapted = _adapted(connection)
    driver: Any = adapted.driver_connection
    before, adapted.before = adapted.before, ()
    everything = chain(((sql, ()) for sql in before), statements)
    try:
        # Its public verbs take one statement.
        return cast("list[tuple[Any, ...]]", await driver._execute(_fetched, driver, everything))  # noqa: SLF001
    except ValueError as error:  # that's how it says that it's closed
        raise DBAPIError(None, None, error) from error


def _fetched(driver: Any, statements: Iterable[tuple[str, tuple[Any, ...]]]) -> list[tuple[Any, ...]]:  # noqa: ANN401 an aiosqlite.Connection
    rows: list[tuple[Any, ...]] = []
    for sql, values in statements:
        started = time.perf_counter()
        try:
            rows += driver._conn.execute(sql, values).fetchall()  # noqa: SLF001 the connection that this thread owns
        except sqlite3.Error as error:
            raise DBAPIError.instance(sql[:500], None, error, sqlite3.Error) from error
        note_if_slow(sql, time.perf_counter() - started)
    return rows


async def _run(connection: AsyncConnection, sql: str) -> None:
    await in_one_trip(connection, [(sql, ())])


async def _log_ahead(connection: AsyncConnection) -> None:
    """Give the file a write-ahead log, if it has none yet.

    SQLite waits for nobody there, whatever ``busy_timeout`` says, so those who start at once take turns here.
    """
    for left in reversed(range(TURNS)):
        try:
            await _run(connection, "PRAGMA journal_mode=WAL")
        except DBAPIError as error:
            if not left or not isinstance(fault_of(error), DatabaseCrowded):
                raise
            await asyncio.sleep(TURN_S)
        else:
            return


def _adapted(connection: AsyncConnection) -> Connection:
    assert connection.sync_connection is not None  # connected, since it's in use
    return cast("Connection", connection.sync_connection.connection.dbapi_connection)


def _engine(url: URL, *, in_memory: bool) -> AsyncEngine:
    """Return the writer's engine: one connection."""
    if not in_memory:
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(url, module=Driver(), poolclass=StaticPool, isolation_level="AUTOCOMMIT")
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "handle_error", _keep_connection)
    return engine


def _readers(url: URL, size: int, timeout_s: float) -> AsyncEngine:
    engine = create_async_engine(
        url,
        module=Driver(),
        poolclass=AsyncAdaptedQueuePool,
        pool_size=size,
        max_overflow=0,
        pool_timeout=timeout_s,
        isolation_level="AUTOCOMMIT",
    )
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "connect", _only_read)
    event.listen(engine.sync_engine, "handle_error", _keep_connection)
    return engine


def _prepare(connection: Any, record: object) -> None:  # noqa: ANN401, ARG001 a driver's connection; the event's signature
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _only_read(connection: Any, record: object) -> None:  # noqa: ANN401, ARG001 a driver's connection; the event's signature
    cursor = connection.cursor()
    cursor.execute("PRAGMA query_only=ON")
    cursor.close()


def _keep_connection(context: ExceptionContext) -> None:
    """Keep a connection when a query is cancelled: others may have work in the writer's group.

    SQLAlchemy would throw it away, and aiosqlite warns of one whose thread is slow to close it. SQLite's
    thread ends the query in order, so what we send next, a rollback, comes after it.
    """
    if isinstance(context.original_exception, asyncio.CancelledError):
        context.is_disconnect = False
