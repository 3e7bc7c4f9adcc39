"""Bruno lets everybody's roles be compared, and things go wrong: crashes, lost permissions, deleted roles."""

from dataclasses import replace
from pathlib import Path

import pytest

from tika_bot.app import Running
from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.setting_types import with_changes
from tika_bot.plugins.levels.model import Addition
from tika_bot.plugins.levels.store import MemberStore
from tika_bot.storage.database import Database
from tika_bot.storage.migrate import own_scripts, upgrade
from tika_bot.testing.bots import bot, play  # noqa: F401 # fixtures
from tika_bot.testing.child import child
from tika_bot.testing.facts import fact
from tika_sandbox.testing import Person, Stage
from tika_sandbox.wire.faults.plan import Plan
from tika_sandbox.world.permissions import May

from .test_roles_journey import (
    LEVEL_1,
    LEVEL_2,
    a_role,
    adds,
    asked,
    give,
    has,
    settled,
)

pytestmark = pytest.mark.journey

ENOUGH = May.VIEW_CHANNEL | May.SEND_MESSAGES | May.EMBED_LINKS | May.READ_HISTORY
GUESTS = 40


async def ended(person: Person) -> str:
    """Return what the message about a sync says at its end."""
    return (await person.sees("members have the roles", within_s=30)).text


async def crowd(bot: Running, play: Stage, count: int, *, talkers: int) -> list[int]:  # noqa: F811
    """Fill the first guild with ``count`` guests, of whom the first ``talkers`` have reached level 1."""
    home = play.facts.guilds[0].id
    for plugin in ("achievements", "quests"):  # else they answer XP with XP, levels and roles a moment later
        await bot.wing.features.switch(GuildId(home), plugin, False, by=UserId(1))
    before = {member.user_id for member in play.facts.world.members.within(home).values()}
    play.crowds(home, count)
    guests = sorted({m.user_id for m in play.facts.world.members.within(home).values()} - before)
    for guest in guests[:talkers]:
        await give(bot, home, guest, LEVEL_1)
    return guests


async def test_a_sync_gives_and_takes_what_differs_and_shows_how_far_it_is(
    play: Stage,  # noqa: F811
    bot: Running,  # noqa: F811
) -> None:
    bruno, there = await play.person("bruno"), await play.person("bruno", guild=1)
    home, elsewhere = (guild.id for guild in play.facts.guilds)
    guests = await crowd(bot, play, GUESTS, talkers=3)
    green, roof = await a_role(bruno, "Green"), await a_role(there, "Green")
    await adds(bruno, 1, green)
    await adds(there, 1, roof)
    await bruno.line.ask("PATCH", f"/guilds/{home}/members/{guests[9]}", {"roles": [str(green.id)]})
    await give(bot, elsewhere, play.facts.users[0].id, LEVEL_1)
    await settled(bot)

    answer = await bruno.runs("/levelroles sync")

    assert answer.is_private and "A message in this channel" in answer.text
    said = await ended(bruno)
    assert f"All {GUESTS + 6} members" in said and "Given: 3, taken: 1" in said
    holders = {m.user_id for m in play.facts.world.members.within(home).values() if green.id in m.roles}
    assert holders == set(guests[:3])
    assert has(play, elsewhere, play.facts.users[0].id)(roof)
    assert not any("Roles of levels" in seen.text for seen in await there.messages())


async def test_where_nobody_differs_a_thousand_members_cost_two_requests(
    play: Stage,  # noqa: F811
    bot: Running,  # noqa: F811
) -> None:
    bruno = await play.person("bruno")
    await crowd(bot, play, 1500, talkers=0)
    await adds(bruno, 1, await a_role(bruno, "Green"))
    weather = play.sandbox.controls.disturb(Plan())

    await bruno.runs("/levelroles sync")
    assert "All 1,506 members" in await ended(bruno)

    asked_for = {what: count for what, count in weather._passed.items() if "/members" in what}
    assert asked_for == {"GET /guilds/{guild_id}/members": 2}


