"""A member sets something for later: it rings once, on time, also after failures and restarts."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from tika_bot.base.clock import StillClock
from tika_bot.base.ids import GuildId
from tika_bot.core import tables
from tika_bot.core.timers import LEASE, PAUSES_S, Postponed, Timer, Timers
from tika_bot.storage.database import Database
from tika_bot.testing.facts import fact

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
HERE, THERE = GuildId(11), GuildId(12)
SOON = NOON + timedelta(minutes=5)


class Bell:
    """A job that remembers, and fails as often as it's told to."""

    def __init__(self, failures: int = 0) -> None:
        self.heard: asyncio.Queue[Timer] = asyncio.Queue()
        self.failures = failures

    async def ring(self, timer: Timer) -> None:
        self.heard.put_nowait(timer)
        if self.failures:
            self.failures -= 1
            raise ZeroDivisionError("the bell is broken")

    async def next(self) -> Timer:
        return await asyncio.wait_for(self.heard.get(), 10)


@pytest.fixture
def clock() -> StillClock:
    return StillClock(NOON)


@asynccontextmanager
async def running(timers: Timers, ring: Callable[[Timer], Awaitable[None]]) -> AsyncIterator[None]:
    task = asyncio.create_task(timers.run(ring))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def left(database: Database, guild: GuildId = HERE) -> int:
    async with database.reading(guild) as connection:
        query = select(func.count()).select_from(tables.timers).where(tables.timers.c.guild_id == guild)
        return (await connection.execute(query)).scalar_one()


def move(clock: StillClock, timers: Timers, by: timedelta) -> None:
    clock.advance(by)
    timers.wake()


async def test_a_timer_rings_once_when_it_is_due(database: Database, clock: StillClock) -> None:
    timers, bell = Timers(database, clock), Bell()

    async with running(timers, bell.ring):
        id_ = await timers.at(SOON, "reminders", "ring", {"who": "7"}, guild=HERE)
        assert await left(database) == 1
        assert await left(database, THERE) == 0
        move(clock, timers, timedelta(minutes=5))
        timer = await bell.next()
        await fact(lambda: none_left(database))

    assert (timer.id, timer.guild, timer.plugin, timer.verb) == (id_, HERE, "reminders", "ring")
    assert (timer.payload, timer.due, timer.attempt) == ({"who": "7"}, SOON, 1)
    assert bell.heard.empty()


async def none_left(database: Database) -> bool:
    return await left(database) == 0


async def test_what_became_due_while_we_were_away_rings_at_the_start(
    database: Database, clock: StillClock
) -> None:
    await Timers(database, clock).at(SOON, "reminders", "ring", {}, guild=HERE)
    clock.advance(timedelta(days=3))
    bell = Bell()

    async with running(Timers(database, clock), bell.ring):
        assert (await bell.next()).due == SOON


async def test_an_undone_transaction_sets_no_timer(database: Database, clock: StillClock) -> None:
    timers = Timers(database, clock)

    async def change_of_mind() -> None:
        async with database.writing(HERE):
            await timers.at(SOON, "reminders", "ring", {}, guild=HERE)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await change_of_mind()

    assert await left(database) == 0


async def test_an_earlier_timer_is_noticed_without_a_wake(database: Database, clock: StillClock) -> None:
    timers, bell = Timers(database, clock), Bell()

    async with running(timers, bell.ring):
        await timers.at(NOON + timedelta(days=1), "reminders", "late", {}, guild=HERE)
        await timers.at(NOON, "reminders", "now", {}, guild=HERE)

        assert (await bell.next()).verb == "now"


