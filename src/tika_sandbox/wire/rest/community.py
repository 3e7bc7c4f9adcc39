"""A guild's face to newcomers and its housekeeping: preview, widget, welcome, onboarding, prune, regions."""

from datetime import timedelta
from typing import Any, Final

from tika_sandbox.payloads import places
from tika_sandbox.payloads.messages import message
from tika_sandbox.payloads.people import member
from tika_sandbox.wire.rest.calls import NOTHING, Call, Reply, snowflake, snowflakes
from tika_sandbox.wire.rest.reading import Read, id_or_none, moment_or_none, read, truth, words_or_none
from tika_sandbox.world import members, people, voices
from tika_sandbox.world.belongings import Paper
from tika_sandbox.world.permissions import May, demand_in_guild, sees
from tika_sandbox.world.refused import Form, Refused
from tika_sandbox.world.shapes.fields import each, objects, text, whole

WIDGET, WELCOME, ONBOARDING = "widget", "welcome", "onboarding"


def _paper(call: Call, kind: str, usual: dict[str, Any]) -> dict[str, Any]:
    row = call.world.papers.get((kind, call.id("guild_id"), 0))
    return usual if row is None else {**usual, **row.document}


def _file(call: Call, kind: str, document: dict[str, Any]) -> dict[str, Any]:
    call.world.papers.put(Paper(kind, call.id("guild_id"), 0, document))
    return document


def preview(call: Call) -> Reply:
    """Answer what a guild shows to those who aren't in it."""
    guild_id = call.id("guild_id")
    demand_in_guild(call.world, call.who, guild_id, 0)
    shown = places.guild(call.world, call.world.guilds[guild_id])
    here = call.world.members.within(guild_id).values()
    kept = ("id", "name", "icon", "description", "home_header", "splash", "discovery_splash", "features",
            "emojis", "stickers")  # fmt: skip
    return Reply(
        {
            **{key: shown[key] for key in kept},
            "approximate_member_count": len(here),
            "approximate_presence_count": sum(row.user_id in call.world.presences for row in here),
        }
    )


_WIDGET: Final[dict[str, Any]] = {"enabled": False, "channel_id": None}


def widget(call: Call) -> Reply:
    """Answer a guild's widget settings."""
    demand_in_guild(call.world, call.who, call.id("guild_id"), May.MANAGE_GUILD)
    return Reply(_paper(call, WIDGET, _WIDGET))


def change_widget(call: Call) -> Reply:
    """Change a guild's widget settings."""
    demand_in_guild(call.world, call.who, call.id("guild_id"), May.MANAGE_GUILD)
    table: dict[str, tuple[str, Read]] = {
        "enabled": ("enabled", truth),
        "channel_id": ("channel_id", id_or_none),
    }
    wanted = read(call.fields(), table)
    if wanted.get("channel_id") is not None:
        wanted["channel_id"] = str(wanted["channel_id"])
    return Reply(_file(call, WIDGET, {**_paper(call, WIDGET, _WIDGET), **wanted}))


def widget_json(call: Call) -> Reply:
    """Answer what a guild's widget shows to everybody."""
    guild_id = call.id("guild_id")
    row = call.world.guilds.get(guild_id)
    if row is None:
        raise Refused(10004)
    if not _paper(call, WIDGET, _WIDGET)["enabled"]:
        raise Refused(50004)
    present = [m for m in call.world.members.within(guild_id).values() if m.user_id in call.world.presences]
    everyone = call.world.roles[guild_id].permissions & May.VIEW_CHANNEL
    rooms = [c for c in call.world.channels.within(guild_id).values() if c.type == 2 and everyone]
    return Reply(
        {
            "id": str(guild_id),
            "name": row.name,
            "instant_invite": None,
            "channels": [{"id": str(c.id), "name": c.name, "position": c.position} for c in rooms],
            "members": [],
            "presence_count": len(present),
        }
    )


_WELCOME: Final[dict[str, Any]] = {"description": None, "welcome_channels": []}


def welcome(call: Call) -> Reply:
    """Answer a guild's welcome screen."""
    demand_in_guild(call.world, call.who, call.id("guild_id"), 0)
    if (WELCOME, call.id("guild_id"), 0) not in call.world.papers:
        raise Refused(10069)
    return Reply(_paper(call, WELCOME, _WELCOME))


def change_welcome(call: Call) -> Reply:
    """Change a guild's welcome screen."""
    demand_in_guild(call.world, call.who, call.id("guild_id"), May.MANAGE_GUILD)
    body, form = call.fields(), Form()
    document = _paper(call, WELCOME, _WELCOME)
    document |= read(body, {"description": ("description", words_or_none(140))})
    if body.get("welcome_channels") is not None:
        rows = objects(form, ("welcome_channels",), body["welcome_channels"], most=5)
        document["welcome_channels"] = [
            {
                "channel_id": str(snowflake(item.get("channel_id"), "channel_id")),
                "description": text(form, (*path, "description"), item.get("description"), most=50, least=1),
                "emoji_id": item.get("emoji_id"),
                "emoji_name": item.get("emoji_name"),
            }
            for path, item in each(rows, ("welcome_channels",))
        ]
    form.demand()
    return Reply(_file(call, WELCOME, document))


