"""Many people want the same thing at the same moment.

``TIKA_TEST_TRANSFERS`` says how many concurrent transfers there are (1,000), ``TIKA_TEST_SEED`` repeats them.
"""

import asyncio
import os
import random
from collections import Counter
from collections.abc import Coroutine
from typing import Any

import pytest

from tika_bot.base.clock import StillClock
from tika_bot.base.errors import Busy, Refusal
from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.ledger import (
    Account,
    Cause,
    EscrowClosed,
    EscrowUneven,
    Ledger,
    NotEnough,
    NothingToUndo,
    Receipt,
    Transfer,
    WholeCommand,
)
from tika_bot.storage.database import Database
from tika_bot.testing.houses import FRIDAY_NOON

TRANSFERS = int(os.environ.get("TIKA_TEST_TRANSFERS", "1000"))
SEED = int(os.environ.get("TIKA_TEST_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
AT_ONCE = 100

HERE, THERE = GuildId(11), GuildId(12)
ALICE, BRUNO = Account.member(UserId(7)), Account.member(UserId(8))
QUEST, SHOP, DUEL = (
    Account.source("levels.quests"),
    Account.sink("shop.cake"),
    Account.escrow("combat.duel:77"),
)


def coins(from_: Account, to: Account, amount: int) -> Transfer:
    return Transfer(from_, to, "coins", amount)


def why(key: str) -> Cause:
    return {"key": key, "actor": UserId(7), "reason": "", "command": "buy"}


@pytest.fixture
async def ledger(durable_database: Database) -> Ledger:
    """A ledger in which Alice has 100 coins, in both guilds."""
    made = Ledger(durable_database, StillClock(FRIDAY_NOON))
    for guild in (HERE, THERE):
        await made.transfer(guild, coins(QUEST, ALICE, 100), **why("quest"))
    return made


async def all_at_once(*tries: Coroutine[Any, Any, Receipt]) -> tuple[list[Receipt], list[BaseException]]:
    """Return what succeeded and what was refused; nothing else may happen."""
    results = await asyncio.gather(*tries, return_exceptions=True)
    refused = [result for result in results if isinstance(result, BaseException)]
    assert [error for error in refused if not isinstance(error, Refusal | Busy)] == []
    return [result for result in results if isinstance(result, Receipt)], refused


async def untouched(ledger: Ledger) -> bool:
    return await ledger.balance(THERE, ALICE, "coins") == 100 and await ledger.drift_anywhere() == []


async def test_fifty_purchases_for_one_price_grant_one(ledger: Ledger) -> None:
    done, refused = await all_at_once(
        *(ledger.transfer(HERE, coins(ALICE, SHOP, 100), **why(str(n))) for n in range(50))
    )

    assert len(done) == 1 and {type(error) for error in refused} == {NotEnough}
    assert await ledger.balance(HERE, ALICE, "coins") == 0
    assert await ledger.balance(HERE, SHOP, "coins") == 100
    assert await untouched(ledger)


async def test_fifty_clicks_of_one_key_pay_once_and_hear_the_same(ledger: Ledger) -> None:
    done, refused = await all_at_once(
        *(ledger.transfer(HERE, coins(ALICE, SHOP, 30), **why("click")) for _ in range(50))
    )

    assert refused == [] and done == [done[0]] * 50
    assert sum(receipt.is_new for receipt in done) == 1
    assert await ledger.balance(HERE, ALICE, "coins") == 70
    assert await untouched(ledger)


async def test_fifty_senders_to_one_receiver_lose_nothing(ledger: Ledger) -> None:
    senders = [Account.member(UserId(100 + n)) for n in range(50)]
    await ledger.transfer(HERE, *(coins(QUEST, sender, 100) for sender in senders), **why("gifts"))

    done, _ = await all_at_once(
        *(ledger.transfer(HERE, coins(sender, BRUNO, 100), **why(str(sender))) for sender in senders)
    )

    assert len(done) == 50
    assert await ledger.balance(HERE, BRUNO, "coins") == 5000
    assert await untouched(ledger)


async def test_a_duel_that_ends_in_many_ways_at_once_ends_in_one(ledger: Ledger) -> None:
    await ledger.hold(HERE, coins(ALICE, DUEL, 50), **why("stake"))

    done, refused = await all_at_once(
        *(ledger.settle(HERE, DUEL, "coins", {BRUNO: 50}, **why(f"win {n}")) for n in range(5)),
        *(ledger.release(HERE, DUEL, "coins", **why(f"cancel {n}")) for n in range(5)),
        *(ledger.release(HERE, DUEL, "coins", to=ALICE, **why(f"leave {n}")) for n in range(5)),
    )
    paid = [entry.transfer.amount for receipt in done for entry in receipt.entries]

    assert paid == [50]
    assert {type(error) for error in refused} <= {EscrowClosed, EscrowUneven}
    assert await ledger.balance(HERE, DUEL, "coins") == 0
    assert await untouched(ledger)


async def test_players_who_join_while_the_round_is_cancelled_lose_nothing(ledger: Ledger) -> None:
    players = [Account.member(UserId(100 + n)) for n in range(20)]
    await ledger.transfer(HERE, *(coins(QUEST, player, 10) for player in players), **why("gifts"))
    await ledger.hold(HERE, coins(ALICE, DUEL, 50), **why("stake"))

    joins = [ledger.hold(HERE, coins(player, DUEL, 10), **why(str(player))) for player in players]
    await all_at_once(*joins[:10], ledger.release(HERE, DUEL, "coins", **why("cancel")), *joins[10:])

    balances = [await ledger.balance(HERE, player, "coins") for player in players]
    assert balances == [10] * 20 and await ledger.balance(HERE, ALICE, "coins") == 100
    assert await untouched(ledger)


async def test_two_admins_undo_the_same_at_once_and_it_is_undone_once(ledger: Ledger) -> None:
    done, refused = await all_at_once(
        *(ledger.undo(HERE, WholeCommand("quest"), **why(f"undo {n}")) for n in range(10))
    )

    assert len(done) == 1 and {type(error) for error in refused} <= {NothingToUndo, Busy}
    assert await ledger.balance(HERE, ALICE, "coins") == 0
    assert await ledger.debt(HERE, ALICE, "coins") == 0
    assert await untouched(ledger)


@pytest.mark.timeout(120 + TRANSFERS // 50)
async def test_concurrent_transfers_conserve_value(ledger: Ledger) -> None:
    dice = random.Random(SEED)
    members = [Account.member(UserId(100 + n)) for n in range(20)] + [Account.pot("games.jackpot")]
    for guild in (HERE, THERE):
        await ledger.transfer(guild, *(coins(QUEST, member, 50) for member in members), **why("gifts"))
    numbers, outcomes = iter(range(TRANSFERS)), Counter[str]()

    async def lane() -> None:
        for number in numbers:
            guild = dice.choice((HERE, THERE))
            moves = [coins(*dice.sample(members, 2), dice.randint(1, 60)) for _ in range(dice.randint(1, 3))]
            try:
                await ledger.transfer(guild, *moves, **why(str(number)))
                outcomes["moved"] += 1
            except NotEnough:
                outcomes["refused"] += 1

    await asyncio.gather(*(lane() for _ in range(AT_ONCE)))

    for guild in (HERE, THERE):
        balances = [await ledger.balance(guild, member, "coins") for member in members]
        assert sum(balances) == 50 * len(members), f"TIKA_TEST_SEED={SEED}"
        assert min(balances) >= 0
    assert await ledger.drift_anywhere() == [], f"TIKA_TEST_SEED={SEED}"
    assert outcomes.total() == TRANSFERS and outcomes["moved"] > TRANSFERS / 4
