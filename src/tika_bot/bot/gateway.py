"""What Discord tells us, made small.

A chat message is read from its raw frame: of everything in it, only what somebody may ask for is decoded at
all. discord.py's own `Message` costs more than everything else that happens to a message, so it is built only
when somebody asks for it: a prefix command, a plain extension, or a plugin that calls ``ChatMessage.source``.
"""

from collections.abc import Callable, Mapping
from typing import Any, Literal

import msgspec

from tika_bot.base.ids import ChannelId, GuildId, MessageId, RoleId, UserId
from tika_bot.core.messages import ChatMessage

DISCORD_EPOCH_MS = 1_420_070_400_000

SPOKEN = frozenset({0, 19})
"""Message types that a member wrote: a plain one and a reply. The rest are Discord's own notices."""

Frame = Mapping[str, Any]


# They hold nothing that could hold them, so the garbage collector needn't look.
class Author(msgspec.Struct, frozen=True, gc=False):
    """Who wrote a message."""

    id: UserId
    username: str
    global_name: str | None = None
    bot: bool = False


class Membership(msgspec.Struct, frozen=True, gc=False):
    """What the author is in the guild."""

    nick: str | None = None
    roles: tuple[RoleId, ...] = ()


class Mentioned(msgspec.Struct, frozen=True, gc=False):
    """Who is mentioned."""

    id: UserId


class Attached(msgspec.Struct, frozen=True, gc=False):
    """A file, of which only counts that it is there."""


class Chat(msgspec.Struct, frozen=True, gc=False):
    """What is read of MESSAGE_CREATE and MESSAGE_UPDATE; an update may have hardly anything."""

    id: str
    channel_id: ChannelId = ChannelId(0)
    guild_id: GuildId | None = None
    author: Author | None = None
    member: Membership | None = None
    content: str = ""
    type: int = 0
    webhook_id: str | None = None
    mentions: tuple[Mentioned, ...] = ()
    attachments: tuple[Attached, ...] = ()


class ChatFrame(msgspec.Struct, frozen=True, gc=False):
    """A whole frame with a new chat message, and nothing else."""

    op: Literal[0]
    s: int
    t: Literal["MESSAGE_CREATE"]
    d: Chat


_frames = msgspec.json.Decoder(ChatFrame, strict=False)  # Discord writes ids as strings


def frame_in(text: str) -> ChatFrame | None:
    """Return the frame that ``text`` is, or None if it isn't a new chat message."""
    try:
        return _frames.decode(text)
    except msgspec.DecodeError:
        return None


def chat_in(frame: Frame) -> Chat:
    """Return what is read of a ``frame`` that discord.py has decoded.

    Raises:
        msgspec.ValidationError: it doesn't look like chat.
    """
    return msgspec.convert(frame, Chat, strict=False)


def read_message(
    chat: Chat,
    author: Author,
    *,
    parent: ChannelId | None,
    is_command: bool,
    edited: bool,
    source: Callable[[], object] | None,
) -> ChatMessage:
    """Return ``chat``, which ``author`` wrote, as a small value."""
    number, member = int(chat.id), chat.member
    return ChatMessage(
        MessageId(number),
        chat.guild_id,
        chat.channel_id,
        parent,
        author.id,
        (member.nick if member else None) or author.global_name or author.username,
        chat.content,
        (number >> 22) + DISCORD_EPOCH_MS,  # every id of Discord's tells when it was made
        member.roles if member else (),
        tuple([user.id for user in chat.mentions]) if chat.mentions else (),
        len(chat.attachments),
        edited,
        is_command,
        source,
    )


def writer(chat: Chat) -> Author | None:
    """Return the member who wrote ``chat``; bots, webhooks and Discord's notices don't count."""
    author = chat.author
    is_spoken = author is not None and not author.bot and chat.webhook_id is None and chat.type in SPOKEN
    return author if is_spoken else None
