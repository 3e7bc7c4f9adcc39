"""`/levels undo` and `/levels history`."""

import functools
import re
from datetime import UTC, datetime, timedelta

import discord
from discord import app_commands
from discord.ext import commands

from tika_bot.base.ids import UserId
from tika_bot.core.ledger import Entry
from tika_bot.kit.confirm import YES
from tika_bot.kit.door import Action, Click, Door, answers, door, suggests
from tika_bot.kit.screen import Screen
from tika_bot.plugins.levels import views
from tika_bot.plugins.levels.corrections import NoSuchEntry
from tika_bot.plugins.levels.service import Levels
from tika_bot.plugins.levels.service.undoing import What, command_of, only

from .group import Ctx, LevelsGroup, history, names_in, order, shown

MENTION = re.compile(r"<@!?(\d{1,20})>")


class UndoingCommands(LevelsGroup):
    """Looking back, and taking back."""

    @LevelsGroup.levels.command(name="history")
    @app_commands.describe(member="Whose; everybody's if left out.")
    @answers("private")
    async def history(self, ctx: Ctx, member: discord.Member | None = None) -> Screen:
        """See what was given, taken and reset, by whom and why."""
        return shown(ctx, await history(self._levels, door(ctx), member.id if member else 0))

    @LevelsGroup.levels.command(name="undo")
    @app_commands.describe(
        entry="Its number; pick one of the last.",
        by="Or everything that somebody did …",
        hours="… in so many hours until now; 24 if left out.",
    )
    @answers("private")
    async def undo(
        self,
        ctx: Ctx,
        entry: str | None = None,
        by: discord.User | None = None,
        hours: commands.Range[int, 1, 720] = 24,
    ) -> Screen:
        """Undo a correction, or all that somebody did; you see first what would happen."""
        here = door(ctx)
        mentioned = MENTION.fullmatch(entry or "")  # after a prefix the first word stands here, whoever it is
        who = mentioned[1] if mentioned else str(by.id) if by is not None else None
        if who is not None:
            now = here_and_now(ctx)
            since = int((now - timedelta(hours=hours)).timestamp())
            span = ("s", who, str(since), str(int(now.timestamp()) + 1))
            return shown(ctx, await _preview(self._levels, here, span))
        if entry is None:
            return shown(ctx, await history(self._levels, here))
        return shown(ctx, await _preview(self._levels, here, ("e", entry.strip("# "))))

    @undo.autocomplete("entry")
    @suggests
    async def entries(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        """Offer the newest entries that can be undone."""
        here = door(interaction)
        found = await self._levels.desk.undoing.history(here.actor, here.guild, limit=25)
        names = await names_in(found, here)
        lines = {
            str(one.id): views.named_entry(one, names, here.words)
            for one in found
            if views.can_be_undone(one)
        }
        return [
            app_commands.Choice(name=line, value=number)
            for number, line in lines.items()
            if current.casefold() in f"{number} {line}".casefold()
        ]


def here_and_now(ctx: Ctx) -> datetime:
    """Return when the command was run, as Discord's id of it says."""
    asked = ctx.interaction or ctx.message
    return asked.created_at.astimezone(UTC)


async def _preview(levels: Levels, here: Door, chosen: tuple[str, ...]) -> Screen:
    what, entry = await _meant(levels, here, chosen)
    found = await levels.desk.undoing.preview(here.actor, here.guild, what)
    return views.ask_undo(found, chosen, entry, functools.partial(levels.level, here.guild), here.words)


async def _meant(levels: Levels, here: Door, chosen: tuple[str, ...]) -> tuple[What, Entry | None]:
    """Return what a button's or a command's words mean: an entry, its whole command, or a span."""
    undoing = levels.desk.undoing
    kind, *rest = chosen
    if not all(one.isdecimal() for one in rest):
        raise NoSuchEntry(given=rest[0][:50])
    if kind == "s":
        who, since, until = (int(one) for one in rest)
        times = (datetime.fromtimestamp(one, UTC) for one in (since, until))
        return undoing.span(UserId(who), *times), None
    entry = await undoing.entry(here.actor, here.guild, int(rest[0]))
    return (command_of(entry) if kind == "c" else only(entry)), entry


async def turn(levels: Levels, click: Click) -> Screen:
    """Show older entries, or the newest again."""
    return await history(levels, click, int(click.args[0]), int(click.args[1]))


async def picked(levels: Levels, click: Click) -> Screen:
    """Show what undoing the picked entry would do."""
    return await _preview(levels, click, ("e", click.values[0]))


async def widened(levels: Levels, click: Click) -> Screen:
    """Show what undoing the whole command would do."""
    return await _preview(levels, click, ("c", click.args[0]))


async def undone(levels: Levels, click: Click) -> Screen:
    """Undo what was previewed, or leave it."""
    if click.args[0] != YES:
        return views.left_alone(click.words)
    what, _ = await _meant(levels, click, click.args[1:])
    done = await levels.desk.undoing.undo(order(click, "undo"), what)
    return views.undone(done, functools.partial(levels.level, click.guild), click.words)


NEEDS = ("manage_guild",)

ACTIONS = {
    "history": Action(turn, needs=NEEDS),
    "pick": Action(picked, needs=NEEDS),
    "widen": Action(widened, needs=NEEDS),
    "undo": Action(undone, needs=NEEDS),
}
