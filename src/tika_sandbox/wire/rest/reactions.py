"""Reactions and pins over REST."""

from typing import Any, Final

from tika_sandbox.payloads.messages import message
from tika_sandbox.payloads.people import moment, user
from tika_sandbox.wire.rest.calls import NOTHING, Call, Reply
from tika_sandbox.world import reactions
from tika_sandbox.world.entities import Emoji
from tika_sandbox.world.reactions import parse_emoji


def _at(call: Call) -> tuple[int, int]:
    return call.id("channel_id"), call.id("message_id")


def _emoji(call: Call) -> Emoji:
    return parse_emoji(call.path["emoji_name"])


def add(call: Call) -> Reply:
    """React."""
    reactions.react(call.world, call.who, *_at(call), _emoji(call))
    return NOTHING


def take_back(call: Call) -> Reply:
    """Remove one's own reaction."""
    reactions.unreact(call.world, call.who, *_at(call), _emoji(call))
    return NOTHING


def take(call: Call) -> Reply:
    """Remove somebody's reaction."""
    reactions.unreact(call.world, call.who, *_at(call), _emoji(call), user_id=call.id("user_id"))
    return NOTHING


def listed(call: Call) -> Reply:
    """Answer who reacted with an emoji."""
    ids = reactions.reactors(
        call.world, call.who, *_at(call), _emoji(call),
        limit=call.whole("limit", 25, 1, 100), after=call.optional_id("after") or 0,
    )  # fmt: skip
    return Reply([user(call.world.users[number]) for number in ids])


def clear(call: Call) -> Reply:
    """Remove all reactions."""
    reactions.clear(call.world, call.who, *_at(call))
    return NOTHING


def clear_one(call: Call) -> Reply:
    """Remove all reactions with an emoji."""
    reactions.clear(call.world, call.who, *_at(call), _emoji(call))
    return NOTHING


def pin(call: Call) -> Reply:
    """Pin a message."""
    reactions.pin(call.world, call.who, *_at(call))
    return NOTHING


def unpin(call: Call) -> Reply:
    """Unpin a message."""
    reactions.unpin(call.world, call.who, *_at(call))
    return NOTHING


def pins(call: Call) -> Reply:
    """Answer a page of pinned messages, the latest pin first."""
    limit = call.whole("limit", 50, 1, 50)
    before = call.query.get("before")
    rows = reactions.pins(call.world, call.who, call.id("channel_id"))
    left = [row for row in rows if before is None or (moment(row.pinned_at) or "") < before]
    items = [
        {"pinned_at": moment(row.pinned_at), "message": message(call.world, row, call.who.id)}
        for row in left[:limit]
    ]
    return Reply({"items": items, "has_more": len(left) > limit})


def old_pins(call: Call) -> Reply:
    """Answer the pinned messages in the way that clients used to ask for them."""
    rows = reactions.pins(call.world, call.who, call.id("channel_id"))[:50]
    return Reply([message(call.world, row, call.who.id) for row in rows])


_MESSAGE: Final = "/channels/{channel_id}/messages/{message_id}"
_ALL: Final = _MESSAGE + "/reactions"
_ONE: Final = _ALL + "/{emoji_name}"
_PINS: Final = "/channels/{channel_id}/messages/pins"
_OLD: Final = "/channels/{channel_id}/pins"
ROUTES: Final[tuple[tuple[Any, ...], ...]] = (
    ("DELETE", _ALL, clear),
    ("GET", _ONE, listed),
    ("DELETE", _ONE, clear_one),
    ("PUT", _ONE + "/@me", add),
    ("DELETE", _ONE + "/@me", take_back),
    ("DELETE", _ONE + "/{user_id}", take),
    ("GET", _PINS, pins),
    ("PUT", _PINS + "/{message_id}", pin),
    ("DELETE", _PINS + "/{message_id}", unpin),
    ("GET", _OLD, old_pins),
    ("PUT", _OLD + "/{message_id}", pin),
    ("DELETE", _OLD + "/{message_id}", unpin),
)
