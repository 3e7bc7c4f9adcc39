"""One websocket: hello, heartbeats, identify or resume, then the session's dispatches until it breaks."""

import asyncio
import json
import struct
import time
from collections import deque
from collections.abc import Sequence
from typing import Any, Final

import orjson
from aiohttp import WSMsgType, web

from tika_sandbox.wire.gateway import closing
from tika_sandbox.wire.gateway.closing import Closing
from tika_sandbox.wire.gateway.compression import Pack
from tika_sandbox.wire.gateway.hub import Hub
from tika_sandbox.wire.gateway.session import Session

DISPATCH, BEAT, IDENTIFY, PRESENCE, VOICE, RESUME = 0, 1, 2, 3, 4, 6
RECONNECT, MEMBERS, INVALID, HELLO, ACK, SOUNDS = 7, 8, 9, 10, 11, 31
FINAL: Final = 0x80
"""Marks a websocket frame that holds a whole message."""
INTERVAL_MS: Final = 41_250
PATIENCE_S: Final = INTERVAL_MS / 1000 * 1.5
"""How long a client may be silent."""
SENDS: Final = 120
"""Messages a client may send in a minute."""
MINUTE_S: Final = 60.0


class Connection:
    """A socket and, once identified, its session. Everything that leaves goes through ``send``."""

    def __init__(
        self, hub: Hub, socket: web.WebSocketResponse, transport: asyncio.WriteTransport, pack: Pack | None
    ) -> None:
        self.socket = socket
        self._transport = transport
        self.session: Session | None = None
        self._hub = hub
        self._pack = pack
        self._writer: asyncio.Task[None] | None = None
        self._sent_at: deque[float] = deque(maxlen=SENDS)
        self._answers = {
            BEAT: self._beat,
            IDENTIFY: self._identify,
            PRESENCE: self._presence,
            VOICE: self._voice,
            RESUME: self._resume,
            MEMBERS: self._members,
            SOUNDS: self._nothing,
        }

    async def serve(self) -> None:
        """Talk until the client or the rules end it."""
        try:
            await self.say(HELLO, {"heartbeat_interval": INTERVAL_MS, "_trace": ["sandbox"]})
            while (message := await self._heard()) is not None:
                await self._answer(message)
        except Closing as reason:
            await self.close(reason.code, str(reason))
        except ConnectionResetError:
            pass  # the client is gone, which is what the end of this function tells the hub
        finally:
            await self._end()

    async def say(self, op: int, d: Any = None) -> None:
        """Send one message that isn't a dispatch."""
        await self.send(orjson.dumps({"op": op, "d": d, "s": None, "t": None}))

    async def send(self, message: bytes) -> None:
        """Send one JSON message as the client wants it packed."""
        # Packing and writing happen without a pause between them, so two senders can't mix up the stream.
        if self._pack is None:
            await self.socket.send_str(message.decode())
        else:
            await self.socket.send_bytes(self._pack(message))

    async def send_all(self, messages: Sequence[bytes]) -> None:
        """Send several messages; all but the last go to the system in one piece.

        The last is left to the socket, which waits there for a client that reads too slowly.
        """
        *most, last = messages
        if most:
            self._transport.write(b"".join(map(self._framed, most)))
        await self.send(last)

    def _framed(self, message: bytes) -> bytes:
        """Return a whole websocket frame; a server's frames aren't masked."""
        packed = message if self._pack is None else self._pack(message)
        head = FINAL | (WSMsgType.TEXT if self._pack is None else WSMsgType.BINARY)
        size = len(packed)
        if size < 126:
            return struct.pack("!BB", head, size) + packed
        if size < 1 << 16:
            return struct.pack("!BBH", head, 126, size) + packed
        return struct.pack("!BBQ", head, 127, size) + packed

    async def close(self, code: int, reason: str = "") -> None:
        """Hang up; the client may be slow to agree, but not for long."""
        await self.socket.close(code=code, message=reason.encode())

    def cut(self) -> None:
        """Break the line without a goodbye."""
        self._transport.abort()

    async def _heard(self) -> dict[str, Any] | None:
        try:
            frame = await self.socket.receive(timeout=PATIENCE_S)
        except TimeoutError as silence:
            raise Closing(closing.SILENT) from silence
        if frame.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
            return None
        self._demand_calm()
        try:
            message = json.loads(frame.data)
        except ValueError as garbage:
            raise Closing(closing.NOT_READABLE) from garbage
        if not isinstance(message, dict) or not isinstance(message.get("op"), int):
            raise Closing(closing.NOT_READABLE)
        return message

    def _demand_calm(self) -> None:
        now = time.monotonic()
        if len(self._sent_at) == SENDS and now - self._sent_at[0] < MINUTE_S:
            raise Closing(closing.TOO_FAST)
        self._sent_at.append(now)

    async def _answer(self, message: dict[str, Any]) -> None:
        op = message["op"]
        if op not in self._answers:
            raise Closing(closing.UNKNOWN_OPCODE)
        if self.session is None and op not in (BEAT, IDENTIFY, RESUME):
            raise Closing(closing.NOT_IDENTIFIED)
        d: Any = message.get("d")
        if op != BEAT and not isinstance(d, dict):
            raise Closing(closing.NOT_READABLE)
        await self._answers[op](d)

    async def _beat(self, _sequence: Any) -> None:
        await self.say(ACK)

    async def _nothing(self, _d: Any) -> None:
        """Take a request that the sandbox has nothing to say to."""

    async def _identify(self, d: dict[str, Any]) -> None:
        if self.session is not None:
            raise Closing(closing.IDENTIFIED_TWICE)
        session = self._hub.identify(d)
        self._attach(session, after=0)
        self._hub.welcome(session, d.get("presence"))

    async def _resume(self, d: dict[str, Any]) -> None:
        if self.session is not None:
            raise Closing(closing.IDENTIFIED_TWICE)
        session = self._hub.resumed(d)
        if session is None:
            await self.say(INVALID, d=False)
            return
        self._attach(session, after=int(d["seq"]))
        self._hub.welcome_back(session)

    async def _presence(self, d: dict[str, Any]) -> None:
        assert self.session is not None
        self._hub.be_present(self.session, d)

    async def _voice(self, d: dict[str, Any]) -> None:
        assert self.session is not None
        self._hub.move_voice(self.session, d)

    async def _members(self, d: dict[str, Any]) -> None:
        assert self.session is not None
        self._hub.list_members(self.session, d)

    def _attach(self, session: Session, *, after: int) -> None:
        self.session = session
        session.attach(self, after)
        self._writer = asyncio.create_task(self._write(session), name=f"gateway writer {session.id}")

    async def _write(self, session: Session) -> None:
        while (frames := await session.next(self)) is not None:
            disturb = self._hub.disturb
            if disturb is None:
                await self.send_all(frames)
            else:
                await disturb(self, session, frames)
        await self.close(closing.UNKNOWN_ERROR)

    async def _end(self) -> None:
        if self._writer is not None:
            self._writer.cancel()
            await asyncio.gather(self._writer, return_exceptions=True)
        if self.session is not None:
            self._hub.left(self.session, self)
