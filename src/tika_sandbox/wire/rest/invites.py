"""Invites over REST."""

from typing import Any, Final

from tika_sandbox.payloads.belongings import invite
from tika_sandbox.wire.rest.calls import Call, Reply, yes
from tika_sandbox.wire.rest.reading import Read, number, read, truth
from tika_sandbox.world import invites
from tika_sandbox.world.permissions import May, demand_in_channel, seen_channel

_FIELDS: Final[dict[str, tuple[str, Read]]] = {
    "max_age": ("max_age_s", number(0, 604_800, 86_400)),
    "max_uses": ("max_uses", number(0, 100)),
    "temporary": ("temporary", truth),
    "unique": ("unique", truth),
}


def create(call: Call) -> Reply:
    """Make an invite to a channel."""
    fields = read(call.fields(), _FIELDS)
    row = invites.create(call.world, call.who, call.id("channel_id"), **fields, reason=call.reason)
    return Reply(invite(call.world, row, whole=True))


def of_channel(call: Call) -> Reply:
    """Answer a channel's invites."""
    channel = seen_channel(call.world, call.who, call.id("channel_id"))
    demand_in_channel(call.world, call.who, channel, May.MANAGE_CHANNELS)
    rows = invites.of_channel(call.world, channel.id)
    return Reply([invite(call.world, row, whole=True) for row in rows])


def of_guild(call: Call) -> Reply:
    """Answer a guild's invites."""
    rows = invites.of_guild(call.world, call.who, call.id("guild_id"))
    return Reply([invite(call.world, row, whole=True) for row in rows])


def resolve(call: Call) -> Reply:
    """Answer where an invite leads."""
    row = invites.one(call.world, call.path["code"])
    return Reply(invite(call.world, row, counted=yes(call, "with_counts")))


def revoke(call: Call) -> Reply:
    """Close an invite."""
    row = invites.revoke(call.world, call.who, call.path["code"], call.reason)
    return Reply(invite(call.world, row))


def accept(call: Call) -> Reply:
    """Come in by an invite, as a person."""
    return Reply(invite(call.world, invites.accept(call.world, call.who, call.path["code"])))


_ALL: Final = frozenset({"bot", "person", "nobody"})
_CODE: Final = "/invites/{code}"
ROUTES: Final[tuple[tuple[Any, ...], ...]] = (
    ("GET", "/channels/{channel_id}/invites", of_channel),
    ("POST", "/channels/{channel_id}/invites", create),
    ("GET", "/guilds/{guild_id}/invites", of_guild),
    ("GET", _CODE, resolve, _ALL),
    ("DELETE", _CODE, revoke),
    ("POST", _CODE, accept, frozenset({"person"})),
)
