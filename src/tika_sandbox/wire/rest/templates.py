"""Templates of guilds over REST."""

from dataclasses import replace
from typing import Any, Final

from tika_sandbox.payloads.belongings import template
from tika_sandbox.payloads.places import channel, guild
from tika_sandbox.wire.rest.calls import Call, Reply
from tika_sandbox.wire.rest.reading import Read, needed, read, words, words_or_none
from tika_sandbox.world import keepsakes
from tika_sandbox.world.belongings import Template
from tika_sandbox.world.entities import CATEGORY, FORUM, TEXT, VOICE, Channel, Role
from tika_sandbox.world.permissions import May, demand_in_guild
from tika_sandbox.world.refused import Refused
from tika_sandbox.world.state import World

_FIELDS: Final[dict[str, tuple[str, Read]]] = {
    "name": ("name", words(100, 1)),
    "description": ("description", words_or_none(120)),
}
_KINDS: Final = frozenset({TEXT, VOICE, CATEGORY, FORUM})
"""The channels that a template can hold."""
_GUILD: Final = (
    "name", "description", "region", "verification_level", "default_message_notifications",
    "explicit_content_filter", "preferred_locale", "afk_timeout", "system_channel_flags",
)  # fmt: skip


def snapshot(world: World, guild_id: int) -> dict[str, Any]:
    """Return a guild's shape; roles and channels get small numbers in place of their ids."""
    shown = guild(world, world.guilds[guild_id])
    rows = [row for row in world.channels.within(guild_id).values() if row.type in _KINDS]
    places = {row.id: number for number, row in enumerate(rows, start=1)}
    roles = sorted(world.roles.within(guild_id).values(), key=lambda row: (row.position, row.id))
    ranks = {row.id: number for number, row in enumerate(roles)}
    return {
        **{key: shown[key] for key in _GUILD},
        "afk_channel_id": None,
        "system_channel_id": str(places[int(shown["system_channel_id"])])
        if shown["system_channel_id"] and int(shown["system_channel_id"]) in places
        else None,
        "roles": [_role(row, ranks[row.id]) for row in roles if row.bot_id is None],
        "channels": [_channel(world, row, places, ranks) for row in rows],
    }


def _role(row: Role, number: int) -> dict[str, Any]:
    return {
        "id": number,
        "name": row.name,
        "permissions": str(row.permissions),
        "color": row.color,
        "colors": {"primary_color": row.color, "secondary_color": None, "tertiary_color": None},
        "hoist": row.hoist,
        "mentionable": row.mentionable,
        "icon": None,
        "unicode_emoji": None,
    }


def _channel(world: World, row: Channel, places: dict[int, int], ranks: dict[int, int]) -> dict[str, Any]:
    shown = channel(world, row)
    forum = ("default_reaction_emoji", "default_sort_order", "default_forum_layout")
    return {
        "id": places[row.id],
        "type": row.type,
        "name": row.name,
        "position": row.position,
        "topic": row.topic,
        "bitrate": row.bitrate,
        "user_limit": row.user_limit,
        "nsfw": row.nsfw,
        "rate_limit_per_user": row.slowmode_s,
        "parent_id": str(places[row.parent_id]) if row.parent_id in places else None,
        "default_auto_archive_duration": shown.get("default_auto_archive_duration"),
        "default_thread_rate_limit_per_user": shown.get("default_thread_rate_limit_per_user"),
        "permission_overwrites": [
            {**one, "id": str(ranks[int(one["id"])])}
            for one in shown["permission_overwrites"]
            if int(one["id"]) in ranks
        ],
        "available_tags": None,
        **{key: shown.get(key) for key in forum},
        "default_tag_setting": None,
        "template": "",
        "theme_color": None,
    }


def listed(call: Call) -> Reply:
    """Answer a guild's templates."""
    guild_id = call.id("guild_id")
    demand_in_guild(call.world, call.who, guild_id, May.MANAGE_GUILD)
    return Reply([_shown(call.world, row) for row in call.world.templates.within(guild_id).values()])


def _shown(world: World, row: Template) -> dict[str, Any]:
    stale = row.snapshot != snapshot(world, row.guild_id)
    return template(world, row, dirty=stale or None)


def by_code(call: Call) -> Reply:
    """Answer a template by its code."""
    row = call.world.templates.get(call.path["code"])
    if row is None:
        raise Refused(10057)
    return Reply(_shown(call.world, row))


def create(call: Call) -> Reply:
    """Make a template of a guild; each has one at most."""
    guild_id = call.id("guild_id")
    demand_in_guild(call.world, call.who, guild_id, May.MANAGE_GUILD)
    if call.world.templates.within(guild_id):
        raise Refused(30031)
    needed(call.fields(), "name")
    fields = read(call.fields(), _FIELDS)
    now = call.world.now()
    row = Template(
        keepsakes.new_code(12), guild_id, call.who.id, made_at=now, changed_at=now,
        snapshot=snapshot(call.world, guild_id), **fields,
    )  # fmt: skip
    return Reply(_shown(call.world, call.world.templates.put(row)))


def _mine(call: Call) -> Template:
    guild_id = call.id("guild_id")
    demand_in_guild(call.world, call.who, guild_id, May.MANAGE_GUILD)
    row = call.world.templates.get(call.path["code"])
    if row is None or row.guild_id != guild_id:
        raise Refused(10057)
    return row


def sync(call: Call) -> Reply:
    """Let a template follow its guild."""
    row = _mine(call)
    fresh = replace(row, snapshot=snapshot(call.world, row.guild_id), changed_at=call.world.now())
    return Reply(_shown(call.world, call.world.templates.put(fresh)))


def change(call: Call) -> Reply:
    """Rename or describe a template."""
    row = replace(_mine(call), **read(call.fields(), _FIELDS))
    return Reply(_shown(call.world, call.world.templates.put(row)))


def delete(call: Call) -> Reply:
    """Delete a template."""
    row = _mine(call)
    call.world.templates.drop(row.code)
    return Reply(_shown(call.world, row))


_ALL: Final = "/guilds/{guild_id}/templates"
_ONE: Final = _ALL + "/{code}"
ROUTES: Final[tuple[tuple[Any, ...], ...]] = (
    ("GET", "/guilds/templates/{code}", by_code, frozenset({"bot", "person", "nobody"})),
    ("GET", _ALL, listed),
    ("POST", _ALL, create),
    ("PUT", _ONE, sync),
    ("PATCH", _ONE, change),
    ("DELETE", _ONE, delete),
)
