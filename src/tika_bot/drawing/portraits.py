"""Faces of members: a picture from outside made small and safe, or initials where there is none."""

import functools
import io
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tika_bot.base.errors import Refusal

from . import lettering

if TYPE_CHECKING:
    from PIL.Image import Image

SIDE_PX = 182
"""Width and height of a portrait."""

MAX_PIXELS = 2048 * 2048
"""Larger than any avatar; a header that claims more is a trap and is not decoded."""

FORMATS = ("PNG", "JPEG", "WEBP", "GIF")

GROUNDS = ("#5865f2", "#0f8a8d", "#b4540a", "#a8327a", "#3d7a2f", "#6b4fc8", "#2f6f9f", "#9b3b3b")
"""Grounds for initials; white letters are legible on each."""

LETTERS_PX = (76, 58, 38)
"""Sizes of initials, the first that fits."""


class UnreadablePicture(Refusal):
    """The bytes are no picture of a kind and size that we open."""

    key = "core.unreadable_picture"


@dataclass(frozen=True, slots=True)
class Portrait:
    """A decoded face, `SIDE_PX` square. Keep it: decoding costs more than painting the card."""

    rgb: bytes = field(repr=False)


def portrait(encoded: bytes) -> Portrait:
    """Return the picture in ``encoded`` cut to a square; of an animation its first frame.

    Raises:
        UnreadablePicture: not a PNG, JPEG, WebP or GIF, damaged, or larger than `MAX_PIXELS`.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(encoded), formats=FORMATS) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise UnreadablePicture
            opened.draft("RGB", (SIDE_PX, SIDE_PX))
            square = ImageOps.fit(opened.convert("RGBA"), (SIDE_PX, SIDE_PX), Image.Resampling.BICUBIC)
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        OSError,
        ValueError,
        SyntaxError,
    ) as damaged:
        raise UnreadablePicture from damaged
    ground = Image.new("RGB", square.size, "#2b2d42")
    ground.paste(square, mask=square)
    return Portrait(ground.tobytes())


@functools.lru_cache(maxsize=64)
def initials(name: str) -> Portrait:
    """Return the first letters of ``name`` on a ground that is always the same for that name."""
    from PIL import Image, ImageDraw

    ground = GROUNDS[zlib.crc32(name.encode()) % len(GROUNDS)]
    image = Image.new("RGB", (SIDE_PX, SIDE_PX), ground)
    written = lettering.fitted(lettering.initials(name), SIDE_PX * 0.74, LETTERS_PX)
    baseline = SIDE_PX / 2 + written.size_px * 0.36
    lettering.draw(image, ImageDraw.Draw(image), (SIDE_PX - written.width) / 2, baseline, written, "#ffffff")
    return Portrait(image.tobytes())


def as_image(face: Portrait) -> "Image":
    """Return ``face`` for pasting."""
    from PIL import Image

    return Image.frombuffer("RGB", (SIDE_PX, SIDE_PX), face.rgb, "raw", "RGB", 0, 1)
