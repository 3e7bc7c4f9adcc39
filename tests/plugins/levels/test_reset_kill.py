"""Somebody pulls the plug while everybody's XP is reset and given back: all of it happens, or nothing.

``TIKA_TEST_KILLS`` says how often (3).
"""

import os
import random

import pytest
from sqlalchemy import text

from tika_bot.base.clock import WallClock
from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.ledger import Ledger
from tika_bot.plugins.levels.model import Addition
from tika_bot.plugins.levels.store import MemberStore
from tika_bot.storage.database import Database
from tika_bot.testing.lives import mother

KILLS = int(os.environ.get("TIKA_TEST_KILLS", "3"))
HERE, ELSEWHERE = GuildId(1), GuildId(2)
MEMBERS = 3_000

STANDING = """
SELECT (SELECT sum(xp) FROM levels_members WHERE guild_id = 1),
       (SELECT sum(xp) FROM levels_members WHERE guild_id = 2),
       (SELECT count(*) - 2 * count(undoes) FROM core_ledger_entries WHERE guild_id = 1),
       (SELECT count(*) FROM levels_snapshots)
"""

RESETTING = """
import sys
from tika_bot.base.clock import WallClock
from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.ledger import WholeCommand
from tika_bot.core.permits import Actor
from tika_bot.plugins.levels.corrections import NothingAnywhere, Order
from tika_bot.plugins.levels.plugin import build
from tika_bot.plugins.levels.settings import Settings
from tika_bot.storage.database import Database
from tika_bot.testing.houses import a_house

HERE, BOSS = GuildId(1), Actor(UserId(50), GuildId(1), owner=True)

def order(life, step, what):
    return Order(HERE, BOSS, f"{life}:{step}:{what}", f"levels {what}")

async def live(life):
    database = await Database.open(sys.argv[1])
    async with a_house(database, "levels", settings=Settings, clock=WallClock()) as house:
        desk = build(house).desk
        for step in range(1000):
            for entry in await desk.undoing.history(BOSS, HERE, limit=1):
                if entry.undoes is None and entry.undone_by is None:
                    await desk.undoing.undo(order(life, step, "undo"), WholeCommand(entry.key))
                    say("undone")
            await desk.granting.reset_everybody(order(life, step, "reset"))
            say("reset")
"""

pytestmark = pytest.mark.timeout(60 + 15 * KILLS)


async def test_a_reset_of_all_is_never_half_done(durable_database: Database) -> None:
    store, dice = MemberStore(durable_database), random.Random(KILLS)
    for guild in (HERE, ELSEWHERE):
        async with store.everywhere():
            await store.add([Addition(guild, UserId(100 + n), 100 + n, 1, 1) for n in range(MEMBERS)], day=1)
    ends: set[str] = set()

    async with mother(RESETTING, durable_database.url) as lives:
        for _ in range(KILLS):
            await lives.shot(after=dice.randint(1, 4), linger_s=dice.random() / 20)
            ends.add(await how_it_stands(durable_database))

    print(ends)  # noqa: T201 # so that a green run shows what it met
    assert await Ledger(durable_database, WallClock()).drift_anywhere() == []


async def how_it_stands(database: Database) -> str:
    """Return whether everybody has everything or nothing, which the ledger must say, too."""
    whole = sum(100 + n for n in range(MEMBERS))
    async with database.house("core.backup", writes=False) as connection:
        # One statement sees one moment: PostgreSQL may still be at the last words of who was shot.
        row = (await connection.execute(text(STANDING))).one()
    here, there, resets, kept = map(int, row)
    assert there == whole
    assert (here, resets, kept) in {(whole, 0, 0), (0, 1, MEMBERS)}
    return "nothing" if here == 0 else "everything"
