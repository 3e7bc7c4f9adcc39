"""What one worker tells, the others hear; with Redis gone, nobody waits."""

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from structlog.testing import capture_logs

from tika_bot.storage.channel import RedisChannel
from tika_bot.testing.databases import service_url
from tika_bot.testing.doors import a_door
from tika_bot.testing.facts import fact

pytestmark = pytest.mark.redis


@asynccontextmanager
async def listening(
    channel: RedisChannel, news: asyncio.Queue[None] | None = None
) -> AsyncIterator[asyncio.Queue[bytes]]:
    heard: asyncio.Queue[bytes] = asyncio.Queue()
    joined = asyncio.Event()

    async def hear(payload: bytes) -> None:
        heard.put_nowait(payload)

    async def note() -> None:
        joined.set()
        if news is not None:
            news.put_nowait(None)

    task = asyncio.create_task(channel.listen(hear, note))
    try:
        await asyncio.wait_for(joined.wait(), 10)
        yield heard
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        await channel.close()


async def test_others_hear_it_and_oneself_does_not() -> None:
    url, name = service_url("TIKA_TEST_REDIS"), secrets.token_hex(4)
    one, other = RedisChannel(url, name), RedisChannel(url, name)

    async with listening(one) as by_one, listening(other) as by_other:
        await one.publish(b"settings changed")
        assert await asyncio.wait_for(by_other.get(), 10) == b"settings changed"
        await other.publish(b"thanks")
        assert await asyncio.wait_for(by_one.get(), 10) == b"thanks"
        assert by_other.empty()


async def test_what_was_told_while_the_line_was_down_is_noticed_as_missed() -> None:
    url, name = service_url("TIKA_TEST_REDIS"), secrets.token_hex(4)
    async with a_door(url) as door:
        one, other = RedisChannel(url, name), RedisChannel(door.url, name, pause_s=0.01)
        joined: asyncio.Queue[None] = asyncio.Queue()

        async def is_down() -> bool:
            return not other.stands

        with capture_logs() as logs:
            async with listening(one), listening(other, joined) as by_other:
                await joined.get()
                door.shut()
                await fact(is_down)
                await one.publish(b"nobody hears this")

                await door.open()
                await asyncio.wait_for(joined.get(), 10)
                await one.publish(b"and this is heard")

                assert await asyncio.wait_for(by_other.get(), 10) == b"and this is heard"
                assert other.stands

    told = [line["event"] for line in logs if line["event"].startswith("channel.")]
    assert told == ["channel.away", "channel.back"], "once each, however long it took"


async def test_who_could_not_tell_makes_the_others_look_again() -> None:
    url, name = service_url("TIKA_TEST_REDIS"), secrets.token_hex(4)
    async with a_door(url) as door:
        one, other = RedisChannel(door.url, name, pause_s=0.01, rest_s=0.01), RedisChannel(url, name)
        joined: asyncio.Queue[None] = asyncio.Queue()
        async with listening(other, joined) as by_other:
            await joined.get()
            door.shut()
            await one.publish(b"this is lost")
            await door.open()

            await fact(lambda: _told(one, b"this is not"))

            assert await asyncio.wait_for(by_other.get(), 10) == b"this is not"
            assert joined.qsize() == 1, "the other was told to look again, before it heard anything new"
        await one.close()


async def _told(channel: RedisChannel, payload: bytes) -> bool:
    await channel.publish(payload)
    return not channel.owes


async def test_a_channel_to_nowhere_raises_nothing() -> None:
    channel = RedisChannel("redis://127.0.0.1:1/0")

    await channel.publish(b"anybody?")
    await channel.publish(b"nobody.")
    await channel.close()
