"""Many members write at once: they share the disk's time, and "done" still means done."""

import asyncio
import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from tika_bot.base.ids import GuildId
from tika_bot.core import tables
from tika_bot.storage.database import Database
from tika_bot.storage.faults import DatabaseCrowded, DatabaseFull

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


async def greet(database: Database, guild: int) -> None:
    async with database.writing(GuildId(guild)) as connection:
        await connection.execute(tables.greetings.insert().values(guild_id=guild, greeted_at=NOON))


@contextlib.contextmanager
def outside(path: Path) -> Iterator[sqlite3.Connection]:
    """Look at the file as another process would: only what is committed is there."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        yield connection


def greeted(path: Path) -> set[int]:
    with outside(path) as connection:
        return {guild for (guild,) in connection.execute("SELECT guild_id FROM core_greetings")}


@pytest.fixture
def path(sqlite_file_database: Database, tmp_path: Path) -> Path:
    return tmp_path / "tika.db"


async def said_to(database: Database) -> list[str]:
    """Return a list that grows with every statement that the writer's connection runs from now on."""
    said: list[str] = []
    async with database.side.engine.connect() as connection:
        driver: Any = (await connection.get_raw_connection()).driver_connection
        await driver.set_trace_callback(said.append)
    return said


async def test_a_crowd_shares_commits(sqlite_file_database: Database, path: Path) -> None:
    said = await said_to(sqlite_file_database)

    await asyncio.gather(*(greet(sqlite_file_database, guild) for guild in range(1, 101)))

    assert greeted(path) == set(range(1, 101))
    assert said.count("COMMIT") <= 10


async def test_whoever_is_alone_pays_for_nobody_else(sqlite_file_database: Database) -> None:
    said = await said_to(sqlite_file_database)

    await greet(sqlite_file_database, 1)

    assert [statement.split()[0] for statement in said] == ["BEGIN", "INSERT", "COMMIT"]


async def test_nobody_is_told_before_it_is_on_the_disk(sqlite_file_database: Database, path: Path) -> None:
    async def greet_and_look(guild: int) -> bool:
        await greet(sqlite_file_database, guild)
        return guild in greeted(path)

    assert all(await asyncio.gather(*(greet_and_look(guild) for guild in range(1, 51))))


async def test_callbacks_come_after_the_shared_commit(sqlite_file_database: Database, path: Path) -> None:
    on_disk: list[bool] = []

    async def greet_and_note(guild: int) -> None:
        async with sqlite_file_database.writing(GuildId(guild)):
            await greet(sqlite_file_database, guild)
            sqlite_file_database.after_commit(lambda: on_disk.append(guild in greeted(path)))

    await asyncio.gather(*(greet_and_note(guild) for guild in range(1, 21)))

    assert on_disk == [True] * 20


async def test_one_who_fails_takes_nobody_along(sqlite_file_database: Database, path: Path) -> None:
    await greet(sqlite_file_database, 13)

    outcomes = await asyncio.gather(
        *(greet(sqlite_file_database, guild) for guild in range(1, 31)), return_exceptions=True
    )

    assert [type(outcome) for outcome in outcomes if outcome is not None] == [IntegrityError]
    assert greeted(path) == set(range(1, 31))


@pytest.mark.parametrize("gives_up", [False, True])
async def test_who_writes_nothing_is_in_nobodys_way(
    sqlite_file_database: Database, path: Path, *, gives_up: bool
) -> None:
    async def think_twice() -> None:
        async with sqlite_file_database.writing(GuildId(13)):
            if gives_up:
                raise ValueError

    with contextlib.suppress(ValueError):
        await think_twice()
    crowd = [greet(sqlite_file_database, 1), think_twice(), greet(sqlite_file_database, 2), think_twice()]
    await asyncio.gather(*crowd, return_exceptions=True)

    await greet(sqlite_file_database, 3)
    assert greeted(path) == {1, 2, 3}


async def test_a_full_disk_is_told_to_all_and_passes(sqlite_file_database: Database, path: Path) -> None:
    database = sqlite_file_database
    async with database.house("core.backup") as connection:
        pages = (await connection.exec_driver_sql("PRAGMA page_count")).scalar_one()
        await connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 4}")

    async def write_much(guild: int) -> None:
        async with database.writing(GuildId(guild)) as connection:
            row = {"guild_id": guild, "plugin": "p", "version": 1, "changed_by": 1, "changed_at": NOON}
            await connection.execute(tables.settings.insert().values(document="x" * 50_000, **row))

    outcomes = await asyncio.gather(*(write_much(guild) for guild in range(10)), return_exceptions=True)
    assert {type(outcome) for outcome in outcomes} == {DatabaseFull}

    async with database.side.engine.connect() as connection:
        await connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    await write_much(99)
    with outside(path) as connection:
        assert connection.execute("SELECT guild_id FROM core_settings").fetchall() == [(99,)]


async def test_readers_do_not_wait_for_a_writer(sqlite_file_database: Database) -> None:
    async with sqlite_file_database.writing(GuildId(1)):
        await greet(sqlite_file_database, 1)

        async def look() -> int:
            async with sqlite_file_database.reading(GuildId(1)) as connection:
                mine = tables.greetings.select().where(tables.greetings.c.guild_id == 1)
                return len((await connection.execute(mine)).all())

        seen = await asyncio.wait_for(asyncio.create_task(look()), 10)

    assert seen == 0


async def test_who_waits_too_long_for_the_writer_is_told() -> None:
    database = await Database.open("sqlite://", acquire_timeout_s=0.01)
    async with database, database.writing(GuildId(1)):
        with pytest.raises(DatabaseCrowded):
            await asyncio.create_task(greet(database, 2))
