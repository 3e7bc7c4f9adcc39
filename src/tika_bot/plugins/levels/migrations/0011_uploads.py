"""Files that members put up for import and haven't confirmed yet."""

import sqlalchemy as sa
from alembic import op

from tika_bot.storage.columns import Moment, Snowflake
from tika_bot.storage.guarding import guard_guild_table

revision = "levels_0011"
down_revision = "levels_0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "levels_uploads",
        sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("user_id", Snowflake, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("roles", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("made_at", Moment, nullable=False),
    )
    op.create_index("levels_uploads_user", "levels_uploads", ["user_id"])
    guard_guild_table(op, "levels_uploads")
