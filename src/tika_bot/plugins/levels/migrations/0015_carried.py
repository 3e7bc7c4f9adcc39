"""Seasons and cards that imports bring, and what they stand in place of."""

import sqlalchemy as sa
from alembic import op

from tika_bot.storage.columns import Moment, Snowflake
from tika_bot.storage.guarding import guard_guild_table

revision = "levels_0015"
down_revision = "levels_0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name, kind in (("brought_by", Snowflake), ("replaced_by", Snowflake), ("replaced_at", Moment)):
        op.add_column("levels_seasons", sa.Column(name, kind))
    op.add_column("levels_cards", sa.Column("brought_by", Snowflake))
    op.create_table(
        "levels_cards_replaced",
        sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("entry_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("user_id", Snowflake, primary_key=True, autoincrement=False),
        *[
            sa.Column(name, sa.Text, nullable=False)
            for name in ("style", "top", "bottom", "primary", "secondary", "border", "text")
        ],
        sa.Column("picture", sa.LargeBinary),
        sa.Column("brought_by", Snowflake),
        sa.Column("taken_at", Moment, nullable=False),
    )
    op.create_index("levels_cards_replaced_user", "levels_cards_replaced", ["user_id"])
    guard_guild_table(op, "levels_cards_replaced")
    op.create_table(
        "levels_seal",
        sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("key", sa.LargeBinary, nullable=False),
    )
    guard_guild_table(op, "levels_seal")
