"""What Discord's API can do and the sandbox won't: each row with its reason, which callers get to read."""

from collections.abc import Callable
from typing import Any, Final

from tika_sandbox.wire.rest.calls import Call, Reply

LOBBIES: Final = "Lobbies belong to games that embed Discord's social SDK; bots don't use them."
SDK: Final = "The social SDK's accounts and messages are for games; bots don't use them."
SHOP: Final = "Nothing is for sale in the sandbox, so nothing can be bought, tried or consumed."
GROUPS: Final = "Group direct messages are made by people's own clients and closed to bots."
OCCURRENCES: Final = "Repeated events are stored and shown, but their single occurrences can't be changed."
LEGACY: Final = "Bodies of other services (GitHub, Slack) aren't translated; send Discord's own."
JOINING: Final = "Every guild of the sandbox is open, so nobody has to ask to be let in."
TARGETS: Final = "Invites are for everybody here; lists of people they're meant for aren't kept."
SIGNING: Final = "The sandbox signs no OpenID tokens, so it has no keys to publish."

_LOBBY: Final = "/lobbies/{lobby_id}"
_EVENT: Final = "/guilds/{guild_id}/scheduled-events/{event_id}"
_ENTITLEMENTS: Final = "/applications/{application_id}/entitlements"
_HOOK: Final = "/webhooks/{webhook_id}/{webhook_token}"
REFUSALS: Final[tuple[tuple[str, str, str], ...]] = (
    ("POST", "/lobbies", LOBBIES),
    ("PUT", "/lobbies", LOBBIES),
    ("GET", _LOBBY, LOBBIES),
    ("PATCH", _LOBBY, LOBBIES),
    ("DELETE", _LOBBY, LOBBIES),
    ("PATCH", _LOBBY + "/channel-linking", LOBBIES),
    ("DELETE", _LOBBY + "/members/@me", LOBBIES),
    ("POST", _LOBBY + "/members/@me/invites", LOBBIES),
    ("POST", _LOBBY + "/members/bulk", LOBBIES),
    ("PUT", _LOBBY + "/members/{user_id}", LOBBIES),
    ("DELETE", _LOBBY + "/members/{user_id}", LOBBIES),
    ("POST", _LOBBY + "/members/{user_id}/invites", LOBBIES),
    ("GET", _LOBBY + "/messages", LOBBIES),
    ("POST", _LOBBY + "/messages", LOBBIES),
    ("PUT", _LOBBY + "/messages/{message_id}/moderation-metadata", LOBBIES),
    ("PUT", "/partner-sdk/dms/{user_id_1}/{user_id_2}/messages/{message_id}/moderation-metadata", SDK),
    ("POST", "/partner-sdk/provisional-accounts/unmerge", SDK),
    ("POST", "/partner-sdk/provisional-accounts/unmerge/bot", SDK),
    ("POST", "/partner-sdk/token", SDK),
    ("POST", "/partner-sdk/token/bot", SDK),
    ("GET", "/applications/{application_id}/activity-instances/{instance_id}", SDK),
    ("POST", "/applications/{application_id}/attachment", SDK),
    ("POST", _ENTITLEMENTS, SHOP),
    ("GET", _ENTITLEMENTS + "/{entitlement_id}", SHOP),
    ("DELETE", _ENTITLEMENTS + "/{entitlement_id}", SHOP),
    ("POST", _ENTITLEMENTS + "/{entitlement_id}/consume", SHOP),
    ("GET", "/skus/{sku_id}/subscriptions/{subscription_id}", SHOP),
    ("GET", "/sticker-packs/{pack_id}", SHOP),
    ("PUT", "/channels/{channel_id}/recipients/{user_id}", GROUPS),
    ("DELETE", "/channels/{channel_id}/recipients/{user_id}", GROUPS),
    ("POST", _EVENT + "/exceptions", OCCURRENCES),
    ("PATCH", _EVENT + "/exceptions/{exception_id}", OCCURRENCES),
    ("DELETE", _EVENT + "/exceptions/{exception_id}", OCCURRENCES),
    ("GET", _EVENT + "/{exception_id}/users", OCCURRENCES),
    ("POST", _HOOK + "/github", LEGACY),
    ("POST", _HOOK + "/slack", LEGACY),
    ("GET", "/guilds/{guild_id}/requests", JOINING),
    ("PATCH", "/guilds/{guild_id}/requests/{request_id}", JOINING),
    (
        "PUT",
        "/guilds/{guild_id}/incident-actions",
        "Raids are staged by tests; nothing is paused for them.",
    ),
    ("DELETE", "/guilds/{guild_id}/integrations/{integration_id}", "Bots are kicked like any member."),
    ("GET", "/guilds/{guild_id}/widget.png", "The widget is answered as JSON; no picture is drawn of it."),
    ("GET", "/invites/{code}/target-users", TARGETS),
    ("PUT", "/invites/{code}/target-users", TARGETS),
    ("GET", "/invites/{code}/target-users/job-status", TARGETS),
    ("GET", "/oauth2/keys", SIGNING),
)
"""Method, path, reason."""


def _refusing(method: str, path: str, reason: str) -> Callable[[Call], Reply]:
    def answer(call: Call) -> Reply:
        call.world.problems.append(f"refused: {method} {path}: {reason}")
        return Reply({"message": f"The sandbox doesn't do this: {reason}", "code": 0}, 501)

    answer.__doc__ = reason
    return answer


_ANYBODY: Final = frozenset({"bot", "person", "bearer", "nobody"})
ROUTES: Final[tuple[tuple[Any, ...], ...]] = tuple(
    (method, path, _refusing(method, path, reason), _ANYBODY) for method, path, reason in REFUSALS
)
"""They answer 501, which no client tries again, and are noted among the world's problems."""