async def test_a_cancelled_timer_stays_silent(database: Database, clock: StillClock) -> None:
    timers, bell = Timers(database, clock), Bell()
    gone = await timers.at(SOON, "reminders", "ring", {"n": 1}, guild=HERE)
    await timers.at(SOON, "reminders", "ring", {"n": 2}, guild=HERE)

    assert not await timers.cancel(gone, guild=THERE)
    assert await timers.cancel(gone, guild=HERE)
    assert not await timers.cancel(gone, guild=HERE)

    async with running(timers, bell.ring):
        move(clock, timers, timedelta(hours=1))
        assert (await bell.next()).payload == {"n": 2}
        await fact(lambda: none_left(database))
    assert bell.heard.empty()


async def test_the_same_key_moves_the_timer(database: Database, clock: StillClock) -> None:
    timers = Timers(database, clock)

    first = await timers.at(SOON, "levels", "reset", {"n": 1}, guild=HERE, key="week")
    again = await timers.at(SOON + LEASE, "levels", "reset", {"n": 2}, guild=HERE, key="week")
    await timers.at(SOON, "levels", "reset", {}, guild=THERE, key="week")

    assert again == first
    assert await left(database) == 1
    assert await timers.cancel_key("levels", "reset", "week", guild=HERE)
    assert await left(database) == 0
    assert await left(database, THERE) == 1


async def test_a_job_that_sets_its_own_key_anew_keeps_the_next_one(
    database: Database, clock: StillClock
) -> None:
    timers, bell = Timers(database, clock), Bell()

    async def weekly(timer: Timer) -> None:
        await timers.at(timer.due + timedelta(days=7), "levels", "reset", {}, guild=HERE, key="week")
        await bell.ring(timer)

    await timers.at(SOON, "levels", "reset", {}, guild=HERE, key="week")
    async with running(timers, weekly):
        move(clock, timers, timedelta(hours=1))
        await bell.next()
        move(clock, timers, timedelta(days=7))
        assert (await bell.next()).due == SOON + timedelta(days=7)

    assert await left(database) == 1


async def test_after_a_failure_it_rings_again_later(database: Database, clock: StillClock) -> None:
    timers, bell = Timers(database, clock), Bell(failures=2)
    await timers.at(NOON, "reminders", "ring", {}, guild=HERE)

    async with running(timers, bell.ring):
        assert (await bell.next()).attempt == 1
        for attempt in (2, 3):
            await fact(lambda: unclaimed(database))
            assert bell.heard.empty()
            move(clock, timers, timedelta(seconds=PAUSES_S[attempt - 2]))
            assert (await bell.next()).attempt == attempt
        await fact(lambda: none_left(database))


async def unclaimed(database: Database) -> bool:
    async with database.reading(HERE) as connection:
        query = select(tables.timers.c.claim).where(tables.timers.c.guild_id == HERE)
        return (await connection.execute(query)).scalar_one() is None


async def test_after_ten_failures_it_is_set_aside_for_the_operator(
    database: Database, clock: StillClock
) -> None:
    timers, bell = Timers(database, clock), Bell(failures=10)
    id_ = await timers.at(NOON, "reminders", "ring", {}, guild=HERE)

    async with running(timers, bell.ring):
        for _ in range(10):
            await bell.next()
            await fact(lambda: unclaimed(database))
            move(clock, timers, timedelta(hours=5))
        [(timer, failure)] = await timers.set_aside()
        assert bell.heard.empty()
        assert (timer.id, timer.attempt) == (id_, 10)
        assert failure == "ZeroDivisionError: the bell is broken"

        assert not await timers.retry(id_, guild=THERE)
        assert await timers.retry(id_, guild=HERE)
        assert (await bell.next()).attempt == 1
        await fact(lambda: none_left(database))


async def test_after_a_crash_in_the_middle_it_rings_again(database: Database, clock: StillClock) -> None:
    timers, bell = Timers(database, clock), Bell()
    await timers.at(NOON, "reminders", "ring", {}, guild=HERE)

    async def stuck(timer: Timer) -> None:
        await bell.ring(timer)
        await asyncio.Event().wait()

    async with running(timers, stuck):
        first = await bell.next()
    async with running(timers, bell.ring):
        move(clock, timers, LEASE)
        again = await bell.next()

    assert (again.id, again.attempt) == (first.id, 2)


