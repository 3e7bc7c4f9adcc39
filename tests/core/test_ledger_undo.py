"""An admin takes back what went wrong: sees first what it does, then does it once."""

from datetime import timedelta

import pytest

from tika_bot.base.clock import StillClock
from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.ledger import (
    Account,
    Cause,
    Effect,
    Ledger,
    NotEnough,
    NothingToUndo,
    OneEntry,
    TooMuchToUndo,
    Transfer,
    WholeCommand,
    WholeSpan,
    service,
)
from tika_bot.storage.database import Database
from tika_bot.testing.houses import FRIDAY_NOON

HERE, THERE = GuildId(11), GuildId(12)
ALICE, BRUNO = Account.member(UserId(7)), Account.member(UserId(8))
GRANT, SHOP = Account.source("admin.grant"), Account.sink("shop.cake")
ADMIN = UserId(99)


def coins(from_: Account, to: Account, amount: int) -> Transfer:
    return Transfer(from_, to, "coins", amount)


def why(key: str, actor: UserId = ADMIN) -> Cause:
    return {"key": key, "actor": actor, "reason": "", "command": "coins give"}


@pytest.fixture
def clock() -> StillClock:
    return StillClock(FRIDAY_NOON)


@pytest.fixture
async def ledger(database: Database, clock: StillClock) -> Ledger:
    """A ledger in which an admin gave Alice 100 and Bruno 10 by one command, in both guilds."""
    made = Ledger(database, clock)
    for guild in (HERE, THERE):
        await made.transfer(guild, coins(GRANT, ALICE, 100), coins(GRANT, BRUNO, 10), **why("gift"))
    return made


async def standing(ledger: Ledger, account: Account, guild: GuildId = HERE) -> tuple[int, int]:
    """Return balance and debt."""
    assert await ledger.drift(guild) == []
    return await ledger.balance(guild, account, "coins"), await ledger.debt(guild, account, "coins")


async def test_a_command_is_undone_with_all_its_entries(ledger: Ledger) -> None:
    receipt = await ledger.undo(HERE, WholeCommand("gift"), **why("undo"))

    assert await standing(ledger, ALICE) == (0, 0)
    assert await standing(ledger, BRUNO) == (0, 0)
    assert {entry.transfer for entry in receipt.entries} == {
        coins(ALICE, GRANT, 100),
        coins(BRUNO, GRANT, 10),
    }
    assert await standing(ledger, ALICE, THERE) == (100, 0)


async def test_one_entry_is_undone_alone(ledger: Ledger) -> None:
    (entry,) = await ledger.history(HERE, ALICE)

    await ledger.undo(HERE, OneEntry(entry.id), **why("undo"))
    newest, oldest = await ledger.history(HERE, ALICE)

    assert await standing(ledger, ALICE) == (0, 0)
    assert await standing(ledger, BRUNO) == (10, 0)
    assert (newest.undoes, oldest.undone_by) == (entry.id, newest.id)


async def test_an_entry_of_another_guild_isnt_found(ledger: Ledger) -> None:
    (theirs,) = await ledger.history(THERE, ALICE)

    with pytest.raises(NothingToUndo):
        await ledger.undo(HERE, OneEntry(theirs.id), **why("undo"))

    assert await standing(ledger, ALICE, THERE) == (100, 0)


async def test_an_actors_time_is_undone_and_what_others_did_stays(ledger: Ledger, clock: StillClock) -> None:
    clock.advance(timedelta(hours=1))
    await ledger.transfer(HERE, coins(GRANT, ALICE, 7), **why("later"))
    await ledger.transfer(HERE, coins(GRANT, ALICE, 5), **why("another", actor=UserId(98)))
    clock.advance(timedelta(hours=1))
    await ledger.transfer(HERE, coins(GRANT, ALICE, 1), **why("too late"))

    span = WholeSpan(ADMIN, FRIDAY_NOON + timedelta(hours=1), FRIDAY_NOON + timedelta(hours=2))
    await ledger.undo(HERE, span, **why("undo"))

    assert await standing(ledger, ALICE) == (106, 0)


