"""Balances that aren't what their entries say: none, or something is broken."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, FromClause, Select, func, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from tika_bot.base.ids import GuildId

from .model import COMPUTED
from .tables import accounts, entries


@dataclass(frozen=True, slots=True)
class Drift:
    """A balance that isn't the sum of its entries."""

    guild: GuildId
    account: str
    currency: str
    excess: int
    """By how much the balance is too high."""


def drift_query(guild: GuildId | None) -> Select[int, str, str, int]:
    """Return the query for balances that aren't the sum of their entries, in ``guild`` or everywhere."""

    def side(table: FromClause, name: str, amount: ColumnElement[int]) -> Select[int, str, str, int]:
        query = select(
            table.c.guild_id, table.c[name].label("account"), table.c.currency, amount.label("amount")
        )
        if guild is not None:
            query = query.where(table.c.guild_id == guild)
        return query.where(*(table.c[name].not_like(f"{kind}:%") for kind in COMPUTED))

    sides = union_all(
        side(accounts, "account", accounts.c.balance),
        side(entries, "payee", -entries.c.amount),
        side(entries, "payer", entries.c.amount),
    ).subquery("sides")
    excess = func.sum(sides.c.amount)
    return (
        select(sides.c.guild_id, sides.c.account, sides.c.currency, excess)
        .group_by(sides.c.guild_id, sides.c.account, sides.c.currency)
        .having(excess != literal(0))
        .order_by(sides.c.guild_id, sides.c.account, sides.c.currency)
    )


async def drift(connection: AsyncConnection, guild: GuildId | None) -> list[Drift]:
    """Return the balances that aren't the sum of their entries, in ``guild`` or, as the house, everywhere."""
    found = await connection.execute(drift_query(guild))
    return [Drift(GuildId(g), account, currency, int(excess)) for g, account, currency, excess in found]
