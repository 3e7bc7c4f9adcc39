"""Scheduled events and stages over REST."""

from typing import Any, Final

from tika_sandbox.payloads.belongings import scheduled_event, stage
from tika_sandbox.payloads.people import member, user
from tika_sandbox.wire.rest.calls import NOTHING, Call, Reply, snowflake, yes
from tika_sandbox.wire.rest.reading import (
    Read,
    id_or_none,
    moment_or_none,
    needed,
    number,
    read,
    words,
    words_or_none,
)
from tika_sandbox.world import planning
from tika_sandbox.world.refused import Form, invalid
from tika_sandbox.world.shapes.fields import optional_text


def _location(form: Form, name: str, value: Any) -> str | None:
    place = (value or {}).get("location") if isinstance(value, dict | None) else None
    return optional_text(form, (name, "location"), place, most=100, least=1)


def _as_it_is(_form: Form, _name: str, value: Any) -> Any:
    return value


_FIELDS: Final[dict[str, tuple[str, Read]]] = {
    "name": ("name", words(100, 1)),
    "description": ("description", words_or_none(1000)),
    "scheduled_start_time": ("starts_at", moment_or_none),
    "scheduled_end_time": ("ends_at", moment_or_none),
    "entity_type": ("kind", number(1, 3)),
    "channel_id": ("channel_id", id_or_none),
    "entity_metadata": ("location", _location),
    "status": ("status", number(1, 4)),
    "recurrence_rule": ("recurrence", _as_it_is),
}


def _event_id(call: Call) -> tuple[int, int]:
    return call.id("guild_id"), call.id("event_id")


def listed(call: Call) -> Reply:
    """Answer a guild's scheduled events."""
    rows = planning.listed(call.world, call.who, call.id("guild_id"))
    return Reply([scheduled_event(call.world, row, counted=yes(call, "with_user_count")) for row in rows])


def one(call: Call) -> Reply:
    """Answer one scheduled event."""
    row = planning.one(call.world, call.who, *_event_id(call))
    return Reply(scheduled_event(call.world, row, counted=yes(call, "with_user_count")))


def create(call: Call) -> Reply:
    """Plan an event."""
    body = call.fields()
    for name in ("name", "scheduled_start_time", "entity_type", "privacy_level"):
        needed(body, name)
    if body["privacy_level"] != 2:
        raise invalid(("privacy_level",), "BASE_TYPE_CHOICES", "Value must be one of {2}.")
    fields = read(body, {key: row for key, row in _FIELDS.items() if key != "status"})
    row = planning.create(call.world, call.who, call.id("guild_id"), fields, call.reason)
    return Reply(scheduled_event(call.world, row))


def change(call: Call) -> Reply:
    """Change an event, begin it or end it."""
    row = planning.change(call.world, call.who, *_event_id(call), read(call.fields(), _FIELDS), call.reason)
    return Reply(scheduled_event(call.world, row))


def delete(call: Call) -> Reply:
    """Delete an event."""
    planning.delete(call.world, call.who, *_event_id(call), call.reason)
    return NOTHING


def interested(call: Call) -> Reply:
    """Answer who is interested in an event."""
    row = planning.one(call.world, call.who, *_event_id(call))
    limit, after = call.whole("limit", 100, 1, 100), call.optional_id("after") or 0
    before = call.optional_id("before")
    ids = [i for i in sorted(row.users) if i > after and (before is None or i < before)][:limit]
    return Reply([_interested(call, row.id, row.guild_id, user_id) for user_id in ids])


def _interested(call: Call, event_id: int, guild_id: int, user_id: int) -> dict[str, Any]:
    document = {
        "guild_scheduled_event_id": str(event_id),
        "user_id": str(user_id),
        "user": user(call.world.users[user_id]),
        "response": 1,
    }
    found = call.world.members.get((guild_id, user_id))
    if found is not None and yes(call, "with_member"):
        document["member"] = member(call.world, found)
    return document


def count(call: Call) -> Reply:
    """Answer how many are interested in an event."""
    row = planning.one(call.world, call.who, *_event_id(call))
    counts: dict[str, int] = {}
    return Reply(
        {
            "guild_scheduled_event_count": len(row.users),
            "guild_scheduled_event_exception_counts": counts,
        }
    )


_TOPIC: Final[dict[str, tuple[str, Read]]] = {"topic": ("topic", words(120, 1))}


def open_stage(call: Call) -> Reply:
    """Go live on a stage."""
    body = call.fields()
    needed(body, "topic")
    channel_id = snowflake(needed(body, "channel_id"), "channel_id")
    event_id = id_or_none(Form(), "guild_scheduled_event_id", body.get("guild_scheduled_event_id"))
    topic = read(body, _TOPIC)["topic"]
    row = planning.open_stage(call.world, call.who, channel_id, topic, event_id, call.reason)
    return Reply(stage(row))


def one_stage(call: Call) -> Reply:
    """Answer a live stage."""
    return Reply(stage(planning.stage(call.world, call.who, call.id("channel_id"))))


def change_stage(call: Call) -> Reply:
    """Change a live stage's topic."""
    channel_id = call.id("channel_id")
    fields = read(call.fields(), _TOPIC)
    if not fields:
        return one_stage(call)
    row = planning.retitle_stage(call.world, call.who, channel_id, fields["topic"], call.reason)
    return Reply(stage(row))


def close_stage(call: Call) -> Reply:
    """End a live stage."""
    planning.close_stage(call.world, call.who, call.id("channel_id"), call.reason)
    return NOTHING


_ALL: Final = "/guilds/{guild_id}/scheduled-events"
_ONE: Final = _ALL + "/{event_id}"
_STAGES: Final = "/stage-instances"
ROUTES: Final[tuple[tuple[Any, ...], ...]] = (
    ("GET", _ALL, listed),
    ("POST", _ALL, create),
    ("GET", _ONE, one),
    ("PATCH", _ONE, change),
    ("DELETE", _ONE, delete),
    ("GET", _ONE + "/users", interested),
    ("GET", _ONE + "/users/counts", count),
    ("POST", _STAGES, open_stage),
    ("GET", _STAGES + "/{channel_id}", one_stage),
    ("PATCH", _STAGES + "/{channel_id}", change_stage),
    ("DELETE", _STAGES + "/{channel_id}", close_stage),
)
