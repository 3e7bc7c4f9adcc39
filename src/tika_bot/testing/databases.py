"""A fresh, migrated database for each test, on SQLite in memory and on PostgreSQL.

Name ``database`` among a test's arguments and it runs once per dialect. PostgreSQL takes part when
``TIKA_TEST_POSTGRES`` names a server on which databases may be created. ``TIKA_REQUIRE_SERVICES=1``, as in
CI, makes its absence an error instead of a skip.
"""

import asyncio
import os
import secrets
import shutil
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from tika_bot.storage import migrate
from tika_bot.storage.database import Database
from tika_bot.testing.borders import watch_borders


def service_url(variable: str) -> str:
    """Return the address of a test service from the environment; skip the test if there is none."""
    url = os.environ.get(variable, "")
    if url:
        return url
    if os.environ.get("TIKA_REQUIRE_SERVICES") == "1":
        pytest.fail(f"{variable} isn't set, although TIKA_REQUIRE_SERVICES=1 asks for every service")
    pytest.skip(f"set {variable} to run this test")


@pytest.fixture(scope="session")
def script_folders() -> Sequence[Path]:
    """The migrations that test databases have: all that ship. Override it to add a plugin of your own."""
    return migrate.own_scripts()


@pytest.fixture(scope="session")
def sqlite_template(script_folders: Sequence[Path]) -> Iterator[Path]:
    """A migrated SQLite file, made once, to copy from."""
    with tempfile.TemporaryDirectory(prefix="tika-test-") as folder:
        path = Path(folder) / "template.db"
        asyncio.run(_migrated(f"sqlite:///{path}", script_folders))
        yield path


@pytest.fixture(scope="session")
def postgres_template(script_folders: Sequence[Path]) -> Iterator[str]:
    """The address of a migrated PostgreSQL database, made once, to copy from."""
    server = service_url("TIKA_TEST_POSTGRES")
    name = f"tika_test_{secrets.token_hex(6)}"
    asyncio.run(_administer(server, f'CREATE DATABASE "{name}"'))
    url = _named(server, name)
    try:
        asyncio.run(_migrated(url, script_folders))
        yield url
    finally:
        asyncio.run(_administer(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))


@pytest.fixture
async def sqlite_database(sqlite_template: Path) -> AsyncIterator[Database]:
    """A migrated SQLite database in memory."""
    database = await Database.open("sqlite://")
    async with database.side.engine.connect() as connection:
        driver: Any = (await connection.get_raw_connection()).driver_connection
        # On the driver's own thread, as SQLite demands.
        await driver._execute(_copy, sqlite_template, driver._conn)  # noqa: SLF001 aiosqlite's backup only goes out
    watch_borders(database)
    yield database
    await database.close()


@pytest.fixture
async def sqlite_file_database(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """A migrated SQLite database in a file, as members use it: with readers beside the writer."""
    shutil.copy(sqlite_template, tmp_path / "tika.db")
    database = await Database.open(f"sqlite:///{tmp_path}/tika.db")
    watch_borders(database)
    yield database
    await database.close()


@pytest.fixture
async def postgres_database(postgres_template: str) -> AsyncIterator[Database]:
    """A migrated PostgreSQL database of the test's own."""
    server = service_url("TIKA_TEST_POSTGRES")
    name = f"tika_test_{secrets.token_hex(6)}"
    template = make_url(postgres_template).database
    await _administer(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    database = await Database.open(_named(server, name), pool_size=8)
    yield database
    await database.close()
    await _administer(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture
def scratch_postgres() -> Iterator[str]:
    """The address of an empty PostgreSQL database of the test's own, for a bot that starts from nothing."""
    server = service_url("TIKA_TEST_POSTGRES")
    name = f"tika_test_{secrets.token_hex(6)}"
    asyncio.run(_administer(server, f'CREATE DATABASE "{name}"'))
    yield _named(server, name)
    asyncio.run(_administer(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Database:
    """A fresh, migrated database, once per dialect."""
    made: Database = request.getfixturevalue(f"{request.param}_database")
    return made


@pytest.fixture(params=["sqlite_file", pytest.param("postgres", marks=pytest.mark.postgres)])
def durable_database(request: pytest.FixtureRequest) -> Database:
    """A database as members use it, which outlives a process: a file with its readers, or a server."""
    made: Database = request.getfixturevalue(f"{request.param}_database")
    return made


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """Yield a list in which every statement is noted that is sent to ``database`` meanwhile."""
    sent: list[str] = []

    def note(*args: object) -> None:
        sent.append(str(args[2]))

    for engine in database.side.engines:
        event.listen(engine.sync_engine, "before_cursor_execute", note)
    yield sent
    for engine in database.side.engines:
        event.remove(engine.sync_engine, "before_cursor_execute", note)


def _named(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def _copy(template: Path, into: sqlite3.Connection) -> None:
    with closing(sqlite3.connect(template)) as source:
        source.backup(into)


async def _migrated(url: str, folders: Sequence[Path]) -> None:
    await migrate.upgrade(url, folders)


async def _administer(server: str, sql: str) -> None:
    engine = create_async_engine(
        make_url(server).set(drivername="postgresql+asyncpg"), isolation_level="AUTOCOMMIT"
    )
    try:
        async with engine.connect() as connection:
            await connection.execute(text(sql))
    finally:
        await engine.dispose()
