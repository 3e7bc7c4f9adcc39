"""An admin switches features; a member can't."""

from tika_bot.app import Running
from tika_sandbox.testing import Stage

PICK = "Switch one…"


async def test_a_feature_goes_off_here_and_stays_on_there(play: Stage, bot: Running) -> None:
    here, there = (home.id for home in play.facts.guilds[:2])
    admin = await play.person(play.facts.users[1].name)
    page = await admin.runs("/features")

    after = await admin.picks(PICK, ["Switch Reminders off"], on=page)

    assert page.is_private and after.id == page.id
    assert "Switched off: Reminders" in after.text
    assert not bot.wing.features.is_on(here, "reminders")
    assert bot.wing.features.is_on(there, "reminders")


async def test_what_is_off_vanishes_from_the_picker(play: Stage, bot: Running) -> None:
    admin = await play.person(play.facts.users[1].name)
    page = await admin.runs("/features")
    await admin.picks(PICK, ["Switch Reminders off"], on=page)

    assert bot.client is not None
    await bot.client.registration.settled()
    index = await admin.line.ask("GET", f"/channels/{admin.channel_id}/application-command-index")
    names = {command["name"] for command in index["application_commands"]}

    assert "features" in names and "remind" not in names


async def test_members_may_not(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")

    await alice.says("!features")

    assert "Manage Server" in (await alice.sees("Manage Server")).text


async def test_why_tells_the_last_refusal(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")
    await alice.says("!features")
    await alice.sees("Manage Server")

    answer = await alice.runs("/why")

    assert "features" in answer.text and "Manage Server" in answer.text
