"""Bruno keeps staff off the leaderboard; roles change while the bot is there and while it isn't."""

import json
from pathlib import Path

import pytest

from tika_bot.app import Running, running
from tika_bot.base.ids import GuildId, UserId
from tika_bot.testing.bots import bot, bot_config, play  # noqa: F401 # fixtures
from tika_bot.testing.facts import fact
from tika_sandbox.testing import Person, Stage
from tika_sandbox.wire.gateway.intents import MESSAGE_CONTENT
from tika_sandbox.world.people import join, leave, make_person

pytestmark = pytest.mark.journey


async def only_levels(bot: Running, play: Stage) -> None:  # noqa: F811
    """Switch off what answers XP with XP: ranks are as they are given here."""
    for guild in play.facts.guilds[:2]:
        for plugin in ("achievements", "quests"):
            await bot.wing.features.switch(GuildId(guild.id), plugin, False, by=UserId(1))


async def hides(bruno: Person, role: str) -> None:
    """Choose the roles off the leaderboards in the settings."""
    sheet = await bruno.clicks("All settings", on=await bruno.runs("/levels config"))
    [menu] = [one["placeholder"] for one in sheet.components if "Words only" in one.get("placeholder", "")]
    picker = await bruno.picks(menu, ["Roles off the leaderboards"], on=sheet)
    saved = await bruno.picks("Pick a value", [role], on=picker)
    assert f"**Roles off the leaderboards:** <@&{role}>" in saved.text


async def has(bruno: Person, who: Person, *roles: str) -> None:
    path = f"/guilds/{bruno.guild_id}/members/{who.id}"
    await bruno.line.ask("PATCH", path, {"roles": list(roles)})


async def shows(person: Person, *who: Person) -> None:
    """Return once the board lists ``who`` in this order and nobody else."""

    async def is_so() -> bool:
        lines = (await person.runs("/leaderboard")).text.splitlines()
        listed = [line for line in lines if "<@" in line]
        return len(listed) == len(who) and all(
            f"<@{one.id}>" in line for one, line in zip(who, listed, strict=True)
        )

    await fact(is_so)


async def test_staff_are_off_the_leaderboard_as_long_as_they_are_staff(play: Stage, tmp_path: Path) -> None:  # noqa: F811
    bruno, alice, layla = [await play.person(name) for name in ("bruno", "alice", "layla")]
    there = await play.person("layla", guild=1)
    staff = str(play.facts.guilds[0].id + 1)
    await has(bruno, layla, staff)
    async with running(bot_config(play, tmp_path)) as bot:  # noqa: F811
        await bot.ready()
        await only_levels(bot, play)
        for person, xp in ((layla, 500), (alice, 400), (bruno, 300)):
            await bruno.runs("/levels give", member=person, amount=xp)
        await (await play.person("bruno", guild=1)).runs("/levels give", member=layla, amount=500)
        await shows(alice, layla, alice, bruno)

        await hides(bruno, staff)

        await shows(alice, alice, bruno)
        config = await bruno.runs("/levels config")
        assert "Off the leaderboards: bots and one role" in config.text
        assert "I notice when roles change" in config.text
        card = await layla.runs("/rank")
        assert "not on the leaderboard" in card.attachments[0]["description"]
        assert "None: not on the leaderboard here." in (await layla.clicks("As text", on=card)).text
        around = await layla.clicks("Around me", on=await layla.runs("/leaderboard"))
        assert "A role of yours keeps you off" in around.text
        assert "rank 1 of 2" in (await alice.runs("/rank")).attachments[0]["description"]
        await has(bruno, bruno, staff)
        await shows(alice, alice)
        await has(bruno, bruno)
        await shows(alice, alice, bruno)

    await has(bruno, layla)
    await has(bruno, bruno, staff)
    leave(play.facts.world, play.facts.guilds[0].id, int(alice.id))
    async with running(bot_config(play, tmp_path)) as bot:
        await bot.ready()
        await shows(layla, layla)
        await shows(there, layla)


async def test_who_is_imported_and_not_there_is_hidden_until_they_come(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno, alice = await play.person("bruno"), await play.person("alice")
    stranger = make_person(play.facts.world, "hassan")
    await only_levels(bot, play)
    file = import_of(**{str(stranger.id): 900, alice.id: 475})

    asked = await bruno.runs("/levels import", file=file)
    assert "Whoever isn't in this server is hidden until they come." in asked.text
    await bruno.clicks("Import", on=asked)

    await shows(bruno, alice)
    assert "rank 1 of 1" in (await alice.runs("/rank")).attachments[0]["description"]
    join(play.facts.world, play.facts.guilds[0].id, stranger.id)

    async def has_come() -> bool:
        return f"<@{stranger.id}>" in (await bruno.runs("/leaderboard")).text

    await fact(has_come)
    assert "rank 2 of 2" in (await alice.runs("/rank")).attachments[0]["description"]
    there = await play.person("bruno", guild=1)
    await shows(there)


async def test_without_the_members_intent_everybody_is_asked_for(play: Stage, tmp_path: Path) -> None:  # noqa: F811
    play.grants(intents=MESSAGE_CONTENT)
    bruno, alice, layla = [await play.person(name) for name in ("bruno", "alice", "layla")]
    stranger = make_person(play.facts.world, "hassan")
    staff = str(play.facts.guilds[0].id + 1)
    async with running(bot_config(play, tmp_path)) as bot:  # noqa: F811
        await bot.ready()
        await only_levels(bot, play)
        file = import_of(**{str(stranger.id): 900, alice.id: 475, layla.id: 300})

        asked = await bruno.runs("/levels import", file=file)
        assert "Discord doesn't tell me who is in this server" in asked.text
        await bruno.clicks("Import", on=asked)

        await shows(bruno, alice, layla)
        await has(bruno, layla, staff)
        await hides(bruno, staff)
        await shows(bruno, alice)
        assert "and miss what changes later" in (await bruno.runs("/levels config")).text


def import_of(**xp: int) -> tuple[str, bytes]:
    """Return a file of another bot in which members have so much."""
    rows = [{"id": who, "xp": has, "message_count": 9, "username": "x"} for who, has in xp.items()]
    return "page.json", json.dumps({"players": rows}).encode()
