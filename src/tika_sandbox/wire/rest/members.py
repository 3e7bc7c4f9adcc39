"""Members, bans and roles over REST."""

from typing import Any, Final

from tika_sandbox.payloads.people import ban as ban_payload
from tika_sandbox.payloads.people import member, role
from tika_sandbox.wire.rest.calls import NOTHING, Call, Reply, snowflake, snowflakes
from tika_sandbox.wire.rest.reading import ROLE, Read, id_or_none, moment_or_none, read, truth, words_or_none
from tika_sandbox.world import members, people, roles, voices
from tika_sandbox.world.permissions import May, demand_in_guild, in_guild
from tika_sandbox.world.refused import Form, Refused, invalid
from tika_sandbox.world.shapes.fields import objects, whole


def _role_ids(_form: Form, name: str, value: Any) -> tuple[int, ...]:
    return snowflakes(value, name)


_MEMBER: Final[dict[str, tuple[str, Read]]] = {
    "nick": ("nick", words_or_none(32)),
    "roles": ("roles", _role_ids),
    "communication_disabled_until": ("timeout_until", moment_or_none),
    "mute": ("mute", truth),
    "deaf": ("deaf", truth),
    "channel_id": ("channel_id", id_or_none),
}


def listed(call: Call) -> Reply:
    """Answer a page of members by id."""
    guild_id = call.id("guild_id")
    demand_in_guild(call.world, call.who, guild_id, 0)
    limit, after = call.whole("limit", 1, 1, 1000), call.optional_id("after") or 0
    rows = sorted(call.world.members.within(guild_id).values(), key=lambda row: row.user_id)
    return Reply([member(call.world, row) for row in rows if row.user_id > after][:limit])


def search(call: Call) -> Reply:
    """Answer members whose name begins with a query."""
    guild_id = call.id("guild_id")
    demand_in_guild(call.world, call.who, guild_id, 0)
    query = call.query.get("query")
    if not query:
        raise invalid(("query",), "BASE_TYPE_REQUIRED", "This field is required")
    rows = members.search(call.world, guild_id, query, call.whole("limit", 1, 1, 1000))
    return Reply([member(call.world, row) for row in rows])


def one(call: Call) -> Reply:
    """Answer one member."""
    row = members.found(call.world, call.who, call.id("guild_id"), call.id("user_id"))
    return Reply(member(call.world, row))


def own(call: Call) -> Reply:
    """Answer oneself in a guild."""
    return Reply(member(call.world, members.found(call.world, call.who, call.id("guild_id"), call.who.id)))


def change(call: Call) -> Reply:
    """Change a member."""
    guild_id = call.id("guild_id")
    user_id = call.id("user_id") if "user_id" in call.path else call.who.id
    fields = read(call.fields(), _MEMBER)
    if "channel_id" in fields:
        voices.drag(call.world, call.who, guild_id, user_id, fields.pop("channel_id"), call.reason)
    row = members.change_member(call.world, call.who, guild_id, user_id, members.Patch(**fields), call.reason)
    return Reply(member(call.world, row))


def change_self(call: Call) -> Reply:
    """Change one's own nickname."""
    patch = members.Patch(**read(call.fields(), {"nick": _MEMBER["nick"]}))
    guild_id = call.id("guild_id")
    row = members.change_member(call.world, call.who, guild_id, call.who.id, patch, call.reason)
    return Reply({**member(call.world, row), "permissions": str(in_guild(call.world, guild_id, call.who.id))})


def kick(call: Call) -> Reply:
    """Kick a member."""
    members.kick(call.world, call.who, call.id("guild_id"), call.id("user_id"), call.reason)
    return NOTHING


def join(call: Call) -> Reply:
    """Join a guild as a person: every guild of the sandbox is open."""
    row = people.join(call.world, call.id("guild_id"), call.who.id)
    return Reply(member(call.world, row), 201)


def give_role(call: Call) -> Reply:
    """Give a member a role."""
    members.give_role(
        call.world, call.who, call.id("guild_id"), call.id("user_id"), call.id("role_id"), reason=call.reason
    )
    return NOTHING


def take_role(call: Call) -> Reply:
    """Take a role from a member."""
    members.give_role(
        call.world, call.who, call.id("guild_id"), call.id("user_id"), call.id("role_id"), gone=True,
        reason=call.reason,
    )  # fmt: skip
    return NOTHING


def bans(call: Call) -> Reply:
    """Answer a page of bans."""
    guild_id = call.id("guild_id")
    demand_in_guild(call.world, call.who, guild_id, May.BAN)
    limit, after = call.whole("limit", 1000, 1, 1000), call.optional_id("after") or 0
    rows = sorted(call.world.bans.within(guild_id).values(), key=lambda row: row.user_id)
    return Reply([ban_payload(call.world, row) for row in rows if row.user_id > after][:limit])


def one_ban(call: Call) -> Reply:
    """Answer one ban."""
    guild_id = call.id("guild_id")
    demand_in_guild(call.world, call.who, guild_id, May.BAN)
    row = call.world.bans.get((guild_id, call.id("user_id")))
    if row is None:
        raise Refused(10026)
    return Reply(ban_payload(call.world, row))


