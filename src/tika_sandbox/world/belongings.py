"""What guilds and applications own beside people, channels and messages: frozen rows of plain fields.

Where nothing in the world computes with an object's insides, its row keeps them as a ``document`` in
Discord's shape, checked on the way in.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Webhook:
    """A way into a channel for whoever knows its token; type 2 follows an announcement channel."""

    id: int
    guild_id: int
    channel_id: int
    name: str
    token: str
    user_id: int
    type: int = 1
    avatar: str | None = None
    application_id: int | None = None
    source_channel_id: int | None = None


@dataclass(frozen=True, slots=True)
class Invite:
    """A door into a guild. An age or a number of uses of 0 is endless."""

    code: str
    guild_id: int
    channel_id: int
    inviter_id: int
    made_at: datetime
    max_age_s: int = 86_400
    max_uses: int = 0
    uses: int = 0
    temporary: bool = False


@dataclass(frozen=True, slots=True)
class CustomEmoji:
    """A picture for words; the owner is a guild or an application."""

    id: int
    owner_id: int
    name: str
    blob: str
    user_id: int
    animated: bool = False
    roles: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sticker:
    """A larger picture; format 1 is PNG, 2 animated PNG, 3 Lottie, 4 GIF."""

    id: int
    guild_id: int
    name: str
    tags: str
    blob: str
    user_id: int
    description: str | None = None
    format: int = 1


@dataclass(frozen=True, slots=True)
class Sound:
    """A short sound for voice channels."""

    id: int
    guild_id: int
    name: str
    blob: str
    user_id: int
    volume: float = 1.0
    emoji_id: int | None = None
    emoji_name: str | None = None


@dataclass(frozen=True, slots=True)
class ScheduledEvent:
    """Something that a guild plans: on a stage (1), in voice (2) or elsewhere (3)."""

    id: int
    guild_id: int
    creator_id: int
    name: str
    kind: int
    starts_at: datetime
    ends_at: datetime | None = None
    description: str | None = None
    channel_id: int | None = None
    location: str | None = None
    status: int = 1
    recurrence: Any = None
    users: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage channel that is live."""

    channel_id: int
    id: int
    guild_id: int
    topic: str
    event_id: int | None = None


@dataclass(frozen=True, slots=True)
class AutoRule:
    """A rule of automatic moderation; ``document`` holds its trigger, actions and exemptions."""

    id: int
    guild_id: int
    creator_id: int
    document: Any


@dataclass(frozen=True, slots=True)
class Template:
    """A guild's shape, to make others like it."""

    code: str
    guild_id: int
    creator_id: int
    name: str
    made_at: datetime
    changed_at: datetime
    snapshot: Any
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of a guild or application that is only kept and shown, for example a welcome screen."""

    kind: str
    owner_id: int
    part: int
    document: Any


@dataclass(frozen=True, slots=True)
class Code:
    """What an authorize page hands out, to be exchanged once within a minute or so."""

    code: str
    application_id: int
    user_id: int
    scopes: tuple[str, ...]
    redirect_uri: str
    expires_at: datetime
    challenge: str | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """A person's consent as tokens: ``access`` until it expires, ``refresh`` for the next pair."""

    access: str
    application_id: int
    user_id: int
    scopes: tuple[str, ...]
    expires_at: datetime
    refresh: str | None = None
