"""Bruno looks after his server's achievements; Alice may not, and other servers see nothing of it."""

from typing import get_args

import pytest

from tika_bot.app import Running
from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.settings import MemberSettings
from tika_bot.plugins.achievements.commands.managing import CountName
from tika_bot.plugins.achievements.model import Choice
from tika_bot.plugins.achievements.settings import Settings
from tika_bot.testing.bots import bot, play  # noqa: F401 # fixtures
from tika_sandbox.testing import Person, Seen, Stage

pytestmark = pytest.mark.journey

KETTLE = "إبريق *الشاي*"
SHOWN = r"إبريق \*الشاي\*"


async def only_own(play: Stage, bot: Running) -> None:  # noqa: F811
    """Switch off what comes with the bot: here each one is counted."""
    for guild in play.facts.guilds[:2]:
        changed = Settings(built_in=False)
        await bot.wing.settings.save(GuildId(guild.id), "achievements", changed, by=UserId(1), based_on=0)


async def create(bruno: Person, name: str = KETTLE, *, needs: str = "2") -> Seen:
    """Let Bruno make an achievement that pays 40 XP for so many messages."""
    form = await bruno.runs("/achievement create", counts="messages").form()
    return await form.fills(name=name, threshold=needs, xp="40", emoji="🫖")


async def grant(admin: Person, member: Person, achievement: str) -> Seen:
    """Let an admin give a member an achievement."""
    return await admin.runs("/achievement grant", member=member, achievement=achievement)


