"""An operator backs up while everything runs, loses the database, and gets it back."""

import asyncio
import contextlib
import os
import shutil
import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tika_bot.base.ids import GuildId
from tika_bot.core import tables
from tika_bot.storage import backup as backups
from tika_bot.storage.backup import BackupFailed, back_up, restore, rotate, superfluous
from tika_bot.storage.blobs import Blobs
from tika_bot.storage.database import Database
from tika_bot.storage.health import digest

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


async def audit(database: Database, guild: int, number: int) -> None:
    row = {
        "guild_id": guild,
        "id": number,
        "at": NOON + timedelta(milliseconds=number),
        "actor_id": 2**62,
        "action": "test 'quoted' — ünïcode",
        "details": {"n": number, "nothing": None},
    }
    async with database.writing(GuildId(guild)) as connection:
        await connection.execute(tables.audit.insert().values(row))


async def filled(database: Database) -> None:
    for number in range(1, 21):
        await audit(database, 11 + number % 2, number)


@pytest.fixture(params=["sqlite_file", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Database:
    if request.param == "postgres" and shutil.which("pg_dump") is None:
        pytest.skip("pg_dump isn't installed")
    made: Database = request.getfixturevalue(f"{request.param}_database")
    return made


@contextlib.asynccontextmanager
async def writer_at_work(database: Database) -> AsyncIterator[None]:
    async def work() -> None:
        for number in range(10_000, 1_000_000):
            await audit(database, 99, number)

    task = asyncio.create_task(work())
    yield
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def test_what_was_lost_comes_back_as_it_was(database: Database, tmp_path: Path) -> None:
    await filled(database)
    before = await digest(database)
    file = await back_up(database, tmp_path / "backups", NOON)
    await audit(database, 11, 999)
    assert await digest(database) != before
    url = database.url
    await database.close()

    await restore(file, url, overwrite=True)

    async with await Database.open(url) as restored:
        assert await digest(restored) == before
        await audit(restored, 11, 1000)


async def test_both_dialects_have_the_same_digest(
    sqlite_file_database: Database, postgres_database: Database
) -> None:
    for database in (sqlite_file_database, postgres_database):
        await filled(database)

    assert await digest(sqlite_file_database) == await digest(postgres_database)


async def test_a_backup_while_others_write_is_whole(database: Database, tmp_path: Path) -> None:
    async with writer_at_work(database):
        files = [
            await back_up(database, tmp_path / "backups", NOON + timedelta(days=number))
            for number in range(3)
        ]
    url = database.url
    await database.close()

    for file in files:
        await restore(file, url, overwrite=True)
        async with await Database.open(url) as restored:
            await audit(restored, 99, 1)


async def test_guilds_are_still_apart_after_a_restore(postgres_database: Database, tmp_path: Path) -> None:
    await filled(postgres_database)
    file = await back_up(postgres_database, tmp_path, NOON)
    url = postgres_database.url
    await postgres_database.close()
    await restore(file, url, overwrite=True)

    async with await Database.open(url) as restored, restored.reading(GuildId(11)) as connection:
        rows = (await connection.execute(tables.audit.select())).mappings().all()

    assert {row["guild_id"] for row in rows} == {11}


async def test_what_is_there_is_not_overwritten_unasked(database: Database, tmp_path: Path) -> None:
    await filled(database)
    file = await back_up(database, tmp_path / "backups", NOON)
    before = await digest(database)

    with pytest.raises(BackupFailed, match="only if asked"):
        await restore(file, database.url)

    assert await digest(database) == before


async def test_a_damaged_backup_changes_nothing(sqlite_file_database: Database, tmp_path: Path) -> None:
    await filled(sqlite_file_database)
    file = await back_up(sqlite_file_database, tmp_path / "backups", NOON)
    content = bytearray(file.read_bytes())
    content[4096:12288] = os.urandom(8192)
    file.write_bytes(content)
    before = await digest(sqlite_file_database)

    with pytest.raises(BackupFailed):
        await restore(file, sqlite_file_database.url, overwrite=True)

    assert await digest(sqlite_file_database) == before


async def test_a_failed_backup_leaves_nothing_behind(postgres_database: Database, tmp_path: Path) -> None:
    elsewhere = Database(postgres_database.side, "postgresql", "postgresql://nobody@127.0.0.1:1/nothing")

    with pytest.raises(BackupFailed, match="pg_dump"):
        await back_up(elsewhere, tmp_path / "backups", NOON)

    assert list((tmp_path / "backups").iterdir()) == []


async def test_a_missing_pg_dump_is_named(
    postgres_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(BackupFailed, match="pg_dump isn't installed"):
        await back_up(postgres_database, tmp_path / "backups", NOON)


async def test_blobs_are_saved_beside_and_come_back(sqlite_file_database: Database, tmp_path: Path) -> None:
    blobs = Blobs(tmp_path / "blobs")
    cats = blobs.of("cats")
    blob = await cats.put(b"cat")
    file = await back_up(sqlite_file_database, tmp_path / "backups", NOON, blobs=blobs.folder)
    await cats.drop(blob)

    await restore(file, sqlite_file_database.url, overwrite=True, blobs=blobs.folder)

    assert await cats.get(blob) == b"cat"


async def test_a_sqlite_backup_is_one_ordinary_file(sqlite_file_database: Database, tmp_path: Path) -> None:
    await filled(sqlite_file_database)

    file = await back_up(sqlite_file_database, tmp_path / "backups", NOON)

    assert [path.name for path in (tmp_path / "backups").iterdir()] == ["tika-20260102T120000Z.sqlite"]
    with contextlib.closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT count(*) FROM core_audit").fetchone() == (20,)


def test_seven_days_and_four_weeks_are_kept(tmp_path: Path) -> None:
    for hours in range(0, 24 * 60, 12):
        at = NOON + timedelta(hours=hours)
        (tmp_path / f"tika-{at:%Y%m%dT%H%M%SZ}.sqlite").touch()
    (tmp_path / "precious.txt").touch()

    rotate(tmp_path)

    kept = [f"{backups.made_at(path):%m-%d}" for path in backups.backups(tmp_path)]
    weeks, days = ["02-15", "02-22"], ["02-25", "02-26", "02-27", "02-28", "03-01", "03-02", "03-03"]
    assert kept == weeks + days  # the last two weeks' newest are among the days
    assert (tmp_path / "precious.txt").exists()
    assert rotate(tmp_path) == []


@given(st.lists(st.integers(0, 24 * 400), unique=True))
def test_rotation_never_takes_the_newest_and_never_the_last(hours: list[int]) -> None:
    made = [NOON + timedelta(hours=number) for number in hours]

    gone = superfluous(made)

    assert not made or max(made) not in gone
    assert len(set(made) - gone) <= 11
    assert superfluous(set(made) - gone) == set()
