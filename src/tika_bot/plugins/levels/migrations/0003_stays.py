"""Stays in voice, so that a restart loses at most a minute of them."""

import sqlalchemy as sa
from alembic import op

from tika_bot.storage.columns import Moment, Snowflake
from tika_bot.storage.guarding import guard_guild_table

revision = "levels_0003"
down_revision = "levels_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "levels_stays",
        sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("user_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("channel_id", Snowflake, nullable=False),
        *[sa.Column(name, Moment, nullable=False) for name in ("since", "here_since", "counted_until")],
        *[sa.Column(name, Moment) for name in ("muted_since", "left_at")],
        *[
            sa.Column(name, sa.Integer, nullable=False)
            for name in ("is_open", "is_listener", "tenths", "day", "today")
        ],
    )
    guard_guild_table(op, "levels_stays")
