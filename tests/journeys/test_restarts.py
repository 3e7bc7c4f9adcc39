"""The bot goes and comes back; members notice a short silence at most."""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tika_bot.app import running
from tika_bot.testing.bots import bot_config
from tika_bot.testing.child import child
from tika_bot.testing.facts import fact
from tika_sandbox.testing import Person, Seen, Stage, stage
from tika_sandbox.wire.faults.plan import Plan

pytestmark = pytest.mark.journey

CHANNEL_MENU = 8
LATENESS_S = 5
"""What became due while the bot was away rings within this time after it's back."""


@pytest.fixture
async def play() -> AsyncIterator[Stage]:
    """Lend a sandbox without rate limits: somebody here talks faster than anybody types."""
    async with stage(enforce_limits=False) as started:
        yield started
        assert started.problems == []


@asynccontextmanager
async def a_bot(play: Stage, folder: Path) -> AsyncIterator[None]:
    """Let a newly built bot live for a while."""
    async with running(bot_config(play, folder)) as bot:
        await bot.ready()
        yield


def facts(play: Stage, folder: Path) -> dict[str, str]:
    address = play.address
    where = {"api": address.api, "gateway": address.gateway, "cdn": address.cdn}
    return where | {"token": play.bot_token, "folder": str(folder)}


def menu(message: Seen, verb: str) -> str:
    """Return the id of the control in ``message`` that does ``verb``."""
    return next(one["custom_id"] for one in message.components if one.get("custom_id", "").startswith(verb))


async def test_what_was_posted_before_a_restart_still_answers(play: Stage, tmp_path: Path) -> None:
    alice, bruno = await play.person("alice"), await play.person("bruno")
    async with a_bot(play, tmp_path):
        await alice.says("Good morning, the kettle is on!")
        card, board = await alice.runs("/rank"), await alice.runs("/leaderboard")
        features, settings = await bruno.runs("/features"), await bruno.runs("/settings", feature="core")
        await alice.runs("/remind me", when="in 1 second", what="pour the tea")
        ring = await alice.sees(lambda message: "pour the tea" in message.text and not message.is_private)

    async with a_bot(play, tmp_path):
        words = await alice.clicks(menu(card, "levels:text"), on=card)
        around = await alice.clicks(menu(board, "levels:mine"), on=board)
        switched = await bruno.picks(menu(features, "admin:switch"), ["levels"], on=features)
        picker = await bruno.picks(menu(settings, "admin:field"), ["log_channel"], on=settings)
        snoozed = await alice.clicks(menu(ring, "reminders:snooze"), on=ring)
        refusal = await alice.clicks(menu(card, "levels:text"), on=card)
        listed = await alice.runs("/remind list")

    assert "XP" in words.text and words.is_private
    assert alice.id in around.text
    assert "off" in switched.text
    assert any(one["type"] == CHANNEL_MENU for one in picker.components)
    assert not snoozed.buttons and "pour the tea" in listed.text
    assert refusal.is_private and refusal.text != words.text, "levels was off by then"


async def test_a_clean_stop_in_the_middle_of_a_talk_counts_every_word(play: Stage, tmp_path: Path) -> None:
    alice = await play.person("alice")
    said = 0

    async def talk(person: Person) -> None:
        nonlocal said
        while True:
            await person.says(f"and then, number {said}, the kettle sang")
            said += 1

    async with child(facts(play, tmp_path)) as bot:
        talking = asyncio.create_task(talk(alice))
        while said < 30:  # noqa: ASYNC110 # each turn of the talk is one
            await asyncio.sleep(0)
        await alice.at("kettle-talk").runs("/help")  # answered: all before it was heard; help writes no XP
        surely = said
        bot.terminate()
        code = await bot.ended()
        talking.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await talking

    with contextlib.closing(sqlite3.connect(tmp_path / "tika.db")) as file:
        (counted,) = file.execute("SELECT sum(messages) FROM levels_members").fetchone()
    assert code == 0
    assert 30 <= surely - 1 <= counted <= said + 1


async def test_what_became_due_meanwhile_rings_at_the_start_and_once(play: Stage, tmp_path: Path) -> None:
    alice, there = await play.person("alice"), await play.person("bruno", guild=1)
    due = datetime.now(UTC).timestamp() + 4
    async with child(facts(play, tmp_path)) as bot:
        for number in range(3):
            answer = await alice.runs("/remind me", when="in 2 seconds", what=f"errand {number}")
            assert "I'll remind you" in answer.text
        await there.runs("/remind me", when="in 2 seconds", what="water the roof")
        bot.kill()
    await asyncio.sleep(
        max(0.0, due - datetime.now(UTC).timestamp())
    )  # real time has to pass while it's dead
    alice.acts()
    there.acts()

    async with child(facts(play, tmp_path)):
        for number in range(3):
            await alice.sees(f"errand {number}", within_s=LATENESS_S)
        await there.sees("water the roof", within_s=LATENESS_S)
        await alice.runs("/help")
        here = [message.text for message in await alice.messages() if message.author == "Tika"]
        roof = [message.text for message in await there.messages() if message.author == "Tika"]

    assert [sum(f"errand {number}" in text for text in here) for number in range(3)] == [1, 1, 1]
    assert sum("water the roof" in text for text in roof) == 1
    assert not any("errand" in text for text in roof) and not any("roof" in text for text in here)


async def test_what_was_being_said_when_the_plug_was_pulled_is_said_at_the_start(
    play: Stage, tmp_path: Path
) -> None:
    alice = await play.person("alice")
    async with child(facts(play, tmp_path)) as bot:
        await alice.runs("/remind me", when="in 1 second", what="pour the tea")
        weather = play.sandbox.controls.disturb(Plan(limited=1.0, pause_s=60))  # it waits while it's sending

        async def sending() -> bool:
            return any("/messages" in one for one in weather.struck)

        await fact(sending)
        bot.kill()
    play.sandbox.controls.calm()
    alice.acts()

    async with child(facts(play, tmp_path)):
        await alice.sees("pour the tea", within_s=LATENESS_S)
