"""Backups, made while everything runs, and the way back.

SQLite's own backup API copies one consistent state; for PostgreSQL ``pg_dump`` does. A backup appears under
its name only when it's complete, checked and on the disk. Blobs are files by content, so their backup is a
folder beside, to which only new ones are copied.
"""

import asyncio
import os
import re
import shutil
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import structlog
from sqlalchemy import URL, make_url

from tika_bot.base.errors import Broken
from tika_bot.storage.blobs import sync_folder
from tika_bot.storage.database import Database
from tika_bot.storage.migrate import create_roles
from tika_bot.storage.roles import HOUSE_ROLE

log = structlog.get_logger()

DAILY, WEEKLY = 7, 4
_NAME = re.compile(r"tika-(\d{8}T\d{6}Z)\.(sqlite|dump)")
_STAMP = "%Y%m%dT%H%M%SZ"


class BackupFailed(Broken):
    """A backup couldn't be made or read; ``why`` is for the operator."""

    key = "core.backup_failed"

    def __str__(self) -> str:
        return str(self.fields["why"])


async def back_up(database: Database, folder: Path, now: datetime, *, blobs: Path | None = None) -> Path:
    """Write a backup of ``database`` into ``folder``, and of the folder ``blobs``; return the file.

    Raises:
        BackupFailed: If it didn't work; nothing is left behind then.
    """
    ending = "sqlite" if database.dialect == "sqlite" else "dump"
    target = folder / f"tika-{now.astimezone(UTC).strftime(_STAMP)}.{ending}"
    unfinished = target.with_suffix(".unfinished")
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    try:
        if database.dialect == "sqlite":
            await _dump_sqlite(database, unfinished)
        else:
            await _dump_postgres(make_url(database.url), unfinished)
        await asyncio.to_thread(_finish, unfinished, target)
    finally:
        unfinished.unlink(missing_ok=True)
    if blobs is not None:
        await asyncio.to_thread(copy_blobs, blobs, folder / "blobs")
    log.info("backup.made", file=target.name, bytes=target.stat().st_size)
    return target


async def restore(backup: Path, url: str, *, overwrite: bool = False, blobs: Path | None = None) -> None:
    """Put ``backup`` in place of the database at ``url``; blobs beside it come back into ``blobs``.

    The database keeps its old content if anything fails. Migrations run afterwards, by the caller, if the
    backup is older than the code.

    Raises:
        BackupFailed: If the file can't be read, belongs to the other dialect, or the database holds
            something and ``overwrite`` is False.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        await asyncio.to_thread(_restore_sqlite, backup, Path(str(parsed.database)), overwrite=overwrite)
    else:
        await _restore_postgres(backup, url, overwrite=overwrite)
    if blobs is not None:
        await asyncio.to_thread(copy_blobs, backup.parent / "blobs", blobs)
    log.info("backup.restored", file=backup.name)


def backups(folder: Path) -> list[Path]:
    """Return the backups in ``folder``, oldest first."""
    return sorted((path for path in folder.glob("tika-*") if _NAME.fullmatch(path.name)), key=made_at)


def made_at(backup: Path) -> datetime:
    """Return when ``backup`` was made, by its name."""
    found = _NAME.fullmatch(backup.name)
    if found is None:
        raise ValueError(f"not a backup's name: {backup.name!r}")
    return datetime.strptime(found[1], _STAMP).replace(tzinfo=UTC)


def superfluous(made: Iterable[datetime], *, daily: int = DAILY, weekly: int = WEEKLY) -> set[datetime]:
    """Return which of the backups ``made`` may go.

    Kept is the newest of each of the last ``daily`` days and of the last ``weekly`` weeks that have any.
    """
    newest_first = sorted(made, reverse=True)
    days: dict[date, datetime] = {}
    weeks: dict[tuple[int, int], datetime] = {}
    for at in newest_first:
        days.setdefault(at.date(), at)
        weeks.setdefault(at.isocalendar()[:2], at)
    kept = {*list(days.values())[:daily], *list(weeks.values())[:weekly]}
    return set(newest_first) - kept


def rotate(folder: Path, *, daily: int = DAILY, weekly: int = WEEKLY) -> list[Path]:
    """Delete the backups in ``folder`` that aren't needed any more; return them."""
    found = {made_at(path): path for path in backups(folder)}
    gone = [found[at] for at in sorted(superfluous(found, daily=daily, weekly=weekly))]
    for path in gone:
        path.unlink()
    return gone


