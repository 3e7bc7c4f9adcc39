"""The group `/levels`: what admins do about levels. Files of its subjects add their commands to it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from discord import app_commands
from discord.ext import commands

from tika_bot.base.ids import UserId
from tika_bot.core.ledger import Entry
from tika_bot.kit.door import Door, answers, door
from tika_bot.kit.screen import Screen
from tika_bot.plugins.levels import views
from tika_bot.plugins.levels.corrections import Order
from tika_bot.plugins.levels.service import Levels

Ctx = commands.Context[Any]


class LevelsGroup:
    """Base of every class with commands under `/levels`; discord.py puts them together in one cog."""

    def __init__(self, levels: Levels) -> None:
        self._levels = levels

    @commands.hybrid_group(name="levels", invoke_without_command=True)
    @app_commands.default_permissions(manage_guild=True)
    @commands.guild_only()
    @answers("private")
    async def levels(self, ctx: Ctx) -> Screen:
        """Tune, correct and undo levels in this server."""
        # Only after a prefix: in the picker a group can't be chosen itself.
        return shown(ctx, await history(self._levels, door(ctx)))


def shown(ctx: Ctx, screen: Screen) -> Screen:
    """Return ``screen`` as an answer: after a prefix for all to see, since everybody read the question.

    Its buttons ask who presses them.
    """
    return screen if ctx.interaction is not None else replace(screen, private=False)


def sees_members(here: Door) -> bool:
    """Return whether Discord tells the bot who is in a server, with which roles."""
    return "members" not in here.missing_intents


def order(here: Door, command: str, reason: str = "") -> Order:
    """Return the correction that who came in wants."""
    return Order(here.guild, here.actor, here.key, f"levels {command}", reason, here.channel)


async def history(levels: Levels, here: Door, member: int = 0, before: int = 0) -> Screen:
    """Return a page of what was given and corrected; 0 is nobody, and the newest."""
    who = UserId(member) if member else None
    found = await levels.desk.undoing.history(here.actor, here.guild, who, before=before or None)
    return views.history(found, who, await names_in(found, here), here.words, is_first=not before)


async def names_in(found: Sequence[Entry], here: Door) -> dict[UserId, str]:
    """Return what those are called whose XP the entries moved."""
    people = await here.people(views.members_in(found))
    return {member: person.name for member, person in people.items()}
