"""With whom members spent their minutes in voice this week."""

import sqlalchemy as sa
from alembic import op

from tika_bot.storage.columns import Snowflake
from tika_bot.storage.guarding import guard_guild_table

revision = "levels_0012"
down_revision = "levels_0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "levels_company",
        sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("user_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("other_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("week", sa.Integer, nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    guard_guild_table(op, "levels_company")
