"""What can be done about features, settings and plugins. Permits are asked here, whoever calls."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tika_bot.base.errors import Refusal
from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.features import FeatureReport, Features
from tika_bot.core.host import Host, Plugin
from tika_bot.core.manifest import Manifest, closest
from tika_bot.core.messages import Ear, Messages
from tika_bot.core.names import PLATFORM
from tika_bot.core.permits import Actor, Permits
from tika_bot.core.setting_types import MemberSettings, SettingField, described, with_changes
from tika_bot.core.settings import Settings

REMEMBERED = 8
"""Changes of settings that are shown."""

MANAGE = "manage_guild"
"""The Discord permission that opens features and settings."""


Explain = Callable[[Any, Any], Any]
"""A plugin's ``why(service, door)``: a sentence in its own words, or None; maybe awaitable."""


class PluginUnknown(Refusal):
    """No plugin has that id."""

    key = "core.plugin_unknown"


class SettingUnknown(Refusal):
    """No setting has that name; the message is from an older version."""

    key = "core.setting_unknown"


class SettingByCommand(Refusal):
    """A command changes it, which shows first what that does."""

    key = "admin.setting_by_command"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One plugin's settings in one guild, ready to be shown."""

    manifest: Manifest
    version: int
    fields: tuple[SettingField, ...]
    values: dict[str, Any]
    changed_by: UserId | None = None
    changed_at: datetime | None = None

    @property
    def plugin(self) -> str:
        """The id of the plugin whose settings they are."""
        return self.manifest.id

    def field(self, name: str) -> SettingField:
        """Return the field called ``name``, which the form may change.

        Raises:
            SettingUnknown: there is none.
            SettingByCommand: a command changes it.
        """
        for field in self.fields:
            if field.name == name:
                if field.command:
                    raise SettingByCommand(command=field.command)
                return field
        raise SettingUnknown(given=name, suggestion="none")


@dataclass(frozen=True, slots=True)
class Change:
    """One entry in the history of a plugin's settings; values as a sheet has them."""

    version: int
    by: UserId
    at: datetime
    before: dict[str, Any]
    after: dict[str, Any]

    @property
    def names(self) -> tuple[str, ...]:
        """The settings that it changed."""
        return tuple(name for name, value in self.after.items() if value != self.before[name])


