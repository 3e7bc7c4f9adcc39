"""Somebody pulls the plug between reaching and paying: what is held is paid and told, once, or none of it is.

``TIKA_TEST_KILLS`` says how often (3), ``TIKA_TEST_SEED`` repeats a run.
"""

import os
import random
from typing import Any

import pytest
from sqlalchemy import text

from tika_bot.plugins.achievements.rulebook import built_in
from tika_bot.storage.database import Database
from tika_bot.testing.lives import mother

KILLS = int(os.environ.get("TIKA_TEST_KILLS", "3"))
SEED = int(os.environ.get("TIKA_TEST_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)

pytestmark = pytest.mark.timeout(60 + 20 * KILLS)

STANDING = (
    "SELECT guild_id, user_id, rule, tier FROM achievements_held",
    "SELECT guild_id, key FROM core_ledger_operations",
    "SELECT user_id, xp FROM levels_members",
    "SELECT guild_id, key FROM core_outbox WHERE plugin = 'achievements'",
)

WINNING = """
import asyncio, sys
from dataclasses import replace
from tika_bot.base.ids import ChannelId, GuildId, UserId
from tika_bot.core.manifest import read_manifest
from tika_bot.plugins.achievements.model import MOVING
from tika_bot.plugins.achievements.plugin import build
from tika_bot.plugins.achievements.settings import Settings
from tika_bot.plugins.levels.model import Addition
from tika_bot.plugins.levels.plugin import build as build_levels
from tika_bot.plugins.levels.settings import Settings as LevelSettings
from tika_bot.plugins.levels.store import MemberStore
from tika_bot.storage.database import Database
from tika_bot.testing.houses import PLUGINS, a_house

async def live(life):
    async with a_house(await Database.open(sys.argv[1]), "achievements", settings=Settings) as house:
        house.settings.register("levels", LevelSettings)
        house.features.add(read_manifest(PLUGINS / "levels"))
        service = build(replace(house, neighbours={"levels": build_levels(house)}))
        store = MemberStore(house.database)

        async def lane(number):
            for step in range(100_000):
                guild = GuildId(1 + number % 2)
                member = UserId(1 + life * 10_000_000 + number * 100_000 + step)
                service.seen(guild, member, ChannelId(9))
                async with store.everywhere():
                    await store.add([Addition(guild, member, 90, messages=1200, counted=60)], 20_000)
                await asyncio.gather(*(service.winning.look(guild, {member: MOVING}) for _ in range(3)))
                say(f"{guild} {member}")

        await asyncio.gather(*(lane(number) for number in range(6)))
"""


async def what_stands(database: Database) -> list[list[tuple[Any, ...]]]:
    """Return what is held, paid, earned and told, once nothing moves: PostgreSQL may still be committing."""
    before = None
    while True:
        async with database.house("core.backup", writes=False) as connection:
            now = [sorted(map(tuple, await connection.execute(text(sql)))) for sql in STANDING]
        if now == before:
            return now
        before = now


async def test_after_every_kill_each_is_held_paid_and_told_or_none_of_it(durable_database: Database) -> None:
    dice = random.Random(SEED)
    acknowledged: set[str] = set()

    async with mother(WINNING, durable_database.url) as lives:
        for _ in range(KILLS):
            acknowledged |= set(await lives.shot(after=dice.randint(1, 25)))

    assert len(acknowledged) >= KILLS
    held, paid, xp, told = await what_stands(durable_database)
    pays = {(rule.key, number): tier.xp for rule in built_in() for number, tier in enumerate(rule.tiers, 1)}
    expected = {
        (guild, f"achievement:{member}:{rule}:{tier}:{pays[rule, tier]}")
        for guild, member, rule, tier in held
        if pays[rule, tier]
    }
    assert set(paid) == expected, f"TIKA_TEST_SEED={SEED}"
    earned: dict[int, int] = {}
    for _, member, rule, tier in held:
        if not pays[rule, tier]:
            continue
        earned[member] = earned.get(member, 0) + pays[rule, tier]
    assert {member: total - 90 for member, total in xp if total != 90} == earned, f"TIKA_TEST_SEED={SEED}"
    assert acknowledged <= {f"{guild} {member}" for guild, member, _, _ in held}
    tellings = [(guild, key.split(":")[1]) for guild, key in told]
    quiet = {rule.key for rule in built_in() if rule.is_quiet}
    loud = {(guild, str(member)) for guild, member, rule, _ in held if rule not in quiet}
    assert sorted(tellings) == sorted(loud)
