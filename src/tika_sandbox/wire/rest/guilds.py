"""Guilds, their channels and their logs over REST."""

from dataclasses import replace
from typing import Any, Final

from tika_sandbox.payloads import people, places
from tika_sandbox.wire.rest.calls import NOTHING, Call, Reply, snowflake
from tika_sandbox.wire.rest.reading import (
    CHANNEL,
    Read,
    details,
    id_or_none,
    needed,
    number,
    one_of,
    portrait_or_none,
    read,
    truth,
    words,
    words_or_none,
)
from tika_sandbox.world import channels, threads
from tika_sandbox.world import people as people_verbs
from tika_sandbox.world.audit import Deed, note
from tika_sandbox.world.journal import GuildChanged
from tika_sandbox.world.permissions import May, demand_in_guild
from tika_sandbox.world.refused import Form, Refused, invalid
from tika_sandbox.world.shapes.fields import objects, text

_GUILD: Final[dict[str, tuple[str, Read]]] = {
    "name": ("name", words(100, 2)),
    "description": ("description", words_or_none(300)),
    "preferred_locale": ("locale", words(10)),
    "verification_level": ("verification_level", number(0, 4)),
    "default_message_notifications": ("notifications", number(0, 1)),
    "explicit_content_filter": ("content_filter", number(0, 2)),
    "system_channel_id": ("system_channel_id", id_or_none),
    "rules_channel_id": ("rules_channel_id", id_or_none),
    "afk_channel_id": ("afk_channel_id", id_or_none),
    "afk_timeout": ("afk_timeout", one_of(300, 60, 900, 1800, 3600)),
    "icon": ("icon", portrait_or_none),
}


def _digits(form: Form, name: str, value: Any) -> str | None:
    number = id_or_none(form, name, value)
    return None if number is None else str(number)


