"""The short way from the socket to a chat message's listeners.

Nearly every frame of a busy bot is a chat message, and discord.py spends more on bringing one to its parser
than all listeners together: a timeout for each receive, an event that some frame came, a task. So the socket
is read in batches, and of a chat message only what somebody may ask for is decoded. All else goes
discord.py's own way: packing, heartbeats, closing, resuming, every other frame. The way starts at two methods
of its websocket, replaced on each new one; where discord.py or aiohttp no longer look as they did when this
was written, nothing is replaced and everything goes the ordinary way.
"""

import asyncio
import inspect
from collections import deque
from collections.abc import Callable
from typing import Any, Final

import aiohttp
import structlog
from discord.gateway import DiscordWebSocket

from tika_bot.bot.gateway import Chat, frame_in

log = structlog.get_logger("tika.gateway")

CHAT: Final = "MESSAGE_CREATE"
NEAR_AN_END: Final = 80
"""Characters from either end of a frame within which its name stands, whatever the order of its keys."""
AT_ONCE: Final = 256
"""Frames after which everything else that wants to run gets its turn."""
DATA: Final = frozenset({aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.BINARY})
WEBSOCKET_HAS: Final = (
    "_decompressor", "_dispatch_listeners", "_keep_alive", "sequence", "socket",
)  # fmt: skip
"""What discord.py's websocket is made of, as far as it is touched here."""


Take = Callable[[Chat, str], None]
"""Called with each new chat message and the whole frame around it; never raises."""


class Shortcut:
    """Reads one websocket. ``is_open`` tells whether nobody wants discord.py's own events of chat."""

    def __init__(self, websocket: Any, is_open: Callable[[], bool], take: Take) -> None:  # noqa: ANN401 # its inner parts
        self._websocket = websocket
        self._is_open = is_open
        self._take = take
        self._reader = websocket.socket._reader  # noqa: SLF001 # `unfit` has looked at it
        self._ordinary_poll = websocket.poll_event
        self._ordinary_way = websocket.received_message

    async def poll_event(self) -> None:
        """Wait for a frame as discord.py does, then take what came along with it."""
        await self._ordinary_poll()
        waiting, taken = self._reader._buffer, 0  # noqa: SLF001 # as above
        unpack = self._websocket._decompressor.decompress  # noqa: SLF001
        while waiting and waiting[0][0].type in DATA:
            if taken == AT_ONCE:
                await asyncio.sleep(0)
                return
            taken += 1
            message = (await self._reader.read()).data  # it's there, so nothing is awaited
            text = unpack(message) if isinstance(message, bytes) else message
            if text is not None and not self._took(text):
                await self._ordinary_way(text)

    async def received_message(self, message: str | bytes, /) -> None:
        """Take one frame, whole or in part, packed or not."""
        unpack = self._websocket._decompressor.decompress  # noqa: SLF001 # `unfit` has looked at it
        text: str | None = unpack(message) if isinstance(message, bytes) else message
        if text is not None and not self._took(text):
            await self._ordinary_way(text)

    def _took(self, text: str) -> bool:
        """Return whether ``text`` was a chat message, which has been heard then."""
        if CHAT not in text[:NEAR_AN_END] and CHAT not in text[-NEAR_AN_END:]:
            return False
        websocket = self._websocket
        if websocket._dispatch_listeners or not self._is_open():  # noqa: SLF001 # somebody waits for a frame
            return False
        frame = frame_in(text)
        if frame is None:
            return False  # somebody only wrote that word
        websocket.sequence = frame.s
        if websocket._keep_alive is not None:  # noqa: SLF001
            websocket._keep_alive.tick()  # noqa: SLF001
        self._take(frame.d, text)
        return True


def shorten(websocket: DiscordWebSocket, is_open: Callable[[], bool], take: Take) -> None:
    """Let ``websocket`` go the short way, if it's one that is known."""
    why = unfit(websocket)
    if why is not None:
        log.warning("gateway.ordinary_way", why=why)
        return
    shortcut = Shortcut(websocket, is_open, take)
    websocket.poll_event = shortcut.poll_event  # type: ignore[method-assign]
    websocket.received_message = shortcut.received_message  # type: ignore[method-assign]


def unfit(websocket: DiscordWebSocket) -> str | None:
    """Return what about ``websocket`` isn't as it was when this was written; None if all is."""
    for name, wanted in (("poll_event", ["self"]), ("received_message", ["self", "msg"])):
        method = getattr(type(websocket), name, None)
        if not inspect.iscoroutinefunction(method) or list(inspect.signature(method).parameters) != wanted:
            return f"discord.py's {name} is another"
    missing = [name for name in WEBSOCKET_HAS if not hasattr(websocket, name)]
    if missing:
        return f"discord.py's websocket has no {missing[0]}"
    reader = getattr(websocket.socket, "_reader", None)
    if not isinstance(getattr(reader, "_buffer", None), deque) or not hasattr(reader, "read"):
        return "aiohttp keeps what it received elsewhere"
    return None
