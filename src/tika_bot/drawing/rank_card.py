"""The rank card: 934 by 282 pixels, painted on a layer that is kept per style.

Everything that is the same for all members of a style (ground, circles, empty bar, ring) is painted once, at
three times the size for smooth edges. What remains for a member is a face, three lines of text and a piece of
the bar. Encoding is then about half of it, see `encoded`.
"""

import functools
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from . import lettering
from .portraits import SIDE_PX, Portrait, as_image, initials
from .shapes import SMOOTH, gradient, rounded
from .styles import DEFAULT_STYLE, STYLES, Style

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH_PX, HEIGHT_PX = 934, 282
FACE_LEFT, FACE_TOP = 50, 50
RING_PX, RING_GAP_PX = 6, 7
LEFT, RIGHT = 278, 886
"""Where text and bar begin and end."""
BAR_TOP, BAR_HEIGHT = 170, 34
NAME_BASELINE, FIGURES_BASELINE, SMALL_BASELINE = 146, 80, 244
NAME_SIZES = (46, 40, 34, 29)
FIGURE_PX, LABEL_PX, SMALL_PX = 42, 21, 23
EDGE_PX = 5
BADGE_PX, BADGE_GAP_PX, BADGES_TOP, MOST_BADGES = 38, 8, 48, 6
VEIL = 0.6
"""How much black lies over a member's own picture."""
UNDER_VEIL = ("#000000", "#333333", "#666666")
"""What a picture can show at its darkest, between and at its brightest once `VEIL` lies over it."""
FILE_NAME = "rank.jpg"


@dataclass(frozen=True, slots=True)
class Badge:
    """Something that a member has won: a small square picture, else an emoji."""

    emoji: str
    picture: bytes | None = field(default=None, repr=False)
    name: str = ""
    """As `Words.kept` says it, for who can't see the picture."""


@dataclass(frozen=True, slots=True)
class Dress:
    """How a card looks."""

    style: Style = STYLES[DEFAULT_STYLE]
    picture: bytes | None = field(default=None, repr=False)
    """A ground of `WIDTH_PX` by `HEIGHT_PX` that went through the intake; darkened for the text's sake."""
    badges: tuple[Badge, ...] = ()
    """At most `MOST_BADGES` are shown, and no more than there is room for."""


@dataclass(frozen=True, slots=True)
class RankCard:
    """What one card says. All words come in ready, in the reader's language."""

    name: str
    level: str
    """Only the figure, as in ``12``."""
    level_label: str
    rank: str
    """As in ``#3``; empty if there is none."""
    rank_label: str
    progress: str
    """As in ``1,234 / 5,000 XP``."""
    remaining: str
    """As in ``766 XP to level 13``."""
    share: float
    """How much of the bar is full, 0…1."""
    portrait: Portrait | None = None
    dress: Dress = Dress()


def paint(card: RankCard) -> bytes:
    """Return ``card`` as an encoded picture (`FILE_NAME` says of which kind)."""
    return encoded(drawn(card))


def encoded(image: "Image") -> bytes:
    """Return ``image`` as JPEG.

    WebP saves a fifth of the bytes and takes four times as long, which is twice as long for the whole card;
    a palette PNG takes more of both once the face is a photograph, and shows bands in it.
    """
    page = io.BytesIO()
    image.save(page, "JPEG", quality=66, optimize=True)
    return page.getvalue()


def drawn(card: RankCard) -> "Image":
    """Return ``card`` as an image that nobody else holds."""
    from PIL import ImageDraw

    style = card.dress.style
    layers = _layers(style, card.dress.picture)
    image = layers.ground.copy()
    image.paste(as_image(card.portrait or initials(card.name)), (FACE_LEFT, FACE_TOP), layers.face_mask)
    _fill_bar(image, layers, card.share)
    pen = ImageDraw.Draw(image)
    figures_left = float(RIGHT)
    for label, figure in ((card.level_label, card.level), (card.rank_label, card.rank)):
        if figure:
            figures_left = _figure(image, label, figure, figures_left, style) - 34
    _badges(image, card.dress.badges[:MOST_BADGES], figures_left)
    name = lettering.fitted(card.name, RIGHT - LEFT, NAME_SIZES)
    lettering.draw(image, pen, LEFT, NAME_BASELINE, name, style.text)
    progress = lettering.line(card.progress, SMALL_PX, 600)
    lettering.draw(image, pen, LEFT, SMALL_BASELINE, progress, style.text)
    remaining = lettering.fitted(card.remaining, RIGHT - LEFT - progress.width - 24, (SMALL_PX, 19), 500)
    lettering.draw(image, pen, RIGHT - remaining.width, SMALL_BASELINE, remaining, style.muted)
    return image


