"""Upgrades see the rows of every guild, also where the user inherits nothing from the house's role."""

import importlib
import secrets

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, text

from tika_bot.storage.database import Database

TABLES = ("levels_large", "levels_buckets")
LEFT = f"SELECT (SELECT count(*) FROM {TABLES[0]}) + (SELECT count(*) FROM {TABLES[1]})"


@pytest.mark.postgres
@pytest.mark.parametrize("name", ["0002_strides", "0016_counted_anew"])
async def test_large_guilds_are_counted_anew_whoever_owns_the_tables(
    postgres_database: Database, name: str
) -> None:
    owner = f"tika_test_{secrets.token_hex(4)}"
    step = importlib.import_module(f"tika_bot.plugins.levels.migrations.{name}")

    def upgraded(connection: Connection) -> int:
        for guild in (1, 2):
            connection.execute(text(f"INSERT INTO levels_large VALUES ({guild}, 0)"))
            connection.execute(text(f"INSERT INTO levels_buckets VALUES ({guild}, 5, 7)"))
        connection.execute(text(f"CREATE ROLE {owner} NOINHERIT IN ROLE tika_guild, tika_house"))
        for table in TABLES:
            connection.execute(text(f"ALTER TABLE {table} OWNER TO {owner}"))
        connection.execute(text(f"SET LOCAL ROLE {owner}"))
        with Operations.context(MigrationContext.configure(connection)):
            step.upgrade()
        connection.execute(text("RESET ROLE"))
        left = int(connection.execute(text(LEFT)).scalar_one())
        connection.execute(text(f"REASSIGN OWNED BY {owner} TO CURRENT_USER"))  # roles outlive databases
        connection.execute(text(f"DROP ROLE {owner}"))
        return left

    async with postgres_database.side.owning(writes=True) as connection:
        left = await connection.run_sync(upgraded)

    assert left == 0
