"""Ids of buttons, menus and forms: ``plugin:verb:args``, so that a click means the same after a restart.

They hold keys only, never amounts or secrets: whoever can send a click can send any id.
"""

import re
from dataclasses import dataclass

LONGEST = 100
"""Discord's limit for a ``custom_id``."""

NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")


@dataclass(frozen=True, slots=True)
class ActionId:
    """What a click asks for."""

    plugin: str
    verb: str
    args: tuple[str, ...] = ()


def action_id(plugin: str, verb: str, *args: object) -> str:
    """Return the id that `parse_action` reads back; each of ``args`` comes back as its text.

    Raises:
        ValueError: longer than 100 characters, a name with other letters than a-z 0-9 _, or ``:`` in an arg.
    """
    parts = [str(arg) for arg in args]
    if not (NAME.fullmatch(plugin) and NAME.fullmatch(verb)):
        raise ValueError(f"not a plugin and a verb: {plugin!r}, {verb!r}")
    if any(":" in part for part in parts):
        raise ValueError(f"an argument may not hold a colon: {parts!r}")
    text = ":".join((plugin, verb, *parts))
    if len(text) > LONGEST:
        raise ValueError(f"longer than {LONGEST} characters: {text!r}")
    return text


def parse_action(custom_id: str) -> ActionId | None:
    """Return what ``custom_id`` asks for, or None if it isn't one of ours."""
    plugin, _, rest = custom_id.partition(":")
    verb, *args = rest.split(":")
    if len(custom_id) > LONGEST or not (NAME.fullmatch(plugin) and NAME.fullmatch(verb)):
        return None
    return ActionId(plugin, verb, tuple(args))