def _figure(image: "Image", label: str, figure: str, right: float, style: Style) -> float:
    """Write a large figure with its label before it, ending at ``right``; return where it begins."""
    from PIL import ImageDraw

    pen = ImageDraw.Draw(image)
    large = lettering.line(figure, FIGURE_PX, 800)
    small = lettering.line(label, LABEL_PX, 600)
    left: float = right - large.width
    lettering.draw(image, pen, left, FIGURES_BASELINE, large, style.primary)
    left -= small.width + 10
    lettering.draw(image, pen, left, FIGURES_BASELINE, small, style.muted)
    return left


def _badges(image: "Image", badges: tuple[Badge, ...], right: float) -> None:
    """Set ``badges`` in a row above the name, as far as they end before ``right``."""
    from PIL import ImageDraw

    left = LEFT
    for badge in badges:
        if left + BADGE_PX > right:
            return
        if badge.picture is not None:
            small = _small(badge.picture)
            image.paste(small, (left, BADGES_TOP), small)
        else:
            emoji = lettering.fitted(badge.emoji, BADGE_PX, (32, 28, 24))
            middle = left + (BADGE_PX - emoji.width) / 2
            baseline = BADGES_TOP + BADGE_PX - 7
            lettering.draw(image, ImageDraw.Draw(image), middle, baseline, emoji, "#ffffff")
        left += BADGE_PX + BADGE_GAP_PX


@functools.lru_cache(maxsize=64)
def _small(picture: bytes) -> "Image":
    """Return a badge's picture at the size of a badge. Never draw on it."""
    from PIL import Image

    with Image.open(io.BytesIO(picture), formats=("PNG",)) as opened:
        return opened.convert("RGBA").resize((BADGE_PX, BADGE_PX), Image.Resampling.LANCZOS)


@dataclass(frozen=True, slots=True)
class _Layers:
    """What all cards of one style share. Never drawn on."""

    ground: "Image"
    face_mask: "Image"
    bar: "Image"
    """The full bar in its two colours."""
    bar_mask: "Image"


@functools.lru_cache(maxsize=16)
def _layers(style: Style, picture: bytes | None) -> _Layers:
    from PIL import Image, ImageDraw

    ground = _plain_ground(style) if picture is None else _veiled(picture)
    pen = ImageDraw.Draw(ground)
    bar_box = (LEFT * SMOOTH, BAR_TOP * SMOOTH, RIGHT * SMOOTH, (BAR_TOP + BAR_HEIGHT) * SMOOTH)
    pen.rounded_rectangle(bar_box, BAR_HEIGHT * SMOOTH / 2, fill=style.track)
    centre = ((FACE_LEFT + SIDE_PX / 2) * SMOOTH, (FACE_TOP + SIDE_PX / 2) * SMOOTH)
    around_face = (SIDE_PX / 2 + RING_GAP_PX + RING_PX) * SMOOTH
    pen.circle(centre, around_face, outline=style.border or style.primary, width=RING_PX * SMOOTH)
    if style.border:
        whole = (0, 0, WIDTH_PX * SMOOTH - 1, HEIGHT_PX * SMOOTH - 1)
        pen.rectangle(whole, outline=style.border, width=EDGE_PX * SMOOTH)
    size = (RIGHT - LEFT, BAR_HEIGHT)
    return _Layers(
        ground.resize((WIDTH_PX, HEIGHT_PX), Image.Resampling.LANCZOS),
        rounded((SIDE_PX, SIDE_PX)),
        gradient(style.primary, style.secondary, size, across=True),
        rounded(size),
    )


def _plain_ground(style: Style) -> "Image":
    """Return the style's own ground, `SMOOTH` times as large."""
    from PIL import ImageDraw

    ground = gradient(style.top, style.bottom, (WIDTH_PX * SMOOTH, HEIGHT_PX * SMOOTH))
    pen = ImageDraw.Draw(ground)
    for x, y, radius in ((860, 20, 210), (700, 330, 150)):
        pen.circle((x * SMOOTH, y * SMOOTH), radius * SMOOTH, fill=style.shade)
    return ground


def _veiled(picture: bytes) -> "Image":
    """Return a member's own picture, dark enough for light text, `SMOOTH` times as large."""
    from PIL import Image

    with Image.open(io.BytesIO(picture), formats=("WEBP",)) as opened:
        size = (WIDTH_PX * SMOOTH, HEIGHT_PX * SMOOTH)
        return opened.convert("RGB").point(lambda light: light * (1 - VEIL)).resize(size)


def _fill_bar(image: "Image", layers: _Layers, share: float) -> None:
    """Lay the full bar's beginning over the empty one; its end is rounded too, and a little always shows."""
    full = RIGHT - LEFT
    share = min(max(share, 0.0), 1.0)
    width = max(BAR_HEIGHT, round(full * share)) if share > 0 else 0
    if not width:
        return
    end = BAR_HEIGHT // 2
    mask = layers.bar_mask.crop((0, 0, width, BAR_HEIGHT))
    mask.paste(layers.bar_mask.crop((full - end, 0, full, BAR_HEIGHT)), (width - end, 0))
    image.paste(layers.bar.crop((0, 0, width, BAR_HEIGHT)), (LEFT, BAR_TOP), mask)
