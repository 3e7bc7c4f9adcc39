"""Which plugin is on in which guild.

A plugin is on where somebody switched it on, else where the operator or its manifest says so by default, and
only while everything that it depends on is on too. Almost every guild has the defaults, so one set serves
them all; a guild that chose something gets a set of its own, made once per change.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter

import structlog
from sqlalchemy import select

from tika_bot.base.clock import Clock
from tika_bot.base.errors import Refusal
from tika_bot.base.ids import GuildId, UserId
from tika_bot.storage.database import Database
from tika_bot.storage.statements import upsert

from .audit import Deed, note
from .events import Events, FeatureSwitched, GuildPurged, NewsMissed
from .manifest import PRIVILEGED_INTENTS, Manifest, closest
from .names import NAME, named
from .permits import missing_permissions
from .tables import features as table
from .wording import Named, Phrases

log = structlog.get_logger(__name__)

Switched = Callable[[GuildId, bool], Awaitable[None]]
"""A service's ``switched``: ends or saves what runs in the guild, or takes it up again."""


class PluginUnknown(Refusal):
    """No plugin has that id."""

    key = "core.plugin_unknown"


class FeatureUnavailable(Refusal):
    """The plugin isn't running on this bot. Why is for those who run it."""

    key = "core.feature_unavailable"


class FeatureRequired(Refusal):
    """No guild can do without this plugin."""

    key = "core.feature_required"


class FeatureForOperators(Refusal):
    """Only an operator may switch this plugin."""

    key = "core.feature_operator"


class FeatureNeeds(Refusal):
    """The plugin depends on others that are off."""

    key = "core.feature_needs"


class FeatureOff(Refusal):
    """The plugin is off in this guild."""

    key = "core.feature_off"


@dataclass(frozen=True, slots=True)
class FeatureReport:
    """How one plugin stands in one guild."""

    manifest: Manifest
    is_on: bool
    is_chosen: bool
    """Whether somebody switched it, as opposed to a default."""
    why_unavailable: str | None
    """The host's sentence, if the plugin isn't running at all."""
    missing_permissions: tuple[str, ...]
    missing_intents: tuple[str, ...]
    off_dependencies: tuple[str, ...]

    @property
    def is_fully_working(self) -> bool:
        """Return whether it is on and lacks nothing."""
        lacks = self.missing_permissions or self.missing_intents or self.why_unavailable
        return self.is_on and not lacks


@dataclass(slots=True)
class _Known:
    manifest: Manifest
    switched: Switched | None


