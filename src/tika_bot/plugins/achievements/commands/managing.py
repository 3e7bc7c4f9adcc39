"""What admins do: make achievements of their own, give and take, verify."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

import discord
from discord import app_commands
from discord.ext import commands

from tika_bot.base.errors import Busy, Refusal
from tika_bot.base.ids import RoleId, UserId
from tika_bot.core.actions import action_id
from tika_bot.core.wording import ENGLISH, Wording, Words
from tika_bot.kit.confirm import YES
from tika_bot.kit.door import Action, Click, Door, answers, door, suggests
from tika_bot.kit.naming import called, told_apart
from tika_bot.kit.pager import asked_page
from tika_bot.kit.screen import Form, Screen
from tika_bot.plugins.achievements import views
from tika_bot.plugins.achievements.model import Choice, Counter, NotABot, Rule, SeveralAchievements, Wish
from tika_bot.plugins.achievements.service import Achievements

Ctx = commands.Context[Any]
CountName = Literal[
    "messages",
    "messages_day",
    "messages_week",
    "messages_days",
    "messages_streak",
    "counted",
    "reactions",
    "reactions_day",
    "reactions_days",
    "commands",
    "voice",
    "voice_day",
    "voice_week",
    "voice_days",
    "xp",
    "xp_day",
    "xp_week",
    "level",
    "hand",
]

NONE = 0
"""In a form's id: no role, or no picture."""


