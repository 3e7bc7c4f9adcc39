"""What an import brought, so that it can be undone."""

import sqlalchemy as sa
from alembic import op

from tika_bot.storage.columns import Moment, Snowflake
from tika_bot.storage.guarding import guard_guild_table

revision = "levels_0009"
down_revision = "levels_0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "levels_imported",
        sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("entry_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("user_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("day", sa.Integer, primary_key=True, autoincrement=False),
        *[
            sa.Column(name, sa.BigInteger, nullable=False)
            for name in ("xp", "messages", "messages_counted", "reactions", "commands", "voice_s")
        ],
        sa.Column("taken_at", Moment, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("levels_imported_user", "levels_imported", ["user_id"])
    guard_guild_table(op, "levels_imported")
