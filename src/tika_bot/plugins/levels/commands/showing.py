"""Rank cards, shown."""

import importlib.util
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from tika_bot.base.ids import UserId, private_space
from tika_bot.core.wording import Wording
from tika_bot.kit.door import Action, Click, Door, answers, door
from tika_bot.kit.screen import Screen
from tika_bot.plugins.levels import views
from tika_bot.plugins.levels.memory import TRACED
from tika_bot.plugins.levels.service import Levels

FACE_PX = 256
"""Size that avatars are asked for; Discord serves powers of two."""


class LevelCommands(commands.Cog, name="levels"):
    """XP and ranks."""

    def __init__(self, levels: Levels, wording: Wording) -> None:
        self._levels = levels
        self._wording = wording

    @commands.hybrid_command(aliases=["level", "xp"])
    @commands.guild_only()
    @app_commands.describe(member="Whose rank; yours if left out.")
    @answers("public")
    async def rank(self, ctx: commands.Context[Any], member: discord.Member | None = None) -> Screen:
        """Show a rank card: level, rank and the way to the next level."""
        return await self._rank(ctx, member)

    @commands.hybrid_command()
    @commands.guild_only()
    @app_commands.describe(member="Whose profile; yours if left out.")
    @answers("public")
    async def profile(self, ctx: commands.Context[Any], member: discord.Member | None = None) -> Screen:
        """Show a member's card, the same as rank."""
        return await self._rank(ctx, member)

    async def _rank(self, ctx: commands.Context[Any], member: discord.Member | None) -> Screen:
        entered = door(ctx)
        person = member or ctx.author
        return await rank_screen(self._levels, entered, person)


async def rank_screen(levels: Levels, entered: Door, person: discord.Member | discord.User) -> Screen:
    """Return ``person``'s card, or the same in words where pictures are unwanted or can't be painted."""
    standing = await levels.standing(entered.guild, UserId(person.id))
    if levels.wants_text(entered.guild, entered.member) or importlib.util.find_spec("PIL") is None:
        won = await levels.cards.won(entered.guild, UserId(person.id))
        return views.rank_text(standing, won, entered.words)
    # Never a whole animation: of one that moves, Discord makes a PNG of its first frame.
    url = person.display_avatar.replace(size=FACE_PX, format="png").url
    face = await levels.portraits.of(url)
    dress = await levels.cards.dress(entered.guild, UserId(person.id))
    return views.rank(standing, person.display_name, face, dress, entered.words)


async def _text(levels: Levels, click: Click) -> Screen:
    """Show the card of the member in the id in words."""
    member = UserId(int(click.args[0]))
    won = await levels.cards.won(click.guild, member)
    return views.rank_text(await levels.standing(click.guild, member), won, click.words, private=True)


async def why(service: Levels, here: Door) -> str | None:
    """Return what became of what the member did last; None where there is nothing to earn."""
    if here.guild == private_space(here.member):
        return None
    booked = await service.desk.undoing.lately(here.guild, here.member, TRACED)
    is_read = "message_content" not in here.missing_intents
    return views.why(service.why(here.guild, here.member), booked, here.member, here.words, is_read=is_read)


ACTIONS: dict[str, Action] = {
    "text": Action(_text, reply="private"),
}
