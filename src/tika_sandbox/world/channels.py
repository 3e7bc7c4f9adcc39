"""Channels and direct messages: made, changed, deleted."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from tika_sandbox.world.audit import Deed, note
from tika_sandbox.world.entities import CATEGORY, DM, FORUM, THREADS, Channel, Overwrite
from tika_sandbox.world.journal import ChannelChanged, VoiceChanged
from tika_sandbox.world.people import make_channel
from tika_sandbox.world.permissions import May, demand_in_channel, demand_in_guild, seen_channel, sees
from tika_sandbox.world.principals import Principal
from tika_sandbox.world.refused import Refused, invalid
from tika_sandbox.world.state import World

LONGEST_TOPIC: Final = 1024
"""Letters in a channel's topic; a forum's guidelines may be four times as long."""


def visible(world: World, who: Principal, guild_id: int) -> list[Channel]:
    """Return the guild's channels that ``who`` sees, without threads."""
    demand_in_guild(world, who, guild_id, 0)
    rows = world.channels.within(guild_id).values()
    return [row for row in rows if row.type not in THREADS and sees(world, row, who.id)]


def create(
    world: World, who: Principal, guild_id: int, fields: dict[str, Any], reason: str | None = None
) -> Channel:
    """Make a channel; ``fields`` are those of ``Channel``."""
    demand_in_guild(world, who, guild_id, May.MANAGE_CHANNELS)
    _demand_parent(world, guild_id, fields.get("parent_id"))
    kind = fields.pop("type", 0)
    made = make_channel(world, guild_id, fields.pop("name"), kind=kind, quiet=True)
    channel = world.channels.put(replace(made, **fields))
    note(world, who, guild_id, Deed.CHANNEL_CREATE, channel.id, reason)
    world.tell(ChannelChanged(channel, "made"))
    return channel


def _demand_parent(world: World, guild_id: int, parent_id: int | None) -> None:
    parent = world.channels.get(parent_id or 0)
    if parent_id is not None and (parent is None or parent.guild_id != guild_id or parent.type != CATEGORY):
        raise invalid(("parent_id",), "CHANNEL_PARENT_INVALID", "Category does not exist")


def change(
    world: World, who: Principal, channel_id: int, fields: dict[str, Any], reason: str | None = None
) -> Channel:
    """Change a channel's own fields."""
    channel = seen_channel(world, who, channel_id)
    if channel.guild_id is None:
        raise Refused(50003)
    demand_in_channel(world, who, channel, May.MANAGE_CHANNELS)
    _demand_parent(world, channel.guild_id, fields.get("parent_id"))
    if channel.type != FORUM and len(fields.get("topic") or "") > LONGEST_TOPIC:
        raise invalid(("topic",), "BASE_TYPE_MAX_LENGTH", f"Must be {LONGEST_TOPIC} or fewer in length.")
    changed = world.channels.put(replace(channel, **fields))
    note(world, who, channel.guild_id, Deed.CHANNEL_UPDATE, channel_id, reason)
    world.tell(ChannelChanged(changed, "changed"))
    return changed


def reorder(
    world: World, who: Principal, guild_id: int, places: Sequence[tuple[int, dict[str, Any]]]
) -> None:
    """Put channels at new positions and under other categories."""
    demand_in_guild(world, who, guild_id, May.MANAGE_CHANNELS)
    for channel_id, fields in places:
        channel = world.channels.get(channel_id)
        if channel is None or channel.guild_id != guild_id:
            raise Refused(10003)
        _demand_parent(world, guild_id, fields.get("parent_id"))
        world.tell(ChannelChanged(world.channels.put(replace(channel, **fields)), "changed"))


def delete(world: World, who: Principal, channel_id: int, reason: str | None = None) -> Channel:
    """Delete a channel or thread with all its messages; a direct message is only closed."""
    channel = seen_channel(world, who, channel_id)
    if channel.guild_id is None:
        return channel
    is_thread = channel.type in THREADS
    demand_in_channel(world, who, channel, May.MANAGE_THREADS if is_thread else May.MANAGE_CHANNELS)
    deed = Deed.THREAD_DELETE if is_thread else Deed.CHANNEL_DELETE
    note(world, who, channel.guild_id, deed, channel_id, reason)
    for row in list(world.channels.within(channel.guild_id).values()):
        if row.parent_id == channel_id and row.type in THREADS:
            _drop(world, row)
        elif row.parent_id == channel_id:
            world.tell(ChannelChanged(world.channels.put(replace(row, parent_id=None)), "changed"))
    _drop(world, channel)
    return channel


def _drop(world: World, channel: Channel) -> None:
    assert channel.guild_id is not None
    for state in list(world.voices.within(channel.guild_id).values()):
        if state.channel_id == channel.id:
            world.voices.drop((state.guild_id, state.user_id))
            world.tell(VoiceChanged(state.guild_id, state.user_id, None))
    for message_id in list(world.messages.within(channel.id)):
        world.messages.drop(message_id)
    world.channels.drop(channel.id)
    world.tell(ChannelChanged(channel, "gone"))


def overwrite(
    world: World, who: Principal, channel_id: int, wanted: Overwrite, reason: str | None = None
) -> None:
    """Set what one role or member may do in a channel."""
    channel = seen_channel(world, who, channel_id)
    if channel.guild_id is None or channel.type in THREADS:
        raise Refused(50024)
    demand_in_channel(world, who, channel, May.MANAGE_ROLES)
    others = tuple(row for row in channel.overwrites if row.id != wanted.id)
    changed = world.channels.put(replace(channel, overwrites=(*others, wanted)))
    is_new = len(others) == len(channel.overwrites)
    deed = Deed.OVERWRITE_CREATE if is_new else Deed.OVERWRITE_UPDATE
    note(world, who, channel.guild_id, deed, channel_id, reason, options=_whose(wanted))
    world.tell(ChannelChanged(changed, "changed"))


def forget_overwrite(
    world: World, who: Principal, channel_id: int, overwrite_id: int, reason: str | None = None
) -> None:
    """Remove what is set for one role or member in a channel."""
    channel = seen_channel(world, who, channel_id)
    if channel.guild_id is None:
        raise Refused(50024)
    demand_in_channel(world, who, channel, May.MANAGE_ROLES)
    others = tuple(row for row in channel.overwrites if row.id != overwrite_id)
    if len(others) == len(channel.overwrites):
        return
    (gone,) = (row for row in channel.overwrites if row.id == overwrite_id)
    note(world, who, channel.guild_id, Deed.OVERWRITE_DELETE, channel_id, reason, options=_whose(gone))
    world.tell(ChannelChanged(world.channels.put(replace(channel, overwrites=others)), "changed"))


def _whose(row: Overwrite) -> dict[str, str]:
    return {"id": str(row.id), "type": str(row.kind)}


def open_dm(world: World, who: Principal, other_id: int) -> Channel:
    """Return the direct message channel with another user, a new one if need be."""
    if other_id not in world.users:
        raise Refused(10013)
    if other_id == who.id:
        raise Refused(50033)
    known = world.dm_between(who.id, other_id)
    if known is not None:
        return known
    channel = world.channels.put(Channel(world.new_id(), DM, recipients=(who.id, other_id)))
    world.tell(ChannelChanged(channel, "made"))
    return channel


def dms_of(world: World, user_id: int) -> list[Channel]:
    """Return somebody's direct message channels, the latest spoken in first."""
    rows = [row for row in world.channels.within(0).values() if user_id in row.recipients]
    return sorted(rows, key=lambda row: (world.history(row.id) or [row.id])[-1], reverse=True)
