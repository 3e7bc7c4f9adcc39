"""An operator starts a new version: the tables follow, all or nothing, whoever starts first."""

import asyncio
import io
import secrets
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr
from rich.console import Console
from sqlalchemy import inspect, make_url, text

from tika_bot.base.ids import GuildId
from tika_bot.cli import upkeep
from tika_bot.config import Config, Storage
from tika_bot.core import tables
from tika_bot.storage import migrate
from tika_bot.storage.backup import back_up, restore
from tika_bot.storage.database import Database
from tika_bot.storage.health import digest, integrity, tidy
from tika_bot.testing.databases import service_url

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)

SCRIPT = """
import sqlalchemy as sa
from alembic import op
from tika_bot.storage.columns import Snowflake
from tika_bot.storage.guarding import guard_guild_table

revision = "pets_{number}"
down_revision = {down}
branch_labels = {labels}
depends_on = None


def upgrade() -> None:
{body}
"""

FIRST = """
    op.create_table(
        "pets_cats",
        sa.Column("guild_id", Snowflake, primary_key=True),
        sa.Column("user_id", Snowflake, primary_key=True),
    )
    guard_guild_table(op, "pets_cats")
"""


def write_script(folder: Path, number: str, body: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    down = None if number == "0001" else f"pets_{int(number) - 1:04}"
    labels = ("pets",) if down is None else None
    script = SCRIPT.format(number=number, down=repr(down), labels=labels, body=body)
    (folder / f"{number}_step.py").write_text(script)


@pytest.fixture
def pets(tmp_path: Path) -> Path:
    folder = tmp_path / "pets" / "migrations"
    write_script(folder, "0001", FIRST)
    return folder


async def table_names(database: Database) -> set[str]:
    async with database.side.engine.connect() as connection:
        return set(await connection.run_sync(lambda sync: inspect(sync).get_table_names()))


async def test_a_fresh_database_is_pending_and_then_is_not(database: Database, pets: Path) -> None:
    [standing] = await migrate.pending(database, [pets])
    assert (standing.label, standing.here, standing.newest) == ("pets", None, "pets_0001")

    moved = await migrate.upgrade(database, [pets])

    assert [standing.label for standing in moved] == ["pets"]
    assert await migrate.heads_ok(database, [*migrate.own_scripts(), pets])
    assert await migrate.upgrade(database, [pets]) == []
    assert await integrity(database) is None


async def test_a_broken_script_leaves_nothing_behind(database: Database, pets: Path) -> None:
    write_script(pets, "0002", '    op.create_table("pets_dogs", sa.Column("n", sa.Integer))\n    1 / 0')

    with pytest.raises(ZeroDivisionError):
        await migrate.upgrade(database, [pets])

    assert {"pets_cats", "pets_dogs", "pets_schema"} & await table_names(database) == set()


async def test_a_later_script_builds_on_the_first(database: Database, pets: Path) -> None:
    await migrate.upgrade(database, [pets])
    write_script(pets, "0002", '    op.add_column("pets_cats", sa.Column("name", sa.String(20)))')
    assert not await migrate.heads_ok(database, [pets])

    await migrate.upgrade(database, [pets])

    async with database.writing(GuildId(5)) as connection:
        await connection.execute(text("INSERT INTO pets_cats (guild_id, user_id, name) VALUES (5, 1, 'Tom')"))


async def test_a_plugin_that_is_gone_disturbs_nobody(database: Database, pets: Path) -> None:
    await migrate.upgrade(database, [*migrate.own_scripts(), pets])

    assert await migrate.upgrade(database, migrate.own_scripts()) == []
    assert "pets_cats" in await table_names(database)


async def test_a_database_newer_than_the_code_is_noticed(database: Database, pets: Path) -> None:
    write_script(pets, "0002", "    pass")
    await migrate.upgrade(database, [pets])
    (pets / "0002_step.py").unlink()

    [standing] = await migrate.pending(database, [pets])

    assert (standing.here, standing.newest) == ("pets_0002", "pets_0001")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/tika.db"
    return str(request.getfixturevalue("empty_postgres"))


async def test_several_that_start_at_once_take_turns(empty_url: str, pets: Path) -> None:
    folders = [*migrate.own_scripts(), pets]

    moved = await asyncio.gather(*(migrate.upgrade(empty_url, folders) for _ in range(3)))

    assert sorted(len(steps) for steps in moved) == [0, 0, len(migrate.own_scripts()) + 1]


async def test_those_who_open_a_new_file_at_once_all_get_it(tmp_path: Path) -> None:
    for number in range(20):
        url = f"sqlite:///{tmp_path}/{number}.db"
        opened = await asyncio.gather(*(Database.open(url, pool_size=1) for _ in range(8)))
        for database in opened:
            async with database.house("core.backup", writes=False) as connection:
                assert (await connection.exec_driver_sql("PRAGMA journal_mode")).scalar() == "wal"
            await database.close()


async def administer(sql: str) -> None:
    server = await Database.open(service_url("TIKA_TEST_POSTGRES"), pool_size=1)
    async with server, server.side.engine.connect() as connection:
        await connection.exec_driver_sql(sql)


@pytest.fixture
async def empty_postgres() -> AsyncIterator[str]:
    """The address of an empty database whose owner is an ordinary user, as hosters give them out."""
    name = f"tika_test_{secrets.token_hex(6)}"
    await administer(f"CREATE ROLE {name} LOGIN PASSWORD '{name}'")
    await administer(f"CREATE DATABASE {name} OWNER {name}")
    await administer("DO $$ BEGIN CREATE ROLE tika_guild; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
    await administer("DO $$ BEGIN CREATE ROLE tika_house; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
    await administer(f"GRANT tika_guild, tika_house TO {name}")
    url = make_url(service_url("TIKA_TEST_POSTGRES")).set(username=name, password=name, database=name)
    yield url.render_as_string(hide_password=False)
    await administer(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    await administer(f"DROP ROLE {name}")


@pytest.mark.postgres
async def test_an_ordinary_user_may_own_everything(empty_postgres: str, tmp_path: Path) -> None:
    """Migrate, write, back up, restore: none of it needs an administrator once the roles exist."""
    await migrate.upgrade(empty_postgres, migrate.own_scripts())
    async with await Database.open(empty_postgres) as database:
        row = tables.greetings.insert().values(guild_id=11, greeted_at=NOON)
        async with database.writing(GuildId(11)) as connection:
            await connection.execute(row)
        async with database.reading(GuildId(12)) as connection:
            assert (await connection.execute(tables.greetings.select())).all() == []
        before = await digest(database)
        file = await back_up(database, tmp_path, NOON)

    await restore(file, empty_postgres, overwrite=True)

    async with await Database.open(empty_postgres) as database:
        assert await digest(database) == before
        assert await migrate.heads_ok(database, migrate.own_scripts())


@pytest.mark.postgres
async def test_missing_roles_are_explained_with_the_remedy(empty_postgres: str) -> None:
    user = make_url(empty_postgres).username
    await administer(f"REVOKE tika_guild, tika_house FROM {user}")

    with pytest.raises(migrate.RolesMissing) as caught:
        await migrate.upgrade(empty_postgres, migrate.own_scripts())

    assert f"GRANT tika_guild, tika_house TO {user};" in str(caught.value)


@pytest.mark.postgres
async def test_the_command_tells_the_remedy_instead_of_a_traceback(
    empty_postgres: str, tmp_path: Path
) -> None:
    await administer(f"REVOKE tika_guild, tika_house FROM {make_url(empty_postgres).username}")
    said = io.StringIO()
    config = Config(storage=Storage(data_folder=tmp_path, database_url=SecretStr(empty_postgres)))

    code = await upkeep.migrate(config, Console(file=said, width=400))

    assert code == 1 and "GRANT tika_guild, tika_house TO" in said.getvalue()


@pytest.fixture(params=["sqlite", "sqlite_file", pytest.param("postgres", marks=pytest.mark.postgres)])
def busy_database(request: pytest.FixtureRequest) -> Database:
    made: Database = request.getfixturevalue(f"{request.param}_database")
    return made


async def test_upgrades_and_upkeep_amid_writers_wait_their_turn(
    busy_database: Database, tmp_path: Path
) -> None:
    database = busy_database
    pets = tmp_path / "pets" / "migrations"
    write_script(pets, "0001", FIRST)

    async def greet(guild: int) -> None:
        async with database.writing(GuildId(guild)) as connection:
            greeting = tables.greetings.insert().values(guild_id=guild, greeted_at=NOON)
            await connection.execute(greeting)

    upgrades = [migrate.upgrade(database, [pets]) for _ in range(5)]
    looks = [migrate.pending(database, [pets]) for _ in range(5)]
    checks = [look(database) for look in (tidy, digest, tidy)]
    await asyncio.gather(*(greet(guild) for guild in range(1, 101)), *upgrades, *looks, *checks)

    async with database.house("core.backup", writes=False) as connection:
        greeted = (await connection.execute(tables.greetings.select())).all()
    assert len(greeted) == 100
    assert await migrate.heads_ok(database, [pets])
