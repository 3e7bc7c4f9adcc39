"""Somebody pulls the plug while quests are being paid: each that is done is paid once, each that isn't, not.

The sandbox lives on in the test's process, the bot runs in one of its own and is shot at random moments while
Alice talks: forty quests wait for her first to fortieth message. ``TIKA_TEST_PAYOUT_KILLS`` says how often
(6), ``TIKA_TEST_SEED`` repeats a run.
"""

import asyncio
import os
import random
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from tika_bot.storage import health
from tika_bot.storage.database import Database
from tika_bot.testing.child import nest
from tika_sandbox.testing import Person, Stage, stage

KILLS = int(os.environ.get("TIKA_TEST_PAYOUT_KILLS", "6"))
SEED = int(os.environ.get("TIKA_TEST_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
QUESTS = 40

pytest_plugins = ["tika_bot.testing.databases"]

pytestmark = [pytest.mark.journey, pytest.mark.timeout(180 + 20 * KILLS)]


async def talk(alice: Person) -> None:
    """Say one thing after another, until cancelled."""
    number = 0
    while True:
        number += 1
        await alice.says(f"The kettle sings for the {number}th time")
        await asyncio.sleep(0.2)  # so that quests are done one by one


async def write_quests(bruno: Person) -> None:
    """Let an admin write quests for one message, two messages, and so on."""
    for amount in range(1, QUESTS + 1):
        form = await bruno.runs("/quest create", kind="event", counts="messages").form()
        await form.fills(name=f"Number {amount}", amount=str(amount), reward=f"{amount} xp, {amount} leaves")


def facts_of(play: Stage, folder: Path, database: str | None) -> dict[str, Any]:
    """Return what a bot must know to join ``play``."""
    address = play.address
    return {
        "api": address.api, "gateway": address.gateway, "cdn": address.cdn,
        "token": play.bot_token, "folder": str(folder), "database": database,
    }  # fmt: skip


async def live_and_die(play: Stage, facts: dict[str, Any]) -> None:
    """Shoot the bot again and again, and let the last one look after what was left."""
    alice, bruno = await play.person("alice"), await play.person("bruno")
    chance = random.Random(SEED)
    async with nest() as home:
        async with home.child(facts):
            await write_quests(bruno)
        for _ in range(KILLS):
            async with home.child(facts) as bot:
                talking = asyncio.create_task(talk(alice))
                # What is said is counted a second later, and paid then.
                await asyncio.wait({talking}, timeout=chance.uniform(1.0, 3.0))
                bot.kill()
                talking.cancel()
                await asyncio.gather(talking, return_exceptions=True)
        async with home.child(facts):
            for number in range(KILLS + 1):  # whatever the lives before came to: so many are done at least
                await alice.says(f"And a last cup, the {number + 1}th")
            for person in (alice, bruno):
                await person.runs("/quests")


async def check_the_books(url: str) -> None:
    """See that what is done was paid, in XP and in leaves, and told, once each."""
    async with await Database.open(url) as database:
        assert await health.integrity(database) is None
        async with database.house("core.backup", writes=False) as connection:
            rows = (await connection.execute(text(DONE))).all()
            paid = dict((await connection.execute(text(PAID))).all())
            told = (await connection.execute(text(TOLD))).scalars().all()
    assert len(rows) > KILLS, "next to nothing was done; the test proved nothing"
    assert paid == {f"quests:{id_}": xp for id_, xp, _ in rows if xp} | {
        f"quests:{id_}:coins": coins for id_, _, coins in rows if coins
    }
    assert sum(document.count('"quest":') for document in told) == len(rows)
    print(f"{len(rows)} quests done, each paid and told once")  # noqa: T201 - a green run shows that it was busy


DONE = "SELECT id, xp, coins FROM quests_taken WHERE done_at IS NOT NULL"
PAID = """
    SELECT o.key, sum(e.amount) FROM core_ledger_entries e
    JOIN core_ledger_operations o ON o.guild_id = e.guild_id AND o.id = e.operation_id
    WHERE o.key LIKE 'quests:%' GROUP BY o.key
"""
TOLD = "SELECT document FROM core_outbox WHERE plugin = 'quests'"


async def pull_the_plug(folder: Path, database: str | None) -> None:
    """Tell the story on one database."""
    print(f"TIKA_TEST_SEED={SEED} TIKA_TEST_PAYOUT_KILLS={KILLS}")  # noqa: T201 - a failed run is repeated with it
    async with stage(enforce_limits=False) as play:
        await live_and_die(play, facts_of(play, folder, database))
        assert not play.problems, "\n".join(play.problems)
    await check_the_books(database or f"sqlite:///{folder}/tika.db")


async def test_what_is_done_is_paid_once_whenever_the_bot_dies(tmp_path: Path) -> None:
    await pull_the_plug(tmp_path, None)


@pytest.mark.postgres
async def test_the_same_on_postgresql(tmp_path: Path, scratch_postgres: str) -> None:
    await pull_the_plug(tmp_path, scratch_postgres)
