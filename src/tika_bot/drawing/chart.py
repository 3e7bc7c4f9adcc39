"""Bars over days, with a line for a second figure: what a server did, at a glance."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import lettering
from .rank_card import encoded
from .shapes import SMOOTH, gradient
from .styles import DEFAULT_STYLE, STYLES, Style

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH_PX, HEIGHT_PX = 934, 430
LEFT, RIGHT, TOP, BOTTOM = 96, 894, 118, 372
"""The field that the bars fill."""
SMALL_PX, TITLE_PX = 19, 34
LABELS = 6
"""Days that get their name, at most."""

FILE_NAME = "activity.jpg"


@dataclass(frozen=True, slots=True)
class Chart:
    """What one chart says. All words come in ready; the sequences are as long as each other, two at least."""

    title: str
    bars: Sequence[int]
    bars_label: str
    line: Sequence[int]
    line_label: str
    days: Sequence[str]
    """As in ``Nov 26``."""
    top_of_bars: str
    """The largest bar, in words."""
    top_of_line: str
    style: str = DEFAULT_STYLE


def paint(chart: Chart) -> bytes:
    """Return ``chart`` as an encoded picture (`FILE_NAME` says of which kind)."""
    from PIL import Image, ImageDraw

    style = STYLES.get(chart.style, STYLES[DEFAULT_STYLE])
    large = _shapes(chart, style)
    image = large.resize((WIDTH_PX, HEIGHT_PX), Image.Resampling.LANCZOS)
    pen = ImageDraw.Draw(image)
    heading = lettering.fitted(chart.title, RIGHT - 40, (TITLE_PX, 28, 22), 800)
    lettering.draw(image, pen, 40, 56, heading, style.text)
    x = 40.0
    for label, colour in ((chart.bars_label, style.primary), (chart.line_label, style.secondary)):
        written = lettering.line(label, SMALL_PX, 600)
        pen.ellipse((x, 80, x + 12, 92), fill=colour)
        lettering.draw(image, pen, x + 20, 92, written, style.muted)
        x += written.width + 56
    for text, baseline in ((chart.top_of_bars, TOP + 14), ("0", BOTTOM)):
        written = lettering.fitted(text, LEFT - 24, (SMALL_PX, 15), 600)
        lettering.draw(image, pen, LEFT - 14 - written.width, baseline, written, style.muted)
    top = lettering.line(chart.top_of_line, SMALL_PX, 600)
    lettering.draw(image, pen, RIGHT - top.width, TOP - 8, top, style.secondary)
    _name_days(image, chart.days, style)
    return encoded(image)


def _shapes(chart: Chart, style: Style) -> "Image":
    """Return ground, bars and line, `SMOOTH` times as large as the picture."""
    from PIL import ImageDraw

    image = gradient(style.top, style.bottom, (WIDTH_PX * SMOOTH, HEIGHT_PX * SMOOTH))
    pen = ImageDraw.Draw(image)
    for y in (TOP, (TOP + BOTTOM) // 2, BOTTOM):
        line = (LEFT * SMOOTH, y * SMOOTH, RIGHT * SMOOTH, y * SMOOTH)
        pen.line(line, fill=style.track, width=SMOOTH)
    step = (RIGHT - LEFT) / len(chart.bars)
    highest = max([*chart.bars, 1])
    for number, amount in enumerate(chart.bars):
        if amount > 0:
            height = max(3.0, (BOTTOM - TOP) * amount / highest)
            left = LEFT + step * (number + 0.15)
            box = (left, BOTTOM - height, left + step * 0.7, BOTTOM)
            pen.rounded_rectangle([side * SMOOTH for side in box], min(5, step / 4) * SMOOTH, style.primary)
    _draw_curve(image, chart.line, style.secondary)
    return image


def _draw_curve(image: "Image", amounts: Sequence[int], colour: str) -> None:
    from PIL import ImageDraw

    step, highest = (RIGHT - LEFT) / len(amounts), max([*amounts, 1])
    points = [
        ((LEFT + step * (number + 0.5)) * SMOOTH, (BOTTOM - (BOTTOM - TOP) * amount / highest) * SMOOTH)
        for number, amount in enumerate(amounts)
    ]
    pen = ImageDraw.Draw(image)
    pen.line(points, fill=colour, width=3 * SMOOTH, joint="curve")
    for x, y in points:
        pen.circle((x, y), 4 * SMOOTH, fill=colour)


def _name_days(image: "Image", days: Sequence[str], style: Style) -> None:
    from PIL import ImageDraw

    step = (RIGHT - LEFT) / len(days)
    every = -(-len(days) // LABELS)
    for number in range(len(days) - 1, -1, -every):
        written = lettering.line(days[number], SMALL_PX, 600)
        left = LEFT + step * (number + 0.5) - written.width / 2
        left = min(max(left, 8), WIDTH_PX - written.width - 8)
        lettering.draw(image, ImageDraw.Draw(image), left, BOTTOM + 32, written, style.muted)
