"""The ledger's verbs. Each is one transaction, or part of the caller's if one is open."""

import hashlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Unpack

from tika_bot.base.clock import Clock
from tika_bot.base.ids import GuildId, UserId
from tika_bot.storage.database import Database
from tika_bot.storage.numbers import fresh_id

from .drifting import Drift, drift
from .model import (
    Account,
    Cause,
    Entry,
    EscrowClosed,
    EscrowUneven,
    KeyReused,
    Kind,
    Move,
    NothingToUndo,
    OneEntry,
    Receipt,
    TooMuchToUndo,
    Transfer,
    Undoing,
    UndoPreview,
    WholeCommand,
    changes,
    demand_currency,
    preview,
    reversal,
)
from .store import Book, Operation

HOUSE_ITSELF = UserId(0)
"""The actor of what nobody asked for, such as a payment at the end of a round."""

MOST_UNDONE = 10_000
"""Entries of one undo."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an operation is about to do; ``undone`` are the entries that it takes back."""

    transfers: Sequence[Transfer]
    undone: Sequence[Entry] = ()


Planning = Callable[[Book], Awaitable[Plan]]


class Ledger:
    """Everything of value that moves goes through here, and is written down with its cause.

    Every verb takes ``key``, ``actor``, ``reason`` and ``command``. The same key for the same thing again
    changes nothing and returns the same receipt, with ``is_new`` False; for another thing it is refused. What
    is refused leaves nothing behind, not even its key; inside an open transaction all of that is undone.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def transfer(self, guild: GuildId, *transfers: Transfer, **cause: Unpack[Cause]) -> Receipt:
        """Move value; several ``transfers`` happen at once or not at all.

        Raises:
            NotEnough: a payer doesn't have it.
            KeyReused: the key was used for something else.
            ValueError: an escrow takes part, or there are no ``transfers``.
        """
        _demand_no_escrow(transfers)
        return await self._do(guild, ("transfer", *transfers), cause, _just(transfers))

    async def transfer_each(self, guild: GuildId, moves: Sequence[Move]) -> list[Receipt]:
        """Do each of ``moves`` as `transfer` does one, under its own key; return the receipts, in order.

        However many they are, it takes a few statements. If one is refused, none happens. What is worth
        nothing has no entry; the same key is answered as it was then, even if it were worth more by now.

        Raises:
            NotEnough: a payer doesn't have it.
            KeyReused: a key was used for something else.
            ValueError: an escrow takes part, or there are no ``moves``.
        """
        _demand_no_escrow([move.asked for move in moves])
        at = _to_the_millisecond(self._clock)
        operations = [
            Operation(fresh_id(), _fingerprint(("transfer", move.asked), move.cause), move.cause, at)
            for move in moves
        ]
        async with self._database.writing(guild) as connection:
            book = Book(connection, guild)
            new = await book.open(operations)
            begun = [
                (operation, transfer)
                for operation, move in zip(operations, moves, strict=True)
                if operation.id in new and (transfer := await move.transfer()) is not None
            ]
            await book.apply(changes(transfer for _, transfer in begun))
            written = await book.write(begun)
            done = {one.id: (entry,) for (one, _), entry in zip(begun, written, strict=True)}
            return [
                Receipt(one.cause["key"], done.get(one.id, ()))
                if one.id in new
                else await _replayed(book, one)
                for one in operations
            ]

    async def hold(self, guild: GuildId, *stakes: Transfer, **cause: Unpack[Cause]) -> Receipt:
        """Move ``stakes`` into escrows, where they stay until they are settled or released.

        Raises:
            NotEnough: a payer doesn't have it.
            EscrowClosed: it was settled or released already.
            KeyReused: the key was used for something else.
            ValueError: not every stake goes into an escrow, or there are none.
        """
        if not stakes or any(each.to.kind is not Kind.ESCROW for each in stakes):
            raise ValueError("hold moves something into an escrow")
        return await self._do(guild, ("hold", *stakes), cause, _just(stakes))

    async def settle(
        self,
        guild: GuildId,
        escrow: Account,
        currency: str,
        shares: Mapping[Account, int],
        **cause: Unpack[Cause],
    ) -> Receipt:
        """Pay ``escrow`` out, once: ``shares`` name who gets how much, to the last coin; zeros are skipped.

        Raises:
            EscrowUneven: the shares don't add up to what is held.
            EscrowClosed: it was settled or released already, or nothing was ever held.
            KeyReused: the key was used for something else.
        """
        transfers = [Transfer(escrow, to, currency, share) for to, share in shares.items() if share]

        async def plan(book: Book) -> Plan:
            held = await book.close(escrow, currency)
            if held != sum(shares.values()):
                raise EscrowUneven(held=held, shared=sum(shares.values()))
            return Plan(transfers)

        asked = ("settle", escrow, currency, *sorted(transfers, key=str))
        return await self._do(guild, asked, cause, plan)

    async def release(
        self,
        guild: GuildId,
        escrow: Account,
        currency: str,
        *,
        to: Account | None = None,
        **cause: Unpack[Cause],
    ) -> Receipt:
        """Give back what is held: to all who paid it in, and close; or ``to`` one of them, who leaves.

        Raises:
            EscrowClosed: it was settled or released already, or nothing was ever held, or not by ``to``.
            EscrowUneven: a part of its settlement was undone: settle what is held.
            KeyReused: the key was used for something else.
        """
        demand_currency(currency)

        async def plan(book: Book) -> Plan:
            if to is None:
                return Plan(await _all_stakes(book, escrow, currency))
            await book.lock(escrow, currency)
            stake = (await book.stakes(escrow, currency)).get(to)
            if stake is None:
                raise EscrowClosed
            return Plan([Transfer(escrow, to, currency, stake)])

        return await self._do(guild, ("release", escrow, currency, to), cause, plan)

    async def preview_undo(self, guild: GuildId, what: Undoing) -> UndoPreview:
        """Return what `undo` would do now, and change nothing.

        Raises:
            TooMuchToUndo: choose a shorter time.
        """
        async with self._database.reading(guild) as connection:
            book = Book(connection, guild)
            found = await _found(book, what)
            purses = changes(reversal(entry.transfer) for entry in found)
            return preview(found, await book.balances(purses))

    async def undo(self, guild: GuildId, what: Undoing, **cause: Unpack[Cause]) -> Receipt:
        """Take entries back; who has spent it already owes it, and pays it off with what comes next.

        Entries that are undone already, and undoings, are left alone. An escrow whose settlement is undone
        is open again.

        Raises:
            NothingToUndo: none is left.
            WouldBreakEscrow: a stake is paid out already: undo its settlement with it, or first.
            TooMuchToUndo: choose a shorter time.
            Busy: somebody else undid some of it at the same moment.
            KeyReused: the key was used for something else.
        """

        async def plan(book: Book) -> Plan:
            open_ = preview(await _found(book, what), {}).entries
            if not open_:
                raise NothingToUndo
            return Plan([reversal(entry.transfer) for entry in open_], open_)

        return await self._do(guild, ("undo", what), cause, plan)

    async def balance(self, guild: GuildId, account: Account, currency: str) -> int:
        """Return what ``account`` can spend, never negative; of a counter, source or sink its sum."""
        standing = await self._standing(guild, account, currency)
        return max(0, standing) if _pays_only_what_it_has(account) else standing

    async def debt(self, guild: GuildId, account: Account, currency: str) -> int:
        """Return what ``account`` owes since something it had spent was undone."""
        standing = await self._standing(guild, account, currency)
        return max(0, -standing) if _pays_only_what_it_has(account) else 0

    async def history(
        self,
        guild: GuildId,
        account: Account,
        currency: str | None = None,
        *,
        before: int | None = None,
        limit: int = 10,
    ) -> list[Entry]:
        """Return the newest entries of ``account``; the next page is ``before`` the last one's id."""
        async with self._database.reading(guild) as connection:
            return await Book(connection, guild).history(account, currency, before=before, limit=limit)

    async def journal(
        self,
        guild: GuildId,
        currency: str,
        *,
        asked_for: bool = False,
        actor: UserId | None = None,
        before: int | None = None,
        limit: int = 10,
    ) -> list[Entry]:
        """Return the newest entries in ``currency`` of all accounts, or those that ``actor`` caused.

        With ``asked_for`` only those of a command, and none that happened by themselves.
        """
        async with self._database.reading(guild) as connection:
            return await Book(connection, guild).journal(
                currency, asked_for=asked_for, actor=actor, before=before, limit=limit
            )

    async def entry(self, guild: GuildId, id_: int) -> Entry | None:
        """Return the entry ``id_`` of ``guild``; None if there is none."""
        async with self._database.reading(guild) as connection:
            found = await Book(connection, guild).entries_of(OneEntry(id_), most=1)
        return found[0] if found else None

    async def receipt(self, guild: GuildId, key: str) -> Receipt | None:
        """Return what was done under ``key``; None if it is free."""
        async with self._database.reading(guild) as connection:
            done = await Book(connection, guild).entries_of(WholeCommand(key), most=MOST_UNDONE)
        return Receipt(key, tuple(reversed(done)), is_new=False) if done else None

    async def flows(
        self, guild: GuildId, currency: str, since: datetime, until: datetime
    ) -> dict[Account, int]:
        """Return by cause what came into being (sources, negative) and what vanished (sinks)."""
        async with self._database.reading(guild) as connection:
            return await Book(connection, guild).flows(currency, since, until)

    async def drift(self, guild: GuildId) -> list[Drift]:
        """Return the balances that aren't the sum of their entries: none, or something is broken."""
        async with self._database.reading(guild) as connection:
            return await drift(connection, guild)

    async def drift_anywhere(self) -> list[Drift]:
        """Return the same over all guilds, for the doctor."""
        async with self._database.house("core.ledger", writes=False) as connection:
            return await drift(connection, None)

    async def _standing(self, guild: GuildId, account: Account, currency: str) -> int:
        async with self._database.reading(guild) as connection:
            return await Book(connection, guild).balance(account, currency)

    async def _do(self, guild: GuildId, asked: tuple[object, ...], cause: Cause, plan: Planning) -> Receipt:
        """Do once what ``plan`` decides; the key is taken first, everything else happens behind it."""
        operation = Operation(fresh_id(), _fingerprint(asked, cause), cause, _to_the_millisecond(self._clock))
        async with self._database.writing(guild) as connection:
            book = Book(connection, guild)
            if not await book.open([operation]):
                return await _replayed(book, operation)
            planned = await plan(book)
            await book.apply(changes(planned.transfers), undoing=bool(planned.undone))
            moves = [(operation, transfer) for transfer in planned.transfers]
            return Receipt(cause["key"], await book.write(moves, planned.undone))


