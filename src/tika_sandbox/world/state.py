"""The world: all rows, one journal, and the few services that verbs borrow (time, ids, blobs)."""

import asyncio
import base64
import hashlib
import hmac
import secrets
from bisect import bisect_left
from collections import Counter, OrderedDict, deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Protocol

from tika_sandbox.world.belongings import (
    AutoRule,
    Code,
    CustomEmoji,
    Grant,
    Invite,
    Paper,
    ScheduledEvent,
    Sound,
    Stage,
    Sticker,
    Template,
    Webhook,
)
from tika_sandbox.world.entities import (
    Application,
    Attachment,
    AuditEntry,
    Ban,
    Channel,
    Command,
    Guild,
    Member,
    Message,
    Role,
    User,
    VoiceState,
)
from tika_sandbox.world.journal import Fact, Journal
from tika_sandbox.world.principals import Bearer, Bot, Person
from tika_sandbox.world.requests import Interaction, OpenForm, Tally
from tika_sandbox.world.tables import Table

EPOCH: Final = datetime(2015, 1, 1, tzinfo=UTC)
"""Discord's: the upper 42 bits of a snowflake are milliseconds since then."""


MOST_PROBLEMS: Final = 1_000
"""How many complaints are kept: a client that never learns mustn't fill the memory."""
DELETED_SLACK: Final = 1_000
"""How many ids of deleted messages a channel's history may hold beyond those of living ones."""


class Problems(list[str]):
    """What no client should have done, the first thousand times."""

    def append(self, text: str) -> None:
        """Note one more, unless there are too many already."""
        if len(self) < MOST_PROBLEMS:
            super().append(text)


class Blobs(Protocol):
    """Keeps bytes under the name of their content."""

    def put(self, content: bytes) -> str:
        """Keep ``content`` and return its name."""
        ...

    def get(self, name: str) -> bytes | None:
        """Return what is kept under ``name`` or None."""
        ...

    def drop(self, name: str) -> None:
        """Forget what is kept under ``name``, if anything."""
        ...


class MemoryBlobs:
    """Blobs that last as long as the process."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def put(self, content: bytes) -> str:
        name = hashlib.sha256(content).hexdigest()
        self._kept[name] = content
        return name

    def get(self, name: str) -> bytes | None:
        return self._kept.get(name)

    def drop(self, name: str) -> None:
        self._kept.pop(name, None)


def _blobs_of(row: Any) -> tuple[str, ...]:
    """Return the names of the bytes that a row can't do without."""
    files = getattr(row, "attachments", None)
    return (row.blob,) if files is None else tuple(file.blob for file in files)


