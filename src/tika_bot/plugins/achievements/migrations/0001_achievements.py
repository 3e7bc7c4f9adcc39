"""What members hold, and the achievements that guilds made themselves."""

import sqlalchemy as sa
from alembic import op

from tika_bot.storage.columns import Moment, Snowflake
from tika_bot.storage.guarding import guard_guild_table

revision = "achievements_0001"
down_revision = None
branch_labels = ("achievements",)
depends_on = None


def upgrade() -> None:
    op.create_table(
        "achievements_held",
        sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("user_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("rule", sa.String(40), primary_key=True),
        sa.Column("tier", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("earned_at", Moment, nullable=False),
        sa.Column("changed_by", Snowflake),
        sa.Column("taken", sa.Integer, nullable=False, server_default="0"),
    )
    op.create_index("achievements_held_user", "achievements_held", ["user_id"])
    guard_guild_table(op, "achievements_held")
    op.create_table(
        "achievements_own",
        sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("about", sa.String(200), nullable=False),
        sa.Column("counter", sa.String(12), nullable=False),
        sa.Column("span", sa.String(8), nullable=False),
        sa.Column("threshold", sa.BigInteger, nullable=False),
        sa.Column("xp", sa.Integer, nullable=False),
        sa.Column("emoji", sa.String(64), nullable=False),
        sa.Column("secret", sa.Integer, nullable=False),
        sa.Column("role_id", Snowflake),
        sa.Column("badge", sa.String(64)),
        sa.Column("made_by", Snowflake, nullable=False),
        sa.Column("request", sa.String(64)),
        sa.Column("gone", sa.Integer, nullable=False, server_default="0"),
        sa.UniqueConstraint("guild_id", "request", name="achievements_own_request"),
    )
    guard_guild_table(op, "achievements_own")
