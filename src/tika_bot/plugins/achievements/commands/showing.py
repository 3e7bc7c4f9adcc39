"""What members have and could have, shown."""

import importlib.util
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from tika_bot.base.ids import UserId
from tika_bot.kit.door import Action, Click, answers, door
from tika_bot.kit.pager import asked_page
from tika_bot.kit.screen import Screen
from tika_bot.plugins.achievements import views
from tika_bot.plugins.achievements.service import Achievements

FIRST = "next"


class ShowingCommands(commands.Cog, name="achievements"):
    """Badges for what members do."""

    def __init__(self, achievements: Achievements) -> None:
        self._achievements = achievements

    @commands.hybrid_command(aliases=["badges"])
    @commands.guild_only()
    @app_commands.describe(member="Whose; yours if left out.")
    @answers("public")
    async def achievements(self, ctx: commands.Context[Any], member: discord.Member | None = None) -> Screen:
        """Show what a member has earned, and what comes next."""
        here = door(ctx)
        person = member or ctx.author
        shelf = await self._achievements.shelf(here.guild, UserId(person.id))
        return views.shelf(shelf, FIRST, 1, here.words, name=_paintable(person.display_name))


def _paintable(name: str) -> str | None:
    """Return ``name`` if there is anything to paint it with."""
    return name if importlib.util.find_spec("PIL") is not None else None


async def _shown(service: Achievements, click: Click, member: str, tab: str, page: int) -> Screen:
    who = UserId(int(member))
    shelf = await service.shelf(click.guild, who)
    # Whoever left has no name here, and no picture.
    person = None if who == click.member else (await click.people((who,))).get(who)
    name = click.member_name if who == click.member else person.name if person is not None else None
    painted = None if name is None else _paintable(name)
    return views.shelf(shelf, tab if tab in views.TABS else FIRST, page, click.words, name=painted)


async def _open(service: Achievements, click: Click) -> Screen:
    return await _shown(service, click, click.args[0], FIRST, 1)


async def _tab(service: Achievements, click: Click) -> Screen:
    return await _shown(service, click, click.args[0], click.values[0] if click.values else FIRST, 1)


async def _page(service: Achievements, click: Click) -> Screen:
    page = asked_page(click, 1_000)
    return await _shown(service, click, click.args[1], click.args[2], page)


ACTIONS: dict[str, Action] = {
    "open": Action(_open, reply="public"),
    "tab": Action(_tab),
    "page": Action(_page),
}
