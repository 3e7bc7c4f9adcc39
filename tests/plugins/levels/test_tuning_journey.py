"""Bruno tunes levels by commands; the other server keeps its own."""

from pathlib import Path
from typing import cast

import pytest

from tika_bot.app import Running, running
from tika_bot.base.ids import GuildId, UserId
from tika_bot.plugins.levels.api import Reward
from tika_bot.plugins.levels.service import Levels
from tika_bot.testing.bots import bot, bot_config, play  # noqa: F401 # fixtures
from tika_sandbox.testing import Person, Stage

pytestmark = pytest.mark.journey


async def test_bruno_takes_a_channel_out_and_multiplies_another(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno = await play.person("bruno")
    kettle = bruno.at("kettle-talk").channel_id
    regular = str(play.facts.guilds[0].id + 1)

    assert f"<#{kettle}>" in (await bruno.runs("/levels ignore", do="add", channel=kettle)).text
    assert f"<@&{regular}>" in (await bruno.runs("/levels ignore", do="add", role=regular)).text
    assert "one of the two" in (await bruno.runs("/levels ignore", do="add")).text
    assert f"<#{kettle}>" not in (await bruno.runs("/levels ignore", do="remove", channel=kettle)).text
    more = await bruno.runs("/levels multipliers", do="add", channel=kettle, factor=1.5)
    assert f"<#{kettle}> × 1.5" in more.text
    await bruno.says(f"!levels multipliers add <#{bruno.channel_id}> 2")
    assert f"<#{bruno.channel_id}> × 2" in (await bruno.sees("× 2")).text
    listed = await bruno.runs("/levels ignore")
    assert listed.is_private and f"<@&{regular}>" in listed.text

    config = await bruno.runs("/levels config")
    assert "0 channels, one role" in config.text and "2 channels, 0 roles" in config.text
    sheet = await bruno.clicks("All settings", on=config)
    assert "Levels" in sheet.text
    there = await play.person("bruno", guild=1)
    assert "Everything earns." in (await there.runs("/levels ignore")).text


async def test_what_is_said_of_a_forum_goes_for_its_posts(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno, layla = await play.person("bruno"), await play.person("layla")
    forum, post = await open_forum(bruno)

    ignored = await bruno.runs("/levels ignore", do="add", channel=forum)
    assert f"<#{forum}>" in ignored.text
    await layla.at(post).says("Mine has cinnamon in it.")
    assert f"no XP in <#{post}>: nothing can be earned there" in (await layla.runs("/why")).text

    await bruno.says(f"!levels ignore remove <#{forum}>")
    await bruno.sees("Everything earns.")
    await bruno.runs("/levels rates", source="message", least=10, most=10, cooldown=0)
    await bruno.runs("/levels multipliers", do="add", channel=forum, factor=3)
    await layla.at(post).says("And a spoonful of honey.")
    assert f"+30 XP in <#{post}>" in (await layla.runs("/why")).text
    await bruno.says(f"!levels multipliers add <#{post}> 0.5")
    assert f"<#{forum}> × 3" in (await bruno.sees(f"<#{post}> × 0.5")).text
    await layla.at(post).says("The dough has to rest first.")
    assert f"+5 XP in <#{post}>" in (await layla.runs("/why")).text
    there = await play.person("bruno", guild=1)
    assert "Everything earns as usual." in (await there.runs("/levels multipliers")).text


async def test_the_settings_menu_offers_forums_and_posts_too(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno = await play.person("bruno")
    forum, post = await open_forum(bruno)
    sheet = await bruno.clicks("All settings", on=await bruno.runs("/levels config"))
    [last] = [one["placeholder"] for one in sheet.components if "Words only" in one.get("placeholder", "")]

    picker = await bruno.picks(last, ["Channels without XP"], on=sheet)
    saved = await bruno.picks("Pick a value", [forum, post], on=picker)

    assert f"**Channels without XP:** <#{forum}> <#{post}>" in saved.text


async def open_forum(person: Person) -> tuple[str, str]:
    """Open a forum with one post in it; return the ids of both."""
    named = {"name": "recipes", "type": 15}
    forum = await person.line.ask("POST", f"/guilds/{person.guild_id}/channels", named)
    post = {"name": "Apple cake", "message": {"content": "It's best when it's warm."}}
    made = await person.line.ask("POST", f"/channels/{forum['id']}/threads", post)
    return str(forum["id"]), str(made["id"])


async def test_bruno_changes_what_a_source_brings(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno = await play.person("bruno")

    assert (
        "**Messages**: 15–25 XP every 60 s, no daily limit, × 1" in (await bruno.runs("/levels rates")).text
    )
    options = {"source": "message", "least": 5, "most": 9, "cooldown": 10, "cap": 300, "rate": 1.5}
    changed = await bruno.runs("/levels rates", **options)
    assert "**Messages**: 5–9 XP every 10 s, at most 300 a day, × 1.5" in changed.text
    assert "**Voice**: off" in (await bruno.runs("/levels rates", source="voice", on=False)).text

    spoken = await bruno.runs("/levels rates", source="voice", on=True, least=2, most=8)
    assert "**Voice**: 8 XP a minute, 2 in a stage's audience" in spoken.text
    there = await play.person("bruno", guild=1)
    assert (
        "**Voice**: 5 XP a minute, 1 in a stage's audience, at most 600 a day"
        in (await there.runs("/levels rates")).text
    )

    assert "has no pause" in (await bruno.runs("/levels rates", source="voice", cooldown=5)).text
    assert "Each quest says" in (await bruno.runs("/levels rates", source="quest", least=5)).text
    assert "5000" in (await bruno.runs("/levels rates", source="command", most=5000)).text


async def test_quests_earn_as_much_a_day_as_bruno_lets_them(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno, layla = await play.person("bruno"), await play.person("layla")
    levels = cast("Levels", bot.wing.host.plugins["levels"].service)
    here, there = (GuildId(guild.id) for guild in play.facts.guilds[:2])

    rates = await bruno.runs("/levels rates", source="quest", cap=50, rate=2)
    for guild in (here, there):
        prize = Reward(40, "prize", "quests.daily", "ten good mornings")
        await levels.reward(guild, UserId(int(layla.id)), prize)

    assert "**Quests**: as much as each says, at most 50 a day, × 2" in rates.text
    why = (await layla.runs("/why")).text
    assert "less XP for a quest: the most that a day brings is reached" in why
    assert "+50 XP for a quest: “ten good mornings”" in why
    assert "**Quizzes**: off" in (await bruno.runs("/levels rates", source="quiz", on=False)).text
    elsewhere = await play.person("layla", guild=1)
    why = (await elsewhere.runs("/why")).text
    assert "+40 XP for a quest" in why and "less XP" not in why


async def test_a_table_after_a_prefix_keeps_its_first_totals(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno = await play.person("bruno")

    for said in ("100 250 500", "100, 250, 500", "100 250,500"):
        await bruno.says(f"!levels curve table {said}")
        asked = await bruno.sees("Level 3: 500 XP")
        assert "Level 1: 100 XP" in asked.text and "Level 2: 250 XP" in asked.text


async def test_a_curve_is_previewed_and_put_in_force_after_a_restart(play: Stage, tmp_path: Path) -> None:  # noqa: F811
    bruno, layla = await play.person("bruno"), await play.person("layla")
    async with running(bot_config(play, tmp_path)) as bot:  # noqa: F811
        await bot.ready()
        await bruno.runs("/levels give", member=layla, amount=1000)
        regular = str(play.facts.guilds[0].id + 1)
        await bruno.runs("/levelroles add", level=4, role=regular, mode="stacked")
        assert "Level 1: 100 XP" in (await bruno.runs("/levels curve")).text
        asked = await bruno.runs("/levels curve", kind="table", table="10, 20, 30")
        assert "0 would rise, 1 would fall, 0 stay." in asked.text
        assert f"<@{layla.id}>: level 4 → **3**" in asked.text
        assert f"<@&{regular}>: nobody would get it, 1 would lose it." in asked.text
        assert "level 4" in (await bruno.runs("/leaderboard")).text
    async with running(bot_config(play, tmp_path)) as bot:
        await bot.ready()
        done = await bruno.clicks("Change it", on=asked)
        assert "The curve is in force" in done.text and "Level 3: 30 XP" in done.text
        assert f"<@{layla.id}> · level 3 · " in (await bruno.runs("/leaderboard")).text
        assert "curve by table needs" not in (await bruno.runs("/levels curve")).text
        there = await play.person("bruno", guild=1)
        assert "As usual" in (await there.runs("/levels curve")).text
        assert "needs a table" in (await there.runs("/levels curve", kind="table")).text


async def test_numbers_that_do_not_fit_are_refused_in_the_words_of_the_form(
    play: Stage,  # noqa: F811
    bot: Running,  # noqa: F811
) -> None:
    bruno = await play.person("bruno")

    low = await bruno.runs("/levels rates", source="message", least=-5)
    table = await bruno.runs("/levels curve", kind="table", table="100, 50, 500")

    assert "**-5** is outside what **Least XP per message** can be." in low.text
    assert "Choose from 0 to 1,000." in low.text
    assert "**100, 50, 500** isn't a table of totals that grow." in table.text
    assert "curve_draft" not in table.text and "`100, 250, 500`" in table.text


async def test_what_is_missing_is_asked_for(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno = await play.person("bruno")

    assert "`source`" in (await bruno.runs("/levels rates", least=5)).text
    assert "`kind`" in (await bruno.runs("/levels curve", first="100")).text
    assert "`do:add`" in (await bruno.runs("/levels ignore", channel=bruno.channel_id)).text
    assert "`do:add`" in (await bruno.runs("/levels multipliers", channel=bruno.channel_id)).text


async def test_what_was_changed_says_so_and_one_source_stands_alone(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno = await play.person("bruno")

    seen = await bruno.runs("/levels rates", source="reaction")
    changed = await bruno.runs("/levels rates", source="reaction", most=4)
    ignored = await bruno.runs("/levels ignore", do="add", channel=bruno.channel_id)

    assert "**Reactions**: 3 XP every 30 s" in seen.text and "Messages" not in seen.text
    assert "✅" not in seen.text
    assert "✅" in changed.text and "**Reactions**: 3–4 XP every 30 s" in changed.text
    assert "✅" in ignored.text
