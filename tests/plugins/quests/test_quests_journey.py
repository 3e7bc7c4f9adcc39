"""Alice lives with her quests over real sockets; the other server notices nothing."""

import re
from pathlib import Path

import pytest

from tika_bot.app import Running, running
from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.settings import MemberSettings
from tika_bot.plugins.quests.settings import Settings
from tika_bot.testing.bots import bot, bot_config, play  # noqa: F401 # fixtures
from tika_sandbox.testing import Person, Seen, Stage

pytestmark = pytest.mark.journey


async def write_quest(admin: Person, **given: str) -> Seen:
    """Let an admin write an event of two messages."""
    form = await admin.runs("/quest create", kind="event", counts="messages").form()
    usual = {"name": "Kettle songs", "amount": "2", "reward": "70 xp"}
    return await form.fills(usual | given)


def to_challenges(shown: Seen) -> str:
    """Return what leads to the challenges; how many they are depends on how many days the month still has."""
    [label] = [label for label in shown.buttons if "challenge" in label]
    return label


def joinable(shown: Seen) -> int:
    """Return how many challenges can be joined."""
    return int(to_challenges(shown).split()[0])


async def test_alice_completes_a_quest_by_talking_and_sees_it_done(play: Stage, bot: Running) -> None:  # noqa: F811
    alice, there = await play.person("alice"), await play.person("layla", guild=1)
    await write_quest(await play.person("bruno"))
    shown = await alice.runs("/quests")
    assert "Kettle songs" in shown.text and "0 / 2" in shown.text and not shown.is_private

    await alice.says("The kettle sings.")
    await alice.says("It sings again.")

    news = await alice.sees("Kettle songs")
    assert f"<@{alice.id}>" in news.text and "+70 XP" in news.text
    done = await alice.clicks("Refresh", on=shown)
    assert "✅ ~~**Kettle songs**~~ · +70 XP" in done.text
    assert "Kettle songs" not in (await there.runs("/quests")).text


async def test_buttons_work_after_a_restart_and_only_for_their_owner(play: Stage, tmp_path: Path) -> None:  # noqa: F811
    alice, layla = await play.person("alice"), await play.person("layla")
    async with running(bot_config(play, tmp_path)) as first:
        await first.ready()
        shown = await alice.runs("/quests")

    async with running(bot_config(play, tmp_path)) as second:
        await second.ready()
        again = await alice.clicks("Refresh", on=shown)
        refused = await layla.clicks("Refresh", on=await layla.sees("Quests of"))

    assert again.id == shown.id
    assert re.findall(r"\*\*.+?\*\*", again.text) == re.findall(r"\*\*.+?\*\*", shown.text)
    assert refused.is_private


async def test_an_admin_writes_changes_switches_boosts_and_deletes(play: Stage, bot: Running) -> None:  # noqa: F811
    alice, bruno = await play.person("alice"), await play.person("bruno")
    there = await play.person("layla", guild=1)
    made = await write_quest(bruno, name="Kettle songs", text="Sing along.", reward="70 xp, 20 leaves")
    assert "Kettle songs" in made.text and "+20 leaves" in made.text and made.is_private

    changed = await (await bruno.runs("/quest edit", quest="own-1").form()).fills(amount="lots")
    assert "**lots** isn't an amount" in changed.text
    changed = await (await bruno.runs("/quest edit", quest="own-1").form()).fills(amount="3")
    assert "Sing along." in changed.text
    offered = await bruno.completes("/quest deactivate", "quest", "kettle")
    assert [choice["name"] for choice in offered] == ["Kettle songs"]
    off = await bruno.runs("/quest deactivate", quest=offered[0]["value"])
    assert "Switched off: Kettle songs" in off.text
    assert "Kettle songs" not in (await alice.runs("/quests")).text
    assert "Switched on" in (await bruno.runs("/quest activate", quest="own-1")).text
    assert "Switched off: event" in (await bruno.runs("/quest deactivate", kind="event")).text
    listed = await bruno.runs("/quest list")
    assert "Switched off altogether: event" in listed.text and "1 of your own, 70 that ship" in listed.text
    assert "Kettle songs" not in (await bruno.clicks("▶", on=listed)).text
    assert "1.5 times" in (await bruno.runs("/quest boost", factor=1.5)).text
    assert "1.5 times" in (await alice.runs("/quests")).text
    assert "already" in (await bruno.runs("/quest boost", factor=2)).text
    assert "1.5 times" not in (await there.runs("/quests")).text
    assert "is no more" in (await bruno.runs("/quest delete", quest="own-1")).text
    assert "no quest called" in (await bruno.runs("/quest delete", quest="own-1")).text


