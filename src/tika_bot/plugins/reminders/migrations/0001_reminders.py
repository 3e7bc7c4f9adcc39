"""Reminders and the numbers that name them."""

import sqlalchemy as sa
from alembic import op

from tika_bot.storage.columns import Moment, Snowflake
from tika_bot.storage.guarding import guard_guild_table

revision = "reminders_0001"
down_revision = None
branch_labels = ("reminders",)
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reminders_reminders",
        sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("member_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("channel_id", Snowflake, nullable=False),
        sa.Column("direct", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("due", Moment, nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("locale", sa.String(16), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("rule", sa.String(200)),
        sa.Column("occurrence", sa.Integer, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("settled", sa.Integer, nullable=False),
        sa.Column("request", sa.String(64)),
        sa.UniqueConstraint("guild_id", "member_id", "request", name="reminders_reminders_request"),
    )
    guard_guild_table(op, "reminders_reminders")
    op.create_table(
        "reminders_members",
        sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("member_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("last_number", sa.Integer, nullable=False),
    )
    guard_guild_table(op, "reminders_members")
