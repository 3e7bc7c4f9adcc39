"""`/card`: what a member's own rank card looks like."""

import importlib.util
from typing import Any, Literal

import discord
from discord import app_commands
from discord.ext import commands

from tika_bot.base.ids import UserId
from tika_bot.drawing.styles import STYLES
from tika_bot.kit.confirm import YES
from tika_bot.kit.door import Action, Click, Door, answers, demand_slash, door
from tika_bot.kit.screen import Form, Picture, Screen
from tika_bot.plugins.levels import views
from tika_bot.plugins.levels.looks import HEX, PALETTES, colour
from tika_bot.plugins.levels.service import Fitting, Levels
from tika_bot.plugins.levels.views import cards as cards_view

from .group import Ctx

StyleName = Literal["usual", "midnight", "daylight", "forest", "ember", "ocean", "contrast"]
PaletteName = Literal["sky", "sunset", "meadow", "orchid", "lava", "deep"]


class CardCommands(commands.Cog, name="levels-cards"):
    """A member's own rank card."""

    def __init__(self, levels: Levels) -> None:
        self._levels = levels
        self._cards = levels.cards

    @commands.hybrid_group(fallback="show")
    @commands.guild_only()
    @answers("private")
    async def card(self, ctx: Ctx) -> Screen:
        """Change what your rank card looks like on this server."""
        return await _editor(self._levels, door(ctx))

    @card.command()
    @answers("private")
    @app_commands.describe(name="Which one; the server's is what everybody has who chose none.")
    async def style(self, ctx: Ctx, name: StyleName) -> Screen:
        """Try another style on your card."""
        demand_slash(ctx)
        here = door(ctx)
        await self._cards.change(here.guild, here.member, style=name if name in STYLES else "")
        return await _editor(self._levels, here)

    @card.command()
    @answers("private")
    @app_commands.describe(
        palette="Colours that go together and that the colour-blind tell apart.",
        primary="Figures and the bar's beginning, as in #56b4e9; - for the style's own.",
        secondary="The bar's end.",
        border="The ring around your face and the card's edge.",
        text="Name and small print; made lighter or darker where it couldn't be read.",
    )
    async def colours(  # what a card has
        self,
        ctx: Ctx,
        palette: PaletteName | None = None,
        primary: str = "",
        secondary: str = "",
        border: str = "",
        text: str = "",
    ) -> Screen:
        """Try other colours on your card."""
        demand_slash(ctx)
        here = door(ctx)
        given = {"primary": primary, "secondary": secondary, "border": border, "text": text}
        chosen = _colours(given)
        if palette is not None:
            await self._cards.colour(here.guild, here.member, palette)
        if chosen:
            await self._cards.change(here.guild, here.member, **chosen)
        return await _editor(self._levels, here)

    @card.command()
    @answers("private")
    @app_commands.describe(
        picture="A PNG, JPEG, WebP or GIF; it's cut to the card's shape.",
        url="Or the address of one.",
        colour="Or a colour, as in #0b2233; - for the style's own.",
        second="And another one that it turns into.",
    )
    async def background(
        self,
        ctx: Ctx,
        picture: discord.Attachment | None = None,
        url: str = "",
        colour: str = "",
        second: str = "",
    ) -> Screen:
        """Try a picture of yours, a colour or two as your card's background."""
        demand_slash(ctx)
        here = door(ctx)
        if picture is not None:
            await self._cards.hang(here.guild, here.member, picture.size, picture.read)
        else:
            await _ground(self._levels, here, url, colour, second)
        return await _editor(self._levels, here)

    @card.command()
    @answers("private")
    async def preview(self, ctx: Ctx) -> Screen:
        """See your card as it would be, before you save it."""
        here = door(ctx)
        fitting = await self._cards.fitting(here.guild, here.member)
        screen = await _editor(self._levels, here, fitting)
        return Screen(
            pictures=screen.pictures, embeds=() if screen.pictures else screen.embeds, rows=screen.rows[-1:]
        )

    @card.command()
    @answers("private")
    async def reset(self, ctx: Ctx) -> Screen:
        """Give your card back the server's look and delete your picture."""
        here = door(ctx)
        return views.ask_card_reset(here.member, here.words)


def _colours(given: dict[str, str]) -> dict[str, Any]:
    """Return what was written as colours, by name; nothing where nothing was.

    Raises:
        NoColour: it's none.
    """
    return {name: colour(written) for name, written in given.items() if written.strip()}


