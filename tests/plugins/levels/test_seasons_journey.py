"""Bruno lets a season begin and end; the other server has none."""

from datetime import timedelta

import pytest

from tika_bot.app import Running
from tika_bot.base.ids import GuildId
from tika_bot.plugins.levels.store import SeasonStore
from tika_bot.testing.bots import bot, play  # noqa: F401 # fixtures
from tika_sandbox.testing import Stage

pytestmark = pytest.mark.journey


async def test_a_season_begins_ends_and_is_looked_back_on(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno, layla = await play.person("bruno"), await play.person("layla")
    assert "None yet" in (await bruno.runs("/levels season")).text
    assert "No season runs" in (await bruno.runs("/levels season", do="end")).text
    assert "الربيع has begun" in (await bruno.runs("/levels season", do="start", name="الربيع")).text
    await layla.says("Good morning, everybody, the tea is ready!")

    asked = await bruno.runs("/levels season", do="end", reset=True)
    assert "Everybody's XP goes back to zero" in asked.text
    assert "الربيع** since" in (await bruno.runs("/levels season")).text
    done = await bruno.clicks("End it", on=asked)
    assert "One member took part" in done.text
    shown = await bruno.clicks("How it ended", on=done)
    assert f"`#1` <@{layla.id}>" in shown.text

    assert f"`#1` <@{layla.id}>" in (await bruno.runs("/levels season", do="show", name="الربيع")).text
    assert (
        "There's no season **Winter**" in (await bruno.runs("/levels season", do="show", name="Winter")).text
    )
    again = await bruno.runs("/levels season", do="start", name="Summer")
    assert "Summer has begun" in again.text and "It counts from <t:" in again.text
    there = await play.person("bruno", guild=1)
    assert "None yet" in (await there.runs("/levels season")).text


async def test_two_seasons_of_one_name_are_told_apart_by_their_days(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno, store = await play.person("bruno"), SeasonStore(bot.database)
    for guild in (facts.id for facts in play.facts.guilds):
        for days in (400, 30):
            began = bot.wing.clock.now() - timedelta(days=days)
            begun = await store.begin(GuildId(int(guild)), "الربيع", int(began.timestamp()) // 86_400, began)
            await store.end(GuildId(int(guild)), begun, began + timedelta(days=9))
    names = [f"الربيع ({bot.wing.clock.now() - timedelta(days=days):%Y-%m-%d})" for days in (30, 400)]

    listed = (await bruno.runs("/levels season")).text
    refused = (await bruno.runs("/levels season", do="show", name="الربيع")).text
    shown = (await bruno.runs("/levels season", do="show", name=names[1])).text

    for said in (listed, refused):
        assert all(name in said for name in names)
    assert "more than one season **الربيع**" in refused
    long_ago = int((bot.wing.clock.now() - timedelta(days=391)).timestamp())
    assert "How الربيع ended" in shown and f" to <t:{str(long_ago)[:6]}" in shown


async def test_every_season_has_a_name_of_its_own(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno = await play.person("bruno")
    for name in ("Spring Break", None, None):
        named = {} if name is None else {"name": name}
        begun = await bruno.runs("/levels season", do="start", **named)
        assert f"{name or 'Season'}" in begun.text
        await bruno.clicks("End it", on=await bruno.runs("/levels season", do="end"))

    refused = await bruno.runs("/levels season", do="start", name="spring  BREAK")

    assert "was a season **spring  BREAK** already" in refused.text
    shown = await bruno.runs("/levels season", do="show", name="spring break")
    assert "How Spring Break ended" in shown.text
    await bruno.says("!levels season show Spring Break")
    assert "How Spring Break ended" in (await bruno.sees("How Spring")).text
    listed = (await bruno.runs("/levels season")).text
    assert "Season 2" in listed and "Season 3" in listed
    there = await play.person("bruno", guild=1)
    assert "has begun" in (await there.runs("/levels season", do="start", name="Spring Break")).text
