"""Saying things: post, edit, delete, read."""

from bisect import bisect_left, bisect_right
from datetime import timedelta
from typing import Final

from tika_sandbox.world.audit import Deed, note
from tika_sandbox.world.automod import demand_clean
from tika_sandbox.world.composing import apply_edit, compose, publish, remove, store_edit
from tika_sandbox.world.drafts import Draft, Edit
from tika_sandbox.world.entities import CATEGORY, DM, FORUM, THREADS, Channel, Message
from tika_sandbox.world.journal import MessagesDeleted, Typing
from tika_sandbox.world.permissions import May, demand_in_channel, in_channel, seen_channel
from tika_sandbox.world.principals import Person, Principal
from tika_sandbox.world.refused import Refused, invalid
from tika_sandbox.world.state import World

NONCE_LASTS: Final = timedelta(minutes=5)


def post(world: World, who: Principal, channel_id: int, draft: Draft) -> Message:
    """Post ``draft`` and return the message, or the earlier one if its enforced nonce is known."""
    channel = seen_channel(world, who, channel_id)
    _demand_writable(world, who, channel, draft)
    key = (channel_id, who.id, str(draft.nonce))
    if draft.enforce_nonce and draft.nonce is not None and (known := _by_nonce(world, key)):
        return known
    message = compose(world, who.id, channel, draft)
    if draft.enforce_nonce:
        _remember(world, key, message)
    publish(world, channel, message, nonce=draft.nonce)
    return message


def _remember(world: World, key: tuple[int, int, str], message: Message) -> None:
    """Keep the nonce for as long as it counts, and drop those that don't any more."""
    world.nonces[key] = (message.at, message.id)
    while world.nonces and message.at - next(iter(world.nonces.values()))[0] > NONCE_LASTS:
        world.nonces.popitem(last=False)


def _by_nonce(world: World, key: tuple[int, int, str]) -> Message | None:
    at, number = world.nonces.get(key, (None, 0))
    if at is None or world.now() - at > NONCE_LASTS:
        return None
    return world.messages.get(number)


def _demand_writable(world: World, who: Principal, channel: Channel, draft: Draft) -> None:
    """Refuse what this channel or these bits don't allow."""
    if channel.type in (CATEGORY, FORUM):
        raise Refused(50008)
    if isinstance(who, Person) and (draft.embeds or draft.components):
        raise invalid(("embeds",), "BASE_TYPE_BAD", "People can't send embeds or components")
    if draft.is_empty:
        raise Refused(50006)
    if channel.type == DM:
        _demand_reachable(world, who, channel)
        return
    speak = May.SEND_IN_THREADS if channel.type in THREADS else May.SEND_MESSAGES
    needed = speak | (May.ATTACH_FILES if draft.uploads else 0) | (May.SEND_POLLS if draft.poll else 0)
    demand_in_channel(world, who, channel, needed)
    if draft.reply_to is not None and not in_channel(world, channel, who.id) & May.READ_HISTORY:
        raise Refused(160002)
    if channel.thread is not None and channel.thread.locked:
        demand_in_channel(world, who, channel, May.MANAGE_THREADS)
    _demand_patience(world, who, channel)
    demand_clean(world, who, channel, draft.content)


def _demand_reachable(world: World, who: Principal, channel: Channel) -> None:
    others = [world.users[user] for user in channel.recipients if user != who.id]
    for other in others:
        strangers = not set(world.guilds_of(who.id)) & set(world.guilds_of(other.id))
        if not other.accepts_dms or (other.bot and world.users[who.id].bot) or strangers:
            raise Refused(50007)


def _demand_patience(world: World, who: Principal, channel: Channel) -> None:
    """Hold people to a channel's slow mode; those who keep order are exempt."""
    exempt = May.MANAGE_MESSAGES | May.MANAGE_CHANNELS
    if not channel.slowmode_s or in_channel(world, channel, who.id) & exempt:
        return
    since = world.now() - timedelta(seconds=channel.slowmode_s)
    for number in reversed(world.history(channel.id)):
        message = world.messages.get(number)
        if message is not None and message.at <= since:
            return
        if message is not None and message.author_id == who.id:
            raise Refused(20016)


def read(world: World, who: Principal, channel_id: int, message_id: int) -> Message:
    """Return one message that ``who`` may see; ephemeral ones are in nobody's history."""
    channel = seen_channel(world, who, channel_id)
    demand_in_channel(world, who, channel, May.READ_HISTORY)
    message = world.messages.get(message_id)
    if message is None or message.channel_id != channel_id or message.only_for is not None:
        raise Refused(10008)
    return message


