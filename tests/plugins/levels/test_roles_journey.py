"""Bruno lets roles come with levels, members get them and lose them, and everybody reads what is wrong."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import cast

import pytest

from tika_bot.app import Running
from tika_bot.base.ids import GuildId, UserId
from tika_bot.plugins.levels.service import Levels
from tika_bot.plugins.levels.settings import Settings
from tika_bot.testing.bots import bot, bot_config, play  # noqa: F401 # fixtures
from tika_bot.testing.facts import fact
from tika_sandbox.testing import Person, Seen, Stage
from tika_sandbox.world.entities import Role
from tika_sandbox.world.permissions import May

pytestmark = pytest.mark.journey

LEVEL_1, LEVEL_2, LEVEL_3 = 100, 255, 475
"""XP at which levels begin."""


def levels_of(bot: Running) -> Levels:  # noqa: F811 # pytest's way of naming fixtures
    return cast("Levels", bot.wing.host.plugins["levels"].service)


async def a_role(owner: Person, name: str, **more: object) -> Role:
    """Let ``owner`` make a role; a new one stands below all others."""
    made = await owner.line.ask("POST", f"/guilds/{owner.guild_id}/roles", {"name": name, **more})
    return Role(int(made["id"]), int(str(owner.guild_id)), name)


async def give(bot: Running, guild: int, member: int, xp: int) -> None:  # noqa: F811
    """Let a member's XP change by ``xp``, with all that follows."""
    levels = levels_of(bot)
    async with levels._writing._store.here(GuildId(guild)):  # what a correction does
        await levels._writing.change(GuildId(guild), {UserId(member): xp})


def has(play: Stage, guild: int, member: int) -> Callable[[Role], bool]:  # noqa: F811
    return lambda role: role.id in play.facts.world.members[guild, member].roles


async def settled(bot: Running) -> None:  # noqa: F811
    """Return once nobody's roles wait to be looked at."""

    async def nothing_waits() -> bool:
        return not await levels_of(bot).handing._store.pending()  # nothing public needs it

    await fact(nothing_waits)


async def adds(person: Person, level: int, role: Role, mode: str = "stacked") -> Seen:
    answer = await person.runs("/levelroles add", level=level, role=role, mode=mode)
    assert answer.is_private
    return answer


async def test_a_level_brings_its_role_and_the_message_names_it(play: Stage, bot: Running) -> None:  # noqa: F811
    home, elsewhere = (guild.id for guild in play.facts.guilds)
    bruno, layla = await play.person("bruno"), await play.person("layla")
    green = await a_role(bruno, "Green")
    await adds(bruno, 1, green)
    await tune(bot, home, message_min=120, message_max=120)
    await tune(bot, elsewhere, message_min=120, message_max=120)

    await layla.says("صباح الخير يا أصدقاء")
    await (await play.person("layla", guild=1)).says("صباح الخير يا أصدقاء")

    news = await layla.sees(lambda message: "level 1" in message.text.casefold())
    assert f"<@&{green.id}>" in news.text and f"<@{layla.id}>" in news.text
    await fact(asked(lambda: has(play, home, int(layla.id))(green)))
    await settled(bot)
    assert play.facts.world.members[elsewhere, int(layla.id)].roles == ()


async def test_replaced_roles_make_room_and_stacked_ones_stay(play: Stage, bot: Running) -> None:  # noqa: F811
    home = play.facts.guilds[0].id
    bruno, alice = await play.person("bruno"), play.facts.users[0].id
    seed, sprout, loyal, own = [await a_role(bruno, name) for name in ("Seed", "Sprout", "Loyal", "Own")]
    await adds(bruno, 1, seed, "replaced")
    await adds(bruno, 1, loyal)
    await adds(bruno, 2, sprout, "replaced")
    member = play.facts.world.members[home, alice]
    play.facts.world.members.put(replace(member, roles=(own.id,)))

    await give(bot, home, alice, LEVEL_1)
    await settled(bot)
    assert set(play.facts.world.members[home, alice].roles) == {own.id, seed.id, loyal.id}

    await give(bot, home, alice, LEVEL_2 - LEVEL_1)
    await settled(bot)
    assert set(play.facts.world.members[home, alice].roles) == {own.id, sprout.id, loyal.id}

    await give(bot, home, alice, -LEVEL_2)
    await settled(bot)
    assert set(play.facts.world.members[home, alice].roles) == {own.id}


async def test_who_returns_gets_their_roles_back(play: Stage, bot: Running) -> None:  # noqa: F811
    home = play.facts.guilds[0].id
    bruno, layla = await play.person("bruno"), await play.person("layla")
    green = await a_role(bruno, "Green")
    await adds(bruno, 1, green)
    await give(bot, home, int(layla.id), LEVEL_1)
    await settled(bot)

    await layla.line.ask("DELETE", f"/users/@me/guilds/{home}")
    await layla.line.ask("PUT", f"/guilds/{home}/members/@me")

    await fact(asked(lambda: has(play, home, int(layla.id))(green)))


