"""Everybody who is logged in at the gateway, and what each of them hears of the journal."""

import re
import secrets
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Final

import orjson

from tika_sandbox.payloads.audience import Event
from tika_sandbox.payloads.events import events
from tika_sandbox.wire.gateway import closing, opening
from tika_sandbox.wire.gateway.closing import Closing
from tika_sandbox.wire.gateway.intents import EVERYTHING, are_known, not_granted
from tika_sandbox.wire.gateway.session import KEPT_S, Login, Session
from tika_sandbox.wire.gateway.starts import starts_of
from tika_sandbox.world.journal import Entry
from tika_sandbox.world.state import World

if TYPE_CHECKING:
    from tika_sandbox.wire.gateway.connection import Connection

MOST_GUILDS_PER_SHARD: Final = 2_500

Judged = Callable[[str, dict[str, Any]], None]
"""Looks at an event's name and body before it leaves."""

Disturb = Callable[["Connection", Session, list[bytes]], Awaitable[None]]
"""Brings dispatches to a client in place of the connection, less well than it would."""


class Hub:
    """The sessions of one world. ``url`` is what clients are told to come back to."""

    def __init__(self, world: World, url: str, judge: Judged | None = None) -> None:
        self.world = world
        self.url = url
        self.sessions: dict[str, Session] = {}
        self.disturb: Disturb | None = None
        self._judge = judge
        self._unsubscribe = world.journal.subscribe(self._tell)

    def close(self) -> None:
        """Stop listening to the world."""
        self._unsubscribe()

    def identify(self, d: dict[str, Any]) -> Session:
        """Return a new session for what an IDENTIFY says.

        Raises:
            Closing: Token, shard or intents are wrong.
        """
        who = self.world.by_token(str(d.get("token", "")).removeprefix("Bot "))
        if who is None:
            raise Closing(closing.BAD_TOKEN)
        bot = self.world.users[who.id].bot
        shard = _shard(d.get("shard"))
        login = Login(who.id, bot, self._intents(who.id, d) if bot else EVERYTHING, shard, _large(d))
        if sum(map(login.hears_guild, self.world.guilds_of(who.id))) > MOST_GUILDS_PER_SHARD and bot:
            raise Closing(closing.SHARDS_NEEDED)
        starts_of(self.world, who.id).used += 1
        session = Session(secrets.token_hex(16), login)
        self._forget_old()
        self.sessions[session.id] = session
        return session

    def _intents(self, application_id: int, d: dict[str, Any]) -> int:
        intents = d.get("intents")
        if not isinstance(intents, int) or not are_known(intents):
            raise Closing(closing.BAD_INTENTS)
        if not_granted(intents, self.world.applications[application_id].intents):
            raise Closing(closing.INTENTS_NOT_GRANTED)
        return intents

    def resumed(self, d: dict[str, Any]) -> Session | None:
        """Return the session that a RESUME means, or None if it can't be taken up again."""
        who = self.world.by_token(str(d.get("token", "")).removeprefix("Bot "))
        if who is None:
            raise Closing(closing.BAD_TOKEN)
        session = self.sessions.get(str(d.get("session_id")))
        if session is None or session.login.user_id != who.id:
            return None
        after = d.get("seq")
        if not isinstance(after, int) or after > session.seq:
            raise Closing(closing.BAD_SEQUENCE)
        return session if session.can_resume(after, time.monotonic()) else None

    def welcome(self, session: Session, presence: Any) -> None:
        """Send a fresh session READY and its guilds, and let others see that somebody came."""
        login = session.login
        self.push(session, "READY", opening.ready(self.world, session, self.url))
        for guild_id in self.world.guilds_of(login.user_id):
            if login.hears_guild(guild_id) and login.intents & 1:
                self.push(session, "GUILD_CREATE", opening.guild(self.world, login, guild_id))
        self.be_present(session, presence if isinstance(presence, dict) else {})

    def welcome_back(self, session: Session) -> None:
        """Close the replay of a resumed session, and let others see that its user is back."""
        self.push(session, "RESUMED", {"_trace": ["sandbox"]})
        self.be_present(session, session.presence)

    def left(self, session: Session, socket: object) -> None:
        """Note that a session lost its socket; who has no other is seen as offline."""
        session.detach(socket, time.monotonic())
        user_id = session.login.user_id
        if not any(one.socket and one.login.user_id == user_id for one in self.sessions.values()):
            opening.disappear(self.world, user_id)

    def forget(self, session: Session) -> None:
        """Make a session impossible to resume."""
        self.sessions.pop(session.id, None)

    def be_present(self, session: Session, d: dict[str, Any]) -> None:
        """Take over the status that a client sets for itself."""
        session.presence = d
        opening.appear(self.world, session.login.user_id, d)

    def move_voice(self, session: Session, d: dict[str, Any]) -> None:
        """Join, move in or leave a voice channel, if the rules let them; Discord is silent otherwise."""
        opening.move_voice(self.world, session.login, d)

    def list_members(self, session: Session, d: dict[str, Any]) -> None:
        """Answer a request for members in chunks."""
        for chunk in opening.chunks(self.world, session.login, d):
            self.push(session, "GUILD_MEMBERS_CHUNK", chunk)

    def push(self, session: Session, name: str, body: dict[str, Any]) -> None:
        """Send one session an event that nobody else gets."""
        if self._judge is not None:
            self._judge(name, body)
        session.push(name, orjson.dumps(body))

    def _tell(self, entry: Entry) -> None:
        if not self.sessions:
            return
        for event in events(self.world, entry):
            self._deliver(event)

    def _deliver(self, event: Event) -> None:
        """Push ``event`` to all who hear it; each distinct body is judged and serialised once."""
        written: dict[int, bytes] = {}
        kept: list[dict[str, Any]] = []  # holds the bodies, so that no id is used twice
        for session in self.sessions.values():
            login = session.login
            if not _is_on_shard(login, event):
                continue
            if not event.reaches(self.world, login.user_id, bot=login.is_bot, intents=login.intents):
                continue
            body = event.body_for(login.user_id, bot=login.is_bot, intents=login.intents)
            document = written.get(id(body))
            if document is None:
                kept.append(body)
                document = written[id(body)] = self._written(event.name, body)
            session.push(event.name, document)

    def _written(self, name: str, body: dict[str, Any]) -> bytes:
        if self._judge is not None:
            self._judge(name, body)
        return orjson.dumps(body)

    def _forget_old(self) -> None:
        now = time.monotonic()
        for session in tuple(self.sessions.values()):
            if session.left_at is not None and now - session.left_at > KEPT_S:
                self.forget(session)


def _is_on_shard(login: Login, event: Event) -> bool:
    return login.hears_private if event.guild_id is None else login.hears_guild(event.guild_id)


def _shard(said: Any) -> tuple[int, int]:
    if said is None:
        return 0, 1
    fits = isinstance(said, list) and re.fullmatch(r"\[\d+, ?\d+\]", str(said))
    if not fits or not said[0] < said[1]:
        raise Closing(closing.BAD_SHARD)
    return said[0], said[1]


def _large(d: dict[str, Any]) -> int:
    said = d.get("large_threshold", 50)
    return said if isinstance(said, int) and 50 <= said <= 250 else 50
