"""Webhooks over REST. Interactions answer under the same paths, with their application's id."""

from typing import Any, Final

from tika_sandbox.payloads.belongings import webhook
from tika_sandbox.payloads.messages import message
from tika_sandbox.wire.rest import interactions
from tika_sandbox.wire.rest.calls import NOTHING, Answer, Call, Reply, snowflake, yes
from tika_sandbox.wire.rest.drafts import draft, edit
from tika_sandbox.wire.rest.reading import Read, id_or_none, needed, portrait_or_none, read, words
from tika_sandbox.world import messages as message_verbs
from tika_sandbox.world import webhooks
from tika_sandbox.world.belongings import Webhook
from tika_sandbox.world.entities import COMPONENTS_V2, Guise, Message

_FIELDS: Final[dict[str, tuple[str, Read]]] = {
    "name": ("name", words(80, 1)),
    "avatar": ("avatar", portrait_or_none),
    "channel_id": ("channel_id", id_or_none),
}


def of_channel(call: Call) -> Reply:
    """Answer a channel's webhooks."""
    rows = webhooks.within(call.world, call.who, call.id("channel_id"))
    return Reply([webhook(call.world, row) for row in rows])


def of_guild(call: Call) -> Reply:
    """Answer a guild's webhooks."""
    rows = webhooks.of_guild(call.world, call.who, call.id("guild_id"))
    return Reply([webhook(call.world, row) for row in rows])


def create(call: Call) -> Reply:
    """Make a webhook for a channel."""
    needed(call.fields(), "name")
    fields = read(call.fields(), {key: _FIELDS[key] for key in ("name", "avatar")})
    row = webhooks.create(
        call.world, call.who, call.id("channel_id"), fields["name"], fields.get("avatar"), call.reason
    )
    return Reply(webhook(call.world, row))


def _hook(call: Call) -> Webhook:
    return webhooks.one(call.world, call.who, call.id("webhook_id"), call.path.get("webhook_token"))


def one(call: Call) -> Reply:
    """Answer a webhook."""
    return Reply(webhook(call.world, _hook(call), with_user="webhook_token" not in call.path))


def change(call: Call) -> Reply:
    """Change a webhook."""
    by_token = "webhook_token" in call.path
    known = {key: value for key, value in _FIELDS.items() if key != "channel_id" or not by_token}
    body = {key: value for key, value in call.fields().items() if key == "avatar" or value is not None}
    row = webhooks.change(call.world, call.who, _hook(call), read(body, known), call.reason)
    return Reply(webhook(call.world, row, with_user=not by_token))


def delete(call: Call) -> Reply:
    """Delete a webhook."""
    webhooks.delete(call.world, call.who, _hook(call), call.reason)
    return NOTHING


def execute(call: Call) -> Reply:
    """Say something through a webhook; with ``wait`` answer the message."""
    row = _hook(call)
    body = call.fields()
    fields = read(
        {key: value for key, value in body.items() if value is not None},
        {"username": ("name", words(80, 1)), "thread_name": ("thread", words(100, 1))},
    )
    guise = Guise(fields.get("name", row.name), row.avatar)
    said = webhooks.execute(
        call.world, row, draft(call), guise,
        thread_id=call.optional_id("thread_id"), thread_name=fields.get("thread"),
    )  # fmt: skip
    return Reply(message(call.world, said)) if yes(call, "wait") else NOTHING


def _said(call: Call) -> Message:
    return webhooks.said(call.world, _hook(call), call.id("message_id"), call.optional_id("thread_id"))


def read_message(call: Call) -> Reply:
    """Answer one of a webhook's messages."""
    return Reply(message(call.world, _said(call)))


def change_message(call: Call) -> Reply:
    """Edit one of a webhook's messages."""
    row = _said(call)
    changed = webhooks.edit(call.world, row, edit(call, new=bool(row.flags & COMPONENTS_V2)))
    return Reply(message(call.world, changed))


def delete_message(call: Call) -> Reply:
    """Delete one of a webhook's messages."""
    webhooks.unsay(call.world, _said(call))
    return NOTHING


def follow(call: Call) -> Reply:
    """Let a channel receive what an announcement channel publishes."""
    target = snowflake(needed(call.fields(), "webhook_channel_id"), "webhook_channel_id")
    row = webhooks.follow(call.world, call.who, call.id("channel_id"), target, call.reason)
    return Reply({"channel_id": str(row.source_channel_id), "webhook_id": str(row.id)})


def crosspost(call: Call) -> Reply:
    """Publish a message of an announcement channel."""
    row = message_verbs.read(call.world, call.who, call.id("channel_id"), call.id("message_id"))
    return Reply(message(call.world, webhooks.crosspost(call.world, call.who, row), call.who.id))


def _either(of_webhook: Answer, of_interaction: Answer) -> Answer:
    """Return an answer for a path that an interaction's application shares with webhooks."""

    def answer(call: Call) -> Reply:
        is_webhook = call.id("webhook_id") in call.world.webhooks
        return of_webhook(call) if is_webhook else of_interaction(call)

    answer.__doc__ = of_webhook.__doc__
    return answer


_ALL: Final = frozenset({"bot", "person", "nobody"})
_ONE: Final = "/webhooks/{webhook_id}"
_TOKEN: Final = _ONE + "/{webhook_token}"
_SAID: Final = _TOKEN + "/messages/{message_id}"
ROUTES: Final[tuple[tuple[Any, ...], ...]] = (
    ("GET", "/channels/{channel_id}/webhooks", of_channel),
    ("POST", "/channels/{channel_id}/webhooks", create),
    ("GET", "/guilds/{guild_id}/webhooks", of_guild),
    ("GET", _ONE, one),
    ("PATCH", _ONE, change),
    ("DELETE", _ONE, delete),
    ("GET", _TOKEN, one, _ALL),
    ("PATCH", _TOKEN, change, _ALL),
    ("DELETE", _TOKEN, delete, _ALL),
    ("POST", _TOKEN, _either(execute, interactions.follow), _ALL),
    ("GET", _SAID, _either(read_message, interactions.read), _ALL),
    ("PATCH", _SAID, _either(change_message, interactions.change), _ALL),
    ("DELETE", _SAID, _either(delete_message, interactions.remove), _ALL),
    ("POST", "/channels/{channel_id}/followers", follow),
    ("POST", "/channels/{channel_id}/messages/{message_id}/crosspost", crosspost),
)
