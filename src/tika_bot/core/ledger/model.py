"""Accounts, transfers, and what becomes of balances: nouns and rules, no database."""

import re
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Self, TypedDict

from tika_bot.base.errors import Refusal
from tika_bot.base.ids import UserId

MOST = 10**15
"""The largest amount of one transfer; thousands of them still fit into 64 bits."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,79}")
_CURRENCY = re.compile(r"[a-z][a-z0-9_]{0,31}")


class Kind(StrEnum):
    """What an account is, in the order in which rows are locked: those that many share come last."""

    ESCROW = "escrow"
    """Held until something is decided; then settled or given back, and closed."""
    MEMBER = "member"
    """A member's purse: pays only what it holds, owes only after an undo."""
    COUNTER = "counter"
    """Corrections of a figure that is kept elsewhere, such as XP; may be negative."""
    POT = "pot"
    """Something shared with a limit, such as a jackpot: pays only what it holds."""
    SOURCE = "source"
    """Where value comes from, by cause. Its balance is minus all that it ever gave."""
    SINK = "sink"
    """Where value goes to, by cause."""


UNLIMITED = frozenset({Kind.COUNTER, Kind.SOURCE, Kind.SINK})
"""May pay without having."""

COMPUTED = frozenset({Kind.SOURCE, Kind.SINK})
"""Have no balance row: everyone would queue for it, and nobody has to ask before it pays."""

_RANK = {kind: rank for rank, kind in enumerate(Kind)}


class AmountWrong(Refusal):
    """An amount must be a whole number from 1 to MOST."""

    key = "core.amount_wrong"


class SameAccount(Refusal):
    """Payer and payee are the same."""

    key = "core.same_account"


class NotEnough(Refusal):
    """The payer doesn't have it: ``have`` of ``need`` in ``currency``."""

    key = "core.not_enough"


class KeyReused(Refusal):
    """The key was used for something else; for the same thing it would have been answered again."""

    key = "core.key_reused"


class EscrowClosed(Refusal):
    """What was held is settled or given back already, or nothing was ever held."""

    key = "core.escrow_closed"


class EscrowUneven(Refusal):
    """The shares don't add up to what is held: ``held`` and ``shared``."""

    key = "core.escrow_uneven"


class NothingToUndo(Refusal):
    """There is no such entry, or all of them were undone, or they are undoings themselves."""

    key = "core.nothing_to_undo"


class TooMuchToUndo(Refusal):
    """More than ``most`` entries: choose a shorter time."""

    key = "core.too_much_to_undo"


class WouldBreakEscrow(Refusal):
    """A stake can't be taken back once it is paid out: undo the settlement with it, or first."""

    key = "core.would_break_escrow"


@dataclass(frozen=True, slots=True)
class Account:
    """Whose value it is. ``name`` says which one of its kind: a user id, or a cause like ``shop.cake``."""

    kind: Kind
    name: str

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError(f"an account's name is 1 to 80 letters, digits, '_', '.', ':' or '-': {self!r}")

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the account that is written ``text``, as in ``member:17``."""
        kind, _, name = text.partition(":")
        return cls(Kind(kind), name)

    @classmethod
    def member(cls, user: UserId) -> Self:
        """Return ``user``'s purse."""
        return cls(Kind.MEMBER, str(user))

    @classmethod
    def counter(cls, user: UserId) -> Self:
        """Return the corrections of a figure of ``user``'s; the currency says which figure."""
        return cls(Kind.COUNTER, str(user))

    @classmethod
    def pot(cls, name: str) -> Self:
        """Return something shared that pays only what it holds."""
        return cls(Kind.POT, name)

    @classmethod
    def escrow(cls, name: str) -> Self:
        """Return what is held for one occasion; ``name`` is used once, as in ``combat.duel:77``."""
        return cls(Kind.ESCROW, name)

    @classmethod
    def source(cls, cause: str) -> Self:
        """Return where value comes from, as in ``levels.quests``."""
        return cls(Kind.SOURCE, cause)

    @classmethod
    def sink(cls, cause: str) -> Self:
        """Return where value goes to, as in ``shop.cake``."""
        return cls(Kind.SINK, cause)


@dataclass(frozen=True, slots=True)
class Transfer:
    """``amount`` of ``currency`` from one account to another.

    Raises:
        AmountWrong: unless ``amount`` is a whole number from 1 to MOST.
        SameAccount: if nothing would move.
    """

    from_: Account
    to: Account
    currency: str
    amount: int

    def __post_init__(self) -> None:
        if type(self.amount) is not int or not 0 < self.amount <= MOST:
            raise AmountWrong(given=str(self.amount), most=MOST)
        if self.from_ == self.to:
            raise SameAccount
        demand_currency(self.currency)


