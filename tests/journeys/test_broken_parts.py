"""Something under the bot breaks while members use it: they read a plain sentence, then it works."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from tika_bot.app import Running, running
from tika_bot.storage.sqlite import SqliteSide
from tika_bot.testing.bots import bot_config
from tika_bot.testing.folders import write_plugin
from tika_sandbox.testing import Person, Stage, stage
from tika_sandbox.wire.faults.plan import Plan

pytest_plugins = ["tika_bot.testing.databases"]
pytestmark = pytest.mark.journey

MEMORY_AWAY = "I can't reach my memory right now"
CLOSED_PORT = "redis://127.0.0.1:9/0"


@pytest.fixture
async def play() -> AsyncIterator[Stage]:
    """Lend a sandbox without rate limits."""
    async with stage(enforce_limits=False) as started:
        yield started
        assert started.problems == []


@asynccontextmanager
async def a_bot(play: Stage, folder: Path, **sections: Any) -> AsyncIterator[Running]:  # noqa: ANN401 any section
    """Let a bot live for a while."""
    async with running(bot_config(play, folder, **sections)) as bot:
        await bot.ready()
        yield bot


async def test_a_database_that_turned_read_only_is_named_and_forgiven(play: Stage, tmp_path: Path) -> None:
    alice = await play.person("alice")
    async with a_bot(play, tmp_path) as bot:
        await alice.says("Good morning, everyone here!")
        known = await alice.runs("/leaderboard")
        side = bot.database.side
        assert isinstance(side, SqliteSide)
        async with side._turn() as writer:
            await writer.exec_driver_sql("PRAGMA query_only=ON")  # as after `mount -o remount,ro`

        refused = await alice.runs("/remind me", when="in 1 hour", what="tea")
        await alice.says("Does anybody hear me in there?")
        listed = await alice.runs("/remind list")
        stale = await alice.runs("/leaderboard")
        card = await alice.runs("/rank")
        async with side._turn() as writer:
            await writer.exec_driver_sql("PRAGMA query_only=OFF")
        accepted = await alice.runs("/remind me", when="in 1 hour", what="tea")

        assert MEMORY_AWAY in refused.text and refused.is_private
        assert "tea" not in listed.text, "reading went on"
        assert stale.text == known.text, "the last known state does, rather than none"
        assert "Rank card" in card.attachments[0]["description"]
        assert "I'll remind you" in accepted.text
        board = await alice.runs("/leaderboard")
        assert alice.id in board.text, "what was said meanwhile was counted later"


async def test_a_question_that_the_database_refuses_is_told_apart_and_numbered(
    play: Stage, tmp_path: Path
) -> None:
    alice = await play.person("alice")
    async with a_bot(play, tmp_path) as bot:
        async with bot.database.house("core.privacy") as connection:
            await connection.execute(text("ALTER TABLE reminders_reminders RENAME TO elsewhere"))

        refused = await alice.runs("/remind list")
        async with bot.database.house("core.privacy") as connection:
            await connection.execute(text("ALTER TABLE elsewhere RENAME TO reminders_reminders"))
        listed = await alice.runs("/remind list")

    assert refused.is_private and "My memory tripped over that question." in refused.text
    assert "incident **" in refused.text and "reminders_reminders" not in refused.text
    assert "Nothing is waiting" in listed.text


@pytest.mark.postgres
async def test_connections_that_are_cut_in_use_cost_a_sentence_at_most(
    play: Stage, tmp_path: Path, scratch_postgres: str
) -> None:
    alice, bruno = await play.person("alice"), await play.person("bruno", guild=1)
    storage = {"data_folder": str(tmp_path), "database_url": scratch_postgres}
    promised: list[str] = []
    async with a_bot(play, tmp_path, storage=storage):
        for number in range(12):
            if number % 3 == 0:
                await cut_connections(scratch_postgres)
            answer = await alice.runs("/remind me", when="in 2 seconds", what=f"errand {number} is due")
            assert "I'll remind you" in answer.text or MEMORY_AWAY in answer.text
            promised += [f"errand {number} is due"] * ("I'll remind you" in answer.text)
        assert "I'll remind you" in answer.text, "it recovered"
        rung = await asyncio.gather(*(heard(alice, what) for what in promised))
        there = await bruno.runs("/remind list")

    assert rung == [1] * len(promised)
    assert "errand" not in there.text


async def heard(person: Person, what: str) -> int:
    """Return how many public messages of the bot say ``what``, once there is one."""

    def count() -> int:
        bodies = person.line.messages.values()
        return sum(what in str(one) and not one["flags"] & 64 for one in bodies if one["author"].get("bot"))

    return int(await person.line.wait(count, f"for {what!r}", within_s=20))


async def cut_connections(url: str) -> None:
    """End every connection to the database at ``url``, as a restarting server does."""
    engine = create_async_engine(
        make_url(url).set(drivername="postgresql+asyncpg"), isolation_level="AUTOCOMMIT"
    )
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
    async with engine.connect() as connection:
        await connection.execute(text(f"{others} AND pid <> pg_backend_pid()"))
    await engine.dispose()


async def test_without_redis_everything_works(play: Stage, tmp_path: Path) -> None:
    alice = await play.person("alice")
    storage = {"data_folder": str(tmp_path), "redis_url": CLOSED_PORT}
    async with a_bot(play, tmp_path, storage=storage):
        await alice.says("Good morning, everyone here!")

        board = await alice.runs("/leaderboard")
        around = await alice.clicks(board.buttons[0], on=board)

        assert alice.id in board.text and alice.id in around.text


CLUMSY = """
from discord.ext import commands
from tika_bot.core.messages import Listener
from tika_bot.kit.door import answers


