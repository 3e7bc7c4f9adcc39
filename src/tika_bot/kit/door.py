"""How a plugin's front door is declared: what comes in, and how it will be answered.

A command returns a `Screen`; `answers` hands it to the boundary, which checks, waits, defers, answers and
turns errors into notices. Buttons, menus and forms come in as a `Click` and are declared by a table of
`Action`.

In ``commands.py`` write annotations as they are (no ``from __future__ import annotations``): discord.py reads
them through the decorated function.
"""

import functools
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Concatenate, Literal, ParamSpec, Protocol, TypeVar, cast

import discord
import structlog
from discord import app_commands
from discord.ext import commands

from tika_bot.base.errors import Refusal
from tika_bot.base.ids import ChannelId, GuildId, MessageId, UserId
from tika_bot.core.permits import Actor
from tika_bot.core.wording import Words

from .screen import Answer

Reply = Literal["public", "private", "update", "form"]
"""How a handler answers: for all to see, only for the caller, by changing the message that was clicked, or
with a form (then nothing may be awaited that takes time: a form can't be opened after a defer)."""

Source = commands.Context[Any] | discord.Interaction
Work = Callable[[], Awaitable[Answer]]

P = ParamSpec("P")
SelfT = TypeVar("SelfT")
SourceT = TypeVar("SourceT", bound=Source)


class NotYours(Refusal):
    """Somebody else's button."""

    key = "core.not_yours"


class SlashOnly(Refusal):
    """A form, or private buttons, were wanted by a message, which can have neither."""

    key = "core.slash_only"


@dataclass(frozen=True, slots=True)
class Person:
    """How a server shows a member."""

    name: str
    face: str
    """Address of the avatar, a PNG of 256 pixels."""


async def nobody(_members: Iterable[UserId]) -> dict[UserId, Person]:
    """Know no member: where there is no server."""
    return {}


@dataclass(frozen=True, slots=True)
class Door:
    """Who came in, where, and in which words to speak to them."""

    guild: GuildId
    """In direct messages: the member's private space."""
    member: UserId
    member_name: str
    channel: ChannelId
    locale: str
    words: Words
    actor: Actor
    key: str
    """The same for every repetition of one request, so that what it does can be done once."""
    bot_permissions: int = 0
    """Discord's bits of what the bot itself may do in this channel."""
    missing_intents: tuple[str, ...] = ()
    """Privileged intents that Discord didn't grant this bot."""
    people: Callable[[Iterable[UserId]], Awaitable[dict[UserId, Person]]] = nobody
    """Ask the server for up to 100 members' names and faces; who can't be found is missing."""
    picker_lags: bool = False
    """Whether this server's picker may show changes only tomorrow: Discord's daily limit is near."""


@dataclass(frozen=True, slots=True)
class Click(Door):
    """A button pressed, a menu chosen from, or a form sent."""

    message: MessageId | None = None
    args: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)

    def only_for(self, member: int | str) -> None:
        """Let ``member`` pass.

        Raises:
            NotYours: somebody else clicked.
        """
        if int(member) != self.member:
            raise NotYours


class Boundary(Protocol):
    """What `answers` expects of ``bot.boundary``."""

    def door(self, source: Source) -> Door:
        """Return who came in through ``source``."""
        ...

    async def answer(self, source: Source, reply: Reply, work: Work) -> None:
        """Do ``work`` and answer with its result or its error; never raises."""
        ...


@dataclass(frozen=True, slots=True)
class Action:
    """One row of a plugin's ``ACTIONS``, by verb."""

    handle: Callable[[Any, Click], Awaitable[Answer]]
    reply: Reply = "update"
    needs: tuple[str, ...] = ()
    """Discord permissions the clicking member must have at that moment, as in ``manage_guild``."""
    of: str = ""
    """The command that it belongs to: whom Discord's settings give that, may click, and nobody else."""


def boundary_of(source: Source) -> Boundary:
    """Return the boundary of the bot that received ``source``."""
    bot = source.client if isinstance(source, discord.Interaction) else source.bot
    return cast("Boundary", bot.boundary)  # type: ignore[union-attr] # ours, unknown to discord.py's type


def door(source: Source) -> Door:
    """Return who came in, for a command's ``ctx`` or ``interaction``."""
    return boundary_of(source).door(source)


def demand_slash(ctx: commands.Context[Any]) -> None:
    """Let pass who typed a slash command; for what changes something and answers with private buttons.

    Raises:
        SlashOnly: they wrote a message, and would be refused only after the change.
    """
    if ctx.interaction is None:
        raise SlashOnly(command=ctx.command.qualified_name if ctx.command else "")


def answers(
    reply: Reply,
) -> Callable[
    [Callable[Concatenate[SelfT, SourceT, P], Awaitable[Answer]]],
    Any,  # mypy can't match discord.py's union of two callbacks with any generic function
]:
    """Return a decorator that answers a cog's command in the way of ``reply``.

    It stands under discord.py's decorator::

        @commands.hybrid_command()
        @answers("public")
        async def rank(self, ctx: commands.Context[Any], member: discord.Member | None = None) -> Screen:
    """

    def decorate(
        callback: Callable[Concatenate[SelfT, SourceT, P], Awaitable[Answer]],
    ) -> Callable[Concatenate[SelfT, SourceT, P], Coroutine[Any, Any, None]]:
        @functools.wraps(callback)
        async def answered(self: SelfT, source: SourceT, /, *args: P.args, **kwargs: P.kwargs) -> None:
            await boundary_of(source).answer(source, reply, lambda: callback(self, source, *args, **kwargs))

        return answered

    return decorate


def suggests(
    complete: Callable[[SelfT, discord.Interaction, str], Awaitable[list[app_commands.Choice[Any]]]],
) -> Callable[[SelfT, discord.Interaction, str], Coroutine[Any, Any, list[app_commands.Choice[Any]]]]:
    """Decorate a cog's autocomplete method: at most 25 choices, and none instead of an error."""

    @functools.wraps(complete)
    async def suggested(
        self: SelfT, interaction: discord.Interaction, current: str
    ) -> list[app_commands.Choice[Any]]:
        try:
            return (await complete(self, interaction, current))[:25]
        except Exception:  # noqa: BLE001 # nothing can be shown while somebody types; the log gets it
            structlog.get_logger().exception("autocomplete.broken", guild=interaction.guild_id)
            return []

    return suggested


def menu_answers(
    reply: Reply,
) -> Callable[
    [Callable[[discord.Interaction, Any], Awaitable[Answer]]],
    Callable[[discord.Interaction, Any], Coroutine[Any, Any, None]],
]:
    """Return a decorator like `answers` for a context menu's function ``(interaction, target)``."""

    def decorate(
        callback: Callable[[discord.Interaction, Any], Awaitable[Answer]],
    ) -> Callable[[discord.Interaction, Any], Coroutine[Any, Any, None]]:
        @functools.wraps(callback)
        async def answered(interaction: discord.Interaction, target: Any) -> None:  # noqa: ANN401 # member or message
            await boundary_of(interaction).answer(interaction, reply, lambda: callback(interaction, target))

        return answered

    return decorate
