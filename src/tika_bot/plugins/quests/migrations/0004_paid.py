"""The XP that each finished quest paid."""

import sqlalchemy as sa
from alembic import op

revision = "quests_0004"
down_revision = "quests_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("quests_taken", sa.Column("paid_xp", sa.BigInteger))
