"""What members win is told where their server wants it, and nowhere else."""

from typing import Any

import pytest
from sqlalchemy import text
from tests.plugins.achievements.conftest import ALICE, GENERAL, HERE, THERE, World

from tika_bot.base.ids import ChannelId, GuildId, UserId
from tika_bot.core.settings import MemberSettings
from tika_bot.plugins.achievements.settings import Settings

FIXED = ChannelId(77)


async def tune(world: World, guild: GuildId = HERE, **changes: object) -> None:
    """Change a server's settings of achievements."""
    settings = world.house.settings
    version = settings.version(guild, "achievements")
    new = Settings.model_validate(changes)
    await settings.save(guild, "achievements", new, by=UserId(1), based_on=version)


async def places(world: World, guild: GuildId = HERE) -> list[tuple[Any, Any]]:
    """Return the channel and the user of each notice that waits."""
    async with world.house.database.reading(guild) as connection:
        query = text(
            "SELECT channel_id, user_id FROM core_outbox"
            " WHERE guild_id = :guild AND plugin = 'achievements' ORDER BY id"
        )
        return [tuple(row) for row in await connection.execute(query, {"guild": guild})]


@pytest.mark.parametrize(
    ("announce", "place"),
    [("same", (GENERAL, None)), ("fixed", (FIXED, None)), ("direct", (None, ALICE)), ("silent", None)],
)
async def test_it_is_told_where_the_server_wants_it(
    world: World, announce: str, place: tuple[object, object] | None
) -> None:
    await tune(world, announce=announce, announce_channel=FIXED)
    world.achievements.seen(HERE, ALICE, GENERAL)
    await world.lived(ALICE, messages=100)

    await world.achievements.shelf(HERE, ALICE)

    assert (await world.held(ALICE))["chatterbox"] == 1
    assert await places(world) == ([place] if place else [])
    assert await places(world, THERE) == []


async def test_who_wants_no_direct_messages_gets_none(world: World) -> None:
    await tune(world, announce="direct")
    await world.house.settings.save_member(ALICE, MemberSettings(direct=False))
    await world.lived(ALICE, messages=100)

    await world.achievements.shelf(HERE, ALICE)

    assert (await world.held(ALICE))["chatterbox"] == 1
    assert await places(world) == []
