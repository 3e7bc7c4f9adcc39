"""What is to be said, and where: a row of the outbox as those see it who send it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from sqlalchemy import RowMapping

from tika_bot.base.ids import ChannelId, GuildId, MessageId, UserId, private_space


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is said: a guild's channel, or a user's direct messages."""

    guild: GuildId
    channel: ChannelId | None = None
    user: UserId | None = None

    def __post_init__(self) -> None:
        if (self.channel is None) == (self.user is None):
            raise ValueError(f"a place is a channel or a user: {self!r}")

    @property
    def id(self) -> int:
        """Return the channel's or the user's number."""
        return self.channel or self.user or 0

    @classmethod
    def direct(cls, user: UserId) -> Self:
        """Return ``user``'s direct messages, which live in their private space."""
        return cls(private_space(user), user=user)


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """Something to send, or to edit if ``message`` is known already.

    ``tried_at`` is when somebody began to send it without our knowing what became of it (a crash): None in
    the normal case. Within a few minutes Discord recognises the nonce; later, look before sending again.
    """

    id: int
    place: Place
    key: str
    plugin: str
    view: str
    data: dict[str, Any]
    message: MessageId | None
    attempt: int
    version: int
    posted_at: datetime
    tried_at: datetime | None
    otherwise: Place | None = None
    """Where to say it if ``place`` is gone or closed to us."""
    others: tuple["OutboxRow", ...] = ()
    """What was posted right after it and is said in the same message."""

    @property
    def all(self) -> tuple["OutboxRow", ...]:
        """Return itself and its others."""
        return (self, *self.others)

    @property
    def nonce(self) -> str:
        """Return what Discord knows this message by: at most 25 characters."""
        return nonce_of(self.place.guild, self.key)


def nonce_of(guild: GuildId, key: str) -> str:
    """Return 24 characters that stand for ``key`` in ``guild``."""
    return hashlib.blake2b(f"{guild}:{key}".encode(), digest_size=12).hexdigest()


def row_of(row: RowMapping, tried_at: datetime | None) -> OutboxRow:
    """Return a row of the table; ``tried_at`` is what stood there before it was claimed."""
    channel, user, message = row["channel_id"], row["user_id"], row["message_id"]
    return OutboxRow(
        id=row["id"],
        place=Place(
            GuildId(row["guild_id"]),
            None if channel is None else ChannelId(channel),
            None if user is None else UserId(user),
        ),
        key=row["key"],
        plugin=row["plugin"],
        view=row["view"],
        data=row["document"],
        message=None if message is None else MessageId(message),
        attempt=row["attempts"],
        version=row["version"],
        posted_at=row["posted_at"],
        tried_at=tried_at,
        otherwise=_read(GuildId(row["guild_id"]), row["otherwise"]),
    )


def written(place: Place) -> dict[str, str]:
    """Return ``place`` as a row keeps where to say it otherwise."""
    return {"channel": str(place.channel)} if place.channel else {"user": str(place.user)}


def _read(guild: GuildId, place: dict[str, str] | None) -> Place | None:
    if place is None:
        return None
    if "channel" in place:
        return Place(guild, channel=ChannelId(int(place["channel"])))
    return Place(guild, user=UserId(int(place["user"])))
