"""Corrections: what admins give, take and reset. Pure: what members have goes in, transfers come out.

A correction is an entry of the ledger on the member's counter, so it says who did it, when and why, and can
be undone. Nobody ever has less than nothing: who takes more than there is takes what is there. That holds for
an undo, too; it says what it couldn't take.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TypedDict

from tika_bot.base.errors import Refusal
from tika_bot.base.ids import ChannelId, GuildId, UserId
from tika_bot.core.ledger import Account, Entry, Kind, Transfer
from tika_bot.core.permits import Actor

from .api import XP
from .model import NOWHERE

MOST_XP = 10**11
"""The most that a correction lets anybody have: ten times what the usual curve knows."""

UNDO_WITHIN = timedelta(days=30)

SHORT = 100_000
"""Lists show of an entry's number what is left when it is divided by this."""

EVERYBODY = Account.source("levels.everybody")
"""Pays for a reset of all, which is one entry; who had how much is kept beside it."""


IMPORT = Account.sink("levels.import")
"""Where the one entry of an import leads to, from `EVERYBODY`; who got how much is kept beside it, too."""


class NothingThere(Refusal):
    """They have no XP that could be taken."""

    key = "levels.nothing_there"


class NothingAnywhere(Refusal):
    """Nobody has any XP here."""

    key = "levels.nothing_anywhere"


class NotThatMuch(Refusal):
    """``member`` has only ``have``."""

    key = "levels.not_that_much"


class AlreadyThere(Refusal):
    """``member`` has exactly ``xp`` already."""

    key = "levels.already_there"


class GrantsOff(Refusal):
    """This guild gives no XP by hand."""

    key = "levels.grants_off"


class NotABot(Refusal):
    """Bots earn nothing and get nothing."""

    key = "levels.not_a_bot"


class TooOldToUndo(Refusal):
    """It happened more than `UNDO_WITHIN` ago."""

    key = "levels.too_old_to_undo"


class NoSuchEntry(Refusal):
    """No correction or reward has that number."""

    key = "levels.no_such_entry"


class _Cause(TypedDict):
    key: str
    actor: UserId
    reason: str
    command: str


@dataclass(frozen=True, slots=True)
class Order:
    """Who wants a correction, where and why. ``key`` makes it happen once."""

    guild: GuildId
    actor: Actor
    key: str
    command: str
    reason: str = ""
    channel: ChannelId = NOWHERE

    @property
    def cause(self) -> _Cause:
        """Return what the ledger writes beside it."""
        return {
            "key": self.key,
            "actor": self.actor.user,
            "reason": self.reason[:200],
            "command": self.command,
        }


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a member's XP."""

    member: UserId
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a correction did. ``entry`` is its number in the ledger."""

    changes: tuple[Change, ...]
    entry: int


def given(member: UserId, amount: int, has: int) -> Transfer:
    """Return what gives ``amount`` to somebody who ``has`` so much already, up to `MOST_XP`.

    Raises:
        AlreadyThere: they can't have more.
    """
    room = min(amount, MOST_XP - has)
    if room <= 0:
        raise AlreadyThere(member=f"<@{member}>", xp=has)
    return Transfer(Account.source("levels.give"), Account.counter(member), XP, room)


def taken(member: UserId, amount: int, has: int, *, sink: str = "levels.take") -> Transfer:
    """Return what takes ``amount``, or what there is, from somebody who ``has`` so much.

    Raises:
        NothingThere: they have nothing.
    """
    if has <= 0:
        raise NothingThere(member=f"<@{member}>")
    return Transfer(Account.counter(member), Account.sink(sink), XP, min(amount, has))


def brought_to(member: UserId, target: int, has: int) -> Transfer:
    """Return what brings somebody who ``has`` so much to ``target``.

    Raises:
        AlreadyThere: nothing has to move.
    """
    if target == has:
        raise AlreadyThere(member=f"<@{member}>", xp=has)
    if target > has:
        return Transfer(Account.source("levels.set"), Account.counter(member), XP, target - has)
    return Transfer(Account.counter(member), Account.sink("levels.set"), XP, has - target)


def handed_over(giver: UserId, taker: UserId, amount: int, has: int) -> Transfer:
    """Return what moves ``amount`` from one member, who ``has`` so much, to another.

    Raises:
        NotThatMuch: the giver has less.
        SameAccount: they are the same.
    """
    move = Transfer(Account.counter(giver), Account.counter(taker), XP, amount)
    if amount > has:
        raise NotThatMuch(member=f"<@{giver}>", have=has)
    return move


def moved(entries: Iterable[Entry]) -> dict[UserId, int]:
    """Return by how much ``entries`` change each member's XP; whoever was forgotten is left out."""
    change: Counter[UserId] = Counter()
    for entry in entries:
        for account, sign in ((entry.transfer.from_, -1), (entry.transfer.to, 1)):
            if account.kind is Kind.COUNTER and account.name.isdigit():
                change[UserId(int(account.name))] += sign * entry.transfer.amount
    return dict(change)


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo does, or did."""

    entries: tuple[Entry, ...]
    """Newest first."""
    skipped: int
    """Entries that were undone already, or are undoings."""
    changes: tuple[Change, ...]
    short: Mapping[UserId, int]
    """What should have been taken but isn't there any more."""
    restored: int = 0
    """Members who get back what a reset of all took."""
    rules: int = 0
    """Roles that come with levels as before an import, or with none, as before it."""
    tunes: bool = False
    """Whether settings go back to what they were before an import."""
    seasons: int = 0
    """Seasons that an import brought and that go, or give way to what they had replaced."""
    cards: int = 0
    """The same of members' cards."""


def after_undo(
    change: Mapping[UserId, int], has: Mapping[UserId, int]
) -> tuple[tuple[Change, ...], dict[UserId, int]]:
    """Return what ``change`` does to members who have ``has``, and what it can't take from whom."""
    changes = [Change(m, has[m], max(0, has[m] + by)) for m, by in sorted(change.items()) if by]
    short = {m: -(has[m] + by) for m, by in sorted(change.items()) if has[m] + by < 0}
    return tuple(changes), short


def added(one: Mapping[UserId, int], other: Mapping[UserId, int]) -> Mapping[UserId, int]:
    """Return what is missing of both, by member."""
    return Counter(one) + Counter(other)
