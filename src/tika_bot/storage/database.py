"""The database, as everyone above sees it: a transaction for one guild, or one for the house.

A transaction is *ambient*: whoever asks for the same guild in the same task while one is open joins it.
So a service can change its rows, post to the outbox and set a timer in one transaction, and none of the
three hands a connection to another.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, Self, TypeAlias, cast

import structlog
from sqlalchemy import event, make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from tika_bot.base.errors import Broken
from tika_bot.base.ids import GuildId
from tika_bot.storage.claims import Claim
from tika_bot.storage.faults import translated
from tika_bot.storage.roles import Scope, house_scope
from tika_bot.storage.slowness import note_if_slow

log = structlog.get_logger()


Transaction: TypeAlias = AbstractAsyncContextManager[AsyncConnection]
"""Yields its connection."""


class Side(Protocol):
    """What SQLite and PostgreSQL each bring."""

    engine: AsyncEngine
    in_memory: bool

    @property
    def engines(self) -> list[AsyncEngine]: ...
    async def start(self) -> None: ...
    async def close(self) -> None: ...
    def transaction(self, scope: Scope) -> Transaction: ...
    def claim(self, shards: Sequence[int] | None) -> Claim: ...
    def owning(self, *, writes: bool) -> Transaction:
        """Yield a connection as the owner of the tables, in a transaction that is nobody else's."""
        ...


Ending = Callable[[list[Any]], Awaitable[None]]


@dataclass(slots=True)
class Ambient:
    """The transaction that a task has open."""

    database: "Database"
    task: asyncio.Task[Any] | None
    scope: Scope
    connection: AsyncConnection
    doomed: bool = False
    endings: dict[Ending, list[Any]] = field(default_factory=dict)
    afterwards: list[Callable[[], None]] = field(default_factory=list)

    @contextmanager
    def joined(self) -> Iterator[AsyncConnection]:
        """Lend the connection; an error that leaves the block dooms the whole transaction.

        There is no savepoint to return to, so half of an inner step must not be committed by an outer one.
        """
        try:
            yield self.connection
        except BaseException:
            self.doomed = True
            raise

    async def end(self) -> None:
        """Do what was put off until all else is done; that may put off more."""
        while not self.doomed and self.endings:
            ending = next(iter(self.endings))
            await ending(self.endings.pop(ending))
        if self.doomed:
            raise Broken(why="an inner step of the transaction failed and its error was caught")


_ambient: ContextVar[Ambient | None] = ContextVar("tika_transaction", default=None)


