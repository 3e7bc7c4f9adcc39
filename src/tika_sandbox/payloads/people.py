"""Users, members, roles."""

from datetime import datetime
from typing import Any

from tika_sandbox.world.entities import Application, AuditEntry, Ban, Member, Role, User
from tika_sandbox.world.state import World


def moment(at: datetime | None) -> str | None:
    """Return a moment the way Discord writes it: ISO 8601 in UTC with microseconds."""
    return None if at is None else at.isoformat(timespec="microseconds")


def user(row: User) -> dict[str, Any]:
    """Return a user object."""
    document: dict[str, Any] = {
        "id": str(row.id),
        "username": row.name,
        "discriminator": "0",
        "global_name": row.shown,
        "avatar": row.avatar,
        "public_flags": 0,
        "flags": 0,
        "banner": None,
        "accent_color": None,
        "avatar_decoration_data": None,
        "collectibles": None,
        "primary_guild": None,
    }
    if row.bot:
        document["bot"] = True
    return document


def own_user(row: User) -> dict[str, Any]:
    """Return a user object as its owner sees it."""
    return {
        **user(row), "mfa_enabled": False, "locale": row.locale, "premium_type": 0,
        "email": None if row.bot else f"{row.name}@example.invalid", "verified": True,
    }  # fmt: skip


def member_without_user(row: Member) -> dict[str, Any]:
    """Return a member object without its user, as messages and interactions carry it."""
    return {
        "nick": row.nick,
        "avatar": None,
        "banner": None,
        "roles": [str(role) for role in row.roles],
        "joined_at": moment(row.joined_at),
        "premium_since": None,
        "deaf": row.deaf,
        "mute": row.mute,
        "flags": 0,
        "pending": False,
        "communication_disabled_until": moment(row.timeout_until),
    }


def member(world: World, row: Member) -> dict[str, Any]:
    """Return a whole member object."""
    return {"user": user(world.users[row.user_id]), **member_without_user(row)}


def role(row: Role) -> dict[str, Any]:
    """Return a role object."""
    document: dict[str, Any] = {
        "id": str(row.id),
        "name": row.name,
        "color": row.color,
        "colors": {"primary_color": row.color, "secondary_color": None, "tertiary_color": None},
        "hoist": row.hoist,
        "icon": None,
        "unicode_emoji": None,
        "position": row.position,
        "permissions": str(row.permissions),
        "managed": row.bot_id is not None,
        "mentionable": row.mentionable,
        "flags": 0,
    }
    if row.bot_id is not None:
        document["tags"] = {"bot_id": str(row.bot_id)}
    return document


def ban(world: World, row: Ban) -> dict[str, Any]:
    """Return a ban object."""
    return {"reason": row.reason, "user": user(world.users[row.user_id])}


def audit_entry(row: AuditEntry) -> dict[str, Any]:
    """Return an audit log entry."""
    document: dict[str, Any] = {
        "id": str(row.id),
        "action_type": row.action,
        "user_id": str(row.user_id),
        "target_id": str(row.target_id) if row.target_id else None,
    }
    if row.changes:
        document["changes"] = list(row.changes)
    if row.options:
        document["options"] = row.options
    if row.reason:
        document["reason"] = row.reason
    return document


def application(world: World, row: Application) -> dict[str, Any]:
    """Return an application object as its developers see it."""
    document: dict[str, Any] = {
        "id": str(row.id),
        "name": row.name,
        "icon": None,
        "description": row.description,
        "type": None,
        "bot": user(world.users[row.id]),
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": f"{row.id:064x}",
        "flags": _granted(row),
        "flags_new": str(_granted(row)),
        "eligible_oauth2_scopes": [],
        "owner": user(world.users[row.owner_id]),
        "team": None,
        "tags": [],
        "redirect_uris": list(row.redirect_uris),
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "event_webhooks_url": None,
        "event_webhooks_status": 1,
        "event_webhooks_types": [],
        "explicit_content_filter": 0,
        "approximate_guild_count": len(world.guilds_of(row.id)),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "integration_types_config": {"0": {}},
        "max_participants": None,
    }
    return document | {key: value for key, value in (row.details or {}).items() if value is not None}


def _granted(row: Application) -> int:
    """Return the flags that say which privileged intents were switched on: presences, members, content."""
    switches = {8: 12, 1: 14, 15: 18}
    return sum(1 << flag for intent, flag in switches.items() if row.intents & (1 << intent))


def shown_application(world: World, row: Application) -> dict[str, Any]:
    """Return an application object as everybody may see it."""
    kept = ("id", "name", "icon", "description", "type", "bot", "bot_public", "bot_require_code_grant",
            "verify_key", "flags", "flags_new")  # fmt: skip
    document = application(world, row)
    return {key: document[key] for key in kept}
