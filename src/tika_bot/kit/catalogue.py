"""Which commands a plugin's ``commands`` room declares, read from its cogs without a running bot."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any, TypeGuard

from discord import app_commands
from discord.ext import commands

Declared = commands.Command[Any, ..., Any] | app_commands.Command[Any, ..., Any] | app_commands.Group


@dataclass(frozen=True, slots=True)
class Entry:
    """One command as a member types it."""

    name: str
    """With its parents, as in ``settings open``."""
    text: str
    permissions: int
    """Discord's bits that a member needs by default; 0 means everybody."""
    guild_only: bool = False


def declared(room: ModuleType | None) -> Iterator[Declared]:
    """Yield the top-level commands of the cogs in ``room``."""
    for kind in vars(room).values() if room is not None else ():
        if _is_cog(kind):
            own: list[Declared] = [*kind.__cog_commands__, *kind.__cog_app_commands__]
            yield from (command for command in own if command.parent is None)


def _is_cog(kind: object) -> TypeGuard[type[commands.Cog]]:
    return isinstance(kind, type) and issubclass(kind, commands.Cog) and kind is not commands.Cog


def entries(room: ModuleType | None) -> tuple[Entry, ...]:
    """Return every command of ``room`` that can be run, by name."""
    found = (entry for command in declared(room) for entry in _leaves(command))
    return tuple(sorted(found, key=lambda entry: entry.name))


def _leaves(command: Declared, permissions: int = 0, *, guild_only: bool = False) -> Iterator[Entry]:
    slash = getattr(command, "app_command", None) or command
    wanted = getattr(slash, "default_permissions", None)
    permissions |= wanted.value if wanted is not None else 0
    guild_only |= bool(getattr(slash, "guild_only", False))
    children = list(getattr(slash, "commands", ()))
    if not children:
        yield Entry(slash.qualified_name, getattr(slash, "description", "") or "", permissions, guild_only)
    for child in children:
        yield from _leaves(child, permissions, guild_only=guild_only)
