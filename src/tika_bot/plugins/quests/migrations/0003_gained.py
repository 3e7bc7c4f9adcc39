"""Levels gained are counted by what was earned, from 0 for everybody: open quests about them begin anew."""

from alembic import op

from tika_bot.storage.roles import HOUSE_ROLE

revision = "quests_0003"
down_revision = "quests_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Their baseline is the level at the start, which nobody gains from 0.
    is_guarded = op.get_bind().dialect.name == "postgresql"  # even against who owns the table
    if is_guarded:
        op.execute(f"SET LOCAL ROLE {HOUSE_ROLE}")
    op.execute("UPDATE quests_taken SET baseline = 0 WHERE metric = 'levels' AND done_at IS NULL")
    if is_guarded:
        op.execute("RESET ROLE")
