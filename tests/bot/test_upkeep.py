"""The house keeps itself: a backup is made, the old ones go, and a failure is visible."""

from datetime import timedelta
from pathlib import Path

from tika_bot.base.clock import StillClock
from tika_bot.config import Backups
from tika_bot.core.outbox import Outbox
from tika_bot.storage.backup import backups
from tika_bot.storage.database import Database
from tika_bot.testing.houses import FRIDAY_NOON
from tika_bot.upkeep import Upkeep


async def test_a_backup_a_day_is_kept_as_chosen(sqlite_file_database: Database, tmp_path: Path) -> None:
    clock = StillClock(FRIDAY_NOON)
    outbox = Outbox(sqlite_file_database, clock)
    choice = Backups(daily=2, weekly=0)
    upkeep = Upkeep(sqlite_file_database, outbox, clock, choice=choice, data_folder=tmp_path)

    for _ in range(4):
        last = await upkeep.back_up_now()
        clock.advance(timedelta(days=1))

    kept = backups(tmp_path / "backups")
    assert len(kept) == 2 and kept[-1] == last
    assert upkeep._until_next() == timedelta()


async def test_a_bot_that_is_restarted_every_few_hours_has_backups_too(
    sqlite_file_database: Database, tmp_path: Path
) -> None:
    clock = StillClock(FRIDAY_NOON)
    outbox = Outbox(sqlite_file_database, clock)
    upkeep = Upkeep(sqlite_file_database, outbox, clock, choice=Backups(), data_folder=tmp_path)

    first = upkeep._until_next()
    await upkeep.back_up_now()
    clock.advance(timedelta(hours=5))
    again = Upkeep(sqlite_file_database, outbox, clock, choice=Backups(), data_folder=tmp_path)

    assert first <= timedelta(hours=1)
    assert again._until_next() == timedelta(hours=19)
