"""Scheduled events and live stages."""

from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from tika_sandbox.world import keepsakes
from tika_sandbox.world.audit import Deed
from tika_sandbox.world.belongings import ScheduledEvent, Stage
from tika_sandbox.world.entities import STAGE, VOICE
from tika_sandbox.world.permissions import May, demand_in_channel, demand_in_guild, in_guild, seen_channel
from tika_sandbox.world.principals import Principal
from tika_sandbox.world.refused import Form, Refused
from tika_sandbox.world.state import World

ON_STAGE, IN_VOICE, ELSEWHERE = 1, 2, 3
PLANNED, LIVE, OVER, CANCELLED = 1, 2, 3, 4
_NEXT: Final = {PLANNED: (PLANNED, LIVE, CANCELLED), LIVE: (LIVE, OVER), OVER: (), CANCELLED: ()}


def listed(world: World, who: Principal, guild_id: int) -> list[ScheduledEvent]:
    """Return a guild's planned and running events."""
    demand_in_guild(world, who, guild_id, 0)
    return [row for row in world.events.within(guild_id).values() if row.status in (PLANNED, LIVE)]


def one(world: World, who: Principal, guild_id: int, event_id: int) -> ScheduledEvent:
    """Return one scheduled event."""
    demand_in_guild(world, who, guild_id, 0)
    row = world.events.within(guild_id).get(event_id)
    if row is None:
        raise Refused(10070)
    return row


def create(
    world: World, who: Principal, guild_id: int, fields: dict[str, Any], reason: str | None
) -> ScheduledEvent:
    """Plan an event."""
    _demand_planner(world, who, guild_id)
    row = ScheduledEvent(world.new_id(), guild_id, who.id, **fields, users=(who.id,))
    _check(world, row, since=world.now())
    world.events.put(row)
    keepsakes.tell(world, who, row, "made", Deed.EVENT_CREATE, reason)
    return row


def _demand_planner(world: World, who: Principal, guild_id: int) -> None:
    demand_in_guild(world, who, guild_id, 0)
    if not in_guild(world, guild_id, who.id) & (May.CREATE_EVENTS | May.MANAGE_EVENTS):
        raise Refused(50013)


def _check(world: World, row: ScheduledEvent, *, since: datetime | None) -> None:
    form = Form()
    if since is not None and row.starts_at <= since:
        form.wrong(
            ("scheduled_start_time",), "GUILD_SCHEDULED_EVENT_SCHEDULE_PAST",
            "Cannot schedule event in the past.",
        )  # fmt: skip
    if row.ends_at is not None and row.ends_at <= row.starts_at:
        form.wrong(("scheduled_end_time",), "BASE_TYPE_BAD", "The end must be after the start.")
    if row.kind == ELSEWHERE:
        if row.ends_at is None:
            form.wrong(("scheduled_end_time",), "BASE_TYPE_REQUIRED", "This field is required")
        if not row.location:
            form.wrong(("entity_metadata", "location"), "BASE_TYPE_REQUIRED", "This field is required")
    else:
        place = world.channels.within(row.guild_id).get(row.channel_id or 0)
        if place is None or place.type != (STAGE if row.kind == ON_STAGE else VOICE):
            form.wrong(("channel_id",), "BASE_TYPE_REQUIRED", "A channel of that kind is required")
    form.demand()


def change(
    world: World, who: Principal, guild_id: int, event_id: int, fields: dict[str, Any], reason: str | None
) -> ScheduledEvent:
    """Change an event, begin it, end it or call it off."""
    before = one(world, who, guild_id, event_id)
    _demand_owner(world, who, before)
    after = replace(before, **fields)
    if after.status not in _NEXT[before.status]:
        raise Refused(180000)
    moved = after.starts_at != before.starts_at
    _check(world, after, since=world.now() if moved else None)
    world.events.put(after)
    keepsakes.tell(world, who, after, "changed", Deed.EVENT_UPDATE, reason)
    return after


def _demand_owner(world: World, who: Principal, row: ScheduledEvent) -> None:
    own = May.CREATE_EVENTS if row.creator_id == who.id else 0
    if not in_guild(world, row.guild_id, who.id) & (May.MANAGE_EVENTS | own):
        raise Refused(50013)


def delete(world: World, who: Principal, guild_id: int, event_id: int, reason: str | None) -> None:
    """Drop an event."""
    row = one(world, who, guild_id, event_id)
    _demand_owner(world, who, row)
    world.events.drop(event_id)
    keepsakes.tell(world, who, row, "gone", Deed.EVENT_DELETE, reason)


_MODERATOR: Final = May.MANAGE_CHANNELS | May.MUTE_MEMBERS | May.MOVE_MEMBERS


def open_stage(
    world: World, who: Principal, channel_id: int, topic: str, event_id: int | None, reason: str | None
) -> Stage:
    """Go live on a stage channel."""
    channel = seen_channel(world, who, channel_id)
    if channel.type != STAGE:
        raise Refused(50024)
    demand_in_channel(world, who, channel, _MODERATOR)
    if channel_id in world.stages:
        raise Refused(150006)
    row = world.stages.put(Stage(channel_id, world.new_id(), channel.guild_id or 0, topic, event_id))
    keepsakes.tell(world, who, row, "made", Deed.STAGE_CREATE, reason)
    return row


def stage(world: World, who: Principal, channel_id: int, needed: int = 0) -> Stage:
    """Return a channel's live stage for somebody with the ``needed`` bits there."""
    channel = seen_channel(world, who, channel_id)
    demand_in_channel(world, who, channel, needed)
    row = world.stages.get(channel_id)
    if row is None:
        raise Refused(10067)
    return row


def retitle_stage(world: World, who: Principal, channel_id: int, topic: str, reason: str | None) -> Stage:
    """Change what a live stage is about."""
    row = world.stages.put(replace(stage(world, who, channel_id, _MODERATOR), topic=topic))
    keepsakes.tell(world, who, row, "changed", Deed.STAGE_UPDATE, reason)
    return row


def close_stage(world: World, who: Principal, channel_id: int, reason: str | None) -> None:
    """End a live stage."""
    row = stage(world, who, channel_id, _MODERATOR)
    world.stages.drop(channel_id)
    keepsakes.tell(world, who, row, "gone", Deed.STAGE_DELETE, reason)