def _features(form: Form, name: str, value: Any) -> list[str]:
    if not isinstance(value, list):
        form.wrong((name,), "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
        return []
    return [text(form, (name,), one, most=100) for one in value]


_DETAILS: Final[dict[str, tuple[str, Read]]] = {
    "public_updates_channel_id": ("public_updates_channel_id", _digits),
    "safety_alerts_channel_id": ("safety_alerts_channel_id", _digits),
    "system_channel_flags": ("system_channel_flags", number(0, 63)),
    "premium_progress_bar_enabled": ("premium_progress_bar_enabled", truth),
    "features": ("features", _features),
}
"""Settings of a guild that are only kept and shown."""


def one(call: Call) -> Reply:
    """Answer a guild."""
    guild_id = call.id("guild_id")
    demand_in_guild(call.world, call.who, guild_id, 0)
    document = places.guild(call.world, call.world.guilds[guild_id])
    if call.query.get("with_counts", "").lower() in ("1", "true"):
        count = len(call.world.members.within(guild_id))
        document |= {"approximate_member_count": count, "approximate_presence_count": count}
    return Reply(document)


def change(call: Call) -> Reply:
    """Change a guild."""
    guild_id = call.id("guild_id")
    demand_in_guild(call.world, call.who, guild_id, May.MANAGE_GUILD)
    body, before = call.fields(), call.world.guilds[guild_id]
    kept = read(body, _DETAILS)
    row = replace(before, **read(body, _GUILD), details={**(before.details or {}), **kept} or None)
    call.world.guilds.put(row)
    note(call.world, call.who, guild_id, Deed.GUILD_UPDATE, guild_id, call.reason)
    call.world.tell(GuildChanged(guild_id))
    return Reply(places.guild(call.world, row))


def listed(call: Call) -> Reply:
    """Answer a guild's channels."""
    rows = channels.visible(call.world, call.who, call.id("guild_id"))
    return Reply([places.channel(call.world, row, call.who.id) for row in rows])


def create_channel(call: Call) -> Reply:
    """Make a channel."""
    needed(call.fields(), "name")
    fields = read(call.fields(), CHANNEL)
    if fields.get("type", 0) not in (0, 2, 4, 5, 13, 15):
        raise invalid(("type",), "BASE_TYPE_CHOICES", "Value must be one of (0, 2, 4, 5, 13, 15).")
    fields["details"] = details(call)
    row = channels.create(call.world, call.who, call.id("guild_id"), fields, call.reason)
    return Reply(places.channel(call.world, row), 201)


def reorder(call: Call) -> Reply:
    """Reorder channels."""
    if not isinstance(call.body, list):
        raise invalid((), "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
    known = {key: CHANNEL[key] for key in ("position", "parent_id")}
    wanted = [
        (snowflake(item.get("id"), "id"), read({k: v for k, v in item.items() if v is not None}, known))
        for item in objects(Form(), (), call.body, most=500)
    ]
    channels.reorder(call.world, call.who, call.id("guild_id"), wanted)
    return NOTHING


def active_threads(call: Call) -> Reply:
    """Answer a guild's open threads."""
    guild_id = call.id("guild_id")
    demand_in_guild(call.world, call.who, guild_id, 0)
    rows = threads.active(call.world, call.who, guild_id)
    mine = [row for row in rows if row.thread and call.who.id in row.thread.members]
    return Reply(
        {
            "threads": [places.thread(call.world, row, call.who.id) for row in rows],
            "members": [places.thread_member(row, call.who.id) for row in mine],
            "has_more": False,
        }
    )


def audit_log(call: Call) -> Reply:
    """Answer the audit log, newest first."""
    guild_id = call.id("guild_id")
    demand_in_guild(call.world, call.who, guild_id, May.VIEW_AUDIT_LOG)
    limit = call.whole("limit", 50, 1, 100)
    wanted = {
        "user_id": call.optional_id("user_id"),
        "target_id": call.optional_id("target_id"),
        "action": call.optional_id("action_type"),
    }
    before, after = call.optional_id("before"), call.optional_id("after")
    rows = [
        row
        for row in reversed(call.world.audit.within(guild_id).values())
        if all(value is None or getattr(row, name) == value for name, value in wanted.items())
        and (before is None or row.id < before)
        and (after is None or row.id > after)
    ][:limit]
    ids = dict.fromkeys(number for row in rows for number in (row.user_id, row.target_id) if number)
    users = [call.world.users[number] for number in ids if number in call.world.users]
    empty = ("integrations", "webhooks", "guild_scheduled_events", "threads", "application_commands",
             "auto_moderation_rules")  # fmt: skip
    return Reply(
        {
            "audit_log_entries": [people.audit_entry(row) for row in rows],
            "users": [people.user(row) for row in users],
            **{key: [] for key in empty},
        }
    )


def voice_state(call: Call) -> Reply:
    """Answer where somebody sits in voice."""
    guild_id = call.id("guild_id")
    demand_in_guild(call.world, call.who, guild_id, 0)
    row = call.world.voices.get((guild_id, call.id("user_id") if "user_id" in call.path else call.who.id))
    if row is None:
        raise Refused(10065)
    return Reply({**places.voice_state(call.world, row), "self_stream": False})


def leave(call: Call) -> Reply:
    """Leave a guild."""
    demand_in_guild(call.world, call.who, call.id("guild_id"), 0)
    people_verbs.leave(call.world, call.id("guild_id"), call.who.id)
    return NOTHING


_BASE: Final = "/guilds/{guild_id}"
ROUTES: Final[tuple[tuple[Any, ...], ...]] = (
    ("GET", _BASE, one),
    ("PATCH", _BASE, change),
    ("GET", _BASE + "/channels", listed),
    ("POST", _BASE + "/channels", create_channel),
    ("PATCH", _BASE + "/channels", reorder),
    ("GET", _BASE + "/threads/active", active_threads),
    ("GET", _BASE + "/audit-logs", audit_log),
    ("GET", _BASE + "/voice-states/@me", voice_state),
    ("GET", _BASE + "/voice-states/{user_id}", voice_state),
    ("DELETE", "/users/@me/guilds/{guild_id}", leave),
)
