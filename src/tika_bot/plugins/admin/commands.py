"""The doors to switches, settings and plugins, and what their buttons do."""

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

import discord
from discord import app_commands
from discord.ext import commands

from tika_bot.base.ids import private_space
from tika_bot.core.host import Plugin
from tika_bot.core.manifest import Manifest
from tika_bot.core.setting_types import (
    GuildSettings,
    SettingField,
    SettingOutOfRange,
    SettingWrong,
    with_changes,
)
from tika_bot.core.settings import SettingsStale
from tika_bot.core.wording import Wording, Words
from tika_bot.kit.door import Action, Click, Door, answers, door, suggests
from tika_bot.kit.naming import in_words, plugin_name, setting_label
from tika_bot.kit.notices import notice
from tika_bot.kit.pager import asked_page, page_count
from tika_bot.kit.screen import Answer, Document, Screen

from . import views
from .service import MANAGE, Administration
from .views.history import history

Ctx = commands.Context[Any]

ASKED_BY_FORM = {"int", "float", "text", "texts", "zone"}
"""Kinds of settings that are written; the rest are picked, and a switch just flips."""


class AdminCommands(commands.Cog, name="Administration"):
    """Switches, settings and plugins."""

    def __init__(self, admin: Administration) -> None:
        self._admin = admin

    @commands.hybrid_command()
    @app_commands.default_permissions(manage_guild=True)
    @commands.guild_only()
    @answers("private")
    async def features(self, ctx: Ctx) -> Screen:
        """Switch features on and off in this server."""
        return features_page(self._admin, door(ctx), 1)

    @commands.hybrid_command()
    @app_commands.default_permissions(manage_guild=True)
    @commands.guild_only()
    @answers("private")
    async def settings(self, ctx: Ctx, feature: str | None = None) -> Screen:
        """Tune this server's features."""
        here = door(ctx)
        if feature is None:
            self._admin.demand_manager(here.actor)
            return views.choose_plugin(self._admin.tunable(here.guild), here.words)
        return views.sheet(await self._admin.signed_sheet(here.actor, here.guild, feature), here.words)

    @settings.autocomplete("feature")
    @suggests
    async def tunable(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        """Suggest features that have settings."""
        here = door(interaction)
        known = self._admin.tunable(here.guild)
        return _suggested(known, current, here.words)

    @commands.hybrid_command(name="settings-file")
    @app_commands.default_permissions(manage_guild=True)
    @commands.guild_only()
    @answers("private")
    async def settings_file(self, ctx: Ctx, file: discord.Attachment | None = None) -> Screen:
        """Get all settings of this server as a file, or put such a file in force."""
        here = door(ctx)
        if file is None:
            text = self._admin.exported(here.actor, here.guild)
            exported = Document("tika-settings.yml", text.encode())
            return Screen(text=here.words.say("exported"), documents=(exported,))
        content = (await file.read()).decode("utf-8", errors="replace")
        changed = await self._admin.imported(here.actor, here.guild, content)
        names = [plugin_name(one, here.words) for one in self._admin.tunable(here.guild) if one.id in changed]
        return notice("success", here.words.say("imported", count=len(changed)), ", ".join(names))

    @commands.hybrid_group(name="me", fallback="settings")
    @answers("private")
    async def me(self, ctx: Ctx) -> Screen:
        """See and change what the bot knows about how you like things."""
        here = door(ctx)
        return my_settings(self._admin, here)

    @commands.hybrid_group(fallback="list")
    @app_commands.default_permissions(manage_guild=True)
    @answers("private")
    async def plugin(self, ctx: Ctx) -> Screen:
        """See every plugin on this bot."""
        here = door(ctx)
        return views.plugins(self._admin.plugins(here.actor), 1, here.words)

    @plugin.command()
    @answers("private")
    async def info(self, ctx: Ctx, name: str) -> Screen:
        """See what a plugin is, needs and does."""
        return self._shown(door(ctx), name)

    @plugin.command()
    @answers("private")
    async def diagnose(self, ctx: Ctx, name: str) -> Screen:
        """See how a plugin stands in this server and how its listeners are doing."""
        here = door(ctx)
        shown = self._admin.plugin(here.actor, name)
        reports = self._admin.reports(here.guild, here.bot_permissions, here.missing_intents)
        names = {report.manifest.id: plugin_name(report.manifest, here.words) for report in reports}
        note = "\n".join(
            views.diagnosis(report, names, here.words)
            for report in reports
            if report.manifest.id == shown.manifest.id
        )
        return self._drawn(here, shown, note)

    @plugin.command()
    @answers("private")
    async def reload(self, ctx: Ctx, name: str) -> Screen:
        """Load a plugin's code anew (operators)."""
        here = door(ctx)
        await self._admin.reload(here.actor, name)
        return self._shown(here, name, note=here.words.say("plugin_reloaded"))

    @plugin.command()
    @answers("private")
    async def enable(self, ctx: Ctx, name: str) -> Screen:
        """Let a plugin run on this bot (operators)."""
        here = door(ctx)
        await self._admin.enable(here.actor, name)
        return self._shown(here, name, note=here.words.say("plugin_enabled"))

    @plugin.command()
    @answers("private")
    async def disable(self, ctx: Ctx, name: str) -> Screen:
        """Stop a plugin on this bot, in every server (operators)."""
        here = door(ctx)
        await self._admin.disable(here.actor, name)
        return self._shown(here, name, note=here.words.say("plugin_disabled"))

    @info.autocomplete("name")
    @diagnose.autocomplete("name")
    @reload.autocomplete("name")
    @enable.autocomplete("name")
    @disable.autocomplete("name")
    @suggests
    async def known(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        """Suggest plugins."""
        here = door(interaction)
        found = self._admin.plugins(here.actor)
        return _suggested([one.manifest for one in found], current, here.words)

    @commands.hybrid_command()
    @app_commands.default_permissions(manage_guild=True)
    @answers("private")
    async def stats(self, ctx: Ctx) -> Screen:
        """See how the listeners are doing (operators)."""
        here = door(ctx)
        return views.stats(self._admin.listeners(here.actor), here.words)

    @commands.hybrid_command()
    @answers("private")
    async def why(self, ctx: Ctx) -> Screen:
        """Learn why the bot last said no to you."""
        here = door(ctx)
        lines = await explanations(self._admin, here)
        said = ctx.bot.boundary.last_refusal(here.member)
        if said is not None:
            tried = here.words.say("why_command", command=said.command)
            lines = [" ".join(part for part in (tried, said.sentence, said.help) if part), *lines]
        if not lines:
            return notice("info", here.words.say("why_nothing"))
        return notice("info", here.words.say("why_title"), "\n\n".join(lines))

    def _shown(self, here: Door, name: str, *, note: str = "") -> Screen:
        return self._drawn(here, self._admin.plugin(here.actor, name), note)

    def _drawn(self, here: Door, shown: Plugin, note: str) -> Screen:
        ears, why = self._admin.ears_of(shown.id), self._admin.why_not(here.actor, shown)
        return views.plugin(shown, ears, here.words, why=why, note=note)


def _suggested(manifests: Sequence[Manifest], current: str, words: Words) -> list[app_commands.Choice[str]]:
    """Return what of ``manifests`` somebody may be typing: its id, its name or its English name."""
    names = {one.id: plugin_name(one, words) for one in manifests}
    return [
        app_commands.Choice(name=names[one.id], value=one.id)
        for one in manifests
        if current.casefold() in f"{one.id} {one.name} {names[one.id]}".casefold()
    ]


async def explanations(admin: Administration, here: Door) -> list[str]:
    """Return what the plugins that are on know about why something went as it did for this member."""
    lines = []
    for plugin, explain, service in admin.explainers(here.guild):
        said = explain(service, replace(here, words=here.words.of(plugin)))
        line = await said if inspect.isawaitable(said) else said
        if line:
            lines.append(str(line))
    if here.guild != private_space(here.member):
        off = [plugin_name(one, here.words) for one in admin.silenced(here.guild)]
        lines += [here.words.say("why_off", feature=name) for name in off]
    return lines


def features_page(admin: Administration, here: Door, page: int, *, note: str = "") -> Screen:
    """Return the page of switches as it stands now."""
    reports = admin.features(
        here.actor, here.guild, bot_permissions=here.bot_permissions, missing_intents=here.missing_intents
    )
    page = min(max(page, 1), page_count(len(reports), views.PER_PAGE))
    return views.features(reports, page, here.words, is_slow=here.picker_lags, note=note)


def my_settings(admin: Administration, here: Door) -> Screen:
    """Return a member's own settings as they stand now."""
    fields, mine = admin.mine(here.member)
    return views.mine(fields, mine.model_dump(mode="json"), here.words)


async def turn_features(admin: Administration, click: Click) -> Answer:
    """Show another page of switches; from the welcome it opens for the clicker alone."""
    screen = features_page(admin, click, asked_page(click, 1_000))
    return screen if click.args else _private(screen)


async def switch(admin: Administration, click: Click) -> Answer:
    """Flip what was picked."""
    manifest, on = await admin.toggle(click.actor, click.guild, click.values[0])
    note = click.words.say("switched_on" if on else "switched_off", name=plugin_name(manifest, click.words))
    return features_page(admin, click, asked_page(click, 1_000), note=note)


async def open_settings(admin: Administration, click: Click) -> Answer:
    """Ask whose settings to open."""
    admin.demand_manager(click.actor)
    return _private(views.choose_plugin(admin.tunable(click.guild), click.words))


async def open_sheet(admin: Administration, click: Click) -> Answer:
    """Show the settings of the plugin that was picked, or named in the id."""
    plugin = click.values[0] if click.values else click.args[0]
    return views.sheet(await admin.signed_sheet(click.actor, click.guild, plugin), click.words)


async def open_history(admin: Administration, click: Click) -> Answer:
    """Show who changed what of a plugin's settings."""
    shown = admin.sheet(click.actor, click.guild, click.args[0])
    return history(shown, await admin.changes(click.actor, click.guild, shown.plugin), click.words)


async def open_field(admin: Administration, click: Click) -> Answer:
    """Open one setting: flip it, or ask for its new value."""
    plugin, version = click.args[0], int(click.args[1])
    shown = admin.sheet(click.actor, click.guild, plugin)
    field = shown.field(click.values[0])
    if field.kind == "bool":
        change = {field.name: not shown.values[field.name]}
        return await _saved(admin, click, plugin, change, version)
    if field.kind in ASKED_BY_FORM:
        return views.form(shown, field, version, click.words)
    return views.picker(shown, field, click.words)


async def put(admin: Administration, click: Click) -> Answer:
    """Save the value that was picked or written."""
    plugin, name, version = click.args[0], click.args[1], int(click.args[2])
    shown = admin.sheet(click.actor, click.guild, plugin)
    change = {name: _value(shown.field(name), click)}
    return await _saved(admin, click, plugin, change, version)


async def clear(admin: Administration, click: Click) -> Answer:
    """Leave a setting empty."""
    plugin, name, version = click.args[0], click.args[1], int(click.args[2])
    field = admin.sheet(click.actor, click.guild, plugin).field(name)
    empty: object = () if field.kind.endswith("s") else None
    return await _saved(admin, click, plugin, {name: empty}, version)


async def _saved(
    admin: Administration, click: Click, plugin: str, change: Mapping[str, object], version: int
) -> Screen:
    fields = {field.name: field for field in admin.sheet(click.actor, click.guild, plugin).fields}
    try:
        await admin.put(click.actor, click.guild, plugin, change, based_on=version)
    except (SettingOutOfRange, SettingWrong) as wrong:
        raise in_words(wrong, plugin, fields[str(wrong.fields["name"])], click.words) from wrong
    except SettingsStale as stale:
        theirs = cast("GuildSettings", stale.fields["current"])
        mine = with_changes(theirs, change)
        differences = [
            views.difference(plugin, fields[name], getattr(mine, name), getattr(theirs, name), click.words)
            for name in change
        ]
        raise SettingsStale(**(stale.fields | {"differences": ", ".join(differences)})) from stale
    shown = await admin.signed_sheet(click.actor, click.guild, plugin)
    names = ", ".join(setting_label(plugin, fields[name], click.words) for name in change)
    return views.sheet(shown, click.words, note=click.words.say("saved", names=names))


def _value(field: SettingField, click: Click) -> object:
    """Return what the click says about ``field``, in the shape that the settings take."""
    if field.kind in {"channels", "roles"}:
        return tuple(int(value) for value in click.values)
    if field.kind in {"channel", "role"}:
        return int(click.values[0])
    written = click.values[0] if click.values else click.fields["value"]
    if field.kind == "texts":
        return tuple(line.strip("\n") for line in written.splitlines() if line.strip())
    return None if field.optional and not written else written


async def ask_language(admin: Administration, click: Click) -> Answer:
    """Ask which language this server speaks."""
    shown = admin.sheet(click.actor, click.guild, "core")
    return _private(views.language(shown, click.words))


async def turn_plugins(admin: Administration, click: Click) -> Answer:
    """Show another page of plugins."""
    found = admin.plugins(click.actor)
    pages = page_count(len(found), views.PER_PAGE * 2)
    return views.plugins(found, asked_page(click, pages), click.words)


async def open_my_field(admin: Administration, click: Click) -> Answer:
    """Open one of the member's own settings."""
    fields, mine = admin.mine(click.member)
    field = next(field for field in fields if field.name == click.values[0])
    value = getattr(mine, field.name)
    if field.kind == "bool":
        await admin.put_mine(click.member, {field.name: not value})
        return my_settings(admin, click)
    if field.kind in ASKED_BY_FORM:
        return views.my_form(field, value, click.words)
    return views.my_choice(field, value, click.words)


async def put_mine(admin: Administration, click: Click) -> Answer:
    """Save one of the member's own settings."""
    written = click.values[0] if click.values else click.fields["value"]
    name = click.args[0]
    try:
        await admin.put_mine(click.member, {name: None if written == "-" else written.strip()})
    except SettingWrong as wrong:
        said = {"name": views.my_label(name, click.words), "hint": click.words.say("mine_hint")}
        raise SettingWrong(**(wrong.fields | said)) from wrong
    return my_settings(admin, click)


def _private(screen: Screen) -> Screen:
    return Screen(text=screen.text, embeds=screen.embeds, rows=screen.rows, private=True)


FEATURES: dict[str, Any] = {"needs": (MANAGE,), "of": "features"}
SETTINGS: dict[str, Any] = {"needs": (MANAGE,), "of": "settings"}

ACTIONS = {
    "features": Action(turn_features, **FEATURES),
    "switch": Action(switch, **FEATURES),
    "settings": Action(open_settings, **SETTINGS),
    "sheet": Action(open_sheet, **SETTINGS),
    "back": Action(open_sheet, **SETTINGS),
    "history": Action(open_history, **SETTINGS),
    "field": Action(open_field, **SETTINGS),
    "put": Action(put, **SETTINGS),
    "clear": Action(clear, **SETTINGS),
    "language": Action(ask_language, **SETTINGS),
    "plugins": Action(turn_plugins),
    "my_field": Action(open_my_field),
    "my_put": Action(put_mine),
}


def cogs(service: Administration, wording: Wording) -> list[commands.Cog]:  # noqa: ARG001 # every room's shape
    """Return the plugin's cogs."""
    return [AdminCommands(service)]
