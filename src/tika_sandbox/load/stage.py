"""A sandbox for load: any bot connects as it does to Discord, reads what it can, and is told how much it was.

The gateway is the sandbox's own, fed with poured events. HTTP is too: what a bot does most while it's busy
(answering, posting, reacting) gets a poured answer, everything else goes to the pattern guild, with the ids
that were asked for swapped for the pattern's on the way in and back on the way out.
"""

import asyncio
import random
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import Any, Final, Self

import orjson
from aiohttp import web

from tika_sandbox.load.crowd import ROOMS, Crowd, role_id, room_id, voice_id
from tika_sandbox.load.hub import BATCH, LoadConnection, LoadHub
from tika_sandbox.load.moulds import GUILD, MEMBER, TICKET, Pattern
from tika_sandbox.load.report import PATIENCE_S, Tally
from tika_sandbox.load.traffic import USUAL, Made, Traffic, deck_of
from tika_sandbox.wire.gateway.compression import Pack
from tika_sandbox.wire.gateway.session import Session
from tika_sandbox.wire.rest.call import PREFIX, respond
from tika_sandbox.wire.rest.calls import NOTHING, Reply
from tika_sandbox.wire.server import Sandbox
from tika_sandbox.world.commands import usable
from tika_sandbox.world.entities import Command
from tika_sandbox.world.shapes.commands import CHAT
from tika_sandbox.world.state import World

GUILDS_PER_SHARD: Final = 2_500
CATCHING_UP_S: Final = 30.0
"""How long a client may go on reading after the last event was sent."""
_ID: Final = re.compile(r"\d{17,20}")
_CALLBACK: Final = re.compile(r"/interactions/(\d+)/[^/]+/callback")
_FOLLOW: Final = re.compile(rf"/webhooks/\d+/{TICKET}\d+(?:/.*)?")
_POST: Final = re.compile(r"/channels/(\d+)/messages(?:/\d+)?")
_TOUCH: Final = re.compile(r"/channels/\d+/(?:typing|messages/\d+/reactions/.*)")


@dataclass(frozen=True, slots=True)
class Load:
    """How much of what. ``rate`` is events a second over all shards, 0 as many as are read.

    The run ends after ``events`` events or ``seconds`` seconds, whichever comes first. ``command`` names the
    chat command that members run; without it one without required options is taken.
    """

    guilds: int = 10_000
    members: int = 1_000_000
    events: int = 1_000_000
    seconds: float = 30.0
    rate: float = 0.0
    seed: int = 1
    command: str | None = None
    mix: Mapping[str, float] = field(default_factory=lambda: dict(USUAL))

    def __post_init__(self) -> None:
        self.crowd()

    def crowd(self) -> Crowd:
        """Return those who are there.

        Raises:
            ValueError: There are more guilds than members.
        """
        return Crowd(self.guilds, self.members)


@dataclass(slots=True)
class _Feed:
    """What one session is given: its stream, its part of the rate, and how far it is."""

    stream: Iterator[Made]
    rate: float
    from_seq: int
    fresh: int
    sent: int = 0


