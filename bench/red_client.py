"""The peer: Red-DiscordBot with its core cogs, run by Red's own Python. Prints CPU seconds per flood.

Audio, Downloader and Streams stay away: one wants Java, the others the internet.
"""

import asyncio
import json
import os
import sys
import time
from types import SimpleNamespace

from redbot.__main__ import main
from redbot.core.bot import Red

from tika_sandbox.pointing import point_discord_py

COGS = (
    "admin", "alias", "cleanup", "customcom", "economy", "filter", "general", "image", "mod", "modlog",
    "mutes", "permissions", "reports", "trivia", "warnings",
)  # fmt: skip
said = os.fdopen(os.dup(1), "w")
"""Where our lines go; what Red prints goes to its log."""
os.dup2(2, 1)


async def answer(bot: Red) -> None:
    """Answer each line ``N`` with the CPU seconds that N messages took."""
    await bot.wait_until_red_ready()
    for name in COGS:
        await bot.load_extension(await bot._cog_mgr.find_cog(name))  # noqa: SLF001 # as its own `load` does
    seen, wanted, enough = 0, 0, asyncio.Event()

    async def count(_message: object) -> None:
        nonlocal seen
        seen += 1
        if seen == wanted:
            enough.set()

    bot.add_listener(count, "on_message")
    print("ready", file=said, flush=True)
    while line := await asyncio.to_thread(sys.stdin.readline):
        wanted = seen + int(line)
        enough.clear()
        before = time.process_time()
        print("go", file=said, flush=True)
        await enough.wait()
        print(time.process_time() - before, file=said, flush=True)
    os._exit(0)  # its own way out asks questions


set_up = Red.setup_hook


async def set_up_and_answer(self: Red) -> None:
    """Let Red set itself up, then wait for floods."""
    await set_up(self)
    self.answering = asyncio.create_task(answer(self))


Red.setup_hook = set_up_and_answer
facts = json.loads(sys.argv[1])
point_discord_py(SimpleNamespace(**facts))
sys.argv = ["redbot", "--no-instance", "--no-prompt", "--prefix", "[p]", "--token", facts["token"]]
sys.argv += ["--owner", "1"]
main()
