"""A commit that has begun ends, whoever is cancelled meanwhile."""

import asyncio

import pytest

from tika_bot.storage.settling import settled


async def test_the_work_ends_before_the_cancellation_goes_on() -> None:
    begun, may_end, ended = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def commit() -> None:
        begun.set()
        await may_end.wait()
        ended.set()

    task = asyncio.create_task(settled(commit()))
    await begun.wait()
    for _ in range(3):
        task.cancel()
        await asyncio.sleep(0)
    assert not task.done()
    may_end.set()

    with pytest.raises(asyncio.CancelledError):
        await task
    assert ended.is_set()


async def test_its_result_and_its_error_come_through() -> None:
    async def work(number: int) -> float:
        return 1 / number

    assert await settled(work(2)) == 0.5
    with pytest.raises(ZeroDivisionError):
        await settled(work(0))
