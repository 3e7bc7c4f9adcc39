"""An application over REST: itself, its emojis, its linked roles' fields, who may run its commands."""

from dataclasses import replace
from typing import Any, Final

from tika_sandbox.payloads.belongings import custom_emoji
from tika_sandbox.payloads.people import application
from tika_sandbox.wire.rest.calls import NOTHING, Call, Reply, snowflake
from tika_sandbox.wire.rest.expressions import emoji_name, new_emoji
from tika_sandbox.wire.rest.reading import needed, read
from tika_sandbox.world import commands, expressions, keepsakes
from tika_sandbox.world.audit import Deed, note
from tika_sandbox.world.belongings import Paper
from tika_sandbox.world.expressions import EMOJI
from tika_sandbox.world.refused import Form, Refused
from tika_sandbox.world.shapes.fields import each, objects, optional_text, text, whole

LINKED, LINK = "role-metadata", "role-connection"
_SETTINGS: Final = (
    "interactions_endpoint_url", "role_connections_verification_url", "event_webhooks_url",
    "event_webhooks_status", "event_webhooks_types", "tags", "custom_install_url", "install_params",
    "integration_types_config", "explicit_content_filter", "max_participants",
)  # fmt: skip


def _mine(call: Call) -> int:
    """Return the path's application, or the caller's own where the path says @me."""
    number = call.id("application_id") if "application_id" in call.path else call.who.id
    commands.demand_owner(call.world, call.who, number, None)
    return number


def one(call: Call) -> Reply:
    """Answer one's application."""
    return Reply(application(call.world, call.world.applications[_mine(call)]))


def change(call: Call) -> Reply:
    """Change one's application."""
    row = call.world.applications[_mine(call)]
    body, form = call.fields(), Form()
    if "description" in body:
        said = body["description"]
        words = said.get("default") if isinstance(said, dict) else said
        row = replace(row, description=optional_text(form, ("description",), words, most=400) or "")
    if isinstance(body.get("tags"), list) and len(body["tags"]) > 5:
        form.wrong(("tags",), "BASE_TYPE_BAD_LENGTH", "Must be between 0 and 5 in length.")
    form.demand()
    known = {key: body[key] for key in _SETTINGS if key in body}
    row = replace(row, details={**(row.details or {}), **known})
    return Reply(application(call.world, call.world.applications.put(row)))


def emojis(call: Call) -> Reply:
    """Answer an application's emojis."""
    rows = call.world.emojis.within(_mine(call)).values()
    return Reply({"items": [custom_emoji(call.world, row) for row in rows]})


def emoji(call: Call) -> Reply:
    """Answer one of an application's emojis."""
    return Reply(
        custom_emoji(call.world, expressions.one(call.world, EMOJI, _mine(call), call.id("emoji_id")))
    )


def create_emoji(call: Call) -> Reply:
    """Make an emoji of an application."""
    application_id = _mine(call)
    if len(call.world.emojis.within(application_id)) >= expressions.MOST_IN_APPLICATION:
        raise Refused(30008)
    row = call.world.emojis.put(new_emoji(call, application_id))
    return Reply(custom_emoji(call.world, row), 201)


def change_emoji(call: Call) -> Reply:
    """Rename an emoji of an application."""
    row = expressions.one(call.world, EMOJI, _mine(call), call.id("emoji_id"))
    row = replace(row, **read(call.fields(), {"name": ("name", emoji_name)}))
    return Reply(custom_emoji(call.world, call.world.emojis.put(row)))


def delete_emoji(call: Call) -> Reply:
    """Delete an emoji of an application."""
    row = expressions.one(call.world, EMOJI, _mine(call), call.id("emoji_id"))
    call.world.emojis.drop(row.id)
    return NOTHING


def metadata(call: Call) -> Reply:
    """Answer the fields that linked roles can ask for."""
    row = call.world.papers.get((LINKED, _mine(call), 0))
    return Reply(row.document if row else [])


def change_metadata(call: Call) -> Reply:
    """Replace the fields that linked roles can ask for."""
    application_id, form = _mine(call), Form()
    rows = objects(form, (), call.body, most=5)
    document = [
        {
            "type": whole(form, (*path, "type"), item.get("type"), 1, 8),
            "key": text(form, (*path, "key"), item.get("key"), most=50, least=1),
            "name": text(form, (*path, "name"), item.get("name"), most=100, least=1),
            "description": text(form, (*path, "description"), item.get("description"), most=200, least=1),
        }
        for path, item in each(rows, ())
    ]
    form.demand()
    call.world.papers.put(Paper(LINKED, application_id, 0, document))
    return Reply(document)


def connection(call: Call) -> Reply:
    """Answer what an application knows of the person for linked roles."""
    row = call.world.papers.get((LINK, call.id("application_id"), call.who.id))
    return Reply(row.document if row else {"platform_name": "", "platform_username": None, "metadata": {}})


