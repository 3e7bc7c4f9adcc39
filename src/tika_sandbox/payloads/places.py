"""Channels, threads and guilds."""

from typing import Any

from tika_sandbox.payloads.belongings import emojis, scheduled_event, sound, stage, stickers
from tika_sandbox.payloads.people import member, moment, role, user
from tika_sandbox.world.entities import DM, FORUM, THREADS, VOCAL, Channel, Guild, VoiceState
from tika_sandbox.world.permissions import sees
from tika_sandbox.world.state import World

LARGE = 250
"""From this many members on a guild's list arrives in chunks only."""


def last_message_id(world: World, channel_id: int) -> str | None:
    """Return the id of the newest message ever posted in a channel, deleted or not."""
    ids = world.history(channel_id)
    return str(ids[-1]) if ids else None


def channel(world: World, row: Channel, viewer_id: int = 0) -> dict[str, Any]:
    """Return a channel object; a direct message leaves out ``viewer_id`` among its recipients."""
    if row.type == DM:
        return {
            "id": str(row.id),
            "type": DM,
            "flags": 0,
            "last_message_id": last_message_id(world, row.id),
            "recipients": [user(world.users[i]) for i in row.recipients if i != viewer_id],
        }
    if row.type in THREADS:
        return thread(world, row, viewer_id)
    document: dict[str, Any] = {
        "id": str(row.id),
        "type": row.type,
        "guild_id": str(row.guild_id),
        "name": row.name,
        "position": row.position,
        "flags": 0,
        "parent_id": str(row.parent_id) if row.parent_id else None,
        "permission_overwrites": [
            {"id": str(o.id), "type": o.kind, "allow": str(o.allow), "deny": str(o.deny)}
            for o in row.overwrites
        ],
        "nsfw": row.nsfw,
    }
    if row.type != 4:
        document |= {
            "topic": row.topic,
            "last_message_id": last_message_id(world, row.id),
            "rate_limit_per_user": row.slowmode_s,
        }
        if row.last_pin_at is not None:
            document["last_pin_timestamp"] = moment(row.last_pin_at)
    if row.type in VOCAL:
        document |= {"bitrate": row.bitrate, "user_limit": row.user_limit, "rtc_region": None}
    if row.type == FORUM:
        document |= {
            "available_tags": [],
            "default_reaction_emoji": None,
            "default_sort_order": None,
            "default_forum_layout": 0,
        }
    return document | {key: value for key, value in (row.details or {}).items() if key != "status"}


def thread(world: World, row: Channel, viewer_id: int = 0) -> dict[str, Any]:
    """Return a thread object, with the viewer's own membership if there is one."""
    state = row.thread
    assert state is not None
    document: dict[str, Any] = {
        "id": str(row.id),
        "type": row.type,
        "guild_id": str(row.guild_id),
        "name": row.name,
        "parent_id": str(row.parent_id),
        "owner_id": str(state.owner_id),
        "flags": 0,
        "last_message_id": last_message_id(world, row.id),
        "rate_limit_per_user": row.slowmode_s,
        "message_count": state.messages,
        "total_message_sent": state.sent,
        "member_count": min(len(state.members), 50),
        "thread_metadata": {
            "archived": state.archived,
            "archive_timestamp": moment(state.archived_at or state.created_at),
            "auto_archive_duration": state.archive_after,
            "locked": state.locked,
            "create_timestamp": moment(state.created_at),
            "invitable": state.invitable,
        },
    }
    if state.tags:
        document["applied_tags"] = [str(number) for number in state.tags]
    if viewer_id in state.members:
        document["member"] = thread_member(row, viewer_id)
    return document


def thread_member(row: Channel, user_id: int) -> dict[str, Any]:
    """Return somebody's membership in a thread."""
    assert row.thread is not None
    return {
        "id": str(row.id), "user_id": str(user_id), "flags": 0,
        "join_timestamp": moment(row.thread.created_at),
    }  # fmt: skip


