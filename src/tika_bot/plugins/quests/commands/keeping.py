"""`/quests` for members and `/quest …`, most of it for admins."""

from dataclasses import replace
from typing import Any, Literal, cast, get_args

import discord
from discord import app_commands
from discord.ext import commands

from tika_bot.core.actions import action_id
from tika_bot.core.wording import ENGLISH, Wording
from tika_bot.kit.door import Action, Click, Door, answers, door, suggests
from tika_bot.kit.naming import called, told_apart
from tika_bot.kit.pager import asked_page
from tika_bot.kit.screen import Form, Screen
from tika_bot.plugins.quests import views
from tika_bot.plugins.quests.model.changing import USUAL_BADGE, USUAL_CYCLE, Change
from tika_bot.plugins.quests.model.quest import Cycle, Difficulty, Kind, Metric
from tika_bot.plugins.quests.model.reading import LONGEST_NAME
from tika_bot.plugins.quests.model.refusals import SeveralQuests
from tika_bot.plugins.quests.service import Quests, Shape, Written

from .members import MOST_PAGES, overview

Ctx = commands.Context[Any]
PLUGIN = "quests"
LONGEST_BADGE = 40
"""A server's own emoji has up to 58 characters, but a form's id has room for so many."""


KindName = Literal["daily", "weekly", "special", "event", "challenge"]
MetricName = Literal["messages", "counted", "reactions", "commands", "voice", "xp", "days", "levels", "level"]
CycleName = Literal["daily", "weekly", "monthly", "once"]
DifficultyName = Literal["easy", "medium", "hard"]
SlotName = Literal["easy", "medium", "social"]


class QuestCommands(commands.Cog, name="quests"):
    """Goals of the day and the week, events and challenges."""

    def __init__(self, quests: Quests, wording: Wording) -> None:
        self._quests = quests
        self._wording = wording

    @commands.hybrid_command()
    @commands.guild_only()
    @answers("public")
    async def quests(self, ctx: Ctx) -> Screen:
        """Show your quests: how far you are and what they earn."""
        return await overview(self._quests, door(ctx))

    @commands.hybrid_group(invoke_without_command=True)
    @commands.guild_only()
    @answers("public")
    async def quest(self, ctx: Ctx) -> Screen:
        """Swap a quest, or look after those of this server."""
        # Only after a prefix: in the picker a group can't be chosen itself.
        return await overview(self._quests, door(ctx))

    @quest.command()
    @answers("public")
    async def reroll(self, ctx: Ctx, which: SlotName) -> Screen:
        """Swap one of today's quests for another, once a day."""
        here = door(ctx)
        await self._quests.swap(here.guild, here.member, which, here.channel)
        return await overview(self._quests, here)

    @quest.command()
    @answers("form")
    async def create(  # Discord's options
        self,
        ctx: Ctx,
        kind: KindName,
        counts: MetricName,
        cycle: CycleName | None = None,
        difficulty: DifficultyName = "medium",
        badge: commands.Range[str, 1, LONGEST_BADGE] = USUAL_BADGE,
    ) -> Form:
        """Write a quest of this server's own."""
        here = door(ctx)
        self._quests.keeping.demand(here.actor)
        parts = (Kind(kind), Cycle(cycle or USUAL_CYCLE[Kind(kind)]), Metric(counts), Difficulty(difficulty))
        action = action_id(PLUGIN, "create", *parts, _packed(badge))
        return views.form(action, here.words.say("form_new"), Metric(counts), None, "", here.words)

    @quest.command()
    @answers("form")
    async def edit(
        self,
        ctx: Ctx,
        *,
        quest: str,
        kind: KindName | None = None,
        cycle: CycleName | None = None,
        difficulty: DifficultyName | None = None,
        badge: commands.Range[str, 1, LONGEST_BADGE] | None = None,
    ) -> Form:
        """Change a quest of this server's own."""
        here, keeping = door(ctx), self._quests.keeping
        found = await keeping.own(here.actor, here.guild, await self._meant(here, quest))
        chosen = (kind or "", cycle or "", difficulty or "", _packed(badge or ""))
        action = action_id(PLUGIN, "edit", found.id, *chosen)
        heading = here.words.say("form_edit", name=found.name)
        return views.form(action, heading, found.metric, found, keeping.window(found), here.words)

    @quest.command()
    @answers("private")
    async def activate(self, ctx: Ctx, *, quest: str | None = None, kind: KindName | None = None) -> Screen:
        """Switch a quest, or all of a kind, on."""
        return await self._switch(ctx, quest, kind, on=True)

    @quest.command()
    @answers("private")
    async def deactivate(self, ctx: Ctx, *, quest: str | None = None, kind: KindName | None = None) -> Screen:
        """Switch a quest, or all of a kind, off."""
        return await self._switch(ctx, quest, kind, on=False)

    @quest.command()
    @answers("private")
    async def delete(self, ctx: Ctx, *, quest: str) -> Screen:
        """Delete a quest of this server's own."""
        here = door(ctx)
        meant = await self._meant(here, quest)
        return views.deleted(await self._quests.keeping.delete(here.actor, here.guild, meant), here.words)

    @quest.command(name="list")
    @answers("private")
    async def list_(self, ctx: Ctx, page: commands.Range[int, 1, MOST_PAGES] = 1) -> Screen:
        """See every quest of this server, its own first."""
        here = door(ctx)
        shown = views.listing(await self._quests.keeping.listing(here.actor, here.guild), page, here.words)
        # After a prefix everybody has read the question; its buttons ask who presses them.
        return shown if ctx.interaction is not None else replace(shown, private=False)

    @quest.command()
    @answers("private")
    async def boost(self, ctx: Ctx, factor: float, hours: float = 1.0) -> Screen:
        """Let quests earn up to twice the XP for up to a day; a factor of 1 ends it."""
        here = door(ctx)
        return views.boosted(
            await self._quests.keeping.boost(here.actor, here.guild, factor, hours), here.words
        )

    @edit.autocomplete("quest")
    @suggests
    async def own_ones(
        self, interaction: discord.Interaction, current: str
    ) -> list[app_commands.Choice[Any]]:
        """Offer the server's own quests."""
        return await self._suggested(door(interaction), current, only_own=True)

    @delete.autocomplete("quest")
    @suggests
    async def own_to_delete(
        self, interaction: discord.Interaction, current: str
    ) -> list[app_commands.Choice[Any]]:
        """Offer the server's own quests."""
        return await self._suggested(door(interaction), current, only_own=True)

    @activate.autocomplete("quest")
    @suggests
    async def to_activate(
        self, interaction: discord.Interaction, current: str
    ) -> list[app_commands.Choice[Any]]:
        """Offer what is off."""
        return await self._suggested(door(interaction), current, on=False)

    @deactivate.autocomplete("quest")
    @suggests
    async def to_deactivate(
        self, interaction: discord.Interaction, current: str
    ) -> list[app_commands.Choice[Any]]:
        """Offer what is on."""
        return await self._suggested(door(interaction), current, on=True)

    async def _switch(self, ctx: Ctx, quest: str | None, kind: KindName | None, *, on: bool) -> Screen:
        here, keeping = door(ctx), self._quests.keeping
        if ctx.interaction is None and quest in get_args(KindName):
            quest, kind = None, cast("KindName", quest)  # there is one place for both after a prefix
        meant = None if quest is None else await self._meant(here, quest)
        chosen = None if kind is None else Kind(kind)
        await keeping.switch(here.actor, here.guild, meant, chosen, on=on)
        if chosen is not None:
            return views.switched(views.kind_name(chosen, here.words), here.words, on=on)
        listing = await keeping.listing(here.actor, here.guild)
        goal = next(one.goal for one in listing.quests if one.goal.quest == meant)
        waits_for = goal.kind if goal.kind in listing.kinds_off else None
        title = views.title(goal.quest, goal.title, here.words)
        return views.switched(title, here.words, on=on, waits_for=waits_for)

    async def _meant(self, here: Door, typed: str) -> str:
        """Return the id of the quest that is called ``typed``, by which it may be called, too.

        What nothing is called stays as it is.

        Raises:
            SeveralQuests: more than one is called so.
        """
        titles = await self._quests.keeping.titles(here.actor, here.guild)
        if typed in titles:
            return typed
        own = [(quest, title) for quest, title in titles.items() if title]
        shipped = [
            [(quest, views.title(quest, "", words)) for quest, title in titles.items() if not title]
            for words in (here.words, replace(here.words, locale=ENGLISH))
        ]
        found = called(typed, own, *shipped)
        if len(found) > 1:
            raise SeveralQuests(quest=typed[:LONGEST_NAME])
        return found[0] if found else typed

    async def _suggested(
        self, here: Door, typed: str, *, only_own: bool = False, on: bool | None = None
    ) -> list[app_commands.Choice[Any]]:
        found = (await self._quests.keeping.listing(here.actor, here.guild)).quests
        offered = told_apart(
            (one.goal.quest, views.title(one.goal.quest, one.goal.title, here.words))
            for one in found
            if (one.goal.title or not only_own) and on in (None, one.is_on)
        )
        typed = typed.casefold().strip()
        return [
            app_commands.Choice(name=name, value=quest)
            for quest, name in offered
            if typed in name.casefold() or typed == quest
        ]


