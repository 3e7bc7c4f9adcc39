"""Threads: started, joined, archived."""

from dataclasses import replace
from typing import Any

from tika_sandbox.world.audit import Deed, note
from tika_sandbox.world.composing import publish, store_edit
from tika_sandbox.world.entities import (
    FORUM,
    NEWS,
    NEWS_THREAD,
    PRIVATE_THREAD,
    PUBLIC_THREAD,
    THREADS,
    Channel,
    Message,
    Reference,
    ThreadState,
)
from tika_sandbox.world.journal import ChannelChanged, ThreadMembersChanged
from tika_sandbox.world.messages import read
from tika_sandbox.world.permissions import May, demand_in_channel, in_channel, seen_channel, sees
from tika_sandbox.world.principals import Principal
from tika_sandbox.world.refused import Refused, invalid
from tika_sandbox.world.state import World


def start(  # noqa: PLR0913 - optional facts, each named by the caller
    world: World, who: Principal, channel_id: int, name: str, *, kind: int = PUBLIC_THREAD,
    archive_after: int = 1440, slowmode_s: int = 0, invitable: bool = True, thread_id: int | None = None,
    tags: tuple[int, ...] = (),
) -> Channel:  # fmt: skip
    """Start a thread in a channel; whoever does is its first member."""
    channel = seen_channel(world, who, channel_id)
    if channel.guild_id is None or channel.type in THREADS:
        raise Refused(50024)
    kind = NEWS_THREAD if channel.type == NEWS else kind
    private = kind == PRIVATE_THREAD
    demand_in_channel(
        world, who, channel, May.CREATE_PRIVATE_THREADS if private else May.CREATE_PUBLIC_THREADS
    )
    if not 1 <= len(name) <= 100:
        raise invalid(("name",), "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.")
    thread = begin(
        world, who.id, channel, name, kind=kind, archive_after=archive_after, slowmode_s=slowmode_s,
        invitable=invitable, thread_id=thread_id, tags=tags,
    )  # fmt: skip
    note(world, who, channel.guild_id, Deed.THREAD_CREATE, thread.id)
    return thread


def begin(  # noqa: PLR0913 - optional facts, each named by the caller
    world: World, owner_id: int, parent: Channel, name: str, *, kind: int = PUBLIC_THREAD,
    archive_after: int = 1440, slowmode_s: int = 0, invitable: bool = True, thread_id: int | None = None,
    tags: tuple[int, ...] = (),
) -> Channel:  # fmt: skip
    """Open a thread without asking who may; its owner is its first member."""
    now = world.now()
    state = ThreadState(
        owner_id, archive_after=archive_after, created_at=now, archived_at=now, invitable=invitable,
        members=(owner_id,), tags=tags,
    )  # fmt: skip
    thread = Channel(
        thread_id or world.new_id(), kind, parent.guild_id, name, parent_id=parent.id,
        slowmode_s=slowmode_s, thread=state,
    )  # fmt: skip
    world.channels.put(thread)
    world.tell(ChannelChanged(thread, "made"))
    return thread


def start_from(world: World, who: Principal, channel_id: int, message_id: int, **more: Any) -> Channel:
    """Start a thread from a message; it gets the message's id."""
    message = read(world, who, channel_id, message_id)
    if message_id in world.channels:
        raise Refused(160004)
    thread = start(world, who, channel_id, thread_id=message_id, **more)
    store_edit(world, replace(message, flags=message.flags | 1 << 5, thread_id=thread.id))
    return thread


def announce(world: World, who: Principal, thread: Channel) -> None:
    """Say in the parent channel that a thread was started without a message there."""
    parent = world.channels[thread.parent_id or 0]
    if parent.type == FORUM or thread.type == PRIVATE_THREAD:
        return
    notice = Message(
        id=world.new_id(), channel_id=parent.id, guild_id=parent.guild_id, author_id=who.id,
        content=thread.name, at=world.now(), type=18,
        reference=Reference(thread.id, thread.id, parent.guild_id),
    )  # fmt: skip
    publish(world, parent, notice)


def change(
    world: World, who: Principal, thread_id: int, *, fields: dict[str, Any], state: dict[str, Any],
    reason: str | None = None,
) -> Channel:  # fmt: skip
    """Change a thread: its owner may rename and archive it, the rest needs the right to manage threads."""
    channel = seen_channel(world, who, thread_id)
    assert channel.thread is not None and channel.guild_id is not None
    bits = in_channel(world, channel, who.id)
    free = channel.thread.owner_id == who.id or not (fields or state.keys() - {"archived"})
    strict = "locked" in state or "slowmode_s" in fields or channel.thread.locked
    if not bits & May.MANAGE_THREADS and (strict or not free):
        raise Refused(50013)
    if channel.thread.archived and state.get("archived", True) is not False and (fields or state):
        raise Refused(50083)
    if "archived" in state:
        state = {**state, "archived_at": world.now()}
    changed = world.channels.put(replace(channel, **fields, thread=replace(channel.thread, **state)))
    note(world, who, channel.guild_id, Deed.THREAD_UPDATE, thread_id, reason)
    world.tell(ChannelChanged(changed, "changed"))
    return changed


def join(world: World, who: Principal, thread_id: int, user_id: int) -> None:
    """Become a member of a thread, or make somebody one."""
    channel = _thread(world, who, thread_id)
    assert channel.thread is not None
    if channel.thread.archived:
        raise Refused(50083)
    if user_id != who.id:
        demand_in_channel(world, who, channel, May.SEND_IN_THREADS)
        if (channel.guild_id or 0, user_id) not in world.members:
            raise Refused(10007)
    if user_id in channel.thread.members:
        return
    state = replace(channel.thread, members=(*channel.thread.members, user_id))
    world.tell(ThreadMembersChanged(world.channels.put(replace(channel, thread=state)), added=(user_id,)))


def quit_thread(world: World, who: Principal, thread_id: int, user_id: int) -> None:
    """Stop being a member of a thread, or end somebody's membership."""
    channel = _thread(world, who, thread_id)
    assert channel.thread is not None
    if user_id != who.id:
        demand_in_channel(world, who, channel, May.MANAGE_THREADS)
    if user_id not in channel.thread.members:
        raise Refused(10007)
    left = tuple(number for number in channel.thread.members if number != user_id)
    state = replace(channel.thread, members=left)
    world.tell(ThreadMembersChanged(world.channels.put(replace(channel, thread=state)), removed=(user_id,)))


def _thread(world: World, who: Principal, thread_id: int) -> Channel:
    channel = seen_channel(world, who, thread_id)
    if channel.thread is None:
        raise Refused(50024)
    return channel


def active(world: World, who: Principal, guild_id: int) -> list[Channel]:
    """Return the guild's open threads that ``who`` sees."""
    rows = world.channels.within(guild_id).values()
    return [row for row in rows if row.thread and not row.thread.archived and sees(world, row, who.id)]


def archived(world: World, who: Principal, channel_id: int, *, private: bool) -> list[Channel]:
    """Return a channel's archived threads, the latest archived first."""
    channel = seen_channel(world, who, channel_id)
    demand_in_channel(world, who, channel, May.READ_HISTORY | (May.MANAGE_THREADS if private else 0))
    rows = [
        row
        for row in world.channels.within(channel.guild_id or 0).values()
        if row.parent_id == channel_id and row.thread and row.thread.archived
        and (row.type == PRIVATE_THREAD) is private
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row.thread and row.thread.archived_at) or world.now(), reverse=True)


def members(world: World, who: Principal, thread_id: int) -> Channel:
    """Return the thread, whose members anybody who sees it may list."""
    return _thread(world, who, thread_id)
