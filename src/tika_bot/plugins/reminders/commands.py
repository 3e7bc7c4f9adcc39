"""The plugin's front door: `/remind` with its prefix twins, and the buttons on lists and rings."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from tika_bot.base.errors import Refusal
from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.wording import Wording
from tika_bot.kit.door import Action, Click, Door, answers, door, suggests
from tika_bot.kit.naming import called
from tika_bot.kit.screen import Screen

from . import views
from .model import (
    Delay,
    Key,
    MayNotSpeak,
    NotFound,
    Reminder,
    SeveralReminders,
    Wish,
    meaning,
    split_wish,
)
from .service import Reminders

Ctx = commands.Context[Any]
SUGGESTED = 25
"""As many as Discord shows."""
LONGEST_NUMBER = 9
"""What the column holds."""


class RemindCommands(commands.Cog):
    """Being told in time."""

    def __init__(self, reminders: Reminders, wording: Wording) -> None:
        self._reminders = reminders
        self._wording = wording

    @commands.hybrid_group(name="remind", aliases=["remindme"], invoke_without_command=True)
    @answers("private")
    async def remind(self, ctx: Ctx, *, wish: str = "") -> Screen:
        """Reminds you of things at the right time."""
        # Only after a prefix: in the picker a group can't be chosen itself.
        return await (self._set(ctx, "", wish) if wish else self._list(ctx, 1))

    @remind.command(name="me")
    @app_commands.describe(
        when="in 20 minutes · tomorrow at 9 · every monday at 18:00",
        what="What you want to read then",
        where="Where it rings; here unless you say otherwise",
    )
    @app_commands.choices(
        where=[
            app_commands.Choice(name="here", value="here"),
            app_commands.Choice(name="direct message", value="dm"),
        ]
    )
    @answers("private")
    async def me(self, ctx: Ctx, when: str, *, what: str = "", where: str = "here") -> Screen:
        """Set a reminder: when, and what for."""
        return await self._set(ctx, when, what, direct=where == "dm")

    async def _set(self, ctx: Ctx, when: str, what: str, *, direct: bool = False) -> Screen:
        came = door(ctx)
        if ctx.interaction is None and " " not in when:
            # Typed after a prefix: nobody puts quotes around the time.
            when, what = split_wish(f"{when} {what}", lambda phrase: _meaning(phrase, came.locale))
        if not direct and not _may_speak(ctx):
            raise MayNotSpeak
        reminder = await self._reminders.set(
            Wish(came.guild, came.member, came.channel, when, what, came.locale, came.key, direct)
        )
        has_zone = self._reminders.has_zone(came.member)
        return views.receipt(reminder, came.words, has_zone=has_zone)

    @remind.command(name="list")
    @answers("private")
    async def list_(self, ctx: Ctx, page: int = 1) -> Screen:
        """Show what is still to come for you here."""
        return await self._list(ctx, page)

    async def _list(self, ctx: Ctx, page: int) -> Screen:
        came = door(ctx)
        found = await self._reminders.page(came.guild, came.member, page)
        return views.listing(found, came.guild, came.words)

    @remind.command(name="cancel")
    @app_commands.describe(number="Its number, or a piece of its text")
    @answers("private")
    async def cancel(self, ctx: Ctx, *, number: str) -> Screen:
        """Cancel a reminder and all its repeats."""
        came = door(ctx)
        reminder = await self._reminders.cancel(await self._meant(came, number))
        return views.cancelled(reminder, came.words)

    @remind.command(name="snooze")
    @app_commands.describe(
        number="Its number, or a piece of its text", when="in 20 minutes · tomorrow at 9 · friday 17:00"
    )
    @answers("private")
    async def snooze(self, ctx: Ctx, number: str, *, when: str) -> Screen:
        """Move the next ring of a reminder."""
        came = door(ctx)
        reminder = await self._reminders.postpone(await self._meant(came, number), when, came.locale)
        return views.moved(reminder, came.words)

    @cancel.autocomplete("number")
    @suggests
    async def numbers_to_cancel(
        self, interaction: discord.Interaction, current: str
    ) -> list[app_commands.Choice[Any]]:
        """Offer the member's own reminders."""
        return await self._numbers(interaction, current)

    @snooze.autocomplete("number")
    @suggests
    async def numbers_to_snooze(
        self, interaction: discord.Interaction, current: str
    ) -> list[app_commands.Choice[Any]]:
        """Offer the member's own reminders."""
        return await self._numbers(interaction, current)

    async def _numbers(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[Any]]:
        came = door(interaction)
        found = await self._reminders.waiting(came.guild, came.member, typed)
        return [
            app_commands.Choice(name=_label(reminder), value=str(reminder.key.number))
            for reminder in found[:SUGGESTED]
        ]

    async def _meant(self, came: Door, typed: str) -> Key:
        """Return the key of what ``typed`` means: a number, else a text, a suggestion or a piece of a text.

        Raises:
            NotFound: nothing that waits here says so.
            SeveralReminders: more than one does.
        """
        known = {str(one.key.number): one for one in await self._reminders.waiting(came.guild, came.member)}
        digits = typed.strip().removeprefix("#").removesuffix(".")
        texts = [(number, one.text) for number, one in known.items()]
        labels = [(number, _label(one)) for number, one in known.items()]
        found = [digits] if digits in known else called(typed, texts, labels)
        if not found and digits.isdecimal() and len(digits) <= LONGEST_NUMBER:
            found = [digits]  # it may have rung, and wait no more
        if not found and digits:
            pieces = await self._reminders.waiting(came.guild, came.member, typed)
            found = [str(one.key.number) for one in pieces]
        if len(found) > 1:
            raise SeveralReminders(text=views.shortened(typed))
        if not found:
            raise NotFound(number=views.shortened(typed))
        return Key(came.guild, came.member, int(found[0]))


