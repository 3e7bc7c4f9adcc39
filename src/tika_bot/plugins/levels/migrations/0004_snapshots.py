"""What everybody had before a reset of all, so that it can be undone."""

import sqlalchemy as sa
from alembic import op

from tika_bot.storage.columns import Moment, Snowflake
from tika_bot.storage.guarding import guard_guild_table

revision = "levels_0004"
down_revision = "levels_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "levels_snapshots",
        sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("entry_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("user_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("xp", sa.BigInteger, nullable=False),
        sa.Column("taken_at", Moment, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("levels_snapshots_user", "levels_snapshots", ["user_id"])
    guard_guild_table(op, "levels_snapshots")
