"""The things that exist: frozen rows of plain fields. Ids are ints, moments aware UTC datetimes.

Embeds and components stay documents in Discord's own shape once they've been checked: nothing in the world
computes with their insides, and copying forty classes would only invite drift.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

TEXT, DM, VOICE, CATEGORY, NEWS, PUBLIC_THREAD, PRIVATE_THREAD, STAGE, FORUM = 0, 1, 2, 4, 5, 11, 12, 13, 15
NEWS_THREAD: Final = 10
THREADS: Final = frozenset({NEWS_THREAD, PUBLIC_THREAD, PRIVATE_THREAD})
VOCAL: Final = frozenset({VOICE, STAGE})
EPHEMERAL: Final = 64
LOADING: Final = 128
COMPONENTS_V2: Final = 1 << 15


@dataclass(frozen=True, slots=True)
class User:
    """An account, of a person or of a bot."""

    id: int
    name: str
    token: str
    shown: str | None = None
    bot: bool = False
    avatar: str | None = None
    locale: str = "en-US"
    accepts_dms: bool = True


@dataclass(frozen=True, slots=True)
class Application:
    """What a developer registered; its bot user has the same id. ``intents`` are the privileged ones."""

    id: int
    name: str
    owner_id: int
    secret: str
    description: str = ""
    redirect_uris: tuple[str, ...] = ()
    intents: int = (1 << 1) | (1 << 8) | (1 << 15)
    details: Any = None


@dataclass(frozen=True, slots=True)
class Guild:
    """A server. ``details`` are settings that nothing here computes with, in Discord's shape."""

    id: int
    name: str
    owner_id: int
    icon: str | None = None
    description: str | None = None
    locale: str = "en-US"
    features: tuple[str, ...] = ()
    system_channel_id: int | None = None
    rules_channel_id: int | None = None
    afk_channel_id: int | None = None
    afk_timeout: int = 300
    verification_level: int = 0
    notifications: int = 0
    content_filter: int = 0
    details: Any = None


@dataclass(frozen=True, slots=True)
class Role:
    """A role of a guild; the one whose id is the guild's is everybody's."""

    id: int
    guild_id: int
    name: str
    permissions: int = 0
    position: int = 1
    color: int = 0
    hoist: bool = False
    mentionable: bool = False
    bot_id: int | None = None


@dataclass(frozen=True, slots=True)
class Overwrite:
    """What a role (kind 0) or a member (kind 1) may or may not do in one channel."""

    id: int
    kind: int
    allow: int = 0
    deny: int = 0


@dataclass(frozen=True, slots=True)
class ThreadState:
    """What a thread has beyond a channel."""

    owner_id: int
    archived: bool = False
    locked: bool = False
    archive_after: int = 1440
    archived_at: datetime | None = None
    created_at: datetime | None = None
    invitable: bool = True
    messages: int = 0
    sent: int = 0
    members: tuple[int, ...] = ()
    tags: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel, thread or direct message. ``recipients`` are both sides of a direct message.

    ``details`` are settings that nothing here computes with, a document in Discord's shape.
    """

    id: int
    type: int
    guild_id: int | None = None
    name: str = ""
    position: int = 0
    topic: str | None = None
    nsfw: bool = False
    parent_id: int | None = None
    overwrites: tuple[Overwrite, ...] = ()
    slowmode_s: int = 0
    bitrate: int = 64000
    user_limit: int = 0
    recipients: tuple[int, ...] = ()
    last_pin_at: datetime | None = None
    thread: ThreadState | None = None
    details: Any = None


@dataclass(frozen=True, slots=True)
class Member:
    """A user in a guild."""

    guild_id: int
    user_id: int
    joined_at: datetime
    nick: str | None = None
    roles: tuple[int, ...] = ()
    deaf: bool = False
    mute: bool = False
    timeout_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ban:
    """A user kept out of a guild."""

    guild_id: int
    user_id: int
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class VoiceState:
    """Where in a guild's voice channels a user sits."""

    guild_id: int
    user_id: int
    channel_id: int
    session_id: str
    self_mute: bool = False
    self_deaf: bool = False
    self_video: bool = False
    suppressed: bool = False
    asked_to_speak_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a message; ``blob`` names its bytes in ``world.blobs``."""

    id: int
    channel_id: int
    filename: str
    size: int
    blob: str
    content_type: str | None = None
    description: str | None = None
    width: int | None = None
    height: int | None = None
    ephemeral: bool = False


@dataclass(frozen=True, slots=True)
class Emoji:
    """A reaction's emoji: a custom one has an id, another only its characters."""

    id: int | None
    name: str
    animated: bool = False


@dataclass(frozen=True, slots=True)
class Reaction:
    """Who reacted with one emoji, in order."""

    emoji: Emoji
    users: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Vote:
    """Who chose one answer of a poll."""

    answer: int
    users: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """The message that another one answers."""

    message_id: int
    channel_id: int
    guild_id: int | None


@dataclass(frozen=True, slots=True)
class Origin:
    """The interaction that a message answers. ``name`` is the command's, ``message_id`` the clicked one."""

    id: int
    type: int
    user_id: int
    name: str | None = None
    command_type: int = 1
    target_id: int | None = None
    message_id: int | None = None
    original_id: int | None = None
    opener: "Origin | None" = None
    guild_id: int | None = None


@dataclass(frozen=True, slots=True)
class Guise:
    """The name and picture under which a webhook spoke."""

    name: str
    avatar: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """What was said. ``only_for`` is the one person who sees it, if it's ephemeral."""

    id: int
    channel_id: int
    guild_id: int | None
    author_id: int
    content: str
    at: datetime
    type: int = 0
    flags: int = 0
    tts: bool = False
    edited_at: datetime | None = None
    pinned_at: datetime | None = None
    embeds: tuple[Any, ...] = ()
    components: tuple[Any, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    mentions: tuple[int, ...] = ()
    mention_roles: tuple[int, ...] = ()
    mention_everyone: bool = False
    reactions: tuple[Reaction, ...] = ()
    reference: Reference | None = None
    origin: Origin | None = None
    application_id: int | None = None
    webhook_id: int | None = None
    guise: Guise | None = None
    only_for: int | None = None
    thread_id: int | None = None
    poll: Any = None
    votes: tuple[Vote, ...] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """An application command as registered; ``document`` is the checked body in Discord's shape."""

    id: int
    application_id: int
    guild_id: int | None
    type: int
    name: str
    version: int
    document: Any


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what to whom in a guild."""

    id: int
    guild_id: int
    user_id: int
    target_id: int | None
    action: int
    reason: str | None = None
    changes: tuple[Any, ...] = ()
    options: dict[str, str] | None = None
