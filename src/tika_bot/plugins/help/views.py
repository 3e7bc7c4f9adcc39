"""How help looks. Pure."""

from collections.abc import Sequence

import discord

from tika_bot.core.actions import action_id
from tika_bot.core.wording import Words
from tika_bot.kit.notices import colour
from tika_bot.kit.pager import page_count, page_of, pager_row
from tika_bot.kit.screen import Button, Option, Row, Screen, Select

from .model import Topic

PLUGIN = "help"
PER_PAGE = 10


def overview(topics: Sequence[Topic], page: int, words: Words) -> Screen:
    """Return one page of topics by category, with a menu that opens each."""
    pages = page_count(len(topics), PER_PAGE)
    shown = page_of(topics, page, PER_PAGE)
    embed = discord.Embed(title=words.say("title"), description=words.say("intro"), colour=colour("info"))
    for category in dict.fromkeys(topic.category for topic in shown):
        lines = [f"**{topic.name}** — {topic.summary}" for topic in shown if topic.category == category]
        embed.add_field(name=category, value="\n".join(lines)[:1024], inline=False)
    options = tuple(Option(topic.name, topic.id, topic.summary[:100]) for topic in shown)
    rows: list[Row] = [pager_row(PLUGIN, "page", page, pages)]
    if options:
        rows.insert(0, (Select(action_id(PLUGIN, "topic"), words.say("pick"), options),))
    return Screen(embeds=(embed,), rows=tuple(rows))


def topic(shown: Topic, words: Words) -> Screen:
    """Return one feature with its commands."""
    lines = [f"`/{line.name}` — {line.text}" for line in shown.lines]
    text = "\n".join([shown.summary, "", *(lines or [words.say("no_commands")])])
    embed = discord.Embed(title=shown.name, description=text[:4000], colour=colour("info"))
    embed.set_footer(text=words.say("foot"))
    return Screen(embeds=(embed,), rows=((Button(words.say("back"), action_id(PLUGIN, "page", 1)),),))
