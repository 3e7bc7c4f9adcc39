"""A claim on shards: as long as a process holds it, no other serves them from the same database.

Two that serve the same guild would count everything twice and answer twice. On SQLite the claim is a lock on
a file beside the database, on PostgreSQL locks of a session of its own; both end with their process, however
it ends, so there is nothing to wait for and nothing to clean up. A session can be cut while its process
lives on: then it's taken again, unless another process was faster, and until that is known the claim isn't
ours (`is_ours`): who was frozen for a minute and wakes must not act on what it believed before.
"""

import asyncio
import time
from collections.abc import Coroutine, Sequence
from pathlib import Path
from typing import IO, Any, Protocol

import structlog
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from tika_bot.base.errors import Broken
from tika_bot.storage.faults import words_of

log = structlog.get_logger()

LOCKS = 0x54494B42
"""The first half of our locks' names in PostgreSQL; the second is the shard."""

EVERY_SHARD = -1
"""Stands for all shards, however many Discord advises: held alone, or shared by those who have some."""

LOOKS_EVERY_S = 5.0
ANSWERS_S = 2.0
LASTS_S = 10.0
"""So long after the last look a claim may be believed: longer than two looks in vain take, and shorter than
PostgreSQL waits before it ends the session of a machine that is gone (`KEEPALIVES`)."""

KEEPALIVES = {"tcp_keepalives_idle": "5", "tcp_keepalives_interval": "2", "tcp_keepalives_count": "3"}


class ShardsTaken(Broken):
    """Another process serves these shards."""

    def __str__(self) -> str:
        return (
            "Another process serves these shards already, from the same database. "
            "Stop it first, or give each its own by `shards` in config.yml."
        )


class Claim(Protocol):
    """Held from `take` to `close`."""

    @property
    def is_ours(self) -> bool: ...
    async def take(self) -> None:
        """Claim it.

        Raises:
            ShardsTaken: another process has it.
        """
        ...

    async def keep(self) -> None:
        """Look after it for ever.

        Raises:
            ShardsTaken: it was lost.
        """
        ...

    async def close(self) -> None: ...


class NoClaim:
    """Where nobody else can come: a database in memory, or a system that can't lock files."""

    is_ours = True

    async def take(self) -> None:
        """Do nothing."""

    async def keep(self) -> None:
        """Do nothing, for ever."""
        await asyncio.get_running_loop().create_future()

    async def close(self) -> None:
        """Do nothing."""


class FileClaim(NoClaim):
    """A lock on ``path``: SQLite has one process anyway, whatever its shards."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[bytes] | None = None

    async def take(self) -> None:
        """Lock the file, where the system can."""
        try:
            import fcntl
        except ImportError:  # Windows
            return
        self._file = self._path.open("ab")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            await self.close()
            raise ShardsTaken from None

    async def close(self) -> None:
        """Let go of the file; it stays, since deleting it would race with the next one."""
        if self._file is not None:
            self._file.close()
            self._file = None


class SessionClaim:
    """Locks of a PostgreSQL session."""

    def __init__(
        self,
        url: URL,
        shards: Sequence[int] | None,
        *,
        looks_every_s: float = LOOKS_EVERY_S,
        answers_s: float = ANSWERS_S,
        lasts_s: float = LASTS_S,
    ) -> None:
        self._locks = _locks(shards)
        self._looks_every_s = looks_every_s
        self._lasts_s = lasts_s
        self._engine = create_async_engine(
            url.set(drivername="postgresql+asyncpg"),
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
            connect_args={
                "timeout": answers_s,
                "command_timeout": answers_s,
                "server_settings": {"application_name": "tika shards"} | KEEPALIVES,
            },
        )
        self._session: AsyncConnection | None = None
        self._looked_at = 0.0

    @property
    def is_ours(self) -> bool:
        """Return whether it was ours a moment ago, and so can't be another's yet."""
        return time.monotonic() - self._looked_at < self._lasts_s

    async def take(self) -> None:
        """Take the locks, in a session that lasts."""
        session = await self._engine.connect()
        try:
            for lock in self._locks:
                await _lock(session, lock)
        except BaseException:
            await _end(session)
            raise
        self._session, self._looked_at = session, time.monotonic()

    async def keep(self) -> None:
        """Look after the session; one that was cut is begun anew."""
        while True:
            await asyncio.sleep(self._looks_every_s)
            was_ours = self.is_ours
            try:
                await self._look()
            except (DBAPIError, OSError) as away:
                log.warning("shards.claim_cut", error=words_of(away))
                if not was_ours:
                    continue  # we slept, and don't know who came meanwhile
            # While the database is away nobody else can take it either.
            self._looked_at = time.monotonic()

    async def _look(self) -> None:
        """Return if the session lives, or could be replaced."""
        if self._session is not None:
            try:
                await self._session.exec_driver_sql("SELECT 1")
            except (DBAPIError, OSError):
                await self._let_go()
            else:
                return
        await self.take()
        log.info("shards.claimed_again")

    async def _let_go(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await _end(session)

    async def close(self) -> None:
        """End the session."""
        await self._let_go()
        await self._engine.dispose()


def _locks(shards: Sequence[int] | None) -> list[str]:
    """Return what takes the locks: who has every shard keeps out who has some, and these each other."""
    if shards is None:
        return [f"pg_try_advisory_lock({LOCKS}, {EVERY_SHARD})"]
    own = [f"pg_try_advisory_lock({LOCKS}, {shard})" for shard in shards]
    return [f"pg_try_advisory_lock_shared({LOCKS}, {EVERY_SHARD})", *own]


async def _lock(session: AsyncConnection, lock: str) -> None:
    if not (await session.exec_driver_sql(f"SELECT {lock}")).scalar_one():
        raise ShardsTaken


async def _end(session: AsyncConnection) -> None:
    await session.invalidate()
    await session.close()


async def while_ours(claim: Claim, work: Coroutine[Any, Any, None]) -> None:
    """Do ``work`` to its end, or until the claim is lost.

    Raises:
        ShardsTaken: it was.
    """
    keeping, working = asyncio.ensure_future(claim.keep()), asyncio.ensure_future(work)
    try:
        done, _ = await asyncio.wait({keeping, working}, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in (keeping, working):
            task.cancel()
        await asyncio.gather(keeping, working, return_exceptions=True)
