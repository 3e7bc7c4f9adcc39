"""On SQLite a forgotten condition would show another guild's rows: tests refuse such a statement."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Select, delete, func, select, update

from tika_bot.base.ids import GuildId
from tika_bot.core.tables import audit, greetings, guilds
from tika_bot.core.tables import plugins as house_table
from tika_bot.storage.database import Database
from tika_bot.storage.statements import upsert
from tika_bot.testing.borders import BorderCrossed

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
HERE, THERE = GuildId(11), GuildId(12)

other = audit.alias()

CROSSING = [
    select(greetings),
    select(greetings).where(greetings.c.guild_id == THERE),
    select(greetings).where(greetings.c.guild_id != HERE),
    select(func.count()).select_from(audit).where(audit.c.id == 5),
    select(audit, guilds).where(audit.c.guild_id == HERE),
    select(audit).join(other, audit.c.id == other.c.id).where(audit.c.guild_id == HERE),
    update(audit).where(audit.c.id == 5).values(action="x"),
    delete(audit).where(audit.c.id == 5),
    greetings.insert().values(guild_id=THERE, greeted_at=NOON),
    upsert("sqlite", greetings).values(guild_id=THERE, greeted_at=NOON).on_conflict_do_nothing(),
]

KEEPING = [
    select(greetings).where(greetings.c.guild_id == HERE),
    select(house_table),
    select(audit, guilds).where(audit.c.guild_id == HERE, guilds.c.guild_id == audit.c.guild_id),
    select(audit).where(
        audit.c.guild_id == HERE,
        ~select(other.c.id).where(other.c.guild_id == audit.c.guild_id, other.c.id < audit.c.id).exists(),
    ),
    update(audit).where(audit.c.guild_id == HERE, audit.c.id == 5).values(action="x"),
    greetings.insert().values(guild_id=HERE, greeted_at=NOON),
]


@pytest.mark.parametrize("statement", CROSSING, ids=str)
async def test_what_leaves_the_guild_is_refused(sqlite_database: Database, statement: Select[int]) -> None:
    async with sqlite_database.writing(HERE) as connection:
        with pytest.raises(BorderCrossed):
            await connection.execute(statement)


@pytest.mark.parametrize("statement", KEEPING, ids=str)
async def test_what_keeps_to_the_guild_is_done(sqlite_database: Database, statement: Select[int]) -> None:
    async with sqlite_database.writing(HERE) as connection:
        await connection.execute(statement)


async def test_many_rows_at_once_are_all_looked_at(sqlite_database: Database) -> None:
    rows = [{"guild_id": guild, "greeted_at": NOON} for guild in (HERE, THERE)]

    async with sqlite_database.writing(HERE) as connection:
        with pytest.raises(BorderCrossed):
            await connection.execute(greetings.insert(), rows)


async def test_the_house_looks_everywhere(sqlite_database: Database) -> None:
    async with sqlite_database.house("core.backup") as connection:
        await connection.execute(select(greetings))
