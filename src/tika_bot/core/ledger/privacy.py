"""A user's traces in all guilds' ledgers: shown, or put under an alias.

Value that a member held or spent is part of other people's sums, so entries stay when somebody wants to be
forgotten. Their id goes, wherever it stands, and a random alias takes its place; nothing leads back.
"""

import re
import secrets
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from tika_bot.base.ids import UserId

from .model import Account
from .tables import accounts, entries, operations

_NOBODY = 0

_TEXTS: tuple[Column[str], ...] = (
    accounts.c.account,
    entries.c.payer,
    entries.c.payee,
    operations.c.key,
    operations.c.reason,
    operations.c.command,
)
"""Where an id may stand within a text: ``member:17``, ``escrow:combat.duel:17:18``, "a gift for <@17>"."""


async def export_member(connection: AsyncConnection, user: UserId) -> dict[str, list[dict[str, Any]]]:
    """Return ``user``'s rows by table: what they hold, what moved and why, what they did; as the house."""
    held = select(accounts).where(accounts.c.account.in_(_own(user)))
    moved = select(entries).where(_moves(user))
    did = select(operations).where(or_(operations.c.actor_id == user, _concerns(user)))
    found = {}
    for table, query in ((accounts, held), (entries, moved), (operations, did)):
        rows = (await connection.execute(query)).mappings()
        found[table.name] = [{str(key): _plain(value) for key, value in row.items()} for row in rows]
    return {name: rows for name, rows in found.items() if rows}


async def forget_member(connection: AsyncConnection, user: UserId) -> None:
    """Put an alias wherever ``user``'s id stands; as the house. Balances and sums stay as they are.

    The reason of what they got or lost goes, too: it's a sentence about them, perhaps with their name.
    """
    alias = f"gone-{secrets.token_hex(6)}"
    await connection.execute(update(operations).where(_concerns(user)).values(reason=""))
    await connection.execute(update(operations).where(operations.c.actor_id == user).values(actor_id=_NOBODY))
    for account in (Account.member(user), Account.counter(user)):
        # Most of it at once; what is left, an id within another text, is rare.
        for column in (entries.c.payer, entries.c.payee):
            renamed = {column.name: f"{account.kind}:{alias}"}
            await connection.execute(update(entries).where(column == str(account)).values(renamed))
    for column in _TEXTS:
        await _rename(connection, column, str(user), alias)


def _own(user: UserId) -> list[str]:
    return [str(Account.member(user)), str(Account.counter(user))]


def _moves(user: UserId) -> ColumnElement[bool]:
    """Return whether an entry gives ``user`` something or takes it."""
    return or_(entries.c.payer.in_(_own(user)), entries.c.payee.in_(_own(user)))


def _concerns(user: UserId) -> ColumnElement[bool]:
    """Return whether an operation has an entry that gives ``user`` something or takes it."""
    operation = tuple_(operations.c.guild_id, operations.c.id)
    return operation.in_(select(entries.c.guild_id, entries.c.operation_id).where(_moves(user)))


async def _rename(connection: AsyncConnection, column: Column[str], user: str, alias: str) -> None:
    table: Table = column.table
    whole = re.compile(rf"(?<!\d){user}(?!\d)")
    key = tuple(table.primary_key.columns)
    rows = await connection.execute(select(column.label("text"), *key).where(column.contains(user)))
    for row in rows.all():
        text = row[0]
        renamed = whole.sub(alias, text)
        same = [part == value for part, value in zip(key, row[1:], strict=True)]
        if renamed != text:
            await connection.execute(update(table).where(*same).values({column.name: renamed}))


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | float | bool | None) else str(value)
