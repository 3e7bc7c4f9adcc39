"""The first tables of levels."""

import sqlalchemy as sa
from alembic import op

from tika_bot.storage.columns import Moment, Snowflake
from tika_bot.storage.guarding import guard_guild_table

revision = "levels_0001"
down_revision = None
branch_labels = ("levels",)
depends_on = None

COUNTERS = ("xp", "messages", "messages_counted", "reactions", "commands", "voice_s")


def _counters() -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger, nullable=False, server_default="0") for name in COUNTERS]


def upgrade() -> None:
    op.create_table(
        "levels_members",
        sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("user_id", Snowflake, primary_key=True, autoincrement=False),
        *_counters(),
        sa.Column("last_message_at", Moment, nullable=False, server_default="0"),
        sa.Column("away", sa.SmallInteger, nullable=False, server_default="0"),
        sqlite_with_rowid=False,
    )
    # Ranks are counted inside this index alone, so everything that they ask for is in it.
    op.create_index(
        "levels_members_board", "levels_members", ["guild_id", "away", sa.text("xp DESC"), "user_id"]
    )
    op.create_index("levels_members_user", "levels_members", ["user_id"])
    guard_guild_table(op, "levels_members")
    op.create_table(
        "levels_days",
        sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("user_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("day", sa.Integer, primary_key=True, autoincrement=False),
        *_counters(),
        sqlite_with_rowid=False,
    )
    guard_guild_table(op, "levels_days")
    op.create_table(
        "levels_buckets",
        sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("bucket", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("members", sa.BigInteger, nullable=False, server_default="0"),
        sqlite_with_rowid=False,
    )
    guard_guild_table(op, "levels_buckets")
    op.create_table(
        "levels_large",
        sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("since", Moment, nullable=False),
    )
    guard_guild_table(op, "levels_large")
