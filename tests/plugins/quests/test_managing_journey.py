"""Bruno looks after his server's quests; Alice may not, and other servers see nothing."""

from typing import get_args

import pytest

from tika_bot.app import Running
from tika_bot.base.ids import UserId
from tika_bot.core.settings import MemberSettings
from tika_bot.plugins.quests.commands.keeping import (
    CycleName,
    DifficultyName,
    KindName,
    MetricName,
    SlotName,
)
from tika_bot.plugins.quests.model.drawing import POOLS
from tika_bot.plugins.quests.model.quest import Cycle, Difficulty, Kind, Metric
from tika_bot.testing.bots import bot, play  # noqa: F401 # fixtures
from tika_sandbox.testing import Person, Seen, Stage

pytestmark = pytest.mark.journey

SONGS = "أغاني الشاي"
KINDS = ("daily", "weekly", "special", "event", "challenge")


async def write(admin: Person, *, form: dict[str, str] | None = None, **options: str) -> Seen:
    """Let an admin write a quest: an event of two messages for 70 XP, unless said otherwise."""
    asked = await admin.runs("/quest create", **{"kind": "event", "counts": "messages"} | options).form()
    return await asked.fills({"name": SONGS, "amount": "2", "reward": "70 xp"} | (form or {}))


async def switch_off(admin: Person, *kinds: str) -> None:
    """Let an admin switch off all quests of some kinds."""
    for kind in kinds:
        await admin.runs("/quest deactivate", kind=kind)


