"""What members earned today from sources with a daily limit."""

import sqlalchemy as sa
from alembic import op

from tika_bot.storage.columns import Snowflake
from tika_bot.storage.guarding import guard_guild_table

revision = "levels_0007"
down_revision = "levels_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "levels_spent",
        sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("user_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("source", sa.String(16), primary_key=True),
        sa.Column("day", sa.Integer, nullable=False),
        sa.Column("xp", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    guard_guild_table(op, "levels_spent")
