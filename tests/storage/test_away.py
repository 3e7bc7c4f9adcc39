"""PostgreSQL restarts or hangs: members wait a moment, nothing is half done, and nobody waits for ever."""

import asyncio
import contextlib
from datetime import UTC, datetime

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import IntegrityError

from tika_bot.base.errors import Broken, Busy
from tika_bot.base.ids import GuildId
from tika_bot.core import tables
from tika_bot.storage.database import Database
from tika_bot.storage.faults import DatabaseAway, DatabaseCrowded
from tika_bot.storage.health import ping
from tika_bot.testing.doors import a_door

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
HERE = GuildId(11)

pytestmark = pytest.mark.postgres


async def greet(database: Database, guild: int = HERE) -> None:
    async with database.writing(GuildId(guild)) as connection:
        await connection.execute(tables.greetings.insert().values(guild_id=guild, greeted_at=NOON))


async def greeted(database: Database) -> int:
    async with database.house("core.backup", writes=False) as connection:
        return int((await connection.execute(text("SELECT count(*) FROM core_greetings"))).scalar_one())


async def cut_all(database: Database) -> None:
    """End every connection to this database, as a restart of the server does."""
    outside = await Database.open(database.url, pool_size=1)
    async with outside, outside.side.engine.connect() as connection:
        await connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


STARTING_UP = b"SFATAL\0VFATAL\0C57P03\0Mthe database system is starting up\0\0"
"""The fields of what a server says that takes connections, but no questions yet."""


async def test_a_server_that_is_starting_up_again_is_waited_for(postgres_database: Database) -> None:
    async with a_door(postgres_database.url) as door:
        address = make_url(door.url).update_query_dict({"ssl": "disable"})
        through = address.render_as_string(hide_password=False)
        async with await Database.open(through) as database:
            await greet(database, 1)

            door.cut()
            door.turned_away, door.refusals = b"E" + (len(STARTING_UP) + 4).to_bytes(4) + STARTING_UP, 2
            await greet(database, 2)
            async with database.reading(HERE) as connection:
                await connection.execute(text("SELECT 1"))

            assert door.refusals == 0
            assert await greeted(database) == 2


async def test_idle_connections_that_were_cut_are_replaced_unseen(postgres_database: Database) -> None:
    await asyncio.gather(*(greet(postgres_database, guild) for guild in range(1, 9)))

    await cut_all(postgres_database)

    await asyncio.gather(*(greet(postgres_database, guild) for guild in range(11, 19)))
    assert await greeted(postgres_database) == 16


async def test_a_transaction_that_was_cut_is_busy_and_undone(postgres_database: Database) -> None:
    async def interrupted() -> None:
        async with postgres_database.writing(HERE):
            await greet(postgres_database)
            await cut_all(postgres_database)
            await greet(postgres_database, HERE)

    with pytest.raises(DatabaseAway):
        await interrupted()

    assert await greeted(postgres_database) == 0
    await greet(postgres_database)
    assert await greeted(postgres_database) == 1


async def test_a_cut_just_before_the_commit_is_busy(postgres_database: Database) -> None:
    async def interrupted() -> None:
        async with postgres_database.writing(HERE):
            await greet(postgres_database)
            await cut_all(postgres_database)

    with pytest.raises(DatabaseAway):
        await interrupted()

    assert await greeted(postgres_database) == 0


async def test_nobody_at_the_address_is_busy_not_broken() -> None:
    with pytest.raises(DatabaseAway):
        await Database.open("postgresql://tika@127.0.0.1:1/tika")


async def test_a_crowded_pool_says_so(postgres_database: Database) -> None:
    small = await Database.open(postgres_database.url, pool_size=1, acquire_timeout_s=0.05)
    async with small, small.writing(HERE):
        with pytest.raises(DatabaseCrowded):
            await asyncio.create_task(greet(small, 12))


async def test_an_endless_query_ends(postgres_database: Database) -> None:
    impatient = await Database.open(postgres_database.url, pool_size=1, statement_timeout_s=0.05)

    async def doze() -> None:
        async with impatient.reading(HERE) as connection:
            await connection.execute(text("SELECT pg_sleep(600)"))

    async with impatient:
        with pytest.raises(Busy):
            await doze()
        await greet(impatient)


async def test_a_swallowed_error_does_not_pass_for_success(postgres_database: Database) -> None:
    await greet(postgres_database)

    async def careless() -> None:
        async with postgres_database.writing(HERE) as connection:
            row = tables.guilds.insert().values(guild_id=HERE, joined_at=NOON)
            await connection.execute(row)
            with contextlib.suppress(IntegrityError):
                await connection.execute(row)

    with pytest.raises(Broken):
        await careless()


async def test_ping_says_whether_the_database_answers(postgres_database: Database) -> None:
    assert await ping(postgres_database) is None