def connect(call: Call) -> Reply:
    """Write what an application knows of the person for linked roles."""
    body, form = call.fields(), Form()
    document = {
        "platform_name": optional_text(form, ("platform_name",), body.get("platform_name"), most=50) or "",
        "platform_username": optional_text(
            form, ("platform_username",), body.get("platform_username"), most=100
        ),
        "metadata": {key: str(value) for key, value in (body.get("metadata") or {}).items()},
    }
    form.demand()
    call.world.papers.put(Paper(LINK, call.id("application_id"), call.who.id, document))
    return Reply(document)


def disconnect(call: Call) -> Reply:
    """Forget what an application knows of the person for linked roles."""
    call.world.papers.drop((LINK, call.id("application_id"), call.who.id))
    return NOTHING


def _guild_command(call: Call) -> tuple[int, int, int]:
    application_id, guild_id = call.id("application_id"), call.id("guild_id")
    commands.demand_owner(call.world, call.who, application_id, guild_id)
    number = call.id("command_id")
    row = call.world.commands.get(number)
    ours = row is not None and row.application_id == application_id and row.guild_id in (None, guild_id)
    if not ours and number != application_id:
        raise Refused(10063)
    return application_id, guild_id, number


def all_permissions(call: Call) -> Reply:
    """Answer who may run a guild's commands, where that was changed."""
    application_id, guild_id = call.id("application_id"), call.id("guild_id")
    commands.demand_owner(call.world, call.who, application_id, guild_id)
    rows = call.world.papers.within(guild_id).values()
    documents = [row.document for row in rows if row.kind == commands.RULES]
    return Reply([one for one in documents if one["application_id"] == str(application_id)])


def command_permissions(call: Call) -> Reply:
    """Answer who may run one command."""
    _, guild_id, number = _guild_command(call)
    row = call.world.papers.get((commands.RULES, guild_id, number))
    if row is None:
        raise Refused(10066)
    return Reply(row.document)


def change_command_permissions(call: Call) -> Reply:
    """Change who may run one command; Discord takes that from people only, by OAuth2."""
    application_id, guild_id, number = call.id("application_id"), call.id("guild_id"), call.id("command_id")
    form = Form()
    rows = objects(form, ("permissions",), needed(call.fields(), "permissions"), most=100)
    document = {
        "id": str(number),
        "application_id": str(application_id),
        "guild_id": str(guild_id),
        "permissions": [
            {
                "id": str(snowflake(item.get("id"), "id")),
                "type": whole(form, (*path, "type"), item.get("type"), 1, 3),
                "permission": bool(item.get("permission")),
            }
            for path, item in each(rows, ("permissions",))
        ],
    }
    form.demand()
    paper = call.world.papers.put(Paper(commands.RULES, guild_id, number, document))
    note(call.world, call.who, guild_id, Deed.COMMAND_PERMISSIONS, number, call.reason)
    keepsakes.tell(call.world, call.who, paper, "changed")
    return Reply(document)


def entitlements(_call: Call) -> Reply:
    """Answer who bought what of an application: nothing is for sale here."""
    return Reply([])


def skus(call: Call) -> Reply:
    """Answer what an application sells: nothing."""
    _mine(call)
    return Reply([])


def subscriptions(_call: Call) -> Reply:
    """Answer who subscribed to something: nobody, since nothing is for sale here."""
    return Reply([])


_BOT: Final = frozenset({"bot"})
_BEARER: Final = frozenset({"bearer"})
_BASE: Final = "/applications/{application_id}"
_COMMANDS: Final = _BASE + "/guilds/{guild_id}/commands"
_CONNECTION: Final = "/users/@me" + _BASE + "/role-connection"
ROUTES: Final[tuple[tuple[Any, ...], ...]] = (
    ("PATCH", "/applications/@me", change, _BOT),
    ("GET", _BASE, one, _BOT),
    ("PATCH", _BASE, change, _BOT),
    ("GET", _BASE + "/emojis", emojis, _BOT),
    ("POST", _BASE + "/emojis", create_emoji, _BOT),
    ("GET", _BASE + "/emojis/{emoji_id}", emoji, _BOT),
    ("PATCH", _BASE + "/emojis/{emoji_id}", change_emoji, _BOT),
    ("DELETE", _BASE + "/emojis/{emoji_id}", delete_emoji, _BOT),
    ("GET", _BASE + "/role-connections/metadata", metadata, _BOT),
    ("PUT", _BASE + "/role-connections/metadata", change_metadata, _BOT),
    ("GET", _BASE + "/entitlements", entitlements, _BOT),
    ("GET", _BASE + "/skus", skus, _BOT),
    ("GET", "/skus/{sku_id}/subscriptions", subscriptions, _BOT),
    ("GET", _COMMANDS + "/permissions", all_permissions, _BOT),
    ("GET", _COMMANDS + "/{command_id}/permissions", command_permissions, _BOT),
    (
        "PUT", _COMMANDS + "/{command_id}/permissions", change_command_permissions, _BEARER,
        "applications.commands.permissions.update",
    ),
    ("GET", _CONNECTION, connection, _BEARER, "role_connections.write"),
    ("PUT", _CONNECTION, connect, _BEARER, "role_connections.write"),
    ("DELETE", _CONNECTION, disconnect, _BEARER, "role_connections.write"),
    ("GET", "/users/@me" + _BASE + "/entitlements", entitlements, _BEARER),
)  # fmt: skip
