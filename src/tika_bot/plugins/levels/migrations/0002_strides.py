"""Large guilds count strides of buckets too: they are counted anew when somebody next asks for a rank."""

from alembic import op

from tika_bot.storage.guarding import seeing_all_guilds

revision = "levels_0002"
down_revision = "levels_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with seeing_all_guilds(op):
        op.execute("DELETE FROM levels_large")
        op.execute("DELETE FROM levels_buckets")
