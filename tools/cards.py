"""Draws docs/pictures/cards.png: every style and palette of rank cards, with names that are hard to write.

    .venv/bin/python tools/cards.py [file]

Needs fonts for the names (Debian: fonts-noto-cjk, fonts-noto-color-emoji).
"""

import io
import sys
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from PIL import Image, ImageDraw

from tika_bot.drawing.rank_card import HEIGHT_PX, WIDTH_PX, Badge, Dress, RankCard, drawn
from tika_bot.drawing.styles import STYLES
from tika_bot.plugins.levels.looks import PALETTES, Look, worn

FILE = Path("docs/pictures/cards.png")
NAMES = ("محمد", "李雷", "Þórr", "👩‍🚀", "Wilhelmina Featherstonehaugh-Smi", "Alice")
BADGES = tuple(Badge(emoji) for emoji in "🫖🏆🌱✨🔥🎉")
ACROSS, GAP_PX = 3, 12
FINEST = 4
"""Steps of brightness that are told apart: finer ones nobody sees, and they double the file."""
LARGEST_BYTES = 250_000


def dresses() -> Iterator[Dress]:
    """Return every style, every palette on one of them, and a picture of one's own."""
    yield from (Dress(style) for style in STYLES.values())
    for palette, style in zip(
        PALETTES.values(), ("midnight", "ocean", "forest", "ember", "contrast", "daylight"), strict=True
    ):
        yield Dress(worn(palette.on(Look()), style), badges=BADGES)
    for stripes in ("#e69f00", "#56b4e9", "#cc79a7"):
        picture = a_picture(stripes)
        yield Dress(worn(Look(picture=picture, border=stripes), "midnight"), picture, BADGES[:3])


def a_picture(stripes: str) -> bytes:
    """Return white with stripes: what is hardest to read on."""
    image, page = Image.new("RGB", (WIDTH_PX, HEIGHT_PX), "#ffffff"), io.BytesIO()
    for left in range(0, WIDTH_PX, 120):
        ImageDraw.Draw(image).rectangle((left, 0, left + 60, HEIGHT_PX), fill=stripes)
    image.save(page, "WEBP")
    return page.getvalue()


def main(file: Path) -> int:
    """Draw the sheet; return 1 if it became too large."""
    width, height = WIDTH_PX * 2 // 5, HEIGHT_PX * 2 // 5
    cards = list(zip(dresses(), cycle(NAMES), strict=False))
    rows = -(-len(cards) // ACROSS)
    sheet = Image.new(
        "RGB", (ACROSS * (width + GAP_PX) - GAP_PX, rows * (height + GAP_PX) - GAP_PX), "#808080"
    )
    for place, (dress, name) in enumerate(cards):
        said = ("12", "LEVEL", "#3", "RANK", "617 / 1,337 XP", "720 XP to level 13", 0.55)
        small = drawn(RankCard(name, *said, dress=dress)).resize((width, height), Image.Resampling.LANCZOS)
        row, column = divmod(place, ACROSS)
        sheet.paste(small, (column * (width + GAP_PX), row * (height + GAP_PX)))
    coarse = sheet.point(lambda light: round(light / FINEST) * FINEST)
    coarse.save(file, "PNG", optimize=True)
    print(f"{file}: {file.stat().st_size:,} bytes")
    return int(file.stat().st_size > LARGEST_BYTES)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else FILE))
