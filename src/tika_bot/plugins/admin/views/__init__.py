"""How switches, settings and plugins look. Pure: facts go in, screens come out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from math import ceil
from typing import Any

import discord

from tika_bot.base.ids import UserId
from tika_bot.core.actions import action_id
from tika_bot.core.features import FeatureReport
from tika_bot.core.host import Plugin
from tika_bot.core.manifest import Manifest
from tika_bot.core.messages import Ear
from tika_bot.core.permits import permission_names
from tika_bot.core.setting_types import SettingField
from tika_bot.core.wording import Words
from tika_bot.kit.naming import (
    category_name,
    choice_label,
    kept,
    plugin_name,
    plugin_summary,
    setting_help,
    setting_label,
)
from tika_bot.kit.notices import colour
from tika_bot.kit.pager import page_count, page_of, pager_row
from tika_bot.kit.screen import Button, Field, Form, Option, Row, Screen, Select, SelectKind
from tika_bot.plugins.admin.service import Sheet

from .operators import intents_missing as intents_missing  # the outbox looks for its views here

PER_PAGE = 10
PLUGIN = "admin"
PICKERS: dict[str, SelectKind] = {
    "channel": "channel",
    "role": "role",
    "channels": "place",
    "roles": "role",
}
MANY = 10
"""Channels or roles that one setting may hold."""

OPTION_TEXT = 100
FORM_LABEL = 45
"""Discord's limits for an option's description and a form's title and labels, in characters."""

MENU = 25
"""Discord's limit for the options of a menu."""

SHOWN_TEXT = 80
SHOWN_VALUES = 5
"""As much of a text and of a list is seen in a sheet; picking it shows all."""


def features(
    reports: Sequence[FeatureReport], page: int, words: Words, *, is_slow: bool = False, note: str = ""
) -> Screen:
    """Return one page of switches; ``note`` says what has just been switched."""
    pages = page_count(len(reports), PER_PAGE)
    names = {report.manifest.id: plugin_name(report.manifest, words) for report in reports}
    shown = page_of(_in_order(reports, words), page, PER_PAGE)
    groups = [
        (category_name(category, words), "\n".join(_switch_line(report, names, words) for report in group))
        for category, group in groupby(shown, lambda report: report.manifest.category)
    ]
    embed = discord.Embed(
        title=words.say("features_title"),
        description="\n\n".join(f"**{heading}**\n{lines}" for heading, lines in groups),
        colour=colour("info"),
    )
    footer = [note, words.say("features_slow") if is_slow else words.say("features_foot")]
    embed.set_footer(text=" · ".join(part for part in footer if part))
    options = tuple(
        Option(
            words.say("features_off" if report.is_on else "features_on", name=names[report.manifest.id]),
            report.manifest.id,
            plugin_summary(report.manifest, words)[:OPTION_TEXT],
        )
        for report in shown
        if report.why_unavailable is None
    )
    rows: list[Row] = []
    if options:
        rows.append((Select(action_id(PLUGIN, "switch", page), words.say("features_pick"), options),))
    rows.append(pager_row(PLUGIN, "features", page, pages))
    rows.append((Button(words.say("to_settings"), action_id(PLUGIN, "settings")),))
    return Screen(embeds=(embed,), rows=tuple(rows))


def _in_order(reports: Iterable[FeatureReport], words: Words) -> list[FeatureReport]:
    """Return ``reports`` by category and name, as the reader's language calls them."""

    def place(report: FeatureReport) -> tuple[str, str, str]:
        category = report.manifest.category
        name = plugin_name(report.manifest, words)
        return category_name(category, words).casefold(), category, name.casefold()

    return sorted(reports, key=place)


def _switch_line(report: FeatureReport, names: Mapping[str, str], words: Words) -> str:
    name, summary = names[report.manifest.id], plugin_summary(report.manifest, words)
    return f"{_mark(report)} **{name}** — {summary}{_lacks(report, names, words)}"


def _mark(report: FeatureReport) -> str:
    if report.why_unavailable is not None:
        return "🚫"
    if not report.is_on:
        return "💤"
    return "✅" if report.is_fully_working else "⚠️"


