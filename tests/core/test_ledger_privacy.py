"""A member looks at their traces in the ledger and has them taken away; a guild leaves with its own."""

import re

import pytest
from sqlalchemy import MetaData, select

from tika_bot.base.clock import StillClock
from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.ledger import Account, Cause, Ledger, Transfer, WholeCommand, export_member, forget_member
from tika_bot.plugins.privacy.store import HouseRecords
from tika_bot.storage.database import Database
from tika_bot.testing.houses import FRIDAY_NOON

HERE, THERE = GuildId(400000000000000011), GuildId(400000000000000012)
USER, OTHER = UserId(123456789012345678), UserId(223456789012345678)
ALICE, BRUNO = Account.member(USER), Account.member(OTHER)
QUEST, DUEL = Account.source("levels.quests"), Account.escrow(f"combat.duel:{USER}:{OTHER}")


def why(key: str, actor: UserId = USER) -> Cause:
    return {"key": key, "actor": actor, "reason": f"a gift for <@{USER}>", "command": "give"}


@pytest.fixture
async def ledger(database: Database) -> Ledger:
    """A ledger with Alice's traces in every column, in both guilds."""
    made = Ledger(database, StillClock(FRIDAY_NOON))
    for guild in (HERE, THERE):
        await made.transfer(guild, Transfer(QUEST, ALICE, "coins", 100), **why(f"daily:{USER}"))
        await made.transfer(guild, Transfer(ALICE, BRUNO, "coins", 10), **why("gift"))
        await made.hold(guild, Transfer(ALICE, DUEL, "coins", 20), **why("duel"))
        await made.transfer(guild, Transfer(QUEST, Account.counter(USER), "xp", 3), **why("xp", OTHER))
        await made.transfer(guild, Transfer(QUEST, BRUNO, "coins", 1), **why(f"7{USER}", OTHER))
    return made


async def rows(database: Database, guild: GuildId | None = None) -> str:
    """Return all rows of the ledger, or of one guild's, as text."""
    async with database.side.engine.connect() as connection:
        metadata = MetaData()
        await connection.run_sync(metadata.reflect)
    found = []
    async with database.house("core.backup", writes=False) as connection:
        for name, table in sorted(metadata.tables.items()):
            if name.startswith("core_ledger_"):
                query = select(table) if guild is None else select(table).where(table.c.guild_id == guild)
                found += [repr(tuple(row)) for row in await connection.execute(query)]
    return "\n".join(found)


async def test_the_export_has_what_they_hold_what_moved_and_why_and_what_they_did(
    ledger: Ledger, database: Database
) -> None:
    async with database.house("core.privacy", writes=False) as connection:
        kept = await export_member(connection, USER)
        others = await export_member(connection, UserId(5))

    assert {name: len(found) for name, found in kept.items()} == {
        "core_ledger_accounts": 4, "core_ledger_entries": 8, "core_ledger_operations": 8,
    }  # fmt: skip
    assert others == {}


async def test_the_privacy_plugin_asks_the_ledger_too(ledger: Ledger, database: Database) -> None:
    records = HouseRecords(database)
    assert "core_ledger_entries" in await records.export(USER)

    await records.forget(USER)

    assert await records.export(USER) == {}


async def test_nothing_holds_their_id_afterwards(ledger: Ledger, database: Database) -> None:
    async with database.house("core.privacy") as connection:
        await forget_member(connection, USER)

    left = await rows(database)
    assert re.findall(rf"(?<!\d){USER}(?!\d)", left) == []
    assert f"7{USER}" in left, "a longer number that happens to contain it is somebody else's"
    assert str(OTHER) in left


async def test_reasons_of_what_they_got_or_lost_go_and_those_of_others_stay(
    ledger: Ledger, database: Database
) -> None:
    async with database.house("core.privacy") as connection:
        await forget_member(connection, USER)

    left = (await rows(database, HERE)).split("\n")
    reasons = [row for row in left if "a gift for" in row]
    assert [f"7{USER}" in row for row in reasons] == [True], "what Bruno got from others"


async def test_sums_and_other_peoples_balances_stay(ledger: Ledger, database: Database) -> None:
    async with database.house("core.privacy") as connection:
        await forget_member(connection, USER)

    assert await ledger.drift_anywhere() == []
    for guild in (HERE, THERE):
        assert await ledger.balance(guild, ALICE, "coins") == 0
        assert await ledger.balance(guild, BRUNO, "coins") == 11
        assert await ledger.balance(guild, QUEST, "coins") == -101
        assert await ledger.history(guild, ALICE) == []


async def test_a_forgotten_gift_can_still_be_undone(ledger: Ledger, database: Database) -> None:
    async with database.house("core.privacy") as connection:
        await forget_member(connection, USER)

    await ledger.undo(HERE, WholeCommand("gift"), **why("undo", OTHER))

    assert await ledger.balance(HERE, BRUNO, "coins") == 1
    assert await ledger.drift_anywhere() == []


async def test_a_guild_leaves_with_its_ledger_and_the_other_stays(ledger: Ledger, database: Database) -> None:
    before = await rows(database, THERE)

    await HouseRecords(database).purge(HERE)

    assert await rows(database, HERE) == ""
    assert await rows(database, THERE) == before
