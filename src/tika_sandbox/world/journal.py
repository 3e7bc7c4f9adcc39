"""What happened, in order: small frozen facts that gateways, records and tests listen to.

A fact holds rows as they were after the change, and of the past only what the world no longer knows. Who gets
to hear of it and under which names is told by ``payloads.events``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from tika_sandbox.world.entities import Ban, Channel, Emoji, Member, Message, Role, VoiceState
from tika_sandbox.world.requests import Interaction


@dataclass(frozen=True, slots=True)
class MessagePosted:
    """A message appeared. ``nonce`` is the sender's, for recognising its own."""

    message: Message
    nonce: str | int | None = None


@dataclass(frozen=True, slots=True)
class MessageEdited:
    """A message changed: its words, its pin or its embeds."""

    message: Message


@dataclass(frozen=True, slots=True)
class MessagesDeleted:
    """One message vanished, or with ``bulk`` several at once; ``by`` is whoever deleted that one."""

    channel_id: int
    guild_id: int | None
    ids: tuple[int, ...]
    bulk: bool = False
    only_for: int | None = None
    by: int | None = None


@dataclass(frozen=True, slots=True)
class Reacted:
    """``user_id`` reacted to ``message``, or with ``gone`` took it back."""

    message: Message
    user_id: int
    emoji: Emoji
    gone: bool = False


@dataclass(frozen=True, slots=True)
class ReactionsCleared:
    """All reactions of ``message`` vanished, or those with ``emoji``."""

    message: Message
    emoji: Emoji | None = None


@dataclass(frozen=True, slots=True)
class Voted:
    """``user_id`` chose an answer of a poll, or with ``gone`` took that back."""

    message: Message
    user_id: int
    answer: int
    gone: bool = False


@dataclass(frozen=True, slots=True)
class PinsChanged:
    """A message of ``channel`` was pinned or unpinned."""

    channel: Channel


@dataclass(frozen=True, slots=True)
class Typing:
    """Somebody started to type."""

    channel_id: int
    guild_id: int | None
    user_id: int


@dataclass(frozen=True, slots=True)
class GuildAppeared:
    """``user_id`` became a member, so the whole guild came into their view."""

    guild_id: int
    user_id: int


@dataclass(frozen=True, slots=True)
class GuildVanished:
    """``user_id`` left, was removed, or the guild was deleted."""

    guild_id: int
    user_id: int


@dataclass(frozen=True, slots=True)
class GuildChanged:
    """A guild's own fields changed."""

    guild_id: int


@dataclass(frozen=True, slots=True)
class ChannelChanged:
    """A channel or thread was ``made``, ``changed`` or ``gone``."""

    channel: Channel
    how: str


@dataclass(frozen=True, slots=True)
class ThreadMembersChanged:
    """People joined or left a thread."""

    channel: Channel
    added: tuple[int, ...] = ()
    removed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleChanged:
    """A role was ``made``, ``changed`` or ``gone``."""

    role: Role
    how: str


@dataclass(frozen=True, slots=True)
class MemberChanged:
    """A member was ``made``, ``changed`` or ``gone``."""

    member: Member
    how: str


@dataclass(frozen=True, slots=True)
class BanChanged:
    """A ban was ``made`` or is ``gone``."""

    ban: Ban
    how: str


@dataclass(frozen=True, slots=True)
class UserChanged:
    """An account's name or picture changed."""

    user_id: int


@dataclass(frozen=True, slots=True)
class VoiceChanged:
    """Somebody joined, moved in or left (``state`` is None) a voice channel."""

    guild_id: int
    user_id: int
    state: VoiceState | None


@dataclass(frozen=True, slots=True)
class PresenceChanged:
    """Somebody came online, went, or does something else now."""

    user_id: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A person used a command, component or form; the application shall answer."""

    interaction: Interaction


@dataclass(frozen=True, slots=True)
class Settled:
    """An interaction was answered in time, or with ``failed`` wasn't."""

    interaction: Interaction
    failed: bool = False


@dataclass(frozen=True, slots=True)
class FormOpened:
    """An application answered with a modal; only the asking person sees it."""

    interaction: Interaction
    form: Any


@dataclass(frozen=True, slots=True)
class ChoicesOffered:
    """An application answered an autocomplete."""

    interaction: Interaction
    choices: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class CommandsChanged:
    """An application's commands changed, everywhere or in one guild."""

    application_id: int
    guild_id: int | None


@dataclass(frozen=True, slots=True)
class Audited:
    """Somebody with power used it."""

    entry_id: int
    guild_id: int


@dataclass(frozen=True, slots=True)
class BelongingChanged:
    """A webhook, invite, emoji or other belonging of a guild was ``made``, ``changed`` or ``gone``."""

    row: Any
    how: str


@dataclass(frozen=True, slots=True)
class Sounded:
    """Somebody played a sound in a voice channel."""

    sound_id: int
    guild_id: int
    channel_id: int
    user_id: int


Fact: TypeAlias = (
    MessagePosted
    | MessageEdited
    | MessagesDeleted
    | Reacted
    | ReactionsCleared
    | Voted
    | PinsChanged
    | Typing
    | GuildAppeared
    | GuildVanished
    | GuildChanged
    | ChannelChanged
    | ThreadMembersChanged
    | RoleChanged
    | MemberChanged
    | BanChanged
    | UserChanged
    | VoiceChanged
    | PresenceChanged
    | Asked
    | Settled
    | FormOpened
    | ChoicesOffered
    | CommandsChanged
    | Audited
    | BelongingChanged
    | Sounded
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal."""

    number: int
    at: datetime
    fact: Fact


Hear: TypeAlias = Callable[[Entry], None]


class Journal:
    """Hands every fact to every listener at once, in order. It keeps none: rows are what lasts."""

    def __init__(self) -> None:
        self.number = 0
        self._listeners: list[Hear] = []

    def subscribe(self, hear: Hear) -> Callable[[], None]:
        """Call ``hear`` with each entry from now on; the returned function ends that."""
        self._listeners.append(hear)
        return lambda: self._listeners.remove(hear)

    def tell(self, at: datetime, fact: Fact) -> None:
        """Write down ``fact`` and let everybody hear it before returning."""
        self.number += 1
        entry = Entry(self.number, at, fact)
        for hear in tuple(self._listeners):
            hear(entry)
