"""Runs a discord.py bot for the length of a ``with`` block."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import discord

LOGIN_S: Final = 60.0


@asynccontextmanager
async def running(bot: "discord.Client", token: str) -> AsyncIterator[None]:
    """Log ``bot`` in and enter once it's ready; log it out at the end.

    Raises:
        Exception: Whatever ended the bot before it was ready.
    """
    async with bot:
        await bot.login(token)
        connecting = asyncio.create_task(bot.connect(), name="a bot lives")
        waiting = asyncio.create_task(bot.wait_until_ready(), name="a bot gets ready")
        tasks = (connecting, waiting)
        await asyncio.wait(tasks, timeout=LOGIN_S, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if connecting.done():
            await connecting  # raises what ended it
        try:
            assert bot.is_ready(), f"not ready within {LOGIN_S} s"
            yield
        finally:
            await bot.close()
            await connecting