class World:
    """Everything there is. Verbs live in the modules beside this one and take it as their first argument.

    ``tables`` lists every table by name for whoever saves them; ``cdn`` is the address that attachments are
    linked under, set by the server that serves them; ``problems`` collects what no client should have done.
    """

    def __init__(self, *, now: Callable[[], datetime] | None = None, blobs: Blobs | None = None) -> None:
        self._now = now or (lambda: datetime.now(UTC))
        self.blobs: Blobs = blobs or MemoryBlobs()
        self.journal = Journal()
        self.cdn = "http://127.0.0.1/cdn"
        self.problems: list[str] = Problems()
        self._secret = secrets.token_bytes(16)
        self._last_id = 0
        self.users: Table[int, User] = Table("users", User, lambda row: row.id)
        self.applications: Table[int, Application] = Table("applications", Application, lambda row: row.id)
        self.guilds: Table[int, Guild] = Table("guilds", Guild, lambda row: row.id)
        self.roles: Table[int, Role] = Table("roles", Role, lambda row: row.id, lambda row: row.guild_id)
        self.channels: Table[int, Channel] = Table(
            "channels", Channel, lambda row: row.id, lambda row: row.guild_id or 0
        )
        self.members: Table[tuple[int, int], Member] = Table(
            "members", Member, lambda row: (row.guild_id, row.user_id), lambda row: row.guild_id
        )
        self.bans: Table[tuple[int, int], Ban] = Table(
            "bans", Ban, lambda row: (row.guild_id, row.user_id), lambda row: row.guild_id
        )
        self.voices: Table[tuple[int, int], VoiceState] = Table(
            "voices", VoiceState, lambda row: (row.guild_id, row.user_id), lambda row: row.guild_id
        )
        self.messages: Table[int, Message] = Table(
            "messages", Message, lambda row: row.id, lambda row: row.channel_id
        )
        self.commands: Table[int, Command] = Table(
            "commands", Command, lambda row: row.id, lambda row: row.guild_id or 0
        )
        self.interactions: Table[int, Interaction] = Table("interactions", Interaction, lambda row: row.id)
        self.forms: Table[tuple[int, str], OpenForm] = Table(
            "forms", OpenForm, lambda row: (row.user_id, row.custom_id)
        )
        self.tallies: Table[tuple[int, int], Tally] = Table(
            "tallies", Tally, lambda row: (row.application_id, row.guild_id)
        )
        self.audit: Table[int, AuditEntry] = Table(
            "audit", AuditEntry, lambda row: row.id, lambda row: row.guild_id
        )
        self._furnish()
        self.tables: dict[str, Table[Any, Any]] = {
            table.name: table for table in vars(self).values() if isinstance(table, Table)
        }
        self._index()

    def _furnish(self) -> None:
        """Make the tables of what guilds and applications own."""
        self.webhooks: Table[int, Webhook] = Table(
            "webhooks", Webhook, lambda row: row.id, lambda row: row.guild_id
        )
        self.invites: Table[str, Invite] = Table(
            "invites", Invite, lambda row: row.code, lambda row: row.guild_id
        )
        self.emojis: Table[int, CustomEmoji] = Table(
            "emojis", CustomEmoji, lambda row: row.id, lambda row: row.owner_id
        )
        self.stickers: Table[int, Sticker] = Table(
            "stickers", Sticker, lambda row: row.id, lambda row: row.guild_id
        )
        self.sounds: Table[int, Sound] = Table("sounds", Sound, lambda row: row.id, lambda row: row.guild_id)
        self.events: Table[int, ScheduledEvent] = Table(
            "events", ScheduledEvent, lambda row: row.id, lambda row: row.guild_id
        )
        self.stages: Table[int, Stage] = Table(
            "stages", Stage, lambda row: row.channel_id, lambda row: row.guild_id
        )
        self.rules: Table[int, AutoRule] = Table(
            "rules", AutoRule, lambda row: row.id, lambda row: row.guild_id
        )
        self.templates: Table[str, Template] = Table(
            "templates", Template, lambda row: row.code, lambda row: row.guild_id
        )
        self.papers: Table[tuple[str, int, int], Paper] = Table(
            "papers", Paper, lambda row: (row.kind, row.owner_id, row.part), lambda row: row.owner_id
        )
        self.codes: Table[str, Code] = Table("codes", Code, lambda row: row.code)
        self.grants: Table[str, Grant] = Table("grants", Grant, lambda row: row.access)

    def _index(self) -> None:
        """Keep the look-ups that no table has: by token, by time, by pair."""
        self._by_token: dict[str, int] = {}
        self._history: dict[int, list[int]] = {}
        self._memberships: dict[int, dict[int, None]] = {}
        self._dms: dict[tuple[int, ...], int] = {}
        self._tickets: dict[str, int] = {}
        self.files: dict[int, Attachment] = {}
        self.holders: Counter[str] = Counter()
        self.living: deque[int] = deque()
        self.whispers: deque[int] = deque()
        self.presences: dict[int, dict[str, Any]] = {}
        self.nonces: OrderedDict[tuple[int, int, str], tuple[datetime, int]] = OrderedDict()
        self.users.on_write(self._note_user)
        self.messages.on_write(self._note_message)
        self.members.on_write(self._note_member)
        self.channels.on_write(self._note_channel)
        self.interactions.on_write(self._note_interaction)
        self.messages.on_replace(self._forget_files)
        self.interactions.on_replace(self._forget_files)
        for table in self.tables.values():
            table.on_write(self._note_id)
        for holding in (self.messages, self.interactions, self.emojis, self.stickers, self.sounds):
            holding.on_write(self._hold)
            holding.on_replace(self._release)

    def _note_id(self, _table: str, key: Any, _row: Any) -> None:
        if isinstance(key, int) and key > self._last_id:
            self._last_id = key

    def _note_user(self, _table: str, key: int, row: User | None) -> None:
        if row is not None:
            self._by_token[row.token] = key

    def _note_message(self, _table: str, key: int, row: Message | None) -> None:
        if row is None:
            return
        ids = self._history.setdefault(row.channel_id, [])
        place = bisect_left(ids, key)
        if place == len(ids) or ids[place] != key:
            ids.insert(place, key)
            if row.only_for is not None:
                self.whispers.append(key)
            if len(ids) > 2 * len(self.messages.within(row.channel_id)) + DELETED_SLACK:
                ids[:] = [*(one for one in ids[:-1] if one in self.messages), ids[-1]]
        for file in row.attachments:
            self.files[file.id] = file

    def _forget_files(self, old: Message | Interaction, new: Message | Interaction | None) -> None:
        if old.attachments:
            kept = {file.id for file in new.attachments} if new else set()
            for file in old.attachments:
                if file.id not in kept:
                    self.files.pop(file.id, None)

    def _hold(self, _table: str, _key: Any, row: Any) -> None:
        for name in () if row is None else _blobs_of(row):
            self.holders[name] += 1

    def _release(self, old: Any, _new: Any) -> None:
        """Forget the bytes that the last row has let go of; the one in its place holds its own already."""
        for name in _blobs_of(old):
            self.holders[name] -= 1
            if not self.holders[name]:
                del self.holders[name]
                self.blobs.drop(name)

    def _note_member(self, _table: str, key: tuple[int, int], row: Member | None) -> None:
        guilds = self._memberships.setdefault(key[1], {})
        if row is None:
            guilds.pop(key[0], None)
        else:
            guilds[key[0]] = None

    def _note_channel(self, _table: str, key: int, row: Channel | None) -> None:
        if row is not None and row.recipients:
            self._dms[tuple(sorted(row.recipients))] = key

    def _note_interaction(self, _table: str, key: int, row: Interaction | None) -> None:
        if row is None:
            return
        if row.token not in self._tickets:
            self.living.append(key)
            self._tickets[row.token] = key
        for file in row.attachments:
            self.files[file.id] = file

    def now(self) -> datetime:
        """Return the world's moment, aware, in UTC."""
        return self._now()

    def new_id(self) -> int:
        """Return a snowflake of this moment, greater than every id before it."""
        stamp = int((self.now() - EPOCH) / timedelta(milliseconds=1)) << 22
        self._last_id = max(stamp, self._last_id + 1)
        return self._last_id

    def tell(self, fact: Fact) -> None:
        """Write ``fact`` into the journal."""
        self.journal.tell(self.now(), fact)

    def later(self, seconds: float, do: Callable[[], None]) -> None:
        """Call ``do`` in ``seconds`` of real time, if a loop is running; people wait in real time only."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        loop.call_later(seconds, do)

    def new_token(self, user_id: int) -> str:
        """Return a token in the form that every client library accepts: base64(id).six.more than 27."""
        first = base64.urlsafe_b64encode(str(user_id).encode()).decode().rstrip("=")
        digest = hmac.new(self._secret, str(user_id).encode(), hashlib.sha256).digest()
        rest = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        return f"{first}.{rest[:6]}.{rest[6:44]}"

    def by_token(self, token: str) -> Bot | Person | None:
        """Return whose ``token`` that is, or None if nobody's."""
        user = self.users.get(self._by_token.get(token, 0))
        if user is None or user.token != token:
            return None
        return Bot(user.id, user.id) if user.bot else Person(user.id)

    def by_bearer(self, token: str) -> Bearer | None:
        """Return whom an OAuth2 access token speaks for, or None if it's unknown or has expired."""
        row = self.grants.get(token)
        if row is None or row.expires_at <= self.now():
            return None
        return Bearer(row.user_id, row.application_id, row.scopes)

    def interaction_by_token(self, token: str) -> Interaction | None:
        """Return the interaction that ``token`` was handed out for, however old."""
        return self.interactions.get(self._tickets.get(token, 0))

    def forget_oldest(self) -> None:
        """Drop the interaction that was asked first, with its token."""
        row = self.interactions.drop(self.living.popleft())
        if row is not None:
            self._tickets.pop(row.token, None)
            for form in [form for form in self.forms if form.interaction_id == row.id]:
                self.forms.drop((form.user_id, form.custom_id))

    def forget_whispers(self, before: datetime) -> None:
        """Drop private messages that were sent before that moment; nobody else ever saw them."""
        while self.whispers:
            row = self.messages.get(self.whispers[0])
            if row is not None and row.at >= before:
                return
            self.messages.drop(self.whispers.popleft())

    def guilds_of(self, user_id: int) -> tuple[int, ...]:
        """Return the ids of the guilds that the user is a member of, in order of joining."""
        return tuple(self._memberships.get(user_id, ()))

    def dm_between(self, one: int, other: int) -> Channel | None:
        """Return the direct message channel of two users or None."""
        return self.channels.get(self._dms.get(tuple(sorted((one, other))), 0))

    def history(self, channel_id: int) -> list[int]:
        """Return the ids ever posted in a channel, ascending; some may be deleted since. To be read only."""
        return self._history.get(channel_id, [])