class ManagingCommands(commands.Cog, name="achievements-managing"):
    """Achievements of your own."""

    def __init__(self, achievements: Achievements, wording: Wording) -> None:
        self._achievements = achievements
        self._wording = wording

    @commands.hybrid_group(fallback="list")
    @app_commands.default_permissions(manage_guild=True)
    @commands.guild_only()
    @answers("private")
    async def achievement(self, ctx: Ctx) -> Screen:
        """See this server's own achievements."""
        here = self._managed(ctx)
        return views.listed(await self._achievements.making.listed(here.guild, 1), here.words)

    @achievement.command()
    @app_commands.describe(
        counts="What is counted",
        secret="Hidden until somebody has it",  # noqa: S106 # no password
        role="A role that comes with it",
        badge="A picture: PNG, JPEG, WebP or GIF",
    )
    @answers("form")
    async def create(
        self,
        ctx: Ctx,
        counts: CountName,
        secret: bool = False,  # noqa: FBT001, FBT002 # Discord's options
        role: discord.Role | None = None,
        badge: discord.Attachment | None = None,
    ) -> Form:
        """Make an achievement of your own."""
        here = self._managed(ctx)
        draft = self._begin(here, role, badge)
        action = action_id(views.PLUGIN, "made", counts, int(secret), role.id if role else NONE, draft)
        return views.form(action, here.words, counts=counts != "hand")

    @achievement.command()
    @app_commands.describe(
        achievement="Which of this server's own",
        secret="Hidden until somebody has it",  # noqa: S106 # no password
        role="A role that comes with it",
        badge="A new picture: PNG, JPEG, WebP or GIF",
        no_role="Let no role come with it any more",
    )
    @answers("form")
    async def edit(
        self,
        ctx: Ctx,
        *,
        achievement: str,
        secret: bool | None = None,
        role: discord.Role | None = None,
        badge: discord.Attachment | None = None,
        no_role: bool = False,
    ) -> Form:
        """Change one of this server's own achievements."""
        here = self._managed(ctx)
        rule = self._own(here, achievement)
        draft = self._begin(here, role, badge)
        hidden = rule.is_secret if secret is None else secret
        given = NONE if no_role else role.id if role else rule.role or NONE
        action = action_id(views.PLUGIN, "changed", rule.key, int(hidden), given, draft)
        return views.form(action, here.words, rule, counts=rule.counter is not Counter.HAND)

    @achievement.command()
    @app_commands.describe(achievement="Which of this server's own")
    @answers("private")
    async def delete(self, ctx: Ctx, *, achievement: str) -> Screen:
        """Delete one of this server's own achievements, from everybody."""
        here = self._managed(ctx)
        return views.ask_delete(self._own(here, achievement), here.words)

    @achievement.command()
    @app_commands.describe(
        member="Who gets it", achievement="Which one", tier="Up to which tier; the next if left out"
    )
    @answers("private")
    async def grant(
        self,
        ctx: Ctx,
        member: discord.Member,
        *,
        achievement: str,
        tier: commands.Range[int, 1, 5] | None = None,
    ) -> Screen:
        """Give a member an achievement, with its XP and role."""
        here, who = self._managed(ctx), UserId(member.id)
        if member.bot:
            raise NotABot(member=member.mention)
        key, tier = _with_tier(self._achievements.rules(here.guild), achievement, tier, here.words)
        given = await self._achievements.grant(here.guild, who, key, tier, here.member)
        return views.granted(self._achievements.rule(here.guild, key), given, who, here.words)

    @achievement.command()
    @app_commands.describe(member="Who loses it", achievement="Which one")
    @answers("private")
    async def revoke(self, ctx: Ctx, member: discord.Member, *, achievement: str) -> Screen:
        """Take an achievement from a member, with its role; their XP stay."""
        here, who = self._managed(ctx), UserId(member.id)
        key = _meant(self._achievements.rules(here.guild), achievement, here.words)
        await self._achievements.revoke(here.guild, who, key, here.member)
        return views.revoked(self._achievements.rule(here.guild, key), who, here.words)

    @achievement.command()
    @app_commands.describe(member="Only this one; everybody if left out")
    @answers("private")
    async def verify(self, ctx: Ctx, member: discord.Member | None = None) -> Screen:
        """Compare what members hold with what was counted of them."""
        here, who = self._managed(ctx), None if member is None else UserId(member.id)
        return views.report(await self._achievements.verify(here.guild, who), who, here.words)

    @edit.autocomplete("achievement")
    @delete.autocomplete("achievement")
    @suggests
    async def own_ones(
        self, interaction: discord.Interaction, current: str
    ) -> list[app_commands.Choice[Any]]:
        """Suggest this server's own achievements."""
        here = door(interaction)
        return _suggested(self._achievements.own(here.guild), current, here.words)

    @grant.autocomplete("achievement")
    @revoke.autocomplete("achievement")
    @suggests
    async def all_of_them(
        self, interaction: discord.Interaction, current: str
    ) -> list[app_commands.Choice[Any]]:
        """Suggest everything that can be won here."""
        here = door(interaction)
        return _suggested(self._achievements.rules(here.guild), current, here.words)

    def _managed(self, ctx: Ctx) -> Door:
        """Return who came in, if they manage the guild."""
        here = door(ctx)
        self._achievements.demand_manager(here.actor)
        return here

    def _own(self, here: Door, typed: str) -> Rule:
        """Return the guild's own achievement that is called ``typed``."""
        key = _meant(self._achievements.rules(here.guild), typed, here.words)
        return self._achievements.making.own(here.guild, key)

    def _begin(self, here: Door, role: discord.Role | None, badge: discord.Attachment | None) -> str:
        """Check the role, begin to take in the picture, and return the draft's name."""
        if role is not None:
            self._achievements.roles.demand(here.actor, RoleId(role.id))
        if badge is None:
            return str(NONE)
        self._achievements.pictures.begin(here.guild, here.key, badge.size, badge.read)
        return here.key


def _meant(rules: Sequence[Rule], typed: str, words: Words) -> str:
    """Return the key of the rule that is called ``typed``, by its key or the name that is shown.

    What nothing is called stays as it is.

    Raises:
        SeveralAchievements: more than one is called so.
    """
    if typed in (rule.key for rule in rules):
        return typed
    own = [(rule.key, rule.name) for rule in rules if rule.is_own]
    shipped = [
        [(rule.key, views.plain_name(rule, language)) for rule in rules if not rule.is_own]
        for language in (words, replace(words, locale=ENGLISH))
    ]
    found = called(typed, own, *shipped)
    if len(found) > 1:
        raise SeveralAchievements(given=typed[:50])
    return found[0] if found else typed