def _onboarding(call: Call) -> dict[str, Any]:
    usual = {
        "guild_id": str(call.id("guild_id")), "prompts": [], "default_channel_ids": [], "enabled": False,
        "mode": 0,
    }  # fmt: skip
    return _paper(call, ONBOARDING, usual)


def onboarding(call: Call) -> Reply:
    """Answer a guild's onboarding."""
    demand_in_guild(call.world, call.who, call.id("guild_id"), 0)
    return Reply(_onboarding(call))


def change_onboarding(call: Call) -> Reply:
    """Replace a guild's onboarding."""
    demand_in_guild(call.world, call.who, call.id("guild_id"), May.MANAGE_GUILD | May.MANAGE_ROLES)
    body, form = call.fields(), Form()
    document = _onboarding(call)
    if body.get("prompts") is not None:
        rows = objects(form, ("prompts",), body["prompts"], most=15)
        document["prompts"] = [_prompt(call, form, path, item) for path, item in each(rows, ("prompts",))]
    if body.get("default_channel_ids") is not None:
        ids = snowflakes(body["default_channel_ids"], "default_channel_ids")
        document["default_channel_ids"] = [str(number) for number in ids]
    if body.get("enabled") is not None:
        document["enabled"] = bool(body["enabled"])
    if body.get("mode") is not None:
        document["mode"] = whole(form, ("mode",), body["mode"], 0, 1)
    form.demand()
    return Reply(_file(call, ONBOARDING, document))


def _prompt(call: Call, form: Form, path: tuple[str | int, ...], item: dict[str, Any]) -> dict[str, Any]:
    options = objects(form, (*path, "options"), item.get("options"), most=50, least=1)
    return {
        "id": str(item.get("id") or call.world.new_id()),
        "type": item.get("type") or 0,
        "title": text(form, (*path, "title"), item.get("title"), most=100, least=1),
        "single_select": bool(item.get("single_select")),
        "required": bool(item.get("required")),
        "in_onboarding": bool(item.get("in_onboarding")),
        "options": [_option(call, form, inner, one) for inner, one in each(options, (*path, "options"))],
    }


def _option(call: Call, form: Form, path: tuple[str | int, ...], item: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": str(item.get("id") or call.world.new_id()),
        "title": text(form, (*path, "title"), item.get("title"), most=50, least=1),
        "description": item.get("description") or "",
        "emoji": {
            "id": str(item["emoji_id"]) if item.get("emoji_id") else None,
            "name": item.get("emoji_name"),
            "animated": bool(item.get("emoji_animated")),
        },
        "role_ids": [str(number) for number in snowflakes(item.get("role_ids"), "role_ids")],
        "channel_ids": [str(number) for number in snowflakes(item.get("channel_ids"), "channel_ids")],
    }


def vanity(call: Call) -> Reply:
    """Answer a guild's own address: only boosted guilds have one, so none."""
    demand_in_guild(call.world, call.who, call.id("guild_id"), May.MANAGE_GUILD)
    return Reply({"code": None, "uses": 0})


def new_member_welcome(call: Call) -> Reply:
    """Answer what greets new members: nothing is set up here."""
    demand_in_guild(call.world, call.who, call.id("guild_id"), 0)
    return NOTHING


def regions(_call: Call) -> Reply:
    """Answer the voice regions: there is one."""
    name = {"id": "sandbox", "name": "Sandbox"}
    return Reply([{**name, "custom": False, "deprecated": False, "optimal": True}])


def guild_regions(call: Call) -> Reply:
    """Answer a guild's voice regions."""
    demand_in_guild(call.world, call.who, call.id("guild_id"), 0)
    return regions(call)


def integrations(call: Call) -> Reply:
    """Answer a guild's integrations: those of bots are listed by their members and roles only."""
    demand_in_guild(call.world, call.who, call.id("guild_id"), May.MANAGE_GUILD)
    return Reply([])


def _idle(call: Call, days: int, roles: Any) -> list[int]:
    """Return members without a role beyond ``roles`` who wrote nothing and joined nowhere for so long."""
    guild_id = call.id("guild_id")
    demand_in_guild(call.world, call.who, guild_id, May.KICK | May.MANAGE_GUILD)
    listed = [one for one in roles.split(",") if one] if isinstance(roles, str) else roles
    spared = set(snowflakes(listed, "include_roles"))
    since = call.world.now() - timedelta(days=days)
    heard = {
        row.author_id
        for channel_id in call.world.channels.within(guild_id)
        for row in call.world.messages.within(channel_id).values()
        if row.at >= since
    }
    owner = call.world.guilds[guild_id].owner_id
    return [
        row.user_id
        for row in call.world.members.within(guild_id).values()
        if not set(row.roles) - spared and row.joined_at < since
        and row.user_id not in heard and row.user_id not in (owner, call.who.id)
    ]  # fmt: skip


