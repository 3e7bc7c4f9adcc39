"""What a session is told about the world when it comes, and what it says about itself."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final

from tika_sandbox.payloads.people import member, own_user
from tika_sandbox.payloads.places import channel, guild_create, presence
from tika_sandbox.wire.gateway.intents import MEMBERS, PRESENCES
from tika_sandbox.wire.gateway.session import Login, Session
from tika_sandbox.world import voices
from tika_sandbox.world.entities import DM, Member
from tika_sandbox.world.journal import PresenceChanged
from tika_sandbox.world.principals import Bot, Person
from tika_sandbox.world.refused import Refused
from tika_sandbox.world.state import World

CHUNK: Final = 1_000
APPLICATION_FLAGS: Final = (1 << 12) | (1 << 14) | (1 << 18)
"""Presences, members and message content are granted without verification, as to small bots."""


def ready(world: World, session: Session, url: str) -> dict[str, Any]:
    """Return READY: who one is, which guilds will follow, where to resume."""
    login = session.login
    guilds = [number for number in world.guilds_of(login.user_id) if login.hears_guild(number)]
    document: dict[str, Any] = {
        "v": 10,
        "user": own_user(world.users[login.user_id]),
        "guilds": [{"id": str(number), "unavailable": True} for number in guilds],
        "session_id": session.id,
        "session_type": "normal",
        "resume_gateway_url": url,
        "shard": list(login.shard),
        "private_channels": [] if login.is_bot else _private_channels(world, login.user_id),
        "relationships": [],
        "presences": [],
        "user_settings": {},
        "_trace": ["sandbox"],
    }
    if login.is_bot:
        document["application"] = {"id": str(login.user_id), "flags": APPLICATION_FLAGS}
    return document


def _private_channels(world: World, user_id: int) -> list[dict[str, Any]]:
    mine = (row for row in world.channels.within(0).values() if row.type == DM and user_id in row.recipients)
    return [channel(world, row, user_id) for row in mine]


def guild(world: World, login: Login, guild_id: int) -> dict[str, Any]:
    """Return GUILD_CREATE as this session gets it."""
    wants_presences = bool(login.intents & PRESENCES)
    return guild_create(world, world.guilds[guild_id], login.user_id, presences=wants_presences)


def appear(world: World, user_id: int, said: dict[str, Any]) -> None:
    """Show a user the way their client says: ``status`` and ``activities``; online by default."""
    status = said.get("status") or "online"
    shown = {
        "status": "offline" if status == "invisible" else status,
        "activities": [_activity(one) for one in said.get("activities") or () if isinstance(one, dict)],
    }
    if world.presences.get(user_id) != shown:
        world.presences[user_id] = shown
        world.tell(PresenceChanged(user_id))


def _activity(said: dict[str, Any]) -> dict[str, Any]:
    return {"name": "Custom Status", "type": 0, "created_at": 0} | said


def disappear(world: World, user_id: int) -> None:
    """Show a user as offline."""
    if world.presences.pop(user_id, None) is not None:
        world.tell(PresenceChanged(user_id))


def move_voice(world: World, login: Login, d: dict[str, Any]) -> None:
    """Move a user as they ask; what the rules forbid just doesn't happen."""
    who = Bot(login.user_id, login.user_id) if login.is_bot else Person(login.user_id)
    channel_id = d.get("channel_id")
    with suppress(Refused, ValueError, TypeError):
        voices.move(
            world,
            who,
            int(d.get("guild_id") or 0),
            None if channel_id is None else int(channel_id),
            self_mute=bool(d.get("self_mute")),
            self_deaf=bool(d.get("self_deaf")),
        )


def chunks(world: World, login: Login, d: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the answers to a request for members: all, by beginning of their name, or by ids.

    Without the members intent a bot may not list everybody and gets nobody.
    """
    guild_id = int(d.get("guild_id") or 0)
    if (guild_id, login.user_id) not in world.members:
        return
    found, missing = _asked_for(world, guild_id, d)
    if login.is_bot and not login.intents & MEMBERS and "user_ids" not in d and not d.get("query"):
        found = []
    parts = [found[start : start + CHUNK] for start in range(0, len(found), CHUNK)] or [[]]
    for index, part in enumerate(parts):
        chunk: dict[str, Any] = {
            "guild_id": str(guild_id),
            "members": [member(world, row) for row in part],
            "chunk_index": index,
            "chunk_count": len(parts),
            "not_found": missing,
        }
        if d.get("presences") and login.intents & PRESENCES:
            shown = (row.user_id for row in part if row.user_id in world.presences)
            chunk["presences"] = [presence(world, user_id, guild_id) for user_id in shown]
        if d.get("nonce") is not None:
            chunk["nonce"] = d["nonce"]
        yield chunk


def _asked_for(world: World, guild_id: int, d: dict[str, Any]) -> tuple[list[Member], list[str]]:
    """Return the members that ``d`` asks for, and the ids for which there is none."""
    rows = world.members.within(guild_id)
    if "user_ids" in d:
        said = d["user_ids"] if isinstance(d["user_ids"], list) else [d["user_ids"]]
        wanted = [(guild_id, int(one)) for one in said]
        return [rows[key] for key in wanted if key in rows], [
            str(key[1]) for key in wanted if key not in rows
        ]
    query = str(d.get("query") or "").lower()
    found = [row for row in rows.values() if any(name.startswith(query) for name in _names(world, row))]
    limit = int(d.get("limit") or 0)
    return (found[:limit] if limit else found), []


def _names(world: World, row: Member) -> Iterator[str]:
    user = world.users[row.user_id]
    yield from (name.lower() for name in (row.nick, user.shown, user.name) if name)
