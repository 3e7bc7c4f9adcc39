"""`/levels import` and `/levels export`."""

import functools
from typing import Literal

import discord
from discord import app_commands

from tika_bot.base.ids import GuildId
from tika_bot.kit.confirm import YES
from tika_bot.kit.door import Action, Click, answers, door
from tika_bot.kit.screen import Screen
from tika_bot.plugins.levels import views
from tika_bot.plugins.levels.awarding import facts_of, hands_of
from tika_bot.plugins.levels.importing.model import Found, Merge
from tika_bot.plugins.levels.importing.planning import with_givable_roles
from tika_bot.plugins.levels.service import Levels

from .group import Ctx, LevelsGroup, order, sees_members

MOST_EXPORTED = 8 * 1024 * 1024
"""Bytes that Discord takes from a bot in any server, with room to spare."""


class ImportingCommands(LevelsGroup):
    """Levels from files and into files. The answers are for nobody else, also after a prefix."""

    @LevelsGroup.levels.command(name="import")
    @app_commands.describe(
        file="JSON, CSV or YAML of MEE6, Polaris, Amari, Tatsu, LevelUp, or mine; also packed (.gz).",
        mode="What becomes of members who have something here already.",
    )
    @answers("private")
    async def import_(
        self, ctx: Ctx, file: discord.Attachment, mode: Literal["keep", "add", "replace"] = "keep"
    ) -> Screen:
        """Bring levels along from a file; you see first what would happen."""
        here, uploading = door(ctx), self._levels.desk.uploading
        uploading.admit(here.actor, file.filename, file.size)
        named, merge = (file.filename, await file.read()), Merge(mode)
        number, report = await uploading.put_up(
            here.actor, here.guild, named, merge, functools.partial(_givable, ctx)
        )
        question = views.Question(number, merge, here.member, sees_members(here))
        return views.ask_import(report, question, here.words)

    @LevelsGroup.levels.command(name="export")
    @answers("private")
    async def export(self, ctx: Ctx) -> Screen:
        """Get members' XP, roles, seasons, cards and settings as one file, to import it again."""
        here = door(ctx)
        made = await self._levels.desk.importing.export(here.actor, here.guild, MOST_EXPORTED)
        return views.exported(made, here.guild, here.words)


def _givable(ctx: Ctx, found: Found) -> Found:
    """Return ``found`` with the roles only that the author could give by hand, and the bot can."""
    author, guild = ctx.author, ctx.guild
    assert isinstance(author, discord.Member) and guild is not None  # the group is for guilds only
    giver = None if GuildId(guild.owner_id or 0) == author.id else facts_of(author.top_role).height
    may_give = author.guild_permissions.manage_roles and guild.me.guild_permissions.manage_roles
    return with_givable_roles(found, hands_of(guild), giver, may_give=may_give)


async def bring(levels: Levels, click: Click) -> Screen:
    """Import what was put up, or forget it."""
    click.only_for(click.args[1])
    number, merge = int(click.args[2]), Merge(click.args[3])
    if click.args[0] != YES:
        await levels.desk.uploading.drop(click.guild, number)
        return views.left_alone(click.words)
    report = await levels.desk.uploading.bring(order(click, "import"), number, merge)
    return views.imported(report, merge, click.words)


ACTIONS = {"import": Action(bring, needs=("manage_guild",))}
