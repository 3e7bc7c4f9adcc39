"""Waiting for something to become true, instead of sleeping and hoping."""

import asyncio
from collections.abc import Awaitable, Callable


async def fact(holds: Callable[[], Awaitable[bool]], *, within_s: float = 10.0) -> None:
    """Return once ``holds`` says True; ask again and again, at most ``within_s`` seconds long.

    Raises:
        TimeoutError: If it never became true.
    """
    async with asyncio.timeout(within_s):
        while not await holds():  # noqa: ASYNC110 whoever makes it true knows nothing of us
            await asyncio.sleep(0.005)
