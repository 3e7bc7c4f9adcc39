"""Roles that come with levels, arranged by admins."""

import re
from collections.abc import Sequence
from typing import Any, Literal

import discord
from discord import app_commands
from discord.ext import commands

from tika_bot.base.ids import RoleId, UserId
from tika_bot.kit.door import Action, Click, answers, door, suggests
from tika_bot.kit.pager import asked_page
from tika_bot.kit.screen import Screen
from tika_bot.plugins.levels import views
from tika_bot.plugins.levels.awarding import facts_of, hands_of
from tika_bot.plugins.levels.level_roles import LevelRole, Mode, NoLevelRole
from tika_bot.plugins.levels.model import HIGHEST_LEVEL
from tika_bot.plugins.levels.service import Levels

Ctx = commands.Context[Any]

ROLE = re.compile(r"^\s*(?:<@&)?(\d{15,20})>?\s*$")


class RoleCommands(commands.Cog, name="levels-roles"):
    """Roles that come with levels."""

    def __init__(self, levels: Levels) -> None:
        self._levels = levels

    @commands.hybrid_group(fallback="list")
    @app_commands.default_permissions(manage_guild=True, manage_roles=True)
    @commands.guild_only()
    @answers("private")
    async def levelroles(self, ctx: Ctx) -> Screen:
        """Show which roles come with which levels, and what is wrong with them."""
        here = door(ctx)
        rules = await self._levels.roles.seen(here.actor, hands_of(_guild(ctx)))
        return views.level_roles(rules, 1, here.words)

    @levelroles.command()
    @answers("private")
    @app_commands.describe(level="The level that brings it.", role="The role.", mode="What comes after it.")
    async def add(
        self,
        ctx: Ctx,
        level: commands.Range[int, 1, HIGHEST_LEVEL],
        role: discord.Role,
        mode: Literal["stacked", "replaced"] = "stacked",
    ) -> Screen:
        """Let a role come with a level."""
        here, author = door(ctx), ctx.author
        assert isinstance(author, discord.Member)  # in a guild it always is
        top = facts_of(author.top_role).height
        hands = hands_of(_guild(ctx))
        facts = hands.roles.get(RoleId(role.id), facts_of(role))  # as high as the other ones say
        rule = await self._levels.roles.add(here.actor, facts, hands, top, level=level, mode=Mode(mode))
        return views.role_added(rule, here.words)

    @levelroles.command()
    @answers("private")
    @app_commands.describe(role="Which role; deleted ones are suggested too.")
    async def remove(self, ctx: Ctx, *, role: str) -> Screen:
        """Let a role come with no level any more; whoever has it keeps it."""
        here = door(ctx)
        rules = await self._levels.roles.listed(here.actor, here.guild)
        rule = await self._levels.roles.remove(here.actor, here.guild, _meant(rules, role))
        return views.role_removed(rule, here.words)

    @remove.autocomplete("role")
    @suggests
    async def known(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        """Suggest the roles that come with levels."""
        here = door(interaction)
        rules = await self._levels.roles.listed(here.actor, here.guild)
        return [
            app_commands.Choice(name=views.role_choice(rule, here.words), value=str(rule.role))
            for rule in rules
            if current.casefold() in rule.name.casefold()
        ]

    @levelroles.command()
    @answers("private")
    async def sync(self, ctx: Ctx) -> Screen:
        """Compare the roles of everybody here with their levels, and put them right."""
        here = door(ctx)
        await self._levels.flush()
        await self._levels.handing.begin_sync(here.actor, hands_of(_guild(ctx)), here.channel)
        return views.sync_begun(here.words)

    @levelroles.command()
    @answers("private")
    @app_commands.describe(member="Whose roles to put right; nobody's if left out.")
    async def check(self, ctx: Ctx, member: discord.Member | None = None) -> Screen:
        """Look again whether I can hand the roles out, or put one member's roles right."""
        here = door(ctx)
        rules = await self._levels.roles.seen(here.actor, hands_of(_guild(ctx)), anew=True)
        if member is None:
            return views.level_roles(rules, 1, here.words, is_check=True)
        await self._levels.flush()
        user = UserId(member.id)
        level, wanted = await self._levels.roles.should_have(here.actor, here.guild, user)
        return views.role_check(user, level, wanted, here.words)


def _guild(ctx: Ctx) -> discord.Guild:
    assert ctx.guild is not None  # the group is for guilds only
    return ctx.guild


def _meant(rules: Sequence[LevelRole], said: str) -> RoleId:
    """Return the role that ``said`` mentions, numbers or names.

    Raises:
        NoLevelRole: none of them.
    """
    number = ROLE.match(said)
    if number is not None:
        return RoleId(int(number[1]))
    for rule in rules:
        if rule.name.casefold() == said.strip().removeprefix("@").casefold():
            return rule.role
    raise NoLevelRole


async def _page(levels: Levels, click: Click) -> Screen:
    """Turn to the page in the id."""
    rules = await levels.roles.listed(click.actor, click.guild)
    return views.level_roles(rules, asked_page(click, 1_000), click.words)


ACTIONS: dict[str, Action] = {"roles": Action(_page)}