def _seconds(call: Call) -> int:
    # discord.py names it in the query, others in the body.
    body = {**call.query, **call.fields()}
    form = Form()
    days = whole(form, ("delete_message_days",), body.get("delete_message_days") or 0, 0, 7)
    said = body.get("delete_message_seconds") or days * 86_400
    seconds = whole(form, ("delete_message_seconds",), said, 0, 604_800)
    form.demand()
    return seconds


def ban(call: Call) -> Reply:
    """Ban a user."""
    members.ban(
        call.world, call.who, call.id("guild_id"), call.id("user_id"),
        delete_s=_seconds(call), reason=call.reason,
    )  # fmt: skip
    return NOTHING


def unban(call: Call) -> Reply:
    """Lift a ban."""
    members.unban(call.world, call.who, call.id("guild_id"), call.id("user_id"), call.reason)
    return NOTHING


def ban_many(call: Call) -> Reply:
    """Ban several users; those who stand too high are left and named."""
    guild_id = call.id("guild_id")
    demand_in_guild(call.world, call.who, guild_id, May.BAN | May.MANAGE_GUILD)
    done: list[str] = []
    failed: list[str] = []
    for number in snowflakes(call.fields().get("user_ids"), "user_ids"):
        try:
            members.ban(call.world, call.who, guild_id, number, delete_s=_seconds(call), reason=call.reason)
        except Refused:
            failed.append(str(number))
        else:
            done.append(str(number))
    if not done:
        raise Refused(500000)
    return Reply({"banned_users": done, "failed_users": failed})


def roles_listed(call: Call) -> Reply:
    """Answer a guild's roles."""
    guild_id = call.id("guild_id")
    demand_in_guild(call.world, call.who, guild_id, 0)
    return Reply([role(row) for row in call.world.roles.within(guild_id).values()])


def one_role(call: Call) -> Reply:
    """Answer one role."""
    guild_id = call.id("guild_id")
    demand_in_guild(call.world, call.who, guild_id, 0)
    row = call.world.roles.within(guild_id).get(call.id("role_id"))
    if row is None:
        raise Refused(10011)
    return Reply(role(row))


def create_role(call: Call) -> Reply:
    """Make a role."""
    fields = read({key: value for key, value in call.fields().items() if value is not None}, ROLE)
    return Reply(role(roles.create(call.world, call.who, call.id("guild_id"), fields, call.reason)))


def change_role(call: Call) -> Reply:
    """Change a role."""
    fields = read({key: value for key, value in call.fields().items() if value is not None}, ROLE)
    row = roles.change(call.world, call.who, call.id("guild_id"), call.id("role_id"), fields, call.reason)
    return Reply(role(row))


def reorder_roles(call: Call) -> Reply:
    """Reorder roles."""
    if not isinstance(call.body, list):
        raise invalid((), "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
    form = Form()
    places = [
        (snowflake(item.get("id"), "id"), whole(form, ("position",), item.get("position") or 0, 0, 250))
        for item in objects(form, (), call.body, most=250)
    ]
    form.demand()
    return Reply([role(row) for row in roles.reorder(call.world, call.who, call.id("guild_id"), places)])


def delete_role(call: Call) -> Reply:
    """Delete a role."""
    roles.delete(call.world, call.who, call.id("guild_id"), call.id("role_id"), call.reason)
    return NOTHING


def role_counts(call: Call) -> Reply:
    """Answer how many members have each role."""
    guild_id = call.id("guild_id")
    demand_in_guild(call.world, call.who, guild_id, 0)
    counts = {str(number): 0 for number in call.world.roles.within(guild_id) if number != guild_id}
    for row in call.world.members.within(guild_id).values():
        for number in row.roles:
            counts[str(number)] += 1
    return Reply(counts)


_BASE: Final = "/guilds/{guild_id}"
_ONE: Final = _BASE + "/members/{user_id}"
_PERSON: Final = frozenset({"person"})
ROUTES: Final[tuple[tuple[Any, ...], ...]] = (
    ("GET", _BASE + "/members", listed),
    ("GET", _BASE + "/members/search", search),
    ("GET", _ONE, one),
    ("PATCH", _BASE + "/members/@me", change_self),
    ("PUT", _BASE + "/members/@me", join, _PERSON),
    ("PATCH", _ONE, change),
    ("DELETE", _ONE, kick),
    ("PUT", _ONE + "/roles/{role_id}", give_role),
    ("DELETE", _ONE + "/roles/{role_id}", take_role),
    ("GET", _BASE + "/bans", bans),
    ("GET", _BASE + "/bans/{user_id}", one_ban),
    ("PUT", _BASE + "/bans/{user_id}", ban),
    ("DELETE", _BASE + "/bans/{user_id}", unban),
    ("POST", _BASE + "/bulk-ban", ban_many),
    ("GET", _BASE + "/roles", roles_listed),
    ("POST", _BASE + "/roles", create_role),
    ("PATCH", _BASE + "/roles", reorder_roles),
    ("GET", _BASE + "/roles/member-counts", role_counts),
    ("GET", _BASE + "/roles/{role_id}", one_role),
    ("PATCH", _BASE + "/roles/{role_id}", change_role),
    ("DELETE", _BASE + "/roles/{role_id}", delete_role),
    (
        "GET",
        "/users/@me/guilds/{guild_id}/member",
        own,
        frozenset({"person", "bearer"}),
        "guilds.members.read",
    ),
)
