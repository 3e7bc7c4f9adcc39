"""A guild's settings as a file that a person can read, keep and carry to another guild."""

import yaml

from tika_bot.base.errors import Refusal
from tika_bot.base.ids import GuildId, UserId

from .manifest import closest
from .setting_types import with_changes
from .settings import Settings

LARGEST = 64 * 1024
"""Bytes; a real file has one or two thousand."""

DEEPEST = 10


class SettingsUnreadable(Refusal):
    """A file isn't what `export_settings` writes; ``why`` says where it differs."""

    key = "core.settings_unreadable"


def export_settings(settings: Settings, guild: GuildId) -> str:
    """Return all settings of ``guild`` as YAML, defaults included, so that the reader sees what there is."""
    document = {
        plugin: settings.of(guild, plugin).model_dump(mode="json")
        for plugin in settings.plugins()
        if settings.describe(plugin)
    }
    return yaml.safe_dump({"tika_settings": 1, "plugins": document}, sort_keys=False, allow_unicode=True)


async def import_settings(settings: Settings, guild: GuildId, text: str, *, by: UserId) -> tuple[str, ...]:
    """Put the settings in ``text`` in force, all or none, and return the plugins that changed.

    What the file doesn't name stays as it is.

    Raises:
        SettingsUnreadable: it is too large, isn't plain YAML, or names what doesn't exist.
        Refusal: a value is wrong, or somebody saved meanwhile.
    """
    plugins = _plugins(text)
    changed = []
    for plugin, values in plugins.items():
        if plugin not in settings.plugins():
            close = closest(str(plugin), settings.plugins())
            raise SettingsUnreadable(why=f"no plugin {plugin!r}" + (f", maybe {close!r}" if close else ""))
        if not isinstance(values, dict):
            raise SettingsUnreadable(why=f"{plugin!r} should hold names and values")
        current = settings.of(guild, plugin)
        new = with_changes(current, {str(name): value for name, value in values.items()})
        if new != current:
            changed.append((plugin, new, settings.version(guild, plugin)))
    async with settings.together(guild):
        for plugin, new, version in changed:
            await settings.save(guild, plugin, new, by=by, based_on=version)
    return tuple(plugin for plugin, _, _ in changed)


def _plugins(text: str) -> dict[object, object]:
    if len(text.encode()) > LARGEST:
        raise SettingsUnreadable(why=f"larger than {LARGEST // 1024} kB")
    try:
        _demand_plain(text)
        document = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as wrong:
        problem = getattr(wrong, "problem", None) or "it isn't YAML"
        raise SettingsUnreadable(why=str(problem)[:100]) from wrong
    if not isinstance(document, dict) or document.get("tika_settings") != 1:
        raise SettingsUnreadable(why="it doesn't begin with `tika_settings: 1`")
    plugins = document.get("plugins")
    if not isinstance(plugins, dict):
        raise SettingsUnreadable(why="it has no `plugins`")
    return plugins


def _demand_plain(text: str) -> None:
    """Look at the tokens before anything is built: a few aliases can stand for gigabytes."""
    depth = 0
    for token in yaml.scan(text):
        if isinstance(token, yaml.AliasToken | yaml.AnchorToken | yaml.TagToken):
            raise SettingsUnreadable(why="anchors, aliases and tags aren't allowed")
        if isinstance(
            token,
            yaml.BlockMappingStartToken
            | yaml.BlockSequenceStartToken
            | yaml.FlowMappingStartToken
            | yaml.FlowSequenceStartToken,
        ):
            depth += 1
        if isinstance(token, yaml.BlockEndToken | yaml.FlowMappingEndToken | yaml.FlowSequenceEndToken):
            depth -= 1
        if depth > DEEPEST:
            raise SettingsUnreadable(why=f"nested deeper than {DEEPEST}")
