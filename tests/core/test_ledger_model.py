"""Whatever members and admins do, in whatever order, the ledger does as a plain dictionary would."""

import asyncio
import itertools
import os
from collections import Counter
from collections.abc import Coroutine
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tika_bot.base.clock import StillClock
from tika_bot.base.errors import Refusal
from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.ledger import (
    Account,
    Cause,
    EscrowClosed,
    EscrowUneven,
    KeyReused,
    Ledger,
    NotEnough,
    NothingToUndo,
    Receipt,
    Transfer,
    WholeCommand,
    WouldBreakEscrow,
)
from tika_bot.storage.database import Database
from tika_bot.testing.houses import FRIDAY_NOON

T = TypeVar("T")

EXAMPLES = int(os.environ.get("TIKA_TEST_EXAMPLES", "12"))
"""Stories per database."""

MEMBERS = [Account.member(UserId(user)) for user in (7, 8, 9)]
POT, COUNTER, DUEL = Account.pot("jackpot"), Account.counter(UserId(7)), Account.escrow("duel")
FREE = [Account.source("quests"), Account.sink("shop"), COUNTER]
ACCOUNTS = [*MEMBERS, POT, *FREE, DUEL]
KEYS = [f"key-{n}" for n in range(12)]
_guilds = itertools.count(1_000)

amounts = st.integers(1, 20)
keys = st.sampled_from(KEYS)
accounts = st.sampled_from([*MEMBERS, POT, *FREE])
pairs = st.tuples(accounts, accounts).filter(lambda pair: pair[0] != pair[1])
moves = st.lists(st.builds(lambda pair, amount: (*pair, amount), pairs, amounts), min_size=1, max_size=3)


class Plain:
    """One guild's ledger as it should be: balances, what was done under which key, what is undone."""

    def __init__(self) -> None:
        self.balances: Counter[Account] = Counter()
        self.done: dict[str, object] = {}
        self.moved: dict[str, list[tuple[Account, Account, int]]] = {}
        self.undone: set[str] = set()
        self.stakes: Counter[Account] = Counter()
        self.is_closed = False

    def do(
        self, key: str, asked: object, moved: list[tuple[Account, Account, int]], *, owe: bool = False
    ) -> str:
        """Return what must come of it: "new", "again", or the name of a refusal; change what it changes."""
        after = self.balances.copy()
        for from_, to, amount in moved:
            after[from_] -= amount
            after[to] += amount
        limited = [*MEMBERS, POT, DUEL]
        # Debts made by an undo may stay; only who pays now must have it.
        short = [a for a in limited if after[a] < 0 and after[a] < self.balances[a]]
        if short and not owe:
            return NotEnough.__name__
        if DUEL in short:
            return WouldBreakEscrow.__name__
        self.balances = after
        self.done[key], self.moved[key] = asked, moved
        for from_, to, amount in moved:
            self.stakes[from_] += amount * (to == DUEL)
            self.stakes[to] -= amount * (from_ == DUEL)
        return "new"

    def known(self, key: str, asked: object) -> str | None:
        """Return what the key alone decides."""
        if key not in self.done:
            return None
        return "again" if self.done[key] == asked else KeyReused.__name__


