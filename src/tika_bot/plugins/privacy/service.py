"""What members can ask about their data: shown, exported, deleted, across all plugins and guilds."""

import inspect
from typing import Any

import structlog

from tika_bot.base.errors import Broken
from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.events import Events, GuildPurged, MemberForgotten
from tika_bot.core.finding import in_order
from tika_bot.core.host import Host
from tika_bot.core.manifest import Manifest
from tika_bot.core.settings import Settings

from .store import HouseRecords

log = structlog.get_logger(__name__)


class Privacy:
    """The plugin's verbs."""

    def __init__(self, host: Host, records: HouseRecords, settings: Settings, events: Events) -> None:
        self._host = host
        self._events = events
        self._records = records
        self._settings = settings
        self._forgetting: set[UserId] = set()
        """Whom this worker forgets just now, and so needn't be told to."""
        events.on(MemberForgotten, self._heard)

    def keepers(self) -> tuple[Manifest, ...]:
        """Return every running plugin that keeps something about members; its manifest states what."""
        return tuple(
            plugin.manifest
            for plugin in self._host.plugins.values()
            if plugin.service is not None and plugin.manifest.data is not None
        )

    async def export(self, user: UserId) -> dict[str, Any]:
        """Return everything that is kept about ``user``, by plugin; plain JSON values."""
        kept: dict[str, Any] = {"core": await self._records.export(user)}
        for name, service in self._services("export"):
            exported = service.export(user)
            kept[name] = await exported if inspect.isawaitable(exported) else exported
        return kept

    async def forget(self, user: UserId) -> None:
        """Delete everything that is kept about ``user``.

        Raises:
            Broken: a plugin couldn't; what the others kept is gone all the same, and it may be tried again.
        """
        self._forgetting.add(user)
        try:
            failed = await self._forget_in_plugins(user)
            await self._settings.forget_member(user)
            await self._records.forget(user)
            await self._events.tell(MemberForgotten(user))
        finally:
            self._forgetting.discard(user)
        if failed:
            raise Broken(plugins=", ".join(failed))

    async def _heard(self, event: MemberForgotten) -> None:
        """Let the plugins of this worker forget, too: they remember what waits to be written."""
        if event.user not in self._forgetting:
            await self._forget_in_plugins(event.user)

    async def _forget_in_plugins(self, user: UserId) -> list[str]:
        """Return the plugins that couldn't.

        Whoever hears from another plugin forgets before it, and all do so twice: what one was telling the
        other meanwhile, as that a quest is done, is gone after the second time.
        """
        for _ in range(2):
            failed = []
            for name, service in reversed(self._services("forget")):
                try:
                    forgetting = service.forget(user)
                    if inspect.isawaitable(forgetting):
                        await forgetting
                except Exception:  # the others must forget nevertheless
                    log.exception("privacy.not_forgotten", plugin=name)
                    failed.append(name)
        return failed

    async def purge(self, guild: GuildId) -> int:
        """Delete everything of ``guild``; return how many rows went."""
        gone = await self._records.purge(guild)
        await self._events.tell(GuildPurged(guild))
        log.info("privacy.purged", guild=guild, rows=gone)
        return gone

    def _services(self, verb: str) -> list[tuple[str, Any]]:
        """Return the running services with that ``verb``, each behind those that it hears from."""
        plugins = self._host.plugins
        running = {
            name: plugin
            for name, plugin in plugins.items()
            if plugin.service is not None and plugin.service is not self
        }
        order = in_order({name: plugin.manifest for name, plugin in running.items()})
        return [(name, running[name].service) for name in order if hasattr(running[name].service, verb)]
