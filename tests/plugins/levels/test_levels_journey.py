"""Alice talks, sees a level-up, shows her card, turns the board's pages; other servers see nothing."""

import io
from datetime import timedelta
from pathlib import Path
from typing import cast

import aiohttp
import pytest
from PIL import Image

from tika_bot.app import Running, running
from tika_bot.base.clock import StillClock
from tika_bot.base.ids import GuildId, RoleId, UserId
from tika_bot.core.settings import MemberSettings
from tika_bot.plugins.levels.model import Addition
from tika_bot.plugins.levels.service import Levels
from tika_bot.plugins.levels.settings import Settings
from tika_bot.plugins.levels.store import MemberStore
from tika_bot.testing.bots import bot, bot_config, play  # noqa: F401 # fixtures
from tika_bot.testing.facts import fact
from tika_sandbox.testing import Stage

pytestmark = pytest.mark.journey


async def tune(bot: Running, guild: int, **changes: object) -> None:  # noqa: F811 # pytest's way of naming fixtures
    settings = bot.wing.settings
    version = settings.version(GuildId(guild), "levels")
    await settings.save(
        GuildId(guild), "levels", Settings.model_validate(changes), by=UserId(1), based_on=version
    )


async def test_alice_talks_and_reads_that_she_has_reached_a_level(play: Stage, bot: Running) -> None:  # noqa: F811
    await tune(bot, play.facts.guilds[0].id, message_min=120, message_max=120)
    alice = await play.person("alice")

    await alice.says("Good morning, everybody!")

    news = await alice.sees(lambda seen: "level 1" in seen.text.lower())
    assert f"<@{alice.id}>" in news.text
    assert news.author == "Tika"


async def give(bot: Running, guild: int, xp: dict[int, int]) -> None:  # noqa: F811
    """Let members have talked for long: ``xp`` by member id."""
    store = MemberStore(bot.database)
    async with store.everywhere():
        rows = [Addition(GuildId(guild), UserId(who), gain, 9, 9, 1) for who, gain in xp.items()]
        await store.add(rows, day=1)


async def test_the_rank_card_is_a_picture_with_the_same_in_words(play: Stage, bot: Running) -> None:  # noqa: F811
    alice = await play.person("alice")
    await alice.says("Good morning, everybody!")

    card = await alice.runs("/rank")

    assert not card.is_private
    [picture] = card.attachments
    assert "level 0" in picture["description"] and "rank 1 of 1" in picture["description"]
    words = await alice.clicks("As text", on=card)
    assert words.is_private
    assert "1 written, 1 of them earned XP" in words.embeds[0]["fields"][4]["value"]


async def test_the_card_that_arrives_can_be_opened(play: Stage, bot: Running) -> None:  # noqa: F811
    alice = await play.person("alice")
    await alice.says("Good morning, everybody!")
    card = await alice.runs("/profile")

    async with aiohttp.ClientSession() as session, session.get(card.attachments[0]["url"]) as answer:
        content = await answer.read()

    with Image.open(io.BytesIO(content)) as image:
        assert image.size == (934, 282)


async def test_who_wants_words_gets_no_picture(play: Stage, bot: Running) -> None:  # noqa: F811
    alice = await play.person("alice")
    await bot.wing.settings.save_member(UserId(int(alice.id)), MemberSettings(text_only=True))

    card = await alice.runs("/rank")

    assert card.attachments == []
    assert "None yet" in card.text


async def test_a_prefix_asks_for_somebody_else(play: Stage, bot: Running) -> None:  # noqa: F811
    alice, other = await play.person("alice"), play.facts.users[1]
    await give(bot, play.facts.guilds[0].id, {other.id: 475})

    await alice.says(f"!rank <@{other.id}>")

    card = await alice.sees(lambda seen: bool(seen.attachments))
    assert "level 3" in card.attachments[0]["description"]


