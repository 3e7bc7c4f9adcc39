"""``tika sandbox load``: one line for the bot to read, then what it managed."""

import asyncio
import json
import sys

from tika_bot.cli.serving import told_to_stop
from tika_sandbox.load.stage import Load, LoadStage


async def serve_load(load: Load, *, port: int, wait_s: float) -> int:
    """Wait for a bot, let the load loose on it and print the report; return the exit code."""
    stage = await LoadStage.open(load, port=port)
    try:
        print(json.dumps(stage.line()), flush=True)
        with told_to_stop() as stop:
            run = asyncio.create_task(_run(stage, wait_s))
            stopped = asyncio.create_task(stop.wait())
            await asyncio.wait({run, stopped}, return_when=asyncio.FIRST_COMPLETED)
            stopped.cancel()
            if not run.done():
                run.cancel()
                await asyncio.gather(run, return_exceptions=True)
                return 1
            return run.result()
    finally:
        await stage.close()


async def _run(stage: LoadStage, wait_s: float) -> int:
    if not await stage.ready(within_s=wait_s):
        print(f"No bot came with all its shards within {wait_s:g} s.", file=sys.stderr)
        return 1
    print(json.dumps(await stage.run(), indent=2), flush=True)
    return 0
