"""Every way of answering, and every way of not answering."""

from typing import Any

from discord import app_commands
from discord.ext import commands

from tika_bot.base.errors import Busy, Refusal
from tika_bot.core.actions import action_id
from tika_bot.core.wording import Wording
from tika_bot.kit.door import Action, Click, answers, door
from tika_bot.kit.pager import asked_page, pager_row
from tika_bot.kit.screen import Button, Field, Form, Picture, Screen

from .plugin import Parrot

Ctx = commands.Context[Any]


class NotToday(Refusal):
    """The parrot has its moods."""

    key = "parrot.not_today"


class Parroting(commands.Cog):
    """What the parrot can do."""

    def __init__(self, service: Parrot) -> None:
        self.service = service

    @commands.hybrid_command()
    @answers("public")
    async def repeat(self, ctx: Ctx, *, words: str) -> Screen:
        """Repeat something."""
        self.service.said.append(words)
        return Screen(text=words)

    @commands.hybrid_command()
    @answers("private")
    async def whisper(self, ctx: Ctx) -> Screen:
        """Say something to you alone."""
        return Screen(text="psst")

    @commands.hybrid_command()
    @answers("public")
    async def dawdle(self, ctx: Ctx, then: str = "done") -> Screen:
        """Think until woken."""
        await self.service.awake.wait()
        if then == "refuse":
            raise NotToday(what="dawdling")
        return Screen(text="finally " + then)

    @commands.hybrid_command()
    @answers("public")
    async def refuse(self, ctx: Ctx) -> Screen:
        """Say no."""
        raise NotToday(what="that")

    @commands.hybrid_command()
    @answers("public")
    async def crowd(self, ctx: Ctx) -> Screen:
        """Be too busy."""
        raise Busy

    @commands.hybrid_command()
    @answers("public")
    async def crash(self, ctx: Ctx) -> Screen:
        """Break."""
        raise RuntimeError("the secret reason")

    @commands.hybrid_command()
    @commands.cooldown(1, 60, commands.BucketType.user)
    @answers("public")
    async def once(self, ctx: Ctx) -> Screen:
        """Work once a minute."""
        return Screen(text="once")

    @commands.hybrid_command()
    @app_commands.describe(number="one to ten")
    @answers("public")
    async def count(self, ctx: Ctx, number: commands.Range[int, 1, 10]) -> Screen:
        """Count."""
        return Screen(text=str(number))

    @commands.hybrid_command()
    @answers("public")
    async def perch(self, ctx: Ctx) -> Screen:
        """Show buttons."""
        here = door(ctx)
        mine = Button("Mine", action_id("parrot", "mine", here.member))
        row = (
            Button("Count", action_id("parrot", "count", 1)),
            mine,
            Button("Manage", action_id("parrot", "manage")),
            Button("Write", action_id("parrot", "write")),
            Button("Old", action_id("parrot", "forgotten")),
        )
        return Screen(text="perch", rows=(row, pager_row("parrot", "page", 1, 9)))

    @commands.hybrid_command()
    @answers("form")
    async def ask(self, ctx: Ctx) -> Form:
        """Open a form."""
        return Form("Tell me", action_id("parrot", "told"), (Field("what", "What?"),))

    @commands.hybrid_command()
    @answers("public")
    async def paint(self, ctx: Ctx) -> Screen:
        """Show a picture."""
        return Screen(text="look", pictures=(Picture("dot.png", lambda: b"png", "a green dot"),))

    @commands.hybrid_command()
    @answers("public")
    async def shout(self, ctx: Ctx) -> Screen:
        """Try to ping everybody."""
        return Screen(text="@everyone " + "word " * 600)


async def count(service: Parrot, click: Click) -> Screen:
    number = int(click.args[0])
    return Screen(
        text=f"counted {number}", rows=((Button("Count", action_id("parrot", "count", number + 1)),),)
    )


async def mine(service: Parrot, click: Click) -> Screen:
    click.only_for(click.args[0])
    return Screen(text="yours indeed", private=True)


async def manage(service: Parrot, click: Click) -> Screen:
    return Screen(text="managed")


async def write(service: Parrot, click: Click) -> Form:
    return Form("Tell me", action_id("parrot", "told"), (Field("what", "What?"),))


async def told(service: Parrot, click: Click) -> Screen:
    return Screen(text="you wrote " + click.fields["what"], private=True)


async def page(service: Parrot, click: Click) -> Screen:
    at = asked_page(click, 9)
    return Screen(text=f"page {at}", rows=(pager_row("parrot", "page", at, 9),))


ACTIONS = {
    "count": Action(count),
    "mine": Action(mine),
    "manage": Action(manage, needs=("manage_guild",)),
    "write": Action(write, reply="form"),
    "told": Action(told, reply="private"),
    "page": Action(page),
}


def cogs(service: Parrot, wording: Wording) -> list[commands.Cog]:
    return [Parroting(service)]