def _with_tier(rules: Sequence[Rule], typed: str, tier: int | None, words: Words) -> tuple[str, int | None]:
    """Return which rule and tier are meant; after a prefix a tier stands behind the name."""
    key = _meant(rules, typed, words)
    name, _, last = typed.rpartition(" ")
    if tier is None and last in set("12345") and key == typed:
        return _meant(rules, name, words), int(last)
    return key, tier


def _suggested(rules: Sequence[Rule], typed: str, words: Words) -> list[app_commands.Choice[Any]]:
    wanted = typed.casefold().strip()
    marks = {rule.key: rule.emoji for rule in rules}
    named = told_apart((rule.key, views.plain_name(rule, words)) for rule in rules)
    shown = [(key, f"{marks[key]} {name}"[:100]) for key, name in named]
    return [app_commands.Choice(name=name, value=key) for key, name in shown if wanted in name.casefold()]


async def _made(service: Achievements, click: Click) -> Screen:
    choice, hidden, role, draft = click.args
    wish = _wish(click.fields, Choice(choice), hidden, _promised(service, click, role))
    badge, trouble = await _picture(service, click, draft)
    wish = replace(wish, badge=badge)
    rule = await service.making.create(click.guild, wish, by=click.member, request=click.key)
    return views.made(rule, click.words, picture=trouble)


async def _changed(service: Achievements, click: Click) -> Screen:
    key, hidden, role, draft = click.args
    before = service.making.own(click.guild, key)
    wish = _wish(click.fields, Choice.of(before), hidden, _promised(service, click, role, before.role))
    badge, trouble = await _picture(service, click, draft)
    rule, holders = await service.making.change(click.guild, key, replace(wish, badge=badge))
    return views.changed(before, rule, holders, click.words, picture=trouble)


async def _picture(service: Achievements, click: Click, draft: str) -> tuple[str | None, str | None]:
    """Return the stored picture, and what to say if there should be one and isn't: the words aren't lost."""
    if draft == str(NONE):
        return None, None
    try:
        badge = await service.pictures.finish(click.guild, draft)
    except (Refusal, Busy) as trouble:
        return None, click.words.say(trouble.key, **trouble.fields)
    return badge, None if badge else click.words.say("picture_lost")


def _promised(service: Achievements, click: Click, role: str, had: RoleId | None = None) -> RoleId | None:
    """Return the role in a form's id, checked again unless it's there already: anybody can write an id."""
    wanted = RoleId(int(role)) or None
    if wanted is not None and wanted != had:
        service.roles.demand(click.actor, wanted)
    return wanted


def _wish(fields: Mapping[str, str], choice: Choice, hidden: str, role: RoleId | None) -> Wish:
    return Wish(
        name=fields.get("name", ""),
        about=fields.get("about", ""),
        threshold=fields.get("threshold", "1"),
        xp=fields.get("xp", "0"),
        emoji=fields.get("emoji", ""),
        choice=choice,
        is_secret=hidden == str(int(True)),
        role=role,
    )


async def _list(service: Achievements, click: Click) -> Screen:
    return views.listed(await service.making.listed(click.guild, asked_page(click, 1_000)), click.words)


async def _delete(service: Achievements, click: Click) -> Screen:
    answer, key = click.args
    if answer != YES:
        return views.kept(click.words)
    rule, held = await service.making.delete(click.guild, key)
    return views.deleted(rule, held, click.words)


async def _fix(service: Achievements, click: Click) -> Screen:
    answer, member = click.args
    if answer != YES:
        return views.kept(click.words)
    return views.fixed(await service.repair(click.guild, UserId(int(member)) or None), click.words)


NEEDED = ("manage_guild",)

ACTIONS: dict[str, Action] = {
    "made": Action(_made, reply="private", needs=NEEDED),
    "changed": Action(_changed, reply="private", needs=NEEDED),
    "list": Action(_list, needs=NEEDED),
    "delete": Action(_delete, needs=NEEDED),
    "fix": Action(_fix, needs=NEEDED),
}