def _lacks(report: FeatureReport, names: Mapping[str, str], words: Words) -> str:
    """Return what a feature is missing, each on a small line."""
    lines = []
    if report.why_unavailable is not None:
        lines.append(words.say("lacks_all", why=report.why_unavailable))
    if report.off_dependencies:
        needed = words.list(names.get(name, name) for name in report.off_dependencies)
        lines.append(words.say("lacks_features", names=needed))
    if report.is_on and report.missing_permissions:
        lines.append(words.say("lacks_permissions", names=permission_names(report.missing_permissions)))
    if report.is_on and report.missing_intents:
        lines.append(words.say("lacks_intents", names=", ".join(report.missing_intents)))
    return "".join(f"\n-# {line}" for line in lines)


def choose_plugin(tunable: Iterable[Manifest], words: Words) -> Screen:
    """Return the question whose settings to open."""
    options = tuple(
        Option(plugin_name(manifest, words), manifest.id, plugin_summary(manifest, words)[:OPTION_TEXT])
        for manifest in tunable
    )
    embed = discord.Embed(
        title=words.say("settings_title"), description=words.say("settings_which"), colour=colour("info")
    )
    menu = Select(action_id(PLUGIN, "sheet"), words.say("settings_pick"), options)
    return Screen(embeds=(embed,), rows=((menu,),))


def sheet(shown: Sheet, words: Words, *, note: str = "") -> Screen:
    """Return one plugin's settings, with a menu that opens each."""
    labels = {field.name: setting_label(shown.plugin, field, words) for field in shown.fields}
    parts = [f"{note}\n"] if note else []
    for field in shown.fields:
        value = value_text(shown.plugin, field, shown.values[field.name], words)
        where = f" · `{field.command}`" if field.command else ""
        parts.append(f"**{labels[field.name]}:** {value}{where}")
    if shown.changed_by is not None and shown.changed_at is not None:
        who = author(shown.changed_by, words)
        signed = words.say("sheet_changed", version=shown.version, who=who, when=shown.changed_at)
        parts.append(f"\n-# {signed}")
    embed = discord.Embed(
        title=words.say("sheet_title", name=plugin_name(shown.manifest, words)),
        description="\n".join(parts),
        colour=colour("info"),
    )
    doors = [Button(words.say("sheet_back"), action_id(PLUGIN, "settings"))]
    if shown.version:
        doors.append(Button(words.say("to_history"), action_id(PLUGIN, "history", shown.plugin)))
    return Screen(embeds=(embed,), rows=(*_field_menus(shown, labels, words), tuple(doors)))


def author(user: UserId, words: Words) -> str:
    """Return who changed something, as a mention; or that they wanted to be forgotten."""
    return words.member(user) if user else words.say("forgotten_author")


def _field_menus(shown: Sheet, labels: Mapping[str, str], words: Words) -> list[Row]:
    """Return menus that open each setting: as few as hold them all, and alike in length."""
    options = [
        Option(labels[field.name], field.name, setting_help(shown.plugin, field, words)[:OPTION_TEXT])
        for field in shown.fields
        if not field.command
    ]
    each = ceil(len(options) / ceil(len(options) / MENU))
    menus: list[Row] = []
    for start in range(0, len(options), each):
        part = tuple(options[start : start + each])
        pick = words.say("sheet_pick")
        if len(options) > MENU:
            pick = words.say("sheet_pick_from", first=part[0].label, last=part[-1].label)
        menus.append((Select(action_id(PLUGIN, "field", shown.plugin, shown.version, start), pick, part),))
    return menus


def value_text(plugin: str, field: SettingField, value: Any, words: Words) -> str:  # noqa: ANN401 # any JSON value
    """Return ``value`` of one of ``plugin``'s settings as a member reads it, in a line."""
    if value is None or value in ([], (), ""):
        return words.say("value_automatic" if field.kind == "choice" else "value_none")
    if field.kind == "bool":
        return words.say("value_yes" if value else "value_no")
    write: Mapping[str, Callable[[Any], str]] = {
        "channel": words.mention_channel,
        "channels": words.mention_channel,
        "role": words.role,
        "roles": words.role,
        "int": words.number,
        "float": words.number,
        "zone": str,
        "choice": lambda choice: choice_label(plugin, field, choice, words),
    }
    values = value if isinstance(value, list | tuple) else [value]
    return _listed([write.get(field.kind, _quoted)(one) for one in values])


def difference(plugin: str, field: SettingField, mine: Any, theirs: Any, words: Words) -> str:  # noqa: ANN401
    """Return one setting with the value that somebody wanted and the one that somebody else saved."""
    values = (value_text(plugin, field, value, words) for value in (mine, theirs))
    return f"**{setting_label(plugin, field, words)}:** {' / '.join(values)}"


