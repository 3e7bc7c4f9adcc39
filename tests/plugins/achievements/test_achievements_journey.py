"""Alice wins something and shows it; Bruno makes, gives and takes; the other server sees nothing of it."""

import io
from pathlib import Path

import pytest
from PIL import Image

from tika_bot.app import Running
from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.settings import MemberSettings
from tika_bot.plugins.achievements.settings import Settings
from tika_bot.testing.bots import bot, play  # noqa: F401 # fixtures
from tika_sandbox.testing import Person, Seen, Stage

pytestmark = pytest.mark.journey


def a_picture(colour: str = "#ff8800") -> bytes:
    page = io.BytesIO()
    Image.new("RGB", (300, 200), colour).save(page, "PNG")
    return page.getvalue()


def shown(message: Seen) -> list[str]:
    """Return the names of what a page shows."""
    return [field["name"] for field in message.embeds[0].get("fields", [])]


async def create(bruno: Person, **options: object) -> Seen:
    """Let Bruno make an achievement that pays 40 XP for two messages."""
    form = await bruno.runs("/achievement create", counts="messages", **options).form()
    return await form.fills(name="Kettle Friend", about="Two *cups*!", threshold="2", xp="40", emoji="🫖")


async def test_alice_says_her_first_word_and_shows_what_she_has(play: Stage, bot: Running) -> None:  # noqa: F811
    alice = await play.person("alice")
    bruno, parts = await play.person("bruno"), bot.host.plugins
    await alice.says("Good morning, everybody!")
    await parts["levels"].service.flush()
    await parts["achievements"].service.look()

    await bruno.runs("/achievement grant", member=alice, achievement="chatterbox")
    news = await alice.sees(lambda seen: "Chatterbox" in seen.text and not seen.is_private)
    assert f"<@{alice.id}>" in news.text and "First Words" not in news.text

    shelf = await alice.clicks("All achievements", on=news)
    assert f"<@{alice.id}> has earned **2**" in shelf.text
    assert not shelf.is_private
    own = await alice.runs("/achievements")
    assert "First Words" in own.attachments[0]["description"] and "Alice" in own.attachments[0]["description"]
    assert len(shown(shelf)) == 5
    second = await alice.clicks("▶", on=shelf)
    assert shown(second) != shown(shelf)
    secrets = await alice.picks("Show something else…", ["Secrets"], on=second)
    assert shown(secrets) == ["❔ ???"]
    assert "16 more" in secrets.text
    mine = await alice.picks("Show something else…", ["Earned"], on=secrets)
    assert "💬 First Words" in shown(mine)

    layla = await play.person("layla", guild=1)
    hers = await layla.runs("/achievements")
    assert f"<@{layla.id}> has earned **0**" in hers.text or "First Words" not in hers.text


async def test_bruno_makes_one_with_a_picture_and_alice_wins_it(
    play: Stage,  # noqa: F811
    bot: Running,  # noqa: F811
    tmp_path: Path,
) -> None:
    alice, bruno = await play.person("alice"), await play.person("bruno")

    made = await create(bruno, badge=("cup.png", a_picture()))
    assert "Kettle Friend" in made.text and "⚠️" not in made.text
    assert made.is_private
    await alice.says("One cup, please!")
    await alice.says("And another one.")

    news = await alice.sees(lambda seen: "Kettle Friend" in seen.text)
    assert "Two \\*cups\\*!" in str(news.embeds[0]["description"])
    listed = await bruno.runs("/achievement list")
    assert "one member has it" in listed.text
    elsewhere = await (await play.person("bruno", guild=1)).runs("/achievement list")
    assert "Kettle Friend" not in elsewhere.text

    files = tmp_path / "blobs" / "achievements"
    assert len(list(files.glob("??/*"))) == 1
    await bruno.clicks("Delete it", on=await bruno.runs("/achievement delete", achievement="own-1"))
    assert not list(files.glob("??/*"))


async def test_bruno_changes_deletes_gives_takes_and_verifies(play: Stage, bot: Running) -> None:  # noqa: F811
    alice, bruno = await play.person("alice"), await play.person("bruno")
    await create(bruno)
    form = await bruno.runs("/achievement edit", achievement="own-1").form()
    assert form.fields["name"]["value"] == "Kettle Friend"
    changed = await form.fills(name="Kettle Fan")
    assert "Kettle Fan" in changed.text

    given = await bruno.runs("/achievement grant", member=alice, achievement="own-1")
    assert f"<@{alice.id}> has 🫖 Kettle Fan now" in given.text
    again = await bruno.runs("/achievement grant", member=alice, achievement="own-1")
    assert "already" in again.text
    taken = await bruno.runs("/achievement revoke", member=alice, achievement="own-1")
    assert "no longer has" in taken.text
    report = await bruno.runs("/achievement verify", member=alice)
    assert "One member checked" in report.text

    asked = await bruno.runs("/achievement delete", achievement="own-1")
    gone = await bruno.clicks("Delete it", on=asked)
    assert "Kettle Fan is gone" in gone.text
    assert "None yet" in (await bruno.runs("/achievement list")).text


async def test_what_is_no_picture_costs_only_the_picture(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno = await play.person("bruno")

    made = await create(bruno, badge=("cup.png", b"<html>not a picture</html>"))

    assert "Kettle Friend" in made.text and "isn't a picture I can open" in made.text


async def test_suggestions_know_names_in_ones_own_language(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno = await play.person("bruno")
    await create(bruno)

    own = await bruno.completes("/achievement edit", "achievement", "kettle")
    everything = await bruno.completes("/achievement grant", "achievement", "kettle", member=bruno)

    assert [one["value"] for one in own] == ["own-1"]
    assert [one["value"] for one in everything] == ["own-1", "iron-kettle"]


async def test_what_they_paid_stands_in_the_history_in_the_readers_words(play: Stage, bot: Running) -> None:  # noqa: F811
    alice, bruno = await play.person("alice"), await play.person("bruno")
    await create(bruno)
    await bruno.runs("/achievement grant", member=alice, achievement="chatterbox", tier=2)
    await bruno.runs("/achievement grant", member=alice, achievement="own-1")

    english = (await bruno.runs("/levels history", member=alice)).text
    await bot.wing.settings.save_member(UserId(int(bruno.id)), MemberSettings(language="de"))
    german = (await bruno.runs("/levels history", member=alice)).text

    assert "+75 XP** · for an achievement · “Chatterbox 2/5”" in english
    assert "+75 XP** · für eine Errungenschaft · “Plappermaul 2/5”" in german
    assert "+40 XP** · für eine Errungenschaft · “Kettle Friend”" in german
    there = await play.person("bruno", guild=1)
    assert "Noch nichts" in (await there.runs("/levels history")).text


async def test_told_directly_it_names_its_server(play: Stage, bot: Running) -> None:  # noqa: F811
    alice, bruno = await play.person("alice"), await play.person("bruno")
    guild = play.facts.guilds[0]
    direct = Settings(announce="direct")
    await bot.wing.settings.save(GuildId(guild.id), "achievements", direct, by=UserId(1), based_on=0)

    await bruno.runs("/achievement grant", member=alice, achievement="chatterbox")

    news = await (await alice.privately("tika")).sees("Chatterbox")
    assert guild.name in str(news.embeds[0]["footer"]) and news.buttons == []
