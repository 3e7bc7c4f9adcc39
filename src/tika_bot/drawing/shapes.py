"""What pictures are made of besides letters: soft edges and colours that turn into each other."""

import functools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

SMOOTH = 3
"""Shapes are painted this many times larger and then reduced."""


@functools.lru_cache(maxsize=256)
def rounded(size: tuple[int, int]) -> "Image":
    """Return a mask of ``size`` whose short sides are half circles. Never draw on it."""
    from PIL import Image, ImageDraw

    width, height = size[0] * SMOOTH, size[1] * SMOOTH
    mask = Image.new("L", (width, height))
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, width - 1, height - 1), height / 2, fill=255)
    return mask.resize(size, Image.Resampling.LANCZOS)


def gradient(start: str, end: str, size: tuple[int, int], *, across: bool = False) -> "Image":
    """Return ``start`` turning into ``end``, from the upper left to the lower right, or only ``across``."""
    from PIL import Image, ImageColor

    first, last = ImageColor.getrgb(start), ImageColor.getrgb(end)
    steps = Image.new("RGB", (2, 1) if across else (2, 2))
    middle = tuple((a + b) // 2 for a, b in zip(first, last, strict=True))
    points = [first, last] if across else [first, middle, middle, last]
    steps.putdata(points)
    upper, lower = (0.0, 1.0) if across else (0.5, 1.5)
    return steps.resize(size, Image.Resampling.BILINEAR, box=(0.5, upper, 1.5, lower))
