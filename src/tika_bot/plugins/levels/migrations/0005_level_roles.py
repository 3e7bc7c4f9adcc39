"""Roles that come with levels, and the work that they make."""

import sqlalchemy as sa
from alembic import op

from tika_bot.storage.columns import Moment, Snowflake
from tika_bot.storage.guarding import guard_guild_table

revision = "levels_0005"
down_revision = "levels_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "levels_roles",
        sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("role_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("level", sa.Integer, nullable=False),
        sa.Column("mode", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("trouble", sa.Text),
    )
    guard_guild_table(op, "levels_roles")
    op.create_table(
        "levels_roles_due",
        sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("user_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("due_at", Moment, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
    )
    op.create_index("levels_roles_due_at", "levels_roles_due", ["guild_id", "due_at"])
    guard_guild_table(op, "levels_roles_due")
    op.create_table(
        "levels_roles_syncs",
        sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("id", sa.BigInteger, nullable=False),
        sa.Column("run", sa.BigInteger, nullable=False),
        sa.Column("channel_id", Snowflake),
        sa.Column("due_at", Moment, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        *[
            sa.Column(name, sa.BigInteger, nullable=False)
            for name in ("after", "seen", "total", "given", "taken")
        ],
    )
    guard_guild_table(op, "levels_roles_syncs")
