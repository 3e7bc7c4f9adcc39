"""Interactions: to the application with everything resolved, and to the person as far as it's theirs."""

from typing import Any

from tika_sandbox.payloads.files import attachment
from tika_sandbox.payloads.messages import message
from tika_sandbox.payloads.people import application, member_without_user, role, user
from tika_sandbox.payloads.places import channel
from tika_sandbox.world.entities import Channel, Message
from tika_sandbox.world.permissions import in_channel
from tika_sandbox.world.requests import COMPONENT, THINKING, Interaction
from tika_sandbox.world.shapes.commands import ATTACHMENT, CHANNEL, MENTIONABLE, PERSON, ROLE, USER
from tika_sandbox.world.shapes.components import CHANNELS, MENTIONABLES, ROLES, USERS
from tika_sandbox.world.shapes.modals import inputs
from tika_sandbox.world.shapes.options import walk
from tika_sandbox.world.state import World

LARGEST_ATTACHMENT = 10 * 1024 * 1024


def asked(world: World, row: Interaction) -> dict[str, Any]:
    """Return INTERACTION_CREATE as the application gets it."""
    place = world.channels[row.channel_id]
    document: dict[str, Any] = {
        "id": str(row.id),
        "application_id": str(row.application_id),
        "type": row.type,
        "token": row.token,
        "version": 1,
        "data": _data(world, row, place),
        "channel_id": str(row.channel_id),
        "channel": {
            **channel(world, place, row.application_id),
            "permissions": str(in_channel(world, place, row.user_id)),
        },
        "locale": world.users[row.user_id].locale,
        "app_permissions": str(in_channel(world, place, row.application_id)),
        "entitlements": [],
        "authorizing_integration_owners": {"0": str(row.guild_id or 0)},
        "context": 0 if row.guild_id else 1,
        "attachment_size_limit": LARGEST_ATTACHMENT,
    }
    _add_asker(world, document, row, place)
    if row.message_id is not None and (clicked := world.messages.get(row.message_id)):
        document["message"] = message(world, clicked, row.user_id)
    return document


def _add_asker(world: World, document: dict[str, Any], row: Interaction, place: Channel) -> None:
    if row.guild_id is None:
        document["user"] = user(world.users[row.user_id])
        return
    guild = world.guilds[row.guild_id]
    document["guild_id"] = str(row.guild_id)
    document["guild_locale"] = guild.locale
    document["guild"] = {"id": str(guild.id), "locale": guild.locale, "features": list(guild.features)}
    document["member"] = {
        "user": user(world.users[row.user_id]),
        **member_without_user(world.members[row.guild_id, row.user_id]),
        "permissions": str(in_channel(world, place, row.user_id)),
    }


def _data(world: World, row: Interaction, place: Channel) -> dict[str, Any]:
    resolved = _Resolved(world, row, place)
    if row.type == COMPONENT:
        for value in row.data.get("values", ()):
            resolved.add(_MENUS.get(row.data["component_type"], 0), value)
    elif "components" in row.data:
        for field in inputs(row.data["components"]):
            for value in field.get("values") or ():
                resolved.add(_MENUS.get(field["type"], 0), value)
    else:
        for option in walk(row.data.get("options", [])):
            if not option.get("focused"):
                resolved.add(option["type"], option["value"])
        if "target_id" in row.data:
            resolved.add(PERSON if row.data["type"] == USER else _MESSAGE, row.data["target_id"])
    return {**row.data, "resolved": resolved.found} if resolved.found else dict(row.data)


_MESSAGE = -1
_MENUS = {USERS: PERSON, ROLES: ROLE, CHANNELS: CHANNEL, MENTIONABLES: MENTIONABLE}


class _Resolved:
    """Gathers the objects that an interaction's ids mean."""

    def __init__(self, world: World, row: Interaction, place: Channel) -> None:
        self.world = world
        self.row = row
        self.place = place
        self.found: dict[str, dict[str, Any]] = {}

    def _put(self, sort: str, number: int, document: dict[str, Any]) -> None:
        self.found.setdefault(sort, {})[str(number)] = document

    def add(self, kind: int, value: Any) -> None:
        """Look up one value of an option of that kind."""
        if kind == ATTACHMENT:
            self._put("attachments", int(value), attachment(self.world, self.world.files[int(value)]))
        elif kind == CHANNEL:
            self._channel(int(value))
        elif kind == _MESSAGE:
            self._put("messages", int(value), message(self.world, self.world.messages[int(value)]))
        elif kind in (PERSON, MENTIONABLE, ROLE):
            self._somebody(int(value))

    def _channel(self, number: int) -> None:
        row = self.world.channels[number]
        document = channel(self.world, row)
        bits = in_channel(self.world, row, self.row.user_id)
        self._put("channels", number, {**document, "permissions": str(bits)})

    def _somebody(self, number: int) -> None:
        if found := self.world.roles.get(number):
            self._put("roles", number, role(found))
            return
        self._put("users", number, user(self.world.users[number]))
        row = self.world.members.get((self.row.guild_id or 0, number))
        if row is not None:
            bits = in_channel(self.world, self.place, number)
            self._put("members", number, {**member_without_user(row), "permissions": str(bits)})


def settled(row: Interaction, sort: str) -> dict[str, Any]:
    """Return what tells a person's client how their request fares: created, success or failure."""
    document: dict[str, Any] = {"id": str(row.id)}
    if row.nonce is not None:
        document["nonce"] = row.nonce
    if sort == "failure":
        document["reason_code"] = 2
    return document


def form_opened(world: World, row: Interaction, form: dict[str, Any]) -> dict[str, Any]:
    """Return INTERACTION_MODAL_CREATE."""
    bot = world.applications[row.application_id]
    document = {
        "id": str(row.id),
        "channel_id": str(row.channel_id),
        "application": {
            key: application(world, bot)[key] for key in ("id", "name", "icon", "description", "bot")
        },
        **form,
    }
    if row.guild_id is not None:
        document["guild_id"] = str(row.guild_id)
    if row.nonce is not None:
        document["nonce"] = row.nonce
    return document


def callback(world: World, row: Interaction, kind: int, answered: Message | None) -> dict[str, Any]:
    """Return what a callback with ``with_response`` is answered with."""
    about: dict[str, Any] = {"id": str(row.id), "type": row.type}
    document: dict[str, Any] = {"interaction": about}
    if answered is not None:
        about |= {
            "response_message_id": str(answered.id),
            "response_message_loading": row.state == THINKING,
            "response_message_ephemeral": answered.only_for is not None,
        }
        # Discord's description knows a resource for messages said and changed only.
        if kind in (4, 7):
            document["resource"] = {"type": kind, "message": message(world, answered, row.application_id)}
    return document
