"""A service says something in Discord: once, in order, and also after a crash."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, func, select
from structlog.testing import capture_logs

from tika_bot.base.clock import StillClock
from tika_bot.base.errors import Busy
from tika_bot.base.ids import ChannelId, GuildId, MessageId, UserId
from tika_bot.core import tables
from tika_bot.core.outbox import LEASE, PATIENCE, Outbox, OutboxRow, Place, Send, Undeliverable, nonce_of
from tika_bot.core.outbox.gathering import Gathers, never
from tika_bot.storage.database import Database
from tika_bot.testing.facts import fact

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
HERE, THERE = GuildId(11), GuildId(12)
GENERAL = Place(HERE, ChannelId(100))
VIEW = ("levels", "rank_up")


class Discord:
    """Takes what is sent, and fails when it's told to."""

    def __init__(self, *failures: Exception) -> None:
        self.seen: asyncio.Queue[OutboxRow] = asyncio.Queue()
        self.failures = list(failures)

    async def send(self, row: OutboxRow) -> MessageId:
        self.seen.put_nowait(row)
        if self.failures:
            raise self.failures.pop(0)
        return row.message or MessageId(row.id)

    async def never_return(self, row: OutboxRow) -> MessageId:
        await self.send(row)
        return await asyncio.Future()

    async def next(self) -> OutboxRow:
        return await asyncio.wait_for(self.seen.get(), 10)


@pytest.fixture
def clock() -> StillClock:
    return StillClock(NOON)


@pytest.fixture
def outbox(database: Database, clock: StillClock) -> Outbox:
    return Outbox(database, clock)


def gathers(plugin: str, view: str) -> bool:
    return plugin == "levels"


@asynccontextmanager
async def running(outbox: Outbox, send: Send, gathers: Gathers = never) -> AsyncIterator[None]:
    task = asyncio.create_task(outbox.run(send, gathers))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def state(database: Database, key: str, guild: GuildId = HERE) -> str | None:
    async with database.reading(guild) as connection:
        query = select(tables.outbox.c.state).where(
            tables.outbox.c.guild_id == guild, tables.outbox.c.key == key
        )
        found: str | None = (await connection.execute(query)).scalar()
        return found


async def become(database: Database, key: str, wanted: str, guild: GuildId = HERE) -> None:
    async def holds() -> bool:
        return await state(database, key, guild) == wanted

    await fact(holds)


def move(clock: StillClock, outbox: Outbox, by: timedelta) -> None:
    clock.advance(by)
    outbox.wake()


async def test_what_is_posted_is_sent_and_its_message_known(database: Database, outbox: Outbox) -> None:
    discord = Discord()

    async with running(outbox, discord.send):
        await outbox.post(GENERAL, view=VIEW, data={"level": 5}, key="up:7:5")
        row = await discord.next()
        await become(database, "up:7:5", "sent")

    assert (row.place, row.plugin, row.view, row.data) == (GENERAL, "levels", "rank_up", {"level": 5})
    assert (row.message, row.tried_at, row.attempt) == (None, None, 1)
    assert await outbox.message("up:7:5", guild=HERE) == row.id
    assert await outbox.message("up:7:5", guild=THERE) is None
    assert await state(database, "up:7:5", THERE) is None


async def test_a_key_posted_twice_is_said_once(outbox: Outbox) -> None:
    discord = Discord()

    for _ in range(2):
        await outbox.post(GENERAL, view=VIEW, data={}, key="same")
    await outbox.post(GENERAL, view=VIEW, data={}, key="other")
    async with running(outbox, discord.send):
        assert [(await discord.next()).key, (await discord.next()).key] == ["same", "other"]
    assert discord.seen.empty()


async def test_an_undone_transaction_says_nothing(database: Database, outbox: Outbox) -> None:
    async def change_of_mind() -> None:
        async with database.writing(HERE):
            await outbox.post(GENERAL, view=VIEW, data={}, key="k")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await change_of_mind()

    assert await state(database, "k") is None


