"""Messages over REST."""

from typing import Any, Final

from tika_sandbox.payloads.messages import message
from tika_sandbox.wire.rest.calls import NOTHING, Call, Reply, snowflake
from tika_sandbox.wire.rest.drafts import draft, edit
from tika_sandbox.world import messages
from tika_sandbox.world.entities import COMPONENTS_V2
from tika_sandbox.world.refused import invalid


def create(call: Call) -> Reply:
    """Post a message."""
    wanted = draft(call)
    row = messages.post(call.world, call.who, call.id("channel_id"), wanted)
    return Reply(message(call.world, row, call.who.id, nonce=wanted.nonce))


def listed(call: Call) -> Reply:
    """Answer a page of messages, newest first."""
    rows = messages.page(
        call.world, call.who, call.id("channel_id"), limit=call.whole("limit", 50, 1, 100),
        before=call.optional_id("before"), after=call.optional_id("after"), around=call.optional_id("around"),
    )  # fmt: skip
    return Reply([message(call.world, row, call.who.id) for row in rows])


def one(call: Call) -> Reply:
    """Answer one message."""
    row = messages.read(call.world, call.who, call.id("channel_id"), call.id("message_id"))
    return Reply(message(call.world, row, call.who.id))


def delete(call: Call) -> Reply:
    """Delete a message."""
    messages.delete(call.world, call.who, call.id("channel_id"), call.id("message_id"), call.reason)
    return NOTHING


def typing(call: Call) -> Reply:
    """Show that somebody types."""
    messages.begin_typing(call.world, call.who, call.id("channel_id"))
    return NOTHING


def change(call: Call) -> Reply:
    """Edit a message."""
    known = call.world.messages.get(call.id("message_id"))
    wanted = edit(call, new=known is not None and bool(known.flags & COMPONENTS_V2))
    row = messages.edit(call.world, call.who, call.id("channel_id"), call.id("message_id"), wanted)
    return Reply(message(call.world, row, call.who.id))


def delete_many(call: Call) -> Reply:
    """Delete several messages at once."""
    ids = call.fields().get("messages")
    if not isinstance(ids, list):
        raise invalid(("messages",), "BASE_TYPE_REQUIRED", "This field is required")
    numbers = tuple(dict.fromkeys(snowflake(number, "messages") for number in ids))
    messages.delete_many(call.world, call.who, call.id("channel_id"), numbers, call.reason)
    return NOTHING


_MANY: Final = "/channels/{channel_id}/messages"
_ONE: Final = "/channels/{channel_id}/messages/{message_id}"
ROUTES: Final[tuple[tuple[Any, ...], ...]] = (
    ("GET", _MANY, listed),
    ("POST", _MANY, create),
    ("GET", _ONE, one),
    ("DELETE", _ONE, delete),
    ("PATCH", _ONE, change),
    ("POST", _MANY + "/bulk-delete", delete_many),
    ("POST", "/channels/{channel_id}/typing", typing),
)
