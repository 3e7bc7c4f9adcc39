"""How the editor of a member's own card looks."""

import discord

from tika_bot.base.ids import UserId
from tika_bot.core.actions import action_id
from tika_bot.core.wording import Words
from tika_bot.drawing.styles import STYLES
from tika_bot.kit.confirm import confirm_row
from tika_bot.kit.notices import Kind, colour, notice
from tika_bot.kit.screen import Button, Field, Form, Option, Picture, Row, Screen, Select
from tika_bot.plugins.levels.looks import PALETTES, Look, Palette
from tika_bot.plugins.levels.service import Fitting

PLUGIN = "levels"
GUILDS = "usual"
"""Stands for the guild's style in the menu."""

COLOURS = ("primary", "secondary", "border", "text")
LONGEST_COLOUR = 10


def editor(fitting: Fitting, member: UserId, picture: Picture | None, words: Words) -> Screen:
    """Return the card as ``member`` has it now, with all that changes it."""
    kind: Kind = "warning" if fitting.is_new or fitting.is_corrected else "info"
    embed = discord.Embed(title=words.say("editor_title"), colour=colour(kind))
    lines = [_said(words, "style", words.say(f"choice_{fitting.look.style or GUILDS}"))]
    lines.append(_said(words, "background", _background(fitting.look, words)))
    lines += [_said(words, name, getattr(fitting.look, name) or words.say("look_usual")) for name in COLOURS]
    if fitting.is_corrected:
        style = fitting.dress.style
        lines += ["", words.say("look_corrected", text=style.text, primary=style.primary)]
    embed.description = "\n".join(lines)
    embed.set_footer(text=words.say("look_new" if fitting.is_new else "look_worn"))
    rows: tuple[Row, ...] = (
        (_styles(fitting.look, member, words),),
        (_palettes(fitting.look, member, words),),
        _further(fitting.look, member, words),
        _ends(fitting, member, words),
    )
    return Screen(embeds=(embed,), pictures=(picture,) if picture else (), rows=rows)


def _said(words: Words, name: str, value: str) -> str:
    return f"**{words.say(f'look_{name}')}**: {value}"


def _background(look: Look, words: Words) -> str:
    if look.picture is not None:
        return words.say("look_picture")
    return " → ".join(filter(None, (look.top, look.bottom))) or words.say("look_usual")


def _styles(look: Look, member: UserId, words: Words) -> Select:
    chosen = look.style or GUILDS
    options = tuple(
        Option(words.say(f"choice_{name}"), name, chosen=name == chosen) for name in (GUILDS, *STYLES)
    )
    return Select(action_id(PLUGIN, "card_style", member), words.say("pick_style"), options)


def _palettes(look: Look, member: UserId, words: Words) -> Select:
    now = Palette(look.border, look.primary, look.secondary)
    options = tuple(
        Option(words.say(f"choice_{name}"), name, words.say("palette_safe"), chosen=palette == now)
        for name, palette in PALETTES.items()
    )
    return Select(action_id(PLUGIN, "card_palette", member), words.say("pick_palette"), options)


def _further(look: Look, member: UserId, words: Words) -> Row:
    row = (
        Button(words.say("to_colours"), action_id(PLUGIN, "card_colours", member), emoji="🎨"),
        Button(words.say("to_background"), action_id(PLUGIN, "card_ground", member), emoji="🖼️"),
    )
    if look.picture is None and not (look.top or look.bottom):
        return row
    return (*row, Button(words.say("without_background"), action_id(PLUGIN, "card_bare", member)))


def _ends(fitting: Fitting, member: UserId, words: Words) -> Row:
    is_same = not fitting.is_new
    return (
        Button(words.say("card_save"), action_id(PLUGIN, "card_save", member), "success", disabled=is_same),
        Button(words.say("card_discard"), action_id(PLUGIN, "card_discard", member), disabled=is_same),
        Button(words.say("card_reset"), action_id(PLUGIN, "card_reset", member), "danger"),
    )


def colours_form(member: UserId, words: Words) -> Form:
    """Return the form for single colours; what is left empty stays."""
    fields = tuple(
        Field(name, words.say(f"look_{name}"), required=False, max=LONGEST_COLOUR, placeholder="#56b4e9")
        for name in COLOURS
    )
    return Form(words.say("to_colours"), action_id(PLUGIN, "card_coloured", member), fields)


def ground_form(member: UserId, words: Words) -> Form:
    """Return the form for the ground: a colour, two, or the address of a picture."""
    fields = (
        Field("top", words.say("look_top"), required=False, max=LONGEST_COLOUR, placeholder="#0b2233"),
        Field("bottom", words.say("look_bottom"), required=False, max=LONGEST_COLOUR, placeholder="#0f3f57"),
        Field("url", words.say("look_url"), required=False, max=1000, placeholder="https://"),
    )
    return Form(words.say("to_background"), action_id(PLUGIN, "card_grounded", member), fields)


def card_kept(words: Words, *, saved: bool, picture: Picture | None) -> Screen:
    """Return that the card is worn from now on, or that there was nothing to save."""
    said = notice("success" if saved else "info", words.say("card_saved" if saved else "card_unchanged"))
    return Screen(embeds=said.embeds, pictures=(picture,) if picture else ())


def ask_card_reset(member: UserId, words: Words) -> Screen:
    """Return the question whether everything that was chosen may go."""
    row = confirm_row(PLUGIN, "card_undress", member, yes=words.say("card_reset"), no=words.say("card_keep"))
    return notice("warning", words.say("ask_card_reset_title"), words.say("ask_card_reset"), rows=(row,))