async def _ground(levels: Levels, here: Door, url: str, top: str, bottom: str) -> None:
    """Change the ground to the picture behind ``url``, else to the colours that were written."""
    if HEX.fullmatch(url.strip()):  # no address, but what was meant is clear
        url, top, bottom = "", url, top or bottom
    if url.strip():
        await levels.cards.hang_from(here.guild, here.member, url.strip())
        return
    chosen = _colours({"top": top, "bottom": bottom})
    if chosen:
        await levels.cards.change(here.guild, here.member, picture=None, **chosen)


async def _editor(levels: Levels, here: Door, fitting: Fitting | None = None) -> Screen:
    """Return the editor with a picture of the draft, as far as pictures can be painted."""
    fitting = fitting or await levels.cards.fitting(here.guild, here.member)
    return views.editor(fitting, here.member, await _picture(levels, here, fitting), here.words)


async def _picture(levels: Levels, here: Door, fitting: Fitting) -> Picture | None:
    if importlib.util.find_spec("PIL") is None:
        return None
    standing = await levels.standing(here.guild, here.member)
    person = (await here.people((here.member,))).get(here.member)
    face = None if person is None else await levels.portraits.of(person.face)
    name = here.member_name if person is None else person.name
    return views.painted_card(standing, name, face, fitting.dress, here.words)


def _mine(click: Click) -> UserId:
    """Return whose card it is; only they may change it.

    Raises:
        NotYours: somebody else clicked.
    """
    click.only_for(click.args[-1])
    return click.member


async def _style(levels: Levels, click: Click) -> Screen:
    """Try the style that was picked."""
    [name] = click.values
    await levels.cards.change(click.guild, _mine(click), style=name if name in STYLES else "")
    return await _editor(levels, click)


async def _palette(levels: Levels, click: Click) -> Screen:
    """Try the colours that were picked."""
    [name] = click.values
    if name in PALETTES:
        await levels.cards.colour(click.guild, _mine(click), name)
    return await _editor(levels, click)


async def _ask_colours(levels: Levels, click: Click) -> Form:  # noqa: ARG001 # every handler gets it
    """Ask for single colours."""
    return cards_view.colours_form(_mine(click), click.words)


async def _coloured(levels: Levels, click: Click) -> Screen:
    """Try the colours that were written."""
    chosen = _colours({name: click.fields.get(name, "") for name in cards_view.COLOURS})
    if chosen:
        await levels.cards.change(click.guild, _mine(click), **chosen)
    return await _editor(levels, click)


async def _ask_ground(levels: Levels, click: Click) -> Form:  # noqa: ARG001 # every handler gets it
    """Ask for a background."""
    return cards_view.ground_form(_mine(click), click.words)


async def _grounded(levels: Levels, click: Click) -> Screen:
    """Try the background that was written."""
    _mine(click)
    await _ground(levels, click, *(click.fields.get(name, "") for name in ("url", "top", "bottom")))
    return await _editor(levels, click)


async def _bare(levels: Levels, click: Click) -> Screen:
    """Try the style's own background."""
    await levels.cards.change(click.guild, _mine(click), top="", bottom="", picture=None)
    return await _editor(levels, click)


async def _save(levels: Levels, click: Click) -> Screen:
    """Let everybody see it."""
    saved = await levels.cards.save(click.guild, _mine(click))
    fitting = await levels.cards.fitting(click.guild, click.member)
    return views.card_kept(click.words, saved=saved, picture=await _picture(levels, click, fitting))


async def _discard(levels: Levels, click: Click) -> Screen:
    """Go back to what everybody sees."""
    await levels.cards.discard(click.guild, _mine(click))
    return await _editor(levels, click)


async def _ask_reset(levels: Levels, click: Click) -> Screen:  # noqa: ARG001 # every handler gets it
    """Ask whether all may go."""
    return views.ask_card_reset(_mine(click), click.words)


async def _undress(levels: Levels, click: Click) -> Screen:
    """Delete all that was chosen, or leave it."""
    member = _mine(click)
    if click.args[0] == YES:
        await levels.cards.reset(click.guild, member)
    return await _editor(levels, click)


ACTIONS: dict[str, Action] = {
    "card_style": Action(_style),
    "card_palette": Action(_palette),
    "card_colours": Action(_ask_colours, reply="form"),
    "card_coloured": Action(_coloured),
    "card_ground": Action(_ask_ground, reply="form"),
    "card_grounded": Action(_grounded),
    "card_bare": Action(_bare),
    "card_save": Action(_save),
    "card_discard": Action(_discard),
    "card_reset": Action(_ask_reset),
    "card_undress": Action(_undress),
}
