"""Faults between the gateway's sessions and the sockets that read them.

Nothing is lost on the way: a session keeps what it pushed, and the line that breaks is mended by a resume. A
session that is called invalid has said everything by then; what happens before the next one is never heard.
"""

import asyncio
from collections import deque
from typing import Final, NoReturn

from tika_sandbox.wire.faults.plan import ON_LINES, Weather
from tika_sandbox.wire.gateway.connection import INVALID, RECONNECT, Connection
from tika_sandbox.wire.gateway.hub import Hub
from tika_sandbox.wire.gateway.session import Session

OPENING: Final = frozenset({"READY", "RESUMED", "GUILD_CREATE"})
"""Clients rely on the order of these, as Discord keeps it."""
IN_ORDER: Final = tuple(kind for kind in ON_LINES if kind not in ("duplicate", "reorder"))


class Lines:
    """Carries dispatches to bots through the weather; people's lines stay whole."""

    def __init__(self, hub: Hub, weather: Weather) -> None:
        self._hub = hub
        self._weather = weather

    async def carry(self, connection: Connection, session: Session, frames: list[bytes]) -> None:
        """Send ``frames``, each with its luck; returns late or never once the line is spoilt."""
        if not session.login.is_bot:
            await connection.send_all(frames)
            return
        waiting = deque(frames)
        while waiting:
            await self._bring(connection, session, waiting)

    async def _bring(self, connection: Connection, session: Session, waiting: deque[bytes]) -> None:
        frame = waiting.popleft()
        name = name_of(frame)
        stream = f"gateway {session.login.user_id}/{session.login.shard[0]}"
        fault, dice = self._weather.befalls(stream, name, IN_ORDER if name in OPENING else ON_LINES)
        pause_s = dice.random() * self._weather.plan.pause_s
        if fault in ("drop", "reconnect", "resume", "invalid"):
            session.is_orphan = name == "READY"
            await self._spoil(fault, connection, session, [frame, *waiting])
        if fault == "delay":
            await asyncio.sleep(pause_s)
        if fault == "reorder":
            await asyncio.sleep(0 if waiting else pause_s)
            waiting.extend(session.waiting())
            if waiting and name_of(waiting[0]) not in OPENING:
                await connection.send(waiting.popleft())
        await connection.send(frame)
        if fault == "duplicate":
            await connection.send(frame)

    async def _spoil(
        self, fault: str, connection: Connection, session: Session, unsent: list[bytes]
    ) -> NoReturn:
        """End a line before the dispatch at hand; what comes after is the client's next connection."""
        if fault == "drop":
            connection.cut()
        elif fault == "reconnect":
            await connection.say(RECONNECT)
        elif fault == "resume":
            await connection.say(INVALID, d=True)
        else:
            while unsent:
                await connection.send_all(unsent)
                unsent = session.waiting()
            self._hub.forget(session)
            await connection.say(INVALID, d=False)
        self._hub.left(session, connection)
        await asyncio.get_running_loop().create_future()  # the end of the connection cancels this
        raise AssertionError("nobody answers that")


def name_of(frame: bytes) -> str:
    """Return the event's name out of a dispatch as sessions write it."""
    start = len(b'{"op":0,"t":"')
    return frame[start : frame.index(b'"', start)].decode()
