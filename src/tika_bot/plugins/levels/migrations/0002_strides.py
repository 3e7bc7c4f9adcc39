"""Large guilds count strides of buckets too: they are counted anew when somebody next asks for a rank."""

from alembic import op

revision = "levels_0002"
down_revision = "levels_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DELETE FROM levels_large")
    op.execute("DELETE FROM levels_buckets")