def _demand_no_escrow(transfers: Sequence[Transfer]) -> None:
    if not transfers or any(Kind.ESCROW in (each.from_.kind, each.to.kind) for each in transfers):
        raise ValueError("transfer moves something, and an escrow only by hold, settle and release")


async def _all_stakes(book: Book, escrow: Account, currency: str) -> list[Transfer]:
    """Close ``escrow`` and return what brings each stake back to its owner."""
    held = await book.close(escrow, currency)
    stakes = await book.stakes(escrow, currency)
    if sum(stakes.values()) != held:
        raise EscrowUneven(held=held, shared=sum(stakes.values()))
    return [Transfer(escrow, owner, currency, stake) for owner, stake in stakes.items()]


async def _replayed(book: Book, operation: Operation) -> Receipt:
    key = operation.cause["key"]
    if await book.fingerprint(key) != operation.fingerprint:
        raise KeyReused
    done = await book.entries_of(WholeCommand(key), most=MOST_UNDONE)
    return Receipt(key, tuple(reversed(done)), is_new=False)


async def _found(book: Book, what: Undoing) -> list[Entry]:
    found = await book.entries_of(what, most=MOST_UNDONE + 1)
    if len(found) > MOST_UNDONE:
        raise TooMuchToUndo(most=MOST_UNDONE)
    return found


def _just(transfers: Sequence[Transfer]) -> Planning:
    async def plan(book: Book) -> Plan:  # noqa: ARG001 what is asked for needs no look
        return Plan(transfers)

    return plan


def _fingerprint(asked: tuple[object, ...], cause: Cause) -> str:
    """Return 32 characters that stand for what was asked for, and by whom. Wording may differ."""
    text = " ".join(map(repr, (*asked, cause["actor"])))
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _to_the_millisecond(clock: Clock) -> datetime:
    """Return the moment as the database will keep it, so that a receipt is the same when it's read again."""
    now = clock.now()
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def _pays_only_what_it_has(account: Account) -> bool:
    return account.kind in (Kind.MEMBER, Kind.ESCROW, Kind.POT)
