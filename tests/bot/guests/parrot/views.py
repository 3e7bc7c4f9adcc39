"""How it looks when it rings."""

from typing import Any

from tika_bot.core.wording import Words
from tika_bot.kit.screen import Screen


def due(data: dict[str, Any], words: Words) -> Screen:
    return Screen(text=words.say("due", what=data["what"]))
