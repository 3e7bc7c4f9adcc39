"""Members' own rank cards, and the drafts of them."""

import sqlalchemy as sa
from alembic import op

from tika_bot.storage.columns import Snowflake
from tika_bot.storage.guarding import guard_guild_table

revision = "levels_0010"
down_revision = "levels_0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "levels_cards",
        sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("user_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("is_draft", sa.SmallInteger, primary_key=True, autoincrement=False),
        *[
            sa.Column(name, sa.Text, nullable=False)
            for name in ("style", "top", "bottom", "primary", "secondary", "border", "text")
        ],
        sa.Column("picture", sa.LargeBinary),
    )
    guard_guild_table(op, "levels_cards")
