"""The door to help: look around, ask for a topic, turn pages."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from tika_bot.core.wording import Wording, Words
from tika_bot.kit.catalogue import Entry, entries
from tika_bot.kit.door import Action, Click, Door, answers, door, suggests
from tika_bot.kit.naming import category_name, plugin_name, plugin_summary
from tika_bot.kit.pager import asked_page, page_count
from tika_bot.kit.screen import Answer, Screen

from . import views
from .model import Line, Topic, allowed, found
from .service import Help


class HelpCommands(commands.Cog, name="Help"):
    """What can be done here."""

    def __init__(self, service: Help) -> None:
        self._help = service

    @commands.hybrid_command()
    @app_commands.describe(topic="A feature, a command, or any word")
    @answers("private")
    async def help(self, ctx: commands.Context[Any], *, topic: str | None = None) -> Screen:
        """See what can be done here."""
        here = door(ctx)
        topics = topics_for(self._help, here)
        hits = topics if topic is None else found(topics, topic)
        if topic is not None and len(hits) == 1:
            screen = views.topic(hits[0], here.words)
        else:
            screen = views.overview(hits, 1, here.words)
        # In chat everybody may read it; a direct message for help would be overdone.
        return screen if ctx.interaction else Screen(embeds=screen.embeds, rows=screen.rows, private=False)

    @help.autocomplete("topic")  # noqa: A003 # discord.py hangs it on the command
    @suggests
    async def topics(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        """Suggest features and commands that exist for this member here."""
        known = topics_for(self._help, door(interaction))
        names = [topic.name for topic in known] + [line.name for topic in known for line in topic.lines]
        wanted = current.casefold()
        return [app_commands.Choice(name=name, value=name) for name in names if wanted in name.casefold()]


def topics_for(service: Help, here: Door) -> list[Topic]:
    """Return the topics that ``here`` may see; in direct messages those with something to do there."""
    in_guild = here.actor.guild is not None
    topics = [
        Topic(
            id=manifest.id,
            name=plugin_name(manifest, here.words),
            english=manifest.name,
            summary=plugin_summary(manifest, here.words),
            category=category_name(manifest.category, here.words),
            lines=allowed(
                (_line(entry, here.words.of(manifest.id)) for entry in entries(room)),
                here.actor.permissions,
                in_guild=in_guild,
            ),
        )
        for manifest, room in service.features(here.guild)
    ]
    topics = [topic for topic in topics if in_guild or topic.lines]
    return sorted(topics, key=lambda topic: (topic.category.casefold(), topic.name.casefold()))


def _line(entry: Entry, words: Words) -> Line:
    """Return ``entry`` in the member's language, if its plugin translates the command."""
    key = f"command_{entry.name.replace(' ', '_')}"
    return Line(
        entry.name, words.say(key) if words.has(key) else entry.text, entry.permissions, entry.guild_only
    )


async def turn(service: Help, click: Click) -> Answer:
    """Show another page of topics."""
    topics = topics_for(service, click)
    return views.overview(topics, asked_page(click, page_count(len(topics), views.PER_PAGE)), click.words)


async def open_topic(service: Help, click: Click) -> Answer:
    """Show the topic that was picked."""
    return views.topic(found(topics_for(service, click), click.values[0])[0], click.words)


ACTIONS = {"page": Action(turn), "topic": Action(open_topic)}


def cogs(service: Help, wording: Wording) -> list[commands.Cog]:  # noqa: ARG001 # every room's shape
    """Return the plugin's cogs."""
    return [HelpCommands(service)]
