"""Boards and a server's days, in words and as pictures."""

import asyncio
import functools
import importlib.util
from typing import Any, Literal

from discord import app_commands
from discord.ext import commands

from tika_bot.kit.door import Action, Click, Door, answers, door
from tika_bot.kit.pager import asked_page
from tika_bot.kit.screen import Screen
from tika_bot.plugins.levels import views
from tika_bot.plugins.levels.model import Board
from tika_bot.plugins.levels.seasons import SeasonGone
from tika_bot.plugins.levels.service import Levels
from tika_bot.plugins.levels.windows import USUAL_RANKING, Measure, Ranking, Window

MOST_PAGES = 1_000_000
DAYS = 30
LONGEST = 90
"""Days that one chart shows, at most."""

By = Literal["xp", "messages", "voice", "reactions", "commands"]
Since = Literal["all", "day", "week", "month", "season"]
How = Literal["text", "picture"]


class BoardCommands(commands.Cog, name="levels-boards"):
    """Who is ahead, and what a server does."""

    def __init__(self, levels: Levels) -> None:
        self._levels = levels

    @commands.hybrid_command(aliases=["lb", "top"])
    @commands.guild_only()
    @app_commands.describe(
        page="Which page; the first if left out.",
        by="What members are ranked by; XP if left out.",
        window="Since when it counts; for ever if left out.",
        show="Words or a picture; words if left out.",
    )
    @answers("public")
    async def leaderboard(
        self,
        ctx: commands.Context[Any],
        page: commands.Range[int, 1, MOST_PAGES] = 1,
        by: By = "xp",
        window: Since = "all",
        show: How = "text",
    ) -> Screen:
        """Show who has the most XP here."""
        shown = await self._levels.board(door(ctx).guild, page, Ranking(Measure(by), Window(window)))
        return await _screen(self._levels, door(ctx), shown, show)

    @commands.hybrid_command()
    @commands.guild_only()
    @app_commands.describe(
        days="How many days, today included; 30 if left out.",
        show="Words or a picture; a picture if left out.",
    )
    @answers("public")
    async def activity(
        self, ctx: commands.Context[Any], days: commands.Range[int, 2, LONGEST] = DAYS, show: How = "picture"
    ) -> Screen:
        """Show how much XP this server earned each day, and how many took part."""
        return await _activity(self._levels, door(ctx), days, show)


async def _screen(levels: Levels, entered: Door, shown: Board, how: str, *, note: str = "") -> Screen:
    """Return ``shown`` in words, or as a picture where one is wanted and can be painted."""
    level = functools.partial(levels.level, entered.guild)
    past = views.season_names(await levels.desk.seasons.past(entered.guild))
    if shown.ranking.season and shown.ranking.season not in past:
        raise SeasonGone
    reader = views.Reader(entered.member, entered.words, level, past)
    if how != "picture" or _words_only(levels, entered):
        return views.board(shown, reader, note=note)
    people = await entered.people(place.member for place in shown.places)
    faces = await asyncio.gather(*(levels.portraits.of(person.face) for person in people.values()))
    seen = {
        member: views.Seen(person.name, face)
        for (member, person), face in zip(people.items(), faces, strict=True)
    }
    style = levels.settings(entered.guild).card_style
    return views.painted_board(shown, reader, seen, style, note=note)


async def _activity(levels: Levels, entered: Door, days: int, how: str) -> Screen:
    found = await levels.activity(entered.guild, days)
    as_text = how != "picture" or _words_only(levels, entered)
    style = levels.settings(entered.guild).card_style
    return views.activity(found, style, entered.words, as_text=as_text)


def _words_only(levels: Levels, entered: Door) -> bool:
    return levels.wants_text(entered.guild, entered.member) or importlib.util.find_spec("PIL") is None


def _asked(args: tuple[str, ...]) -> tuple[Ranking, str]:
    """Return which board the end of an id means, and how it's shown; buttons from elsewhere say neither."""
    if not args:
        return USUAL_RANKING, "text"
    measure, since, how = args
    return Ranking.asked(measure, since), how


async def _board(levels: Levels, click: Click) -> Screen:
    """Show the page in the id; one past the end shows the last."""
    ranking, how = _asked(click.args[1:])
    shown = await levels.board(click.guild, asked_page(click, MOST_PAGES), ranking)
    return await _screen(levels, click, shown, how)


async def _around(levels: Levels, click: Click) -> Screen:
    """Show the page with the clicking member's own line; who has none reads so and sees the top."""
    ranking, how = _asked(click.args)
    shown = await levels.board_around(click.guild, click.member, ranking)
    if any(place.member == click.member for place in shown.places):
        return await _screen(levels, click, shown, how)
    missing = "not_on_board" if ranking.is_usual else "not_on_this_board"
    if ranking.season:
        missing = "not_in_season"
    if (await levels.standing(click.guild, click.member)).is_hidden:
        missing = "hidden_from_board"
    return await _screen(levels, click, shown, how, note=click.words.say(missing))


async def _top(levels: Levels, click: Click) -> Screen:
    ranking, how = _asked(click.args)
    return await _screen(levels, click, await levels.board(click.guild, 1, ranking), how)


async def _by(levels: Levels, click: Click) -> Screen:
    """Rank by something else."""
    ranking, how = _asked(click.args)
    other = Ranking.asked(click.values[0], ranking.since)
    return await _screen(levels, click, await levels.board(click.guild, 1, other), how)


async def _since(levels: Levels, click: Click) -> Screen:
    """Count since another day, or show how a season ended."""
    ranking, how = _asked(click.args)
    other = Ranking.asked(ranking.measure.value, click.values[0])
    return await _screen(levels, click, await levels.board(click.guild, 1, other), how)


async def _days(levels: Levels, click: Click) -> Screen:
    days, how = click.args
    return await _activity(levels, click, min(max(int(days), 2), LONGEST), how)


ACTIONS: dict[str, Action] = {
    "open": Action(_around, reply="public"),
    "mine": Action(_around),
    "top": Action(_top),
    "board": Action(_board),
    "by": Action(_by),
    "since": Action(_since),
    "days": Action(_days),
}