class Database:
    """A SQLite file or a PostgreSQL database."""

    dialect: Literal["sqlite", "postgresql"]

    def __init__(self, side: Side, dialect: Literal["sqlite", "postgresql"], url: str) -> None:
        self.side = side
        self.dialect = dialect
        self.url = url

    @classmethod
    async def open(
        cls,
        url: str,
        *,
        pool_size: int = 20,
        pool_kept: int = 5,
        idle_s: float = 300.0,
        acquire_timeout_s: float = 10.0,
        statement_timeout_s: float = 60.0,
    ) -> Self:
        """Return the database at ``url``, connected.

        ``url`` is ``sqlite:///folder/tika.db``, ``sqlite://`` (in memory) or ``postgresql://user@host/name``.
        PostgreSQL gets at most ``pool_size`` connections, of which ``pool_kept`` stay open; one that is
        older than ``idle_s`` is replaced.

        Raises:
            DatabaseAway: If nobody answers there.
        """
        parsed = make_url(url.replace("postgres://", "postgresql://", 1))
        side: Side
        dialect: Literal["sqlite", "postgresql"]
        if parsed.get_backend_name() == "postgresql":
            from tika_bot.storage.postgres import Pool, PostgresSide

            dialect = "postgresql"
            side = PostgresSide(
                parsed,
                pool=Pool(min(pool_kept, pool_size), pool_size, idle_s),
                acquire_timeout_s=acquire_timeout_s,
                statement_timeout_s=statement_timeout_s,
            )
        elif parsed.get_backend_name() == "sqlite":
            from tika_bot.storage.sqlite import SqliteSide

            dialect = "sqlite"
            parsed = parsed.set(drivername="sqlite+aiosqlite")
            side = SqliteSide(parsed, readers=min(pool_size, 4), acquire_timeout_s=acquire_timeout_s)
        else:
            raise ValueError(
                f"DATABASE_URL: {parsed.drivername!r} isn't known; use sqlite:// or postgresql://"
            )
        for engine in side.engines:
            _log_slow_queries(engine)
        with translated():
            await side.start()
        return cls(side, dialect, url)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def claim(self, shards: Sequence[int] | None) -> Claim:
        """Return a claim, not taken yet, on ``shards`` of whoever works on this database; None means all."""
        return self.side.claim(shards)

    async def close(self) -> None:
        """Finish the commit that is under way and let all connections go."""
        await self.side.close()

    def writing(self, guild: GuildId) -> Transaction:
        """Yield a connection that reads and writes ``guild``'s rows, in one transaction.

        Leaving the block returns when the change is durable; an exception undoes all of it. Inside an open
        ``writing`` of the same guild, or inside ``house``, it joins and the outer block commits.
        """
        return self._scoped(Scope(guild, writes=True))

    def reading(self, guild: GuildId) -> Transaction:
        """Yield a connection that reads ``guild``'s rows as they were at one moment, and can't write."""
        return self._scoped(Scope(guild, writes=False))

    def house(self, caller: str, *, writes: bool = True) -> Transaction:
        """Yield a connection that sees all guilds; ``caller`` must be on the list in ``storage.roles``.

        With ``writes=False`` it disturbs no writer.
        """
        return self._scoped(house_scope(caller, writes=writes))

    def before_commit(self, ending: Ending, item: object) -> None:
        """Have ``ending`` called once with all items handed in for it, as the transaction's last act.

        So what a transaction amounts to can be told once, however many steps it took. It isn't called if the
        transaction is undone; if it raises, the transaction is.

        Raises:
            Broken: this task has no transaction open.
        """
        ambient = self._open_here()
        if ambient is None:
            raise Broken(why="nothing is open that could be ended")
        ambient.endings.setdefault(ending, []).append(item)

    def after_commit(self, callback: Callable[[], None]) -> None:
        """Run ``callback`` once this task's open transaction is durable; at once if there is none.

        It isn't run if the transaction is undone.
        """
        ambient = self._open_here()
        if ambient is None:
            callback()
        else:
            ambient.afterwards.append(callback)

    def guild_here(self) -> GuildId | None:
        """Return the guild of this task's open transaction; None if there is none, or it's the house's."""
        ambient = self._open_here()
        return None if ambient is None else ambient.scope.guild

    def _open_here(self) -> Ambient | None:
        ambient = _ambient.get()
        if ambient is None or ambient.database is not self or ambient.task is not asyncio.current_task():
            return None
        return ambient

    @asynccontextmanager
    async def _scoped(self, scope: Scope) -> AsyncIterator[AsyncConnection]:
        outer = self._open_here()
        if outer is not None:
            _demand_room(outer.scope, scope)
            with outer.joined() as connection:
                yield connection
            return
        with translated(writes=scope.writes):
            async with self.side.transaction(scope) as connection:
                ambient = Ambient(self, asyncio.current_task(), scope, connection)
                token = _ambient.set(ambient)
                try:
                    yield connection
                    await ambient.end()
                finally:
                    _ambient.reset(token)
        _call_all(ambient.afterwards)


def _demand_room(outer: Scope, inner: Scope) -> None:
    if inner.writes and not outer.writes:
        raise Broken(why="writing inside a reading block")
    if outer.guild is not None and inner.guild != outer.guild:
        raise Broken(why=f"{inner} asked for inside {outer}")


def _call_all(callbacks: list[Callable[[], None]]) -> None:
    for callback in callbacks:
        try:
            callback()
        except Exception:  # the change is durable: its maker must not be told otherwise
            log.exception("database.after_commit_failed")


def _log_slow_queries(engine: AsyncEngine) -> None:
    def begin(*arguments: Any) -> None:  # noqa: ANN401 the event's signature: connection, cursor, statement, …
        arguments[4]._tika_started = time.perf_counter()  # noqa: SLF001 ours, on the query's own context

    def end(*arguments: Any) -> None:  # noqa: ANN401 as above
        took_s = time.perf_counter() - cast("float", arguments[4]._tika_started)  # noqa: SLF001 ours
        note_if_slow(str(arguments[2]), took_s)

    event.listen(engine.sync_engine, "before_cursor_execute", begin)
    event.listen(engine.sync_engine, "after_cursor_execute", end)
