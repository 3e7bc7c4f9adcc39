"""Background tasks end with whoever started them."""

import asyncio

from structlog.testing import capture_logs

from tika_bot.core.nursery import Nursery


async def test_closing_ends_what_still_runs_and_waits_for_it() -> None:
    nursery, ended, begun = Nursery("levels"), list[str](), asyncio.Event()

    async def work() -> None:
        try:
            begun.set()
            await asyncio.Event().wait()
        finally:
            ended.append("tidied")

    nursery.start(work(), name="waiting")
    await begun.wait()
    await nursery.close()

    assert ended == ["tidied"] and len(nursery) == 0


async def test_a_task_that_fails_is_logged_once_with_its_name() -> None:
    async def explode() -> None:
        raise ZeroDivisionError

    nursery = Nursery("levels")
    with capture_logs() as logs:
        await asyncio.wait({nursery.start(explode(), name="flush")})
        await nursery.close()

    assert [(line["event"], line["task"]) for line in logs] == [("task.failed", "levels:flush")]


async def test_nothing_starts_after_closing() -> None:
    nursery, ran = Nursery("levels"), list[str]()

    async def work() -> None:
        ran.append("ran")

    await nursery.close()
    await asyncio.wait({nursery.start(work(), name="late")})

    assert ran == []