def _meaning(phrase: str, locale: str) -> object | None:
    """Return what ``phrase`` says as a time, None if it says none; the past counts, to be refused as such."""
    try:
        return meaning(phrase, locale)
    except Refusal:
        return None


def _may_speak(ctx: Ctx) -> bool:
    """Return whether the member may write where the reminder would ring."""
    if ctx.guild is None or not isinstance(ctx.author, discord.Member):
        return True
    permissions = ctx.permissions if ctx.interaction else ctx.channel.permissions_for(ctx.author)
    if isinstance(ctx.channel, discord.Thread):
        return permissions.send_messages_in_threads
    return permissions.send_messages


def _label(reminder: Reminder) -> str:
    """Return what a reminder is called where one is picked."""
    return f"{reminder.key.number}. {views.shortened(reminder.text)}"


def cogs(service: Reminders, wording: Wording) -> list[commands.Cog]:
    """Return the plugin's commands."""
    return [RemindCommands(service, wording)]


def _rung(click: Click) -> tuple[Key, int]:
    """Return what the ring's button is about, if it's the member's own."""
    guild, member, number, occurrence = click.args[:4]
    click.only_for(member)
    return Key(GuildId(int(guild)), UserId(int(member)), int(number)), int(occurrence)


async def _snooze(service: Reminders, click: Click) -> Screen:
    key, occurrence = _rung(click)
    reminder = await service.snooze(key, occurrence, Delay(click.args[4]))
    return views.settled("snoozed", reminder, click.words)


async def _done(service: Reminders, click: Click) -> Screen:
    key, occurrence = _rung(click)
    return views.settled("done", await service.done(key, occurrence), click.words)


async def _stop(service: Reminders, click: Click) -> Screen:
    key, _ = _rung(click)
    return views.settled("stopped", await service.cancel(key), click.words)


async def _show(service: Reminders, click: Click) -> Screen:
    key, occurrence = _rung(click)
    return views.shown(await service.show(key), occurrence, click.words)


async def _page(service: Reminders, click: Click) -> Screen:
    page, guild = int(click.args[0]) if click.args[0].isdecimal() else 1, GuildId(int(click.args[1]))
    return views.listing(await service.page(guild, click.member, page), guild, click.words)


async def _drop(service: Reminders, click: Click) -> Screen:
    """Cancel what was picked from a list, and show the list as it is then."""
    guild = GuildId(int(click.args[1]))
    await service.cancel(Key(guild, click.member, int(click.values[0])))
    return await _page(service, click)


ACTIONS = {
    "snooze": Action(_snooze),
    "done": Action(_done),
    "stop": Action(_stop),
    "show": Action(_show, reply="private"),
    "page": Action(_page),
    "drop": Action(_drop),
}
"""Every button. Whose it is, is in its id or is the clicking member; nobody reaches another's reminders."""
