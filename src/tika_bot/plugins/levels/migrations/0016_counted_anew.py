"""Large guilds are counted anew once more: 0002 saw no rows where its user inherits nothing from a role."""

from alembic import op

from tika_bot.storage.guarding import seeing_all_guilds

revision = "levels_0016"
down_revision = "levels_0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with seeing_all_guilds(op):
        op.execute("DELETE FROM levels_large")
        op.execute("DELETE FROM levels_buckets")
