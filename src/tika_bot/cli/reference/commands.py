"""The page of every command: how it's written, who may, what it takes."""

import importlib
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from tika_bot.core.wording import Wording
from tika_bot.kit.catalogue import Declared, declared

from .tables import NOTHING, code, shipped, table

Leaf = tuple[Declared, Any, int, bool]
"""A command as its cog declares it, as Discord's picker has it, its permissions, whether servers only."""

UNDESCRIBED = "…"
"""What discord.py puts where an option has no description."""


def page() -> str:
    """Return every command of the plugins that ship, with its options."""
    lines = [
        "# Commands",
        "",
        "All of them work as slash commands; most also after a prefix (`!` unless the server chose others)",
        "or after a mention of the bot. Options in brackets may be left out.",
    ]
    for found in shipped():
        room = _room(found.package)
        leaves = sorted((leaf for top in declared(room) for leaf in _leaves(top)), key=_name)
        menus = _menus(room)
        if leaves or menus:
            lines += ["", f"## {found.manifest.name}"]
        for leaf in leaves:
            lines += ["", *_command(*leaf)]
        for menu in menus:
            lines += ["", f"### Apps → {menu.name}", "", f"In the menu of a {menu.type.name}."]
    return "\n".join(lines) + "\n"


def _room(package: str) -> ModuleType | None:
    try:
        return importlib.import_module(f"{package}.commands")
    except ModuleNotFoundError as missing:
        if missing.name != f"{package}.commands":
            raise
        return None


def _menus(room: ModuleType | None) -> list[app_commands.ContextMenu]:
    make = getattr(room, "menus", None)
    return list(make(None, Wording())) if make is not None else []


def _name(leaf: Leaf) -> str:
    return str(leaf[1].qualified_name)


def _leaves(command: Declared, permissions: int = 0, *, servers_only: bool = False) -> Iterator[Leaf]:
    """Yield the commands that can be run; what their groups demand holds for them too."""
    slash = getattr(command, "app_command", None) or command
    wanted: discord.Permissions | None = getattr(slash, "default_permissions", None)
    permissions |= wanted.value if wanted is not None else 0
    servers_only = servers_only or bool(getattr(slash, "guild_only", False))
    children = list(getattr(slash, "commands", ()))
    if not children:
        yield command, slash, permissions, servers_only
    for child in children:
        yield from _leaves(child, permissions, servers_only=servers_only)


def _command(command: Declared, slash: Any, permissions: int, servers_only: bool) -> list[str]:  # noqa: ANN401, FBT001 # a row of the table above
    options = list(getattr(slash, "parameters", ()))
    blanks = [option.display_name if option.required else f"[{option.display_name}]" for option in options]
    names = [name for name, on in discord.Permissions(permissions) if on]
    who = ", ".join(f"*{name.replace('_', ' ')}*" for name in names)
    facts = [
        f"For members with {who}." if who else "For everybody.",
        "In servers only." if servers_only else "Also in direct messages.",
        *_prefix_twins(command),
    ]
    lines = [
        f"### `/{' '.join([slash.qualified_name, *blanks])}`",
        "",
        slash.description,
        "",
        " ".join(facts),
    ]
    if options:
        head = ["option", "takes", "default", "what it is"]
        lines += ["", *table(head, [_option(option) for option in options])]
    return lines


def _prefix_twins(command: Declared) -> list[str]:
    aliases = getattr(command, "aliases", ())
    if aliases:
        return [f"After a prefix also {', '.join(f'`{alias}`' for alias in aliases)}."]
    is_hybrid = isinstance(command, commands.HybridCommand | commands.HybridGroup) or hasattr(
        command, "wrapped"
    )
    return [] if is_hybrid else ["Slash only."]


def _option(option: app_commands.Parameter) -> tuple[str, str, str, str]:
    takes = option.type.name.replace("_", " ")
    if option.choices:
        takes = ", ".join(code(choice.name) for choice in option.choices)
    elif option.min_value is not None or option.max_value is not None:
        takes += f", {_limit(option.min_value)} to {_limit(option.max_value)}"
    if option.autocomplete:
        takes += ", suggested while you type"
    default = NOTHING if option.required or option.default is None else code(option.default)
    text = str(option.description)
    return code(option.display_name), takes, default, "" if text == UNDESCRIBED else text


def _limit(value: float | None) -> str:
    return NOTHING if value is None else f"{value:,g}" if abs(value) < 1_000 else f"{value:,}"  # noqa: PLR2004