async def test_every_kind_can_be_written_and_comes_again_as_it_should(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno, there = await play.person("bruno"), await play.person("bruno", guild=1)
    made = {
        "daily": await write(bruno, kind="daily", difficulty="easy", form={"reward": ""}),
        "weekly": await write(bruno, kind="weekly", form={"reward": ""}),
        "special": await write(bruno, kind="special", difficulty="hard", form={"reward": ""}),
        "event": await write(
            bruno, kind="event", form={"reward": "20 leaves", "window": "2100-01-01 to 2100-01-31"}
        ),
        "challenge": await write(bruno, kind="challenge", cycle="weekly", badge="🫖"),
    }

    assert "-# daily · easy · +40 XP\n" in made["daily"].text
    assert "-# weekly · medium · +100 XP\n" in made["weekly"].text
    assert "-# special · hard · once · +250 XP\n" in made["special"].text
    assert "-# event · medium · once · +20 leaves · begins <t:4102444800:f> · until <t:" in made["event"].text
    assert f"🫖 **{SONGS}**\n-# challenge · medium · weekly · +70 XP\n" in made["challenge"].text
    listed = await bruno.runs("/quest list")
    assert listed.is_private and listed.text.count(SONGS) == 5 and "5 of your own" in listed.text
    assert SONGS not in (await there.runs("/quest list")).text


async def test_nothing_is_there_and_then_there_are_pages(play: Stage, bot: Running) -> None:  # noqa: F811
    alice, bruno = await play.person("alice"), await play.person("bruno")
    await switch_off(bruno, *KINDS)
    empty = await alice.runs("/quests")
    assert "Nothing to do" in empty.text and "Come back later" in empty.text
    assert "Nothing is over yet" in (await alice.clicks("Past", on=empty)).text
    await bruno.runs("/quest activate", kind="event")

    for number in range(9):
        await write(bruno, form={"name": f"{SONGS} {number}", "amount": "1" if number else "99"})
    await alice.says("A song about tea.")
    await alice.sees(lambda news: news.text.count("+70 XP") == 8)  # in one message

    first = await alice.runs("/quests")
    assert f"{SONGS} 0" in first.text and "8 of 9 done" in first.text and "1 / 99" in first.text
    second = await alice.clicks("▶", on=first)
    assert f"{SONGS} 8" in second.text and f"{SONGS} 0" not in second.text
    past = await alice.clicks("Past", on=second)
    assert past.text.count("✅") == 8 and "8 done, of 8" in past.text
    await alice.clicks("Back", on=past)
    there = await play.person("alice", guild=1)
    assert SONGS not in (await there.runs("/quests")).text


async def test_a_second_page_of_the_past(play: Stage, bot: Running) -> None:  # noqa: F811
    alice, bruno = await play.person("alice"), await play.person("bruno")
    await switch_off(bruno, "daily", "weekly", "special", "challenge")
    for number in range(9):
        await write(bruno, form={"name": f"Verse {number}", "amount": "1"})
    await alice.says("A song about tea.")
    await alice.sees(lambda news: news.text.count("+70 XP") == 9)

    past = await alice.clicks("Past", on=await alice.runs("/quests"))
    turned = await alice.clicks("▶", on=past)

    assert past.text.count("✅") == 8 and turned.text.count("✅") == 1
    assert "9 done, of 9" in turned.text


async def test_after_a_prefix_it_is_the_same(play: Stage, bot: Running) -> None:  # noqa: F811
    alice, bruno = await play.person("alice"), await play.person("bruno")
    await write(bruno)
    privately = await bruno.privately("tika")

    await bruno.says("!quest list 2")
    listed = await bruno.sees("All quests")
    assert "2 / 9" in listed.buttons and not listed.is_private
    refused = await alice.clicks("▶", on=await alice.sees("All quests"))
    assert "You need" in refused.text and refused.is_private
    assert "3 / 9" in (await bruno.clicks("▶", on=listed)).buttons

    for said in ("!quest create event messages", "!quest edit own-1"):
        await bruno.says(said)
        assert "/quest " in (await bruno.sees("Type it as a slash command")).text
    for said, told in (
        ("!quest deactivate own-1", f"Switched off: {SONGS}"),
        ("!quest activate own-1", f"Switched on: {SONGS}"),
        ("!quest boost 1.5 2", "1.5 times"),
        ("!quest delete own-1", f"**{SONGS}** is no more"),
    ):
        await bruno.says(said)
        assert told in (await privately.sees(told)).text
    await alice.says("!quest")
    shown = await alice.sees("Quests of Alice")
    assert "1.5 times" in shown.text and SONGS not in shown.text
    await alice.says("!quest reroll medium")
    assert "Swap one" not in str((await alice.sees("Quests of Alice")).components)


async def test_a_quest_becomes_another_one_and_says_who_is_in_the_middle(play: Stage, bot: Running) -> None:  # noqa: F811
    alice, bruno = await play.person("alice"), await play.person("bruno")
    there = await play.person("bruno", guild=1)
    await switch_off(bruno, "daily", "weekly", "special", "challenge")
    await write(bruno)
    nobody = await (await bruno.runs("/quest edit", quest=SONGS, difficulty="hard").form()).fills()
    assert "-# event · hard · once · +70 XP\n" in nobody.text
    assert SONGS in (await alice.runs("/quests")).text

    form = await bruno.runs(
        "/quest edit", quest=SONGS, kind="challenge", cycle="weekly", badge="<:tea:1234>"
    ).form()
    changed = await form.fills(amount="3")

    assert f"<:tea:1234> **{SONGS}**\n-# challenge · hard · weekly · +70 XP\n" in changed.text
    assert "in the middle of it. What they did counts on, until it's done" in changed.text
    same = await (await bruno.runs("/quest edit", quest=SONGS).form()).fills()
    assert "challenge · hard · weekly" in same.text and same.text.endswith("What they did counts on.")
    over = await (await bruno.runs("/quest edit", quest=SONGS).form()).fills(
        window="2020-01-01 to 2020-01-31"
    )
    assert "**2020-01-01 to 2020-01-31** is over already" in over.text and over.is_private
    assert "is over already" in (await write(bruno, form={"window": "2020-01-31"})).text
    assert SONGS not in (await there.runs("/quest list")).text


async def test_a_quest_is_called_by_the_name_that_is_shown(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno, there = await play.person("bruno"), await play.person("bruno", guild=1)
    for name in (SONGS, "Tea songs", "Tea songs"):
        await write(bruno, form={"name": name})

    assert f"Switched off: {SONGS}" in (await bruno.runs("/quest deactivate", quest=f" {SONGS}")).text
    assert "no quest called" in (await there.runs("/quest deactivate", quest=SONGS)).text
    refused = await bruno.runs("/quest delete", quest="tea songs")
    assert "More than one quest is called **tea songs**" in refused.text and "pick one" in refused.text
    offered = await bruno.completes("/quest delete", "quest", "tea")
    assert {"name": "Tea songs (own-3)", "value": "own-3"} in offered and len(offered) == 2
    await (await bruno.runs("/quest edit", quest="own-3").form()).fills(name="Kettle songs")
    form = await bruno.runs("/quest edit", quest="TEA  songs").form()
    assert "Changed" in (await form.fills(name="Cup songs")).text

    assert "Switched off: Early bird" in (await bruno.runs("/quest deactivate", quest="early BIRD")).text
    await bot.wing.settings.save_member(UserId(int(bruno.id)), MemberSettings(language="de"))
    for name in ("früher Vogel", "Early bird"):
        shown = await bruno.runs("/quest activate", quest=name)
        assert "Früher Vogel" in shown.text
    assert "gehört zu mir" in (await bruno.runs("/quest delete", quest="Früher Vogel")).text


async def test_after_a_prefix_a_name_has_spaces(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno = await play.person("bruno")
    for name in (SONGS, "Tea songs"):
        await write(bruno, form={"name": name})
    privately = await bruno.privately("tika")

    for said, told in (
        ("deactivate Tea songs", "Switched off: Tea songs"),
        ('activate "tea songs"', "Switched on: Tea songs"),
        ("deactivate daily", "Switched off: daily"),
        (f"deactivate {SONGS}", f"Switched off: {SONGS}"),
        ("delete Tea songs", "**Tea songs** is no more"),
        (f"delete {SONGS}", f"**{SONGS}** is no more"),
    ):
        await bruno.says(f"!quest {said}")
        assert told in (await privately.sees(told)).text
    await bruno.says("!quest deactivate early-bird banana")
    assert "no quest called **early-bird banana**" in (await bruno.sees("no quest called")).text
    assert "0 of your own" in (await bruno.runs("/quest list")).text


async def test_what_is_on_while_its_kind_is_off_says_so(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno, there = await play.person("bruno"), await play.person("bruno", guild=1)
    await switch_off(bruno, "daily")

    shown = await bruno.runs("/quest activate", quest="early-bird")

    assert "Switched on: Early bird" in shown.text
    assert "all quests of its kind are off. `/quest activate kind:daily` switches them on" in shown.text
    assert "its kind" not in (await there.runs("/quest activate", quest="early-bird")).text
    await bruno.runs("/quest activate", kind="daily")
    assert "its kind" not in (await bruno.runs("/quest activate", quest="early-bird")).text


async def test_after_a_prefix_what_does_not_exist_is_refused(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno = await play.person("bruno")
    for said, offered in (
        ("create banana messages", KINDS),
        ("create event banana", Metric),
        ("create event messages daily banana", Difficulty),
        ("reroll banana", POOLS),
    ):
        await bruno.says(f"!quest {said}")
        assert await bruno.sees(f"has to be one of: {', '.join(offered)}.")


def test_whatever_there_is_can_be_chosen() -> None:
    offered = (KindName, MetricName, CycleName, DifficultyName, SlotName)
    assert [get_args(one) for one in offered] == [
        tuple(each) for each in (Kind, Metric, Cycle, Difficulty, POOLS)
    ]


ORDERS = ("list", "create event messages", "edit own-1", "delete own-1", "activate own-1", "deactivate own-1")


@pytest.mark.parametrize("said", [*ORDERS, "boost 2"])
async def test_who_does_not_manage_the_server_is_refused(play: Stage, bot: Running, said: str) -> None:  # noqa: F811
    alice, bruno = await play.person("alice"), await play.person("bruno")
    await write(bruno)

    await alice.says(f"!quest {said}")

    assert "You need the permission **Manage Server**" in (await alice.sees("You need")).text
    listed = (await bruno.runs("/quest list")).text
    assert SONGS in listed and "switched off" not in listed and "⚡" not in listed
