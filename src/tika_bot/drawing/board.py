"""A page of a leaderboard as a picture: ten lines, each with a face, a name and a bar.

The bar is as long as the line's share of the page's first, so a glance tells who is close.
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import lettering
from .portraits import Portrait, as_image, initials
from .rank_card import encoded
from .shapes import SMOOTH, gradient, rounded
from .styles import DEFAULT_STYLE, STYLES, Style

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH_PX, LINE_PX, HEAD_PX, FOOT_PX = 934, 70, 86, 58
"""As high as Discord's sign for described pictures on a phone, which would cover the last rank."""
FACE_PX = 52
RANK_RIGHT, FACE_LEFT, NAME_LEFT, RIGHT = 104, 124, 196, 894
BAR_PX = 8
NAME_SIZES, AMOUNT_PX, TITLE_PX = (27, 23, 20), 24, 36

FILE_NAME = "leaderboard.jpg"


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One member's line; all words come in ready."""

    rank: str
    """As in ``#3``."""
    name: str
    amount: str
    """As in ``1,234 XP``."""
    share: float
    """Of the page's first, 0…1."""
    portrait: Portrait | None = None
    is_mine: bool = False


def paint(title: str, lines: Sequence[BoardLine], style_name: str = DEFAULT_STYLE) -> bytes:
    """Return a page of up to ten ``lines`` as an encoded picture (`FILE_NAME` says of which kind)."""
    from PIL import ImageDraw

    style = STYLES.get(style_name, STYLES[DEFAULT_STYLE])
    image = _ground(style, len(lines)).copy()
    heading = lettering.fitted(title, RIGHT - 40, (TITLE_PX, 30, 24), 800)
    lettering.draw(image, ImageDraw.Draw(image), 40, 58, heading, style.text)
    for number, one in enumerate(lines):
        _draw_line(image, HEAD_PX + number * LINE_PX, one, style)
    return encoded(image)


def _draw_line(image: "Image", top: int, one: BoardLine, style: Style) -> None:
    from PIL import ImageDraw

    pen = ImageDraw.Draw(image)
    if one.is_mine:
        pen.rounded_rectangle((24, top + 2, WIDTH_PX - 24, top + LINE_PX - 4), 14, fill=style.track)
    rank = lettering.fitted(one.rank, RANK_RIGHT - 30, (26, 22, 18), 800)
    lettering.draw(image, pen, RANK_RIGHT - rank.width, top + 42, rank, style.primary)
    face = as_image(one.portrait or initials(one.name)).resize((FACE_PX, FACE_PX))
    image.paste(face, (FACE_LEFT, top + 8), rounded((FACE_PX, FACE_PX)))
    amount = lettering.line(one.amount, AMOUNT_PX, 600)
    lettering.draw(image, pen, RIGHT - amount.width, top + 36, amount, style.text)
    name = lettering.fitted(one.name, RIGHT - NAME_LEFT - amount.width - 24, NAME_SIZES)
    lettering.draw(image, pen, NAME_LEFT, top + 36, name, style.text)
    track = (RIGHT - NAME_LEFT, BAR_PX)
    bar_top = top + 50
    pen.rounded_rectangle((NAME_LEFT, bar_top, RIGHT, bar_top + BAR_PX), BAR_PX / 2, fill=style.shade)
    width = round(track[0] * min(max(one.share, 0.0), 1.0))
    if width >= BAR_PX:
        full = gradient(style.primary, style.secondary, track, across=True)
        image.paste(full.crop((0, 0, width, BAR_PX)), (NAME_LEFT, bar_top), rounded((width, BAR_PX)))


@functools.lru_cache(maxsize=16)
def _ground(style: Style, lines: int) -> "Image":
    from PIL import Image, ImageDraw

    height = HEAD_PX + max(lines, 1) * LINE_PX + FOOT_PX
    ground = gradient(style.top, style.bottom, (WIDTH_PX, height))
    circle = Image.new("RGB", (420 * SMOOTH, 420 * SMOOTH), style.shade)
    mask = Image.new("L", circle.size)
    ImageDraw.Draw(mask).ellipse((0, 0, *circle.size), fill=255)
    small = (420, 420)
    ground.paste(circle.resize(small), (WIDTH_PX - 280, -190), mask.resize(small, Image.Resampling.LANCZOS))
    return ground