def copy_blobs(source: Path, target: Path) -> None:
    """Copy the blobs that ``target`` doesn't have yet."""
    for blob in source.rglob("??/*"):
        copy = target / blob.relative_to(source)
        if blob.name.startswith(".") or copy.exists():
            continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        beside = copy.with_name(f".new-{blob.name}")
        shutil.copyfile(blob, beside)
        beside.replace(copy)


async def _dump_sqlite(database: Database, target: Path) -> None:
    if database.side.in_memory:
        raise BackupFailed(why="a database in memory has no backup; give it a file")
    source = Path(str(make_url(database.url).database))
    await asyncio.to_thread(_copy_sqlite, source, target)


def _copy_sqlite(source: Path, target: Path) -> None:
    try:
        with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as old:
            with closing(sqlite3.connect(target)) as new:
                old.backup(new)
                new.execute("PRAGMA journal_mode=DELETE")  # one file, without companions
            _check_sqlite(target)
    except sqlite3.Error as error:
        raise BackupFailed(why=f"SQLite: {error}") from error


def _check_sqlite(path: Path) -> None:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        [(verdict,)] = connection.execute("PRAGMA integrity_check(1)").fetchall()
    if verdict != "ok":
        raise BackupFailed(why=f"{path.name} is damaged: {verdict}")


def _restore_sqlite(backup: Path, target: Path, *, overwrite: bool) -> None:
    try:
        _check_sqlite(backup)
        target.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(target, timeout=10)) as new:
            if not overwrite and new.execute("SELECT 1 FROM sqlite_master").fetchone():
                raise BackupFailed(why=f"{target} holds something already; it's overwritten only if asked")
            # Through SQLite, not by moving files: whoever has the database open sees all of it or nothing.
            with closing(sqlite3.connect(f"file:{backup}?mode=ro", uri=True)) as old:
                old.backup(new)
            new.execute("PRAGMA journal_mode=WAL")
    except sqlite3.Error as error:
        raise BackupFailed(why=f"SQLite: {error}") from error


async def _dump_postgres(url: URL, target: Path) -> None:
    # As the house: the tables' owner is under row-level security like everybody else.
    arguments = ["--format=custom", f"--role={HOUSE_ROLE}", "--enable-row-security", f"--file={target}"]
    await _run("pg_dump", [*arguments, f"--dbname={url.database}"], url)


async def _restore_postgres(backup: Path, url: str, *, overwrite: bool) -> None:
    async with await Database.open(url, pool_size=2) as database:
        await create_roles(database)
        async with database.side.engine.connect() as connection:
            found = await connection.exec_driver_sql(
                "SELECT 1 FROM pg_tables WHERE schemaname = 'public' LIMIT 1"
            )
            if found.first() and not overwrite:
                raise BackupFailed(why="the database holds something already; it's overwritten only if asked")
    arguments = ["--exit-on-error", "--single-transaction", "--no-owner", "--clean", "--if-exists"]
    parsed = make_url(url)
    await _run("pg_restore", [*arguments, f"--dbname={parsed.database}", str(backup)], parsed)


async def _run(program: str, arguments: Sequence[str], url: URL) -> None:
    found = shutil.which(program)
    if found is None:
        raise BackupFailed(why=f"{program} isn't installed; it comes with PostgreSQL's client programs")
    process = await asyncio.create_subprocess_exec(
        found, *arguments, env=os.environ | _credentials(url), stderr=asyncio.subprocess.PIPE
    )
    try:
        _, words = await process.communicate()
    except asyncio.CancelledError:
        process.kill()
        await process.wait()
        raise
    if process.returncode:
        raise BackupFailed(why=f"{program}: {words.decode(errors='replace').strip()[-500:]}")


def _credentials(url: URL) -> dict[str, str]:
    """Return what libpq reads from the environment, where other users of the machine can't see it."""
    host = url.host or str(url.query.get("host", ""))
    known = {"PGHOST": host, "PGPORT": url.port, "PGUSER": url.username, "PGPASSWORD": url.password}
    return {name: str(value) for name, value in known.items() if value}


def _finish(unfinished: Path, target: Path) -> None:
    with unfinished.open("rb") as file:
        os.fsync(file.fileno())
    unfinished.replace(target)
    sync_folder(target.parent)
