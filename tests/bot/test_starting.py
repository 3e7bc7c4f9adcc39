"""The bot starts without privileged intents, greets once, and goes down in order."""

import asyncio
from pathlib import Path

import discord
import pytest
from sqlalchemy import select

from tika_bot.app import Running, running
from tika_bot.core.tables import timers
from tika_bot.storage.claims import ShardsTaken
from tika_bot.testing.bots import bot_config
from tika_sandbox.testing import Stage
from tika_sandbox.wire.gateway.intents import MESSAGE_CONTENT
from tika_sandbox.world.people import join, leave


async def test_without_privileged_intents_it_starts_and_says_so(play: Stage, tmp_path: Path) -> None:
    play.grants(intents=0)

    async with running(bot_config(play, tmp_path)) as bot:
        await bot.ready()
        alice = await play.person("alice")
        admin = await play.person(play.facts.users[1].name)

        answer = await alice.runs("/help")
        page = await admin.runs("/plugin diagnose", name="levels")

        assert "What can be done here" in answer.text
        assert "message_content" in page.text


async def test_one_intent_that_is_missing_takes_no_other_with_it(play: Stage, tmp_path: Path) -> None:
    play.grants(intents=MESSAGE_CONTENT)
    alice, there = await play.person("alice"), await play.person("alice", guild=1)
    operator = await play.person(play.facts.users[1].name)
    mailbox = await operator.privately("Tika")

    async with running(bot_config(play, tmp_path)) as bot:
        await bot.ready()
        await alice.says("We speak of sencha at some length here")
        board = await alice.runs("/leaderboard")
        page = await operator.runs("/plugin diagnose", name="levels")
        told = await mailbox.sees("can't see members")
    async with running(bot_config(play, tmp_path)) as bot:
        await bot.ready()
        await alice.runs("/help")
        notices = [message for message in await mailbox.messages() if "developer portal" in message.text]

    assert alice.id in board.text, "words are read and counted"
    assert "see members;" in page.text
    assert "Levels" in told.text and "message_content" not in told.text
    assert len(notices) == 1, "a restart doesn't repeat it"
    assert all("portal" not in message.text for message in await there.messages())


async def test_who_can_not_be_read_learns_why_words_earn_nothing(play: Stage, tmp_path: Path) -> None:
    play.grants(intents=0)
    alice = await play.person("alice")

    async with running(bot_config(play, tmp_path)) as bot:
        await bot.ready()
        await alice.says("We speak of sencha at some length here")
        why = await alice.runs("/why")

    assert "I can't read messages" in why.text


async def test_a_restart_leaves_the_commands_as_they_are_and_old_buttons_work(
    play: Stage, tmp_path: Path
) -> None:
    alice = await play.person("alice")
    async with running(bot_config(play, tmp_path)) as bot:
        await bot.ready()
        overview = await alice.runs("/help")
        before = await bot.wing.presence.commands(play.facts.guilds[0].id)

    async with running(bot_config(play, tmp_path)) as bot:
        await bot.ready()
        topic = await alice.picks("Open a topic…", ["Privacy"], on=overview)
        after = await bot.wing.presence.commands(play.facts.guilds[0].id)

    assert "/privacy export" in topic.text
    assert before == after


async def test_going_down_finishes_what_is_open(play: Stage, tmp_path: Path) -> None:
    loop = asyncio.get_running_loop()
    async with running(bot_config(play, tmp_path)) as bot:
        await bot.ready()
        alice = await play.person("alice")
        await alice.says("!help")
        await alice.sees("What can be done here")
        began = loop.time()

    assert loop.time() - began < 5
    assert bot.client is not None and bot.client.is_closed()


async def test_a_wrong_token_ends_it_with_the_reason(play: Stage, tmp_path: Path) -> None:
    config = bot_config(play, tmp_path).model_copy(update={"token": None})

    async with running(config, token="MTIz.abcdef." + "x" * 30) as bot:
        with pytest.raises(discord.LoginFailure):
            await bot.ready()


async def test_a_new_guild_is_welcomed_once(play: Stage, bot: Running) -> None:
    assert bot.client is not None
    guild = bot.client.guilds[0]
    alice = await play.person("alice", guild=play_index(play, guild.id))

    await bot.client.on_guild_join(guild)
    await bot.client.on_guild_join(guild)
    welcomes = [message for message in await alice.messages() if "I'm Tika" in message.text]

    assert len(welcomes) == 1
    assert welcomes[0].buttons == ["What's on", "Language", "Settings"]


async def test_a_second_one_on_the_same_data_does_not_start(play: Stage, tmp_path: Path) -> None:
    alice = await play.person("alice")
    async with running(bot_config(play, tmp_path)) as bot:
        await bot.ready()
        with pytest.raises(ShardsTaken):
            async with running(bot_config(play, tmp_path)):
                pass

        answer = await alice.runs("/help")

    assert "What can be done here" in answer.text


async def test_what_changed_while_it_was_down_is_noticed_at_the_start(play: Stage, tmp_path: Path) -> None:
    here, there = play.facts.guilds[:2]
    world, user = play.facts.world, play.facts.bot.id
    alice = await play.person("alice", guild=1)
    leave(world, there.id, user)
    async with running(bot_config(play, tmp_path)) as bot:
        await bot.ready()
        assert await bot.wing.presence.guilds() == {here.id}

    join(world, there.id, user, roles=(there.id + 2,))
    leave(world, here.id, user)
    async with running(bot_config(play, tmp_path)) as bot:
        await bot.ready()
        welcome = await alice.sees("I'm Tika")
        async with bot.database.house("core.timers", writes=False) as connection:
            waiting = (await connection.execute(select(timers))).mappings().all()
        known = await bot.wing.presence.guilds()

    assert welcome.buttons == ["What's on", "Language", "Settings"]
    assert known == {there.id}
    assert [(row["guild_id"], row["plugin"], row["verb"]) for row in waiting] == [
        (here.id, "privacy", "purge")
    ]


def play_index(play: Stage, guild: int) -> int:
    return next(number for number, home in enumerate(play.facts.guilds) if home.id == guild)
