"""Which way a line is read where Discord can't tell.

Discord lets the first letter of each line decide. A line of ours that begins with the name of محمد is then
turned as a whole, with the figures before the name; and what a mention is called is only known there. So such
a line begins with a mark that nobody sees and that goes with the line's own words.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import discord

TO_THE_RIGHT, TO_THE_LEFT = "\u200e", "\u200f"
_NAMED_THERE = re.compile(r"<[^<>\s]{2,}>")
"""A mention, a moment, an emoji."""
_STANDS_FIRST = re.compile(r"(?:-# |#{1,3} |> |[-*] )*")
"""What Discord knows at the start of a line only."""
_FENCE = "```"
_SAID = frozenset({"title", "description", "text", "name", "value"})
"""The parts of an embed that are text."""


def led(text: str) -> str:
    """Return ``text``; lines whose first letter would turn them, or could, begin with a mark."""
    if (text.isascii() and "<" not in text) or _FENCE in text:
        return text
    return "\n".join(_led(line) for line in text.split("\n"))


def led_embed(embed: discord.Embed) -> discord.Embed:
    """Return ``embed`` with all its lines `led`."""
    parts = _all_led(embed.to_dict())
    if "footer" in parts:
        parts["footer"] = _all_led(parts["footer"])
    if "fields" in parts:
        parts["fields"] = [_all_led(part) for part in parts["fields"]]
    return discord.Embed.from_dict(parts)


def _all_led(part: Mapping[str, Any]) -> dict[str, Any]:
    return {name: led(said) if name in _SAID else said for name, said in part.items()}


def _led(line: str) -> str:
    own = _NAMED_THERE.sub("\ufffc", line)
    first = next((letter for letter in own if letter == "\ufffc" or _turns(letter) is not None), "")
    if not first or _turns(first) is False:
        return line
    turning = [_turns(letter) for letter in own]
    mark = TO_THE_LEFT if turning.count(True) > turning.count(False) else TO_THE_RIGHT
    if _turns(first) and mark == TO_THE_LEFT:
        return line
    start = _STANDS_FIRST.match(line)
    at = start.end() if start else 0
    return f"{line[:at]}{mark}{line[at:]}"


@lru_cache(4096)
def _turns(letter: str) -> bool | None:
    """Return whether ``letter`` is read from the right; None if it's like its neighbours."""
    kind = unicodedata.bidirectional(letter)
    return True if kind in {"R", "AL"} else False if kind == "L" else None
