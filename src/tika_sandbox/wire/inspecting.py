"""Shows the judge what passes the wire and writes down what it minds.

REST has a description of its own. Gateway events have none, but they are made of the same objects; the table
below says which, where in the event they are, and which keys an event adds to them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from tika_sandbox.wire.checking import Judge
from tika_sandbox.wire.rest.call import Exchange

BAD_REQUEST: Final = 400
REACHED: Final[set[str]] = set()
"""Operations that were answered with success and judged since this process began."""


@dataclass(frozen=True, slots=True)
class Part:
    """Where in an event which object is: at ``key``, each in a list there, or the event itself."""

    schema: str
    key: str | None = None
    extra: frozenset[str] = frozenset()
    user_elsewhere: bool = False

    def found_in(self, body: dict[str, Any]) -> Iterator[Any]:
        """Yield the objects without what the event adds to them."""
        value = body if self.key is None else body.get(self.key)
        if value is None:
            return
        for one in value if isinstance(value, list) else [value]:
            yield self._plain(one)

    def _plain(self, one: dict[str, Any]) -> dict[str, Any]:
        plain = {key: value for key, value in one.items() if key not in self.extra}
        if self.user_elsewhere:
            plain["user"] = _SOMEBODY
        if self.schema == "MessageResponse":
            plain["mentions"] = [{k: v for k, v in user.items() if k != "member"} for user in one["mentions"]]
        return plain


_SOMEBODY: Final = {
    "id": "1", "username": "x", "avatar": None, "discriminator": "0", "public_flags": 0, "flags": 0,
    "global_name": None, "primary_guild": None,
}  # fmt: skip
"""Stands in for the user that a member object inside a message or interaction leaves out."""

_MESSAGE: Final = (
    Part("MessageResponse", extra=frozenset({"guild_id", "member", "channel_type"})),
    Part("GuildMemberResponse", "member", user_elsewhere=True),
)
_WHOLE_GUILD: Final = frozenset(
    {
        *("joined_at", "large", "unavailable", "member_count", "members", "channels", "threads"),
        *("voice_states", "presences", "stage_instances", "guild_scheduled_events", "soundboard_sounds"),
    }
)
_GUILD_ID: Final = frozenset({"guild_id"})
_PARTS: Final[dict[str, tuple[Part, ...]]] = {
    "READY": (Part("UserPIIResponse", "user"), Part("PrivateChannelResponse", "private_channels")),
    "GUILD_CREATE": (
        Part("GuildResponse", extra=_WHOLE_GUILD | {"icon_hash"}),
        Part("GuildMemberResponse", "members"),
        Part("GuildChannelResponse", "channels"),
        Part("ThreadResponse", "threads"),
    ),
    "GUILD_UPDATE": (Part("GuildResponse", extra=frozenset({"icon_hash"})),),
    "MESSAGE_CREATE": _MESSAGE,
    "MESSAGE_UPDATE": _MESSAGE,
    "MESSAGE_REACTION_ADD": (Part("GuildMemberResponse", "member"),),
    "GUILD_MEMBER_ADD": (Part("GuildMemberResponse", extra=_GUILD_ID),),
    "GUILD_MEMBER_UPDATE": (Part("GuildMemberResponse", extra=_GUILD_ID),),
    "GUILD_MEMBER_REMOVE": (Part("UserResponse", "user"),),
    "GUILD_MEMBERS_CHUNK": (Part("GuildMemberResponse", "members"),),
    "GUILD_ROLE_CREATE": (Part("GuildRoleResponse", "role"),),
    "GUILD_ROLE_UPDATE": (Part("GuildRoleResponse", "role"),),
    "GUILD_BAN_ADD": (Part("UserResponse", "user"),),
    "GUILD_BAN_REMOVE": (Part("UserResponse", "user"),),
    "THREAD_CREATE": (Part("ThreadResponse", extra=frozenset({"newly_created"})),),
    "THREAD_UPDATE": (Part("ThreadResponse"),),
    "USER_UPDATE": (Part("UserResponse"),),
    "TYPING_START": (Part("GuildMemberResponse", "member"),),
    "VOICE_STATE_UPDATE": (Part("GuildMemberResponse", "member"),),
    "INTERACTION_CREATE": (
        Part("MessageResponse", "message"),
        Part("UserResponse", "user"),
        Part("GuildMemberResponse", "member", extra=frozenset({"permissions"})),
    ),
}
_CHANNEL_EVENTS: Final = frozenset({"CHANNEL_CREATE", "CHANNEL_UPDATE", "CHANNEL_DELETE"})


class Inspector:
    """Collects findings in ``problems``; without a judge it lets everything pass."""

    def __init__(self, judge: Judge | None, problems: list[str]) -> None:
        self._judge = judge
        self._problems = problems

    def exchange(self, exchange: Exchange) -> None:
        """Look at a request and its answer. What was refused anyway isn't judged again."""
        if self._judge is None:
            return
        found = self._judge.response(exchange.method, exchange.path, exchange.status, exchange.answered)
        if exchange.status < BAD_REQUEST:
            operation = self._judge.find(exchange.method, exchange.path)
            REACHED.update([operation.name] if operation else ())
            media = "multipart/form-data" if exchange.multipart else "application/json"
            found += self._judge.request(exchange.method, exchange.path, exchange.sent, media=media)
        self._note(found)

    def query(self, method: str, path: str, names: Iterable[str]) -> None:
        """Look at the names in a query; Discord ignores unknown ones, which hides mistakes."""
        if self._judge is not None:
            self._note(self._judge.query(method, path, names))

    def event(self, name: str, body: dict[str, Any]) -> None:
        """Look at a gateway event: the objects in it that the description knows."""
        if self._judge is None:
            return
        for part in _parts(name, body):
            for one in part.found_in(body):
                place = f"{name} {part.key or ''}".strip()
                self._note(self._judge.thing(part.schema, one, place))

    def _note(self, findings: list[str]) -> None:
        """Keep each finding once: what is wrong with an object is wrong in every copy of it."""
        for line in findings:
            if line not in self._problems:
                self._problems.append(line)


def _parts(name: str, body: dict[str, Any]) -> tuple[Part, ...]:
    if name in _CHANNEL_EVENTS:
        return (Part("GuildChannelResponse" if "guild_id" in body else "PrivateChannelResponse"),)
    if name == "INTERACTION_CREATE" and "application_id" not in body:
        return ()  # a person's own copy says only that their request is on its way
    return _PARTS.get(name, ())
