"""An index that leads boards and charts to a window's days."""

from alembic import op

revision = "levels_0006"
down_revision = "levels_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("levels_days_by_day", "levels_days", ["guild_id", "day"])