async def test_a_list_is_empty_and_then_has_a_second_page(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno, there = await play.person("bruno"), await play.person("bruno", guild=1)
    empty = await bruno.runs("/achievement list")
    assert "None yet" in empty.text and empty.buttons == [] and empty.is_private

    for number in range(9):
        await create(bruno, f"{KETTLE} {number}")

    first = await bruno.runs("/achievement list")
    second = await bruno.clicks("▶", on=first)
    assert f"🫖 {SHOWN} 7" in first.text and f"{SHOWN} 8" not in first.text
    assert f"🫖 {SHOWN} 8" in second.text and f"{SHOWN} 7" not in second.text
    assert "None yet" in (await there.runs("/achievement list")).text


async def test_a_shelf_is_empty_and_then_has_one_of_the_servers_own(play: Stage, bot: Running) -> None:  # noqa: F811
    alice, bruno = await play.person("alice"), await play.person("bruno")
    await only_own(play, bot)
    await create(bruno)
    empty = await alice.picks("Show something else…", ["Earned"], on=await alice.runs("/achievements"))
    assert "Nothing yet" in empty.text

    await bruno.runs("/achievement grant", member=alice, achievement="own-1")

    own = await alice.picks("Show something else…", ["Only on this server"], on=empty)
    assert f"🫖 {SHOWN}" in own.text and "✅ Complete" in own.text
    there = await play.person("alice", guild=1)
    assert "Only on this server" not in str((await there.runs("/achievements")).components)


async def test_a_shelf_has_its_picture_whoever_looks_through_it(play: Stage, bot: Running) -> None:  # noqa: F811
    alice, bruno = await play.person("alice"), await play.person("bruno")
    await bruno.runs("/achievement grant", member=alice, achievement="chatterbox")
    shelf = await alice.runs("/achievements")
    assert shelf.attachments[0]["description"].startswith("Shelf of Alice")

    earned = await bruno.picks("Show something else…", ["Earned"], on=shelf)
    again = await bruno.picks("Show something else…", ["Next up"], on=earned)

    assert again.attachments[0]["description"].startswith("Shelf of Alice")


async def test_verify_reports_what_is_missing_and_what_is_not_reached(play: Stage, bot: Running) -> None:  # noqa: F811
    alice, bruno = await play.person("alice"), await play.person("bruno")
    await only_own(play, bot)
    await alice.says("One cup, please!")
    await alice.says("And another one.")
    await bot.host.plugins["levels"].service.flush()  # and whoever does something is looked into
    await bot.host.plugins["achievements"].service.look()
    await create(bruno)

    drifted = await bruno.runs("/achievement verify", member=alice)
    assert "1 missing · 0 held" in drifted.text and f"<@{alice.id}> lacks 🫖 {SHOWN}" in drifted.text
    left = await bruno.clicks("Leave it", on=await bruno.runs("/achievement verify", member=alice))
    assert "Nothing was changed" in left.text
    assert "One was given" in (await bruno.clicks("Give the missing one", on=drifted)).text
    form = await bruno.runs("/achievement edit", achievement="own-1").form()
    await form.fills(threshold="500")

    unreached = await bruno.runs("/achievement verify", member=alice)
    assert "0 missing · 1 held" in unreached.text and f"<@{alice.id}> holds 🫖 {SHOWN}" in unreached.text
    there = await play.person("bruno", guild=1)
    assert "0 missing · 0 held" in (await there.runs("/achievement verify")).text


async def test_bots_win_nothing(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno = await play.person("bruno")

    refused = await bruno.runs("/achievement grant", member=str(play.facts.bot.id), achievement="chatterbox")

    assert "is a bot, and bots win nothing" in refused.text


async def test_after_a_prefix_it_is_the_same(play: Stage, bot: Running) -> None:  # noqa: F811
    alice, bruno = await play.person("alice"), await play.person("bruno")
    await create(bruno)
    privately = await bruno.privately("tika")

    for said, told in (
        ("!achievement", f"🫖 {SHOWN}"),
        (f"!achievement grant <@{alice.id}> own-1", f"<@{alice.id}> has 🫖 {SHOWN} now"),
        (f"!achievement revoke <@{alice.id}> own-1", "no longer has"),
        (f"!achievement verify <@{alice.id}>", "One member checked"),
    ):
        await bruno.says(said)
        assert told in (await privately.sees(told)).text
    for said in ("!achievement delete own-1", "!achievement create hand"):
        await bruno.says(said)
        assert "`/achievement" in (await bruno.sees("Type it as a slash command")).text
    await bruno.says(f"!badges <@{alice.id}>")
    shelf = await bruno.sees("has earned")
    assert f"<@{alice.id}> has earned **0**" in shelf.text


async def test_an_achievement_is_called_by_the_name_that_is_shown(play: Stage, bot: Running) -> None:  # noqa: F811
    alice, bruno = await play.person("alice"), await play.person("bruno")
    for name in (KETTLE, "Tea Queen", "Tea Queen"):
        await create(bruno, name, needs="500")

    assert f"has 🫖 {SHOWN} now" in (await grant(bruno, alice, KETTLE)).text
    refused = await grant(bruno, alice, "tea queen")
    assert "More than one achievement is called **tea queen**" in refused.text and "pick one" in refused.text
    offered = await bruno.completes("/achievement delete", "achievement", "queen")
    assert [one["name"] for one in offered] == ["🫖 Tea Queen (own-2)", "🫖 Tea Queen (own-3)"]
    form = await bruno.runs("/achievement edit", achievement="own-3").form()
    await form.fills(name="Coffee King")
    assert "has 🫖 Tea Queen now" in (await grant(bruno, alice, "tea  queen")).text
    await bot.wing.settings.save_member(UserId(int(bruno.id)), MemberSettings(language="de"))
    assert "Plappermaul" in (await grant(bruno, alice, "plappermaul")).text
    assert "Plappermaul" in (await grant(bruno, alice, "Chatterbox")).text
    asked = await bruno.runs("/achievement delete", achievement="Coffee King")
    assert "Coffee King" in asked.text
    there = await play.person("bruno", guild=1)
    assert "keine Errungenschaft namens **Tea Queen**" in (await grant(there, alice, "Tea Queen")).text


async def test_after_a_prefix_a_name_has_spaces_and_a_tier(play: Stage, bot: Running) -> None:  # noqa: F811
    alice, bruno = await play.person("alice"), await play.person("bruno")
    for name in ("Tea Queen", "Tea Queen 2"):
        await create(bruno, name, needs="500")
    privately = await bruno.privately("tika")

    for said, told in (
        (f"grant <@{alice.id}> Tea Queen", "has 🫖 Tea Queen now"),
        (f"grant <@{alice.id}> Tea Queen 2", "has 🫖 Tea Queen 2 now"),
        (f"grant <@{alice.id}> Chatterbox 2", "Chatterbox 🥈 now"),
        (f'revoke <@{alice.id}> "tea queen"', "no longer has 🫖 Tea Queen,"),
    ):
        await bruno.says(f"!achievement {said}")
        assert told in (await privately.sees(told)).text


async def test_after_a_prefix_what_cannot_be_counted_is_refused(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno = await play.person("bruno")

    await bruno.says("!achievement create banana")

    assert "has to be one of: messages, messages_day, " in (await bruno.sees("has to be")).text
    assert get_args(CountName) == tuple(Choice)


ORDERS = (
    "list",
    "create hand",
    "edit own-1",
    "delete own-1",
    "verify",
    "grant {} own-1",
    "revoke {} own-1",
)


@pytest.mark.parametrize("said", ORDERS)
async def test_who_does_not_manage_the_server_is_refused(play: Stage, bot: Running, said: str) -> None:  # noqa: F811
    alice, bruno = await play.person("alice"), await play.person("bruno")
    await create(bruno)

    await alice.says(f"!achievement {said.format(f'<@{alice.id}>')}")

    assert "You need the permission **Manage Server**" in (await alice.sees("You need")).text
    listed = (await bruno.runs("/achievement list")).text
    assert SHOWN in listed and "nobody has it" in listed
