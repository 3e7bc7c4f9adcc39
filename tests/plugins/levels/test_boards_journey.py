"""Alice chooses boards, looks at them as pictures and turns their pages; other servers see their own."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from tika_bot.app import Running, running
from tika_bot.base.ids import GuildId, UserId
from tika_bot.plugins.levels.model import Addition
from tika_bot.plugins.levels.store import MemberStore, SeasonStore
from tika_bot.testing.bots import bot, bot_config, play  # noqa: F401 # fixtures
from tika_sandbox.testing import Stage

pytestmark = pytest.mark.journey


async def did(bot: Running, guild: int, *additions: Addition) -> None:  # noqa: F811 # pytest's way of naming fixtures
    store = MemberStore(bot.database)
    today = int(bot.wing.clock.now().timestamp()) // 86_400
    async with store.everywhere():
        await store.add(additions, day=today)


async def test_alice_chooses_a_board_and_turns_its_pages_as_pictures(play: Stage, bot: Running) -> None:  # noqa: F811
    alice, guild = await play.person("alice"), GuildId(int(play.facts.guilds[0].id))
    crowd = [Addition(guild, UserId(10_000 + i), 1, messages=100 - i) for i in range(12)]
    await did(bot, guild, *crowd, Addition(guild, UserId(int(alice.id)), 1, messages=60, voice_s=7320))

    board = await alice.runs("/leaderboard", by="messages", window="week")
    assert "Leaderboard · Messages · This week" in board.text
    assert f"**➤ `#13` <@{alice.id}>" not in board.text and "13 members · page 1 of 2" in board.text

    second = await alice.clicks("▶", on=board)
    assert f"**➤ `#13` <@{alice.id}> · 60 messages**" in second.text

    painted = await alice.clicks("As a picture", on=second)
    [picture] = painted.attachments
    assert "#13 Alice: 60 messages" in picture["description"] and not painted.embeds
    assert "#11 Somebody: 90 messages" in picture["description"]  # known by id only: not in the server

    voice = await alice.picks("XP", ["Time in voice"], on=painted)
    assert (
        voice.attachments[0]["description"] == "Leaderboard · Time in voice · This week. #1 Alice: 2 h 2 min"
    )

    words = await alice.clicks("As text", on=voice)
    assert not words.attachments and f"🥇 <@{alice.id}> · 2 h 2 min" in words.text


async def test_alice_looks_back_on_a_season_before_and_after_a_restart(
    play: Stage,  # noqa: F811
    tmp_path: Path,
) -> None:
    alice, bruno, there = (
        await play.person("alice"),
        await play.person("bruno"),
        await play.person("alice", guild=1),
    )
    guild = GuildId(int(play.facts.guilds[0].id))
    async with running(bot_config(play, tmp_path)) as bot:  # noqa: F811
        await bot.ready()
        now = bot.wing.clock.now()
        await did(bot, guild, *(Addition(guild, UserId(10_000 + i), 100 + i) for i in range(12)))
        await did(bot, guild, Addition(guild, UserId(int(alice.id)), 20))
        store = SeasonStore(bot.database)
        for name, back in (("Spring", 3), ("الربيع", 2)):
            begun = await store.begin(guild, name, int(now.timestamp()) // 86_400, now - timedelta(days=back))
            await store.end(guild, begun, now)
        tomorrow = await store.begin(guild, "Empty", int(now.timestamp()) // 86_400 + 1, now)
        await store.end(guild, tomorrow, now)

    async with running(bot_config(play, tmp_path)) as bot:
        await bot.ready()
        board = await alice.runs("/leaderboard", by="messages", window="week")
        past = await alice.picks("For ever", ["الربيع"], on=board)
        second = await alice.clicks("▶", on=past)
        painted = await alice.clicks("As a picture", on=second)
        mine = await bruno.clicks("Around me", on=painted)
        usual = await alice.picks("For ever", ["For ever"], on=mine)
        theirs = await there.runs("/leaderboard")
        empty = await alice.picks("For ever", ["Empty"], on=await alice.runs("/leaderboard"))
        async with bot.database.house("core.backup") as connection:
            await connection.execute(text("DELETE FROM levels_seasons"))
        gone = await alice.clicks("Top", on=empty)

    assert "Leaderboard · XP · الربيع" in past.text and "13 members · page 1 of 2" in past.text
    assert f"**➤ `#13` <@{alice.id}> · 20 XP**" in second.text
    assert "Leaderboard · XP · الربيع. #11 Somebody: 101 XP" in painted.attachments[0]["description"]
    assert "You weren't part of that season" in mine.text
    assert "Nobody who is here earned anything in it" in empty.text
    assert "That season isn't here any more" in gone.text
    assert usual.attachments[0]["description"].startswith("Leaderboard. #1")
    labels = [
        {one["label"] for menu in seen.components for one in menu.get("options", ())}
        for seen in (board, theirs)
    ]
    assert "الربيع" in labels[0] and "Today" in labels[1] and "الربيع" not in labels[1]


async def test_another_server_has_boards_of_its_own(play: Stage, bot: Running) -> None:  # noqa: F811
    here = GuildId(int(play.facts.guilds[0].id))
    layla = await play.person("layla", guild=1)
    await did(bot, here, Addition(here, UserId(int(layla.id)), 500, messages=50))

    board = await layla.runs("/leaderboard", by="messages", window="day", show="picture")
    mine = await layla.clicks("Around me", on=board)
    days = await layla.runs("/activity", days=7, show="text")

    assert "Nobody is on this board yet" in board.text and "You aren't on this board yet" in mine.text
    assert "**0 XP** altogether" in days.text


async def test_the_days_are_a_chart_and_the_same_in_words(play: Stage, bot: Running) -> None:  # noqa: F811
    alice, guild = await play.person("alice"), GuildId(int(play.facts.guilds[0].id))
    await did(bot, guild, Addition(guild, UserId(int(alice.id)), 1234, messages=60))

    chart = await alice.runs("/activity")
    words = await alice.clicks("As text", on=chart)

    told = "Chart of the last 30 days: 1,234 XP altogether, at most 1 active members a day."
    assert chart.attachments[0]["description"] == told
    assert "1,234 XP** altogether" in words.text and "1,234 XP · 1 member" in words.text


async def test_who_wants_words_gets_words(play: Stage, bot: Running) -> None:  # noqa: F811
    from tika_bot.core.settings import MemberSettings

    alice, guild = await play.person("alice"), GuildId(int(play.facts.guilds[0].id))
    me = UserId(int(alice.id))
    await bot.wing.settings.save_member(me, MemberSettings(text_only=True))
    await did(bot, guild, Addition(guild, me, 1234, messages=60))

    board = await alice.runs("/leaderboard", show="picture")
    days = await alice.runs("/activity")

    assert not board.attachments and "1,234 XP" in board.text
    assert not days.attachments and "1,234 XP" in days.text