def _quoted(text: str) -> str:
    """Return a text that somebody wrote, in a line and short enough for a list."""
    line = " ".join(text.split()).replace("`", "ˋ")
    return f"`{line if len(line) <= SHOWN_TEXT else line[: SHOWN_TEXT - 1] + '…'}`"


def _listed(values: Sequence[str]) -> str:
    """Return the first of ``values``, and how many more there are."""
    more = len(values) - SHOWN_VALUES
    return " ".join([*values[:SHOWN_VALUES], *([f"+{more}"] if more > 0 else [])])


def picker(shown: Sheet, field: SettingField, words: Words) -> Screen:
    """Return the menu that a setting of channels, roles or choices is chosen with."""
    label, help_line = (part(shown.plugin, field, words) for part in (setting_label, setting_help))
    title = f"{plugin_name(shown.manifest, words)}: {label}"
    embed = discord.Embed(title=title, description=help_line, colour=colour("info"))
    put = action_id(PLUGIN, "put", shown.plugin, field.name, shown.version)
    value = shown.values[field.name]
    if field.kind in PICKERS:
        many = MANY if field.kind.endswith("s") else 1
        chosen = tuple(value or ()) if field.kind.endswith("s") else ((value,) if value else ())
        menu = Select(put, words.say("pick_value"), kind=PICKERS[field.kind], max=many, chosen=chosen)
    else:
        options = _choices(shown.plugin, field, value, words)
        menu = Select(put, words.say("pick_value"), options)
    clear = Button(
        words.say("pick_none"), action_id(PLUGIN, "clear", shown.plugin, field.name, shown.version)
    )
    back = Button(words.say("sheet_back"), action_id(PLUGIN, "back", shown.plugin))
    last: Row = (clear, back) if field.optional or field.kind.endswith("s") else (back,)
    return Screen(embeds=(embed,), rows=((menu,), last))


def _choices(plugin: str, field: SettingField, value: Any, words: Words) -> tuple[Option, ...]:  # noqa: ANN401 # any JSON value
    return tuple(
        Option(choice_label(plugin, field, choice, words), choice, chosen=choice == str(value))
        for choice in field.choices
    )


def form(shown: Sheet, field: SettingField, version: int, words: Words) -> Form:
    """Return the form that asks for a number or a text."""
    value = shown.values[field.name]
    label = setting_label(shown.plugin, field, words)[:FORM_LABEL]
    if field.minimum is not None or field.maximum is not None:
        hint = words.say("form_range", low=str(field.minimum), high=str(field.maximum))
    else:
        hint = setting_help(shown.plugin, field, words)[:OPTION_TEXT]
    text = "\n".join(value) if field.kind == "texts" else "" if value is None else str(value)
    box = Field(
        "value",
        label,
        value=text,
        required=not field.optional and field.kind not in {"text", "texts"},
        long=field.kind == "texts",
        placeholder=hint,
        max=1000,
    )
    return Form(label, action_id(PLUGIN, "put", shown.plugin, field.name, version), (box,))


def mine(fields: Sequence[SettingField], values: dict[str, Any], words: Words) -> Screen:
    """Return a member's own settings."""
    embed = discord.Embed(
        title=words.say("mine_title"), description=words.say("mine_text"), colour=colour("info")
    )
    for field in fields:
        value = value_text("core", field, values[field.name], words)
        embed.add_field(name=my_label(field.name, words), value=value, inline=True)
    options = tuple(Option(my_label(field.name, words), field.name) for field in fields)
    menu = Select(action_id(PLUGIN, "my_field"), words.say("sheet_pick"), options)
    return Screen(embeds=(embed,), rows=((menu,),))


def my_label(name: str, words: Words) -> str:
    """Return what one of a member's own settings is called."""
    return words.say(f"mine_{name}")


def my_form(field: SettingField, value: Any, words: Words) -> Form:  # noqa: ANN401 # any JSON value
    """Return the form that asks for one of a member's own settings."""
    label = my_label(field.name, words)
    box = Field("value", label, value=str(value or ""), placeholder=words.say("mine_example"), max=100)
    return Form(label, action_id(PLUGIN, "my_put", field.name), (box,))


def diagnosis(report: FeatureReport, names: Mapping[str, str], words: Words) -> str:
    """Return one line with a plugin's state in this server, and what it lacks below; ``names`` by id."""
    state = words.say("here_on" if report.is_on else "here_off")
    return f"{_mark(report)} {state}{_lacks(report, names, words)}"


