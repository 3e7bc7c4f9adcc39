"""The door to one's own data."""

from typing import Any

import orjson
from discord.ext import commands

from tika_bot.core.wording import Wording
from tika_bot.kit.confirm import YES
from tika_bot.kit.door import Action, Click, answers, door
from tika_bot.kit.screen import Answer, Screen

from . import views
from .service import Privacy


class PrivacyCommands(commands.Cog, name="Privacy"):
    """What is kept about you."""

    def __init__(self, privacy: Privacy) -> None:
        self._privacy = privacy

    @commands.hybrid_group(fallback="show")
    @answers("private")
    async def privacy(self, ctx: commands.Context[Any]) -> Screen:
        """See what is kept about you, and until when."""
        return views.shown(self._privacy.keepers(), door(ctx).words)

    @privacy.command()
    @answers("private")
    async def export(self, ctx: commands.Context[Any]) -> Screen:
        """Get everything that is kept about you as a file."""
        here = door(ctx)
        kept = await self._privacy.export(here.member)
        return views.exported(
            orjson.dumps(kept, default=str, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS), here.words
        )

    @privacy.command()
    @answers("private")
    async def delete(self, ctx: commands.Context[Any]) -> Screen:
        """Delete everything that is kept about you, everywhere."""
        here = door(ctx)
        return views.asked(here.member, here.words)


async def delete(privacy: Privacy, click: Click) -> Answer:
    """Delete it all, or leave it be."""
    click.only_for(click.args[1])
    if click.args[0] != YES:
        return views.unchanged(click.words)
    await privacy.forget(click.member)
    return views.deleted(click.words)


ACTIONS = {"delete": Action(delete)}


def cogs(service: Privacy, wording: Wording) -> list[commands.Cog]:  # noqa: ARG001 # every room's shape
    """Return the plugin's cogs."""
    return [PrivacyCommands(service)]