async def test_a_place_hears_things_in_order(database: Database, outbox: Outbox, clock: StillClock) -> None:
    discord = Discord(Busy())
    for number in range(5):
        await outbox.post(GENERAL, view=VIEW, data={}, key=str(number))
    await outbox.post(Place(HERE, ChannelId(101)), view=VIEW, data={}, key="elsewhere")

    async with running(outbox, discord.send):
        first = {(await discord.next()).key, (await discord.next()).key}
        await become(database, "elsewhere", "sent")
        assert discord.seen.empty()
        move(clock, outbox, timedelta(minutes=1))
        rest = [(await discord.next()).key for _ in range(5)]

    assert first == {"0", "elsewhere"}
    assert rest == ["0", "1", "2", "3", "4"]


async def test_what_can_never_arrive_is_given_up_visibly(database: Database, outbox: Outbox) -> None:
    discord = Discord(Undeliverable("the channel is gone"))
    await outbox.post(GENERAL, view=VIEW, data={}, key="lost")
    await outbox.post(GENERAL, view=VIEW, data={}, key="next")

    async with running(outbox, discord.send):
        await discord.next()
        assert (await discord.next()).key == "next"

    [(row, why)] = await outbox.given_up()
    assert (row.key, why) == ("lost", "the channel is gone")


async def test_what_can_not_be_written_down_is_no_fault_of_ours(
    outbox: Outbox, database: Database, clock: StillClock
) -> None:
    async def send(row: OutboxRow) -> MessageId:
        await database.close()
        return MessageId(row.id)

    await outbox.post(GENERAL, view=VIEW, data={}, key="1")
    with capture_logs() as logs:
        async with running(outbox, send):

            async def is_noted() -> bool:
                return any(line["event"] == "rounds.busy" for line in logs)

            await fact(is_noted)

    assert all(line["log_level"] == "warning" for line in logs)


async def test_what_is_sent_side_by_side_is_stored_at_once(database: Database, outbox: Outbox) -> None:
    everybody, at_once = asyncio.Barrier(6), list[bool]()

    async def send(row: OutboxRow) -> MessageId:
        await everybody.wait()
        return MessageId(row.id)

    def watch(_: object, __: object, statement: str, ___: object, ____: object, is_many: bool) -> None:
        if "message_id=" in statement.partition("WHERE")[0]:
            at_once.append(is_many)

    event.listen(database.side.engine.sync_engine, "before_cursor_execute", watch)
    for number in range(6):
        place = Place((HERE, THERE)[number % 2], ChannelId(100 + number))
        await outbox.post(place, view=VIEW, data={}, key=str(number))

    async with running(outbox, send):
        for number in range(6):
            await become(database, str(number), "sent", (HERE, THERE)[number % 2])

    assert at_once == [True]
    assert await state(database, "1", HERE) is None


async def test_what_was_sent_just_before_the_end_is_stored(database: Database, outbox: Outbox) -> None:
    async def send(row: OutboxRow) -> MessageId:
        asyncio.get_running_loop().call_soon(task.cancel)
        return MessageId(row.id)

    await outbox.post(GENERAL, view=VIEW, data={}, key="last words")
    task = asyncio.create_task(outbox.run(send))
    await asyncio.wait([task], timeout=10)

    assert await state(database, "last words") == "sent"


async def test_after_a_day_of_being_busy_it_is_given_up(
    database: Database, outbox: Outbox, clock: StillClock
) -> None:
    discord = Discord(Busy(), Busy(), Busy())
    await outbox.post(GENERAL, view=VIEW, data={}, key="old")

    async with running(outbox, discord.send):
        await discord.next()
        await fact(lambda: unclaimed(database))
        move(clock, outbox, timedelta(hours=23))
        await discord.next()
        await fact(lambda: unclaimed(database))
        move(clock, outbox, PATIENCE)
        await become(database, "old", "failed")


async def unclaimed(database: Database) -> bool:
    async with database.reading(HERE) as connection:
        query = select(func.count()).where(
            tables.outbox.c.guild_id == HERE, tables.outbox.c.claim.is_not(None)
        )
        return (await connection.execute(query)).scalar_one() == 0


