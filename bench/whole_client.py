"""Ours: the complete bot, a SQLite file and its flushes.

Prints the CPU seconds of each flood until all of it is heard and on the disk, and until nothing is left to
do: quests drawn and paid, achievements won, all of it told.

Every plugin is on, or only those named after the folder.
"""

import asyncio
import json
import sys
import time
from pathlib import Path

from tika_bot.app import running
from tika_bot.base.heap import settle_heap
from tika_bot.config import Config, HealthPort, Log, Plugins, Storage
from tika_bot.core.messages import Listener
from tika_bot.logs import set_up_logs
from tika_sandbox.pointing import point_discord_py
from tika_sandbox.wire.server import Address

FLUSHED_S = 1.2
"""The last writes are on their way for at most a second; their cost is ours too."""

IDLE = 0.03
"""CPU seconds in a second of a bot that has nothing to do."""


async def at_rest() -> None:
    """Return once nothing is left to do."""
    used = 1.0
    while used > IDLE:
        before = time.process_time()
        await asyncio.sleep(1)
        used = time.process_time() - before


async def main() -> None:
    """Answer each line ``N`` with the CPU seconds that N messages took, durable rows included."""
    facts = json.loads(sys.argv[1])
    point_discord_py(Address(facts["api"], facts["gateway"], "", facts["cdn"]))
    config = Config(
        storage=Storage(data_folder=Path(sys.argv[2])),
        health=HealthPort(enabled=False),
        log=Log(level="error"),
        plugins=Plugins(only=tuple(sys.argv[3:])),
    )
    set_up_logs(config.log)
    seen, wanted, enough = 0, 0, asyncio.Event()

    def count(_message: object) -> None:
        nonlocal seen
        seen += 1
        if seen == wanted:
            enough.set()

    async with running(config, token=facts["token"], trusted_origins=frozenset()) as bot:
        bot.wing.messages.add("levels", {"watch": [Listener("bench", count, priority=99)]})
        await bot.ready()
        settle_heap()  # as `tika run` does
        print("ready", flush=True)
        while line := await asyncio.to_thread(sys.stdin.readline):
            wanted = seen + int(line)
            enough.clear()
            before = time.process_time()
            print("go", flush=True)
            await enough.wait()
            await asyncio.sleep(FLUSHED_S)
            heard = time.process_time() - before
            await at_rest()
            print(heard, time.process_time() - before, flush=True)


if __name__ == "__main__":
    asyncio.run(main())
