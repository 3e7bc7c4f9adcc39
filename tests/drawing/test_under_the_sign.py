"""Discord lays its sign for described pictures over their lower left corner; nothing to read is there."""

import io

from PIL import Image, ImageChops

from tika_bot.drawing import board, trophy_shelf
from tika_bot.drawing.trophy_shelf import Trophy, TrophyShelf

ACROSS_PX, UP_PX = 150, 84
"""How far the sign reaches on a phone, where a picture of 934 pixels is 316 wide."""


def under_the_sign(painted: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(painted)).convert("L")
    return image.crop((0, image.height - UP_PX, ACROSS_PX, image.height))


def differ(one: bytes, other: bytes) -> bool:
    """Return whether two pictures say something else there; a little is the encoder's."""
    _, most = ImageChops.difference(under_the_sign(one), under_the_sign(other)).getextrema()
    assert isinstance(most, int)
    return most > 24


def test_no_rank_on_a_board_is_covered() -> None:
    first, other = (
        board.paint("Board", [board.BoardLine(rank, "Ada", "9 XP", 1.0)] * 10) for rank in ("#1", "#88")
    )

    assert not differ(first, other)


def test_no_name_on_a_shelf_is_covered() -> None:
    first, other = (
        trophy_shelf.paint(TrophyShelf("Ada", "one", (Trophy(name, "🏅"),)))
        for name in ("First Words", "Iron Kettles")
    )

    assert not differ(first, other)
