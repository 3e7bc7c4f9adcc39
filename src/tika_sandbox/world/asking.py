"""How people ask applications for something: commands, clicks, choices, forms, half-typed words.

Each becomes an interaction that its application hears of. It has three seconds to say something; that
deadline is real time, since the person waits in real time.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final

from tika_sandbox.world.commands import usable
from tika_sandbox.world.composing import store_upload
from tika_sandbox.world.drafts import Upload
from tika_sandbox.world.entities import DM, Attachment, Channel, Command, Message
from tika_sandbox.world.journal import Asked, Settled
from tika_sandbox.world.permissions import seen_channel, sees
from tika_sandbox.world.principals import Principal
from tika_sandbox.world.refused import Form, Refused, invalid
from tika_sandbox.world.requests import AUTOCOMPLETE, COMMAND, COMPONENT, FAILED, MODAL, WAITING, Interaction
from tika_sandbox.world.shapes import components as shapes
from tika_sandbox.world.shapes.commands import ATTACHMENT, CHANNEL, CHAT, MENTIONABLE, PERSON, ROLE, USER
from tika_sandbox.world.shapes.modals import filled
from tika_sandbox.world.shapes.options import options, walk
from tika_sandbox.world.state import World

PATIENCE_S: Final = 3.0
LIFE: Final = timedelta(minutes=15)
WHISPERS_LAST: Final = timedelta(hours=1)
"""How long a private answer is kept; a person's client forgets it when it's started anew, too."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a person's client sends when they use something; ``data`` is as it came."""

    type: int
    application_id: int | None
    channel_id: int
    guild_id: int | None
    data: dict[str, Any]
    nonce: str | None = None
    message_id: int | None = None
    uploads: tuple[Upload, ...] = ()


def ask(world: World, who: Principal, request: Request) -> Interaction:
    """Start an interaction and return it; the answer comes in its own time."""
    channel = seen_channel(world, who, request.channel_id)
    if request.guild_id is not None and request.guild_id != channel.guild_id:
        raise invalid(("guild_id",), "BASE_TYPE_BAD", "The channel is in another guild")
    asks = {COMMAND: _command, AUTOCOMPLETE: _command, COMPONENT: _component, MODAL: _form}.get(request.type)
    if asks is None:
        raise invalid(("type",), "BASE_TYPE_CHOICES", "Value must be one of (2, 3, 4, 5).")
    interaction = world.interactions.put(asks(world, who.id, channel, request))
    _forget_old(world)
    world.tell(Asked(interaction))
    world.later(PATIENCE_S, lambda: expire(world, interaction.id))
    return interaction


def expire(world: World, interaction_id: int) -> None:
    """Call an interaction failed if nothing has been said to it yet."""
    interaction = world.interactions.get(interaction_id)
    if interaction is not None and interaction.state == WAITING:
        failed = world.interactions.put(replace(interaction, state=FAILED))
        world.tell(Settled(failed, failed=True))


def _forget_old(world: World) -> None:
    """Drop interactions whose tokens are long dead and old whispers, so that a busy day doesn't pile up."""
    world.forget_whispers(world.now() - WHISPERS_LAST)
    oldest = world.now() - 2 * LIFE
    while world.living:
        row = world.interactions.get(world.living[0])
        if row is not None and row.at >= oldest:
            return
        world.forget_oldest()


def _begin(world: World, user_id: int, channel: Channel, request: Request, **more: Any) -> Interaction:
    return Interaction(
        id=world.new_id(), token=secrets.token_urlsafe(72), type=request.type, user_id=user_id,
        channel_id=channel.id, guild_id=channel.guild_id, at=world.now(), nonce=request.nonce, **more,
    )  # fmt: skip


def _command(world: World, user_id: int, channel: Channel, request: Request) -> Interaction:
    row = _usable_command(world, user_id, channel, request)
    form = Form()
    data: dict[str, Any] = {"id": str(row.id), "name": row.name, "type": row.type}
    if row.guild_id is not None:
        data["guild_id"] = str(row.guild_id)
    files: tuple[Attachment, ...] = ()
    if row.type == CHAT:
        declared = row.document.get("options", [])
        chosen = options(form, declared, request.data.get("options"), typing=request.type == AUTOCOMPLETE)
        form.demand()
        files = _attach(world, channel, request, chosen)
        if chosen:
            data["options"] = chosen
    else:
        data["target_id"] = str(_target(world, channel, row, request))
    _demand_targets(world, channel, data)
    return _begin(
        world, user_id, channel, request, application_id=row.application_id, data=data, attachments=files,
        name=_full_name(row, data),
    )  # fmt: skip


def _usable_command(world: World, user_id: int, channel: Channel, request: Request) -> Command:
    number, name = request.data.get("id"), request.data.get("name")
    kind = request.data.get("type") or CHAT
    for row in usable(world, user_id, channel):
        if request.application_id is not None and row.application_id != request.application_id:
            continue
        if str(row.id) == str(number) if number is not None else (row.name, row.type) == (name, kind):
            return row
    raise Refused(10063)


def _full_name(row: Command, data: dict[str, Any]) -> str:
    words = [row.name]
    chosen = data.get("options", [])
    while chosen and chosen[0]["type"] in (1, 2):
        words.append(chosen[0]["name"])
        chosen = chosen[0]["options"]
    return " ".join(words)