async def test_an_edit_changes_the_message_that_was_sent(database: Database, outbox: Outbox) -> None:
    discord = Discord()
    async with running(outbox, discord.send):
        await outbox.post(GENERAL, view=VIEW, data={"n": 1}, key="board")
        sent = await discord.next()
        await become(database, "board", "sent")

        assert await outbox.edit("board", guild=HERE, view=VIEW, data={"n": 2})
        assert not await outbox.edit("board", guild=THERE, view=VIEW, data={"n": 3})
        edited = await discord.next()

    assert (edited.message, edited.data, edited.nonce) == (sent.id, {"n": 2}, sent.nonce)


async def test_many_edits_become_one(database: Database, outbox: Outbox) -> None:
    discord = Discord()
    await outbox.post(GENERAL, view=VIEW, data={"n": 0}, key="board")
    for number in range(1, 10):
        await outbox.edit("board", guild=HERE, view=VIEW, data={"n": number})

    async with running(outbox, discord.send):
        assert (await discord.next()).data == {"n": 9}
        await become(database, "board", "sent")
    assert discord.seen.empty()


async def test_an_edit_while_it_is_being_sent_follows(database: Database, outbox: Outbox) -> None:
    discord, may_end = Discord(), asyncio.Event()

    async def slowly(row: OutboxRow) -> MessageId:
        message = await discord.send(row)
        await may_end.wait()
        return message

    async with running(outbox, slowly):
        await outbox.post(GENERAL, view=VIEW, data={"n": 1}, key="board")
        first = await discord.next()
        await outbox.edit("board", guild=HERE, view=VIEW, data={"n": 2})
        assert discord.seen.empty()
        may_end.set()
        second = await discord.next()
        await become(database, "board", "sent")

    assert (second.data, second.message) == ({"n": 2}, MessageId(first.id))


async def test_after_a_crash_the_next_runner_knows_that_somebody_tried(
    database: Database, outbox: Outbox, clock: StillClock
) -> None:
    discord = Discord()

    await outbox.post(GENERAL, view=VIEW, data={}, key="k")
    async with running(outbox, discord.never_return):
        first = await discord.next()
    async with running(outbox, discord.send):
        move(clock, outbox, LEASE)
        again = await discord.next()
        await become(database, "k", "sent")

    assert again.tried_at == NOON
    assert again.nonce == first.nonce == nonce_of(HERE, "k")
    assert len(again.nonce) <= 25
    assert nonce_of(THERE, "k") != again.nonce


async def test_the_next_process_takes_over_at_once_what_a_dead_one_was_sending(
    database: Database, outbox: Outbox, clock: StillClock
) -> None:
    discord = Discord()

    await outbox.post(GENERAL, view=VIEW, data={}, key="k")
    async with running(outbox, discord.never_return):
        await discord.next()
    heir = Outbox(database, clock)
    await heir.take_over()
    async with running(heir, discord.send):
        again = await discord.next()
        await become(database, "k", "sent")

    assert again.tried_at == NOON


async def test_what_waits_in_one_place_is_said_in_one_message(database: Database, outbox: Outbox) -> None:
    discord, elsewhere = Discord(), Place(THERE, ChannelId(100))
    for number in range(12):
        if number == 11:
            await outbox.post(GENERAL, view=("levels", "other news"), data={}, key="other")
        await outbox.post(GENERAL, view=VIEW, data={"n": number}, key=str(number))
        await outbox.post(elsewhere, view=VIEW, data={"n": -number}, key=str(number))
    await outbox.post(GENERAL, view=("reminders", "ring"), data={}, key="rings")
    await outbox.post(GENERAL, view=VIEW, data={"n": 12}, key="12")

    async with running(outbox, discord.send, gathers):
        said = [await discord.next() for _ in range(7)]
        await become(database, "12", "sent")
        await become(database, "11", "sent", THERE)

    here = [[one.key for one in row.all] for row in said if row.place == GENERAL]
    assert here == [[str(n) for n in range(10)], ["10", "11"], ["other"], ["rings"], ["12"]]
    there = [[one.data["n"] for one in row.all] for row in said if row.place == elsewhere]
    assert there == [[-n for n in range(10)], [-10, -11]]
    assert await outbox.message("9", guild=HERE) == await outbox.message("0", guild=HERE) == said[0].id
    assert discord.seen.empty()


