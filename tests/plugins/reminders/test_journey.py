"""Alice lives with reminders: she sets, lists, cancels and snoozes them over real sockets."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tika_bot.app import Running, running
from tika_bot.base.ids import UserId
from tika_bot.core.settings import MemberSettings
from tika_bot.testing.bots import bot_config, play  # noqa: F401 # the fixture
from tika_sandbox.testing import Stage

pytestmark = pytest.mark.journey
ONLY = {"only": ["reminders"]}


@pytest.fixture
async def bot(play: Stage, tmp_path: Path) -> AsyncIterator[Running]:  # noqa: F811 # pytest's way of naming fixtures
    async with running(bot_config(play, tmp_path, plugins=ONLY)) as here:
        await here.ready()
        yield here


async def test_she_sets_one_privately_and_it_rings_for_her_where_she_was(play: Stage, bot: Running) -> None:  # noqa: F811
    alice, layla = await play.person("alice"), await play.person("layla")

    receipt = await alice.runs("/remind me", when="in 1 second", what="tea @everyone موعد")
    ring = await layla.sees("tea @everyone موعد")

    assert receipt.is_private and "UTC" in receipt.text
    assert f"<@{play.facts.users[0].id}>, it's time" in ring.content
    assert [user["id"] for user in ring.raw["mentions"]] == [str(play.facts.users[0].id)]
    assert ring.raw["mention_everyone"] is False


async def test_a_button_is_hers_alone_and_works_after_the_bot_was_built_anew(
    play: Stage,  # noqa: F811
    tmp_path: Path,
) -> None:
    alice, layla = await play.person("alice"), await play.person("layla")
    config = bot_config(play, tmp_path, plugins=ONLY)
    async with running(config) as first:
        await first.ready()
        await alice.runs("/remind me", when="1s", what="take out the bins")
        ring = await alice.sees("You wanted to hear this")

    async with running(config) as second:
        await second.ready()
        refused = await layla.clicks("10 min", on=await layla.sees("You wanted to hear this"))
        snoozed = await alice.clicks("10 min", on=ring)
        listed = await alice.runs("/remind list")

    assert refused.is_private
    assert "Snoozed" in snoozed.text and snoozed.buttons == []
    assert "take out the bins" in listed.text


async def test_she_turns_to_page_two_and_cancels_from_the_list(play: Stage, bot: Running) -> None:  # noqa: F811
    alice, elsewhere = await play.person("alice"), await play.person("alice", guild=1)
    for hour in range(1, 8):
        await alice.runs("/remind me", when=f"in {hour} hours", what=f"thing {hour}")

    first = await alice.runs("/remind list")
    second = await alice.clicks("▶", on=first)
    after = await alice.picks("Cancel one of these…", ["7"], on=second)
    empty = await elsewhere.runs("/remind list")

    assert "thing 5" in first.text and "thing 6" not in first.text
    assert "thing 6" in second.text and "thing 7" in second.text
    assert "thing 6" in after.text and "thing 7" not in after.text
    assert "Nothing is waiting" in empty.text


async def test_while_she_types_her_own_are_offered(play: Stage, bot: Running) -> None:  # noqa: F811
    alice, layla = await play.person("alice"), await play.person("layla")
    await layla.runs("/remind me", when="in 1 hour", what="layla's secret")
    await alice.runs("/remind me", when="in 1 hour", what="water the ficus")

    offered = await alice.completes("/remind cancel", "number", "fic")
    gone = await alice.runs("/remind cancel", number=offered[0]["value"])

    assert [choice["name"] for choice in offered] == ["1. water the ficus"]
    assert "water the ficus" in gone.text
    assert await alice.completes("/remind cancel", "number", "") == []


async def test_she_types_or_pastes_what_it_says_instead_of_picking_it(play: Stage, bot: Running) -> None:  # noqa: F811
    alice, layla = await play.person("alice"), await play.person("layla")
    there = await play.person("alice", guild=1)
    texts = (
        "Water the ficus",
        "Call mum",
        "call  mum",
        "1.5 l of milk",
        "موعد الشاي",
        "12",
        "Water: " + "a" * 90,
    )
    for text in texts:
        await alice.runs("/remind me", when="in 1 hour", what=text)
    await layla.runs("/remind me", when="in 1 hour", what="layla's secret")

    several = await alice.runs("/remind cancel", number="CALL mum")
    assert "More than one of your reminders here says **CALL mum**" in several.text and several.is_private
    for typed in ("layla's secret", "#", "5 l of bananas"):
        assert "no open reminder" in (await alice.runs("/remind cancel", number=typed)).text
    assert "no open reminder" in (await there.runs("/remind cancel", number="Water the ficus")).text
    assert "no open reminder" in (await layla.runs("/remind cancel", number="Water the ficus")).text
    assert "Water the ficus" in (await alice.runs("/remind snooze", number="the fic", when="in 2 hours")).text
    gone = {
        " water THE ficus ": "Water the ficus",
        "1.5 l of milk": "1.5 l of milk",
        "موعد": "موعد الشاي",
        "12": "12",
        "3. call mum": "call  mum",
        f"7. Water: {'a' * 72}…": "Water: aaa",
        "call mum": "Call mum",
    }
    for typed, text in gone.items():
        cancelled = await alice.runs("/remind cancel", number=typed)
        assert text in cancelled.text and cancelled.is_private, typed
    assert "Nothing is waiting" in (await alice.runs("/remind list")).text
    await alice.runs("/remind me", when="in 1 hour", what="Feed the cat")
    await alice.says("!remind cancel feed the cat")
    assert "Feed the cat" in (await (await alice.privately("tika")).sees("Feed the cat")).text
    assert "Nothing is waiting" in (await alice.runs("/remind list")).text
    assert "layla's secret" in (await layla.runs("/remind list")).text


async def test_she_moves_one_and_reads_what_was_wrong_with_a_time(play: Stage, bot: Running) -> None:  # noqa: F811
    alice = await play.person("alice")
    await alice.runs("/remind me", when="in 1 hour", what="call mum")

    moved = await alice.runs("/remind snooze", number="1", when="in 3 hours")
    unclear = await alice.runs("/remind snooze", number="1", when="in three bananas")
    missing = await alice.runs("/remind snooze", number="9", when="in 3 hours")

    assert "call mum" in moved.text
    assert "bananas" in unclear.text and "tomorrow at 9" in unclear.text and unclear.is_private
    assert "**9**" in missing.text


async def test_after_a_prefix_nobody_needs_quotes(play: Stage, bot: Running) -> None:  # noqa: F811
    alice = await play.person("alice")

    await alice.says("!remind me in 1 second to stretch the legs")

    assert "stretch the legs" in (await alice.sees(lambda seen: "it's time" in seen.content)).text


async def test_in_german_everything_is_german(play: Stage, bot: Running) -> None:  # noqa: F811
    user = UserId(play.facts.users[0].id)
    await bot.wing.settings.save_member(user, MemberSettings(language="de", zone="Europe/Berlin"))
    alice = await play.person("alice")

    receipt = await alice.runs("/remind me", when="jeden Montag um halb 9", what="Müll")
    await alice.runs("/remind me", when="in 1 Sekunde", what="Tee")
    ring = await alice.sees("es ist so weit")

    assert "Notiert" in receipt.text and "jeden Montag um 08:30" in receipt.text
    assert "UTC" not in receipt.text
    assert {"10 Min.", "1 Std.", "Morgen", "Erledigt"} <= set(ring.buttons)


async def test_when_the_channel_is_gone_it_comes_directly_and_says_so(play: Stage, bot: Running) -> None:  # noqa: F811
    alice, admin = await play.person("alice"), await play.person("bruno")
    await alice.runs("/remind me", when="in 2 seconds", what="still here")
    await admin.line.ask("DELETE", f"/channels/{alice.channel_id}")

    direct = await alice.privately("Tika")

    assert f"<#{alice.channel_id}>" in (await direct.sees("still here")).text
