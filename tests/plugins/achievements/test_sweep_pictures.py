"""Badges' files go when nobody shows them any more, whatever came in between; those that are shown stay."""

import os

from sqlalchemy import text
from tests.plugins.achievements.conftest import HERE, THERE, World

from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.events import GuildPurged
from tika_bot.plugins.achievements.model import Choice, Rule, Wish
from tika_bot.storage.blobs import BlobId
from tika_bot.testing.facts import fact

ADMIN = UserId(1)


async def stored(world: World, content: bytes) -> str:
    """Store a badge's picture long ago and return its name."""
    blobs = world.house.blobs
    blob = await blobs.put(content)
    os.utime(blobs.path(blob), (0, 0))
    return blob


async def made(world: World, badge: str, guild: GuildId = HERE) -> Rule:
    """Make an achievement with that badge."""
    wish = Wish("Tea", "", "1", "0", "", Choice.HAND, badge=badge)
    return await world.achievements.making.create(guild, wish, by=ADMIN, request=badge)


async def purge(world: World, guild: GuildId) -> None:
    """Delete what a guild made, as the house does when it's gone for good."""
    async with world.house.database.writing(guild) as connection:
        await connection.execute(
            text("DELETE FROM achievements_own WHERE guild_id = :guild"), {"guild": guild}
        )
    await world.house.events.tell(GuildPurged(guild))


async def test_with_a_guild_its_pictures_go_and_anothers_stay(world: World) -> None:
    ours, both, theirs = [await stored(world, content) for content in (b"ours", b"both", b"theirs")]
    for badge, guild in ((ours, HERE), (both, HERE), (both, THERE), (theirs, THERE)):
        await made(world, badge, guild)

    await purge(world, HERE)

    assert await world.house.blobs.names() == {both, theirs}


async def test_what_a_crash_left_behind_is_swept_after_a_restart(world: World) -> None:
    kept, deleted, _ = [await stored(world, content) for content in (b"kept", b"deleted", b"never made")]
    await made(world, kept)
    rule = await made(world, deleted)
    await world.achievements._store.drop(HERE, rule)  # and here the lights went out

    await world.achievements.start()

    async def is_swept() -> bool:
        return await world.house.blobs.names() == {kept}

    await fact(is_swept)
    await world.achievements.close()


async def test_a_picture_whose_form_is_under_way_stays(world: World) -> None:
    await stored(world, b"old")
    young = await stored(world, b"young")
    now = world.clock.now().timestamp()
    os.utime(world.house.blobs.path(BlobId(young)), (now, now))

    await world.achievements.pictures.sweep()

    assert await world.house.blobs.names() == {young}


async def test_a_new_picture_takes_the_place_of_the_old_one(world: World) -> None:
    old, new = await stored(world, b"old"), await stored(world, b"new")
    rule = await made(world, old)

    await world.achievements.making.change(
        HERE, rule.key, Wish("Tea", "", "1", "0", "", Choice.HAND, badge=new)
    )

    assert await world.house.blobs.names() == {new}
