"""Somebody pulls the plug while a file is imported and taken back: all of it happens, or nothing.

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
HAD = sum(100 + n for n in range(MEMBERS))
BROUGHT = 50 * MEMBERS

STANDING = """
SELECT (SELECT sum(xp) FROM levels_members WHERE guild_id = 2),
       (SELECT sum(messages) FROM levels_members WHERE guild_id = 2),
       (SELECT sum(xp) FROM levels_members WHERE guild_id = 1),
       (SELECT sum(messages) FROM levels_members WHERE guild_id = 1),
       (SELECT count(*) FROM levels_days WHERE guild_id = 1 AND day = 7),
       (SELECT count(*) FROM levels_imported),
       (SELECT count(*) FROM levels_standings WHERE guild_id = 1),
       (SELECT count(*) FROM levels_cards WHERE guild_id = 1),
       (SELECT count(*) - 2 * count(undoes) FROM core_ledger_entries WHERE guild_id = 1)
"""

IMPORTING = """
import json, sys
from tika_bot.base.clock import WallClock
from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.ledger import WholeCommand
from tika_bot.core.permits import Actor
from tika_bot.plugins.levels.corrections import Order
from tika_bot.plugins.levels.importing.model import Merge
from tika_bot.plugins.levels.importing.reading import read_files
from tika_bot.plugins.levels.plugin import build
from tika_bot.plugins.levels.settings import Settings
from tika_bot.storage.database import Database
from tika_bot.testing.houses import a_house

HERE, BOSS = GuildId(1), Actor(UserId(50), GuildId(1), owner=True)
ROWS = [{"id": 100 + n, "xp": 50, "messages": 3, "days": {"7": {"xp": 1}}} for n in range(int(sys.argv[2]))]
SEASON = {"name": "Spring", "first_day": 5, "began_ms": 5, "ended_ms": 6, "standings": {"100": 7, "101": 5}}
OURS = {"tika_levels": 1, "members": ROWS, "seasons": [SEASON], "cards": [{"id": 100, "style": "forest"}]}
FOUND = read_files([("file.json", json.dumps(OURS).encode())])

async def live(life):
    database = await Database.open(sys.argv[1])
    async with a_house(database, "levels", settings=Settings, clock=WallClock()) as house:
        desk = build(house).desk
        for step in range(1000):
            order = Order(HERE, BOSS, f"{life}:{step}:undo", "levels undo")
            for entry in await desk.undoing.history(BOSS, HERE, limit=1):
                if entry.undoes is None and entry.undone_by is None:
                    await desk.undoing.undo(order, WholeCommand(entry.key))
                    say("undone")
            await desk.importing.bring(Order(HERE, BOSS, "", "levels import"), FOUND, Merge.ADD)
            say("imported")
"""

pytestmark = pytest.mark.timeout(60 + 15 * KILLS)


async def test_an_import_is_never_half_done(durable_database: Database) -> None:
    store, dice = MemberStore(durable_database), random.Random(KILLS)
    for guild in (HERE, ELSEWHERE):
        async with store.everywhere():
            await store.add([Addition(guild, UserId(100 + n), 100 + n, 1, 1) for n in range(MEMBERS)], day=1)

    async with mother(IMPORTING, durable_database.url, str(MEMBERS)) as lives:
        for _ in range(KILLS):
            await lives.shot(after=dice.randint(1, 4), linger_s=dice.random() / 10)
            await demand_whole(durable_database)

    assert await Ledger(durable_database, WallClock()).drift_anywhere() == []


async def demand_whole(database: Database) -> None:
    """Fail unless everybody has everything or nothing of the file, which the ledger must say, too."""
    async with database.house("core.backup", writes=False) as connection:
        # One statement sees one moment: PostgreSQL may still be at the last words of who was shot.
        row = (await connection.execute(text(STANDING))).one()
    there, here = tuple(map(int, row[:2])), tuple(map(int, row[2:]))
    assert there == (HAD, MEMBERS)
    assert here in {
        (HAD, MEMBERS, 0, 0, 0, 0, 0),
        (HAD + BROUGHT, 4 * MEMBERS, MEMBERS, 2 * MEMBERS, 2, 1, 1),
    }