class Clumsy(commands.Cog):
    @commands.hybrid_command()
    @answers("public")
    async def stumble(self, ctx: commands.Context):
        "Fall over."
        raise RuntimeError("over its own feet")


def cogs(service, wording):
    return [Clumsy()]
"""
EARS = """
from tika_bot.core.messages import Listener


def watch(service):
    def hear(message):
        raise RuntimeError("it was too loud")

    return [Listener("clumsy", hear, priority=1)]
"""
JOBS = """
async def ring(service, payload, timer):
    raise RuntimeError("the bell fell down")
"""


async def test_a_plugin_that_breaks_everywhere_stops_nobody_else(play: Stage, tmp_path: Path) -> None:
    write_plugin(tmp_path / "guests", "clumsy", commands=CLUMSY, listeners=EARS, jobs=JOBS)
    alice, there = await play.person("alice"), await play.person("bruno", guild=1)
    plugins = {"folders": [str(tmp_path / "guests")]}
    async with a_bot(play, tmp_path, plugins=plugins) as bot:
        timers, now = bot.wing.timers, bot.wing.clock.now()
        await timers.at(now, "clumsy", "ring", {}, guild=play.facts.guilds[0].id)
        for number in range(7):
            await alice.says(f"We talk about tea for the {number}th time")

        fell = await alice.runs("/stumble")
        await alice.runs("/remind me", when="in 1 second", what="pour the tea")
        ring = await alice.sees(lambda message: "pour the tea" in message.text and not message.is_private)

        assert "Incident" in fell.text and "feet" not in fell.text and fell.is_private
        assert alice.id in ring.text
        assert "XP" in (await alice.runs("/rank")).attachments[0]["description"]
        assert (
            "Nobody" in (await there.runs("/leaderboard")).text
            or alice.id not in (await there.messages())[-1].text
        )


async def test_what_discord_refuses_with_500_or_429_is_said_later_and_once(
    play: Stage, tmp_path: Path
) -> None:
    alice = await play.person("alice")
    async with a_bot(play, tmp_path):
        await alice.runs("/remind me", when="in 2 seconds", what="pour the tea")
        weather = play.sandbox.controls.disturb(Plan(seed=7, limited=0.3, broken=0.3, lost=0.3))
        for number in range(4):
            await alice.runs("/remind me", when="in 1 second", what=f"errand {number} is due").asked()
        await heard(alice, "pour the tea")
        play.sandbox.controls.calm()

        assert weather.struck, "the weather stayed fine; the test proved nothing"
        await alice.runs("/remind me", when="in 1 second", what="last of all")
        assert await heard(alice, "last of all") == 1  # a channel is told in order: all is said by now
        assert await heard(alice, "pour the tea") == 1


async def test_a_message_whose_answer_was_lost_is_not_said_again(play: Stage, tmp_path: Path) -> None:
    alice = await play.person("alice")
    async with a_bot(play, tmp_path):
        await alice.runs("/remind me", when="in 1 second", what="pour the tea")
        play.sandbox.controls.disturb(Plan(seed=1, lost=1.0))  # Discord does it, and fails to say so
        await heard(alice, "pour the tea")
        play.sandbox.controls.calm()
        await alice.runs("/remind me", when="in 1 second", what="last of all")

        assert await heard(alice, "last of all") == 1  # told after the other, which was tried again before it
        assert await heard(alice, "pour the tea") == 1
