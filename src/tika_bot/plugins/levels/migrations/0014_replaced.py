"""Roles and settings that imports replaced; and last messages that a file had put into the far future."""

import time

import sqlalchemy as sa
from alembic import op

from tika_bot.storage.columns import Moment, Snowflake
from tika_bot.storage.guarding import guard_guild_table, seeing_all_guilds

revision = "levels_0014"
down_revision = "levels_0013"
branch_labels = None
depends_on = None

DAY_MS = 24 * 60 * 60 * 1000


def upgrade() -> None:
    op.create_table(
        "levels_replaced",
        sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("entry_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("taken_at", Moment, nullable=False),
    )
    guard_guild_table(op, "levels_replaced")
    bring_back_to_the_present()


def bring_back_to_the_present() -> None:
    latest = round(time.time() * 1000) + DAY_MS
    with seeing_all_guilds(op):
        op.execute(f"UPDATE levels_members SET last_message_at = 0 WHERE last_message_at > {latest}")  # noqa: S608 # a number
