"""The round that timers and outbox make: see what is due, claim it, do it side by side, sleep.

The sleeper holds no connection. It wakes for the next due moment, for news, and now and then by itself,
since another process may have written something without our knowing.
"""

import asyncio
import math
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog

from tika_bot.base.clock import Clock
from tika_bot.base.errors import Busy
from tika_bot.storage.faults import words_of

LONGEST_SLEEP = timedelta(seconds=30)

GATHERED_S = 0.02
"""A round for one free place costs as much as one for all, and those under way may be about to end, too."""

Job = Callable[[], Awaitable[None]]


class Rounds:
    """A keeper of due work, ``at_once`` jobs at a time and, over time, at most ``per_s`` a second.

    ``trouble`` says what fails again and again, for health, None if nothing.
    """

    trouble: str | None = None

    def __init__(self, name: str, clock: Clock, *, at_once: int, per_s: float = math.inf) -> None:
        self._log = structlog.get_logger().bind(rounds=name)
        self._clock = clock
        self._at_once = self._room = at_once
        self.per_s = per_s
        self._free_at = 0.0
        self._news = asyncio.Event()
        self._sleeps_until: datetime | None = None

    def wake(self) -> None:
        """Look again at once."""
        self._news.set()

    def expect(self, due: datetime) -> None:
        """Wake if ``due`` is before the moment at which we would wake anyway."""
        if self._sleeps_until is None or due < self._sleeps_until:
            self._news.set()

    async def run(
        self,
        next_at: Callable[[], Awaitable[datetime | None]],
        claim: Callable[[int], Awaitable[list[Job]]],
    ) -> None:
        """For ever: ask ``next_at``, and when that moment is there, start what ``claim`` hands out.

        ``claim`` is told how many jobs there is room for. A job that raises is logged and forgotten: jobs
        keep their own books. Cancelled, this cancels the jobs under way too.
        """
        async with asyncio.TaskGroup() as jobs:
            while True:
                self._news.clear()
                pause = await self._guarded(next_at, claim, jobs)
                await self._sleep(pause)

    async def _guarded(
        self,
        next_at: Callable[[], Awaitable[datetime | None]],
        claim: Callable[[int], Awaitable[list[Job]]],
        jobs: asyncio.TaskGroup,
    ) -> timedelta:
        try:
            pause = await self._once(next_at, claim, jobs)
        except Busy as error:
            if self.trouble is None:
                self._log.warning("rounds.busy", error=repr(error.__cause__ or error))
            self.trouble = f"waits for the database: {words_of(error)}"
            return timedelta(seconds=1)
        except Exception as error:  # noqa: BLE001 the runner must outlive anything
            self.trouble = repr(error)
            self._log.exception("rounds.failed")
            return timedelta(seconds=5)
        if self.trouble is not None:
            self._log.info("rounds.goes_on")
        self.trouble = None
        return pause

    async def _once(
        self,
        next_at: Callable[[], Awaitable[datetime | None]],
        claim: Callable[[int], Awaitable[list[Job]]],
        jobs: asyncio.TaskGroup,
    ) -> timedelta:
        gathering_s = GATHERED_S if 0 < self._room < self._at_once else 0.0
        pause_s = max(gathering_s, self._free_at - asyncio.get_running_loop().time())
        if pause_s > 0:
            await asyncio.sleep(pause_s)
        if not self._room:
            return LONGEST_SLEEP  # the next job that ends wakes us
        due = await next_at()
        if due is None:
            return LONGEST_SLEEP
        if due > self._clock.now():
            return due - self._clock.now()
        claimed = await claim(self._room)
        self._free_at = asyncio.get_running_loop().time() + len(claimed) / self.per_s
        for job in claimed:
            self._room -= 1
            jobs.create_task(self._do(job))
        return timedelta(0)

    async def _do(self, job: Job) -> None:
        try:
            await job()
        except Exception:  # noqa: BLE001 nobody else would hear of it, and the other jobs go on
            self._log.exception("rounds.job_failed")
        finally:
            self._room += 1
            self.wake()

    async def _sleep(self, pause: timedelta) -> None:
        pause = min(pause, LONGEST_SLEEP)
        self._sleeps_until = self._clock.now() + pause
        try:
            async with asyncio.timeout(max(0.0, pause.total_seconds())):
                await self._news.wait()
        except TimeoutError:
            return
        finally:
            self._sleeps_until = None
