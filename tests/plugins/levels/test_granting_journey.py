"""Bruno, who manages the tea house, corrects XP and takes it back; other people and places see nothing."""

import pytest

from tika_bot.app import Running
from tika_bot.base.ids import GuildId, UserId
from tika_bot.testing.bots import bot, play  # noqa: F401 # fixtures
from tika_sandbox.testing import Person, Seen, Stage

pytestmark = pytest.mark.journey


@pytest.fixture(autouse=True)
async def only_levels(play: Stage, bot: Running) -> None:  # noqa: F811
    """Switch off what rewards a member for having so much XP: here each point is counted."""
    for guild in play.facts.guilds[:2]:
        for plugin in ("achievements", "quests"):
            await bot.wing.features.switch(GuildId(guild.id), plugin, False, by=UserId(1))


async def xp_of(person: Person, who: Person) -> str:
    """Return ``who``'s line on the board, as ``person`` reads it; "" if there is none."""
    board = await person.runs("/leaderboard")
    return next((line for line in board.text.splitlines() if f"<@{who.id}>" in line), "")


async def test_bruno_gives_takes_sets_and_hands_over(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno, layla = await play.person("bruno"), await play.person("layla")

    given = await bruno.runs("/levels give", member=layla, amount=300, reason="tea for everybody")
    assert given.is_private
    assert f"<@{layla.id}>: 0 → **300 XP**, level 0 → **2**" in given.text
    assert "were to go" not in given.text

    taken = await bruno.runs("/levels take", member=layla, amount=1000)
    assert "1,000 XP were to go, but only 300 were there." in taken.text
    assert (
        f"<@{layla.id}>: 0 → **400 XP**" in (await bruno.runs("/levels set", member=layla, amount=400)).text
    )

    moved = await bruno.runs("/levels transfer", giver=layla, taker=bruno, amount=150)
    assert f"<@{layla.id}>: 400 → **250 XP**" in moved.text
    assert f"<@{bruno.id}>: 0 → **150 XP**" in moved.text
    refused = await bruno.runs("/levels transfer", giver=layla, taker=bruno, amount=251)
    assert f"<@{layla.id}> has only **250 XP**" in refused.text
    assert "250 XP" in await xp_of(layla, layla)

    there = await play.person("bruno", guild=1)
    assert "Nobody has any XP here yet" in (await there.runs("/leaderboard")).text
    assert "Nothing yet" in (await there.runs("/levels history")).text


async def test_after_a_prefix_it_is_the_same(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno, layla = await play.person("bruno"), await play.person("layla")

    await bruno.says(f"!levels give <@{layla.id}> 300 for the best cake of the year")
    await bruno.sees("0 → **300 XP**")
    await bruno.says("!levels")

    history = await bruno.sees("What was given and corrected")
    assert f"**<@{layla.id}> +300 XP** · by <@{bruno.id}> · “for the best cake of the year”" in history.text


async def test_after_a_prefix_a_name_is_read_with_care(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno, layla = await play.person("bruno"), await play.person("layla")
    await bruno.runs("/levels give", member=layla, amount=300)

    await bruno.says("!levels reset leila")
    assert "everybody" not in (await bruno.sees("leila")).text
    await bruno.says(f"!levels undo <@{bruno.id}> 5")
    asked = await bruno.sees("300 → **0 XP**")

    await bruno.clicks("Undo", on=asked)
    assert await xp_of(layla, layla) == ""


async def test_who_does_not_manage_the_server_is_refused(play: Stage, bot: Running) -> None:  # noqa: F811
    alice, bruno = await play.person("alice"), await play.person("bruno")
    given = await bruno.runs("/levels give", member=alice, amount=300)

    await alice.says(f"!levels give <@{alice.id}> 100000")

    assert "You need the permission **Manage Server**" in (await alice.sees("You need")).text
    assert given.is_private
    assert "300 XP" in await xp_of(alice, alice)


async def test_bots_get_nothing(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno = await play.person("bruno")

    refused = await bruno.runs("/levels give", member=str(play.facts.bot.id), amount=5)

    assert "is a bot, and bots have no levels" in refused.text


async def test_an_entry_is_found_in_the_history_and_undone(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno, layla = await play.person("bruno"), await play.person("layla")
    await bruno.runs("/levels give", member=layla, amount=300, reason="a mistake")
    await bruno.runs("/levels give", member=layla, amount=20, reason="well deserved")

    history = await bruno.runs("/levels history")
    asked = await bruno.picks("Undo one of these …", [option_with(history, "a mistake")], on=history)
    assert "One entry" in asked.text and f"<@{layla.id}>: 320 → **20 XP**" in asked.text
    done = await bruno.clicks("Undo", on=asked)

    assert "Undone" in done.text and f"<@{layla.id}>: 320 → **20 XP**" in done.text
    again = await bruno.runs("/levels history", member=layla)
    assert "“a mistake” · ↩️ undone" in again.text
    assert f"↩️ <@{layla.id}> −300 XP" in again.text
    assert "nothing left to undo" in (await bruno.runs("/levels undo", entry=entry_of(asked))).text.lower()


async def test_all_that_bruno_did_is_undone(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno, layla = await play.person("bruno"), await play.person("layla")
    for amount in (300, 20):
        await bruno.runs("/levels give", member=layla, amount=amount)

    asked = await bruno.runs("/levels undo", by=bruno)
    assert "2 entries" in asked.text
    left = await bruno.clicks("Leave it", on=asked)
    assert "Nothing was changed" in left.text and "320 XP" in await xp_of(bruno, layla)
    await bruno.clicks("Undo", on=await bruno.runs("/levels undo", by=bruno, hours=1))

    assert await xp_of(bruno, layla) == ""
    assert "nothing left to undo" in (await bruno.runs("/levels undo", by=bruno)).text.lower()


async def test_numbers_that_mean_nothing_are_refused(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno = await play.person("bruno")

    for number in ("17", "tea", "99999999999999999999999"):
        assert f"There's no entry **{number}**" in (await bruno.runs("/levels undo", entry=number)).text
    assert "Nothing yet" in (await bruno.runs("/levels undo")).text


async def test_entries_are_offered_while_typing(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno, layla = await play.person("bruno"), await play.person("layla")
    await bruno.runs("/levels give", member=layla, amount=300, reason="ليلى wins")

    offered = await bruno.completes("/levels undo", "entry", "ليلى")

    [choice] = offered
    assert "+300 XP · ليلى wins" in choice["name"]
    asked = await bruno.runs("/levels undo", entry=choice["value"])
    assert "300 → **0 XP**" in asked.text


async def test_menus_call_people_by_their_names(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno, layla = await play.person("bruno"), await play.person("layla")
    await bruno.runs("/levels give", member=layla, amount=300)
    await bruno.runs("/levels transfer", giver=layla, taker=bruno, amount=100)

    history = await bruno.runs("/levels history")
    [choice] = await bruno.completes("/levels undo", "entry", "ليلى +300")

    assert option_with(history, "100 XP: ليلى → Bruno")
    assert option_with(history, "ليلى +300 XP") == choice["value"]
    offered = [one["label"] for part in history.components for one in part.get("options", ())]
    assert not [label for label in offered if layla.id in label]


async def test_older_entries_are_a_page_away(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno, layla = await play.person("bruno"), await play.person("layla")
    for amount in range(1, 13):
        await bruno.runs("/levels give", member=layla, amount=amount)

    first = await bruno.runs("/levels history")
    assert "+12 XP" in first.text and "+2 XP" not in first.text
    older = await bruno.clicks("Older", on=first)

    assert "+2 XP" in older.text and "+12 XP" not in older.text
    assert "+12 XP" in (await bruno.clicks("Newest", on=older)).text


async def test_one_member_is_reset(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno, layla = await play.person("bruno"), await play.person("layla")
    assert "Nobody here has any XP" in (await bruno.runs("/levels reset")).text
    assert "has no XP that could go" in (await bruno.runs("/levels reset", member=layla)).text
    await bruno.runs("/levels give", member=layla, amount=300)

    done = await bruno.runs("/levels reset", member=layla, reason="a new life")

    assert f"<@{layla.id}>: 300 → **0 XP**, level 2 → **0**" in done.text


def option_with(history: Seen, text: str) -> str:
    """Return the value of the menu's line that holds ``text``."""
    offered = [one for part in history.components for one in part.get("options", ())]
    return next(str(one["value"]) for one in offered if text in one["label"])


def entry_of(asked: Seen) -> str:
    """Return the number of the entry that a preview asks about."""
    return str(asked.component("Undo")["custom_id"]).rpartition(":")[2]
