"""One login at the gateway: it outlives its socket, so that a dropped connection loses nothing.

Every dispatch gets the next sequence number and goes into a ring. The socket's writer reads from the ring at
its own pace, and after a reconnect it reads again from the number that the client saw last. So the ring is
queue and replay buffer in one, and delivery needs no task per event.
"""

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import Any, Final

from tika_sandbox.wire.gateway.intents import EVERYTHING

REPLAYED: Final = 2_000
"""How many dispatches a client may have missed and still resume."""

BACKLOG: Final = 200_000
"""How many dispatches may wait for a connected client before it's cut off."""

KEPT_S: Final = 300.0
"""How long a session without a socket can be resumed."""


@dataclass(frozen=True, slots=True)
class Login:
    """Who identified, and with what. ``shard`` is (index, count); guilds over ``large`` come in chunks."""

    user_id: int
    is_bot: bool
    intents: int = EVERYTHING
    shard: tuple[int, int] = (0, 1)
    large: int = 250

    def hears_guild(self, guild_id: int) -> bool:
        """Return whether events of ``guild_id`` go to this shard."""
        index, count = self.shard
        return count == 1 or (guild_id >> 22) % count == index

    @property
    def hears_private(self) -> bool:
        """Whether direct messages go to this shard: they always go to the first."""
        return self.shard[0] == 0


class Session:
    """A login with its ring of dispatches. One socket at a time reads from it.

    ``presence`` is how its user wants to be seen while it has a socket.
    """

    def __init__(self, session_id: str, login: Login) -> None:
        self.id = session_id
        self.login = login
        self.seq = 0
        self.socket: object | None = None
        self.left_at: float | None = None
        self.presence: dict[str, Any] = {}
        self.is_orphan = False
        """Whether its READY was lost on the way: nobody knows that it can be resumed."""
        self._ring: deque[bytes] = deque()
        self._read = 0
        self._wake = asyncio.Event()

    def push(self, event: str, document: bytes) -> int:
        """Append a dispatch whose ``d`` is the JSON ``document``; return its sequence number."""
        return self.put(b'{"op":0,"t":"%b","s":%d,"d":%b}' % (event.encode(), self.seq + 1, document))

    def put(self, message: bytes) -> int:
        """Append a whole dispatch that says the next sequence number; return that."""
        self.seq += 1
        self._ring.append(message)
        if self.seq - self._read > BACKLOG:
            self.socket = None  # a client that doesn't read must not cost memory for ever
        while len(self._ring) > REPLAYED and (self.socket is None or self._oldest <= self._read):
            self._ring.popleft()
        self._wake.set()
        return self.seq

    @property
    def _oldest(self) -> int:
        """The number of the first dispatch in the ring, or of the next one if the ring is empty."""
        return self.seq - len(self._ring) + 1

    def can_resume(self, after: int, now: float) -> bool:
        """Return whether every dispatch after number ``after`` is still here; ``now`` is monotonic."""
        expired = self.left_at is not None and now - self.left_at > KEPT_S
        return not expired and self._oldest - 1 <= after <= self.seq

    def attach(self, socket: object, after: int) -> None:
        """Let ``socket`` read what comes behind ``after``; whoever read before is told that it's over."""
        self.socket = socket
        self.left_at = None
        self._read = after
        self._wake.set()

    def detach(self, socket: object, now: float) -> None:
        """Note that ``socket`` is gone; nothing happens if another one took over meanwhile."""
        if self.socket is socket:
            self.socket = None
            self.left_at = now

    @property
    def unread(self) -> int:
        """How many dispatches no socket has taken yet."""
        return self.seq - self._read

    async def next(self, socket: object) -> list[bytes] | None:
        """Wait for dispatches that ``socket`` hasn't read and return them; None once it lost the session."""
        while self.socket is socket:
            if self.unread:
                return self._take()
            self._wake.clear()
            await self._wake.wait()
        return None

    def waiting(self) -> list[bytes]:
        """Return dispatches that came since ``next`` returned, perhaps none."""
        return self._take() if self.unread else []

    def _take(self) -> list[bytes]:
        frames = [self._ring[index] for index in range(-self.unread, 0)]
        self._read = self.seq
        return frames
