"""Things that are due later, and survive a restart.

A timer is a row. When it's due, a runner *claims* it: one UPDATE moves its ``ring_at`` to the end of a
lease, so nobody else takes it meanwhile. Then it rings, and only after that the row goes. A crash in
between lets the lease run out, and the timer rings again: so a job must be harmless twice, with the timer's
id as its key. After a failure it rings later, with growing pauses; after ten it's set aside, for the
operator to see.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, partial
from typing import Any, NewType

import structlog
from sqlalchemy import Executable, RowMapping, Update, delete, func, select, tuple_, update

from tika_bot.base.clock import Clock
from tika_bot.base.errors import Busy
from tika_bot.base.ids import GuildId
from tika_bot.core.rounds import Job, Rounds
from tika_bot.core.tables import timers
from tika_bot.storage.database import Database
from tika_bot.storage.numbers import fresh_id
from tika_bot.storage.statements import upsert

log = structlog.get_logger()

TimerId = NewType("TimerId", int)

LEASE = timedelta(seconds=60)
"""How long a claimed timer stays with its runner; a job has a little less."""

MARGIN = timedelta(seconds=10)
"""What is left of the lease, after a job ran out of time, to write that down."""

PAUSES_S = (5, 15, 60, 300, 900, 1800, 3600, 7200, 14400)
"""After the first failure, the second, …; after the tenth the timer is set aside."""

AT_ONCE = 16
"""Jobs that run side by side, so that a slow one doesn't delay the rest."""


@dataclass(frozen=True, slots=True)
class Timer:
    """A timer as it rings. ``attempt`` counts from 1."""

    id: TimerId
    guild: GuildId
    plugin: str
    verb: str
    payload: dict[str, Any]
    due: datetime
    attempt: int


