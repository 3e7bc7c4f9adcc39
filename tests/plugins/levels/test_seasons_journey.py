"""Bruno lets a season begin and end; the other server has none."""

import pytest

from tika_bot.app import Running
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