class LoadStage(Sandbox):
    """A sandbox whose guilds are arithmetic; ``run`` lets a load loose on whoever is connected."""

    hub: LoadHub

    def __init__(self, load: Load) -> None:
        super().__init__(World(), check=None, enforce_limits=False)
        self._load, self._crowd = load, load.crowd()
        self._pattern = Pattern(self.world)
        self.bot = self._pattern.bot
        self._tally = Tally()
        self._feeds: dict[str, _Feed] = {}
        self._left = load.events
        self._began = self._ends_at = 0.0

    @classmethod
    async def open(cls, load: Load, *, port: int = 0) -> Self:
        """Return a stage that listens on ``port``; 0 takes a free one.

        Raises:
            OSError: The port is taken.
        """
        stage = cls(load)
        await stage._listen(port)
        return stage

    def line(self) -> dict[str, Any]:
        """Return what ``--json`` prints first: addresses, the bot, and what will happen."""
        address, token = self.address, self.world.users[self.bot.id].token
        return {
            "api": address.api, "gateway": address.gateway, "web": address.web, "guilds": [], "users": [],
            "bot": {"id": str(self.bot.id), "token": token, "secret": self.bot.secret},
            "load": asdict(self._load),
        }  # fmt: skip

    async def ready(self, *, within_s: float) -> bool:
        """Wait until a bot is here with all its shards and has read its guilds; return whether it came."""
        return await self.hub.until(self._all_arrived, within_s)

    async def run(self) -> dict[str, Any]:
        """Let it happen to everybody who is connected; return the report once they caught up."""
        sessions = self._sessions()
        command = self._command()
        self._feeds = {session.id: self._feed_of(session, command) for session in sessions}
        began, cpu = time.monotonic(), time.process_time()
        self._began, self._ends_at = began, began + self._load.seconds
        self.hub.supply = self._supply
        for session in sessions:
            await self._supply(session)
        await self.hub.until(self._all_sent, self._load.seconds + 1)
        await self.hub.until(self._all_read, CATCHING_UP_S)
        ended, cpu = time.monotonic(), time.process_time() - cpu
        await self._last_answers()
        return self._tally.summary(
            seconds=ended - began, cpu_s=cpu, read=sum(map(self._read_by, sessions)), shards=len(sessions)
        ) | {"problems": self.problems[:20]}

    def _feed_of(self, session: Session, command: Command | None) -> _Feed:
        login = session.login
        deck = deck_of(self._pattern, login.intents, command, self._load.mix)
        dice = random.Random(f"{self._load.seed}/{login.shard[0]}")
        return _Feed(
            iter(Traffic(self._crowd, login.shard, deck, dice)),
            self._load.rate / login.shard[1],
            session.seq,
            self.world.new_id(),
        )

    async def _supply(self, session: Session) -> None:
        """Push the next events to a session, when it's time for them."""
        feed = self._feeds.get(session.id)
        if feed is None or not self._left:
            return
        count = min(BATCH, self._left)
        if feed.rate:
            due = (time.monotonic() - self._began) * feed.rate - feed.sent
            if due < 1:
                await asyncio.sleep((1 - due) / feed.rate)
                due = 1
            count = min(count, int(due))
        now = time.monotonic()
        if now >= self._ends_at:
            self._left = 0
            return
        for kind, (form, gaps) in islice(feed.stream, count):
            if kind != "reactions":  # a reaction is to the message before it
                feed.fresh += 1
            session.put(form % (session.seq + 1, *(feed.fresh,) * gaps))
            self._tally.made[kind] += 1
            if kind == "interactions":
                self._tally.interaction_sent(feed.fresh, now)
        feed.sent += count
        self._left -= count

    def _sessions(self) -> list[Session]:
        return [one for one in self.hub.sessions.values() if one.login.is_bot and one.socket is not None]

    def _all_arrived(self) -> bool:
        sessions = self._sessions()
        wanted = sessions[0].login.shard[1] if sessions else 1
        shards = {one.login.shard[0] for one in sessions if self.hub.has_arrived(one)}
        return len(shards) == wanted

    def _all_sent(self) -> bool:
        return not self._left or time.monotonic() >= self._ends_at

    def _all_read(self) -> bool:
        for session in self._sessions():
            self._tally.backlog(session.seq - self.hub.read.get(session.id, 0))
        return all(
            self.hub.read.get(session.id, 0) >= session.seq
            for session in self._sessions()
            if session.id in self._feeds
        )

    def _read_by(self, session: Session) -> int:
        feed = self._feeds[session.id]
        return max(0, min(feed.sent, self.hub.read.get(session.id, 0) - feed.from_seq))

    async def _last_answers(self) -> None:
        """Give the answers to the last interactions the time that Discord gives them."""
        await self.hub.until(lambda: not self._tally.waiting, PATIENCE_S)

    def _command(self) -> Command | None:
        """Return the chat command that members run, or None if the bot has none that fits."""
        room = self.world.channels[room_id(GUILD, 0)]
        known = [
            row
            for row in usable(self.world, MEMBER, room)
            if row.type == CHAT and not any(_is_needed(one) for one in row.document.get("options", ()))
        ]
        wanted = self._load.command
        return next((row for row in known if wanted in (None, row.name)), None)

    def _hub(self) -> LoadHub:
        return LoadHub(self.world, self.address.gateway, self._crowd, self._pattern)

    def _connection(
        self, socket: web.WebSocketResponse, transport: asyncio.WriteTransport, pack: Pack | None
    ) -> LoadConnection:
        return LoadConnection(self.hub, socket, transport, pack)

    async def _api(self, request: web.Request) -> web.Response:
        path = PREFIX.sub("", request.rel_url.raw_path)
        reply = await self._poured(request, path)
        if reply is not None:
            return respond(reply, {})
        if path == "/gateway/bot":
            return respond(Reply(self._start()), {})
        return await self._by_pattern(request, path)

    async def _poured(self, request: web.Request, path: str) -> Reply | None:
        """Return the answer to what bots do all the time, or None of anything else."""
        asked = self._tally.asked
        if found := _CALLBACK.fullmatch(path):
            asked["answers"] += 1
            await request.read()
            in_time = self._tally.interaction_answered(int(found[1]), time.monotonic())
            await self.hub.look_again()
            if not in_time:
                return Reply({"message": "Unknown interaction", "code": 10062}, 404)
            return self._callback(found[1]) if request.query.get("with_response") else NOTHING
        if _FOLLOW.fullmatch(path):
            asked["follow-ups"] += 1
            await request.read()
            return NOTHING if request.method == "DELETE" else Reply(self._own(room_id(GUILD, 0)))
        if (found := _POST.fullmatch(path)) and request.method in ("POST", "PATCH", "DELETE"):
            asked["messages"] += 1
            await request.read()
            return NOTHING if request.method == "DELETE" else Reply(self._own(int(found[1])))
        if _TOUCH.fullmatch(path) and request.method != "GET":
            asked["reactions and typing"] += 1
            return NOTHING
        return None

    def _callback(self, number: str) -> Reply:
        private = {"response_message_loading": False, "response_message_ephemeral": False}
        shown = {"type": 4, "message": self._own(room_id(GUILD, 0))}
        return Reply({"interaction": {"id": number, "type": 2, **private}, "resource": shown})

    def _own(self, room: int) -> Any:
        """Return a message that the bot has just sent to a room."""
        return orjson.loads(self._pattern.sent.pour(GUILD, room, MEMBER, self.world.new_id()))

    def _start(self) -> dict[str, Any]:
        shards = -(-self._load.guilds // GUILDS_PER_SHARD)
        starts = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": shards}
        return {"url": self.address.gateway, "shards": shards, "session_start_limit": starts}

    async def _by_pattern(self, request: web.Request, path: str) -> web.Response:
        """Let the pattern guild answer for the one that was asked for."""
        self._tally.asked["others"] += 1
        there = dict(self._swaps(path))
        if not there:
            return await self.rest.answer(request)
        url = _ID.sub(lambda one: there.get(one[0], one[0]), str(request.rel_url))
        answer = await self.rest.answer(request.clone(rel_url=url))
        if isinstance(answer.body, bytes):
            back = {pattern.encode(): asked.encode() for asked, pattern in there.items()}
            some = re.compile(b"|".join(back))
            answer.body = some.sub(lambda one: back[one[0]], answer.body)
        return answer

    def _swaps(self, path: str) -> Iterator[tuple[str, str]]:
        """Yield all ids of those guilds and people of the crowd that a path names, with the pattern's."""
        for number in map(int, _ID.findall(path)):
            guild = next(
                (number - far for far in _FAR if self._crowd.number_of(number - far) is not None), None
            )
            if guild is not None:
                yield from ((str(guild + far), str(GUILD + far)) for far in _FAR)
            if self._crowd.is_person(number):
                yield str(number), str(MEMBER)


_FAR: Final = (
    0, role_id(0), voice_id(0), *(room_id(0, place) for place in range(ROOMS))
)  # fmt: skip
"""How far behind a guild's own id those of its parts are."""


def _is_needed(option: Mapping[str, Any]) -> bool:
    """Return whether a command can't be run without filling something in, or choosing a part of it."""
    return bool(option.get("required")) or option["type"] in (1, 2)
