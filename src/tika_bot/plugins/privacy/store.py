"""What the core itself keeps about members, and every table of a guild that is to go."""

import re
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    RowMapping,
    Table,
    Text,
    cast,
    column,
    delete,
    inspect,
    or_,
    select,
    table,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from tika_bot.base.ids import GuildId, UserId
from tika_bot.core import tables
from tika_bot.core.ledger import export_member, forget_member
from tika_bot.storage.database import Database

NOBODY = 0
"""Written in place of somebody who wants to be forgotten."""

SIGNED: tuple[tuple[Table, Column[Any]], ...] = (
    (tables.features, tables.features.c.changed_by),
    (tables.settings, tables.settings.c.changed_by),
    (tables.settings_history, tables.settings_history.c.changed_by),
    (tables.plugins, tables.plugins.c.changed_by),
    (tables.audit, tables.audit.c.actor_id),
)
"""Where somebody's name stands under what they decided for a server. The decision stays, the name goes."""

OWN: tuple[tuple[Table, Column[Any]], ...] = ((tables.member_settings, tables.member_settings.c.guild_id),)
"""Rows that are about one user alone: their private space leads them."""

TELLING: tuple[Table, ...] = (tables.timers, tables.outbox)
"""Where members stand within keys and documents of any shape: what waits to be done and what was said.

A plugin has had its say when these go: whatever it still needs, it has written anew without the member.
"""


class HouseRecords:
    """Finds, exports and deletes across guilds, as the house."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def export(self, user: UserId) -> dict[str, list[dict[str, Any]]]:
        """Return the core's rows about ``user`` by table; values as they are stored, moments as text."""
        found: dict[str, list[dict[str, Any]]] = {}
        async with self._database.house("core.privacy", writes=False) as connection:
            for rows, who in (*OWN, *SIGNED):
                kept = (await connection.execute(select(rows).where(who == user))).mappings()
                found[rows.name] = [_exported(row) for row in kept]
            for rows in TELLING:
                found[rows.name] = [_exported(row) for row in await _telling_of(connection, rows, user)]
            found |= await export_member(connection, user)
        return {name: rows for name, rows in found.items() if rows}

    async def forget(self, user: UserId) -> None:
        """Delete the core's rows about ``user`` and take their name from what they decided."""
        async with self._database.house("core.privacy") as connection:
            for rows, who in OWN:
                await connection.execute(delete(rows).where(who == user))
            for rows in TELLING:
                for row in await _telling_of(connection, rows, user):
                    this = (rows.c.guild_id == row["guild_id"], rows.c.id == row["id"])
                    await connection.execute(delete(rows).where(*this))
            for rows, who in SIGNED:
                await connection.execute(update(rows).where(who == user).values({who.name: NOBODY}))
            await forget_member(connection, user)

    async def purge(self, guild: GuildId) -> int:
        """Delete every row of ``guild`` in every table that has guilds; return how many."""
        gone = 0
        async with self._database.house("core.privacy") as connection:
            for name in await connection.run_sync(_guild_tables):
                rows = table(name, column("guild_id"))
                gone += (await connection.execute(delete(rows).where(rows.c.guild_id == guild))).rowcount
        return gone


def _guild_tables(connection: Connection) -> list[str]:
    """Return the tables that lead with a guild, whichever plugin brought them."""
    schema = inspect(connection)
    return [
        name
        for name in schema.get_table_names()
        if any(one["name"] == "guild_id" for one in schema.get_columns(name))
    ]


async def _telling_of(connection: AsyncConnection, rows: Table, user: UserId) -> list[RowMapping]:
    """Return those of ``rows`` that name ``user`` anywhere."""
    holds = [cast(one, Text).contains(str(user)) for one in rows.columns]
    found = await connection.execute(select(rows).where(or_(*holds)))
    whole = re.compile(rf"(?<!\d){user}(?!\d)")
    return [row for row in found.mappings() if whole.search(repr(dict(row)))]


def _exported(row: RowMapping) -> dict[str, Any]:
    return {str(key): _plain(value) for key, value in row.items()}


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | float | bool | dict | list | None) else str(value)
