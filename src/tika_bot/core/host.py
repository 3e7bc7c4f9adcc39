"""Finds, orders, builds, reloads and stops plugins, each in its own boundary.

A plugin is *found* by its manifest, *ready* once it is built, *running* once it has started. One that can't
run is *refused* with a sentence, one that broke has *failed* with an incident number; the others never
notice.

A reload takes the plugin and everything that imports it down, dependents first, and loads all of it again in
order. If the new code fails, the modules that were set aside come back and the old service is built anew from
them: what matters lives in the store, so nothing is lost on the way.
"""

import asyncio
import inspect
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import structlog

from tika_bot.base.errors import Refusal
from tika_bot.base.ids import UserId
from tika_bot.storage.migrate import upgrade

from .decisions import SWITCHED_OFF, Decisions
from .events import FeatureSwitched, PluginChanged
from .features import FeatureRequired, PluginUnknown
from .finding import Found, chosen, find_plugins, in_order, leave, refusals
from .house import House
from .importing import Modules, demand_syntax, import_room, put_back, take_out
from .incidents import new_incident
from .manifest import closest
from .messages import TIERS, Messages
from .names import named
from .nursery import Nursery
from .plugin import Plugin, State

__all__ = ["Host", "Plugin", "PluginFailed", "State"]

log = structlog.get_logger(__name__)

START_S = 30.0
"""A service that hasn't started by then has failed."""

CLOSE_S = 5.0
"""A service that hasn't closed by then is left behind."""


class PluginFailed(Refusal):
    """A plugin can't be loaded; ``why`` is for the operator. What ran before still runs."""

    key = "core.plugin_failed"


