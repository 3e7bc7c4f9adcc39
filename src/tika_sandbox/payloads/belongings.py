"""Webhooks, invites, emojis and whatever else guilds and applications own."""

from datetime import timedelta
from typing import Any

from tika_sandbox.payloads.people import moment, user
from tika_sandbox.world.belongings import (
    AutoRule,
    CustomEmoji,
    Invite,
    ScheduledEvent,
    Sound,
    Stage,
    Sticker,
    Template,
    Webhook,
)
from tika_sandbox.world.entities import Guild
from tika_sandbox.world.state import World


def _optional(number: int | None) -> str | None:
    return str(number) if number else None


def webhook(world: World, row: Webhook, *, with_user: bool = True) -> dict[str, Any]:
    """Return a webhook; asked by its token, it doesn't say who made it."""
    document: dict[str, Any] = {
        "id": str(row.id),
        "type": row.type,
        "guild_id": str(row.guild_id),
        "channel_id": str(row.channel_id),
        "name": row.name,
        "avatar": row.avatar,
        "application_id": _optional(row.application_id),
    }
    if with_user and row.user_id in world.users:
        document["user"] = user(world.users[row.user_id])
    if row.type == 1:
        document |= {"token": row.token, "url": f"https://discord.com/api/webhooks/{row.id}/{row.token}"}
    source = world.channels.get(row.source_channel_id or 0)
    if source is not None:
        guild = world.guilds[source.guild_id or 0]
        document["source_guild"] = {"id": str(guild.id), "name": guild.name, "icon": guild.icon}
        document["source_channel"] = {"id": str(source.id), "name": source.name}
    return document


def invite_guild(row: Guild) -> dict[str, Any]:
    """Return what an invite shows of its guild."""
    return {
        "id": str(row.id),
        "name": row.name,
        "splash": None,
        "banner": None,
        "description": row.description,
        "icon": row.icon,
        "features": list(row.features),
        "verification_level": row.verification_level,
        "vanity_url_code": None,
        "nsfw_level": 0,
        "nsfw": False,
        "premium_subscription_count": 0,
    }


def invite(world: World, row: Invite, *, counted: bool = False, whole: bool = False) -> dict[str, Any]:
    """Return an invite; ``whole`` adds what only those who manage the channel may know."""
    place = world.channels[row.channel_id]
    ends = moment(row.made_at + timedelta(seconds=row.max_age_s)) if row.max_age_s else None
    document: dict[str, Any] = {
        "type": 0,
        "code": row.code,
        "inviter": user(world.users[row.inviter_id]),
        "expires_at": ends,
        "guild": invite_guild(world.guilds[row.guild_id]),
        "guild_id": str(row.guild_id),
        "channel": {"id": str(place.id), "type": place.type, "name": place.name},
    }
    if whole:
        document |= {
            "uses": row.uses, "max_uses": row.max_uses, "max_age": row.max_age_s,
            "temporary": row.temporary, "created_at": moment(row.made_at),
        }  # fmt: skip
    if counted:
        members = world.members.within(row.guild_id)
        document["approximate_member_count"] = len(members)
        document["approximate_presence_count"] = sum(m.user_id in world.presences for m in members.values())
    return document


def custom_emoji(world: World, row: CustomEmoji, *, with_user: bool = True) -> dict[str, Any]:
    """Return a custom emoji."""
    document: dict[str, Any] = {
        "id": str(row.id),
        "name": row.name,
        "roles": [str(number) for number in row.roles],
        "require_colons": True,
        "managed": False,
        "animated": row.animated,
        "available": True,
    }
    if with_user and row.user_id in world.users:
        document["user"] = user(world.users[row.user_id])
    return document


def emojis(world: World, owner_id: int) -> list[dict[str, Any]]:
    """Return the emojis of a guild or application."""
    return [custom_emoji(world, row) for row in world.emojis.within(owner_id).values()]


def sticker(world: World, row: Sticker) -> dict[str, Any]:
    """Return a guild's sticker."""
    document: dict[str, Any] = {
        "id": str(row.id),
        "name": row.name,
        "tags": row.tags,
        "type": 2,
        "format_type": row.format,
        "description": row.description,
        "available": True,
        "guild_id": str(row.guild_id),
    }
    if row.user_id in world.users:
        document["user"] = user(world.users[row.user_id])
    return document


def stickers(world: World, guild_id: int) -> list[dict[str, Any]]:
    """Return a guild's stickers."""
    return [sticker(world, row) for row in world.stickers.within(guild_id).values()]


def sound(world: World, row: Sound) -> dict[str, Any]:
    """Return a guild's soundboard sound."""
    document: dict[str, Any] = {
        "sound_id": str(row.id),
        "name": row.name,
        "volume": row.volume,
        "emoji_id": _optional(row.emoji_id),
        "emoji_name": row.emoji_name,
        "guild_id": str(row.guild_id),
        "available": True,
    }
    if row.user_id in world.users:
        document["user"] = user(world.users[row.user_id])
    return document


def scheduled_event(world: World, row: ScheduledEvent, *, counted: bool = False) -> dict[str, Any]:
    """Return a scheduled event."""
    document: dict[str, Any] = {
        "id": str(row.id),
        "guild_id": str(row.guild_id),
        "name": row.name,
        "description": row.description,
        "channel_id": _optional(row.channel_id),
        "creator_id": str(row.creator_id),
        "image": None,
        "scheduled_start_time": moment(row.starts_at),
        "scheduled_end_time": moment(row.ends_at),
        "status": row.status,
        "entity_type": row.kind,
        "entity_id": None,
        "recurrence_rule": row.recurrence,
        "privacy_level": 2,
        "guild_scheduled_event_exceptions": [],
        "entity_metadata": {"location": row.location} if row.location else None,
    }
    if row.creator_id in world.users:
        document["creator"] = user(world.users[row.creator_id])
    if counted:
        document["user_count"] = len(row.users)
    return document


def stage(row: Stage) -> dict[str, Any]:
    """Return a live stage."""
    return {
        "id": str(row.id),
        "guild_id": str(row.guild_id),
        "channel_id": str(row.channel_id),
        "topic": row.topic,
        "privacy_level": 2,
        "discoverable_disabled": True,
        "guild_scheduled_event_id": _optional(row.event_id),
    }


def rule(row: AutoRule) -> dict[str, Any]:
    """Return a rule of automatic moderation."""
    return {
        "id": str(row.id),
        "guild_id": str(row.guild_id),
        "creator_id": str(row.creator_id),
        **row.document,
    }


def template(world: World, row: Template, *, dirty: bool | None = None) -> dict[str, Any]:
    """Return a guild's template."""
    return {
        "code": row.code,
        "name": row.name,
        "description": row.description,
        "usage_count": 0,
        "creator_id": str(row.creator_id),
        "creator": user(world.users[row.creator_id]),
        "created_at": moment(row.made_at),
        "updated_at": moment(row.changed_at),
        "source_guild_id": str(row.guild_id),
        "serialized_source_guild": row.snapshot,
        "is_dirty": dirty,
    }
