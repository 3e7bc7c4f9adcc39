"""Short messages with a colour and a mark.

The colours are Okabe and Ito's, which people with any kind of colour blindness tell apart; the mark says the
same thing to those who see no colour at all.
"""

from typing import Literal

import discord

from .screen import Row, Screen

Kind = Literal["success", "info", "refusal", "error", "off", "warning"]

COLOURS: dict[Kind, int] = {
    "success": 0x009E73,
    "info": 0x56B4E9,
    "refusal": 0xE69F00,
    "error": 0xD55E00,
    "off": 0x8C8C8C,
    "warning": 0xF0E442,
}

MARKS: dict[Kind, str] = {
    "success": "✅",
    "info": "💬",
    "refusal": "✋",
    "error": "🧯",
    "off": "💤",
    "warning": "⚠️",
}


def colour(kind: Kind) -> discord.Colour:
    """Return the colour that stands for ``kind`` everywhere."""
    return discord.Colour(COLOURS[kind])


def notice(
    kind: Kind, title: str, text: str = "", *, rows: tuple[Row, ...] = (), private: bool | None = None
) -> Screen:
    """Return a message with the mark and colour of ``kind``; an empty ``text`` leaves only the title."""
    embed = discord.Embed(
        title=f"{MARKS[kind]} {title}"[:256] if title else None,
        description=text[:4096] or None,
        colour=colour(kind),
    )
    return Screen(embeds=(embed,), rows=rows, private=private)
