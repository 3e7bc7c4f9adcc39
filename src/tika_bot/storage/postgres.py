"""PostgreSQL: one pool, two roles, and the role taken in the same round trip as BEGIN."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from tika_bot.base.errors import Broken
from tika_bot.storage.claims import Claim, SessionClaim
from tika_bot.storage.faults import DatabaseAway, fault_of
from tika_bot.storage.roles import GUILD_ROLE, HOUSE_ROLE, Scope
from tika_bot.storage.settling import settled

PAUSES_S = (0.1, 0.4, 1.5)
"""Between tries to begin: a restarted server is back within about two seconds."""


@dataclass(frozen=True, slots=True)
class Pool:
    """How many connections are kept open, how many there are at most, and how old an unused one may get."""

    kept: int = 5
    most: int = 20
    idle_s: float = 300.0

    def __post_init__(self) -> None:
        if not 1 <= self.kept <= self.most:
            raise ValueError(
                f"storage: pool_min is {self.kept} and pool_max {self.most}; 1 ≤ min ≤ max, please"
            )


class PostgresSide:
    """The PostgreSQL half of a Database."""

    in_memory = False

    def __init__(self, url: URL, *, pool: Pool, acquire_timeout_s: float, statement_timeout_s: float) -> None:
        self._is_closed = False
        self._url = url
        milliseconds = str(int(statement_timeout_s * 1000))
        self.engine = create_async_engine(
            url.set(drivername="postgresql+asyncpg"),
            pool_size=pool.kept,
            max_overflow=pool.most - pool.kept,  # closed as soon as nobody needs them
            pool_timeout=acquire_timeout_s,
            pool_recycle=int(pool.idle_s),
            isolation_level="AUTOCOMMIT",  # we say BEGIN ourselves, together with the role
            connect_args={
                "timeout": acquire_timeout_s,
                "server_settings": {
                    "application_name": "tika",
                    "statement_timeout": milliseconds,
                    "idle_in_transaction_session_timeout": milliseconds,
                },
            },
        )

    @property
    def engines(self) -> list[AsyncEngine]:
        """Return the one engine."""
        return [self.engine]

    def claim(self, shards: Sequence[int] | None) -> Claim:
        """Return a claim that a session of its own holds."""
        return SessionClaim(self._url, shards)

    async def start(self) -> None:
        """Connect once, so that a wrong address shows at the start and not at the first member."""
        try:
            async with self.engine.connect():
                pass
        except Exception as error:
            if _is_lost(error) or isinstance(error, DBAPIError):  # no such database, user or password, too
                raise DatabaseAway from error
            raise

    async def close(self) -> None:
        """Close the pool."""
        self._is_closed = True
        await self.engine.dispose()

    @asynccontextmanager
    async def transaction(self, scope: Scope) -> AsyncIterator[AsyncConnection]:
        """Yield a connection inside a transaction; leaving the block commits it, an exception undoes it."""
        connection = await self._begun(scope)
        try:
            try:
                yield connection
            except BaseException:
                await settled(_rollback(connection))
                raise
            await settled(_commit(connection))
        finally:
            await settled(connection.close())

    @asynccontextmanager
    async def owning(self, *, writes: bool) -> AsyncIterator[AsyncConnection]:
        """Yield a connection as the login user, in a transaction of its own, however long it takes."""
        async with self.engine.connect() as connection:
            await connection.exec_driver_sql(f"BEGIN READ {'WRITE' if writes else 'ONLY'}")
            try:
                await connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
                yield connection
                await connection.exec_driver_sql("COMMIT")
            except BaseException:
                await settled(_rollback(connection))
                raise

    async def _begun(self, scope: Scope) -> AsyncConnection:
        """Return a connection on which the transaction has begun; try again while the server restarts.

        Nothing has happened yet at this point, so trying again is harmless.
        """
        for pause_s in PAUSES_S if not self._is_closed else ():
            try:
                return await self._begin_once(scope)
            except DatabaseAway:
                await asyncio.sleep(pause_s)
        return await self._begin_once(scope)

    async def _begin_once(self, scope: Scope) -> AsyncConnection:
        if self._is_closed:
            raise DatabaseAway  # the pool would open again, and nobody would close it
        connection: AsyncConnection | None = None
        try:
            connection = await self.engine.connect()
            await _driver(connection).execute(_opening(scope))
        except BaseException as error:
            if connection is not None:
                await settled(_throw_away(connection))
            if _is_lost(error):
                raise DatabaseAway from error
            raise
        return connection


def _opening(scope: Scope) -> str:
    access = "READ WRITE" if scope.writes else "READ ONLY"
    if scope.guild is None:
        return f"BEGIN {access}; SET LOCAL ROLE {HOUSE_ROLE}"
    return f"BEGIN {access}; SET LOCAL ROLE {GUILD_ROLE}; SET LOCAL app.guild = '{int(scope.guild)}'"


async def _commit(connection: AsyncConnection) -> None:
    try:
        outcome = await _driver(connection).execute("COMMIT")
    except BaseException as error:
        await connection.invalidate()
        if _is_lost(error):
            raise DatabaseAway from error
        raise
    if outcome == "ROLLBACK":
        # A statement failed and somebody caught its error: the server has thrown all of it away.
        raise Broken(why="the transaction had failed before its commit")


async def _rollback(connection: AsyncConnection) -> None:
    if connection.invalidated:
        return
    try:
        await _driver(connection).execute("ROLLBACK")
    except Exception:  # noqa: BLE001 whatever it was: the server undoes what a closed connection leaves open
        await connection.invalidate()


async def _throw_away(connection: AsyncConnection) -> None:
    """Close the connection for good, and let the pool notice if the server has closed all of them."""
    with contextlib.suppress(Exception):
        # The driver's error went past SQLAlchemy. It sees the next one, and then replaces every connection
        # that is as old as this one; else each would have to fail by itself.
        await connection.exec_driver_sql("ROLLBACK")
    with contextlib.suppress(Exception):
        await connection.invalidate()
        await connection.close()


def _driver(connection: AsyncConnection) -> Any:  # noqa: ANN401 asyncpg ships without types
    assert connection.sync_connection is not None
    return connection.sync_connection.connection.driver_connection


def _is_lost(error: BaseException) -> bool:
    import asyncpg  # type: ignore[import-untyped]  # it ships none

    if isinstance(error, DBAPIError):  # the pool's: it wraps what the driver says while it connects
        return isinstance(fault_of(error), DatabaseAway)
    if isinstance(error, asyncpg.InterfaceError):
        return "closed" in str(error)
    return isinstance(
        error,
        OSError
        | asyncpg.InternalClientError  # cut in the middle of an answer, its state no longer fits
        | asyncpg.PostgresConnectionError
        | asyncpg.CannotConnectNowError
        | asyncpg.AdminShutdownError
        | asyncpg.CrashShutdownError,
    )
