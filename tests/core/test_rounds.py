"""The database is away for a while: the rounds of timers and outbox wait, and say so once."""

import asyncio
from datetime import UTC, datetime

from structlog.testing import capture_logs

from tika_bot.base.clock import StillClock
from tika_bot.core.rounds import Job, Rounds
from tika_bot.storage.faults import DatabaseAway

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


async def nothing(room: int) -> list[Job]:
    return []


async def test_an_outage_is_told_once_in_words_and_once_when_it_is_over() -> None:
    rounds = Rounds("timers", StillClock(NOON), at_once=1)
    troubles: list[str | None] = []
    is_over = asyncio.Event()

    async def next_at() -> datetime | None:
        await asyncio.sleep(0)  # a database lets others run, too
        troubles.append(rounds.trouble)
        rounds.wake()  # no need to wait
        if len(troubles) <= 5:
            raise DatabaseAway from ConnectionRefusedError(111, "Connect call failed")
        if len(troubles) > 6:
            is_over.set()
        return None

    with capture_logs() as logs:
        task = asyncio.create_task(rounds.run(next_at, nothing))
        await asyncio.wait_for(is_over.wait(), 10)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    assert [line["event"] for line in logs] == ["rounds.busy", "rounds.goes_on"]
    assert troubles[1] == "waits for the database: [Errno 111] Connect call failed"
    assert troubles[0] is None and troubles[6] is None


async def test_no_more_is_done_in_a_second_than_may_be() -> None:
    rounds, waiting, done = Rounds("outbox", StillClock(NOON), at_once=2, per_s=20), [1] * 8, asyncio.Event()

    async def job() -> None:
        if not waiting:
            done.set()

    async def next_at() -> datetime | None:
        return NOON if waiting else None

    async def claim(room: int) -> list[Job]:
        taken = waiting[:room]
        del waiting[:room]
        return [job for _ in taken]

    begun = asyncio.get_running_loop().time()
    task = asyncio.create_task(rounds.run(next_at, claim))
    await asyncio.wait_for(done.wait(), 10)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    # Two at once, then a tenth of a second for each pair. How long it took beyond that says nothing.
    assert asyncio.get_running_loop().time() - begun >= 0.3
