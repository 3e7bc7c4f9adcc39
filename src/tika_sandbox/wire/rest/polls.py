"""Polls over REST."""

from typing import Any, Final

from tika_sandbox.payloads.messages import message
from tika_sandbox.payloads.people import user
from tika_sandbox.wire.rest.calls import NOTHING, Call, Reply
from tika_sandbox.world import polls
from tika_sandbox.world.refused import Form, invalid
from tika_sandbox.world.shapes.fields import whole


def _at(call: Call) -> tuple[int, int]:
    return call.id("channel_id"), call.id("message_id")


def vote(call: Call) -> Reply:
    """Choose answers."""
    given = call.fields().get("answer_ids")
    if not isinstance(given, list):
        raise invalid(("answer_ids",), "BASE_TYPE_REQUIRED", "This field is required")
    form = Form()
    answers = [whole(form, ("answer_ids",), value, 1, 10) for value in given]
    form.demand()
    polls.vote(call.world, call.who, *_at(call), answers)
    return NOTHING


def voters(call: Call) -> Reply:
    """Answer who chose an answer."""
    row = polls.found(call.world, call.who, *_at(call))
    chosen = next((vote.users for vote in row.votes if vote.answer == call.id("answer_id")), ())
    after, limit = call.optional_id("after") or 0, call.whole("limit", 25, 1, 100)
    ids = [number for number in sorted(chosen) if number > after][:limit]
    return Reply({"users": [user(call.world.users[number]) for number in ids]})


def end(call: Call) -> Reply:
    """End a poll."""
    return Reply(message(call.world, polls.end(call.world, call.who, *_at(call)), call.who.id))


_POLL: Final = "/channels/{channel_id}/polls/{message_id}"
ROUTES: Final[tuple[tuple[Any, ...], ...]] = (
    ("PUT", _POLL + "/answers/@me", vote, frozenset({"person"})),
    ("GET", _POLL + "/answers/{answer_id}", voters),
    ("POST", _POLL + "/expire", end),
)
