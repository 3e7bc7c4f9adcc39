"""Voice as presence only: who sits where."""

import secrets
from dataclasses import replace
from typing import Any

from tika_sandbox.world.audit import Deed, note
from tika_sandbox.world.entities import STAGE, VOCAL, VoiceState
from tika_sandbox.world.journal import VoiceChanged
from tika_sandbox.world.permissions import May, demand_in_channel, demand_in_guild, in_channel, seen_channel
from tika_sandbox.world.principals import Principal
from tika_sandbox.world.refused import Form, Refused
from tika_sandbox.world.shapes.fields import optional_text
from tika_sandbox.world.state import World


def move(  # noqa: PLR0913 - optional facts, each named by the caller
    world: World, who: Principal, guild_id: int, channel_id: int | None, *,
    self_mute: bool = False, self_deaf: bool = False, self_video: bool = False,
) -> None:  # fmt: skip
    """Sit down in a voice channel, change seats or with None leave."""
    if (guild_id, who.id) not in world.members:
        raise Refused(10004)
    if channel_id is None:
        _leave(world, guild_id, who.id)
        return
    channel = world.channels.get(channel_id)
    if channel is None or channel.guild_id != guild_id or channel.type not in VOCAL:
        raise Refused(10003)
    demand_in_channel(world, who, channel, May.CONNECT)
    seats = [v for v in world.voices.within(guild_id).values() if v.channel_id == channel_id]
    full = channel.user_limit and len(seats) >= channel.user_limit
    if full and not in_channel(world, channel, who.id) & May.MOVE_MEMBERS:
        raise Refused(50013)
    known = world.voices.get((guild_id, who.id))
    session = known.session_id if known else secrets.token_hex(16)
    state = VoiceState(
        guild_id,
        who.id,
        channel_id,
        session,
        self_mute=self_mute,
        self_deaf=self_deaf,
        self_video=self_video,
    )
    world.tell(VoiceChanged(guild_id, who.id, world.voices.put(state)))


def drag(
    world: World,
    who: Principal,
    guild_id: int,
    user_id: int,
    channel_id: int | None,
    reason: str | None = None,
) -> None:
    """Move somebody else to another voice channel, or with None out of voice."""
    demand_in_guild(world, who, guild_id, May.MOVE_MEMBERS)
    state = world.voices.get((guild_id, user_id))
    if state is None:
        raise Refused(40032)
    where = {"channel_id": str(channel_id or state.channel_id), "count": "1"}
    note(world, who, guild_id, Deed.MEMBER_MOVE, user_id, reason, options=where)
    if channel_id is None:
        _leave(world, guild_id, user_id)
        return
    channel = world.channels.get(channel_id)
    if channel is None or channel.guild_id != guild_id or channel.type not in VOCAL:
        raise Refused(10003)
    moved = world.voices.put(replace(state, channel_id=channel_id))
    world.tell(VoiceChanged(guild_id, user_id, moved))


def _leave(world: World, guild_id: int, user_id: int) -> None:
    if world.voices.drop((guild_id, user_id)) is not None:
        world.tell(VoiceChanged(guild_id, user_id, None))


def settle(world: World, who: Principal, guild_id: int, user_id: int, fields: dict[str, Any]) -> None:
    """Let somebody on a stage speak or be an audience, or let oneself ask to speak."""
    demand_in_guild(world, who, guild_id, 0)
    state = world.voices.get((guild_id, user_id))
    if state is None:
        raise Refused(10065)
    channel = world.channels[state.channel_id]
    if channel.type != STAGE or fields.pop("channel_id", channel.id) not in (None, channel.id):
        raise Refused(50024)
    is_other = user_id != who.id
    if is_other or fields.get("suppressed") is False:
        demand_in_channel(world, who, channel, May.MUTE_MEMBERS)
    if fields.get("asked_to_speak_at") is not None:
        demand_in_channel(world, who, channel, May.REQUEST_TO_SPEAK)
    world.tell(VoiceChanged(guild_id, user_id, world.voices.put(replace(state, **fields))))


def set_status(world: World, who: Principal, channel_id: int, status: Any) -> None:
    """Say in a few words what goes on in a voice channel."""
    channel = seen_channel(world, who, channel_id)
    if channel.type not in VOCAL:
        raise Refused(50024)
    demand_in_channel(world, who, channel, May.SET_VOICE_STATUS)
    form = Form()
    words = optional_text(form, ("status",), status, most=500)
    form.demand()
    world.channels.put(replace(channel, details={**(channel.details or {}), "status": words}))
