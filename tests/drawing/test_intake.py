"""Strangers send pictures: honest ones come out small and clean, traps never get to be decoded."""

import asyncio
import io
import resource
import struct
import zlib

import pytest
from PIL import Image

from tika_bot.drawing.intake import (
    AT_ONCE,
    MAX_BYTES,
    WAITING,
    Header,
    Intake,
    PictureTooLarge,
    Swamped,
    look,
)
from tika_bot.drawing.portraits import UnreadablePicture

SIDE = 64


def picture(kind: str, size: tuple[int, int] = (300, 200), **more: object) -> bytes:
    page = io.BytesIO()
    Image.new("RGB", size, "#ff8800").save(page, kind, **more)
    return page.getvalue()


def bomb(side: int = 9_000) -> bytes:
    """Return a PNG of some ten kilobytes that would take hundreds of megabytes."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(side * (1 + (side + 7) // 8)), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
async def test_every_kind_becomes_a_small_png(kind: str) -> None:
    made = opened(await Intake().square(picture(kind), SIDE))

    assert (made.format, made.size) == ("PNG", (SIDE, SIDE))
    red, green, blue, alpha = made.convert("RGBA").getpixel((SIDE // 2, SIDE // 2))  # type: ignore[misc] # four bands
    assert red > 240 and 120 < green < 150 and blue < 20 and alpha == 255


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("PNG", {}),
        ("JPEG", {}),
        ("JPEG", {"progressive": True, "exif": b"Exif\x00\x00" + bytes(300)}),
        ("WEBP", {}),
        ("WEBP", {"lossless": True}),
        ("WEBP", {"exif": b"Exif\x00\x00"}),
        ("GIF", {}),
    ],
)
def test_the_header_tells_kind_and_size(kind: str, more: dict[str, object]) -> None:
    assert look(picture(kind, (321, 123), **more)) == Header(kind, 321, 123)


async def test_a_ground_becomes_an_opaque_webp_of_the_size_asked_for() -> None:
    page = io.BytesIO()
    Image.new("RGBA", (400, 400), (255, 255, 255, 0)).save(page, "PNG")

    made = opened(await Intake().ground(page.getvalue(), 90, 30))

    assert (made.format, made.mode, made.size) == ("WEBP", "RGB", (90, 30))
    assert max(made.getpixel((45, 15))) < 50  # type: ignore[arg-type] # three bands


async def test_a_bomb_is_no_ground() -> None:
    with pytest.raises(PictureTooLarge):
        await Intake().ground(bomb(), 90, 30)


async def test_of_an_animation_the_first_frame_is_kept() -> None:
    page = io.BytesIO()
    frames = [Image.new("RGB", (80, 80), colour) for colour in ("#00ff00", "#ff0000", "#0000ff")]
    frames[0].save(page, "GIF", save_all=True, append_images=frames[1:], duration=50)

    made = opened(await Intake().square(page.getvalue(), SIDE))

    assert made.convert("RGB").getpixel((5, 5)) == (0, 255, 0)
    assert getattr(made, "n_frames", 1) == 1


async def test_what_is_transparent_stays_so() -> None:
    page = io.BytesIO()
    Image.new("RGBA", (90, 90), (1, 2, 3, 0)).save(page, "PNG")

    assert opened(await Intake().square(page.getvalue(), SIDE)).getpixel((1, 1))[3] == 0  # type: ignore[index] # four bands


async def test_a_bomb_is_refused_unopened() -> None:
    content = bomb()
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_nvcsw

    with pytest.raises(PictureTooLarge):
        await Intake().square(content, SIDE)

    assert len(content) < 12_000
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_nvcsw == before, "a process was started for it"


async def test_a_bomb_that_lies_about_its_size_is_refused_too() -> None:
    content = bytearray(bomb())
    content[16:24] = struct.pack(">II", 64, 64)  # more rows than it promised, and a wrong checksum

    with pytest.raises(UnreadablePicture):
        await Intake().square(bytes(content), SIDE)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.7",
        b"GIF89a",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        b"\xff\xd8\xff\xe0\x00\x04ab" + b"\x00" * 40,
        b"RIFF\x00\x00\x00\x00WEBPVP8X",
        b"RIFF\x00\x00\x00\x00WEBPnope" + bytes(40),
        picture("PNG")[:90],
        picture("JPEG")[:200],
        picture("BMP"),
        picture("TIFF"),
    ],
)
async def test_what_is_no_picture_of_ours_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadablePicture):
        await Intake().square(content, SIDE)


async def test_too_many_bytes_are_refused() -> None:
    with pytest.raises(PictureTooLarge):
        await Intake().square(picture("PNG") + bytes(MAX_BYTES), SIDE)


async def test_what_hangs_behind_a_picture_does_not_come_along() -> None:
    made = await Intake().square(picture("PNG") + b"<script>alert(1)</script>", SIDE)

    assert b"script" not in made


async def test_a_rush_is_told_to_come_back() -> None:
    intake, content = Intake(), picture("PNG", (8, 8))

    rush = (intake.square(content, SIDE) for _ in range(AT_ONCE + WAITING + 3))
    outcomes = await asyncio.gather(*rush, return_exceptions=True)

    assert [isinstance(one, Swamped) for one in outcomes] == [False] * (AT_ONCE + WAITING) + [True] * 3
    assert all(isinstance(one, bytes) for one in outcomes[:-3])
