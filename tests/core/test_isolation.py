"""Two guilds share every table of the core and the plugins, and neither sees or touches the other's rows."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import DBAPIError

from tika_bot.base.ids import GuildId
from tika_bot.storage.database import Database

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
HERE, THERE = GuildId(11), GuildId(12)
SHARED = {"core_plugins"}
"""Tables of the whole house; they hold nothing of any guild."""


def reflect(connection: Connection) -> MetaData:
    metadata = MetaData()
    metadata.reflect(connection)
    return metadata


async def reflected(database: Database) -> list[Table]:
    """Return every table of the database but Alembic's own, so that no plugin can forget one here."""
    async with database.side.engine.connect() as connection:
        metadata = await connection.run_sync(reflect)
    return [table for table in metadata.tables.values() if not table.name.endswith("_schema")]


def value_for(column: Column[object]) -> object:
    if column.name == "guild_id":
        return int(THERE)
    if isinstance(column.type, Boolean):
        return False
    if isinstance(column.type, LargeBinary):
        return b"x"
    return 1 if isinstance(column.type, BigInteger | Integer) else "x"


def row_for(table: Table) -> dict[str, object]:
    return {
        column.name: value_for(column)
        for column in table.columns
        if not column.nullable or column.primary_key
    }


async def fill(database: Database, tables: list[Table]) -> None:
    """Give the other guild a row in each table; foreign keys point among rows of ones."""
    async with database.house("core.backup") as connection:
        for table in in_order(tables):
            await connection.execute(insert(table).values(row_for(table)))


def in_order(tables: list[Table]) -> list[Table]:
    return [table for table in tables[0].metadata.sorted_tables if table in tables]


async def test_every_table_leads_with_the_guild(database: Database) -> None:
    tables = [table for table in await reflected(database) if table.name not in SHARED]

    assert len(tables) > 10
    assert [table.name for table in tables if next(iter(table.columns)).name != "guild_id"] == []
    assert [table.name for table in tables if next(iter(table.primary_key)).name != "guild_id"] == []


async def test_tables_are_prefixed_by_their_plugin(database: Database) -> None:
    async with database.side.engine.connect() as connection:
        metadata = await connection.run_sync(reflect)
    labels = {name.removesuffix("_schema") for name in metadata.tables if name.endswith("_schema")}

    assert [
        name for name in metadata.tables if not name.startswith(tuple(f"{label}_" for label in labels))
    ] == []


async def test_no_guild_reads_anothers_rows(postgres_database: Database) -> None:
    tables = [table for table in await reflected(postgres_database) if table.name not in SHARED]
    await fill(postgres_database, tables)

    async with postgres_database.reading(HERE) as connection:
        seen = {t.name: await connection.scalar(select(func.count()).select_from(t)) for t in tables}
    async with postgres_database.reading(THERE) as connection:
        own = {t.name: await connection.scalar(select(func.count()).select_from(t)) for t in tables}

    assert {name for name, rows in seen.items() if rows} == set()
    assert {name for name, rows in own.items() if rows != 1} == set()


async def test_no_guild_changes_or_deletes_anothers_rows(postgres_database: Database) -> None:
    tables = [table for table in await reflected(postgres_database) if table.name not in SHARED]
    await fill(postgres_database, tables)

    async with postgres_database.writing(HERE) as connection:
        for table in reversed(in_order(tables)):
            assert (await connection.execute(update(table).values(guild_id=HERE))).rowcount == 0, table.name
            assert (await connection.execute(delete(table))).rowcount == 0, table.name

    async with postgres_database.reading(THERE) as connection:
        left = {t.name: await connection.scalar(select(func.count()).select_from(t)) for t in tables}
    assert set(left.values()) == {1}


async def test_no_guild_writes_rows_for_another(postgres_database: Database) -> None:
    tables = [table for table in await reflected(postgres_database) if table.name not in SHARED]

    for table in tables:
        with pytest.raises(DBAPIError, match="row-level security"):
            async with postgres_database.writing(HERE) as connection:
                await connection.execute(insert(table).values(row_for(table)))


async def test_no_guild_gives_its_rows_away(postgres_database: Database) -> None:
    tables = [table for table in await reflected(postgres_database) if table.name not in SHARED]
    await fill(postgres_database, tables)

    for table in tables:
        with pytest.raises(DBAPIError, match=r"row-level security|foreign key"):
            async with postgres_database.writing(THERE) as connection:
                await connection.execute(update(table).values(guild_id=HERE))


async def test_a_transaction_without_a_guild_sees_nothing(postgres_database: Database) -> None:
    tables = [table for table in await reflected(postgres_database) if table.name not in SHARED]
    await fill(postgres_database, tables)

    async with postgres_database.side.engine.connect() as connection:
        await connection.exec_driver_sql("BEGIN")
        await connection.exec_driver_sql("SET LOCAL ROLE tika_guild")
        seen = [await connection.scalar(select(func.count()).select_from(table)) for table in tables]
        await connection.exec_driver_sql("ROLLBACK")

    assert set(seen) == {0}


async def test_the_role_ends_with_the_transaction(postgres_database: Database) -> None:
    async with postgres_database.writing(HERE):
        pass

    async with postgres_database.side.engine.connect() as connection:
        assert await connection.scalar(select(func.current_setting("app.guild", True))) in {None, ""}
        assert await connection.scalar(select(func.current_user())) != "tika_guild"
