"""The ledger's tables, among the core's own."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    String,
    Table,
    UniqueConstraint,
    false,
)

from tika_bot.core.tables import metadata
from tika_bot.storage.columns import Moment, Snowflake

LIMIT = 10**18
"""Balances stay within it, far from where 64 bits end: SQLite would go on in floating point there."""

accounts = Table(
    "core_ledger_accounts",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("account", String(100), primary_key=True),
    Column("currency", String(32), primary_key=True),
    Column("balance", BigInteger, nullable=False),
    Column("is_closed", Boolean, nullable=False, server_default=false()),
    CheckConstraint(f"balance BETWEEN -{LIMIT} AND {LIMIT}", name="core_ledger_accounts_limit"),
)
"""What members, counters, escrows and pots hold. A negative balance is a debt that an undo left (or, of a
counter, a correction downwards). Sources and sinks have no row."""

operations = Table(
    "core_ledger_operations",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("id", Snowflake, primary_key=True, autoincrement=False),
    Column("key", String(200), nullable=False),
    Column("fingerprint", String(32), nullable=False),
    Column("actor_id", Snowflake, nullable=False),
    Column("reason", String(200), nullable=False),
    Column("command", String(100), nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("guild_id", "key", name="core_ledger_operations_key"),
)
"""Who moved something, and why; the unique key makes it happen once. Kept as long as its entries. An index
leads to those that somebody asked for by a command."""
Index("core_ledger_operations_actor", operations.c.guild_id, operations.c.actor_id, operations.c.at)

entries = Table(
    "core_ledger_entries",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("id", Snowflake, primary_key=True, autoincrement=False),
    Column("operation_id", Snowflake, nullable=False),
    Column("payer", String(100), nullable=False),
    Column("payee", String(100), nullable=False),
    Column("currency", String(32), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("undoes", Snowflake),
    CheckConstraint("amount > 0", name="core_ledger_entries_amount"),
    UniqueConstraint("guild_id", "undoes", name="core_ledger_entries_undoes"),
    ForeignKeyConstraint(
        ["guild_id", "operation_id"],
        ["core_ledger_operations.guild_id", "core_ledger_operations.id"],
        ondelete="CASCADE",
        name="core_ledger_entries_operation",
    ),
)
"""What moved, one row from payer to payee. A trigger refuses to change what moved; ``undoes`` is unique, so
nothing is undone twice."""

Index("core_ledger_entries_by_operation", entries.c.guild_id, entries.c.operation_id)
Index("core_ledger_entries_by_payer", entries.c.guild_id, entries.c.payer, entries.c.id)
Index("core_ledger_entries_by_payee", entries.c.guild_id, entries.c.payee, entries.c.id)
