"""What operators are told without asking. Pure."""

from collections.abc import Mapping
from typing import Any

from tika_bot.core.names import NAME, readable
from tika_bot.core.wording import Words
from tika_bot.kit.notices import notice
from tika_bot.kit.screen import Screen


def intents_missing(data: Mapping[str, Any], words: Words) -> Screen:
    """Return that Discord keeps something back, what for it would be needed and where it's switched on."""
    plugins = [words.name(f"{plugin}.{NAME}", readable(plugin)) for plugin in data["plugins"]]
    text = words.say("intents_text", names=", ".join(data["intents"]), features=", ".join(plugins))
    return notice("warning", words.say("intents_title"), text)
