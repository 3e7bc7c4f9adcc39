"""How privacy looks. Pure."""

from collections.abc import Iterable

import discord

from tika_bot.core.manifest import Manifest
from tika_bot.core.wording import Words
from tika_bot.kit.confirm import confirm_row
from tika_bot.kit.naming import kept, plugin_name
from tika_bot.kit.notices import colour, notice
from tika_bot.kit.screen import Document, Screen

PLUGIN = "privacy"
MOST = 24
"""Plugins that fit into one message beside the house itself."""


def shown(keepers: Iterable[Manifest], words: Words) -> Screen:
    """Return what is kept, by feature."""
    embed = discord.Embed(title=words.say("title"), description=words.say("intro"), colour=colour("info"))
    embed.add_field(name=words.say("house"), value=words.say("house_keeps"), inline=False)
    for keeper in sorted(keepers, key=lambda one: plugin_name(one, words).casefold())[:MOST]:
        data = kept(keeper, words)
        if data is None:
            continue
        lines = [*(f"• {one}" for one in data.keeps), words.say("keeps_until", until=data.until)]
        embed.add_field(name=plugin_name(keeper, words), value="\n".join(lines), inline=False)
    return Screen(embeds=(embed,))


def exported(content: bytes, words: Words) -> Screen:
    """Return the file with everything."""
    return Screen(text=words.say("exported"), documents=(Document("tika-data.json", content),))


def asked(member: int, words: Words) -> Screen:
    """Return the question whether to delete it all."""
    row = confirm_row(PLUGIN, "delete", member, yes=words.say("delete_yes"), no=words.say("delete_no"))
    return notice("warning", words.say("delete_title"), words.say("delete_text"), rows=(row,))


def deleted(words: Words) -> Screen:
    """Return the receipt."""
    return notice("success", words.say("deleted"), words.say("deleted_text"))


def unchanged(words: Words) -> Screen:
    """Return that nothing happened."""
    return notice("info", words.say("kept"))