async def _create(quests: Quests, click: Click) -> Screen:
    kind, cycle, metric, difficulty, badge = click.args
    is_challenge = Kind(kind) is Kind.CHALLENGE
    shape = Shape(
        Kind(kind),
        Metric(metric),
        Cycle(cycle),
        Difficulty(difficulty),
        _unpacked(badge) if is_challenge else "",
    )
    made = await quests.keeping.create(click.actor, click.guild, shape, _written(click))
    return views.created(quests.keeping.known(made), click.words)


async def _edit(quests: Quests, click: Click) -> Screen:
    quest, *chosen = click.args
    kind, cycle, difficulty, badge = chosen or [""] * 4  # a form that was opened before it held a choice
    change = Change(
        Kind(kind) if kind else None,
        Cycle(cycle) if cycle else None,
        Difficulty(difficulty) if difficulty else None,
        _unpacked(badge) or None,
    )
    changed = await quests.keeping.edit(click.actor, click.guild, quest, change, _written(click))
    return views.changed(changed, click.words)


async def _list(quests: Quests, click: Click) -> Screen:
    found = await quests.keeping.listing(click.actor, click.guild)
    return views.listing(found, asked_page(click, MOST_PAGES), click.words)


def _packed(badge: str) -> str:
    return badge.replace(":", "|")  # an id has no room for colons


def _unpacked(badge: str) -> str:
    return badge.replace("|", ":")


def _written(click: Click) -> Written:
    return Written(**{name: click.fields.get(name, "") for name in Written.__dataclass_fields__})


ACTIONS: dict[str, Action] = {
    "create": Action(_create, reply="private"),
    "edit": Action(_edit, reply="private"),
    "list": Action(_list),
}