def prune_count(call: Call) -> Reply:
    """Answer how many members a prune would remove."""
    ids = _idle(call, call.whole("days", 7, 1, 30), call.query.get("include_roles"))
    return Reply({"pruned": len(ids)})


def prune(call: Call) -> Reply:
    """Remove members who haven't been around."""
    body = call.fields()
    form = Form()
    days = whole(form, ("days",), 7 if body.get("days") is None else body["days"], 1, 30)
    form.demand()
    ids = _idle(call, days, body.get("include_roles"))
    for user_id in ids:
        members.kick(call.world, call.who, call.id("guild_id"), user_id, call.reason)
    return Reply({"pruned": len(ids) if body.get("compute_prune_count", True) is not False else None})


_VOICE: Final[dict[str, tuple[str, Read]]] = {
    "suppress": ("suppressed", truth),
    "request_to_speak_timestamp": ("asked_to_speak_at", moment_or_none),
    "channel_id": ("channel_id", id_or_none),
}


def change_voice(call: Call) -> Reply:
    """Let somebody speak on a stage, or ask to."""
    fields = read({k: v for k, v in call.fields().items() if k != "suppress" or v is not None}, _VOICE)
    user_id = call.id("user_id") if "user_id" in call.path else call.who.id
    voices.settle(call.world, call.who, call.id("guild_id"), user_id, fields)
    return NOTHING


def voice_status(call: Call) -> Reply:
    """Say what goes on in a voice channel."""
    voices.set_status(call.world, call.who, call.id("channel_id"), call.fields().get("status"))
    return NOTHING


def search(call: Call) -> Reply:
    """Answer the messages of a guild that hold some words, by somebody, somewhere; newest first."""
    guild_id = call.id("guild_id")
    demand_in_guild(call.world, call.who, guild_id, May.READ_HISTORY)
    limit, offset = call.whole("limit", 25, 1, 25), call.whole("offset", 0, 0, 9975)
    words, author = call.query.get("content", "").casefold(), call.optional_id("author_id")
    place = call.optional_id("channel_id")
    found = [
        row
        for channel in call.world.channels.within(guild_id).values()
        if sees(call.world, channel, call.who.id) and place in (None, channel.id)
        for row in call.world.messages.within(channel.id).values()
        if row.only_for is None and words in row.content.casefold() and author in (None, row.author_id)
    ]
    found.sort(key=lambda row: row.id, reverse=True)
    page = [
        [{**message(call.world, row, call.who.id), "hit": True}] for row in found[offset : offset + limit]
    ]
    return Reply({"messages": page, "total_results": len(found), "doing_deep_historical_index": False})


def add_member(call: Call) -> Reply:
    """Add a person who agreed to it by OAuth2 (guilds.join)."""
    body = call.fields()
    guild_id, user_id = call.id("guild_id"), call.id("user_id")
    demand_in_guild(call.world, call.who, guild_id, May.CREATE_INVITE)
    grant = call.world.by_bearer(str(body.get("access_token")))
    if grant is None or grant.id != user_id or grant.application_id != call.who.id:
        raise Refused(50025)
    if "guilds.join" not in grant.scopes:
        raise Refused(50026)
    if (guild_id, user_id) in call.world.members:
        return NOTHING
    roles = snowflakes(body.get("roles"), "roles")
    for number in roles:
        members.demand_role_below(call.world, call.who, guild_id, number)
    row = people.join(call.world, guild_id, user_id, roles=roles)
    return Reply(member(call.world, row), 201)


_GUILD: Final = "/guilds/{guild_id}"
_BOT: Final = frozenset({"bot"})
_ANYBODY: Final = frozenset({"bot", "person", "nobody"})
ROUTES: Final[tuple[tuple[Any, ...], ...]] = (
    ("GET", _GUILD + "/preview", preview),
    ("GET", _GUILD + "/widget", widget),
    ("PATCH", _GUILD + "/widget", change_widget),
    ("GET", _GUILD + "/widget.json", widget_json, _ANYBODY),
    ("GET", _GUILD + "/welcome-screen", welcome),
    ("PATCH", _GUILD + "/welcome-screen", change_welcome),
    ("GET", _GUILD + "/onboarding", onboarding),
    ("PUT", _GUILD + "/onboarding", change_onboarding),
    ("GET", _GUILD + "/vanity-url", vanity),
    ("GET", _GUILD + "/new-member-welcome", new_member_welcome),
    ("GET", "/voice/regions", regions),
    ("GET", _GUILD + "/regions", guild_regions),
    ("GET", _GUILD + "/integrations", integrations),
    ("GET", _GUILD + "/prune", prune_count),
    ("POST", _GUILD + "/prune", prune),
    ("PATCH", _GUILD + "/voice-states/@me", change_voice),
    ("PATCH", _GUILD + "/voice-states/{user_id}", change_voice),
    ("PUT", "/channels/{channel_id}/voice-status", voice_status),
    ("GET", _GUILD + "/messages/search", search),
    ("PUT", _GUILD + "/members/{user_id}", add_member, _BOT),
)
