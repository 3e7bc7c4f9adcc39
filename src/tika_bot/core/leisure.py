"""What may wait doesn't keep anybody waiting.

Finding out what a thousand messages have led to is work of seconds, and all of it would come before the next
click is answered. So such work is done in stints, one at a time however many do some, and after each of them
nobody does any for twice as long as it took.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

REST = 2.0
"""Pauses are so many times as long as stints: what may wait gets a third of the time."""

LONGEST_REST_S = 0.5
"""A stint that took long waited for something rather than worked."""


class Leisure:
    """The time that is left over, which all who have work of that kind share."""

    def __init__(self) -> None:
        self._alone = asyncio.Lock()

    @asynccontextmanager
    async def stint(self) -> AsyncIterator[None]:
        """Yield when it's the caller's turn to do a part of its work, of some milliseconds at best."""
        now = asyncio.get_running_loop().time
        async with self._alone:
            begun = now()
            yield
            await asyncio.sleep(min((now() - begun) * REST, LONGEST_REST_S))