class Features:
    """The switches of all guilds. The host adds and removes plugins as they start and stop."""

    def __init__(
        self,
        database: Database,
        events: Events,
        clock: Clock,
        *,
        on: Iterable[str] = (),
        off: Iterable[str] = (),
    ) -> None:
        self._database = database
        self._events = events
        self._clock = clock
        self._by_operator = dict.fromkeys(on, True) | dict.fromkeys(off, False)
        self._known: dict[str, _Known] = {}
        self._unavailable: dict[str, tuple[Manifest, str]] = {}
        self._choices: dict[GuildId, dict[str, bool]] = {}
        self._moves = 0
        """Grows with every switch that is moved here."""
        self._on: dict[GuildId, frozenset[str]] = {}
        self._order: tuple[str, ...] = ()
        self._default: frozenset[str] = frozenset()
        self._direct: frozenset[str] = frozenset()
        events.on(FeatureSwitched, self._heard)
        events.on(GuildPurged, self._purged)
        events.on(NewsMissed, self._missed)

    async def load(self) -> None:
        """Read every switch that anybody ever moved."""
        moves = None
        while moves != self._moves:  # else what was moved here while we read would be moved back
            moves = self._moves
            async with self._database.house("core.features", writes=False) as connection:
                rows = (await connection.execute(select(table))).mappings().all()
        self._choices = {}
        for row in rows:
            self._choices.setdefault(GuildId(row["guild_id"]), {})[row["plugin"]] = row["is_on"]
        self._compile()

    def add(self, manifest: Manifest, switched: Switched | None = None) -> None:
        """Let guilds use a plugin that runs."""
        self._unavailable.pop(manifest.id, None)
        self._known[manifest.id] = _Known(manifest, switched)
        self._compile()

    def remove(self, plugin: str) -> None:
        """Take a plugin away that no longer runs; the switches stay as they are."""
        self._known.pop(plugin, None)
        self._unavailable.pop(plugin, None)
        self._compile()

    def refuse(self, manifest: Manifest, why: str) -> None:
        """Show a plugin that can't run, with the reason."""
        self._known.pop(manifest.id, None)
        self._unavailable[manifest.id] = (manifest, why)
        self._compile()

    def plugins_on(self, guild: GuildId) -> frozenset[str]:
        """Return the ids of all plugins that run and are on in ``guild``; in a private space the defaults."""
        on = self._on.get(guild)
        if on is None:
            choices = self._choices.get(guild)
            if choices is None:
                return self._default
            on = self._on[guild] = self._compiled(choices)
        return on

    def is_on(self, guild: GuildId, plugin: str) -> bool:
        """Return whether ``plugin`` runs and is on in ``guild``."""
        return plugin in self.plugins_on(guild)

    def hears(self, guild: GuildId | None, plugin: str) -> bool:
        """Return whether ``plugin`` hears chat there; None means direct messages."""
        return plugin in self._direct if guild is None else self.is_on(guild, plugin)

    def demand(self, guild: GuildId, plugin: str) -> None:
        """Let pass if ``plugin`` is on in ``guild``.

        Raises:
            FeatureOff: it isn't.
            FeatureUnavailable: it runs nowhere on this bot.
        """
        if not self.is_on(guild, plugin):
            known = self._demand_known(plugin)
            raise FeatureOff(feature=named(known))

    async def switch(
        self,
        guild: GuildId,
        plugin: str,
        on: bool,  # noqa: FBT001 - `switch(guild, "levels", True)` reads well
        *,
        by: UserId,
        is_operator: bool = False,
    ) -> None:
        """Switch ``plugin`` in ``guild``; those that depend on it go with it and come back with it.

        Not to be called inside another transaction: what listens must hear of it once it is durable.

        Raises:
            PluginUnknown: no such plugin.
            FeatureUnavailable: it isn't running.
            FeatureRequired: it can't be switched off.
            FeatureForOperators: ``by`` isn't one (``is_operator``).
            FeatureNeeds: what it depends on is off.
        """
        manifest = self._demand_known(plugin)
        self._demand_switchable(guild, manifest, on=on, is_operator=is_operator)
        row = {
            "guild_id": guild,
            "plugin": plugin,
            "is_on": on,
            "changed_by": by,
            "changed_at": self._clock.now(),
        }
        async with self._database.writing(guild) as connection:
            put = upsert(connection, table).values(row)
            await connection.execute(
                put.on_conflict_do_update(index_elements=[table.c.guild_id, table.c.plugin], set_=row)
            )
            action = "feature.on" if on else "feature.off"
            await note(connection, guild, Deed(by, action, self._clock.now(), target=plugin))
        before = self.plugins_on(guild)
        self._moves += 1
        self._choices.setdefault(guild, {})[plugin] = on
        self._on.pop(guild, None)
        await self._tell(guild, before)

    def report(
        self,
        guild: GuildId,
        *,
        bot_permissions: int | None = None,
        missing_intents: Iterable[str] = (),
    ) -> tuple[FeatureReport, ...]:
        """Return how every plugin stands in ``guild``, by category and name.

        ``bot_permissions`` are the bot's bits there (None: unknown); ``missing_intents`` those that Discord
        didn't grant.
        """
        running = [(known.manifest, None) for known in self._known.values()]
        manifests: list[tuple[Manifest, str | None]] = [*running, *self._unavailable.values()]
        absent = PRIVILEGED_INTENTS.intersection(missing_intents)
        reports = []
        for manifest, why in manifests:
            lacking = (
                [] if bot_permissions is None else missing_permissions(bot_permissions, *manifest.permissions)
            )
            reports.append(
                FeatureReport(
                    manifest=manifest,
                    is_on=self.is_on(guild, manifest.id),
                    is_chosen=manifest.id in self._choices.get(guild, {}),
                    why_unavailable=why,
                    missing_permissions=tuple(lacking),
                    missing_intents=tuple(sorted(absent.intersection(manifest.intents))),
                    off_dependencies=tuple(name for name in manifest.depends if not self.is_on(guild, name)),
                )
            )
        return tuple(sorted(reports, key=lambda report: (report.manifest.category, report.manifest.name)))

    def _demand_known(self, plugin: str) -> Manifest:
        if plugin in self._known:
            return self._known[plugin].manifest
        if plugin in self._unavailable:
            manifest, _ = self._unavailable[plugin]
            raise FeatureUnavailable(feature=named(manifest))
        suggestion = closest(plugin, [*self._known, *self._unavailable])
        raise PluginUnknown(given=plugin[:50], suggestion=suggestion or "none")

    def _demand_switchable(self, guild: GuildId, manifest: Manifest, *, on: bool, is_operator: bool) -> None:
        if manifest.required and not on:
            raise FeatureRequired(feature=named(manifest))
        if manifest.default == "operator" and not is_operator:
            raise FeatureForOperators(feature=named(manifest))
        off = [name for name in manifest.depends if not self.is_on(guild, name)]
        if on and off:
            needs = Phrases(tuple(self._named(name) for name in off))
            raise FeatureNeeds(feature=named(manifest), needs=needs, count=len(off))

    def _named(self, plugin: str) -> Named:
        known = self._known.get(plugin)
        return named(known.manifest) if known else Named(f"{plugin}.{NAME}", plugin)

    def _compile(self) -> None:
        graph = {name: set(known.manifest.depends) for name, known in self._known.items()}
        self._order = tuple(name for name in TopologicalSorter(graph).static_order() if name in self._known)
        self._default = self._compiled({})
        self._direct = frozenset(plugin for plugin in self._default if self._known[plugin].manifest.direct)
        self._on.clear()  # each guild's own set is made again when somebody asks

    def _compiled(self, choices: Mapping[str, bool]) -> frozenset[str]:
        """Return what is on for a guild with these ``choices``."""
        on: set[str] = set()
        for name in self._order:
            manifest = self._known[name].manifest
            default = self._by_operator.get(name, manifest.default == "on")
            wanted = manifest.required or choices.get(name, default)
            if wanted and on.issuperset(manifest.depends):
                on.add(name)
        return frozenset(on)

    async def _tell(self, guild: GuildId, before: frozenset[str]) -> None:
        """Let services and listeners know what changed in ``guild``; what goes off hears first."""
        now = self.plugins_on(guild)
        for plugin, on in [
            *((name, False) for name in before - now),
            *((name, True) for name in now - before),
        ]:
            known = self._known.get(plugin)
            if known is not None and known.switched is not None:
                try:
                    await known.switched(guild, on)
                except Exception:  # the switch is moved; a plugin's own tidying can't undo that
                    log.exception("feature.switched_failed", plugin=plugin, guild=guild, on=on)
            await self._events.tell(FeatureSwitched(guild, plugin, on))

    async def _heard(self, event: FeatureSwitched) -> None:
        """Read the guild's switches again if another worker moved one."""
        if self.is_on(event.guild, event.plugin) == event.on:
            return
        async with self._database.reading(event.guild) as connection:
            rows = (await connection.execute(select(table).where(table.c.guild_id == event.guild))).mappings()
        self._choices[event.guild] = {row["plugin"]: row["is_on"] for row in rows}
        self._on.pop(event.guild, None)

    async def _missed(self, _: NewsMissed) -> None:
        """Read every switch again, and let others here know which moved."""
        before = {guild: self.plugins_on(guild) for guild in self._choices}
        await self.load()
        for guild in before.keys() | self._choices.keys():
            then, now = before.get(guild, self._default), self.plugins_on(guild)
            for plugin in sorted(then ^ now):
                await self._events.tell_here(FeatureSwitched(guild, plugin, plugin in now))

    async def _purged(self, event: GuildPurged) -> None:
        self._choices.pop(event.guild, None)
        self._on.pop(event.guild, None)
