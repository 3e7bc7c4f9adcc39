"""`/levels give`, `take`, `set`, `transfer` and `reset`."""

import functools

import discord
from discord import app_commands
from discord.ext import commands

from tika_bot.base.ids import UserId
from tika_bot.kit.confirm import YES
from tika_bot.kit.door import Action, Click, answers, door
from tika_bot.kit.screen import Screen
from tika_bot.plugins.levels import views
from tika_bot.plugins.levels.corrections import MOST_XP, Corrected, NotABot
from tika_bot.plugins.levels.service import Levels

from .group import Ctx, LevelsGroup, order, shown

Amount = commands.Range[int, 1, MOST_XP]


class GrantingCommands(LevelsGroup):
    """XP by decree."""

    @LevelsGroup.levels.command(name="give")
    @app_commands.describe(
        member="Who gets it.", amount="How much XP.", reason="Why; it stays with the entry."
    )
    @answers("private")
    async def give(self, ctx: Ctx, member: discord.Member, amount: Amount, *, reason: str = "") -> Screen:
        """Give a member XP."""
        here, who = door(ctx), _person(member)
        done = await self._levels.desk.granting.give(order(here, "give", reason), who, amount)
        return self._shown(ctx, done)

    @LevelsGroup.levels.command(name="take")
    @app_commands.describe(
        member="Who loses it.", amount="How much XP.", reason="Why; it stays with the entry."
    )
    @answers("private")
    async def take(self, ctx: Ctx, member: discord.Member, amount: Amount, *, reason: str = "") -> Screen:
        """Take XP from a member; nobody falls below zero."""
        here, who = door(ctx), _person(member)
        done = await self._levels.desk.granting.take(order(here, "take", reason), who, amount)
        return self._shown(ctx, done, wanted=amount)

    @LevelsGroup.levels.command(name="set")
    @app_commands.describe(
        member="Whose XP.", amount="What they have then.", reason="Why; it stays with the entry."
    )
    @answers("private")
    async def set_(
        self, ctx: Ctx, member: discord.Member, amount: commands.Range[int, 0, MOST_XP], *, reason: str = ""
    ) -> Screen:
        """Set a member's XP to an exact amount."""
        here, who = door(ctx), _person(member)
        done = await self._levels.desk.granting.set(order(here, "set", reason), who, amount)
        return self._shown(ctx, done)

    @LevelsGroup.levels.command(name="transfer")
    @app_commands.describe(
        giver="Who loses it.",
        taker="Who gets it.",
        amount="How much XP.",
        reason="Why; it stays with the entry.",
    )
    @answers("private")
    async def transfer(
        self, ctx: Ctx, giver: discord.Member, taker: discord.Member, amount: Amount, *, reason: str = ""
    ) -> Screen:
        """Move XP from one member to another."""
        here = door(ctx)
        done = await self._levels.desk.granting.transfer(
            order(here, "transfer", reason), _person(giver), _person(taker), amount
        )
        return self._shown(ctx, done)

    @LevelsGroup.levels.command(name="reset")
    @app_commands.describe(
        member="Whose XP; everybody's if left out.", reason="Why; it stays with the entry."
    )
    @answers("private")
    async def reset(self, ctx: Ctx, member: discord.Member | None = None, *, reason: str = "") -> Screen:
        """Take all XP from a member, or from everybody."""
        here = door(ctx)
        if member is None and reason and ctx.interaction is None:
            raise commands.MemberNotFound(reason)  # a name that nobody has isn't everybody
        if member is None:
            members, xp = await self._levels.desk.granting.everybody(here.actor, here.guild)
            return shown(ctx, views.ask_reset(members, xp, here.member, here.words))
        done = await self._levels.desk.granting.reset(order(here, "reset", reason), _person(member))
        return self._shown(ctx, done)

    def _shown(self, ctx: Ctx, done: Corrected, *, wanted: int = 0) -> Screen:
        here = door(ctx)
        level = functools.partial(self._levels.level, here.guild)
        return shown(ctx, views.corrected(done, level, here.words, wanted=wanted))


def _person(member: discord.Member) -> UserId:
    """Return who ``member`` is.

    Raises:
        NotABot: it's a bot.
    """
    if member.bot:
        raise NotABot(member=member.mention)
    return UserId(member.id)


async def reset_everybody(levels: Levels, click: Click) -> Screen:
    """Take everybody's XP, or leave it."""
    click.only_for(click.args[1])
    if click.args[0] != YES:
        return views.left_alone(click.words)
    members, entry = await levels.desk.granting.reset_everybody(order(click, "reset"))
    return views.everybody_reset(members, entry, click.words)


ACTIONS = {"reset": Action(reset_everybody, needs=("manage_guild",))}
