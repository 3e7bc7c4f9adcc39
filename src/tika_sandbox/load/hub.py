"""The gateway side of load: guilds that are arithmetic, traffic that waits for whoever reads it."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, Final

import orjson

from tika_sandbox.load.crowd import ROOMS, Crowd, role_id, room_id, voice_id
from tika_sandbox.load.moulds import Pattern
from tika_sandbox.wire.gateway import opening
from tika_sandbox.wire.gateway.connection import BEAT, Connection
from tika_sandbox.wire.gateway.hub import Hub
from tika_sandbox.wire.gateway.session import Session
from tika_sandbox.world.journal import Entry
from tika_sandbox.world.state import World

BATCH: Final = 128
"""Events that are handed to a connection at once."""
CHUNK: Final = 1_000
QUESTION_S: Final = 2.0
"""How often a client is asked how far it is. Each answer counts against its 120 messages a minute."""

Supply = Callable[[Session], Awaitable[None]]
"""Pushes what comes next to a session, in its own time."""


class LoadHub(Hub):
    """Welcomes a bot to all guilds of the crowd, then lets ``supply`` feed it."""

    def __init__(self, world: World, url: str, crowd: Crowd, pattern: Pattern) -> None:
        super().__init__(world, url)
        self.crowd = crowd
        self.supply: Supply | None = None
        self.read: dict[str, int] = {}
        self._pattern = pattern
        self._guild = pattern.guild()
        self._member = pattern.listed()
        self._arriving: dict[str, Iterator[bytes]] = {}
        self._news = asyncio.Condition()

    def welcome(self, session: Session, presence: Any) -> None:
        """Send READY; the guilds follow as fast as they are read."""
        numbers = self.crowd.on_shard(session.login.shard)
        ready = opening.ready(self.world, session, self.url)
        self.be_present(session, presence if isinstance(presence, dict) else {})
        ready["guilds"] = [{"id": str(self.crowd.guild_id(n)), "unavailable": True} for n in numbers]
        self._arriving[session.id] = map(self.guild, numbers if session.login.intents & 1 else ())
        session.push("READY", orjson.dumps(ready))

    def guild(self, number: int) -> bytes:
        """Return GUILD_CREATE of the guild with that number."""
        guild = self.crowd.guild_id(number)
        rooms = [room_id(guild, place) for place in range(ROOMS)]
        size = self.crowd.size(number) + 1  # the bot is one, too
        return self._guild.pour(role_id(guild), *rooms, voice_id(guild), size, guild)

    def be_present(self, session: Session, d: dict[str, Any]) -> None:
        """Take a status note of: nobody is there to see it."""
        session.presence = d

    def list_members(self, session: Session, d: dict[str, Any]) -> None:
        """Answer with the members that are asked for by id, else with the first ``limit`` or all."""
        number = self.crowd.number_of(int(d.get("guild_id") or 0))
        if number is None:
            return
        found, missing = self._found(number, d)
        parts = [found[at : at + CHUNK] for at in range(0, len(found), CHUNK)] or [range(0)]
        for index, part in enumerate(parts):
            members = b",".join(self._member.pour(one) for one in part)
            rest = {
                "guild_id": str(d["guild_id"]), "chunk_index": index, "chunk_count": len(parts),
                "not_found": missing, "presences": [],
            }  # fmt: skip
            if d.get("nonce") is not None:
                rest["nonce"] = d["nonce"]
            session.push("GUILD_MEMBERS_CHUNK", b'{"members":[%b],%b' % (members, orjson.dumps(rest)[1:]))

    def _found(self, number: int, d: dict[str, Any]) -> tuple[range | list[int], list[str]]:
        crowd = self.crowd
        if "user_ids" in d:
            said = d["user_ids"] if isinstance(d["user_ids"], list) else [d["user_ids"]]
            here = [int(one) for one in said if crowd.place_of(number, int(one)) is not None]
            return here, [str(one) for one in said if int(one) not in here]
        limit = int(d.get("limit") or crowd.size(number))
        first = crowd.member_id(number, 0)
        return range(first, first + min(limit, crowd.size(number))), []

    async def feed(self, session: Session) -> None:
        """Push what comes next: first the guilds, then traffic once there is some."""
        arriving = self._arriving.get(session.id)
        if arriving is not None:
            for _, guild in zip(range(BATCH), arriving, strict=False):
                session.push("GUILD_CREATE", guild)
                arriving = None
            if arriving is not None:  # none came any more
                del self._arriving[session.id]
                await self.look_again()
        elif self.supply is not None:
            await self.supply(session)

    async def has_read(self, session: Session, number: Any) -> None:
        """Note how far a client is, by its own account."""
        if isinstance(number, int):
            self.read[session.id] = max(number, self.read.get(session.id, 0))
            await self.look_again()

    async def look_again(self) -> None:
        """Let those who wait in ``until`` look whether it's true now."""
        async with self._news:
            self._news.notify_all()

    async def until(self, true: Callable[[], bool], within_s: float) -> bool:
        """Wait until something is true of what was read and who arrived; return whether it became so."""
        try:
            async with asyncio.timeout(within_s), self._news:
                await self._news.wait_for(true)
        except TimeoutError:
            return False
        return True

    def has_arrived(self, session: Session) -> bool:
        """Return whether all guilds were sent to a session and read."""
        return session.id not in self._arriving and self.read.get(session.id, 0) >= session.seq

    def _tell(self, entry: Entry) -> None:
        """Keep what happens in the pattern's world to oneself."""


class LoadConnection(Connection):
    """A connection that asks for more as soon as the client took what there was."""

    _hub: LoadHub

    async def _write(self, session: Session) -> None:
        asked_at = time.monotonic()
        while (frames := await session.next(self)) is not None:
            await self.send_all(frames)
            await self._hub.feed(session)
            if time.monotonic() - asked_at > QUESTION_S or not session.unread:
                await self.ask_how_far()
                asked_at = time.monotonic()

    async def ask_how_far(self) -> None:
        """Ask for a heartbeat: it names the last event that the client has read."""
        await self.say(BEAT)

    async def _beat(self, sequence: Any) -> None:
        if self.session is not None:
            await self._hub.has_read(self.session, sequence)
        await super()._beat(sequence)