def _target(world: World, channel: Channel, row: Command, request: Request) -> int:
    try:
        number = int(request.data["target_id"])
    except (KeyError, TypeError, ValueError):
        raise invalid(("data", "target_id"), "BASE_TYPE_REQUIRED", "This field is required") from None
    if row.type == USER and number not in world.users:
        raise Refused(10013)
    message = world.messages.get(number)
    if row.type != USER and (message is None or message.channel_id != channel.id):
        raise Refused(10008)
    return number


def _demand_targets(world: World, channel: Channel, data: dict[str, Any]) -> None:
    """Refuse options that point at nothing here."""
    for option in walk(data.get("options", [])):
        kind = option["type"]
        if option.get("focused") or kind not in (PERSON, CHANNEL, ROLE, MENTIONABLE):
            continue
        number = int(option["value"])
        known = {
            PERSON: number in world.users,
            CHANNEL: number in world.channels.within(channel.guild_id or 0),
            ROLE: number in world.roles.within(channel.guild_id or 0),
            MENTIONABLE: number in world.users or number in world.roles.within(channel.guild_id or 0),
        }
        if not known[kind]:
            raise Refused({PERSON: 10013, CHANNEL: 10003, ROLE: 10011, MENTIONABLE: 10013}[kind])


def _attach(world: World, channel: Channel, request: Request, chosen: list[Any]) -> tuple[Attachment, ...]:
    """Keep the files that attachment options name by index, and put real ids into those options."""
    files = []
    for option in walk(chosen):
        if option["type"] == ATTACHMENT:
            index = int(option["value"])
            if index >= len(request.uploads):
                raise invalid(("data", "attachments"), "BASE_TYPE_REQUIRED", "This file was not sent")
            file = store_upload(world, channel.id, request.uploads[index], private=True)
            files.append(file)
            option["value"] = str(file.id)
    return tuple(files)


def visible_message(world: World, user_id: int, channel: Channel, message_id: int | None) -> Message:
    """Return the message that somebody clicks on: one in this channel, and not private to another."""
    message = world.messages.get(message_id or 0)
    if message is None or message.channel_id != channel.id or message.only_for not in (None, user_id):
        raise Refused(10008)
    return message


def _component(world: World, user_id: int, channel: Channel, request: Request) -> Interaction:
    message = visible_message(world, user_id, channel, request.message_id)
    custom_id = request.data.get("custom_id")
    component = shapes.find(message.components, str(custom_id))
    if component is None or component.get("disabled"):
        raise invalid(("data", "custom_id"), "COMPONENT_VALIDATION_FAILED", "Component validation failed")
    application_id = message.application_id or message.author_id
    if request.application_id not in (None, application_id):
        raise invalid(("application_id",), "BASE_TYPE_BAD", "The message is by another application")
    data: dict[str, Any] = {
        "custom_id": custom_id,
        "component_type": component["type"],
        "id": component["id"],
    }
    if component["type"] in shapes.SELECTS:
        data["values"] = _values(world, channel, component, request.data.get("values"))
    return _begin(
        world, user_id, channel, request, application_id=application_id, data=data, message_id=message.id
    )


def _values(world: World, channel: Channel, component: dict[str, Any], given: Any) -> list[str]:
    values = [str(value) for value in given or ()]
    fits = component.get("min_values", 1) <= len(values) <= component.get("max_values", 1)
    if not fits or len(set(values)) < len(values):
        raise invalid(("data", "values"), "COMPONENT_VALIDATION_FAILED", "Too few or too many values")
    if not all(_is_offered(world, channel, component, value) for value in values):
        raise invalid(("data", "values"), "COMPONENT_VALIDATION_FAILED", "A value isn't offered")
    return values


def _is_offered(world: World, channel: Channel, component: dict[str, Any], value: str) -> bool:
    kind = component["type"]
    if kind == shapes.CHOICE:
        return value in [option["value"] for option in component["options"]]
    guild_id = channel.guild_id or 0
    number = int(value) if value.isascii() and value.isdigit() else 0
    is_user, is_role = number in world.users, number in world.roles.within(guild_id)
    return {
        shapes.USERS: is_user,
        shapes.ROLES: is_role,
        shapes.MENTIONABLES: is_user or is_role,
        shapes.CHANNELS: number in world.channels.within(guild_id),
    }[kind]


def _form(world: World, user_id: int, channel: Channel, request: Request) -> Interaction:
    custom_id = str(request.data.get("custom_id"))
    opened = world.forms.get((user_id, custom_id))
    opener = world.interactions.get(opened.interaction_id) if opened else None
    if opened is None or opener is None or opener.channel_id != channel.id:
        raise invalid(("data", "custom_id"), "MODAL_UNKNOWN", "No such form is open")
    form = Form()
    rows = filled(form, opened.document, request.data.get("components"))
    form.demand()
    world.forms.drop((user_id, custom_id))
    return _begin(
        world, user_id, channel, request, application_id=opener.application_id,
        data={"custom_id": custom_id, "components": rows}, message_id=opener.message_id, opener_id=opener.id,
        name=opener.name,
    )  # fmt: skip


def is_reachable(world: World, interaction: Interaction) -> bool:
    """Tell whether its application can still see where it was asked."""
    channel = world.channels.get(interaction.channel_id)
    if channel is None:
        return False
    return channel.type == DM or sees(world, channel, interaction.application_id)
