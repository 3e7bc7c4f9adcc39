"""Players put something at stake; it is held, then paid out or given back, once."""

import pytest

from tika_bot.base.clock import StillClock
from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.ledger import (
    Account,
    Cause,
    EscrowClosed,
    EscrowUneven,
    Ledger,
    NotEnough,
    OneEntry,
    Transfer,
    WholeCommand,
    WouldBreakEscrow,
)
from tika_bot.storage.database import Database
from tika_bot.testing.houses import FRIDAY_NOON

HERE, THERE = GuildId(11), GuildId(12)
ALICE, BRUNO, CORA = (Account.member(UserId(user)) for user in (7, 8, 9))
QUEST, FEES = Account.source("levels.quests"), Account.sink("combat.fees")
DUEL = Account.escrow("combat.duel:77")


def coins(from_: Account, to: Account, amount: int) -> Transfer:
    return Transfer(from_, to, "coins", amount)


def why(key: str) -> Cause:
    return {"key": key, "actor": UserId(7), "reason": "a duel", "command": "duel"}


@pytest.fixture
async def ledger(database: Database) -> Ledger:
    """A ledger in which Alice and Bruno have put 50 of their 100 at stake, in both guilds."""
    made = Ledger(database, StillClock(FRIDAY_NOON))
    for guild in (HERE, THERE):
        for player in (ALICE, BRUNO):
            await made.transfer(guild, coins(QUEST, player, 100), **why(f"quest {player}"))
            await made.hold(guild, coins(player, DUEL, 50), **why(f"stake {player}"))
    return made


async def purses(ledger: Ledger, guild: GuildId = HERE) -> list[int]:
    """Return what Alice, Bruno and the duel hold; the other guild must look as it did at first."""
    assert await ledger.drift(guild) == []
    if guild == HERE:
        assert await purses(ledger, THERE) == [50, 50, 100]
    return [await ledger.balance(guild, account, "coins") for account in (ALICE, BRUNO, DUEL)]


async def test_what_is_at_stake_cant_be_spent(ledger: Ledger) -> None:
    with pytest.raises(NotEnough):
        await ledger.transfer(HERE, coins(ALICE, FEES, 51), **why("1"))

    assert await purses(ledger) == [50, 50, 100]


async def test_the_winner_gets_it_once(ledger: Ledger) -> None:
    receipt = await ledger.settle(HERE, DUEL, "coins", {BRUNO: 95, FEES: 5, ALICE: 0}, **why("end"))
    again = await ledger.settle(HERE, DUEL, "coins", {BRUNO: 95, FEES: 5}, **why("end"))
    with pytest.raises(EscrowClosed):
        await ledger.settle(HERE, DUEL, "coins", {ALICE: 100}, **why("other end"))

    assert again == receipt and not again.is_new
    assert await purses(ledger) == [50, 145, 0]


@pytest.mark.parametrize("share", [99, 101])
async def test_shares_add_up_to_the_last_coin(ledger: Ledger, share: int) -> None:
    with pytest.raises(EscrowUneven):
        await ledger.settle(HERE, DUEL, "coins", {BRUNO: share}, **why("end"))

    assert await purses(ledger) == [50, 50, 100]


async def test_a_cancelled_duel_gives_everybody_their_own_back(ledger: Ledger) -> None:
    await ledger.hold(HERE, coins(BRUNO, DUEL, 20), **why("raise"))

    await ledger.release(HERE, DUEL, "coins", **why("cancel"))

    assert await purses(ledger) == [100, 100, 0]
    with pytest.raises(EscrowClosed):
        await ledger.release(HERE, DUEL, "coins", **why("cancel twice"))


async def test_one_who_leaves_gets_their_own_back_and_no_more(ledger: Ledger) -> None:
    await ledger.release(HERE, DUEL, "coins", to=ALICE, **why("leave"))
    with pytest.raises(EscrowClosed):
        await ledger.release(HERE, DUEL, "coins", to=ALICE, **why("leave again"))
    with pytest.raises(EscrowClosed):
        await ledger.release(HERE, DUEL, "coins", to=CORA, **why("never came"))

    assert await purses(ledger) == [100, 50, 50]
    await ledger.settle(HERE, DUEL, "coins", {BRUNO: 50}, **why("end"))
    assert await purses(ledger) == [100, 100, 0]


async def test_after_the_end_nobody_can_join(ledger: Ledger) -> None:
    await ledger.settle(HERE, DUEL, "coins", {BRUNO: 100}, **why("end"))

    with pytest.raises(EscrowClosed):
        await ledger.hold(HERE, coins(ALICE, DUEL, 1), **why("late"))

    assert await purses(ledger) == [50, 150, 0]


async def test_everyone_left_and_it_can_still_be_closed(ledger: Ledger) -> None:
    for player in (ALICE, BRUNO):
        await ledger.release(HERE, DUEL, "coins", to=player, **why(f"leave {player}"))

    receipt = await ledger.release(HERE, DUEL, "coins", **why("over"))

    assert receipt.entries == ()
    assert await ledger.release(HERE, DUEL, "coins", **why("over")) == receipt


async def test_what_was_never_held_cant_be_settled(ledger: Ledger) -> None:
    with pytest.raises(EscrowClosed):
        await ledger.settle(HERE, Account.escrow("combat.duel:78"), "coins", {}, **why("end"))
    with pytest.raises(EscrowClosed):
        await ledger.settle(HERE, DUEL, "chi", {}, **why("end"))


async def test_escrows_are_moved_by_their_own_verbs_only(ledger: Ledger) -> None:
    for moved in (coins(ALICE, DUEL, 1), coins(DUEL, ALICE, 1)):
        with pytest.raises(ValueError, match="hold, settle and release"):
            await ledger.transfer(HERE, moved, **why("1"))
    with pytest.raises(ValueError, match="into an escrow"):
        await ledger.hold(HERE, coins(ALICE, BRUNO, 1), **why("1"))


async def test_a_settlement_that_is_undone_leaves_the_duel_open(ledger: Ledger) -> None:
    await ledger.settle(HERE, DUEL, "coins", {BRUNO: 95, FEES: 5}, **why("end"))

    await ledger.undo(HERE, WholeCommand("end"), **why("undo"))
    assert await purses(ledger) == [50, 50, 100]

    await ledger.release(HERE, DUEL, "coins", **why("cancel"))
    assert await purses(ledger) == [100, 100, 0]


async def test_a_stake_that_is_paid_out_cant_be_taken_back_alone(ledger: Ledger) -> None:
    await ledger.settle(HERE, DUEL, "coins", {BRUNO: 100}, **why("end"))
    stake = WholeCommand(f"stake {ALICE}")

    preview = await ledger.preview_undo(HERE, stake)
    with pytest.raises(WouldBreakEscrow):
        await ledger.undo(HERE, stake, **why("undo"))

    assert not preview.is_possible
    assert await purses(ledger) == [50, 150, 0]


async def test_a_settlement_undone_in_part_must_be_settled_anew(ledger: Ledger) -> None:
    done = await ledger.settle(HERE, DUEL, "coins", {ALICE: 20, BRUNO: 80}, **why("end"))
    small = next(entry for entry in done.entries if entry.transfer.amount == 20)
    await ledger.undo(HERE, OneEntry(small.id), **why("undo"))

    with pytest.raises(EscrowUneven):
        await ledger.release(HERE, DUEL, "coins", **why("cancel"))
    await ledger.settle(HERE, DUEL, "coins", {BRUNO: 20}, **why("new end"))

    assert await purses(ledger) == [50, 150, 0]
