"""A way to what somebody asked for, among all that happened by itself."""

import sqlalchemy as sa
from alembic import op

revision = "core_0004"
down_revision = "core_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    asked_for = sa.text("command <> ''")
    op.create_index(
        "core_ledger_operations_asked_for",
        "core_ledger_operations",
        ["guild_id", "id"],
        sqlite_where=asked_for,
        postgresql_where=asked_for,
    )