class Machine(RuleBasedStateMachine):
    """Members and admins in two guilds; what happens in one must not show in the other."""

    database: Database
    loop: asyncio.AbstractEventLoop

    @initialize()
    def begin(self) -> None:
        self.ledger = Ledger(self.database, StillClock(FRIDAY_NOON))
        self.guilds = [GuildId(next(_guilds)) for _ in range(2)]
        self.plain = {guild: Plain() for guild in self.guilds}
        for where in range(2):
            self.transfer(where, "gifts", [(FREE[0], member, 30) for member in MEMBERS])

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(30)

    def compare(self, expected: str, work: Coroutine[Any, Any, Receipt]) -> None:
        try:
            outcome = "new" if self.run(work).is_new else "again"
        except Refusal as refusal:
            outcome = type(refusal).__name__
        assert outcome == expected

    def why(self, key: str) -> Cause:
        return {"key": key, "actor": UserId(1), "reason": "", "command": ""}

    @rule(where=st.integers(0, 1), key=keys, moves=moves)
    def transfer(self, where: int, key: str, moves: list[tuple[Account, Account, int]]) -> None:
        guild, plain = self.guilds[where], self.plain[self.guilds[where]]
        asked = ("transfer", moves)
        expected = plain.known(key, asked) or plain.do(key, asked, moves)
        transfers = [Transfer(from_, to, "coins", amount) for from_, to, amount in moves]
        self.compare(expected, self.ledger.transfer(guild, *transfers, **self.why(key)))

    @rule(where=st.integers(0, 1), key=keys)
    def retry(self, where: int, key: str) -> None:
        """Send the last transfer of this key again, exactly as it was."""
        asked = self.plain[self.guilds[where]].done.get(key)
        if isinstance(asked, tuple) and asked[0] == "transfer":
            self.transfer(where, key, asked[1])

    @rule(where=st.integers(0, 1), key=keys, player=st.sampled_from(MEMBERS), amount=amounts)
    def hold(self, where: int, key: str, player: Account, amount: int) -> None:
        guild, plain = self.guilds[where], self.plain[self.guilds[where]]
        asked = ("hold", player, amount)
        expected = plain.known(key, asked)
        if expected is None and plain.is_closed:
            expected = EscrowClosed.__name__
        expected = expected or plain.do(key, asked, [(player, DUEL, amount)])
        self.compare(
            expected, self.ledger.hold(guild, Transfer(player, DUEL, "coins", amount), **self.why(key))
        )

    @rule(
        where=st.integers(0, 1),
        key=keys,
        winner=st.sampled_from(MEMBERS),
        wrong=st.sampled_from([0, 0, 0, 1]),
    )
    def settle(self, where: int, key: str, winner: Account, wrong: int) -> None:
        guild, plain = self.guilds[where], self.plain[self.guilds[where]]
        share = plain.balances[DUEL] + wrong
        asked = ("settle", winner, share)
        expected = plain.known(key, asked)
        if expected is None:
            expected = self.closing(plain, uneven=bool(wrong))
        if expected is None:
            expected = plain.do(key, asked, [(DUEL, winner, share)] if share else [])
            plain.is_closed = True
        self.compare(expected, self.ledger.settle(guild, DUEL, "coins", {winner: share}, **self.why(key)))

    @rule(where=st.integers(0, 1), key=keys)
    def release(self, where: int, key: str) -> None:
        guild, plain = self.guilds[where], self.plain[self.guilds[where]]
        expected = plain.known(key, "release")
        owed = [(owner, stake) for owner, stake in plain.stakes.items() if stake > 0]
        if expected is None:
            expected = self.closing(plain, uneven=sum(stake for _, stake in owed) != plain.balances[DUEL])
        if expected is None:
            expected = plain.do(key, "release", [(DUEL, owner, stake) for owner, stake in owed])
            plain.is_closed = True
        self.compare(expected, self.ledger.release(guild, DUEL, "coins", **self.why(key)))

    def closing(self, plain: Plain, *, uneven: bool) -> str | None:
        if plain.is_closed or DUEL not in plain.balances:
            return EscrowClosed.__name__
        return EscrowUneven.__name__ if uneven else None

    @rule(where=st.integers(0, 1), key=keys, wrong=keys)
    def undo(self, where: int, key: str, wrong: str) -> None:
        guild, plain = self.guilds[where], self.plain[self.guilds[where]]
        asked = ("undo", wrong)
        expected = plain.known(key, asked)
        if expected is None:
            entries = plain.moved.get(wrong, [])
            if not entries or wrong in plain.undone or str(plain.done[wrong]).startswith("('undo'"):
                expected = NothingToUndo.__name__
            else:
                back = [(to, from_, amount) for from_, to, amount in entries]
                expected = plain.do(key, asked, back, owe=True)
        if expected == "new":
            plain.undone.add(wrong)
            plain.is_closed = plain.is_closed and not any(to == DUEL for _, to, _ in back)
        self.compare(expected, self.ledger.undo(guild, WholeCommand(wrong), **self.why(key)))

    @invariant()
    def balances_agree(self) -> None:
        for guild, plain in self.plain.items():
            should = [plain.balances[account] for account in ACCOUNTS]
            assert self.run(self.sums(guild)) == should

    async def sums(self, guild: GuildId) -> list[int]:
        """Return all balances, debts as negative ones."""
        async with self.database.reading(guild):
            return [
                await self.ledger.balance(guild, account, "coins")
                - await self.ledger.debt(guild, account, "coins")
                for account in ACCOUNTS
            ]

    def teardown(self) -> None:
        for guild in self.guilds:
            assert self.run(self.ledger.drift(guild)) == []


@pytest.mark.timeout(60 + 5 * EXAMPLES)
async def test_the_ledger_does_as_the_plain_model(database: Database) -> None:
    loop = asyncio.get_running_loop()
    machine = type("LedgerMachine", (Machine,), {"database": database, "loop": loop})
    examples = settings(
        max_examples=EXAMPLES,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )

    await asyncio.to_thread(run_state_machine_as_test, machine, settings=examples)
