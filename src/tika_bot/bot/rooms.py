"""Opens the plugins' front doors in discord.py and closes them again.

Every cog and context menu is told whose it is, and stays on the *global* tree in memory: which guild sees
which command in its picker is decided by `registration`, and a guild's command falls through to that tree.
"""

from typing import Any

import discord
import structlog
from discord import app_commands
from discord.ext import commands

from tika_bot.core.host import Host
from tika_bot.core.wording import Wording

log = structlog.get_logger("tika.rooms")

Bot = commands.AutoShardedBot
TopLevel = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu


class Rooms:
    """Knows which cogs and menus belong to which plugin."""

    def __init__(self, bot: Bot, host: Host, wording: Wording) -> None:
        self._bot = bot
        self._host = host
        self._wording = wording
        self._cogs: dict[str, list[commands.Cog]] = {}
        self._menus: dict[str, list[app_commands.ContextMenu]] = {}

    async def open(self, plugin: str) -> None:
        """Add the commands of ``plugin``, in place of those it had.

        Raises:
            Exception: whatever its ``commands.py`` or discord.py raise; then none of its commands are there.
        """
        await self.close(plugin)
        room = self._host.room(plugin, "commands")
        if room is None:
            return
        service = self._host.plugins[plugin].service
        try:
            for cog in room.cogs(service, self._wording):
                cog.plugin, cog.bot = plugin, self._bot  # our labels on discord.py's class
                await self._bot.add_cog(cog)
                self._cogs.setdefault(plugin, []).append(cog)
            for menu in self._menus_of(room, service):
                menu.extras["plugin"] = plugin
                self._bot.tree.add_command(menu)
                self._menus.setdefault(plugin, []).append(menu)
        except Exception:
            await self.close(plugin)
            raise

    async def close(self, plugin: str) -> None:
        """Remove the commands of ``plugin``."""
        for cog in self._cogs.pop(plugin, ()):
            await self._bot.remove_cog(cog.qualified_name)
        for menu in self._menus.pop(plugin, ()):
            self._bot.tree.remove_command(menu.name, type=menu.type)

    def commands(self, plugin: str) -> list[TopLevel]:
        """Return the slash commands and menus of ``plugin`` that stand at the top."""
        slash = [command for cog in self._cogs.get(plugin, ()) for command in top_level(cog)]
        return [*slash, *self._menus.get(plugin, ())]

    @property
    def foreign(self) -> list[TopLevel]:
        """Return the commands on the tree that no plugin brought: those of plain extensions."""
        known = {id(command) for plugin in self._host.plugins for command in self.commands(plugin)}
        types = (discord.AppCommandType.user, discord.AppCommandType.message)
        tree = self._bot.tree
        everything: list[TopLevel] = [*tree.get_commands(type=discord.AppCommandType.chat_input)]
        for kind in types:
            everything += tree.get_commands(type=kind)
        return [command for command in everything if id(command) not in known]

    def _menus_of(self, room: Any, service: object) -> list[app_commands.ContextMenu]:  # noqa: ANN401 # a module
        build = getattr(room, "menus", None)
        return [] if build is None else list(build(service, self._wording))


def top_level(cog: commands.Cog) -> list[app_commands.Command[Any, ..., Any] | app_commands.Group]:
    """Return the slash commands of ``cog`` that stand at the top: its own, and those of hybrid commands."""
    if cog.app_command is not None:
        return [cog.app_command]
    found = cog.get_app_commands()
    for command in cog.get_commands():
        slash = getattr(command, "app_command", None)
        if slash is not None and slash.parent is None:
            found.append(slash)
    return found
