"""An operator updates: a quest from before is neither done by that nor out of reach, and all others go on."""

from datetime import UTC, datetime
from importlib import import_module

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, insert, select

from tika_bot.plugins.quests.model.quest import Metric
from tika_bot.plugins.quests.store.tables import taken
from tika_bot.storage.database import Database

from .conftest import ALICE, ELSEWHERE, HERE

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
BLANK = dict.fromkeys(("currency", "badge", "emoji", "title", "text"), "")


def gained(connection: Connection) -> None:
    """Take the step after which levels gained are counted from none."""
    with Operations.context(MigrationContext.configure(connection)):
        import_module("tika_bot.plugins.quests.migrations.0003_gained").upgrade()


async def test_open_quests_about_levels_gained_begin_at_none_and_all_else_stays(database: Database) -> None:
    whats = {"open": (Metric.LEVELS, None), "done": (Metric.LEVELS, NOON), "other": (Metric.XP, None)}
    rows = [
        {
            "guild_id": guild, "member_id": ALICE, "slot": slot, "period": "2026-11-16", "id": 1,
            "quest": slot, "kind": "weekly", "metric": metric.value, "xp": 200, "coins": 0, "target": 3,
            "baseline": 20, "starts": NOON, "done_at": done_at, **BLANK,
        }
        for guild in (HERE, ELSEWHERE)
        for slot, (metric, done_at) in whats.items()
    ]  # fmt: skip
    async with database.house("quests.privacy") as connection:
        await connection.execute(insert(taken), rows)

    async with database.side.engine.begin() as connection:
        await connection.run_sync(gained)

    async with database.house("quests.privacy", writes=False) as connection:
        found = await connection.execute(select(taken.c.slot, taken.c.baseline))
        assert sorted(map(tuple, found)) == sorted(2 * [("open", 0), ("done", 20), ("other", 20)])
