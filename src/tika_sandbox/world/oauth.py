"""OAuth2: a person lets an application act for them, within scopes, until the tokens expire.

The application sends the person to an authorize page; consent makes a *code* that works once, within a
minute, for the same redirect address and, with PKCE, for whoever knows the secret behind the challenge. The
code is exchanged for a *grant*: an access token for a week and a refresh token for the next pair.
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

from tika_sandbox.world.audit import Deed, note
from tika_sandbox.world.belongings import Code, Grant
from tika_sandbox.world.entities import Application
from tika_sandbox.world.people import join, make_role
from tika_sandbox.world.permissions import May, demand_in_guild
from tika_sandbox.world.principals import Person
from tika_sandbox.world.state import World

CODE_LASTS: Final = timedelta(minutes=1)
GRANT_LASTS: Final = timedelta(days=7)
SCOPES: Final = {
    "identify": "Know your username and avatar",
    "email": "Read your email address",
    "guilds": "Know what servers you're in",
    "guilds.join": "Join servers for you",
    "guilds.members.read": "Read your member info (nickname, roles) in your servers",
    "connections": "Access your third-party connections",
    "role_connections.write": "Update your connection and metadata for the application",
    "applications.commands": "Create commands in a server",
    "applications.commands.permissions.update": "Manage permissions for its commands",
    "openid": "Confirm who you are",
    "bot": "Come into a server as a bot",
}
"""What can be asked for, in the words of the authorize page."""
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})


class Declined(Exception):
    """An OAuth2 request that can't be granted; ``error`` is the standard's word for why."""

    def __init__(self, error: str, description: str, *, status: int = 400) -> None:
        super().__init__(description)
        self.error = error
        self.description = description
        self.status = status


@dataclass(frozen=True, slots=True)
class Wish:
    """What an application asks a person for. ``guild_id`` and ``permissions`` are for its bot."""

    application_id: int
    redirect_uri: str
    scopes: tuple[str, ...]
    challenge: str | None = None
    guild_id: int | None = None
    permissions: int = 0


def demand_redirect(application: Application, uri: str) -> None:
    """Return if the application may send people back to ``uri``.

    It must be registered word by word. An application that registered none may use any address of this
    machine: there it's always somebody's own dashboard under construction.
    """
    if uri in application.redirect_uris:
        return
    parts = urlsplit(uri)
    here = parts.scheme in ("http", "https") and parts.hostname in _LOOPBACK and not parts.fragment
    if application.redirect_uris or not here:
        raise Declined("invalid_request", f"Redirect URI {uri!r} is not supported by client.")


def scopes_in(text: str) -> tuple[str, ...]:
    """Return the scopes that a space-separated text names, each once."""
    scopes = tuple(dict.fromkeys(text.split()))
    unknown = [scope for scope in scopes if scope not in SCOPES]
    if unknown or not scopes:
        raise Declined("invalid_scope", "The requested scope is invalid, unknown, or malformed.")
    return scopes


def authorize(world: World, who: Person, wish: Wish) -> Code:
    """Consent to ``wish`` and return the code that the application exchanges."""
    if "bot" in wish.scopes:
        _bring_in(world, who, wish)
    return world.codes.put(
        Code(
            secrets.token_urlsafe(22), wish.application_id, who.id, wish.scopes, wish.redirect_uri,
            world.now() + CODE_LASTS, wish.challenge,
        )
    )  # fmt: skip


def _bring_in(world: World, who: Person, wish: Wish) -> None:
    """Make the application's bot a member, with a role of its own if it asks for permissions."""
    guild_id, bot_id = wish.guild_id, wish.application_id
    if guild_id is None:
        raise Declined("invalid_request", "A server must be chosen for the bot.")
    demand_in_guild(world, who, guild_id, May.MANAGE_GUILD)
    if (guild_id, bot_id) in world.members:
        return
    name = world.applications[bot_id].name
    role = (
        make_role(world, guild_id, name, permissions=wish.permissions, bot_id=bot_id)
        if wish.permissions
        else None
    )
    join(world, guild_id, bot_id, roles=(role.id,) if role else ())
    note(world, who, guild_id, Deed.BOT_ADD, bot_id)


def known_client(world: World, client_id: str, secret: str) -> Application:
    """Return the application that proves itself with its secret."""
    row = world.applications.get(int(client_id) if client_id.isdigit() else 0)
    if row is None or not hmac.compare_digest(row.secret.encode(), secret.encode()):
        raise Declined("invalid_client", "Invalid client or secret.", status=401)
    return row


def exchange(
    world: World, application: Application, code: str, redirect_uri: str, verifier: str | None
) -> Grant:
    """Return tokens for a code. Whatever the outcome, the code can't be used again."""
    row = world.codes.get(code)
    if row is None or row.application_id != application.id:
        raise Declined("invalid_grant", 'Invalid "code" in request.')
    world.codes.drop(code)
    if row.expires_at <= world.now():
        raise Declined("invalid_grant", 'Invalid "code" in request.')
    if row.redirect_uri != redirect_uri:
        raise Declined("invalid_grant", 'Invalid "redirect_uri" in request.')
    if row.challenge is not None and not _solves(row.challenge, verifier or ""):
        raise Declined("invalid_grant", 'Invalid "code_verifier" in request.')
    return _grant(world, application.id, row.user_id, row.scopes)


def _solves(challenge: str, verifier: str) -> bool:
    digest = hashlib.sha256(verifier.encode()).digest()
    return hmac.compare_digest(base64.urlsafe_b64encode(digest).rstrip(b"="), challenge.encode())


def _grant(
    world: World, application_id: int, user_id: int, scopes: tuple[str, ...], *, lasting: bool = True
) -> Grant:
    refresh = secrets.token_urlsafe(22) if lasting else None
    ends = world.now() + GRANT_LASTS
    return world.grants.put(Grant(secrets.token_urlsafe(22), application_id, user_id, scopes, ends, refresh))


def refreshed(world: World, application: Application, refresh: str) -> Grant:
    """Return the next pair of tokens; the old pair is worthless from then on."""
    row = next((g for g in world.grants if g.refresh is not None and g.refresh == refresh), None)
    if row is None or row.application_id != application.id:
        raise Declined("invalid_grant", 'Invalid "refresh_token" in request.')
    world.grants.drop(row.access)
    return _grant(world, application.id, row.user_id, row.scopes)


def own(world: World, application: Application, scopes: tuple[str, ...]) -> Grant:
    """Return a token for the application's owner, which needs no consent and can't be refreshed."""
    return _grant(world, application.id, application.owner_id, scopes, lasting=False)


def revoke(world: World, application: Application, token: str) -> None:
    """Make a pair of tokens worthless, by either of them; unknown ones are none already."""
    for row in list(world.grants):
        if row.application_id == application.id and token in (row.access, row.refresh):
            world.grants.drop(row.access)
