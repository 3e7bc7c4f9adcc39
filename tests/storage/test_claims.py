"""Two processes want the same shards: one gets them, and the other learns it before it does any harm."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from sqlalchemy import make_url
from structlog.testing import capture_logs

from tika_bot.storage.claims import Claim, SessionClaim, ShardsTaken, while_ours
from tika_bot.storage.database import Database
from tika_bot.testing.doors import Door, a_door
from tika_bot.testing.facts import fact


@asynccontextmanager
async def taken(claim: Claim) -> AsyncIterator[Claim]:
    await claim.take()
    try:
        yield claim
    finally:
        await claim.close()


@asynccontextmanager
async def through(door: Door, **times: float) -> AsyncIterator[SessionClaim]:
    """Take a claim on everything through ``door``."""
    quick = {"looks_every_s": 0.01, "answers_s": 0.5} | times
    claim = SessionClaim(make_url(door.url), None, **quick)
    async with taken(claim):
        yield claim


async def test_a_file_has_one_process(sqlite_file_database: Database) -> None:
    async with taken(sqlite_file_database.claim(None)) as claim:
        assert claim.is_ours
        with pytest.raises(ShardsTaken):
            await sqlite_file_database.claim((1,)).take()

    async with taken(sqlite_file_database.claim(None)):
        pass


async def test_a_database_in_memory_is_nobody_elses(sqlite_database: Database) -> None:
    async with taken(sqlite_database.claim(None)), taken(sqlite_database.claim(None)) as claim:
        assert claim.is_ours


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("mine", "theirs", "fits"),
    [(None, None, False), (None, (1,), False), ((0,), (1, 2), True), ((0, 1), (1, 2), False)],
)
async def test_shards_belong_to_one(
    postgres_database: Database, mine: Sequence[int] | None, theirs: Sequence[int] | None, fits: bool
) -> None:
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(taken(postgres_database.claim(mine)))
        if fits:
            await stack.enter_async_context(taken(postgres_database.claim(theirs)))
        else:
            with pytest.raises(ShardsTaken):
                await postgres_database.claim(theirs).take()

    async with taken(postgres_database.claim(theirs)):
        pass


@pytest.mark.postgres
async def test_a_session_that_is_cut_is_begun_anew(postgres_database: Database) -> None:
    async with a_door(postgres_database.url) as door, through(door) as claim:
        keeping = asyncio.create_task(claim.keep())
        door.cut()

        async def is_held_again() -> bool:
            try:
                async with taken(postgres_database.claim(None)):
                    return False
            except ShardsTaken:
                return True

        await fact(is_held_again)
        assert claim.is_ours and not keeping.done()
        keeping.cancel()


@pytest.mark.postgres
async def test_who_lost_it_stops_working(postgres_database: Database) -> None:
    async def work() -> None:
        await asyncio.get_running_loop().create_future()

    async with a_door(postgres_database.url) as door, through(door) as claim:
        working = asyncio.create_task(while_ours(claim, work()))
        door.shut()
        async with taken(postgres_database.claim((0,))):
            await door.open()

            with pytest.raises(ShardsTaken):
                await asyncio.wait_for(working, 10)


@pytest.mark.postgres
async def test_who_slept_believes_nothing_until_it_has_looked(postgres_database: Database) -> None:
    async with a_door(postgres_database.url) as door, through(door, lasts_s=0.2) as claim:

        async def is_doubtful() -> bool:
            return not claim.is_ours

        await fact(is_doubtful)  # nobody looked, as in a process that is frozen
        door.shut()
        with capture_logs() as logs:
            keeping = asyncio.create_task(claim.keep())

            async def has_looked_in_vain() -> bool:
                return len(logs) >= 3

            await fact(has_looked_in_vain)
        assert not claim.is_ours
        await door.open()

        async def is_ours() -> bool:
            return claim.is_ours

        await fact(is_ours)
        keeping.cancel()
