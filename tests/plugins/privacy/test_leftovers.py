"""A member who did everything that can be done deletes their data: no column of any table knows them."""

import json
import re

from sqlalchemy import MetaData, select

from tika_bot.app import Running
from tika_bot.base.clock import StillClock
from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.events import MemberForgotten
from tika_bot.core.outbox import Outbox, Place
from tika_bot.core.timers import Timers
from tika_bot.plugins.privacy.store import HouseRecords
from tika_bot.storage.database import Database
from tika_bot.testing.facts import fact
from tika_bot.testing.houses import FRIDAY_NOON
from tika_sandbox.testing import Person, Stage

ALICE, BRUNO = UserId(123456789012345678), UserId(223456789012345678)
HERE, THERE = GuildId(400000000000000011), GuildId(400000000000000012)


async def rows(database: Database) -> list[str]:
    """Return every row of every table, as text."""
    async with database.side.owning(writes=False) as connection:
        metadata = MetaData()
        await connection.run_sync(metadata.reflect)
    found = []
    async with database.house("core.backup", writes=False) as connection:
        for name, table in sorted(metadata.tables.items()):
            found += [f"{name}: {dict(row)}" for row in (await connection.execute(select(table))).mappings()]
    return found


async def about(database: Database, *traces: object) -> list[str]:
    """Return the rows that hold one of ``traces``, not as a part of a longer number."""
    pattern = re.compile("|".join(rf"(?<!\d){re.escape(str(trace))}(?!\d)" for trace in traces))
    return [row for row in await rows(database) if pattern.search(row)]


async def lives(alice: Person, bruno: Person) -> None:
    """Let ``alice`` leave traces of every kind in one guild."""
    words = await alice.says("We speak of sencha at some length here")
    await bruno.reacts("🍵", on=words)
    await alice.runs("/quests")
    await bruno.runs("/levels give", member=alice, amount=900, reason=f"she, <@{alice.id}>, pours well")
    await alice.runs("/remind me", when="in 1 second", what="rinse the gaiwan")
    await alice.runs("/remind me", when="in 3 hours", what="empty the gaiwan")
    await alice.sees(lambda message: "rinse the gaiwan" in message.text and not message.is_private)
    await alice.runs("/card colours", palette="sunset")


async def test_a_whole_life_leaves_nothing_in_any_table(play: Stage, bot: Running) -> None:
    alice, bruno = await play.person("alice"), await play.person("bruno")
    there, host = await play.person("alice", guild=1), await play.person("bruno", guild=1)
    await lives(alice, bruno)
    await lives(there, host)
    database, waiting = bot.database, bot.wing.outbox.waiting
    assert len({row.partition(":")[0] for row in await about(database, alice.id)}) >= 10

    form = await host.runs("/quest create", kind="special", counts="messages", cycle="once").form()
    await form.fills(name="Say something", amount="1")
    await there.runs("/quests")
    await there.says("And these last words of mine, still to be counted, would end that quest")
    question = await alice.runs("/privacy delete")
    receipt = await alice.clicks("Delete everything", on=question)

    async def all_is_said() -> bool:
        return await waiting() == 0

    await fact(all_is_said)
    await bot.host.plugins["levels"].service.flush()
    await bot.host.plugins["quests"].service.rest()
    assert "Gone" in receipt.text
    assert await about(database, alice.id, "gaiwan", "pours well") == []
    assert await about(database, bruno.id) != []
    board = await bruno.runs("/leaderboard")
    assert bruno.id in board.text and alice.id not in board.text


async def test_what_was_said_of_somebody_is_exported_and_goes(database: Database) -> None:
    clock = StillClock(FRIDAY_NOON)
    outbox, timers, records = Outbox(database, clock), Timers(database, clock), HouseRecords(database)
    for guild in (HERE, THERE):
        for user in (ALICE, BRUNO, int(f"{ALICE}9")):
            place = Place(guild, channel=5)
            said = {"view": ("reminders", "ringing"), "key": f"reminder:{user}:1"}
            await outbox.post(place, data={"member": str(user), "text": f"tea of {user}"}, **said)
            await timers.at(FRIDAY_NOON, "reminders", "ring", {"member": user}, guild=guild, key=f"{user}:1")

    exported = json.dumps(await records.export(ALICE))
    await records.forget(ALICE)

    assert exported.count(f"tea of {ALICE}") == 2 and f"tea of {BRUNO}" not in exported
    assert f"tea of {ALICE}9" not in exported
    assert await about(database, ALICE) == []
    assert len(await about(database, BRUNO)) == len(await about(database, f"{ALICE}9")) == 4


async def test_the_other_workers_forget_too(play: Stage, bot: Running) -> None:
    alice = await play.person("alice", guild=1)
    guild, user = GuildId(play.facts.guilds[1].id), UserId(int(alice.id))
    await alice.says("We speak of sencha at some length here")
    await alice.runs("/help")  # answered: it has heard the words, too
    levels = bot.host.plugins["levels"].service

    await bot.wing.events.receive(
        json.dumps({"kind": MemberForgotten.__name__, "fields": {"user": user}}).encode()
    )
    await levels.flush()

    assert (await levels.counters(guild, user)).messages == 0
    assert await about(bot.database, alice.id) == []