class Postponed(Exception):
    """Raised by the ring callback: try again at ``until``, and don't count it as a failure."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"postponed until {until.isoformat()}")
        self.until = until


Ring = Callable[[Timer], Awaitable[None]]


class Timers:
    """Everyone's alarm clock."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._rounds = Rounds("timers", clock, at_once=AT_ONCE)

    async def at(
        self,
        due: datetime,
        plugin: str,
        verb: str,
        payload: dict[str, Any],
        *,
        guild: GuildId,
        key: str | None = None,
    ) -> TimerId:
        """Ring ``plugin``'s job ``verb`` with ``payload`` at ``due``, or as soon as possible after it.

        It joins the caller's transaction: undone with it, and never heard before it's durable. With a
        ``key``, the timer of that guild, plugin, verb and key is moved instead of doubled.
        """
        row = {
            "guild_id": guild,
            "id": fresh_id(),
            "plugin": plugin,
            "verb": verb,
            "key": key,
            "payload": payload,
            "due": due,
            "ring_at": due,
        }
        async with self._database.writing(guild) as connection:
            timer = TimerId((await connection.execute(_put(connection.dialect.name), row)).scalar_one())
            self._database.after_commit(partial(self._rounds.expect, due))
        return timer

    async def cancel(self, timer: TimerId, *, guild: GuildId) -> bool:
        """Delete ``timer``; return whether it was there. One that is ringing just now rings to its end."""
        async with self._database.writing(guild) as connection:
            gone = await connection.execute(
                delete(timers).where(timers.c.guild_id == guild, timers.c.id == timer).returning(timers.c.id)
            )
            return gone.first() is not None

    async def cancel_key(self, plugin: str, verb: str, key: str, *, guild: GuildId) -> bool:
        """Delete the timer with ``key``; return whether it was there."""
        async with self._database.writing(guild) as connection:
            gone = await connection.execute(
                delete(timers)
                .where(timers.c.guild_id == guild, timers.c.plugin == plugin)
                .where(timers.c.verb == verb, timers.c.key == key)
                .returning(timers.c.id)
            )
            return gone.first() is not None

    async def release(self, plugin: str, *, guild: GuildId) -> None:
        """Let ``plugin``'s postponed timers of ``guild`` ring when they're due: it was switched on again."""
        async with self._database.writing(guild) as connection:
            await connection.execute(
                update(timers)
                .where(timers.c.guild_id == guild, timers.c.plugin == plugin)
                .where(timers.c.claim.is_(None), timers.c.set_aside_at.is_(None))
                .where(timers.c.attempts == 0)
                .values(ring_at=timers.c.due)
            )
            self._database.after_commit(self.wake)

    async def set_aside(self, limit: int = 50) -> list[tuple[Timer, str]]:
        """Return the timers that failed ten times, newest first, with the last failure: for operators."""
        async with self._database.house("core.timers", writes=False) as connection:
            query = select(timers).where(timers.c.set_aside_at.is_not(None))
            rows = await connection.execute(query.order_by(timers.c.set_aside_at.desc()).limit(limit))
            return [(_timer(row), row["failure"] or "") for row in rows.mappings()]

    async def retry(self, timer: TimerId, *, guild: GuildId) -> bool:
        """Ring a timer that was set aside once more, with ten new attempts; return whether it was there."""
        async with self._database.writing(guild) as connection:
            found = await connection.execute(
                update(timers)
                .where(timers.c.guild_id == guild, timers.c.id == timer, timers.c.set_aside_at.is_not(None))
                .values(set_aside_at=None, attempts=0, claim=None, ring_at=self._clock.now())
                .returning(timers.c.id)
            )
            self._database.after_commit(self.wake)
            return found.first() is not None

    async def take_over(self) -> None:
        """Ring what a predecessor was ringing when it died, instead of waiting for its leases to run out.

        Only for a process that has the database to itself: it can't tell the dead from its colleagues.
        """
        async with self._database.house("core.timers") as connection:
            await connection.execute(
                update(timers)
                .where(timers.c.claim.is_not(None), timers.c.set_aside_at.is_(None))
                .values(claim=None, ring_at=self._clock.now())
            )

    def wake(self) -> None:
        """Look again at once: the clock was moved."""
        self._rounds.wake()

    @property
    def trouble(self) -> str | None:
        """What keeps the runner from its work; None while all is well."""
        return self._rounds.trouble

    async def late(self) -> int:
        """Return how many timers are due and don't ring yet."""
        async with self._database.house("core.timers", writes=False) as connection:
            due = (timers.c.ring_at <= self._clock.now(), timers.c.set_aside_at.is_(None))
            query = select(func.count()).select_from(timers).where(*due)
            return int((await connection.execute(query)).scalar_one())

    async def run(self, ring: Ring) -> None:
        """Ring what is due, for ever. While it waits it holds no connection.

        Cancelled, it cancels the jobs under way too; their leases run out and they ring again.
        """

        async def claim(room: int) -> list[Job]:
            return [partial(self._ring, ring, timer, token) for timer, token in await self._claim(room)]

        await self._rounds.run(self._next_at, claim)

    async def _next_at(self) -> datetime | None:
        query = select(func.min(timers.c.ring_at)).where(timers.c.set_aside_at.is_(None))
        async with self._database.house("core.timers", writes=False) as connection:
            earliest: datetime | None = (await connection.execute(query)).scalar_one()
        return earliest

    async def _claim(self, room: int) -> list[tuple[Timer, str]]:
        now, claim = self._clock.now(), secrets.token_hex(8)
        due = (
            select(timers.c.guild_id, timers.c.id)
            .where(timers.c.ring_at <= now, timers.c.set_aside_at.is_(None))
            .order_by(timers.c.ring_at)
            .limit(room)
            .with_for_update(skip_locked=True)
            .cte("due")  # its own step: PostgreSQL may run a plain subquery with LIMIT more than once
        )
        statement = (
            update(timers)
            .where(tuple_(timers.c.guild_id, timers.c.id).in_(select(due.c.guild_id, due.c.id)))
            .values(ring_at=now + LEASE, claim=claim, attempts=timers.c.attempts + 1)
            .returning(timers)
        )
        async with self._database.house("core.timers") as connection:
            rows = (await connection.execute(statement)).mappings().all()
        return [(_timer(row), claim) for row in sorted(rows, key=lambda row: row["due"])]

    async def _ring(self, ring: Ring, timer: Timer, claim: str) -> None:
        """Run one job in its own boundary and write down what came of it."""
        late_ms = round((self._clock.now() - timer.due).total_seconds() * 1000)
        noted = log.bind(plugin=timer.plugin, verb=timer.verb, guild=timer.guild, timer=timer.id)
        try:
            async with asyncio.timeout((LEASE - MARGIN).total_seconds()):
                await ring(timer)
        except Postponed as postponed:
            await self._settle(timer, claim, _again(postponed.until, timer.attempt - 1, None))
        except Exception as error:  # noqa: BLE001 a job may fail in any way
            noted.exception("timer.failed", attempt=timer.attempt, late_ms=late_ms)
            await self._settle(timer, claim, self._after_failure(timer, error))
        else:
            noted.info("timer.fired", late_ms=late_ms)
            await self._settle(timer, claim, None)

    def _after_failure(self, timer: Timer, error: Exception) -> Update:
        failure = f"{type(error).__name__}: {error}"[:500]
        if timer.attempt > len(PAUSES_S):
            now = self._clock.now()
            return update(timers).values(set_aside_at=now, claim=None, failure=failure)
        pause = timedelta(seconds=PAUSES_S[timer.attempt - 1])
        return _again(self._clock.now() + pause, timer.attempt, failure)

    async def _settle(self, timer: Timer, claim: str, change: Update | None) -> None:
        """Delete the timer, or change it, unless it was moved or claimed anew while it rang."""
        statement = delete(timers) if change is None else change
        mine = (timers.c.guild_id == timer.guild, timers.c.id == timer.id, timers.c.claim == claim)
        try:
            async with self._database.writing(timer.guild) as connection:
                await connection.execute(statement.where(*mine))
        except Busy as error:
            log.warning("timer.not_settled", timer=timer.id, error=repr(error))  # the lease will run out


def _again(at: datetime, attempts: int, failure: str | None) -> Update:
    return update(timers).values(ring_at=at, attempts=attempts, claim=None, failure=failure)


@cache
def _put(dialect: str) -> Executable:
    """Return the statement that sets a timer, or moves the one with its key: to build it costs most of it."""
    statement = upsert(dialect, timers)
    moved = {name: statement.excluded[name] for name in ("payload", "due", "ring_at")}
    fresh = {"claim": None, "attempts": 0, "failure": None, "set_aside_at": None}
    return statement.on_conflict_do_update(
        index_elements=["guild_id", "plugin", "verb", "key"], set_=moved | fresh
    ).returning(timers.c.id)


def _timer(row: RowMapping) -> Timer:
    return Timer(
        id=TimerId(row["id"]),
        guild=GuildId(row["guild_id"]),
        plugin=row["plugin"],
        verb=row["verb"],
        payload=row["payload"],
        due=row["due"],
        attempt=row["attempts"],
    )
