"""The one short welcome in a new guild, in the first channel where the bot may speak."""

import discord

from tika_bot.core.actions import action_id
from tika_bot.core.wording import Words
from tika_bot.kit.notices import colour
from tika_bot.kit.screen import Button, Screen


def welcome(words: Words, name: str) -> Screen:
    """Return the welcome of the bot called ``name``, with the three doors an admin looks for."""
    embed = discord.Embed(
        title=words.say("welcome_title", name=name),
        description=words.say("welcome_text"),
        colour=colour("info"),
    )
    doors = (
        Button(words.say("welcome_features"), action_id("admin", "features"), style="primary"),
        Button(words.say("welcome_language"), action_id("admin", "language")),
        Button(words.say("welcome_settings"), action_id("admin", "settings")),
    )
    return Screen(embeds=(embed,), rows=(doors,))


def first_open_channel(guild: discord.Guild) -> discord.TextChannel | None:
    """Return the system channel, else the highest text channel, in which the bot may write; else None."""
    candidates = [guild.system_channel, *guild.text_channels]
    for channel in candidates:
        if channel is None:
            continue
        may = channel.permissions_for(guild.me)
        if may.view_channel and may.send_messages and may.embed_links:
            return channel
    return None
