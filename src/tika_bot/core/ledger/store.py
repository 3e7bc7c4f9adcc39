"""One guild's ledger within one transaction: the rows, and the statements that change them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    RowMapping,
    Select,
    and_,
    func,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from tika_bot.base.errors import Busy
from tika_bot.base.ids import GuildId, UserId
from tika_bot.storage.numbers import fresh_id
from tika_bot.storage.statements import upsert

from .model import (
    COMPUTED,
    UNLIMITED,
    Account,
    Cause,
    Entry,
    EscrowClosed,
    Kind,
    NotEnough,
    OneEntry,
    Purse,
    Transfer,
    Undoing,
    WholeCommand,
    WouldBreakEscrow,
)
from .tables import accounts, entries, operations

_undoing = entries.alias("undoing")


@dataclass(frozen=True, slots=True)
class Operation:
    """What one key stands for."""

    id: int
    fingerprint: str
    cause: Cause
    at: datetime


class Book:
    """The ledger of ``guild``, as ``connection``'s transaction sees it."""

    def __init__(self, connection: AsyncConnection, guild: GuildId) -> None:
        self._connection = connection
        self._guild = guild

    async def open(self, asked: Sequence[Operation]) -> set[int]:
        """Take the operations' keys; return the ids of those whose key was free.

        Whoever comes second waits until the first has finished.
        """
        rows = [
            {
                "guild_id": self._guild,
                "id": operation.id,
                "fingerprint": operation.fingerprint,
                "key": operation.cause["key"],
                "actor_id": operation.cause["actor"],
                "reason": operation.cause["reason"],
                "command": operation.cause["command"],
                "at": operation.at,
            }
            for operation in asked
        ]
        statement = upsert(self._connection, operations).on_conflict_do_nothing()
        taken = await self._connection.execute(statement.returning(operations.c.id), rows)
        return set(taken.scalars())

    async def fingerprint(self, key: str) -> str:
        """Return what was asked for under ``key``."""
        query = select(operations.c.fingerprint).where(
            operations.c.guild_id == self._guild, operations.c.key == key
        )
        found: str = (await self._connection.execute(query)).scalar_one()
        return found

    async def apply(self, moved: Mapping[Purse, int], *, undoing: bool = False) -> None:
        """Change balances by ``moved``; each change and its condition are one statement.

        Raises:
            NotEnough: a payer doesn't have it. An undo lets it owe instead.
            EscrowClosed: it would receive something. An undo opens it again.
            WouldBreakEscrow: an undo would take what an escrow has paid out.
        """
        for is_credit, some in groupby(moved.items(), lambda item: item[1] > 0):
            if is_credit:
                await self._credit(dict(some), reopen=undoing)
                continue
            for (account, currency), change in some:
                if account.kind in UNLIMITED or (undoing and account.kind is not Kind.ESCROW):
                    await self._credit({(account, currency): change}, reopen=False)
                else:
                    await self._debit(account, currency, -change, undoing=undoing)

    async def _credit(self, moved: Mapping[Purse, int], *, reopen: bool) -> None:
        rows = [
            {"guild_id": self._guild, "account": str(account), "currency": currency, "balance": change}
            for (account, currency), change in moved.items()
        ]
        statement = upsert(self._connection, accounts)
        new: dict[str, object] = {"balance": accounts.c.balance + statement.excluded.balance}
        statement = statement.on_conflict_do_update(
            index_elements=["guild_id", "account", "currency"],
            set_=new | ({"is_closed": False} if reopen else {}),
            where=None if reopen else accounts.c.is_closed.is_(False),
        )
        changed = await self._connection.execute(statement.returning(accounts.c.balance), rows)
        if len(changed.all()) != len(rows):
            raise EscrowClosed

    async def _debit(self, account: Account, currency: str, amount: int, *, undoing: bool) -> None:
        taken = await self._connection.execute(
            update(accounts)
            .where(*self._row(account, currency), accounts.c.balance >= amount)
            .values(balance=accounts.c.balance - amount)
        )
        if taken.rowcount:
            return
        if undoing:
            raise WouldBreakEscrow
        have = max(0, await self.balance(account, currency))
        raise NotEnough(have=have, need=amount, missing=amount - have, currency=currency)

    async def close(self, escrow: Account, currency: str) -> int:
        """Let nothing more into ``escrow`` and return what it holds; nobody else changes it meanwhile.

        Raises:
            EscrowClosed: it is closed already, or was never opened.
        """
        return await self._hold_still(escrow, currency, closed=True)

    async def lock(self, escrow: Account, currency: str) -> int:
        """Return what ``escrow`` holds; nobody else changes it until the transaction ends.

        Raises:
            EscrowClosed: it is closed, or was never opened.
        """
        return await self._hold_still(escrow, currency, closed=False)

    async def _hold_still(self, escrow: Account, currency: str, *, closed: bool) -> int:
        found = await self._connection.execute(
            update(accounts)
            .where(*self._row(escrow, currency), accounts.c.is_closed.is_(False))
            .values(is_closed=closed)
            .returning(accounts.c.balance)
        )
        held: int | None = found.scalar()
        if held is None:
            raise EscrowClosed
        return held

    async def stakes(self, escrow: Account, currency: str) -> dict[Account, int]:
        """Return what each account paid into ``escrow`` and didn't get back."""
        stakes: dict[Account, int] = {}
        for theirs, ours, sign in (
            (entries.c.payer, entries.c.payee, 1),
            (entries.c.payee, entries.c.payer, -1),
        ):
            query = (
                select(theirs, func.sum(entries.c.amount))
                .where(entries.c.guild_id == self._guild, ours == str(escrow), entries.c.currency == currency)
                .group_by(theirs)
            )
            for name, amount in await self._connection.execute(query):
                account = Account.parse(name)
                stakes[account] = stakes.get(account, 0) + sign * int(amount)
        return {
            account: stake for account, stake in sorted(stakes.items(), key=lambda s: str(s[0])) if stake > 0
        }

    async def write(
        self, moves: Sequence[tuple[Operation, Transfer]], undone: Sequence[Entry] = ()
    ) -> tuple[Entry, ...]:
        """Write ``moves`` down and return them as entries; ``undone`` are those they take back, in order.

        Raises:
            Busy: somebody else took one of them back meanwhile.
        """
        written = tuple(
            Entry(
                fresh_id(),
                transfer,
                **operation.cause,
                at=operation.at,
                undoes=undone[n].id if undone else None,
            )
            for n, (operation, transfer) in enumerate(moves)
        )
        if not written:
            return ()
        rows = [
            _row_of(self._guild, operation.id, entry)
            for (operation, _), entry in zip(moves, written, strict=True)
        ]
        statement = upsert(self._connection, entries).on_conflict_do_nothing().returning(entries.c.id)
        put = await self._connection.execute(statement, rows)
        if len(put.all()) != len(rows):
            raise Busy
        return written

    async def entries_of(self, what: Undoing, *, most: int) -> list[Entry]:
        """Return at most ``most`` entries that ``what`` means, newest first."""
        if isinstance(what, OneEntry):
            chosen: tuple[ColumnElement[bool], ...] = (entries.c.id == what.id,)
        elif isinstance(what, WholeCommand):
            chosen = (operations.c.key == what.key,)
        else:
            chosen = (
                operations.c.actor_id == what.actor,
                operations.c.at >= what.since,
                operations.c.at < what.until,
                *([] if what.currency is None else [entries.c.currency == what.currency]),
            )
        return await self._read(self._select().where(*chosen).limit(most))

    async def history(
        self, account: Account, currency: str | None, *, before: int | None, limit: int
    ) -> list[Entry]:
        """Return the newest entries of ``account``, older than the entry ``before`` if one is given."""
        query = self._select().limit(limit)
        if currency is not None:
            query = query.where(entries.c.currency == currency)
        if before is not None:
            query = query.where(entries.c.id < before)
        # Two queries, each along its own index: one with OR sorts the account's whole life first.
        paid = await self._read(query.where(entries.c.payer == str(account)))
        received = await self._read(query.where(entries.c.payee == str(account)))
        return sorted([*paid, *received], key=lambda entry: -entry.id)[:limit]

    async def journal(
        self, currency: str, *, asked_for: bool, actor: UserId | None, before: int | None, limit: int
    ) -> list[Entry]:
        """Return the newest entries in ``currency``, older than ``before``, by ``actor`` if one is given."""
        query = self._select().where(entries.c.currency == currency).limit(limit)
        if asked_for:
            query = query.where(entries.c.operation_id.in_(self._asked_for(currency, before, limit)))
        if actor is not None:
            query = query.where(operations.c.actor_id == actor)
        if before is not None:
            query = query.where(entries.c.id < before)
        return await self._read(query)

    def _asked_for(self, currency: str, before: int | None, limit: int) -> Select[int]:
        """Return the operations, each with an entry at least, that a journal of asked for entries needs."""
        moved = select(entries.c.id).where(
            entries.c.guild_id == operations.c.guild_id,
            entries.c.operation_id == operations.c.id,
            entries.c.currency == currency,
        )
        has_command = operations.c.command != literal_column("''")  # no parameter, or the index doesn't fit
        query = select(operations.c.id).where(
            operations.c.guild_id == self._guild, has_command, moved.exists()
        )
        if before is not None:
            query = query.where(operations.c.id < before)
        # The last of them may be one whose entries come after `before`, too.
        return query.order_by(operations.c.id.desc()).limit(limit + 1)

    async def balance(self, account: Account, currency: str) -> int:
        """Return the balance of ``account``, negative if it owes; of a source or sink the entries' sum."""
        if account.kind in COMPUTED:
            return await self._sum(entries.c.payee, account, currency) - await self._sum(
                entries.c.payer, account, currency
            )
        query = select(accounts.c.balance).where(*self._row(account, currency))
        return int((await self._connection.execute(query)).scalar() or 0)

    async def balances(self, purses: Iterable[Purse]) -> dict[Purse, int]:
        """Return the balances of ``purses``."""
        return {purse: await self.balance(*purse) for purse in purses}

    async def flows(self, currency: str, since: datetime, until: datetime) -> dict[Account, int]:
        """Return what each source gave (negative) and each sink took, from ``since`` to before ``until``."""
        flows: dict[Account, int] = {}
        for side, sign in ((entries.c.payer, -1), (entries.c.payee, 1)):
            query = (
                select(side, func.sum(entries.c.amount))
                .select_from(_with_operations())
                .where(
                    entries.c.guild_id == self._guild,
                    entries.c.currency == currency,
                    operations.c.at >= since,
                    operations.c.at < until,
                    or_(*(side.startswith(f"{kind}:") for kind in COMPUTED)),
                )
                .group_by(side)
            )
            for name, amount in await self._connection.execute(query):
                account = Account.parse(name)
                flows[account] = flows.get(account, 0) + sign * int(amount)
        return dict(sorted(flows.items(), key=lambda flow: str(flow[0])))

    async def _sum(self, side: ColumnElement[str], account: Account, currency: str) -> int:
        query = select(func.coalesce(func.sum(entries.c.amount), 0)).where(
            entries.c.guild_id == self._guild, side == str(account), entries.c.currency == currency
        )
        return int((await self._connection.execute(query)).scalar_one())

    def _row(self, account: Account, currency: str) -> tuple[ColumnElement[bool], ...]:
        return (
            accounts.c.guild_id == self._guild,
            accounts.c.account == str(account),
            accounts.c.currency == currency,
        )

    def _select(self) -> Select[*tuple[Any, ...]]:
        source = _with_operations().outerjoin(
            _undoing, and_(_undoing.c.guild_id == entries.c.guild_id, _undoing.c.undoes == entries.c.id)
        )
        return (
            select(entries, operations, entries.c.id.label("entry_id"), _undoing.c.id.label("undone_by"))
            .select_from(source)
            .where(entries.c.guild_id == self._guild)
            .order_by(entries.c.id.desc())
        )

    async def _read(self, query: Select[*tuple[Any, ...]]) -> list[Entry]:
        return [_entry(row) for row in (await self._connection.execute(query)).mappings()]


def _with_operations() -> FromClause:
    return entries.join(
        operations,
        and_(operations.c.guild_id == entries.c.guild_id, operations.c.id == entries.c.operation_id),
    )


def _row_of(guild: GuildId, operation: int, entry: Entry) -> dict[str, object]:
    return {
        "guild_id": guild,
        "id": entry.id,
        "operation_id": operation,
        "payer": str(entry.transfer.from_),
        "payee": str(entry.transfer.to),
        "currency": entry.transfer.currency,
        "amount": entry.transfer.amount,
        "undoes": entry.undoes,
    }


def _entry(row: RowMapping) -> Entry:
    payer, payee = Account.parse(row[entries.c.payer]), Account.parse(row[entries.c.payee])
    return Entry(
        id=row["entry_id"],
        transfer=Transfer(payer, payee, row[entries.c.currency], row[entries.c.amount]),
        key=row[operations.c.key],
        actor=UserId(row[operations.c.actor_id]),
        reason=row[operations.c.reason],
        command=row[operations.c.command],
        at=row[operations.c.at],
        undoes=row[entries.c.undoes],
        undone_by=row["undone_by"],
    )