async def test_the_next_process_takes_over_at_once_what_a_dead_one_was_ringing(
    database: Database, clock: StillClock
) -> None:
    dead, bell = Timers(database, clock), Bell()
    await dead.at(NOON, "reminders", "ring", {}, guild=HERE)
    later = await dead.at(NOON + timedelta(hours=1), "reminders", "ring", {}, guild=THERE)

    async def stuck(timer: Timer) -> None:
        await bell.ring(timer)
        await asyncio.Event().wait()

    async with running(dead, stuck):
        first = await bell.next()
    heir = Timers(database, clock)
    await heir.take_over()
    async with running(heir, bell.ring):
        again = await bell.next()

    assert (again.id, again.attempt) == (first.id, 2)
    assert later != again.id


async def test_a_postponed_timer_waits_and_is_not_a_failure(database: Database, clock: StillClock) -> None:
    timers, bell = Timers(database, clock), Bell()
    is_off = True

    async def ring(timer: Timer) -> None:
        await bell.ring(timer)
        if is_off:
            raise Postponed(clock.now() + timedelta(days=1))

    await timers.at(NOON, "reminders", "ring", {}, guild=HERE)
    async with running(timers, ring):
        await bell.next()
        await fact(lambda: unclaimed(database))
        move(clock, timers, timedelta(hours=1))
        is_off = False
        await timers.release("reminders", guild=THERE)
        assert bell.heard.empty()
        await timers.release("reminders", guild=HERE)

        assert (await bell.next()).attempt == 1
        await fact(lambda: none_left(database))


async def test_two_runners_never_ring_the_same_timer(database: Database, clock: StillClock) -> None:
    one, other = Timers(database, clock), Timers(database, clock)
    heard: list[int] = []

    async def ring(timer: Timer) -> None:
        heard.append(timer.id)
        await asyncio.sleep(0)

    set_ = [await one.at(NOON, "p", "v", {}, guild=GuildId(number % 7 + 1)) for number in range(200)]

    async def all_gone() -> bool:
        async with database.house("core.timers", writes=False) as connection:
            query = select(func.count()).select_from(tables.timers)
            return (await connection.execute(query)).scalar_one() == 0

    async with running(one, ring), running(other, ring):
        await fact(all_gone)

    assert sorted(heard) == sorted(set_)


async def test_a_hanging_job_does_not_hold_up_the_others(database: Database, clock: StillClock) -> None:
    timers, bell = Timers(database, clock), Bell()

    async def ring(timer: Timer) -> None:
        if timer.verb == "hang":
            await asyncio.Event().wait()
        await bell.ring(timer)

    async with running(timers, ring):
        for _ in range(10):
            await timers.at(NOON, "p", "hang", {}, guild=HERE)
        await timers.at(NOON, "p", "fine", {}, guild=HERE)

        assert (await bell.next()).verb == "fine"


async def test_the_next_timer_is_found_by_an_index(database: Database) -> None:
    async with database.house("core.timers") as connection:
        rows = [
            {
                "guild_id": 5,
                "id": number,
                "plugin": "p",
                "verb": "v",
                "payload": {},
                "due": NOON + timedelta(seconds=number),
                "ring_at": NOON + timedelta(seconds=number),
            }
            for number in range(1, 3001)
        ]
        await connection.execute(tables.timers.insert(), rows)
        if database.dialect == "postgresql":
            await connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
            explain = "EXPLAIN "
        else:
            explain = "EXPLAIN QUERY PLAN "
        sql = "SELECT min(ring_at) FROM core_timers WHERE set_aside_at IS NULL"
        plan = (await connection.exec_driver_sql(explain + sql)).all()

    assert "core_timers_next" in str(plan)