def my_choice(field: SettingField, value: Any, words: Words) -> Screen:  # noqa: ANN401 # any JSON value
    """Return the choices for one of a member's own settings."""
    embed = discord.Embed(title=my_label(field.name, words), colour=colour("info"))
    options = _choices("core", field, value, words)
    automatic = Option(words.say("value_automatic"), "-", chosen=value is None)
    menu = Select(action_id(PLUGIN, "my_put", field.name), words.say("pick_value"), (automatic, *options))
    return Screen(embeds=(embed,), rows=((menu,),))


def language(shown: Sheet, words: Words) -> Screen:
    """Return the question which language this server speaks."""
    embed = discord.Embed(
        title=words.say("language_title"), description=words.say("language_text"), colour=colour("info")
    )
    options = _choices(shown.plugin, shown.field("language"), shown.values["language"], words)
    put = action_id(PLUGIN, "put", shown.plugin, "language", shown.version)
    menu = Select(put, words.say("pick_value"), options)
    return Screen(embeds=(embed,), rows=((menu,),))


STATES = {"running": "🟢", "ready": "🔵", "found": "⚪", "stopped": "💤", "refused": "🚫", "failed": "🔴"}


def plugins(found: Sequence[Plugin], page: int, words: Words) -> Screen:
    """Return one page of the plugins on this bot."""
    pages = page_count(len(found), PER_PAGE * 2)
    lines = [_plugin_line(plugin, words) for plugin in page_of(found, page, PER_PAGE * 2)]
    embed = discord.Embed(
        title=words.say("plugins_title"), description="\n".join(lines), colour=colour("info")
    )
    return Screen(embeds=(embed,), rows=(pager_row(PLUGIN, "plugins", page, pages),))


def _plugin_line(shown: Plugin, words: Words) -> str:
    manifest = shown.manifest
    mark = STATES.get(str(shown.state), "⚪")
    name, summary = plugin_name(manifest, words), plugin_summary(manifest, words)
    return f"{mark} **{name}** `{manifest.id}` {manifest.version} — {summary}"


def plugin(shown: Plugin, ears: Sequence[Ear], words: Words, *, why: str, note: str = "") -> Screen:
    """Return all there is to know about one plugin; ``why`` it doesn't run is empty for most readers."""
    manifest = shown.manifest
    embed = discord.Embed(
        title=f"{plugin_name(manifest, words)} {manifest.version}",
        description="\n".join(part for part in (note, plugin_summary(manifest, words)) if part),
        colour=colour("info"),
    )
    state = words.say(f"state_{shown.state}") + (f": {why}" if why else "")
    embed.add_field(name=words.say("plugin_state"), value=state[:1024])
    embed.add_field(name=words.say("plugin_default"), value=words.say(f"default_{manifest.default}"))
    needs = {
        "plugin_depends": [f"`{other}`" for other in (*manifest.depends, *manifest.after)],
        "plugin_intents": [f"`{intent}`" for intent in manifest.intents],
        "plugin_permissions": [words.say(f"core.permission_{one}") for one in manifest.permissions],
    }
    for name, values in needs.items():
        if values:
            embed.add_field(name=words.say(name), value=", ".join(values))
    data = kept(manifest, words)
    if data is not None:
        text = words.say("data_kept", what="; ".join(data.keeps), until=data.until)
        embed.add_field(name=words.say("plugin_data"), value=text, inline=False)
    if ears:
        embed.add_field(name=words.say("plugin_listeners"), value=_ears(ears, words)[:1024], inline=False)
    return Screen(embeds=(embed,))


def stats(ears: Sequence[Ear], words: Words) -> Screen:
    """Return what the listeners have done since the start."""
    text = _ears(ears, words) or words.say("stats_none")
    embed = discord.Embed(title=words.say("stats_title"), description=text[:4000], colour=colour("info"))
    return Screen(embeds=(embed,))


def _ears(ears: Sequence[Ear], words: Words) -> str:
    return "\n".join(
        words.say(
            "stats_line",
            name=f"{ear.plugin}.{ear.listener.name}",
            tier=ear.tier,
            calls=ear.calls,
            hits=ear.hits,
            errors=ear.errors,
            mean=f"{ear.mean_s * 1000:.2f}",
        )
        for ear in ears
    )
