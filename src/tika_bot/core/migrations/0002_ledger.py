"""The ledger's tables."""

import sqlalchemy as sa
from alembic import op

from tika_bot.storage.columns import Moment, Snowflake
from tika_bot.storage.guarding import guard_guild_table

revision = "core_0002"
down_revision = "core_0001"
branch_labels = None
depends_on = None

FIXED = ("id", "operation_id", "currency", "amount", "undoes")
"""What an entry says for ever. Payer and payee may get an alias: somebody may want to be forgotten."""

REFUSAL = "entries of the ledger are never changed"


def upgrade() -> None:
    _accounts()
    _operations()
    _entries()
    _keep_entries()


def _accounts() -> None:
    op.create_table(
        "core_ledger_accounts",
        sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("account", sa.String(100), primary_key=True),
        sa.Column("currency", sa.String(32), primary_key=True),
        sa.Column("balance", sa.BigInteger, nullable=False),
        sa.Column("is_closed", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.CheckConstraint(f"balance BETWEEN -{10**18} AND {10**18}", name="core_ledger_accounts_limit"),
    )
    guard_guild_table(op, "core_ledger_accounts")


def _operations() -> None:
    op.create_table(
        "core_ledger_operations",
        sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("fingerprint", sa.String(32), nullable=False),
        sa.Column("actor_id", Snowflake, nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("command", sa.String(100), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.UniqueConstraint("guild_id", "key", name="core_ledger_operations_key"),
    )
    op.create_index("core_ledger_operations_actor", "core_ledger_operations", ["guild_id", "actor_id", "at"])
    guard_guild_table(op, "core_ledger_operations")


def _entries() -> None:
    op.create_table(
        "core_ledger_entries",
        sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("operation_id", Snowflake, nullable=False),
        sa.Column("payer", sa.String(100), nullable=False),
        sa.Column("payee", sa.String(100), nullable=False),
        sa.Column("currency", sa.String(32), nullable=False),
        sa.Column("amount", sa.BigInteger, nullable=False),
        sa.Column("undoes", Snowflake),
        sa.CheckConstraint("amount > 0", name="core_ledger_entries_amount"),
        sa.UniqueConstraint("guild_id", "undoes", name="core_ledger_entries_undoes"),
        sa.ForeignKeyConstraint(
            ["guild_id", "operation_id"],
            ["core_ledger_operations.guild_id", "core_ledger_operations.id"],
            ondelete="CASCADE",
            name="core_ledger_entries_operation",
        ),
    )
    for index, *columns in (
        ("operation", "guild_id", "operation_id"),
        ("payer", "guild_id", "payer", "id"),
        ("payee", "guild_id", "payee", "id"),
    ):
        op.create_index(f"core_ledger_entries_by_{index}", "core_ledger_entries", columns)
    guard_guild_table(op, "core_ledger_entries")


def _keep_entries() -> None:
    changed = ", ".join(FIXED)
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER core_ledger_entries_kept BEFORE UPDATE OF {changed} ON core_ledger_entries "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION core_ledger_entries_keep() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER core_ledger_entries_kept BEFORE UPDATE OF {changed} ON core_ledger_entries "
        "FOR EACH ROW EXECUTE FUNCTION core_ledger_entries_keep()"
    )
