"""A service changes several things at once: all of it happens, or nothing, and no other guild sees it."""

import asyncio
import contextlib
from datetime import UTC, datetime

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from tika_bot.base.errors import Broken
from tika_bot.base.ids import GuildId
from tika_bot.core import tables
from tika_bot.storage.database import Database

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
HERE, THERE = GuildId(11), GuildId(12)


@pytest.fixture(params=["sqlite", "sqlite_file", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Database:
    made: Database = request.getfixturevalue(f"{request.param}_database")
    return made


async def greet(database: Database, guild: GuildId) -> None:
    async with database.writing(guild) as connection:
        await connection.execute(tables.greetings.insert().values(guild_id=guild, greeted_at=NOON))


async def greet_and_fail(database: Database) -> None:
    async with database.writing(HERE):
        await greet(database, HERE)
        raise ZeroDivisionError


async def greeted(database: Database, guild: GuildId) -> int:
    async with database.reading(guild) as connection:
        query = select(func.count()).select_from(tables.greetings).where(tables.greetings.c.guild_id == guild)
        return (await connection.execute(query)).scalar_one()


async def test_what_was_written_is_read_by_its_guild_alone(database: Database) -> None:
    await greet(database, HERE)

    assert await greeted(database, HERE) == 1
    assert await greeted(database, THERE) == 0


async def test_an_exception_undoes_everything(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        await greet_and_fail(database)

    assert await greeted(database, HERE) == 0


async def test_an_inner_block_joins_the_open_transaction(database: Database) -> None:
    async with database.writing(HERE) as outer:
        await greet(database, HERE)

        async with database.reading(HERE) as inner:
            assert inner is outer
        assert await greeted(database, HERE) == 1


async def test_another_guild_is_out_of_reach_inside_a_transaction(database: Database) -> None:
    async with database.writing(HERE):
        with pytest.raises(Broken):
            await greet(database, THERE)

    assert await greeted(database, THERE) == 0


async def test_the_house_is_out_of_reach_inside_a_guilds_transaction(database: Database) -> None:
    async with database.writing(HERE):
        with pytest.raises(Broken):
            async with database.house("core.backup"):
                pass


async def test_writing_inside_reading_is_refused(database: Database) -> None:
    async with database.reading(HERE):
        with pytest.raises(Broken):
            await greet(database, HERE)


async def test_reading_cannot_write(database: Database) -> None:
    with pytest.raises(DBAPIError):
        async with database.reading(HERE) as connection:
            await connection.execute(tables.greetings.insert().values(guild_id=HERE, greeted_at=NOON))

    assert await greeted(database, HERE) == 0


async def test_everything_joins_the_house(database: Database) -> None:
    async with database.house("core.backup") as house:
        await greet(database, HERE)
        await greet(database, THERE)

        assert (await house.execute(select(func.count()).select_from(tables.greetings))).scalar_one() == 2


async def test_only_listed_callers_get_the_house(database: Database) -> None:
    with pytest.raises(Broken):
        async with database.house("somebody.else"):
            pass


async def test_a_half_done_inner_step_is_never_committed(database: Database) -> None:
    async def careless() -> None:
        async with database.writing(HERE):
            with contextlib.suppress(ZeroDivisionError):
                await greet_and_fail(database)

    with pytest.raises(Broken):
        await careless()

    assert await greeted(database, HERE) == 0


async def test_a_child_task_has_a_transaction_of_its_own(database: Database) -> None:
    async with database.reading(HERE):
        child = asyncio.create_task(greet(database, THERE))
    await child

    assert await greeted(database, THERE) == 1


async def test_a_callback_runs_after_the_commit_and_not_after_a_rollback(database: Database) -> None:
    heard: list[str] = []

    database.after_commit(lambda: heard.append("at once"))
    async with database.writing(HERE):
        database.after_commit(lambda: heard.append("committed"))
        assert heard == ["at once"]
    with contextlib.suppress(ZeroDivisionError):
        async with database.writing(HERE):
            database.after_commit(lambda: heard.append("undone"))
            raise ZeroDivisionError

    assert heard == ["at once", "committed"]


async def test_what_is_put_off_happens_once_inside_the_transaction_when_all_else_is_done(
    database: Database,
) -> None:
    heard: list[object] = []

    async def end(items: list[object]) -> None:
        heard.append((items, await greeted(database, HERE)))
        async with database.writing(HERE) as connection:
            await connection.execute(tables.guilds.insert().values(guild_id=HERE, joined_at=NOON))

    async with database.writing(HERE):
        database.before_commit(end, 1)
        async with database.writing(HERE):
            database.before_commit(end, 2)
        await greet(database, HERE)
        assert heard == []

    assert heard == [([1, 2], 1)]
    assert (await joined(database, HERE), await joined(database, THERE)) == (1, 0)


async def test_what_is_put_off_can_put_off_more_and_can_undo_all(database: Database) -> None:
    async def fail(items: list[object]) -> None:
        raise ZeroDivisionError

    async def end(items: list[object]) -> None:
        database.before_commit(fail, None)

    async def greet_and_end() -> None:
        async with database.writing(HERE):
            await greet(database, HERE)
            database.before_commit(end, None)

    with pytest.raises(ZeroDivisionError):
        await greet_and_end()

    assert await greeted(database, HERE) == 0


async def test_nothing_is_put_off_in_a_transaction_that_fails_or_where_none_is(database: Database) -> None:
    async def end(items: list[object]) -> None:
        raise AssertionError

    with contextlib.suppress(ZeroDivisionError):
        async with database.writing(HERE):
            database.before_commit(end, None)
            raise ZeroDivisionError
    with pytest.raises(Broken, match="nothing is open"):
        database.before_commit(end, None)


async def test_a_crowd_of_writers_loses_nothing(database: Database) -> None:
    guilds = [GuildId(number) for number in range(1000, 1050)]

    await asyncio.gather(*(greet(database, guild) for guild in guilds))

    assert [await greeted(database, guild) for guild in guilds] == [1] * 50


async def test_a_failed_statement_leaves_the_others_alone(database: Database) -> None:
    await greet(database, HERE)

    outcomes = await asyncio.gather(
        *(greet(database, GuildId(number)) for number in range(30, 40)),
        greet(database, HERE),
        *(greet(database, GuildId(number)) for number in range(40, 50)),
        return_exceptions=True,
    )

    assert [type(outcome) for outcome in outcomes if outcome is not None] == [IntegrityError]
    assert [await greeted(database, GuildId(number)) for number in range(30, 50)] == [1] * 20


async def test_a_cancelled_writer_leaves_nothing_and_blocks_nobody(database: Database) -> None:
    inside = asyncio.Event()

    async def stuck() -> None:
        async with database.writing(HERE):
            await greet(database, HERE)
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(stuck())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert await greeted(database, HERE) == 0
    await greet(database, HERE)
    assert await greeted(database, HERE) == 1


@pytest.mark.parametrize("steps", range(0, 60, 3))
async def test_a_cancellation_at_any_moment_is_all_or_nothing(database: Database, steps: int) -> None:
    """Cancel after a number of turns of the loop, so that each await inside gets its share."""
    others = [asyncio.create_task(greet(database, GuildId(number))) for number in range(100, 105)]
    victim = asyncio.create_task(greet_twice(database))
    for _ in range(steps):
        await asyncio.sleep(0)
    victim.cancel()
    outcome = (await asyncio.gather(victim, return_exceptions=True))[0]
    await asyncio.gather(*others)

    assert await greeted(database, HERE) == await joined(database, HERE)
    if outcome is None:
        assert await greeted(database, HERE) == 1
    assert [await greeted(database, GuildId(number)) for number in range(100, 105)] == [1] * 5


async def greet_twice(database: Database) -> None:
    async with database.writing(HERE) as connection:
        await greet(database, HERE)
        await connection.execute(tables.guilds.insert().values(guild_id=HERE, joined_at=NOON))


async def joined(database: Database, guild: GuildId) -> int:
    async with database.reading(guild) as connection:
        query = select(func.count()).select_from(tables.guilds).where(tables.guilds.c.guild_id == guild)
        return (await connection.execute(query)).scalar_one()


async def test_a_cancelled_reader_keeps_its_connection(sqlite_file_database: Database) -> None:
    made: list[object] = []
    event.listen(sqlite_file_database.side.engines[1].sync_engine, "connect", lambda *new: made.append(new))
    count = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 300000) SELECT sum(i) FROM n"
    )
    begun = asyncio.Event()

    async def read() -> None:
        async with sqlite_file_database.reading(HERE) as connection:
            begun.set()
            await connection.exec_driver_sql(count)

    task = asyncio.create_task(read())
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert await greeted(sqlite_file_database, HERE) == 0
    assert len(made) == 1
