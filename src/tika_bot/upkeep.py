"""What the house does for itself while the bot runs: backups, sweeping, statistics for the planner."""

import asyncio
from datetime import timedelta
from pathlib import Path

import structlog

from tika_bot.base.clock import Clock
from tika_bot.base.errors import TikaError
from tika_bot.config import Backups
from tika_bot.core.outbox import Outbox
from tika_bot.storage.backup import back_up, backups, made_at, rotate
from tika_bot.storage.database import Database
from tika_bot.storage.health import tidy

log = structlog.get_logger("tika.upkeep")

WEEK = timedelta(days=7)

FIRST = timedelta(minutes=10)
"""Where there is no backup yet, the first is made this long after the start, however often that comes."""

RETRY = timedelta(hours=1)
"""After a backup that failed, the next one is tried this much later."""


class Upkeep:
    """Keeps backups as the operator chose and sweeps once a week. ``trouble`` is for ``/health``."""

    def __init__(
        self, database: Database, outbox: Outbox, clock: Clock, *, choice: Backups, data_folder: Path
    ) -> None:
        self._database = database
        self._outbox = outbox
        self._clock = clock
        self._choice = choice
        self._folder = data_folder / "backups"
        self._blobs = data_folder / "blobs"
        self.trouble: str | None = None

    async def keep_backups(self) -> None:
        """Make a backup whenever the last one is old enough, for ever; returns at once if none are wanted."""
        if self._choice.every_h == 0:
            return
        while True:
            await asyncio.sleep(self._until_next().total_seconds())
            try:
                await self.back_up_now()
                self.trouble = None
            except (TikaError, OSError) as failure:
                self.trouble = f"the backup failed: {failure}"
                log.exception("backup.failed")
                await asyncio.sleep(RETRY.total_seconds())

    async def back_up_now(self) -> Path:
        """Make a backup, delete those that aren't needed any more, and return it."""
        made = await back_up(self._database, self._folder, self._clock.now(), blobs=self._blobs)
        rotate(self._folder, daily=self._choice.daily, weekly=self._choice.weekly)
        return made

    async def sweep_weekly(self) -> None:
        """Delete what was said long ago and refresh the planner's statistics, for ever."""
        while True:
            try:
                swept = await self._outbox.sweep()
                await tidy(self._database)
                log.info("upkeep.swept", outbox=swept)
            except TikaError:
                log.exception("upkeep.failed")
            await asyncio.sleep(WEEK.total_seconds())

    def _until_next(self) -> timedelta:
        """Return how long the last backup is still young."""
        made = backups(self._folder) if self._folder.exists() else []
        if not made:
            return FIRST
        due = made_at(made[-1]) + timedelta(hours=self._choice.every_h)
        return max(due - self._clock.now(), timedelta())
