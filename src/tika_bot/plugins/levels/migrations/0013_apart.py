"""What members' counters hold that they didn't do here, and the levels that they climbed by what they did."""

import sqlalchemy as sa
from alembic import op

from tika_bot.storage.columns import Snowflake
from tika_bot.storage.guarding import guard_guild_table

revision = "levels_0013"
down_revision = "levels_0012"
branch_labels = None
depends_on = None

NAMES = ("xp", "messages", "messages_counted", "reactions", "commands", "voice_s", "climbed")


def upgrade() -> None:
    op.create_table(
        "levels_apart",
        sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("user_id", Snowflake, primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.BigInteger, nullable=False, server_default="0") for name in NAMES),
        sqlite_with_rowid=False,
    )
    guard_guild_table(op, "levels_apart")
