"""What stands in a message, in words that are the same the next time."""

import re
from typing import Any, Final

from tika_sandbox.payloads.messages import message
from tika_sandbox.record.scene import ANYTHING
from tika_sandbox.testing.seen import Seen
from tika_sandbox.world.entities import DM, Message
from tika_sandbox.world.state import World

DIRECT: Final = "direct"
"""The place of what is said between the bot and somebody alone."""
_MENTION: Final = re.compile(r"<(@!?|#|@&)(\d+)>")
_COMMAND: Final = re.compile(r"</([^:>]+):\d+>")
_MOMENT: Final = re.compile(r"<t:-?\d+(?::[a-zA-Z])?>")
_ID: Final = re.compile(r"\d{17,20}")
_MARK: Final = re.compile("[\u200e\u200f]")
"""Says in which direction a line is read; nobody sees it."""


def seen(world: World, row: Message) -> Seen:
    """Return a message as its reader sees it."""
    return Seen(message(world, row, row.only_for or 0))


def readable(world: World, row: Message) -> str:
    """Return all that can be read of a message, without ids and moments."""
    return worded(world, seen(world, row).text)


def files_of(world: World, message: Seen) -> tuple[str, ...]:
    """Return the names of a message's files, each with the words that stand for a picture, if it has any."""
    return tuple(
        f"{one['filename']}: {worded(world, one['description'])}"
        if one.get("description")
        else one["filename"]
        for one in message.attachments
    )


def worded(world: World, text: str) -> str:
    """Return ``text`` with names for ids, and ``…`` for moments and whatever else differs each time.

    Marks of direction are left out: a scene is read and written by people.
    """

    def name(found: re.Match[str]) -> str:
        sign, number = found[1], int(found[2])
        if sign == "#":
            channel = world.channels.get(number)
            return f"#{channel.name}" if channel else ANYTHING
        row: Any = world.roles.get(number) if sign == "@&" else world.users.get(number)
        return f"@{row.name}" if row else ANYTHING

    named = _COMMAND.sub(r"/\1", _MENTION.sub(name, _MARK.sub("", text)))
    return _ID.sub(ANYTHING, _MOMENT.sub(ANYTHING, named))


def place_of(world: World, channel_id: int) -> str:
    """Return what a channel is called in a scene."""
    channel = world.channels.get(channel_id)
    if channel is None:
        return ANYTHING
    return DIRECT if channel.type == DM else channel.name or ANYTHING


def author_of(world: World, row: Message) -> str:
    """Return who a message is by, as its readers see it."""
    if row.guise is not None and row.guise.name:
        return row.guise.name
    user = world.users.get(row.author_id)
    return user.name if user else ANYTHING
