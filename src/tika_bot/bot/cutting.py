"""Making text fit into Discord's limits without breaking what it says."""

from copy import deepcopy

import discord

CONTENT = 2000
TITLE, DESCRIPTION, FOOTER = 256, 4096, 2048
FIELDS, FIELD = 25, 1024
"""How many fields, and how much each may hold under its title."""
EMBED_TOTAL = 6000
"""Characters in all embeds of one message together."""

ELLIPSIS = "…"
FENCE = "```"


def cut(text: str, limit: int) -> str:
    """Return ``text`` in at most ``limit`` characters.

    It is cut at a line or word near the end if there is one, marked with an ellipsis, and an open code block
    is closed again, so that what follows isn't swallowed by it.
    """
    if len(text) <= limit:
        return text
    room = limit - len(ELLIPSIS) - len(FENCE) - 1
    kept = text[:room]
    for seam in ("\n", " "):
        at = kept.rfind(seam)
        if at > room * 3 // 4:
            kept = kept[:at]
            break
    if kept.count(FENCE) % 2:
        return f"{kept}{ELLIPSIS}\n{FENCE}"
    return kept + ELLIPSIS


def fitting(embeds: tuple[discord.Embed, ...]) -> list[discord.Embed]:
    """Return ``embeds`` within Discord's limits: ten of them, each part cut, 6,000 characters in all."""
    fitted: list[discord.Embed] = []
    left = EMBED_TOTAL
    for embed in embeds[:10]:
        slim = embed if _fits(embed, left) else _slim(embed)
        if len(slim) > left and slim.description:
            over = len(slim) - left
            slim.description = cut(slim.description, max(len(slim.description) - over, 8))
        while len(slim) > left and slim.fields:
            slim.remove_field(len(slim.fields) - 1)
        if len(slim) > left:
            break
        left -= len(slim)
        fitted.append(slim)
    return fitted


def _slim(embed: discord.Embed) -> discord.Embed:
    """Return a copy of ``embed`` with each part within its own limit."""
    # discord.py's own copy shares its fields with the original.
    slim = discord.Embed.from_dict(deepcopy(embed.to_dict()))
    if slim.title:
        slim.title = cut(slim.title, TITLE)
    if slim.description:
        slim.description = cut(slim.description, DESCRIPTION)
    if slim.footer.text:
        slim.set_footer(text=cut(slim.footer.text, FOOTER), icon_url=slim.footer.icon_url)
    fields = slim.fields[:FIELDS]
    slim.clear_fields()
    for line in fields:
        slim.add_field(
            name=cut(line.name or "\u200b", TITLE),
            value=cut(line.value or "\u200b", FIELD),
            inline=line.inline,
        )
    return slim


def _fits(embed: discord.Embed, room: int) -> bool:
    """Return whether ``embed`` needs no cutting where ``room`` characters are left."""
    return (
        len(embed) <= room
        and len(embed.title or "") <= TITLE
        and len(embed.description or "") <= DESCRIPTION
        and len(embed.footer.text or "") <= FOOTER
        and len(embed.fields) <= FIELDS
        and all(
            0 < len(line.name or "") <= TITLE and 0 < len(line.value or "") <= FIELD for line in embed.fields
        )
    )
