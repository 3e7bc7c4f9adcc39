"""Discord's picker shows what is on, is written only when it changed, and never beyond the daily limit."""

from datetime import UTC, datetime

from tika_bot.app import Running
from tika_bot.core.presence import Written
from tika_sandbox.testing import Stage
from tika_sandbox.testing.people import Person


async def _picker(person: Person) -> set[str]:
    index = await person.line.ask("GET", f"/channels/{person.channel_id}/application-command-index")
    return {command["name"] for command in index["application_commands"]}


async def test_a_guilds_commands_are_its_own(play: Stage, bot: Running) -> None:
    here, there = await play.person("alice"), await play.person("alice", guild=1)
    assert bot.client is not None

    await bot.wing.features.switch(play.facts.guilds[0].id, "parrot", False, by=1)
    await bot.client.registration.settled()

    assert "repeat" not in await _picker(here) and "help" in await _picker(here)
    assert "repeat" in await _picker(there)


async def test_toggling_back_and_forth_costs_one_look_and_no_write(play: Stage, bot: Running) -> None:
    guild = play.facts.guilds[0].id
    assert bot.client is not None
    before = await bot.wing.presence.commands(guild)

    await bot.wing.features.switch(guild, "parrot", False, by=1)
    await bot.wing.features.switch(guild, "parrot", True, by=1)
    await bot.client.registration.settled()

    assert await bot.wing.presence.commands(guild) == before


async def test_beyond_the_daily_limit_it_waits_and_the_page_says_so(play: Stage, bot: Running) -> None:
    guild = play.facts.guilds[0].id
    admin = await play.person(play.facts.users[1].name)
    assert bot.client is not None
    registration = bot.client.registration
    await bot.wing.features.switch(guild, "parrot", False, by=1)
    await registration.settled()
    used_up = Written("old", datetime.now(UTC).date().isoformat(), 199)
    await bot.wing.presence.wrote_commands(guild, used_up)

    await bot.wing.features.switch(guild, "parrot", True, by=1)
    await registration.settled()
    page = await admin.runs("/features")

    assert "repeat" not in await _picker(admin)
    assert await bot.wing.presence.commands(guild) == used_up
    assert "until tomorrow" in page.text


async def test_a_plugin_that_stops_takes_its_commands_along(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")
    assert bot.client is not None

    await bot.host.disable("parrot", by=1)
    await bot.client.registration.settled()

    assert "repeat" not in await _picker(alice)
    assert bot.client.get_command("repeat") is None