class Administration:
    """The plugin's verbs."""

    def __init__(
        self, *, host: Host, features: Features, settings: Settings, messages: Messages, permits: Permits
    ) -> None:
        self._host = host
        self._features = features
        self._settings = settings
        self._messages = messages
        self._permits = permits

    # Features

    def features(
        self, actor: Actor, guild: GuildId, *, bot_permissions: int, missing_intents: tuple[str, ...]
    ) -> tuple[FeatureReport, ...]:
        """Return how every feature stands in ``guild``, by category and name."""
        self._permits.demand(actor, MANAGE)
        reports = self._features.report(
            guild, bot_permissions=bot_permissions, missing_intents=missing_intents
        )
        return tuple(report for report in reports if not report.manifest.required)

    def reports(
        self, guild: GuildId, bot_permissions: int, missing_intents: tuple[str, ...]
    ) -> tuple[FeatureReport, ...]:
        """Return how every plugin stands in ``guild``, the indispensable ones too."""
        return self._features.report(guild, bot_permissions=bot_permissions, missing_intents=missing_intents)

    def demand_manager(self, actor: Actor) -> None:
        """Let pass who may manage the server.

        Raises:
            PermissionMissing: they may not.
        """
        self._permits.demand(actor, MANAGE)

    def explainers(self, guild: GuildId) -> tuple[tuple[str, Explain, object], ...]:
        """Return plugin, ``commands.why`` and service of each that is on in ``guild`` and has the former."""
        return tuple(
            (plugin.id, explain, plugin.service)
            for plugin, explain in self._explaining()
            if self._features.is_on(guild, plugin.id)
        )

    def silenced(self, guild: GuildId) -> tuple[Manifest, ...]:
        """Return what would have something to explain and is switched off in ``guild``."""
        return tuple(
            plugin.manifest for plugin, _ in self._explaining() if not self._features.is_on(guild, plugin.id)
        )

    def _explaining(self) -> Iterator[tuple[Plugin, Explain]]:
        for name, plugin in sorted(self._host.plugins.items()):
            explain = getattr(self._host.room(name, "commands"), "why", None)
            if explain is not None:
                yield plugin, explain

    async def toggle(self, actor: Actor, guild: GuildId, plugin: str) -> tuple[Manifest, bool]:
        """Switch ``plugin`` to what it isn't; return what it is and whether it is on now."""
        self._permits.demand(actor, MANAGE)
        on = not self._features.is_on(guild, plugin)
        operator = self._permits.is_operator(actor.user)
        await self._features.switch(guild, plugin, on, by=actor.user, is_operator=operator)
        return self._host.plugins[plugin].manifest, on

    # Settings

    def tunable(self, guild: GuildId) -> tuple[Manifest, ...]:
        """Return every plugin with settings that is on in ``guild``, the platform first."""
        found = [PLATFORM]
        for plugin in self._settings.plugins():
            known = self._host.plugins.get(plugin)
            if known is not None and self._settings.describe(plugin) and self._features.is_on(guild, plugin):
                found.append(known.manifest)
        return tuple(found)

    def sheet(self, actor: Actor, guild: GuildId, plugin: str) -> Sheet:
        """Return ``plugin``'s settings in ``guild``, from memory, so that a form may open with them."""
        self._permits.demand(actor, MANAGE)
        known = {manifest.id: manifest for manifest in self.tunable(guild)}
        if plugin not in known:
            if plugin in self._host.plugins:
                self._features.demand(guild, plugin)
            raise PluginUnknown(given=plugin[:50], suggestion=closest(plugin, list(known)) or "none")
        return Sheet(
            manifest=known[plugin],
            version=self._settings.version(guild, plugin),
            fields=self._settings.describe(plugin),
            values=self._settings.of(guild, plugin).model_dump(mode="json"),
        )

    async def signed_sheet(self, actor: Actor, guild: GuildId, plugin: str) -> Sheet:
        """Return ``plugin``'s settings in ``guild`` with who changed them last."""
        shown = self.sheet(actor, guild, plugin)
        history = await self._settings.history(guild, plugin, 1)
        return replace(shown, changed_by=history[0].by, changed_at=history[0].at) if history else shown

    async def changes(self, actor: Actor, guild: GuildId, plugin: str) -> tuple[Change, ...]:
        """Return the last changes of ``plugin``'s settings in ``guild``, the newest first."""
        self._permits.demand(actor, MANAGE)
        kind = type(self._settings.of(guild, plugin))
        versions = await self._settings.history(guild, plugin, REMEMBERED + 1)
        values = [kind.tolerant(version.document)[0].model_dump(mode="json") for version in versions]
        values.append(kind().model_dump(mode="json"))  # what was in force before the very first
        return tuple(
            Change(version.version, version.by, version.at, before, after)
            for version, after, before in zip(versions[:REMEMBERED], values, values[1:], strict=False)
        )

    async def put(
        self, actor: Actor, guild: GuildId, plugin: str, change: Mapping[str, object], *, based_on: int
    ) -> int:
        """Put ``change`` in force and return the new version.

        Raises:
            SettingsStale: somebody saved since version ``based_on``.
            Refusal: the value doesn't fit.
        """
        self._permits.demand(actor, MANAGE)
        new = with_changes(self._settings.of(guild, plugin), change)
        return await self._settings.save(guild, plugin, new, by=actor.user, based_on=based_on)

    def exported(self, actor: Actor, guild: GuildId) -> str:
        """Return all settings of ``guild`` as YAML."""
        from tika_bot.core.settings_yaml import export_settings  # YAML, which few ask for

        self._permits.demand(actor, MANAGE)
        return export_settings(self._settings, guild)

    async def imported(self, actor: Actor, guild: GuildId, text: str) -> tuple[str, ...]:
        """Put the settings in ``text`` in force, all or none; return the plugins that changed."""
        from tika_bot.core.settings_yaml import import_settings

        self._permits.demand(actor, MANAGE)
        return await import_settings(self._settings, guild, text, by=actor.user)

    # A member's own

    def mine(self, user: UserId) -> tuple[tuple[SettingField, ...], MemberSettings]:
        """Return what a member may tune for themselves, and what is in force."""
        return described(MemberSettings), self._settings.of_member(user)

    async def put_mine(self, user: UserId, change: Mapping[str, object]) -> MemberSettings:
        """Put ``change`` in force for ``user`` and return all their settings."""
        new = with_changes(self._settings.of_member(user), change)
        await self._settings.save_member(user, new)
        return new

    # Plugins

    def plugins(self, actor: Actor) -> tuple[Plugin, ...]:
        """Return every plugin that was found, by id, to who manages a server or runs the bot."""
        if not self._permits.is_operator(actor.user):
            self._permits.demand(actor, MANAGE)
        return tuple(plugin for _, plugin in sorted(self._host.plugins.items()))

    def plugin(self, actor: Actor, name: str) -> Plugin:
        """Return the plugin ``name``.

        Raises:
            PluginUnknown: there is none.
        """
        for plugin in self.plugins(actor):
            if plugin.manifest.id == name.casefold():
                return plugin
        raise PluginUnknown(given=name[:50], suggestion=closest(name, list(self._host.plugins)) or "none")

    def why_not(self, actor: Actor, plugin: Plugin) -> str:
        """Return why ``plugin`` doesn't run, to operators; it may quote code, so nobody else reads it."""
        return (plugin.why or "") if self._permits.is_operator(actor.user) else ""

    async def reload(self, actor: Actor, name: str) -> Plugin:
        """Load the plugin's code anew; if it fails, the old code goes on."""
        self._permits.demand_operator(actor)
        plugin = self.plugin(actor, name)
        await self._host.reload(plugin.manifest.id, by=actor.user)
        return self.plugin(actor, name)

    async def enable(self, actor: Actor, name: str) -> Plugin:
        """Let the plugin run on this bot again."""
        self._permits.demand_operator(actor)
        await self._host.enable(self.plugin(actor, name).id, by=actor.user)
        return self.plugin(actor, name)

    async def disable(self, actor: Actor, name: str) -> Plugin:
        """Stop the plugin on this bot, in every server."""
        self._permits.demand_operator(actor)
        await self._host.disable(self.plugin(actor, name).id, by=actor.user)
        return self.plugin(actor, name)

    def listeners(self, actor: Actor) -> tuple[Ear, ...]:
        """Return what every listener has done since the start, to operators."""
        self._permits.demand_operator(actor)
        return self._messages.stats()

    def ears_of(self, plugin: str) -> tuple[Ear, ...]:
        """Return the listeners of one plugin."""
        return tuple(ear for ear in self._messages.stats() if ear.plugin == plugin)