async def test_a_member_swaps_joins_and_looks_back_but_manages_nothing(play: Stage, bot: Running) -> None:  # noqa: F811
    alice, there = await play.person("alice"), await play.person("alice", guild=1)
    shown = await alice.runs("/quests")
    swapped = await alice.runs("/quest reroll", which="medium")
    assert "Swap one of" not in str(swapped.components)
    assert "swapped one already" in (await alice.runs("/quest reroll", which="social")).text
    assert "swapped one already" not in (await there.runs("/quest reroll", which="social")).text

    challenges = await alice.clicks(to_challenges(shown), on=shown)
    joined = await alice.picks("Join one …", ["summit"], on=challenges)
    assert "Summit ✅" in joined.text
    back = await alice.clicks("Back", on=joined)
    assert "**Summit**" in back.text and joinable(back) == joinable(shown) - 1
    assert "got away" in (await alice.clicks("Past", on=back)).text
    for command, options in (
        ("create", {"kind": "event", "counts": "xp"}), ("list", {}), ("boost", {"factor": 2}),
        ("delete", {"quest": "own-1"}), ("deactivate", {"kind": "daily"}), ("edit", {"quest": "own-1"}),
    ):  # fmt: skip
        assert "You need" in (await alice.runs(f"/quest {command}", **options)).text, command


async def test_challenges_fill_pages_and_the_last_can_be_joined(play: Stage, bot: Running) -> None:  # noqa: F811
    alice, bruno = await play.person("alice"), await play.person("bruno")
    for number in range(5):
        form = await bruno.runs("/quest create", kind="challenge", counts="messages").form()
        await form.fills(name=f"Our own {number}", amount="1.000")
    shown = await alice.runs("/quests")
    first = await alice.clicks(to_challenges(shown), on=shown)
    last = await alice.clicks("▶", on=first)
    assert "Our own 0" in first.text and "Our own 0" not in last.text and "2 / 2" in last.buttons

    [only] = last.components[0]["components"][0]["options"]
    joined = await alice.picks("Join one …", [only["value"]], on=last)

    assert f"{only['label']} ✅" in joined.text and "2 / 2" in joined.buttons
    assert joinable(await alice.clicks("Back", on=joined)) == joinable(shown) - 1
    there = await play.person("alice", guild=1)
    assert joinable(await there.runs("/quests")) == joinable(shown) - 5


async def test_a_prefix_shows_them_too_and_in_german(play: Stage, bot: Running) -> None:  # noqa: F811
    alice = await play.person("alice")
    await bot.wing.settings.save_member(UserId(int(alice.id)), MemberSettings(language="de"))

    await alice.says("!quests")

    shown = await alice.sees("Quests von")
    assert "### Heute\n-# Neue um <t:" in shown.text and "Auffrischen" in shown.buttons


async def test_what_quests_paid_stands_in_the_history_in_the_readers_words(play: Stage, bot: Running) -> None:  # noqa: F811
    alice, bruno = await play.person("alice"), await play.person("bruno")
    await write_quest(bruno, name="شاي *حلو*", amount="10")
    for number in range(10):
        await alice.says(f"Cup number {number} of the morning.")
    await alice.sees(lambda news: "شاي" in news.text and "First words" in news.text)

    english = (await bruno.runs("/levels history", member=alice)).text
    await bot.wing.settings.save_member(UserId(int(bruno.id)), MemberSettings(language="de"))
    german = (await bruno.runs("/levels history", member=alice)).text

    assert "+100 XP** · for a quest · “First words”" in english
    assert "+100 XP** · für eine Quest · “Erste Worte”" in german
    assert r"+70 XP** · für eine Quest · “شاي \*حلو\*”" in german
    assert "+100 XP for a quest: “First words”" in (await alice.runs("/why")).text
    there = await play.person("bruno", guild=1)
    assert "Noch nichts" in (await there.runs("/levels history")).text


async def test_with_a_pause_only_the_first_of_three_messages_counts(play: Stage, bot: Running) -> None:  # noqa: F811
    alice, bruno = await play.person("alice"), await play.person("bruno")
    hers, his = await play.person("alice", guild=1), await play.person("bruno", guild=1)
    for admin in (bruno, his):
        form = await admin.runs("/quest create", kind="event", counts="messages").form()
        await form.fills(name="Kettle songs", amount="9")
    paused = await bot.wing.settings.save(
        GuildId(int(str(alice.guild_id))),
        "quests",
        Settings(message_cooldown_s=3600),
        by=UserId(1),
        based_on=0,
    )
    assert paused

    for person in (alice, hers):
        for number in range(3):
            await person.says(f"Verse {number} of the kettle's song.")

    assert "1 / 9" in (await alice.runs("/quests")).text
    assert "3 / 9" in (await hers.runs("/quests")).text


async def test_told_directly_it_names_its_server(play: Stage, bot: Running) -> None:  # noqa: F811
    alice, bruno = await play.person("alice"), await play.person("bruno")
    guild = play.facts.guilds[0]
    direct = Settings(announce="direct")
    await bot.wing.settings.save(GuildId(guild.id), "quests", direct, by=UserId(1), based_on=0)
    await write_quest(bruno, name="Kettle_songs", amount="1")

    await alice.says("The kettle sings.")

    news = await (await alice.privately("tika")).sees("songs")
    assert "**Kettle\\_songs** · +70 XP" in news.text
    assert guild.name in str(news.embeds[0]["footer"])
