"""Members pay, win and give: value moves whole, once, and is written down with its cause."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

from tika_bot.base.clock import StillClock
from tika_bot.base.errors import Broken
from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.ledger import (
    Account,
    AmountWrong,
    Cause,
    Drift,
    KeyReused,
    Ledger,
    Move,
    NotEnough,
    SameAccount,
    Transfer,
)
from tika_bot.storage.database import Database
from tika_bot.testing.houses import FRIDAY_NOON

HERE, THERE = GuildId(11), GuildId(12)
ALICE, BRUNO = Account.member(UserId(7)), Account.member(UserId(8))
QUEST, SHOP = Account.source("levels.quests"), Account.sink("shop.cake")


def coins(from_: Account, to: Account, amount: int) -> Transfer:
    return Transfer(from_, to, "coins", amount)


def why(key: str, actor: int = 7, reason: str = "cake", command: str = "buy") -> Cause:
    return {"key": key, "actor": UserId(actor), "reason": reason, "command": command}


@pytest.fixture
def clock() -> StillClock:
    return StillClock(FRIDAY_NOON)


@pytest.fixture
def ledger(database: Database, clock: StillClock) -> Ledger:
    return Ledger(database, clock)


async def test_value_moves_and_says_why(ledger: Ledger) -> None:
    await ledger.transfer(HERE, coins(QUEST, ALICE, 100), **why("1", reason="a quest", command="quests"))
    receipt = await ledger.transfer(HERE, coins(ALICE, BRUNO, 30), **why("2"))

    assert await ledger.balance(HERE, ALICE, "coins") == 70
    assert await ledger.balance(HERE, BRUNO, "coins") == 30
    assert await ledger.balance(HERE, QUEST, "coins") == -100
    (entry,) = receipt.entries
    assert (entry.transfer, entry.actor, entry.reason, entry.command, entry.at) == (
        coins(ALICE, BRUNO, 30), UserId(7), "cake", "buy", FRIDAY_NOON,
    )  # fmt: skip
    assert await ledger.drift(HERE) == []


async def test_the_other_guild_has_other_purses(ledger: Ledger) -> None:
    await ledger.transfer(HERE, coins(QUEST, ALICE, 100), **why("1"))
    await ledger.transfer(THERE, coins(QUEST, ALICE, 5), **why("1"))

    assert await ledger.balance(HERE, ALICE, "coins") == 100
    assert await ledger.balance(THERE, ALICE, "coins") == 5
    assert len(await ledger.history(THERE, ALICE)) == 1
    assert await ledger.balance(THERE, QUEST, "coins") == -5


async def test_currencies_are_kept_apart(ledger: Ledger) -> None:
    await ledger.transfer(HERE, Transfer(QUEST, ALICE, "chi", 3), **why("1"))

    assert await ledger.balance(HERE, ALICE, "chi") == 3
    assert await ledger.balance(HERE, ALICE, "coins") == 0


async def test_many_moves_at_once_are_one_each(ledger: Ledger) -> None:
    first = await ledger.transfer(HERE, coins(QUEST, ALICE, 100), **why("1"))

    receipts = await ledger.transfer_each(
        HERE,
        [
            Move(coins(QUEST, ALICE, 100), why("1")),  # done already
            Move(coins(QUEST, BRUNO, 7), why("2")),
            Move(coins(ALICE, BRUNO, 30), why("3")),
            Move(coins(QUEST, BRUNO, 7), why("2")),  # twice in one go
        ],
    )

    assert [receipt.is_new for receipt in receipts] == [False, True, True, False]
    assert receipts[0] == first and receipts[3] == receipts[1]
    assert [receipt.entries[0].key for receipt in receipts] == ["1", "2", "3", "2"]
    assert await ledger.balance(HERE, ALICE, "coins") == 70
    assert await ledger.balance(HERE, BRUNO, "coins") == 37
    assert await ledger.balance(THERE, ALICE, "coins") == await ledger.balance(THERE, BRUNO, "coins") == 0
    assert await ledger.drift(HERE) == []


async def test_of_many_moves_all_happen_or_none(ledger: Ledger) -> None:
    await ledger.transfer(HERE, coins(QUEST, ALICE, 10), **why("1"))

    with pytest.raises(KeyReused):
        await ledger.transfer_each(
            HERE, [Move(coins(QUEST, BRUNO, 7), why("2")), Move(coins(QUEST, ALICE, 11), why("1"))]
        )
    with pytest.raises(NotEnough):
        await ledger.transfer_each(
            HERE, [Move(coins(QUEST, BRUNO, 7), why("3")), Move(coins(ALICE, SHOP, 11), why("4"))]
        )
    with pytest.raises(ValueError, match="escrow"):
        await ledger.transfer_each(HERE, [])

    assert await ledger.balance(HERE, BRUNO, "coins") == 0
    assert await ledger.receipt(HERE, "2") is None
    assert await ledger.drift(HERE) == []


async def test_nobody_spends_what_they_dont_have(ledger: Ledger) -> None:
    await ledger.transfer(HERE, coins(QUEST, ALICE, 100), **why("1"))

    with pytest.raises(NotEnough) as refused:
        await ledger.transfer(HERE, coins(ALICE, SHOP, 101), **why("2"))

    assert refused.value.fields == {"have": 100, "need": 101, "missing": 1, "currency": "coins"}
    assert await ledger.balance(HERE, ALICE, "coins") == 100


async def test_what_was_refused_may_be_tried_again_under_the_same_key(ledger: Ledger) -> None:
    with pytest.raises(NotEnough):
        await ledger.transfer(HERE, coins(ALICE, SHOP, 10), **why("2"))
    await ledger.transfer(HERE, coins(QUEST, ALICE, 10), **why("1"))

    receipt = await ledger.transfer(HERE, coins(ALICE, SHOP, 10), **why("2"))

    assert receipt.is_new and await ledger.balance(HERE, ALICE, "coins") == 0


async def test_several_transfers_happen_at_once_or_not_at_all(ledger: Ledger) -> None:
    await ledger.transfer(HERE, coins(QUEST, ALICE, 10), **why("1"))

    with pytest.raises(NotEnough):
        await ledger.transfer(HERE, coins(ALICE, SHOP, 10), coins(BRUNO, SHOP, 1), **why("2"))
    assert await ledger.balance(HERE, ALICE, "coins") == 10

    # Bruno passes on what he gets in the same moment.
    await ledger.transfer(HERE, coins(ALICE, BRUNO, 10), coins(BRUNO, SHOP, 10), **why("3"))
    assert await ledger.balance(HERE, SHOP, "coins") == 10


async def test_the_same_key_again_changes_nothing_and_answers_the_same(
    ledger: Ledger, clock: StillClock
) -> None:
    first = await ledger.transfer(HERE, coins(QUEST, ALICE, 5), coins(QUEST, BRUNO, 6), **why("1"))
    clock.advance(timedelta(days=2))

    again = await ledger.transfer(HERE, coins(QUEST, ALICE, 5), coins(QUEST, BRUNO, 6), **why("1"))

    assert again == first and (first.is_new, again.is_new) == (True, False)
    assert await ledger.balance(HERE, ALICE, "coins") == 5


@pytest.mark.parametrize(("amount", "actor"), [(6, 7), (5, 8)])
async def test_the_same_key_for_something_else_is_refused(ledger: Ledger, amount: int, actor: int) -> None:
    await ledger.transfer(HERE, coins(QUEST, ALICE, 5), **why("1"))

    with pytest.raises(KeyReused):
        await ledger.transfer(HERE, coins(QUEST, ALICE, amount), **why("1", actor=actor))

    assert await ledger.balance(HERE, ALICE, "coins") == 5


@pytest.mark.parametrize("amount", [0, -1, 10**15 + 1, 1.0, True, "5"])
def test_only_whole_positive_amounts_move(amount: int) -> None:
    with pytest.raises(AmountWrong):
        coins(ALICE, BRUNO, amount)


def test_from_one_pocket_into_the_same_nothing_moves() -> None:
    with pytest.raises(SameAccount):
        coins(ALICE, ALICE, 1)


@pytest.mark.parametrize("name", ["", "two words", "x" * 81, "semi;colon"])
def test_accounts_have_plain_names(name: str) -> None:
    with pytest.raises(ValueError, match="account's name"):
        Account.pot(name)


def test_currencies_have_plain_names() -> None:
    with pytest.raises(ValueError, match="a currency"):
        Transfer(ALICE, BRUNO, "Gold Coins", 1)


@pytest.mark.parametrize("amount", [0, 30, 200])
async def test_what_is_asked_for_moves_as_much_as_it_is_worth_then(ledger: Ledger, amount: int) -> None:
    asked: list[int] = []

    async def worth() -> int:
        asked.append(amount)
        return amount

    move = Move(coins(QUEST, ALICE, 100), why("1"), worth)
    [once] = await ledger.transfer_each(HERE, [move])
    [again] = await ledger.transfer_each(HERE, [move])

    assert [entry.transfer.amount for entry in once.entries] == [amount] * bool(amount)
    assert (once, once.is_new, again.is_new) == (again, True, False)
    assert asked == [amount]
    assert (await ledger.balance(HERE, ALICE, "coins"), await ledger.balance(THERE, ALICE, "coins")) == (
        amount,
        0,
    )
    with pytest.raises(KeyReused):
        await ledger.transfer_each(HERE, [replace(move, asked=coins(QUEST, ALICE, amount + 7))])


async def test_a_transfer_of_nothing_is_a_mistake(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="moves something"):
        await ledger.transfer(HERE, **why("1"))


async def test_a_pot_pays_only_what_it_holds_a_counter_may_go_below(ledger: Ledger) -> None:
    pot, figure = Account.pot("games.jackpot"), Account.counter(UserId(7))
    await ledger.transfer(HERE, coins(QUEST, pot, 5), **why("1"))

    with pytest.raises(NotEnough):
        await ledger.transfer(HERE, coins(pot, ALICE, 6), **why("2"))
    await ledger.transfer(HERE, Transfer(figure, Account.sink("levels.taken"), "xp", 40), **why("3"))

    assert await ledger.balance(HERE, pot, "coins") == 5
    assert await ledger.balance(HERE, figure, "xp") == -40
    assert await ledger.debt(HERE, figure, "xp") == 0
    assert await ledger.drift(HERE) == []


async def test_it_takes_part_in_the_callers_transaction(ledger: Ledger, database: Database) -> None:
    async def change_of_mind() -> None:
        async with database.writing(HERE):
            await ledger.transfer(HERE, coins(QUEST, ALICE, 5), **why("1"))
            assert await ledger.balance(HERE, ALICE, "coins") == 5
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await change_of_mind()

    assert await ledger.balance(HERE, ALICE, "coins") == 0
    assert (await ledger.transfer(HERE, coins(QUEST, ALICE, 5), **why("1"))).is_new


async def test_a_refusal_that_somebody_swallows_undoes_the_whole_transaction(
    ledger: Ledger, database: Database
) -> None:
    async def stubborn() -> None:
        async with database.writing(HERE):
            await ledger.transfer(HERE, coins(QUEST, BRUNO, 5), **why("1"))
            with pytest.raises(NotEnough):
                await ledger.transfer(HERE, coins(ALICE, SHOP, 5), **why("2"))

    with pytest.raises(Broken):
        await stubborn()

    assert await ledger.balance(HERE, BRUNO, "coins") == 0


async def test_history_comes_in_pages_newest_first(ledger: Ledger) -> None:
    for number in range(1, 8):
        await ledger.transfer(HERE, coins(QUEST, ALICE, number), **why(str(number)))
    await ledger.transfer(HERE, Transfer(QUEST, ALICE, "chi", 3), **why("8"))
    await ledger.transfer(HERE, coins(ALICE, SHOP, 9), **why("9"))

    first = await ledger.history(HERE, ALICE, "coins", limit=5)
    second = await ledger.history(HERE, ALICE, "coins", limit=5, before=first[-1].id)
    everything = await ledger.history(HERE, ALICE, limit=50)

    assert [entry.transfer.amount for entry in first + second] == [9, 7, 6, 5, 4, 3, 2, 1]
    assert len(everything) == 9
    assert await ledger.history(THERE, ALICE) == []


async def test_what_comes_and_goes_is_told_by_cause(ledger: Ledger, clock: StillClock) -> None:
    await ledger.transfer(HERE, coins(QUEST, ALICE, 100), **why("1"))
    clock.advance(timedelta(days=1))
    await ledger.transfer(HERE, coins(QUEST, ALICE, 10), **why("2"))
    await ledger.transfer(HERE, coins(ALICE, SHOP, 30), **why("3"))
    await ledger.transfer(THERE, coins(QUEST, ALICE, 5), **why("4"))

    today = await ledger.flows(HERE, "coins", clock.now(), clock.now() + timedelta(days=1))

    assert today == {SHOP: 30, QUEST: -10}


async def test_the_doctor_finds_a_balance_that_somebody_touched(ledger: Ledger, database: Database) -> None:
    for guild in (HERE, THERE):
        await ledger.transfer(guild, coins(QUEST, ALICE, 100), **why("1"))
    async with database.house("core.backup") as connection:
        change = "UPDATE core_ledger_accounts SET balance = balance + 5 WHERE guild_id = 12"
        await connection.execute(text(change))

    assert await ledger.drift(HERE) == []
    assert await ledger.drift(THERE) == [Drift(THERE, str(ALICE), "coins", 5)]
    assert await ledger.drift_anywhere() == [Drift(THERE, str(ALICE), "coins", 5)]


@pytest.mark.parametrize("change", ["amount = 1", "currency = 'chi'", "undoes = 1", "operation_id = 1"])
async def test_entries_are_never_changed(ledger: Ledger, database: Database, change: str) -> None:
    await ledger.transfer(HERE, coins(QUEST, ALICE, 100), **why("1"))

    with pytest.raises(DBAPIError, match="never changed"):
        async with database.house("core.backup") as connection:
            await connection.execute(text(f"UPDATE core_ledger_entries SET {change}"))


async def test_a_balance_beyond_measure_is_refused_by_the_table(ledger: Ledger, database: Database) -> None:
    await ledger.transfer(HERE, coins(QUEST, ALICE, 10**15), **why("1"))
    async with database.house("core.backup") as connection:
        await connection.execute(text("UPDATE core_ledger_accounts SET balance = 1000000000000000000"))

    with pytest.raises(DBAPIError, match="core_ledger_accounts_limit"):
        await ledger.transfer(HERE, coins(QUEST, ALICE, 1), **why("2"))


async def test_what_was_asked_for_is_found_among_what_happened_by_itself(
    database: Database, ledger: Ledger
) -> None:
    for n in range(6):
        command = "" if n % 3 else "buy"
        await ledger.transfer(HERE, coins(QUEST, ALICE, n + 1), **why(f"k{n}", command=command))
    await ledger.transfer(HERE, Transfer(QUEST, ALICE, "gems", 9), **why("gems"))
    await ledger.transfer(THERE, coins(QUEST, ALICE, 99), **why("k"))

    newest, oldest = await ledger.journal(HERE, "coins", asked_for=True)
    [older] = await ledger.journal(HERE, "coins", asked_for=True, before=newest.id, limit=1)

    assert [newest.transfer.amount, oldest.transfer.amount] == [4, 1]
    assert older == oldest
    assert len(await ledger.journal(HERE, "coins")) == 6


async def test_an_index_leads_to_what_was_asked_for(sqlite_database: Database) -> None:
    statements: list[str] = []

    def note(_: object, __: object, statement: str, parameters: object, *___: object) -> None:
        if "core_ledger" in statement:
            statements.append(statement)

    event.listen(sqlite_database.side.engine.sync_engine, "before_cursor_execute", note)
    await Ledger(sqlite_database, StillClock(FRIDAY_NOON)).journal(HERE, "coins", asked_for=True)
    [asked] = statements

    async with sqlite_database.reading(HERE) as connection:
        values = tuple(1 for _ in range(asked.count("?")))
        plan = (await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}", values)).all()

    assert any("core_ledger_operations_asked_for" in row.detail for row in plan), plan
