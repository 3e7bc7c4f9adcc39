"""Levels gained are counted by what was earned, from 0 for everybody: open quests about them begin anew."""

from alembic import op

from tika_bot.storage.guarding import seeing_all_guilds

revision = "quests_0003"
down_revision = "quests_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with seeing_all_guilds(op):
        # Their baseline is the level at the start, which nobody gains from 0.
        op.execute("UPDATE quests_taken SET baseline = 0 WHERE metric = 'levels' AND done_at IS NULL")