def demand_currency(currency: str) -> None:
    """Raise ValueError unless ``currency`` is an id like ``coins``."""
    if not _CURRENCY.fullmatch(currency):
        raise ValueError(f"a currency is 1 to 32 lower-case letters, digits or '_': {currency!r}")


class Cause(TypedDict):
    """Why something moves; it stands with every entry."""

    key: str
    """Makes it happen once per guild: the id of the click, message or timer, at most 200 characters."""
    actor: UserId
    """Who did it; HOUSE_ITSELF if nobody asked for it."""
    reason: str
    """In words, at most 200 characters: somebody's own, or such as `Words.kept` says in any language."""
    command: str
    """What was run, as in ``coins give``."""


@dataclass(frozen=True, slots=True)
class Move:
    """One of several transfers that are asked for together."""

    asked: Transfer
    cause: Cause
    worth: Callable[[], Awaitable[int]] | None = None
    """Returns how much moves: what is asked for, less, more, or nothing. It is called once at most, inside
    the transaction and behind the key."""

    async def transfer(self) -> Transfer | None:
        """Return what moves now; None if it's worth nothing."""
        if self.worth is None:
            return self.asked
        amount = await self.worth()
        return replace(self.asked, amount=amount) if amount else None


@dataclass(frozen=True, slots=True)
class Entry:
    """A transfer that happened. Entries are never changed: what was wrong is undone by another one."""

    id: int
    transfer: Transfer
    key: str
    actor: UserId
    reason: str
    command: str
    at: datetime
    undoes: int | None = None
    """The entry that this one takes back."""
    undone_by: int | None = field(default=None, compare=False)
    """The entry that took this one back, as far as was known when it was read."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one operation did, the same again for the same key."""

    key: str
    entries: tuple[Entry, ...]
    is_new: bool = field(default=True, compare=False)
    """Whether it happened just now; False if the key had been used, for the same thing, before."""


@dataclass(frozen=True, slots=True)
class OneEntry:
    """Undo the entry ``id``."""

    id: int


@dataclass(frozen=True, slots=True)
class WholeCommand:
    """Undo all entries of ``key``."""

    key: str


@dataclass(frozen=True, slots=True)
class WholeSpan:
    """Undo what ``actor`` did from ``since`` on and before ``until``, of one ``currency`` or of all."""

    actor: UserId
    since: datetime
    until: datetime
    currency: str | None = None


Undoing = OneEntry | WholeCommand | WholeSpan


@dataclass(frozen=True, slots=True)
class Effect:
    """What an undo would do to one account: its ``change`` and the ``balance`` after it."""

    account: Account
    currency: str
    change: int
    balance: int

    @property
    def debt(self) -> int:
        """Return what the account would owe."""
        return 0 if self.account.kind in UNLIMITED else max(0, -self.balance)

    @property
    def is_possible(self) -> bool:
        """Whether it can be done: an escrow that is paid out can't owe."""
        return self.account.kind is not Kind.ESCROW or self.balance >= 0


@dataclass(frozen=True, slots=True)
class UndoPreview:
    """What an undo would do, newest entry first; ``skipped`` entries are undone already or undo others."""

    entries: tuple[Entry, ...]
    skipped: int
    effects: tuple[Effect, ...]

    @property
    def is_possible(self) -> bool:
        """Whether there is something to undo and nothing is in the way."""
        return bool(self.entries) and all(effect.is_possible for effect in self.effects)


Purse = tuple[Account, str]
"""An account and a currency."""


def changes(transfers: Iterable[Transfer]) -> dict[Purse, int]:
    """Return by how much each stored balance changes if ``transfers`` happen at once, in order of locking.

    Everybody who locks rows in one order never waits for each other in a circle.
    """
    net: Counter[Purse] = Counter()
    for transfer in transfers:
        net[transfer.from_, transfer.currency] -= transfer.amount
        net[transfer.to, transfer.currency] += transfer.amount
    moved = {purse: change for purse, change in net.items() if change and purse[0].kind not in COMPUTED}
    return dict(sorted(moved.items(), key=lambda item: (_RANK[item[0][0].kind], item[0][0].name, item[0][1])))


def reversal(transfer: Transfer) -> Transfer:
    """Return ``transfer`` the other way round."""
    return Transfer(transfer.to, transfer.from_, transfer.currency, transfer.amount)


def preview(found: Iterable[Entry], balances: Mapping[Purse, int]) -> UndoPreview:
    """Return what undoing ``found`` would do to accounts that hold ``balances``."""
    entries = tuple(found)
    open_ = tuple(entry for entry in entries if entry.undoes is None and entry.undone_by is None)
    moved = changes(reversal(entry.transfer) for entry in open_)
    effects = tuple(
        Effect(account, currency, change, balances.get((account, currency), 0) + change)
        for (account, currency), change in moved.items()
    )
    return UndoPreview(open_, len(entries) - len(open_), effects)
