"""A bare client for one gateway socket: says what a test wants said, and shows what comes back."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

ALL_INTENTS = 53_608_447


class Talk:
    """One socket. ``heard`` reads the next message, ``until`` the next dispatch of a name."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.seq = 0

    async def say(self, op: int, d: Any) -> None:
        await self.socket.send_str(json.dumps({"op": op, "d": d}))

    async def identify(self, token: str, **more: Any) -> None:
        await self.say(2, {"token": token, "properties": {}, "intents": ALL_INTENTS, **more})

    async def heard(self) -> dict[str, Any]:
        """Return the next message, and remember its number."""
        message: dict[str, Any] = await self.socket.receive_json(timeout=5)
        self.seq = message["s"] or self.seq
        return message

    async def until(self, event: str) -> dict[str, Any]:
        """Return the body of the next ``event``; what comes before it is passed over."""
        while True:
            message = await self.heard()
            if message["t"] == event:
                body: dict[str, Any] = message["d"]
                return body

    async def until_op(self, op: int) -> dict[str, Any]:
        """Return the next message with that ``op``; what comes before it is passed over."""
        while True:
            message = await self.heard()
            if message["op"] == op:
                return message

    async def close_code(self) -> int | None:
        """Read to the end and return the code that the other side closed with."""
        async with asyncio.timeout(5):
            async for _ in self.socket:
                pass
        return self.socket.close_code


@asynccontextmanager
async def talking(gateway: str) -> AsyncIterator[Talk]:
    """Connect without compression and take the greeting."""
    async with aiohttp.ClientSession() as http, http.ws_connect(f"{gateway}?v=10&encoding=json") as socket:
        talk = Talk(socket)
        greeting = await talk.heard()
        assert greeting["op"] == 10
        yield talk