class Host:
    """The keeper of the plugins. It opens ``rooms`` at once; services rest unless it ``starts`` them."""

    def __init__(  # noqa: PLR0913 # what differs from host to host, by name
        self,
        house: House,
        messages: Messages,
        *,
        folders: Iterable[Path] = (),
        only: Iterable[str] = (),
        shipped: bool = True,
        rooms: tuple[str, ...] = ("views", "commands", "listeners", "jobs"),
        starts: bool = True,
    ) -> None:
        self.plugins: dict[str, Plugin] = {}
        self._house = house
        self.messages = messages
        self._folders = tuple(folders)
        self._only = tuple(only)
        self._shipped = shipped
        self._rooms = rooms
        self._starts = starts
        self._changing = asyncio.Lock()
        self._decisions = Decisions(house.database, house.clock)
        self._disabled: dict[str, str] = {}
        house.events.on(FeatureSwitched, self._switched)

    async def start(self) -> None:
        """Find every plugin and start all that can run."""
        async with self._changing:
            for found in self._find().values():
                self.plugins[found.id] = Plugin(found)
            disabled = await self._decisions.disabled()
            self._disabled = {name: why for name, why in disabled.items() if not self._is_required(name)}
            await self._migrate_all()
            await self._load_all()

    async def close(self) -> None:
        """Stop every plugin, dependents first."""
        async with self._changing:
            for name in reversed(self._order()):
                await self._unload(self.plugins[name])
            leave(self._folders)

    def room(self, plugin: str, name: str) -> ModuleType | None:
        """Return the room ``name`` of a running plugin; None if it has none, or isn't running."""
        known = self.plugins.get(plugin)
        if known is None or known.service is None:
            return None
        return self._open(known, name)

    def migrations(self) -> list[Path]:
        """Return the folders of migrations of all plugins found, in order."""
        return [self.plugins[name].folder / "migrations" for name in self._order() if self._has_tables(name)]

    async def reload(self, plugin: str, *, by: UserId | None = None) -> None:
        """Load ``plugin`` and what depends on it anew, or for the first time; ``by`` whom is written down.

        Raises:
            PluginUnknown: there is no such folder.
            PluginFailed: the new code doesn't work; what ran before runs again.
        """
        async with self._changing:
            found = self._find()
            if plugin not in found:
                raise PluginUnknown(given=plugin[:50], suggestion=closest(plugin, found) or "none")
            self._demand_loadable(found, plugin)
            if by is not None:
                await self._decisions.note_reload(plugin, by)
            known = self.plugins.setdefault(plugin, Plugin(found[plugin]))
            affected = self._with_dependents(plugin)
            before = {name: self.plugins[name].found for name in affected}
            taken = await self._take_down(affected)
            known.found = found[plugin]
            try:
                for name in affected:
                    await self._load(self.plugins[name])
            except Exception as error:
                why = await self._failed(known, error)
                await self._bring_back(affected, before, taken)
                raise PluginFailed(plugin=plugin, why=why) from error
            await self._load_all()

    async def disable(self, plugin: str, *, by: UserId) -> None:
        """Stop ``plugin`` and what depends on it, also after the next start.

        Raises:
            PluginUnknown: there's no such plugin.
            FeatureRequired: nothing works without it, its own coming back least of all.
        """
        self._demand_known(plugin)
        if self._is_required(plugin):
            raise FeatureRequired(feature=named(self.plugins[plugin].manifest))
        await self._decisions.decide(plugin, by, is_enabled=False)
        async with self._changing:
            self._disabled[plugin] = SWITCHED_OFF
            for name in reversed(self._with_dependents(plugin)):
                await self._unload(self.plugins[name])
            self._judge()

    async def enable(self, plugin: str, *, by: UserId) -> None:
        """Let ``plugin`` run again, and what waits for it.

        Raises:
            PluginUnknown: there's no such plugin.
            PluginFailed: it can't.
        """
        self._demand_known(plugin)
        await self._decisions.decide(plugin, by, is_enabled=True)
        async with self._changing:
            self._disabled.pop(plugin, None)
            await self._load_all()
        known = self.plugins[plugin]
        if known.state is not State.RUNNING:
            raise PluginFailed(plugin=plugin, why=known.why or "")

    def _find(self) -> dict[str, Found]:
        return chosen(find_plugins(self._folders, shipped=self._shipped), self._only)

    def _refusals(self, found: dict[str, Found], *, trying: str | None = None) -> dict[str, str]:
        """Return why those in ``found`` can't run; that ``trying`` failed before doesn't count."""
        unusable = {name: plugin.why for name, plugin in found.items() if plugin.why} | self._disabled
        failed = {
            name: known.why or ""
            for name, known in self.plugins.items()
            if known.state is State.FAILED and name != trying
        }
        manifests = {name: plugin.manifest for name, plugin in found.items()}
        return refusals(manifests, failed | unusable)

    def _judge(self) -> None:
        """Let every plugin that doesn't run know whether it can, and its guilds why not."""
        why = self._refusals({name: plugin.found for name, plugin in self.plugins.items()})
        for name, plugin in self.plugins.items():
            if plugin.state in (State.RUNNING, State.FAILED):
                continue
            plugin.why = why.get(name)
            plugin.state = State.FOUND
            if plugin.why:
                plugin.state = State.STOPPED if name in self._disabled else State.REFUSED
                self._house.features.refuse(plugin.manifest, plugin.why)
                log.warning("plugin.refused", plugin=name, why=plugin.why)

    def _demand_loadable(self, found: dict[str, Found], plugin: str) -> None:
        """Refuse what is plainly wrong with the new code while the old still runs."""
        why = self._refusals(found, trying=plugin).get(plugin)
        if why:
            raise PluginFailed(plugin=plugin, why=why)
        try:
            demand_syntax(found[plugin].folder)
        except (SyntaxError, ValueError) as wrong:
            raise PluginFailed(plugin=plugin, why=_short(wrong)) from wrong

    def _demand_known(self, plugin: str) -> None:
        if plugin not in self.plugins:
            raise PluginUnknown(given=plugin[:50], suggestion=closest(plugin, self.plugins) or "none")

    def _is_required(self, plugin: str) -> bool:
        return plugin in self.plugins and self.plugins[plugin].manifest.required

    def _order(self) -> list[str]:
        """Return the ids in the order of loading, without those refused: they may go in circles."""
        sane = {name: known for name, known in self.plugins.items() if known.state is not State.REFUSED}
        return in_order({name: known.manifest for name, known in sane.items()})

    def _with_dependents(self, plugin: str) -> list[str]:
        """Return ``plugin`` and all running ones that import it, in the order of loading."""
        affected = {plugin}
        for name in self._order():
            manifest = self.plugins[name].manifest
            if self.plugins[name].service is not None and affected & {*manifest.depends, *manifest.after}:
                affected.add(name)
        return [name for name in self._order() if name in affected] or [plugin]

    async def _load_all(self) -> None:
        """Load what doesn't run yet but can."""
        self._judge()
        for name in self._order():
            plugin = self.plugins[name]
            if plugin.state is not State.FOUND:
                continue
            try:
                await self._load(plugin)
            except Exception as error:  # noqa: BLE001 - a plugin's fault stays its own
                await self._failed(plugin, error)
                self._judge()

    async def _load(self, plugin: Plugin) -> None:
        """Build and start ``plugin``; whatever it raises leaves nothing of it behind."""
        name, house = plugin.id, self._lend(plugin)
        plugin.nursery = house.nursery
        plugin.rooms.clear()
        try:
            if self._has_tables(name):
                await upgrade(house.database, [plugin.folder / "migrations"])
            house.wording.add(name, plugin.folder / "strings")
            settings = self._open(plugin, "settings")
            if settings is not None:
                house.settings.register(name, settings.Settings)
            service = await self._built(plugin, house)
            plugin.state = State.READY
            for room in self._rooms:
                self._open(plugin, room)
            if self._starts:
                await _called(service, "start", START_S)
            self._listen(plugin, service)
        except BaseException:
            await self._clear(plugin)
            raise
        plugin.service, plugin.state, plugin.why = service, State.RUNNING, None
        house.features.add(plugin.manifest, getattr(service, "switched", None))
        log.info("plugin.running", plugin=name, version=plugin.manifest.version)
        await self._house.events.tell(PluginChanged(name, State.RUNNING))

    async def _unload(self, plugin: Plugin) -> Modules:
        """Stop ``plugin`` if it runs, and return its modules, which are no longer imported."""
        if plugin.service is not None:
            await self._house.events.tell(PluginChanged(plugin.id, "stopping"))
            self.messages.remove(plugin.id)
            self._house.features.remove(plugin.id)
            try:
                await _called(plugin.service, "close", CLOSE_S)
            except Exception:  # it goes all the same
                log.exception("plugin.close_failed", plugin=plugin.id)
        was_running = plugin.service is not None
        await self._clear(plugin)
        taken = take_out(plugin.found.package)
        if was_running:
            plugin.state = State.STOPPED
            log.info("plugin.stopped", plugin=plugin.id)
            await self._house.events.tell(PluginChanged(plugin.id, State.STOPPED))
        return taken

    async def _clear(self, plugin: Plugin) -> None:
        """Take back everything that ``plugin`` was lent."""
        plugin.service = None
        plugin.rooms.clear()
        self.messages.remove(plugin.id)
        self._house.events.release(plugin.id)
        self._house.settings.forget(plugin.id)
        self._house.wording.remove(plugin.id)
        if plugin.nursery is not None:
            await plugin.nursery.close()
            plugin.nursery = None

    async def _failed(self, plugin: Plugin, error: Exception) -> str:
        """Note that ``plugin`` broke while it was loaded; return the operator's sentence."""
        incident = new_incident()
        take_out(plugin.found.package)
        plugin.state, plugin.why = State.FAILED, f"{_short(error)} (incident {incident})"
        self._house.features.refuse(plugin.manifest, f"it broke (incident {incident})")
        log.error("plugin.failed", plugin=plugin.id, incident=incident, exc_info=error)
        await self._house.events.tell(PluginChanged(plugin.id, State.FAILED))
        return plugin.why

    async def _take_down(self, names: list[str]) -> dict[str, Modules]:
        return {name: await self._unload(self.plugins[name]) for name in reversed(names)}

    async def _bring_back(
        self, names: list[str], before: dict[str, Found], taken: dict[str, Modules]
    ) -> None:
        """Let the old code of ``names`` run again, as far as it ran."""
        for name in reversed(names):
            await self._unload(self.plugins[name])
        for name in names:
            if not taken[name]:
                continue
            plugin = self.plugins[name]
            plugin.found = before[name]
            put_back(plugin.found.package, taken[name])
            try:
                await self._load(plugin)
            except Exception as error:  # noqa: BLE001 - a plugin's fault stays its own
                await self._failed(plugin, error)

    def _lend(self, plugin: Plugin) -> House:
        manifest = plugin.manifest
        return replace(
            self._house,
            events=self._house.events.lend(plugin.id),
            blobs=self._house.blobs.of(plugin.id),
            log=structlog.get_logger(f"tika.{plugin.id}").bind(plugin=plugin.id),
            nursery=Nursery(plugin.id),
            host=self,
            messages=self.messages,
            neighbours={name: self._service_of(name) for name in (*manifest.depends, *manifest.after)},
        )

    def _service_of(self, name: str) -> Any:  # noqa: ANN401 - a plugin's own class
        known = self.plugins.get(name)
        return known.service if known is not None else None

    async def _built(self, plugin: Plugin, house: House) -> Any:  # noqa: ANN401 - a plugin's own class
        wiring = self._open(plugin, "plugin")
        if wiring is None or not hasattr(wiring, "build"):
            raise TypeError("plugin.py has no build(house)")
        built = wiring.build(house)
        return await built if inspect.isawaitable(built) else built

    def _open(self, plugin: Plugin, room: str) -> ModuleType | None:
        if room not in plugin.rooms:
            plugin.rooms[room] = import_room(plugin.found.package, plugin.folder, room)
        return plugin.rooms[room]

    def _listen(self, plugin: Plugin, service: object) -> None:
        if "listeners" not in self._rooms:
            return
        room = self._open(plugin, "listeners")
        tiers = {tier: getattr(room, tier)(service) for tier in TIERS if hasattr(room, tier)}
        self.messages.add(plugin.id, tiers)

    def _has_tables(self, name: str) -> bool:
        return any((self.plugins[name].folder / "migrations").glob("*.py"))

    async def _migrate_all(self) -> None:
        """Bring all tables up to date at once; one that fails is found out when its plugin loads."""
        self._judge()
        try:
            await upgrade(self._house.database, self.migrations())
        except Exception:
            log.exception("plugin.migrations_failed")

    async def _switched(self, event: FeatureSwitched) -> None:
        if event.on:
            await self._house.timers.release(event.plugin, guild=event.guild)


async def _called(service: object, name: str, within_s: float) -> None:
    """Await the service's method ``name`` if it has one."""
    method = getattr(service, name, None)
    if method is None:
        return
    result = method()
    if inspect.isawaitable(result):
        async with asyncio.timeout(within_s):
            await result


def _short(error: BaseException) -> str:
    """Return one line about ``error`` for an operator, with the place if it is one of syntax."""
    if isinstance(error, SyntaxError) and error.filename:
        return f"{Path(error.filename).name}:{error.lineno}: {error.msg}"
    text = str(error).splitlines()
    return f"{type(error).__name__}: {text[0] if text else ''}"[:300]