def voice_state(world: World, row: VoiceState, *, alone: bool = False) -> dict[str, Any]:
    """Return a voice state with its member; ``alone`` leaves out guild and member, as GUILD_CREATE does."""
    found = world.members.get((row.guild_id, row.user_id))
    document: dict[str, Any] = {
        "channel_id": str(row.channel_id) if row.channel_id else None,
        "user_id": str(row.user_id),
        "session_id": row.session_id,
        "deaf": bool(found and found.deaf),
        "mute": bool(found and found.mute),
        "self_deaf": row.self_deaf,
        "self_mute": row.self_mute,
        "self_video": row.self_video,
        "suppress": row.suppressed,
        "request_to_speak_timestamp": moment(row.asked_to_speak_at),
    }
    if alone:
        return document
    document["guild_id"] = str(row.guild_id)
    if found:
        document["member"] = member(world, found)
    return document


def guild(world: World, row: Guild) -> dict[str, Any]:
    """Return a guild object as REST answers it."""
    return {
        "id": str(row.id),
        "name": row.name,
        "icon": row.icon,
        "description": row.description,
        "home_header": None,
        "splash": None,
        "discovery_splash": None,
        "features": list(row.features),
        "banner": None,
        "owner_id": str(row.owner_id),
        "application_id": None,
        "region": "deprecated",
        "afk_channel_id": str(row.afk_channel_id) if row.afk_channel_id else None,
        "afk_timeout": row.afk_timeout,
        "system_channel_id": str(row.system_channel_id) if row.system_channel_id else None,
        "system_channel_flags": 0,
        "widget_enabled": False,
        "widget_channel_id": None,
        "verification_level": row.verification_level,
        "roles": [role(r) for r in world.roles.within(row.id).values()],
        "default_message_notifications": row.notifications,
        "mfa_level": 0,
        "explicit_content_filter": row.content_filter,
        "max_presences": None,
        "max_members": 500000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "vanity_url_code": None,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "preferred_locale": row.locale,
        "rules_channel_id": str(row.rules_channel_id) if row.rules_channel_id else None,
        "safety_alerts_channel_id": None,
        "public_updates_channel_id": None,
        "premium_progress_bar_enabled": False,
        "nsfw": False,
        "nsfw_level": 0,
        "emojis": emojis(world, row.id),
        "stickers": stickers(world, row.id),
        "incidents_data": None,
        **(row.details or {}),
    }


def guild_create(world: World, row: Guild, viewer_id: int, *, presences: bool = False) -> dict[str, Any]:
    """Return GUILD_CREATE for one viewer: only the channels they see.

    ``presences`` says that the session has that intent; then a guild that isn't large comes with every
    member, otherwise with the viewer and those in voice, and the rest is asked for in chunks.
    """
    members = world.members.within(row.id)
    voices = world.voices.within(row.id)
    large = len(members) > LARGE
    if presences and not large:
        shown = list(members.values())
    else:
        near = {viewer_id, *(voice.user_id for voice in voices.values())}
        shown = [members[row.id, i] for i in near if (row.id, i) in members]
    visible = [c for c in world.channels.within(row.id).values() if sees(world, c, viewer_id)]
    me = members.get((row.id, viewer_id))
    return {
        **guild(world, row),
        "joined_at": moment(me.joined_at) if me else None,
        "large": large,
        "unavailable": False,
        "member_count": len(members),
        "members": [member(world, m) for m in shown],
        "channels": [channel(world, c, viewer_id) for c in visible if c.type not in THREADS],
        "threads": [
            thread(world, c, viewer_id) for c in visible if c.thread is not None and not c.thread.archived
        ],
        "voice_states": [voice_state(world, v, alone=True) for v in voices.values()],
        "presences": [presence(world, m.user_id, row.id) for m in shown if m.user_id in world.presences]
        if presences
        else [],
        "stage_instances": [stage(one) for one in world.stages.within(row.id).values()],
        "guild_scheduled_events": [
            scheduled_event(world, one) for one in world.events.within(row.id).values() if one.status < 3
        ],
        "soundboard_sounds": [sound(world, one) for one in world.sounds.within(row.id).values()],
    }


def presence(world: World, user_id: int, guild_id: int) -> dict[str, Any]:
    """Return how present a user is: as their latest session said, else offline."""
    said = world.presences.get(user_id, {})
    status = said.get("status", "offline")
    return {
        "user": {"id": str(user_id)},
        "guild_id": str(guild_id),
        "status": status,
        "activities": said.get("activities", []),
        "client_status": {} if status == "offline" else {"desktop": status},
    }