def page(  # noqa: PLR0913 - optional facts, each named by the caller
    world: World, who: Principal, channel_id: int, *,
    limit: int = 50, before: int | None = None, after: int | None = None, around: int | None = None,
) -> list[Message]:  # fmt: skip
    """Return up to ``limit`` messages, newest first. Without the right to read history that's none."""
    channel = seen_channel(world, who, channel_id)
    if not in_channel(world, channel, who.id) & May.READ_HISTORY:
        return []
    ids = world.history(channel_id)
    if around is not None:
        middle = bisect_left(ids, around)
        older = _gather(world, ids, range(middle - 1, -1, -1), limit // 2)
        newer = _gather(world, ids, range(middle, len(ids)), limit - limit // 2)
        return [*reversed(newer), *older]
    if after is not None:
        found = _gather(world, ids, range(bisect_right(ids, after), len(ids)), limit)
        return found[::-1]
    end = len(ids) if before is None else bisect_left(ids, before)
    return _gather(world, ids, range(end - 1, -1, -1), limit)


def _gather(world: World, ids: list[int], places: range, limit: int) -> list[Message]:
    found: list[Message] = []
    for place in places:
        if len(found) >= limit:
            break
        message = world.messages.get(ids[place])
        if message is not None and message.only_for is None:
            found.append(message)
    return found


def edit(world: World, who: Principal, channel_id: int, message_id: int, change: Edit) -> Message:
    """Change one's own message; those who manage messages may change the flags of others'."""
    message = read(world, who, channel_id, message_id)
    channel = world.channels[channel_id]
    if message.author_id != who.id:
        if change.touches_words or change.flags is None:
            raise Refused(50005)
        demand_in_channel(world, who, channel, May.MANAGE_MESSAGES)
    if message.type not in (0, 19, 20, 23):
        raise Refused(50021)
    if isinstance(who, Person) and (change.embeds or change.components):
        raise invalid(("embeds",), "BASE_TYPE_BAD", "People can't send embeds or components")
    if channel.thread is not None and channel.thread.archived:
        raise Refused(50083)
    return store_edit(world, apply_edit(world, message, change))


def begin_typing(world: World, who: Principal, channel_id: int) -> None:
    """Show that somebody types."""
    channel = seen_channel(world, who, channel_id)
    if channel.type in (CATEGORY, FORUM):
        raise Refused(50008)
    demand_in_channel(
        world, who, channel, May.SEND_IN_THREADS if channel.type in THREADS else May.SEND_MESSAGES
    )
    world.tell(Typing(channel.id, channel.guild_id, who.id))


def delete(world: World, who: Principal, channel_id: int, message_id: int, reason: str | None = None) -> None:
    """Delete a message: one's own, or anybody's with the right to manage messages."""
    message = read(world, who, channel_id, message_id)
    if message.author_id != who.id:
        channel = world.channels[channel_id]
        if channel.type == DM:
            raise Refused(50003)
        demand_in_channel(world, who, channel, May.MANAGE_MESSAGES)
        where = {"channel_id": str(channel.id), "count": "1"}
        home = message.guild_id or 0
        note(world, who, home, Deed.MESSAGE_DELETE, message.author_id, reason, options=where)
    remove(world, message, by=who.id)


def delete_many(
    world: World, who: Principal, channel_id: int, ids: tuple[int, ...], reason: str | None = None
) -> None:
    """Delete 2 to 100 messages under 14 days old at once; unknown ones are passed over."""
    channel = seen_channel(world, who, channel_id)
    if channel.guild_id is None:
        raise Refused(50003)
    demand_in_channel(world, who, channel, May.MANAGE_MESSAGES)
    if not 2 <= len(ids) <= 100:
        raise Refused(50016)
    oldest = world.now() - timedelta(days=14)
    found = [m for i in ids if (m := world.messages.get(i)) and m.channel_id == channel_id]
    if any(message.at < oldest for message in found):
        raise Refused(50034)
    for message in found:
        world.messages.drop(message.id)
    gone = tuple(message.id for message in found)
    if gone:
        count = {"count": str(len(gone))}
        note(world, who, channel.guild_id, Deed.MESSAGE_BULK_DELETE, channel_id, reason, options=count)
        world.tell(MessagesDeleted(channel_id, channel.guild_id, gone, bulk=True))
