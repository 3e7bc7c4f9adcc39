"""The process dies in the middle of ringing: every reminder is said, and none is said twice."""

import asyncio
import contextlib
import shutil
import sqlite3
from pathlib import Path

from tika_bot.testing.lives import mother

RINGING = """
import sys
from datetime import UTC, datetime, timedelta
from tika_bot.base.clock import WallClock
from tika_bot.base.ids import ChannelId, GuildId
from tika_bot.core import timers as module
from tika_bot.core.outbox import Outbox, Place
from tika_bot.storage.database import Database


module.LEASE, module.MARGIN = timedelta(seconds=1), timedelta(seconds=0.5)

async def live(life):
    database = await Database.open(sys.argv[1])
    timers, outbox = module.Timers(database, WallClock()), Outbox(database, WallClock())
    if life == 0:
        for number in range(120):
            guild = GuildId(number % 5 + 1)
            await timers.at(datetime.now(UTC), "reminders", "ring", {"n": number}, guild=guild)
        return await database.close()

    async def ring(timer):
        async with database.writing(timer.guild):
            place, key = Place(timer.guild, ChannelId(9)), f"ring:{timer.id}"
            await outbox.post(place, view=("reminders", "ring"), data=timer.payload, key=key)
        say("rung")

    await timers.run(ring)
"""


def count(path: Path, sql: str) -> int:
    with contextlib.closing(sqlite3.connect(path, timeout=10)) as connection:
        return int(connection.execute(sql).fetchone()[0])


async def test_killed_again_and_again_it_says_each_reminder_once(
    sqlite_template: Path, tmp_path: Path
) -> None:
    path = tmp_path / "tika.db"
    shutil.copy(sqlite_template, path)
    waiting = "SELECT count(*) FROM core_timers"

    async with asyncio.timeout(90), mother(RINGING, f"sqlite:///{path}") as lives:
        await lives.whole()
        while left := count(path, waiting):
            # It says so before it settles: shot at once, the last ones would never come to an end.
            await lives.shot(after=min(left, 50), linger_s=0.1)

    assert count(path, "SELECT count(*) FROM core_outbox") == 120
    assert count(path, "SELECT count(DISTINCT json_extract(document, '$.n')) FROM core_outbox") == 120