async def test_a_second_sync_at_once_is_refused_kindly(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno = await play.person("bruno")
    assert "nothing to compare" in (await bruno.runs("/levelroles sync")).text
    await crowd(bot, play, GUESTS, talkers=30)
    await adds(bruno, 1, await a_role(bruno, "Green"))

    await bruno.runs("/levelroles sync")
    second = await bruno.runs("/levelroles sync")

    assert "I'm on it already" in second.text and f"of {GUESTS + 6} members" in second.text


async def test_a_sync_that_is_shot_goes_on_where_it_was(play: Stage, tmp_path: Path) -> None:  # noqa: F811
    bruno, world = await play.person("bruno"), play.facts.world
    home = play.facts.guilds[0].id
    play.crowds(home, GUESTS)
    guests = [member.user_id for member in world.members.within(home).values()][-GUESTS:]
    talkers = guests[:24]
    await have_talked(tmp_path, home, talkers)
    green = await a_role(bruno, "Green")
    address = play.address
    facts = {"api": address.api, "gateway": address.gateway, "cdn": address.cdn}
    facts |= {"token": play.bot_token, "folder": str(tmp_path)}

    def holders() -> set[int]:
        return {member.user_id for member in world.members.within(home).values() if green.id in member.roles}

    async with child(facts) as bot:  # noqa: F811
        await adds(bruno, 1, green)
        await bruno.runs("/levelroles sync")
        await fact(asked(lambda: len(holders()) >= 5))
        bot.kill()
    assert len(holders()) < len(talkers), "it was shot too late to show anything"
    bruno.acts()

    async with child(facts):
        said = await ended(bruno)

    assert holders() == set(talkers)
    assert f"All {GUESTS + 6} members" in said


async def have_talked(folder: Path, guild: int, members: list[int]) -> None:
    """Let ``members`` have reached level 1 before the bot in ``folder`` starts."""
    async with await Database.open(f"sqlite:///{folder / 'tika.db'}") as database:
        await upgrade(database, own_scripts())
        store = MemberStore(database)
        async with store.everywhere():
            rows = [Addition(GuildId(guild), UserId(member), LEVEL_1) for member in members]
            await store.add(rows, day=1)


async def troubles(person: Person) -> list[str]:
    """Return the notices about roles in the channel."""
    return [seen.text for seen in await person.messages() if "can't hand out" in seen.text]


async def test_without_the_permission_admins_are_told_once(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno, there = await play.person("bruno"), await play.person("bruno", guild=1)
    home = play.facts.guilds[0].id
    alice, layla = play.facts.users[0].id, play.facts.users[2].id
    first, second = await a_role(bruno, "Green"), await a_role(bruno, "Blue")
    await adds(bruno, 1, first)
    await adds(bruno, 2, second)
    await log_here(bot, home, bruno)
    await bruno.line.ask("PATCH", f"/guilds/{home}/roles/{home + 2}", {"permissions": str(int(ENOUGH))})

    for member in (alice, layla):
        await give(bot, home, member, LEVEL_1)
        await settled(bot)
    await bruno.sees("Roles that I can't hand out")
    shown = await bruno.runs("/levelroles list")

    [told] = await troubles(bruno)
    assert "Green" in told and "Blue" in told and "Manage Roles" in told and "Tea House" in told
    assert shown.text.count("I'm missing the permission Manage Roles") == 2
    assert "2 can't be handed out" in shown.text
    assert "missing the permission" in (await adds(bruno, 3, first)).text
    assert not has(play, home, alice)(first)
    assert await troubles(there) == []

    await bruno.line.ask(
        "PATCH", f"/guilds/{home}/roles/{home + 2}", {"permissions": str(int(ENOUGH | May.MANAGE_ROLES))}
    )
    await bruno.runs("/levelroles sync")
    assert "Given: 2, taken: 0" in await ended(bruno)
    assert "I can hand all of them out" in (await bruno.runs("/levelroles check")).text


async def test_a_deleted_role_is_named_to_the_owner_and_can_be_removed(
    play: Stage,  # noqa: F811
    bot: Running,  # noqa: F811
) -> None:
    bruno = await play.person("bruno")
    home = play.facts.guilds[0].id
    letters = await bruno.privately("Tika")
    green = await a_role(bruno, "Green_*")
    await adds(bruno, 1, green)
    letters.acts()

    await bruno.line.ask("DELETE", f"/guilds/{home}/roles/{green.id}")

    told = await letters.sees("Roles that I can't hand out")
    assert "the role was deleted" in told.text and "Green" in told.text
    await give(bot, home, play.facts.users[0].id, LEVEL_2)
    await settled(bot)
    assert "the role was deleted" in (await bruno.runs("/levelroles list")).text
    [choice] = await bruno.completes("/levelroles remove", "role", "gre")
    assert choice["name"] == "Green_* (level 1)"
    assert "no longer comes" in (await bruno.runs("/levelroles remove", role=choice["value"])).text
    assert len([one for one in await letters.messages() if "can't hand out" in one.text]) == 1


async def test_what_discord_refuses_is_named_once_and_tried_again_after_a_check(
    play: Stage,  # noqa: F811
    bot: Running,  # noqa: F811
) -> None:
    bruno = await play.person("bruno")
    home = play.facts.guilds[0].id
    alice, layla = play.facts.users[0].id, play.facts.users[2].id
    green = await a_role(bruno, "Green")
    await adds(bruno, 1, green)
    await log_here(bot, home, bruno)
    world = play.facts.world
    world.roles.put(replace(world.roles[green.id], position=50))  # and nobody tells the bot

    for member in (alice, layla):
        await give(bot, home, member, LEVEL_1)
        await settled(bot)
    await bruno.sees("Roles that I can't hand out")

    [told] = await troubles(bruno)
    assert "Discord didn't let me" in told
    assert "Discord didn't let me" in (await bruno.runs("/levelroles list")).text
    world.roles.put(replace(world.roles[green.id], position=1))
    assert "I can hand all of them out" in (await bruno.runs("/levelroles check")).text
    await bruno.runs("/levelroles sync")
    assert "Given: 2, taken: 0" in await ended(bruno)


async def test_while_discord_is_away_roles_wait(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno = await play.person("bruno")
    home, alice = play.facts.guilds[0].id, play.facts.users[0].id
    green = await a_role(bruno, "Green")
    await adds(bruno, 1, green)
    weather = play.sandbox.controls.disturb(Plan(broken=1.0))

    await give(bot, home, alice, LEVEL_1)
    await fact(asked(lambda: any("/members/" in what for what in weather.struck)))
    play.sandbox.controls.calm()

    await fact(asked(lambda: has(play, home, alice)(green)), within_s=20)


async def log_here(bot: Running, guild: int, person: Person) -> None:  # noqa: F811
    """Let notices for admins come to the channel that ``person`` looks at."""
    settings = bot.wing.settings
    changed = with_changes(settings.core(GuildId(guild)), {"log_channel": person.channel_id})
    version = settings.version(GuildId(guild), "core")
    await settings.save(GuildId(guild), "core", changed, by=UserId(1), based_on=version)
