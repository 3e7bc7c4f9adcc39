"""Layla and Alice sit by the fire while levels are switched off and on, and Layla leaves the server."""

from collections.abc import Awaitable, Callable

import pytest

from tika_bot.app import Running
from tika_bot.base.ids import GuildId, UserId
from tika_bot.testing.bots import bot, bot_config, play  # noqa: F401 # fixtures
from tika_bot.testing.facts import fact
from tika_sandbox.testing import Stage

from .test_roles_journey import levels_of

pytestmark = pytest.mark.journey

FIRESIDE = "Fireside"


async def test_switching_levels_off_and_on_ends_and_begins_time_in_voice(play: Stage, bot: Running) -> None:  # noqa: F811
    home = GuildId(play.facts.guilds[0].id)
    layla, alice = await play.person("layla"), await play.person("alice")
    await layla.joins_voice(FIRESIDE)
    await fact(sits(bot, home, layla.id))

    await bot.wing.features.switch(home, "levels", False, by=UserId(1))
    assert not await sits(bot, home, layla.id)()
    await layla.leaves_voice()
    await alice.joins_voice(FIRESIDE)
    await bot.wing.features.switch(home, "levels", True, by=UserId(1))

    await fact(sits(bot, home, alice.id))
    assert not await sits(bot, home, layla.id)()
    there = GuildId(play.facts.guilds[1].id)
    assert not await sits(bot, there, alice.id)()


async def test_who_leaves_the_server_is_in_voice_no_longer(play: Stage, bot: Running) -> None:  # noqa: F811
    home = GuildId(play.facts.guilds[0].id)
    layla = await play.person("layla")
    await layla.joins_voice(FIRESIDE)
    await fact(sits(bot, home, layla.id))

    await layla.line.ask("DELETE", f"/users/@me/guilds/{home}")

    async def is_gone() -> bool:
        return not await sits(bot, home, layla.id)()

    await fact(is_gone)


def sits(bot: Running, guild: GuildId, member: str) -> Callable[[], Awaitable[bool]]:  # noqa: F811
    async def is_there() -> bool:
        stay = levels_of(bot).rooms.of((guild, UserId(int(member))))
        return stay is not None and stay.left_at is None

    return is_there