async def test_the_board_turns_its_pages(play: Stage, bot: Running) -> None:  # noqa: F811
    alice = await play.person("alice")
    people = {10_000 + i: 10_000 - i for i in range(24)}
    await give(bot, play.facts.guilds[0].id, people | {int(alice.id): 50})

    board = await alice.runs("/leaderboard")
    assert not board.is_private
    assert "🥇 <@10000> · level 13 · 10,000 XP" in board.text
    assert "25 members · page 1 of 3" in board.text

    second = await alice.clicks("▶", on=board)
    assert second.id == board.id
    assert "`#11` <@10010>" in second.text
    mine = await alice.clicks("Around me", on=board)
    assert f"**➤ `#25` <@{alice.id}> · level 0 · 50 XP**" in mine.text
    top = await alice.clicks("Top", on=board)
    assert "page 1 of 3" in top.text


async def test_an_empty_board_is_public_and_its_first_button_works(play: Stage, bot: Running) -> None:  # noqa: F811
    alice = await play.person("alice")

    board = await alice.runs("/leaderboard")

    assert not board.is_private
    assert "Nobody has any XP here yet" in board.text
    again = await alice.clicks(board.buttons[0], on=board)
    assert "You aren't on the board yet" in again.text


async def test_the_other_server_knows_nothing_of_it(play: Stage, bot: Running) -> None:  # noqa: F811
    here, there = await play.person("alice"), await play.person("alice", guild=1)
    await here.says("Good morning, everybody!")
    assert "One member · page 1 of 1" in (await here.runs("/leaderboard")).text

    board = await there.runs("/leaderboard")

    assert "Nobody has any XP here yet" in board.text


async def test_why_explains_the_pause(play: Stage, bot: Running) -> None:  # noqa: F811
    alice = await play.person("alice")
    await alice.says("Good morning, everybody!")
    await alice.says("And a good day!")

    answer = await alice.runs("/why")

    assert answer.is_private
    assert "the pause after your last reward wasn't over" in answer.text
    assert "XP in <#" in answer.text


async def test_why_tells_of_commands_and_of_what_was_given_and_why(play: Stage, bot: Running) -> None:  # noqa: F811
    alice, bruno = await play.person("alice"), await play.person("bruno")
    there = await play.person("alice", guild=1)
    await bruno.runs("/levels give", member=alice, amount=300, reason="the *best* cake")
    await bruno.runs("/levels take", member=alice, amount=20)
    await bruno.runs("/levels rates", source="command", on=False)
    await alice.runs("/help")

    answer = await alice.runs("/why")

    assert "+300 XP by hand: “the \\*best\\* cake”" in answer.text
    assert "−20 XP by hand" in answer.text
    assert "no XP for a command in <#" in answer.text and "commands earn nothing" in answer.text
    assert "can switch that on again with `/levels rates`" in answer.text
    assert "300" not in (await there.runs("/why")).text


async def test_why_says_kindly_that_levels_are_off_here_and_only_here(play: Stage, bot: Running) -> None:  # noqa: F811
    alice, there = await play.person("alice"), await play.person("alice", guild=1)
    await bot.wing.features.switch(play.facts.guilds[0].id, "levels", False, by=1)

    assert "**Levels** is switched off on this server" in (await alice.runs("/why")).text
    assert "switched off" not in (await there.runs("/why")).text


async def test_the_boards_buttons_work_after_a_restart(play: Stage, tmp_path: Path) -> None:  # noqa: F811
    alice = await play.person("alice")
    async with running(bot_config(play, tmp_path)) as bot:  # noqa: F811
        await bot.ready()
        await give(bot, play.facts.guilds[0].id, {10_000 + i: 10_000 - i for i in range(24)})
        board = await alice.runs("/leaderboard")
    async with running(bot_config(play, tmp_path)) as bot:
        await bot.ready()

        assert "page 2 of 3" in (await alice.clicks("▶", on=board)).text


