"""The token exchange, revocation, and what a token says of itself. Forms, as the standard wants them."""

import base64
import binascii
from collections.abc import Callable
from typing import Any, Final

from tika_sandbox.payloads.people import moment, shown_application, user
from tika_sandbox.wire.rest.calls import Call, Reply
from tika_sandbox.world import oauth
from tika_sandbox.world.belongings import Grant
from tika_sandbox.world.entities import Application
from tika_sandbox.world.oauth import Declined
from tika_sandbox.world.refused import Refused


def _client(call: Call, body: dict[str, Any]) -> Application:
    """Return who asks, by HTTP Basic or by the fields of the form."""
    scheme, _, text = (call.authorization or "").partition(" ")
    if scheme == "Basic":
        try:
            name, _, secret = base64.b64decode(text, validate=True).decode().partition(":")
        except (binascii.Error, ValueError):
            raise Declined("invalid_client", "Invalid client or secret.", status=401) from None
        return oauth.known_client(call.world, name, secret)
    return oauth.known_client(call.world, str(body.get("client_id", "")), str(body.get("client_secret", "")))


def _by_code(call: Call, application: Application, body: dict[str, Any]) -> Grant:
    for name in ("code", "redirect_uri"):
        if not body.get(name):
            raise Declined("invalid_request", f'Missing "{name}" in request.')
    return oauth.exchange(
        call.world, application, str(body["code"]), str(body["redirect_uri"]), body.get("code_verifier")
    )


def _by_refresh(call: Call, application: Application, body: dict[str, Any]) -> Grant:
    return oauth.refreshed(call.world, application, str(body.get("refresh_token", "")))


def _by_itself(call: Call, application: Application, body: dict[str, Any]) -> Grant:
    return oauth.own(call.world, application, oauth.scopes_in(str(body.get("scope", ""))))


def _by_nothing(_call: Call, _application: Application, body: dict[str, Any]) -> Grant:
    raise Declined("unsupported_grant_type", f"Grant type {body.get('grant_type')!r} is not supported")


_WAYS: Final[dict[str, Callable[[Call, Application, dict[str, Any]], Grant]]] = {
    "authorization_code": _by_code,
    "refresh_token": _by_refresh,
    "client_credentials": _by_itself,
}


def exchange(call: Call) -> Reply:
    """Exchange a code, a refresh token or the application's own secret for an access token."""
    body = call.fields()
    try:
        application = _client(call, body)
        row = _WAYS.get(str(body.get("grant_type")), _by_nothing)(call, application, body)
    except Declined as declined:
        return _declined(declined)
    document: dict[str, Any] = {
        "token_type": "Bearer",
        "access_token": row.access,
        "expires_in": int((row.expires_at - call.world.now()).total_seconds()),
        "scope": " ".join(row.scopes),
    }
    if row.refresh is not None:
        document["refresh_token"] = row.refresh
    return Reply(document)


def revoke(call: Call) -> Reply:
    """Make a token worthless, with the other one of its pair."""
    body = call.fields()
    try:
        oauth.revoke(call.world, _client(call, body), str(body.get("token", "")))
    except Declined as declined:
        return _declined(declined)
    return Reply({})


def _declined(declined: Declined) -> Reply:
    body = {"error": declined.error, "error_description": declined.description}
    return Reply(body, declined.status)


def authorization(call: Call) -> Reply:
    """Answer what a Bearer token is good for."""
    row = call.world.grants[(call.authorization or "").removeprefix("Bearer ")]
    document: dict[str, Any] = {
        "application": shown_application(call.world, call.world.applications[row.application_id]),
        "scopes": list(row.scopes),
        "expires": moment(row.expires_at),
    }
    if "identify" in row.scopes:
        document["user"] = user(call.world.users[row.user_id])
    return Reply(document)


def userinfo(call: Call) -> Reply:
    """Answer who somebody is in OpenID's words."""
    row = call.world.users.get(call.who.id)
    if row is None:
        raise Refused(10013)
    return Reply(
        {"sub": str(row.id), "preferred_username": row.name, "nickname": row.shown, "locale": row.locale}
    )


def connections(_call: Call) -> Reply:
    """Answer a person's accounts elsewhere: they have none."""
    return Reply([])


_NOBODY: Final = frozenset({"nobody"})
_BEARER: Final = frozenset({"bearer"})
ROUTES: Final[tuple[tuple[Any, ...], ...]] = (
    ("POST", "/oauth2/token", exchange, _NOBODY),
    ("POST", "/oauth2/token/revoke", revoke, _NOBODY),
    ("GET", "/oauth2/@me", authorization, _BEARER),
    ("GET", "/oauth2/userinfo", userinfo, _BEARER, "openid"),
    ("GET", "/users/@me/connections", connections, _BEARER, "connections"),
)
