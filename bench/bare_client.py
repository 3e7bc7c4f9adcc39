"""The peer: discord.py with nothing but an empty listener that counts. Prints CPU seconds per flood."""

import asyncio
import json
import sys
import time

import discord

from tika_sandbox.pointing import point_discord_py
from tika_sandbox.wire.server import Address


async def main() -> None:
    """Answer each line ``N`` with the CPU seconds that N messages took."""
    facts = json.loads(sys.argv[1])
    point_discord_py(Address(facts["api"], facts["gateway"], "", facts["cdn"]))
    intents = discord.Intents(guilds=True, guild_messages=True, message_content=True)
    client = discord.Client(
        intents=intents, chunk_guilds_at_startup=False, member_cache_flags=discord.MemberCacheFlags.none()
    )
    seen, wanted, enough = 0, 0, asyncio.Event()

    @client.event
    async def on_message(_message: discord.Message) -> None:
        nonlocal seen
        seen += 1
        if seen == wanted:
            enough.set()

    ready = asyncio.Event()
    client.event(on_ready_of(ready))
    running = asyncio.create_task(client.start(facts["token"]))
    await ready.wait()
    print("ready", flush=True)
    while line := await asyncio.to_thread(sys.stdin.readline):
        wanted = seen + int(line)
        enough.clear()
        before = time.process_time()
        print("go", flush=True)
        await enough.wait()
        print(time.process_time() - before, flush=True)
    await client.close()
    await running


def on_ready_of(ready: asyncio.Event):  # noqa: ANN201 - discord.py wants a coroutine called on_ready
    """Return a listener that sets ``ready``."""

    async def on_ready() -> None:
        ready.set()

    return on_ready


if __name__ == "__main__":
    asyncio.run(main())
