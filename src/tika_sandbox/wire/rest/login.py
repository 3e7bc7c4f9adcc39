"""What a client asks before anything else: who am I, where's the gateway."""

from dataclasses import replace
from typing import Any, Final

from tika_sandbox.payloads.people import application, own_user, user
from tika_sandbox.wire.gateway.starts import TOTAL, starts_of
from tika_sandbox.wire.rest.calls import Call, Reply
from tika_sandbox.wire.rest.reading import portrait_or_none, read, words
from tika_sandbox.world.journal import UserChanged
from tika_sandbox.world.permissions import in_guild
from tika_sandbox.world.principals import Bearer, Bot
from tika_sandbox.world.refused import Refused


def own(call: Call) -> Reply:
    """Answer who is asking."""
    document = own_user(call.world.users[call.who.id])
    if isinstance(call.who, Bearer) and "email" not in call.who.scopes:
        document = {key: value for key, value in document.items() if key not in ("email", "verified")}
    return Reply(document)


def any_user(call: Call) -> Reply:
    """Answer one user by id."""
    row = call.world.users.get(call.id("user_id"))
    if row is None:
        raise Refused(10013)
    return Reply(user(row))


def own_application(call: Call) -> Reply:
    """Answer the bot's application."""
    if not isinstance(call.who, Bot):
        raise Refused(20002)
    return Reply(application(call.world, call.world.applications[call.who.application_id]))


def gateway(call: Call) -> Reply:
    """Answer where the gateway is."""
    return Reply({"url": call.gateway})


def gateway_for_bots(call: Call) -> Reply:
    """Answer where the gateway is and how fast one may knock."""
    starts = starts_of(call.world, call.who.id)
    limit = {
        "total": TOTAL,
        "remaining": starts.left(),
        "reset_after": int(starts.resets_in(call.world.now()).total_seconds() * 1000),
        "max_concurrency": 1,
    }
    return Reply({"url": call.gateway, "shards": 1, "session_start_limit": limit})


def own_guilds(call: Call) -> Reply:
    """Answer the guilds one is in, with one's permissions."""
    before, after = call.optional_id("before"), call.optional_id("after") or 0
    limit = call.whole("limit", 200, 1, 200)
    ids = sorted(i for i in call.world.guilds_of(call.who.id) if i > after and (before is None or i < before))
    return Reply([_own_guild(call, number) for number in ids[:limit]])


def _own_guild(call: Call, guild_id: int) -> dict[str, Any]:
    row = call.world.guilds[guild_id]
    document: dict[str, Any] = {
        "id": str(row.id),
        "name": row.name,
        "icon": row.icon,
        "banner": None,
        "owner": row.owner_id == call.who.id,
        "permissions": str(in_guild(call.world, guild_id, call.who.id)),
        "features": list(row.features),
    }
    if call.query.get("with_counts", "").lower() in ("1", "true"):
        count = len(call.world.members.within(guild_id))
        document |= {"approximate_member_count": count, "approximate_presence_count": count}
    return document


def change_self(call: Call) -> Reply:
    """Change one's name, or as a person one's display name."""
    body = call.fields()
    row = call.world.users[call.who.id]
    fields = read(body, {"username": ("name", words(32, 2)), "avatar": ("avatar", portrait_or_none)})
    row = replace(row, **{key: value for key, value in fields.items() if key == "avatar" or value})
    if "global_name" in body:
        row = replace(row, shown=body["global_name"] or None)
    call.world.users.put(row)
    call.world.tell(UserChanged(row.id))
    return Reply(own_user(row))


_BOT: Final = frozenset({"bot"})
_ANYBODY: Final = frozenset({"bot", "person", "bearer", "nobody"})
ROUTES: Final[tuple[tuple[Any, ...], ...]] = (
    ("PATCH", "/users/@me", change_self),
    ("GET", "/users/@me/guilds", own_guilds, frozenset({"bot", "person", "bearer"}), "guilds"),
    ("GET", "/users/@me", own, frozenset({"bot", "person", "bearer"}), "identify"),
    ("GET", "/users/{user_id}", any_user),
    ("GET", "/oauth2/applications/@me", own_application, _BOT),
    ("GET", "/applications/@me", own_application, _BOT),
    ("GET", "/gateway", gateway, _ANYBODY),
    ("GET", "/gateway/bot", gateway_for_bots, _BOT),
)
