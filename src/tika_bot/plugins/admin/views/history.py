"""How the history of a plugin's settings looks: who changed what, and when. Pure."""

from collections.abc import Sequence
from typing import Any

import discord

from tika_bot.core.actions import action_id
from tika_bot.core.wording import Words
from tika_bot.kit.naming import plugin_name, setting_label
from tika_bot.kit.notices import colour
from tika_bot.kit.screen import Button, Screen
from tika_bot.plugins.admin.service import Change, Sheet

from . import PLUGIN, author, value_text

SHOWN = 6
"""Settings of one change that are shown; an import changes many at once."""


def history(shown: Sheet, changes: Sequence[Change], words: Words) -> Screen:
    """Return the last changes of one plugin's settings, the newest first."""
    embed = discord.Embed(
        title=words.say("history_title", name=plugin_name(shown.manifest, words)),
        description="\n\n".join(_change(shown, change, words) for change in changes)[:4000],
        colour=colour("info"),
    )
    back = Button(words.say("sheet_back"), action_id(PLUGIN, "back", shown.plugin))
    return Screen(embeds=(embed,), rows=((back,),))


def _change(shown: Sheet, change: Change, words: Words) -> str:
    who = author(change.by, words)
    signed = words.say("sheet_changed", version=change.version, who=who, when=change.at)

    def written(values: dict[str, Any], name: str) -> str:
        return value_text(shown.plugin, shown.field(name), values[name], words)

    lines = [
        f"**{setting_label(shown.plugin, shown.field(name), words)}:** "
        f"{written(change.before, name)} → {written(change.after, name)}"
        for name in change.names[:SHOWN]
    ]
    more = len(change.names) - SHOWN
    return "\n".join([f"-# {signed}", *lines, *([f"+{more}"] if more > 0 else [])])