async def test_the_list_is_empty_then_shows_and_turns_its_pages(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno = await play.person("bruno")
    assert "No role comes with a level here yet" in (await bruno.runs("/levelroles list")).text
    roles = [await a_role(bruno, f"Role {number:02}") for number in range(17)]
    for number, role in enumerate(roles, 1):
        await adds(bruno, number, role)

    shown = await bruno.runs("/levelroles list")

    assert f"**Level 1** · <@&{roles[0].id}> · stays" in shown.text
    assert "17 roles · page 1 of 2" in shown.text
    second = await bruno.clicks("▶", on=shown)
    assert f"**Level 17** · <@&{roles[16].id}> · stays" in second.text
    elsewhere = await (await play.person("bruno", guild=1)).runs("/levelroles list")
    assert "No role comes with a level here yet" in elsewhere.text


async def test_what_cannot_be_handed_out_is_refused_in_a_sentence(play: Stage, bot: Running) -> None:  # noqa: F811
    home = play.facts.guilds[0].id
    bruno, world = await play.person("bruno"), play.facts.world
    roles = {role.name: role for role in world.roles.within(home).values()}
    everyone = world.roles[home]

    assert "Everybody has that one" in (await adds(bruno, 1, everyone)).text
    assert "belongs to a bot" in (await adds(bruno, 1, roles["Tika"])).text
    assert "my own highest" in (await adds(bruno, 1, roles["Keeper"])).text
    assert "No role comes" in (await bruno.runs("/levelroles list")).text


async def test_nobody_gives_by_the_bot_what_stands_above_them(play: Stage, bot: Running) -> None:  # noqa: F811
    home = play.facts.guilds[0].id
    bruno, otto = await play.person("bruno"), await play.person("otto")
    bits = May.MANAGE_GUILD | May.MANAGE_ROLES
    high = await a_role(bruno, "High")
    helper = await a_role(bruno, "Helper", permissions=str(int(bits)))
    low = await a_role(bruno, "Low")
    await bruno.line.ask("PATCH", f"/guilds/{home}/members/{otto.id}", {"roles": [str(helper.id)]})

    assert "your own highest" in (await adds(otto, 1, high)).text
    assert "comes with **level 1**" in (await adds(otto, 1, low)).text


async def test_who_may_not_is_told_so_also_by_a_prefix(play: Stage, bot: Running) -> None:  # noqa: F811
    alice = await play.person("alice")

    await alice.says("!levelroles list")

    answer = await alice.sees("You need")
    assert "Manage Roles" in answer.text
    await alice.says("!levelroles sync")
    assert "Manage Roles" in (await alice.sees("You need")).text


async def test_a_prefix_does_the_same(play: Stage, bot: Running) -> None:  # noqa: F811
    bruno = await play.person("bruno")
    green = await a_role(bruno, "Green")

    letters = await bruno.privately("Tika")

    async def answered(text: str) -> str:
        letters.acts()
        await bruno.says(text)
        return (await letters.sees(lambda seen: bool(seen.text))).text

    assert "until the next role" in await answered(f"!levelroles add 3 {green.name} replaced")
    assert "**Level 3**" in await answered("!levelroles")
    star = await a_role(bruno, "Green Star")
    await answered(f"!levelroles add 4 <@&{star.id}>")
    assert "**Green Star** no longer" in await answered("!levelroles remove Green Star")
    assert "no longer comes with level 3" in await answered("!levelroles remove @green")
    await bruno.says("!levelroles remove nonsense")
    assert "doesn't come with any level" in (await bruno.sees("any level")).text


async def test_check_puts_one_member_right(play: Stage, bot: Running) -> None:  # noqa: F811
    home = play.facts.guilds[0].id
    bruno, layla = await play.person("bruno"), await play.person("layla")
    await give(bot, home, int(layla.id), LEVEL_3)
    green = await a_role(bruno, "Green")
    await adds(bruno, 2, green)

    assert "I can hand all of them out" in (await bruno.runs("/levelroles check")).text
    answer = await bruno.runs("/levelroles check", member=layla)

    assert f"<@{layla.id}> is on level 3, which brings <@&{green.id}>" in answer.text
    await fact(asked(lambda: has(play, home, int(layla.id))(green)))
    assert "brings no role" in (await bruno.runs("/levelroles check", member=bruno)).text


def asked(holds: Callable[[], bool]) -> Callable[[], Awaitable[bool]]:
    async def fact_to_wait_for() -> bool:
        return holds()

    return fact_to_wait_for


async def tune(bot: Running, guild: int, **changes: object) -> None:  # noqa: F811
    settings = bot.wing.settings
    version = settings.version(GuildId(guild), "levels")
    await settings.save(
        GuildId(guild), "levels", Settings.model_validate(changes), by=UserId(1), based_on=version
    )