async def test_a_member_who_leaves_is_hidden_until_they_return(play: Stage, bot: Running) -> None:  # noqa: F811
    guild = play.facts.guilds[0].id
    alice, leaver = await play.person("alice"), play.facts.users[2]
    await give(bot, guild, {leaver.id: 475, int(alice.id): 50})
    person = await play.person(leaver.name)

    await person.line.ask("DELETE", f"/users/@me/guilds/{guild}")

    async def is_hidden() -> bool:
        return f"<@{leaver.id}>" not in (await alice.runs("/leaderboard")).text

    await fact(is_hidden)


async def test_a_reaction_earns_for_both_and_a_command_for_who_used_it(play: Stage, bot: Running) -> None:  # noqa: F811
    alice, bruno = await play.person("alice"), await play.person("bruno")
    said = await alice.says("ok")  # too short to earn anything

    await bruno.reacts("👍", on=said)
    await bruno.runs("/help")

    async def all_is_counted() -> bool:
        board = (await alice.runs("/leaderboard")).text
        return f"<@{bruno.id}> · level 0 · 5 XP" in board and f"<@{alice.id}> · level 0 · 2 XP" in board

    await fact(all_is_counted)


async def test_two_in_voice_earn_by_the_minute(play: Stage, bot: Running) -> None:  # noqa: F811
    alice, bruno = await play.person("alice"), await play.person("bruno")
    levels = cast("Levels", bot.wing.host.plugins["levels"].service)
    guild = GuildId(play.facts.guilds[0].id)

    await alice.joins_voice("Fireside")
    await bruno.joins_voice("Fireside")

    async def both_are_heard() -> bool:
        return all(levels.rooms.of((guild, UserId(int(person.id)))) for person in (alice, bruno))

    await fact(both_are_heard)
    await bruno.leaves_voice()

    async def bruno_has_left() -> bool:
        stay = levels.rooms.of((guild, UserId(int(bruno.id))))
        return stay is not None and stay.left_at is not None

    await fact(bruno_has_left)


async def test_a_role_without_xp_counts_in_voice_at_once(play: Stage, bot: Running) -> None:  # noqa: F811
    alice, bruno = await play.person("alice"), await play.person("bruno")
    levels = cast("Levels", bot.wing.host.plugins["levels"].service)
    here, there = (GuildId(guild.id) for guild in play.facts.guilds[:2])
    regular = RoleId(here + 1)
    await bruno.runs("/levels ignore", do="add", role=str(regular))
    await alice.joins_voice("Fireside")
    await bruno.joins_voice("Fireside")

    await bruno.line.ask("PATCH", f"/guilds/{here}/members/{alice.id}", {"roles": [str(regular)]})

    async def is_heard() -> bool:
        return levels.rooms._roles.get((here, UserId(int(alice.id)))) == (regular,)

    await fact(is_heard)
    levels.rooms._clock = StillClock(levels.rooms._clock.now() + timedelta(minutes=3))
    levels.rooms.tick()
    assert "for time in" in (await bruno.runs("/why")).text
    assert "one of your roles earns nothing" in (await alice.runs("/why")).text
    assert (await levels.standing(here, UserId(int(alice.id)))).xp == 0
    assert (await levels.standing(there, UserId(int(alice.id)))).xp == 0


async def test_who_sat_in_voice_before_levels_came_is_seen(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno, host = await play.person("bruno"), bot.wing.host
    await host.disable("levels", by=UserId(1))
    await bruno.joins_voice("Fireside")

    async def discord_py_has_seen_it() -> bool:
        guild = bot.client.get_guild(play.facts.guilds[0].id)
        return guild is not None and any(voice.voice_states for voice in guild.voice_channels)

    await fact(discord_py_has_seen_it)
    await host.enable("levels", by=UserId(1))

    levels = cast("Levels", host.plugins["levels"].service)
    here, there = (GuildId(guild.id) for guild in play.facts.guilds[:2])
    assert levels.rooms.of((here, UserId(int(bruno.id)))) is not None
    assert levels.rooms.of((there, UserId(int(bruno.id)))) is None
