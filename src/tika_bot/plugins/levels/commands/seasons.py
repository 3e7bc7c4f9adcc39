"""`/levels season`."""

from collections.abc import Sequence
from typing import Literal

from discord import app_commands
from discord.ext import commands

from tika_bot.kit.confirm import YES
from tika_bot.kit.door import Action, Click, answers, door
from tika_bot.kit.naming import called
from tika_bot.kit.pager import asked_page
from tika_bot.kit.screen import Screen
from tika_bot.plugins.levels import views
from tika_bot.plugins.levels.seasons import Season, SeasonsAlike, SeasonUnknown
from tika_bot.plugins.levels.service import Levels

from .group import Ctx, LevelsGroup, order, shown

RESET = "1"


class SeasonCommands(LevelsGroup):
    """Seasons."""

    @LevelsGroup.levels.command(name="season")
    @app_commands.describe(
        do="The list is shown if left out.",
        name="What it's called.",
        reset="At the end: whether everybody begins anew at zero.",
    )
    @answers("private")
    async def season(
        self,
        ctx: Ctx,
        do: Literal["list", "start", "end", "show"] = "list",
        reset: bool | None = None,  # noqa: FBT001 # an option
        *,
        name: commands.Range[str, 1, 80] | None = None,
    ) -> Screen:
        """Start or end a season, list them, or show how one ended."""
        here, seasons = door(ctx), self._levels.desk.seasons
        if do == "end":
            running = await seasons.running(here.actor, here.guild)
            return shown(ctx, views.ask_season(running, here.member, here.words, reset=bool(reset)))
        if do == "start":
            name = name or views.season_name(await seasons.all(here.actor, here.guild), here.words)
            begun = await seasons.begin(order(here, "season"), name)
            return shown(ctx, views.season_begun(begun, here.words))
        if do == "show" and name is not None:
            chosen = _called(await seasons.all(here.actor, here.guild), name)
            return shown(ctx, views.season(await seasons.page(here.actor, here.guild, chosen, 1), here.words))
        return shown(ctx, views.seasons(await seasons.all(here.actor, here.guild), here.words))


def _called(found: Sequence[Season], name: str) -> int:
    """Return the number of the season that is called ``name``.

    Raises:
        SeasonUnknown: none is.
        SeasonsAlike: several are.
    """
    apart = views.season_names(found)
    plain = {one.id: one.name for one in found}
    keys = called(name, *(((str(number), one) for number, one in names.items()) for names in (apart, plain)))
    if not keys:
        raise SeasonUnknown(given=name[:50])
    if len(keys) > 1:
        raise SeasonsAlike(name=name, names=", ".join(apart[int(key)] for key in keys))
    return int(keys[0])


async def end(levels: Levels, click: Click) -> Screen:
    """End the season that was asked about, or leave it."""
    click.only_for(click.args[1])
    if click.args[0] != YES:
        return views.left_alone(click.words)
    season, reset = int(click.args[2]), click.args[3] == RESET
    done = await levels.desk.seasons.end(order(click, "season"), season, reset=reset)
    return views.season_ended(done, click.words)


async def turn(levels: Levels, click: Click) -> Screen:
    """Show a page of how a season ended."""
    page, season = asked_page(click, 1_000_000), int(click.args[1])
    return views.season(await levels.desk.seasons.page(click.actor, click.guild, season, page), click.words)


ACTIONS = {
    "season": Action(end, needs=("manage_guild",)),
    "standings": Action(turn, needs=("manage_guild",)),
}
