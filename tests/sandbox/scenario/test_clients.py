"""One scenario, played by different client libraries: each must live through the same steps."""

import asyncio
import logging
import os
import shutil
import zlib
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from discord import utils
from scenario_dpy import Dpy
from scenario_hikari import hikari_bot
from scenario_steps import STEPS, says

from tika_sandbox.testing import Stage, stage
from tika_sandbox.testing.running import running


@asynccontextmanager
async def discord_py_zstd(play: Stage) -> AsyncIterator[None]:
    assert utils._ActiveDecompressionContext.COMPRESSION_TYPE == "zstd-stream"
    async with running(Dpy(), play.bot_token):
        yield


class Zlib:
    """What discord.py reads with where zstandard isn't installed."""

    COMPRESSION_TYPE = "zlib-stream"

    def __init__(self) -> None:
        self._stream = zlib.decompressobj()

    def decompress(self, frame: bytes, /) -> str:
        assert frame.endswith(b"\x00\x00\xff\xff")
        return self._stream.decompress(frame).decode()


@asynccontextmanager
async def discord_py_zlib(play: Stage) -> AsyncIterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(utils, "_ActiveDecompressionContext", Zlib)
        async with running(Dpy(), play.bot_token):
            yield


@asynccontextmanager
async def discord_js(play: Stage, *, shards: int = 1) -> AsyncIterator[None]:
    """Run the same bot under Node; it speaks plain JSON."""
    script = str(Path(__file__).with_name("client.mjs"))
    api = play.address.api.removesuffix("/v10")
    bot = await asyncio.create_subprocess_exec(
        "node", script, api, play.bot_token, str(shards), stdout=asyncio.subprocess.PIPE
    )
    try:
        assert bot.stdout is not None
        async with asyncio.timeout(20):
            assert await bot.stdout.readline() == b"ready\n"
        yield
    finally:
        if bot.returncode is None:
            bot.terminate()
        await bot.wait()


NEEDS_NODE = pytest.mark.skipif(
    "TIKA_TEST_DISCORD_JS" not in os.environ or shutil.which("node") is None,
    reason="TIKA_TEST_DISCORD_JS names no folder with discord.js installed",
)
CLIENTS = [discord_py_zstd, discord_py_zlib, hikari_bot, pytest.param(discord_js, marks=NEEDS_NODE)]


@pytest.mark.parametrize("client", CLIENTS)
async def test_a_client_lives_through_the_scenario(
    client: Callable[[Stage], AbstractAsyncContextManager[None]], caplog: pytest.LogCaptureFixture
) -> None:
    async with stage(enforce_limits=False) as play, client(play):
        alice = await play.person("alice")
        for step in STEPS:
            assert (step.story, await step.act(alice, play)) == (step.story, step.seen)

        assert not play.problems, "\n".join(play.problems)
        # What a library can't read it only logs. That a line broke is told there too, by our own doing.
        errors = [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR]
        assert [one for one in errors if "reconnect" not in one] == []


@pytest.mark.parametrize("client", [hikari_bot, pytest.param(discord_js, marks=NEEDS_NODE)])
async def test_a_client_is_heard_on_two_shards(
    client: Callable[..., AbstractAsyncContextManager[None]],
) -> None:
    async with stage(enforce_limits=False) as play, client(play, shards=2):
        answers = [
            await says("!send", "sent")(await play.person("alice", guild=home), play) for home in (0, 1)
        ]
        shards = {one.login.shard for one in play.sandbox.hub.sessions.values() if one.login.is_bot}

        assert answers == ["sent", "sent"]
        assert shards == {(0, 2), (1, 2)}
        assert not play.problems, "\n".join(play.problems)
