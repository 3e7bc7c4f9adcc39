"""Buttons and forms are found by their ids alone, and leave nothing behind in the process."""

from tika_bot.app import Running
from tika_bot.base.ids import UserId
from tika_sandbox.testing import Stage


async def test_a_click_changes_its_message(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")
    perch = await alice.runs("/perch")

    after = await alice.clicks("Count", on=perch)

    assert after.id == perch.id and after.text.startswith("counted 1")


async def test_nothing_stays_in_discord_pys_view_store(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")

    for _ in range(3):
        await alice.runs("/perch")

    assert bot.client is not None
    assert bot.client._connection._view_store._views == {}
    assert bot.client._connection._view_store._modals == {}


async def test_somebody_elses_button_is_a_private_refusal(play: Stage, bot: Running) -> None:
    alice, bruno = await play.person("alice"), await play.person(play.facts.users[1].name)
    perch = await alice.runs("/perch")

    mine = await alice.clicks("Mine", on=perch)
    theirs = await bruno.clicks("Mine", on=perch)

    assert mine.text == "yours indeed" and mine.is_private
    assert theirs.is_private and "somebody else" in theirs.text


async def test_permissions_are_asked_at_the_click(play: Stage, bot: Running) -> None:
    alice, admin = await play.person("alice"), await play.person(play.facts.users[1].name)
    perch = await alice.runs("/perch")

    refused = await alice.clicks("Manage", on=perch)
    allowed = await admin.clicks("Manage", on=perch)

    assert refused.is_private and "Manage Server" in refused.text
    assert allowed.text == "managed"


async def test_a_button_of_an_older_version_is_a_friendly_refusal(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")
    perch = await alice.runs("/perch")

    answer = await alice.clicks("Old", on=perch)

    assert answer.is_private and "over already" in answer.text


async def test_a_form_opens_by_command_and_by_button(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")

    form = await alice.runs("/ask").form()
    first = await form.fills(**{"What?": "one"})
    perch = await alice.runs("/perch")
    second = await (await alice.clicks("Write", on=perch).form()).fills(**{"What?": "two"})

    assert first.text == "you wrote one" and first.is_private
    assert second.text == "you wrote two"


async def test_the_pager_turns_and_jumps(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")
    perch = await alice.runs("/perch")

    turned = await alice.clicks("▶", on=perch)
    form = await alice.clicks("2 / 9", on=turned).form()
    await form.fills(Page="7").send()
    jumped = await alice.sees("page 7")

    assert turned.text.startswith("page 2")
    assert jumped.text.startswith("page 7") and jumped.id == perch.id


async def test_buttons_of_a_plugin_that_does_not_run_say_so(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")
    perch = await alice.runs("/perch")
    await bot.host.disable("parrot", by=UserId(1))

    answer = await alice.clicks("Count", on=perch)

    assert answer.is_private and "isn't available on this bot" in answer.text
    assert "operator" not in answer.text  # why is for those who run it


async def test_buttons_of_a_switched_off_plugin_say_so(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")
    perch = await alice.runs("/perch")
    await bot.wing.features.switch(play.facts.guilds[0].id, "parrot", False, by=1)

    answer = await alice.clicks("Count", on=perch)

    assert answer.is_private and "switched off" in answer.text
