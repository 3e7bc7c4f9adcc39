"""Which slash commands Discord shows where, written only where something changed.

Plugins that no guild can do without are global commands: written once for all guilds, and there in direct
messages. Every other plugin's commands are written per guild, so that a switched-off plugin vanishes from
that guild's picker; those that also make sense in direct messages are global too, but shown only there.

Discord allows 200 creations a day and guild. So a guild's toggles are gathered for a moment into one write,
the write is skipped if the content's hash is known to be there, and it is put off when the day is used up.
"""

import asyncio
import hashlib
from typing import Any
from weakref import WeakKeyDictionary

import discord
import orjson
import structlog
from discord import app_commands

from tika_bot.base.ids import OPERATORS, GuildId
from tika_bot.bot.localising import localised
from tika_bot.bot.rooms import Rooms, TopLevel
from tika_bot.bot.wing import Wing
from tika_bot.core.presence import Written

log = structlog.get_logger("tika.registration")

GATHER_S = 3.0
"""How long a guild's toggles are gathered into one write."""

CREATIONS_A_DAY = 200
"""Discord's limit per guild."""

CLOSE_TO_LIMIT = 150
"""From here on the page of switches says that the picker may lag behind."""

BOT_DM = 1
"""Discord's number for a conversation with the bot in ``contexts``."""

Payload = list[dict[str, Any]]

Tree = app_commands.CommandTree[Any]


class Registration:
    """Keeps Discord's lists of commands equal to what is on."""

    def __init__(
        self,
        wing: Wing,
        tree: Tree,
        rooms: Rooms,
        *,
        gather_s: float = GATHER_S,
    ) -> None:
        self._tree = tree
        self._rooms = rooms
        self._host = wing.host
        self._wording = wing.wording
        self._features = wing.features
        self._presence = wing.presence
        self._clock = wing.clock
        self._gather_s = gather_s
        self._wanted: dict[GuildId, float] = {}
        """Guild → when to look at it, in the loop's time."""
        self._changed = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._creations: dict[GuildId, int] = {}
        self._documents: WeakKeyDictionary[TopLevel, dict[str, Any]] = WeakKeyDictionary()
        """Each command as Discord is told of it."""

    def touch(self, guild: GuildId, *, soon: bool = False) -> None:
        """Look at ``guild`` in a moment, or at once if ``soon``; more touches until then cost nothing."""
        due = asyncio.get_running_loop().time() + (0 if soon else self._gather_s)
        self._wanted.setdefault(guild, due)
        self._idle.clear()
        self._changed.set()

    async def settled(self) -> None:
        """Return when nothing waits to be written."""
        await self._idle.wait()

    def is_close_to_limit(self, guild: GuildId) -> bool:
        """Return whether today's creations in ``guild`` are nearly used up."""
        return self._creations.get(guild, 0) >= CLOSE_TO_LIMIT

    async def run(self) -> None:
        """Write what is due, for ever."""
        while True:
            self._changed.clear()
            guild = self._next()
            if guild is None:
                await self._wait()
                continue
            try:
                await self._write(guild)
            except discord.HTTPException as refused:
                log.warning("commands.refused", guild=guild, status=refused.status, why=refused.text)
            except Exception:
                log.exception("commands.failed", guild=guild)

    def _next(self) -> GuildId | None:
        now = asyncio.get_running_loop().time()
        due = [guild for guild, at in self._wanted.items() if at <= now]
        if not due:
            return None
        guild = due[0]
        del self._wanted[guild]
        return guild

    async def _wait(self) -> None:
        if not self._wanted:
            self._idle.set()
            await self._changed.wait()
            return
        pause = min(self._wanted.values()) - asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout(max(pause, 0)):
                await self._changed.wait()
        except TimeoutError:
            return

    async def _write(self, guild: GuildId) -> None:
        """Make Discord's list for ``guild`` (0 is the global one) what it should be."""
        payload = self.everywhere() if guild == OPERATORS else self.here(guild)
        digest = hashlib.sha256(orjson.dumps(payload, option=orjson.OPT_SORT_KEYS)).hexdigest()
        before = await self._presence.commands(guild)
        if before is not None and before.hash == digest:
            return
        if before is None and not payload and guild != OPERATORS:
            return
        today = self._clock.now().date().isoformat()
        used = before.creations if before is not None and before.day == today else 0
        fresh = await self._fresh(guild, payload)
        self._creations[guild] = used + fresh
        if used + fresh > CREATIONS_A_DAY:
            log.warning("commands.postponed", guild=guild, used=used, wanted=fresh)
            return
        await self._put(guild, payload)
        await self._presence.wrote_commands(guild, Written(digest, today, used + fresh))
        log.info("commands.written", guild=guild, commands=len(payload), created=fresh)

    async def _fresh(self, guild: GuildId, payload: Payload) -> int:
        """Return how many commands of ``payload`` Discord would have to create."""
        http, application = self._tree._http, self._application  # noqa: SLF001 # discord.py has no public raw PUT
        if guild == OPERATORS:
            known = await http.get_global_commands(application)
        else:
            known = await http.get_guild_commands(application, guild)
        have = {(command["name"], command.get("type", 1)) for command in known}
        return sum((command["name"], command["type"]) not in have for command in payload)

    async def _put(self, guild: GuildId, payload: Payload) -> None:
        http, application = self._tree._http, self._application  # noqa: SLF001 # as above
        if guild == OPERATORS:
            await http.bulk_upsert_global_commands(application, payload=payload)
        else:
            await http.bulk_upsert_guild_commands(application, guild, payload=payload)

    @property
    def _application(self) -> int:
        application: int | None = self._tree.client.application_id
        assert application is not None  # known since login
        return application

    def here(self, guild: GuildId) -> Payload:
        """Return the commands that ``guild`` itself should have."""
        return [
            self._told(command, plugin)
            for plugin in sorted(self._host.plugins)
            if not self._host.plugins[plugin].manifest.required and self._features.is_on(guild, plugin)
            for command in self._rooms.commands(plugin)
        ]

    def everywhere(self) -> Payload:
        """Return the global commands: the indispensable, the foreign, and what works in direct messages."""
        told = [command.to_dict(self._tree) for command in self._rooms.foreign]
        for name, plugin in sorted(self._host.plugins.items()):
            for command in self._rooms.commands(name):
                if plugin.manifest.required:
                    told.append(self._told(command, name))
                elif plugin.manifest.direct and not command.guild_only:
                    told.append(self._told(command, name) | {"contexts": [BOT_DM]})
        return told

    def _told(self, command: TopLevel, plugin: str) -> dict[str, Any]:
        # A plugin that is loaded again has new commands; a thousand guilds have the same ones.
        if command not in self._documents:
            self._documents[command] = localised(command.to_dict(self._tree), plugin, self._wording)
        return self._documents[command]
