"""A shelf of trophies: medals in rows of five, each with its sign and its name.

The ring's colour tells the tier; a small sign beside it says the same to those who see no colours.
"""

import functools
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from . import lettering
from .rank_card import encoded
from .styles import DEFAULT_STYLE, STYLES, Style

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH_PX = 934
COLUMNS = 5
MOST = 10
"""Two rows; more would be too small to read in a chat."""

HEADER_PX, ROW_PX, FOOT_PX = 104, 176, 54
"""As high as Discord's sign for described pictures on a phone, which would cover the last name."""
MEDAL_PX, RING_PX, SIGN_PX, MARK_PX = 108, 7, 54, 30
SMOOTH = 3
"""Medals are painted this many times larger and then reduced."""

TITLE_SIZES, SUBTITLE_PX, NAME_SIZES = (40, 34, 28), 22, (20, 17, 15)
MARGIN = 44

METALS = ("#cd7f32", "#c3cad4", "#ffcf48", "#6fdcff", "#ff8ad8")
"""Of the tiers, the lowest first."""

PLAIN = "🏅"
"""Stands for signs that only Discord can show."""

FILE_NAME = "achievements.jpg"


@dataclass(frozen=True, slots=True)
class Trophy:
    """One medal. ``tier`` counts from 1; 0 for one that has no tiers."""

    name: str
    sign: str
    """An emoji."""
    tier: int = 0
    mark: str = ""
    """The sign of its tier."""
    picture: bytes | None = field(default=None, repr=False)
    """Shown instead of the sign: a square PNG of our own making."""


@dataclass(frozen=True, slots=True)
class TrophyShelf:
    """What a shelf shows; of the trophies the first `MOST`. All words come in ready."""

    title: str
    subtitle: str
    trophies: tuple[Trophy, ...]
    style: str = DEFAULT_STYLE


def paint(shelf: TrophyShelf) -> bytes:
    """Return ``shelf`` as an encoded picture (`FILE_NAME` says of which kind)."""
    return encoded(drawn(shelf))


def drawn(shelf: TrophyShelf) -> "Image":
    """Return ``shelf`` as an image that nobody else holds."""
    from PIL import ImageDraw

    style = STYLES.get(shelf.style, STYLES[DEFAULT_STYLE])
    shown = shelf.trophies[:MOST]
    image = _ground(style, max(1, -(-len(shown) // COLUMNS))).copy()
    pen = ImageDraw.Draw(image)
    subtitle = lettering.fitted(shelf.subtitle, WIDTH_PX / 2, (SUBTITLE_PX, 18), 500)
    room = WIDTH_PX - 2 * MARGIN - subtitle.width - 24
    title = lettering.fitted(shelf.title, room, TITLE_SIZES, 800)
    lettering.draw(image, pen, MARGIN, 66, title, style.text)
    lettering.draw(image, pen, WIDTH_PX - MARGIN - subtitle.width, 64, subtitle, style.muted)
    for number, trophy in enumerate(shown):
        row, column = divmod(number, COLUMNS)
        width = (WIDTH_PX - 2 * MARGIN) / COLUMNS
        _place(image, trophy, MARGIN + width * (column + 0.5), HEADER_PX + ROW_PX * row, width, style)
    return image


def _place(image: "Image", trophy: Trophy, centre: float, top: float, width: float, style: Style) -> None:
    from PIL import ImageDraw

    pen = ImageDraw.Draw(image)
    medal = _medal(style, METALS[trophy.tier - 1] if trophy.tier else style.primary)
    left = round(centre - MEDAL_PX / 2)
    image.paste(medal, (left, round(top)), medal)
    if trophy.picture is not None:
        _hang(image, trophy.picture, (left, round(top)))
    else:
        _sign(
            image, PLAIN if trophy.sign.startswith("<") else trophy.sign, centre, top + MEDAL_PX / 2, SIGN_PX
        )
    if trophy.mark:
        _sign(image, trophy.mark, centre + MEDAL_PX * 0.40, top + MEDAL_PX * 0.86, MARK_PX)
    name = lettering.fitted(trophy.name, width - 14, NAME_SIZES, 600)
    lettering.draw(image, pen, centre - name.width / 2, top + MEDAL_PX + 32, name, style.text)


def _sign(image: "Image", sign: str, centre: float, middle: float, size_px: int) -> None:
    """Draw one emoji around a point."""
    from PIL import ImageDraw

    written = lettering.line(sign, size_px)
    pen = ImageDraw.Draw(image)
    lettering.draw(image, pen, centre - written.width / 2, middle + size_px * 0.38, written, "#ffffff")


def _hang(image: "Image", picture: bytes, where: tuple[int, int]) -> None:
    """Hang a picture into a medal's ring."""
    from PIL import Image

    side = MEDAL_PX - 2 * RING_PX
    with Image.open(io.BytesIO(picture), formats=("PNG",)) as opened:
        small = opened.convert("RGBA").resize((side, side), Image.Resampling.LANCZOS)
    mask = Image.new("L", small.size)
    mask.paste(small.getchannel("A"), mask=_disc(side))
    image.paste(small, (where[0] + RING_PX, where[1] + RING_PX), mask)


@functools.lru_cache(maxsize=4)
def _disc(side: int) -> "Image":
    from PIL import Image, ImageDraw

    large = Image.new("L", (side * SMOOTH, side * SMOOTH))
    ImageDraw.Draw(large).ellipse((0, 0, side * SMOOTH - 1, side * SMOOTH - 1), fill=255)
    return large.resize((side, side), Image.Resampling.LANCZOS)


@functools.lru_cache(maxsize=48)
def _medal(style: Style, metal: str) -> "Image":
    from PIL import Image, ImageDraw

    size, ring = MEDAL_PX * SMOOTH, RING_PX * SMOOTH
    large = Image.new("RGBA", (size, size))
    pen = ImageDraw.Draw(large)
    pen.ellipse((0, 0, size - 1, size - 1), fill=metal)
    pen.ellipse((ring, ring, size - 1 - ring, size - 1 - ring), fill=style.track)
    pen.arc((ring, ring, size - 1 - ring, size - 1 - ring), 200, 320, fill=style.shade, width=ring // 2)
    return large.resize((MEDAL_PX, MEDAL_PX), Image.Resampling.LANCZOS)


@functools.lru_cache(maxsize=12)
def _ground(style: Style, rows: int) -> "Image":
    from PIL import Image, ImageDraw, ImageOps

    size = (WIDTH_PX, HEADER_PX + ROW_PX * rows + FOOT_PX)
    image = ImageOps.colorize(Image.linear_gradient("L").resize(size), style.top, style.bottom)
    pen = ImageDraw.Draw(image)
    for row in range(rows):
        board = HEADER_PX + ROW_PX * row + MEDAL_PX + 4
        box = (MARGIN - 16, board, WIDTH_PX - MARGIN + 16, board + 46)
        pen.rounded_rectangle(box, 14, fill=style.shade)
    return image
