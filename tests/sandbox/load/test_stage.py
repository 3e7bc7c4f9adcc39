"""Bots are measured: discord.py as it comes, and a bare client that reads and does nothing else."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import discord
import orjson
import pytest
from discord import app_commands

from tika_sandbox.load.crowd import room_id
from tika_sandbox.load.stage import Load, LoadStage
from tika_sandbox.pointing import pointed

SMALL = Load(guilds=40, members=4_000, events=3_000, seconds=20, mix={"messages": 90, "interactions": 2})


class Bot(discord.AutoShardedClient):
    """Answers /hello, and messages in no way."""

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 # discord.py's own
        super().__init__(
            intents=discord.Intents.all(), chunk_guilds_at_startup=False, guild_ready_timeout=0.05, **more
        )
        self.tree = app_commands.CommandTree(self)
        self.heard = 0
        self.followed = asyncio.Semaphore(0)

        @self.tree.command()
        async def hello(asked: discord.Interaction) -> None:
            """Say hello."""
            await asked.response.send_message("hello")
            await asked.followup.send("again")
            self.followed.release()

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify at once."""

    async def on_message(self, _message: discord.Message) -> None:
        self.heard += 1


@asynccontextmanager
async def connected(load: Load, bot: Bot) -> AsyncIterator[LoadStage]:
    stage = await LoadStage.open(load)
    try:
        with pointed(stage.address):
            async with bot:
                running = asyncio.create_task(bot.start(stage.line()["bot"]["token"]))
                assert await stage.ready(within_s=20)
                yield stage
                await bot.close()
                await running
    finally:
        await stage.close()


async def test_a_bot_reads_everything_and_answers_everybody() -> None:
    bot = Bot()
    async with connected(SMALL, bot) as stage:
        report = await stage.run()
        async with asyncio.timeout(10):
            for _ in range(report["interactions"]["asked"]):
                await bot.followed.acquire()

    assert report["sent"] == report["read"] == 3_000
    assert report["sent_by_kind"]["messages"] == bot.heard
    asked = report["interactions"]
    assert asked["asked"] == asked["answered"] > 10
    assert 0 < asked["p50_ms"] <= asked["p95_ms"] <= asked["p99_ms"] < 3_000
    assert report["requests"]["answers"] == asked["asked"]
    assert report["problems"] == []


async def test_several_shards_share_the_guilds() -> None:
    bot = Bot(shard_count=4)
    async with connected(SMALL, bot) as stage:
        guilds = [sum(guild.shard_id == shard for guild in bot.guilds) for shard in range(4)]
        report = await stage.run()

    assert guilds == [10, 10, 10, 10]
    assert (report["shards"], report["read"]) == (4, 3_000)


async def test_a_rate_is_kept() -> None:
    async with connected(Load(guilds=4, members=40, events=400, seconds=20, rate=400), Bot()) as stage:
        report = await stage.run()

    assert report["read"] == 400
    assert report["seconds"] >= 0.9


async def test_the_time_ends_it_too() -> None:
    async with connected(Load(guilds=4, members=40, seconds=0.5, rate=100), Bot()) as stage:
        report = await stage.run()

    assert 20 <= report["read"] == report["sent"] <= 60


async def test_members_and_guilds_are_found_by_id_and_strangers_are_not() -> None:
    bot = Bot()
    async with connected(SMALL, bot):
        crowd = SMALL.crowd()
        third, fourth = (guild for n in (3, 4) if (guild := bot.get_guild(crowd.guild_id(n))))
        member = await third.fetch_member(crowd.member_id(3, 7))
        asked_for = await third.query_members(user_ids=[member.id, crowd.member_id(4, 7)])
        everybody = await fourth.chunk()
        channel = await bot.fetch_channel(room_id(fourth.id, 1))
        with pytest.raises(discord.NotFound):
            await bot.fetch_guild(1)

    assert (member.guild, member.id) == (third, crowd.member_id(3, 7))
    assert [one.id for one in asked_for] == [member.id]
    assert len(everybody) == 100
    assert isinstance(channel, discord.TextChannel) and channel.guild == fourth


async def test_what_a_bot_posts_comes_back_with_an_id_of_its_own() -> None:
    bot = Bot()
    async with connected(SMALL, bot) as stage:
        room = bot.get_partial_messageable(room_id(bot.guilds[5].id, 0))
        first, second = await room.send("one"), await room.send("two")
        await first.add_reaction("🍵")
        await second.delete()

        assert first.id < second.id
        assert first.channel.id == room.id
        assert stage.problems == []


async def test_nobody_comes() -> None:
    stage = await LoadStage.open(SMALL)
    try:
        assert not await stage.ready(within_s=0.1)
    finally:
        await stage.close()


async def read_all(facts: dict[str, Any], *, until: asyncio.Event) -> None:
    """Be the barest client there is: read every message, and answer nothing but how far one is."""
    async with aiohttp.ClientSession() as http, http.ws_connect(facts["gateway"], max_msg_size=0) as socket:
        await socket.receive()
        identify = {"token": facts["bot"]["token"], "intents": 53_608_447, "properties": {}}
        await socket.send_json({"op": 2, "d": identify})
        read = None
        while not until.is_set():
            frame = await socket.receive()
            if frame.type is not aiohttp.WSMsgType.TEXT:
                return
            message = orjson.loads(frame.data)
            if message["op"] == 0:
                read = message["s"]
            elif message["op"] == 1:
                await socket.send_json({"op": 1, "d": read})


@pytest.mark.journey
async def test_the_command_sends_more_than_a_bare_client_reads() -> None:
    """The stage runs as a process of its own, as it does for everybody; it must be the one that waits."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", "from tika_bot.cli import main; main()",
        "sandbox", "load", "--guilds", "2000", "--members", "200000", "--events", "200000",
        stdout=asyncio.subprocess.PIPE, env=os.environ | {"NO_COLOR": "1"},
    )  # fmt: skip
    assert process.stdout is not None
    try:
        facts = json.loads(await process.stdout.readline())
        over = asyncio.Event()
        reading = asyncio.create_task(read_all(facts, until=over))
        report = json.loads(await asyncio.wait_for(process.stdout.read(), 60))
        over.set()
        await reading
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()

    assert facts["load"]["members"] == 200_000
    assert report["sent"] == report["read"] == 200_000
    assert report["stage_busy"] < 0.9, report
