"""The power of kill -9: whatever was acknowledged is there afterwards, and the file is sound."""

import contextlib
import shutil
import sqlite3
from pathlib import Path

import pytest

from tika_bot.testing.lives import mother

WRITING = """
import asyncio, sys
from datetime import UTC, datetime
from tika_bot.base.ids import GuildId
from tika_bot.core import tables
from tika_bot.storage.database import Database


async def writer(database, first, lane):
    for number in range(lane, 1_000_000, 8):
        guild = first + number
        async with database.writing(GuildId(guild)) as connection:
            now = datetime.now(UTC)
            await connection.execute(tables.greetings.insert().values(guild_id=guild, greeted_at=now))
            await connection.execute(tables.guilds.insert().values(guild_id=guild, joined_at=now))
        say(str(guild))

async def live(life):
    database = await Database.open(sys.argv[1])
    await asyncio.gather(*(writer(database, 1 + life * 10_000_000, lane) for lane in range(8)))
"""


@pytest.mark.parametrize("acknowledged", [1, 300])
async def test_what_was_acknowledged_survives(
    sqlite_template: Path, tmp_path: Path, acknowledged: int
) -> None:
    path = tmp_path / "tika.db"
    shutil.copy(sqlite_template, path)

    done: set[int] = set()
    async with mother(WRITING, f"sqlite:///{path}") as lives:
        for _ in range(2):
            done |= set(map(int, await lives.shot(after=acknowledged)))

    with contextlib.closing(sqlite3.connect(path)) as connection:
        greeted = {guild for (guild,) in connection.execute("SELECT guild_id FROM core_greetings")}
        joined = {guild for (guild,) in connection.execute("SELECT guild_id FROM core_guilds")}
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert done <= greeted
    assert greeted == joined, "a transaction was torn apart"