async def test_what_was_spent_becomes_a_debt_that_everyone_can_see(ledger: Ledger) -> None:
    await ledger.transfer(HERE, coins(ALICE, SHOP, 70), **why("cake", actor=UserId(7)))

    await ledger.undo(HERE, WholeCommand("gift"), **why("undo"))

    assert await standing(ledger, ALICE) == (0, 70)
    assert await standing(ledger, BRUNO) == (0, 0)


async def test_who_owes_cant_spend_and_pays_off_with_what_comes_next(ledger: Ledger) -> None:
    await ledger.transfer(HERE, coins(ALICE, SHOP, 70), **why("cake", actor=UserId(7)))
    await ledger.undo(HERE, WholeCommand("gift"), **why("undo"))

    await ledger.transfer(HERE, coins(GRANT, ALICE, 50), **why("2"))
    assert await standing(ledger, ALICE) == (0, 20)
    with pytest.raises(NotEnough) as refused:
        await ledger.transfer(HERE, coins(ALICE, SHOP, 1), **why("3"))
    assert refused.value.fields["have"] == 0

    await ledger.transfer(HERE, coins(GRANT, ALICE, 50), **why("4"))
    assert await standing(ledger, ALICE) == (30, 0)


async def test_the_preview_is_what_happens(ledger: Ledger) -> None:
    await ledger.transfer(HERE, coins(ALICE, SHOP, 70), **why("cake", actor=UserId(7)))

    preview = await ledger.preview_undo(HERE, WholeCommand("gift"))
    assert await standing(ledger, ALICE) == (30, 0)
    receipt = await ledger.undo(HERE, WholeCommand("gift"), **why("undo"))

    assert preview.is_possible and preview.skipped == 0
    assert [entry.id for entry in preview.entries] == [entry.undoes for entry in receipt.entries]
    assert preview.effects == (Effect(ALICE, "coins", -100, -70), Effect(BRUNO, "coins", -10, 0))
    assert [effect.debt for effect in preview.effects] == [70, 0]
    assert await standing(ledger, ALICE) == (0, 70)


async def test_nothing_is_undone_twice(ledger: Ledger) -> None:
    first = await ledger.undo(HERE, WholeCommand("gift"), **why("undo"))
    again = await ledger.undo(HERE, WholeCommand("gift"), **why("undo"))
    with pytest.raises(NothingToUndo):
        await ledger.undo(HERE, WholeCommand("gift"), **why("another undo"))

    preview = await ledger.preview_undo(HERE, WholeCommand("gift"))
    assert again == first and not again.is_new
    assert (preview.entries, preview.skipped, preview.is_possible) == ((), 2, False)
    assert await standing(ledger, ALICE) == (0, 0)


async def test_an_undo_isnt_undone(ledger: Ledger) -> None:
    await ledger.undo(HERE, WholeCommand("gift"), **why("undo"))

    with pytest.raises(NothingToUndo):
        await ledger.undo(HERE, WholeCommand("undo"), **why("undo the undo"))


async def test_what_is_left_of_a_command_is_undone(ledger: Ledger) -> None:
    (entry,) = await ledger.history(HERE, ALICE)
    await ledger.undo(HERE, OneEntry(entry.id), **why("undo one"))

    receipt = await ledger.undo(HERE, WholeCommand("gift"), **why("undo the rest"))

    assert [entry.transfer for entry in receipt.entries] == [coins(BRUNO, GRANT, 10)]
    assert await standing(ledger, ALICE) == (0, 0)


async def test_too_much_at_once_is_refused(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MOST_UNDONE", 1)

    with pytest.raises(TooMuchToUndo):
        await ledger.preview_undo(HERE, WholeCommand("gift"))
    with pytest.raises(TooMuchToUndo):
        await ledger.undo(HERE, WholeCommand("gift"), **why("undo"))
