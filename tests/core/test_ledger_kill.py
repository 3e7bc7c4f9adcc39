"""Somebody pulls the plug while hundreds of transfers are under way: nothing is lost, made or paid twice.

The payers live in a process of their own and are shot at random moments, on SQLite and on PostgreSQL.
``TIKA_TEST_KILLS`` says how often (3), ``TIKA_TEST_SEED`` repeats a run.
"""

import os
import random

import pytest
from sqlalchemy import func, select

from tika_bot.base.clock import WallClock
from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.ledger import Account, Cause, Ledger, Transfer
from tika_bot.core.ledger.tables import accounts, operations
from tika_bot.storage.database import Database
from tika_bot.testing.lives import mother

KILLS = int(os.environ.get("TIKA_TEST_KILLS", "3"))
SEED = int(os.environ.get("TIKA_TEST_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)

HERE, THERE = GuildId(11), GuildId(12)
MEMBERS = [Account.member(UserId(100 + n)) for n in range(10)]
START = 1_000

PAYERS = """
import asyncio, random, sys
from sqlalchemy import select
from tika_bot.base.clock import WallClock
from tika_bot.base.errors import Busy, Refusal
from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.ledger import Account, Ledger, Transfer, WholeCommand
from tika_bot.core.ledger.tables import accounts
from tika_bot.storage.database import Database

url = sys.argv[1]
members = [Account.member(UserId(100 + n)) for n in range(10)]

async def deal(ledger, dice, guild, key):
    cause = {"key": key, "actor": UserId(7), "reason": "", "command": "pay"}
    kind = dice.random()
    one, two = dice.sample(members, 2)
    amount = dice.randint(1, 200)
    if kind < 0.7:
        await ledger.transfer(guild, Transfer(one, two, "coins", amount), **cause)
    elif kind < 0.85:
        await ledger.hold(guild, Transfer(one, Account.escrow(key), "coins", amount), **cause)
        cause["key"] += ":end"
        await ledger.settle(guild, Account.escrow(key), "coins", {two: amount}, **cause)
    else:
        await ledger.transfer(guild, Transfer(one, two, "coins", amount), **{**cause, "key": key + ":wrong"})
        await ledger.undo(guild, WholeCommand(key + ":wrong"), **cause)

async def lane(ledger, dice, life, number):
    for step in range(1_000_000):
        guild, key = GuildId(dice.choice((11, 12))), f"{life}:{number}:{step}"
        try:
            await deal(ledger, dice, guild, key)
        except (Refusal, Busy):
            continue  # nothing was promised
        say(f"paid {guild} {key}")

async def give_back(database, ledger):
    query = select(accounts.c.guild_id, accounts.c.account)
    held = query.where(accounts.c.account.like("escrow:%"), accounts.c.balance > 0)
    async with database.house("core.backup", writes=False) as connection:
        found = (await connection.execute(held)).all()
    for guild, account in found:
        cause = {"key": account + ":back", "actor": UserId(7), "reason": "", "command": "start"}
        await ledger.release(GuildId(guild), Account.parse(account), "coins", **cause)
        say(f"paid {guild} {cause['key']}")

async def live(life):
    database, dice = await Database.open(url), random.Random(int(sys.argv[2]) + life)
    ledger = Ledger(database, WallClock())
    await give_back(database, ledger)  # as games do, or in the end nobody had anything to pay with
    await asyncio.gather(*(lane(ledger, dice, life, number) for number in range(20)))
"""

pytestmark = pytest.mark.timeout(60 + 5 * KILLS)


def why(key: str) -> Cause:
    return {"key": key, "actor": UserId(7), "reason": "", "command": "start"}


async def test_after_every_kill_all_value_is_there_and_nothing_was_paid_twice(
    durable_database: Database,
) -> None:
    dice = random.Random(SEED)
    ledger = Ledger(durable_database, WallClock())
    for guild in (HERE, THERE):
        gifts = [Transfer(Account.source("start"), member, "coins", START) for member in MEMBERS]
        await ledger.transfer(guild, *gifts, **why("start"))

    all_value = {guild: START * len(MEMBERS) for guild in (HERE, THERE)}
    acknowledged: set[str] = set()
    async with mother(PAYERS, durable_database.url, str(SEED)) as payers:
        for _ in range(KILLS):
            acknowledged |= set(await payers.shot(after=dice.randint(1, 120)))
            assert await value(durable_database) == all_value, f"seed {SEED}"
            assert await ledger.drift_anywhere() == [], f"seed {SEED}"

    assert await written(durable_database) >= acknowledged, f"TIKA_TEST_SEED={SEED}"
    assert await held(durable_database) < START, "what stays held can't be paid with"
    assert len(acknowledged) >= KILLS


async def value(database: Database) -> dict[int, int]:
    """Return what members and interrupted duels hold together, minus debts, by guild, at one moment."""
    query = select(accounts.c.guild_id, func.sum(accounts.c.balance)).group_by(accounts.c.guild_id)
    async with database.house("core.backup", writes=False) as connection:
        return {guild: int(total) for guild, total in await connection.execute(query)}


async def held(database: Database) -> int:
    """Return what duels hold in both guilds."""
    query = select(func.coalesce(func.sum(accounts.c.balance), 0)).where(accounts.c.account.like("escrow:%"))
    async with database.house("core.backup", writes=False) as connection:
        return int((await connection.execute(query)).scalar_one())


async def written(database: Database) -> set[str]:
    """Return all keys as payers name them; each stands once, or the unique key were broken."""
    async with database.house("core.backup", writes=False) as connection:
        rows = (await connection.execute(select(operations.c.guild_id, operations.c.key))).all()
    keys = [f"paid {guild} {key}" for guild, key in rows]
    assert len(keys) == len(set(keys))
    return set(keys)
