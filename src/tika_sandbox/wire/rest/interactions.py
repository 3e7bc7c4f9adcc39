"""Interactions over REST: people ask, applications answer."""

from typing import Any, Final

from tika_sandbox.payloads.interactions import callback as answered_callback
from tika_sandbox.payloads.messages import message
from tika_sandbox.wire.rest.calls import NOTHING, Call, Reply, snowflake
from tika_sandbox.wire.rest.drafts import draft, edit, uploads
from tika_sandbox.world import answering, asking
from tika_sandbox.world.drafts import Draft, Edit
from tika_sandbox.world.entities import Message
from tika_sandbox.world.refused import Refused, invalid
from tika_sandbox.world.requests import Interaction


def ask(call: Call) -> Reply:
    """Take a person's command, click, choice, form or half-typed words."""
    body = call.fields()
    data = body.get("data")
    if not isinstance(data, dict):
        raise invalid(("data",), "BASE_TYPE_REQUIRED", "This field is required")
    if body.get("channel_id") is None:
        raise invalid(("channel_id",), "BASE_TYPE_REQUIRED", "This field is required")
    asking.ask(
        call.world,
        call.who,
        asking.Request(
            type=body["type"] if isinstance(body.get("type"), int) else 0,
            application_id=_optional(body, "application_id"),
            channel_id=snowflake(body["channel_id"], "channel_id"),
            guild_id=_optional(body, "guild_id"),
            data=data,
            nonce=None if body.get("nonce") is None else str(body["nonce"]),
            message_id=_optional(body, "message_id"),
            uploads=uploads(call, data),
        ),
    )
    return NOTHING


def _optional(body: dict[str, Any], name: str) -> int | None:
    return None if body.get(name) is None else snowflake(body[name], name)


def answer(call: Call) -> Reply:
    """Take an application's first answer."""
    interaction = answering.find(call.world, call.id("interaction_id"), call.path["interaction_token"])
    body = call.fields()
    kind = body.get("type")
    if not isinstance(kind, int):
        raise invalid(("type",), "BASE_TYPE_REQUIRED", "This field is required")
    data = body.get("data") or {}
    inner = call.with_body(data)
    said = answering.Callback(
        kind,
        draft=draft(inner) if kind in (answering.SAY, answering.THINK) else Draft(),
        edit=edit(inner) if kind == answering.UPDATE else Edit(),
        data=data,
    )
    settled, row = answering.answer(call.world, interaction, said)
    if call.query.get("with_response", "").lower() not in ("1", "true"):
        return NOTHING
    return Reply(answered_callback(call.world, settled, kind, row))


def _ticket(call: Call) -> Interaction:
    return answering.ticket(call.world, call.id("webhook_id"), call.path["webhook_token"])


def follow(call: Call) -> Reply:
    """Send a follow-up."""
    interaction = _ticket(call)
    row = answering.follow(call.world, interaction, draft(call))
    return Reply(message(call.world, row, interaction.application_id))


def _meant(call: Call) -> tuple[Interaction, Message]:
    interaction = _ticket(call)
    if "message_id" not in call.path:
        return interaction, answering.original(call.world, interaction)
    return interaction, answering.mine(call.world, interaction, call.id("message_id"))


def read(call: Call) -> Reply:
    """Answer one of the interaction's messages."""
    interaction, row = _meant(call)
    return Reply(message(call.world, row, interaction.application_id))


def change(call: Call) -> Reply:
    """Edit one of the interaction's messages."""
    interaction, row = _meant(call)
    changed = answering.finish(call.world, interaction, row, edit(call, new=bool(row.flags & 1 << 15)))
    return Reply(message(call.world, changed, interaction.application_id))


def remove(call: Call) -> Reply:
    """Delete one of the interaction's messages."""
    _, row = _meant(call)
    if row.author_id != call.id("webhook_id"):
        raise Refused(10008)
    answering.unsay(call.world, row)
    return NOTHING


_ALL: Final = frozenset({"bot", "person", "nobody"})
_ORIGINAL: Final = "/webhooks/{webhook_id}/{webhook_token}/messages/@original"
ROUTES: Final[tuple[tuple[Any, ...], ...]] = (
    ("POST", "/interactions", ask, frozenset({"person"})),
    ("POST", "/interactions/{interaction_id}/{interaction_token}/callback", answer, _ALL),
    ("GET", _ORIGINAL, read, _ALL),
    ("PATCH", _ORIGINAL, change, _ALL),
    ("DELETE", _ORIGINAL, remove, _ALL),
)
"""Follow-ups are in ``webhooks``: they share their paths."""