async def test_no_message_holds_more_than_fits(outbox: Outbox) -> None:
    discord = Discord()
    for number in range(3):
        await outbox.post(GENERAL, view=VIEW, data={"text": "x" * 700}, key=str(number))

    async with running(outbox, discord.send, gathers):
        said = [await discord.next() for _ in range(2)]

    assert [[one.key for one in row.all] for row in said] == [["0", "1"], ["2"]]


async def test_what_is_refused_together_is_said_one_by_one(database: Database, outbox: Outbox) -> None:
    refused = Undeliverable("too long")
    discord = Discord(refused, refused)
    for number in range(3):
        await outbox.post(GENERAL, view=VIEW, data={}, key=str(number))

    async with running(outbox, discord.send, gathers):
        said = [[one.key for one in (await discord.next()).all] for _ in range(4)]
        await become(database, "2", "sent")

    assert said == [["0", "1", "2"], ["0"], ["1"], ["2"]]
    assert [row.key for row, _ in await outbox.given_up()] == ["0"]


async def test_after_a_crash_the_same_is_said_together_again(
    database: Database, outbox: Outbox, clock: StillClock
) -> None:
    discord = Discord()

    for key in ("0", "1"):
        await outbox.post(GENERAL, view=VIEW, data={}, key=key)
    async with running(outbox, discord.never_return, gathers):
        first = await discord.next()
    await outbox.post(GENERAL, view=VIEW, data={}, key="2")
    async with running(outbox, discord.send, gathers):
        move(clock, outbox, LEASE)
        again, last = await discord.next(), await discord.next()
        await become(database, "2", "sent")

    assert [[one.key for one in row.all] for row in (first, again, last)] == [["0", "1"], ["0", "1"], ["2"]]
    assert again.nonce == first.nonce


async def test_an_edit_is_told_alone(database: Database, outbox: Outbox) -> None:
    discord = Discord()
    await outbox.post(GENERAL, view=VIEW, data={"n": 1}, key="board")
    async with running(outbox, discord.send, gathers):
        await discord.next()
        await become(database, "board", "sent")
    await outbox.edit("board", guild=HERE, view=VIEW, data={"n": 2})
    await outbox.post(GENERAL, view=VIEW, data={}, key="news")

    async with running(outbox, discord.send, gathers):
        said = [[one.key for one in (await discord.next()).all] for _ in range(2)]

    assert said == [["board"], ["news"]]


async def test_two_runners_send_each_row_once(database: Database, outbox: Outbox, clock: StillClock) -> None:
    other, discord = Outbox(database, clock), Discord()
    for number in range(60):
        place = Place(HERE, ChannelId(100 + number % 6)) if number % 2 else Place.direct(UserId(number))
        await outbox.post(place, view=VIEW, data={}, key=str(number))

    async with running(outbox, discord.send), running(other, discord.send):
        keys = [(await discord.next()).key for _ in range(60)]
        await fact(lambda: nothing_waits(database))

    assert sorted(keys, key=int) == [str(number) for number in range(60)]
    assert discord.seen.empty()


async def nothing_waits(database: Database) -> bool:
    async with database.house("core.outbox", writes=False) as connection:
        query = select(func.count()).where(tables.outbox.c.state == "waiting")
        return (await connection.execute(query)).scalar_one() == 0


async def test_old_rows_are_swept(database: Database, outbox: Outbox, clock: StillClock) -> None:
    async with running(outbox, Discord().send):
        await outbox.post(GENERAL, view=VIEW, data={}, key="old")
        await become(database, "old", "sent")

    assert await outbox.sweep() == 0
    clock.advance(timedelta(days=15))
    assert await outbox.sweep() == 1


def test_a_place_is_a_channel_or_a_user() -> None:
    with pytest.raises(ValueError, match="a place is"):
        Place(HERE)

    assert Place.direct(UserId(7)) == Place(GuildId(7), user=UserId(7))
