"""Reactions and pins: what people hang on messages."""

from dataclasses import replace
from typing import Final

from tika_sandbox.world.composing import publish, store_edit
from tika_sandbox.world.entities import DM, Channel, Emoji, Message, Reaction, Reference
from tika_sandbox.world.journal import PinsChanged, Reacted, ReactionsCleared
from tika_sandbox.world.messages import read
from tika_sandbox.world.permissions import May, demand_in_channel, seen_channel
from tika_sandbox.world.principals import Principal
from tika_sandbox.world.refused import Refused
from tika_sandbox.world.state import World

MOST_KINDS: Final = 20
MOST_PINS: Final = 250
_PIN_TYPE: Final = 6


def parse_emoji(text: str) -> Emoji:
    """Return the emoji that a path names: characters, or ``name:id`` of a custom one.

    Raises:
        Refused: 10014 for plain words, which clients send by mistake.
    """
    name, _, number = text.partition(":")
    if number.isascii() and number.isdigit():
        return Emoji(int(number), name)
    plain = all(ord(character) < 0x80 for character in text)
    if not text or plain or len(text) > 32 or any(character.isspace() for character in text):
        raise Refused(10014, status=400)
    return Emoji(None, text)


def _same(one: Emoji, other: Emoji) -> bool:
    return one.id == other.id if one.id or other.id else one.name == other.name


def _custom(world: World, who: Principal, number: int) -> Emoji:
    """Return a custom emoji that ``who`` may use: of a guild they're in, or their application's own."""
    row = world.emojis.get(number)
    if row is None or (row.owner_id != who.id and (row.owner_id, who.id) not in world.members):
        raise Refused(10014, status=400)
    return Emoji(row.id, row.name, row.animated)


def react(world: World, who: Principal, channel_id: int, message_id: int, emoji: Emoji) -> None:
    """Put one's reaction under a message; a second time changes nothing."""
    message = read(world, who, channel_id, message_id)
    channel = world.channels[channel_id]
    known = next((r for r in message.reactions if _same(r.emoji, emoji)), None)
    if known is None:
        demand_in_channel(world, who, channel, May.ADD_REACTIONS)
        if emoji.id is not None:
            emoji = _custom(world, who, emoji.id)
        if len(message.reactions) >= MOST_KINDS:
            raise Refused(30010)
        reactions = (*message.reactions, Reaction(emoji, (who.id,)))
    elif who.id in known.users:
        return
    else:
        mine = replace(known, users=(*known.users, who.id))
        reactions = tuple(mine if r is known else r for r in message.reactions)
    changed = world.messages.put(replace(message, reactions=reactions))
    world.tell(Reacted(changed, who.id, emoji))


def unreact(
    world: World,
    who: Principal,
    channel_id: int,
    message_id: int,
    emoji: Emoji,
    *,
    user_id: int | None = None,
) -> None:
    """Take back one's own reaction, or with the right to manage messages another's."""
    message = read(world, who, channel_id, message_id)
    target = who.id if user_id is None else user_id
    if target != who.id:
        demand_in_channel(world, who, world.channels[channel_id], May.MANAGE_MESSAGES)
    known = next((r for r in message.reactions if _same(r.emoji, emoji)), None)
    if known is None:
        raise Refused(10014)
    if target not in known.users:
        return
    left = replace(known, users=tuple(user for user in known.users if user != target))
    reactions = tuple(left if r is known else r for r in message.reactions)
    changed = world.messages.put(replace(message, reactions=tuple(r for r in reactions if r.users)))
    world.tell(Reacted(changed, target, known.emoji, gone=True))


def clear(world: World, who: Principal, channel_id: int, message_id: int, emoji: Emoji | None = None) -> None:
    """Remove all reactions, or all with one emoji."""
    message = read(world, who, channel_id, message_id)
    demand_in_channel(world, who, world.channels[channel_id], May.MANAGE_MESSAGES)
    left = () if emoji is None else tuple(r for r in message.reactions if not _same(r.emoji, emoji))
    if emoji is not None and len(left) == len(message.reactions):
        raise Refused(10014)
    changed = world.messages.put(replace(message, reactions=left))
    world.tell(ReactionsCleared(changed, emoji))


def reactors(  # noqa: PLR0913 - optional facts, each named by the caller
    world: World, who: Principal, channel_id: int, message_id: int, emoji: Emoji, *, limit: int, after: int
) -> list[int]:
    """Return who reacted with ``emoji``, by id, after the one given."""
    message = read(world, who, channel_id, message_id)
    known = next((r for r in message.reactions if _same(r.emoji, emoji)), None)
    if known is None:
        raise Refused(10014)
    return [user for user in sorted(known.users) if user > after][:limit]


def pins(world: World, who: Principal, channel_id: int) -> list[Message]:
    """Return the pinned messages of a channel, the latest pin first."""
    channel = seen_channel(world, who, channel_id)
    demand_in_channel(world, who, channel, May.READ_HISTORY)
    pinned = [m for m in world.messages.within(channel_id).values() if m.pinned_at is not None]
    return sorted(pinned, key=lambda m: (m.pinned_at or m.at, m.id), reverse=True)


def pin(world: World, who: Principal, channel_id: int, message_id: int) -> None:
    """Pin a message and say so in the channel."""
    message = read(world, who, channel_id, message_id)
    channel = _pinnable(world, who, channel_id)
    if message.pinned_at is not None:
        return
    if len(pins(world, who, channel_id)) >= MOST_PINS:
        raise Refused(30003)
    now = world.now()
    store_edit(world, replace(message, pinned_at=now))
    changed = world.channels.put(replace(channel, last_pin_at=now))
    world.tell(PinsChanged(changed))
    notice = Message(
        id=world.new_id(), channel_id=channel_id, guild_id=channel.guild_id, author_id=who.id, content="",
        at=now, type=_PIN_TYPE, reference=Reference(message_id, channel_id, channel.guild_id),
    )  # fmt: skip
    publish(world, changed, notice)


def unpin(world: World, who: Principal, channel_id: int, message_id: int) -> None:
    """Unpin a message; one that isn't pinned stays as it is."""
    message = read(world, who, channel_id, message_id)
    channel = _pinnable(world, who, channel_id)
    if message.pinned_at is not None:
        store_edit(world, replace(message, pinned_at=None))
        world.tell(PinsChanged(channel))


def _pinnable(world: World, who: Principal, channel_id: int) -> Channel:
    channel = world.channels[channel_id]
    if channel.type != DM:
        demand_in_channel(world, who, channel, May.PIN_MESSAGES)
    return channel
