"""What each member did too soon to count, where a guild lets counters rest."""

import sqlalchemy as sa
from alembic import op

revision = "quests_0002"
down_revision = "quests_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for counter in ("messages", "reactions", "commands"):
        hasty = sa.Column(f"hasty_{counter}", sa.BigInteger, nullable=False, server_default="0")
        op.add_column("quests_members", hasty)
