"""Seasons, and how they ended."""

import sqlalchemy as sa
from alembic import op

from tika_bot.storage.columns import Moment, Snowflake
from tika_bot.storage.guarding import guard_guild_table

revision = "levels_0008"
down_revision = "levels_0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "levels_seasons",
        sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("first_day", sa.Integer, nullable=False),
        sa.Column("began_at", Moment, nullable=False),
        sa.Column("ended_at", Moment),
    )
    guard_guild_table(op, "levels_seasons")
    op.create_table(
        "levels_standings",
        sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("season_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("user_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("xp", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("levels_standings_user", "levels_standings", ["user_id"])
    op.create_index(
        "levels_standings_order", "levels_standings", ["guild_id", "season_id", sa.text("xp DESC"), "user_id"]
    )
    guard_guild_table(op, "levels_standings")
