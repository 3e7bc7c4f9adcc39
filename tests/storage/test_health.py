"""An operator asks how the storage is, and gets a sentence only if something is wrong."""

from pathlib import Path

import pytest

from tika_bot.base.ids import GuildId
from tika_bot.storage import health
from tika_bot.storage.database import Database


async def test_a_sound_database_has_nothing_to_say(database: Database) -> None:
    assert await health.ping(database) is None
    assert await health.integrity(database) is None


async def test_a_closed_file_does_not_answer(sqlite_file_database: Database) -> None:
    await sqlite_file_database.close()

    assert "doesn't answer" in str(await health.ping(sqlite_file_database))


@pytest.mark.postgres
async def test_a_closed_pool_does_not_answer(postgres_database: Database) -> None:
    await postgres_database.close()

    assert "doesn't answer" in str(await health.ping(postgres_database))


@pytest.mark.postgres
async def test_a_table_without_a_guard_is_named(postgres_database: Database) -> None:
    async with postgres_database.side.engine.connect() as connection:
        await connection.exec_driver_sql("ALTER TABLE core_audit NO FORCE ROW LEVEL SECURITY")

    assert await health.integrity(postgres_database) == "tables without row-level security: core_audit"


async def test_a_damaged_file_is_noticed(sqlite_file_database: Database, tmp_path: Path) -> None:
    async with sqlite_file_database.writing(GuildId(1)) as connection:
        await connection.exec_driver_sql("PRAGMA writable_schema=ON")
        await connection.exec_driver_sql(
            "UPDATE sqlite_master SET rootpage = 2 WHERE name = 'ix_core_guilds_left_at'"
        )
    async with await Database.open(sqlite_file_database.url) as damaged:
        assert "damaged" in str(await health.integrity(damaged))


async def test_tidying_changes_no_row(database: Database) -> None:
    before = await health.digest(database)

    await health.tidy(database)

    assert await health.digest(database) == before


def test_a_full_disk_is_told_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert health.room(tmp_path) is None

    monkeypatch.setattr(health, "ROOM", 2**60)
    assert "MB are left" in str(health.room(tmp_path))
