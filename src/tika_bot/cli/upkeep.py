"""What an operator does beside running the bot: migrate, back up, restore."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.prompt import Confirm

from tika_bot.base.errors import TikaError
from tika_bot.config import Config
from tika_bot.storage.backup import BackupFailed
from tika_bot.storage.backup import back_up as copy
from tika_bot.storage.backup import restore as put_back
from tika_bot.storage.database import Database
from tika_bot.storage.faults import words_of
from tika_bot.storage.migrate import RolesMissing, own_scripts, plugin_scripts, upgrade


async def migrate(config: Config, say: Console) -> int:
    """Bring the schema up to date; return the exit code."""
    async with opened(config, say) as database:
        if database is None:
            return 1
        try:
            moved = await upgrade(database, scripts(config))
        except RolesMissing as missing:
            say.print(str(missing), style="red", markup=False, soft_wrap=True)
            return 1
    for standing in moved:
        say.print(f"{standing.label}: {standing.here or 'nothing'} → {standing.newest}", highlight=False)
    if not moved:
        say.print("The schema is as this version needs it.")
    return 0


def scripts(config: Config) -> list[Path]:
    """Return the migration folders of the core and of every plugin that this configuration knows."""
    return own_scripts() + [path for folder in config.plugins.folders for path in plugin_scripts(folder)]


@asynccontextmanager
async def opened(config: Config, say: Console) -> AsyncIterator[Database | None]:
    """Yield the database, or None after saying why it can't be reached."""
    config.storage.data_folder.mkdir(parents=True, exist_ok=True)
    try:
        database = await Database.open(config.database_url, pool_size=2)
    except TikaError as away:
        say.print(
            f"The database can't be reached: {words_of(away)}", style="red", markup=False, soft_wrap=True
        )
        yield None
        return
    try:
        yield database
    finally:
        await database.close()


async def back_up(config: Config, say: Console, to: Path | None) -> int:
    """Write a copy of the database; return the exit code."""
    folder = config.storage.data_folder / "backups"
    async with opened(config, say) as database:
        if database is None:
            return 1
        try:
            with say.status("Copying…"):
                file = await copy(
                    database, folder, datetime.now(UTC), blobs=config.storage.data_folder / "blobs"
                )
        except BackupFailed as failed:
            say.print(str(failed), style="red", markup=False)
            return 1
    if to is not None:
        to.parent.mkdir(parents=True, exist_ok=True)
        file = Path(shutil.move(file, to))
    say.print(f"Wrote {file} ({file.stat().st_size:,} bytes).", markup=False, highlight=False)
    return 0


async def restore(config: Config, say: Console, file: Path, *, yes: bool) -> int:
    """Put ``file`` in place of the database, after a copy of what is there now; return the exit code."""
    if not yes and not Confirm.ask(f"Replace the present data by {file.name}? They are backed up first."):
        return 1
    present = await back_up(config, say, None)
    if present != 0:
        return present
    try:
        with say.status("Restoring…"):
            await put_back(
                file, config.database_url, overwrite=True, blobs=config.storage.data_folder / "blobs"
            )
    except BackupFailed as failed:
        say.print(str(failed), style="red", markup=False)
        return 1
    return await migrate(config, say)
