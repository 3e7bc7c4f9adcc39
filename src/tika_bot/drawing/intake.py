"""Pictures from strangers, made harmless: looked at, decoded where it can't hurt, written anew and small.

A PNG of ten kilobytes may unfold to gigabytes. So the header is read first, by our own few lines, and what
claims more than `MAX_PIXELS` is never decoded. The rest is decoded in a process of its own with little memory
and time, and only what that process wrote, of the kind and size asked for, is ever kept or shown. What a
file's name or sender says of its type isn't looked at.
"""

import asyncio
import io
import re
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass

from tika_bot.base.errors import Busy, Refusal

from .portraits import UnreadablePicture

MAX_PIXELS = 16_800_000
"""What the largest phone pictures have; more is a trap, or can be made smaller first."""

MAX_BYTES = 8 * 1024 * 1024

MEMORY_BYTES = 1024 * 1024 * 1024
"""Address space of the process that decodes: 16.8 million pixels in four colours, twice, and Python."""

CPU_S = 10
PATIENCE_S = 20.0

AT_ONCE = 1
WAITING = 16

DECODED = "PNG", "JPEG", "WEBP", "GIF"

DARK = "#10121c"
"""Behind what is transparent where nothing may be."""


class PictureTooLarge(Refusal):
    """It has more bytes or pixels than we take in."""

    key = "core.picture_too_large"


class Swamped(Busy):
    """More pictures come in than can be looked at soon."""

    key = "core.swamped"


@dataclass(frozen=True, slots=True)
class Header:
    """What a picture claims to be."""

    kind: str
    width: int
    height: int


class Intake:
    """The door for pictures from outside: one at a time, a few may wait."""

    def __init__(self) -> None:
        self._door = asyncio.Semaphore(AT_ONCE)
        self._inside = 0

    async def square(self, content: bytes, side_px: int) -> bytes:
        """Return the picture in ``content`` as a square PNG of ``side_px``, cut to its middle.

        Of an animation it's the first frame; what is transparent stays so.

        Raises:
            UnreadablePicture: not a PNG, JPEG, WebP or GIF, or damaged.
            PictureTooLarge: more than `MAX_BYTES` or `MAX_PIXELS`.
            Swamped: too many are waiting.
        """
        return await self._made(content, Header("PNG", side_px, side_px))

    async def ground(self, content: bytes, width_px: int, height_px: int) -> bytes:
        """Return the picture in ``content`` as an opaque WebP of this size, cut to its middle.

        Of an animation it's the first frame; what is transparent becomes dark.

        Raises:
            UnreadablePicture: not a PNG, JPEG, WebP or GIF, or damaged.
            PictureTooLarge: more than `MAX_BYTES` or `MAX_PIXELS`.
            Swamped: too many are waiting.
        """
        return await self._made(content, Header("WEBP", width_px, height_px))

    async def _made(self, content: bytes, wanted: Header) -> bytes:
        check(content)
        if self._inside >= AT_ONCE + WAITING:
            raise Swamped
        self._inside += 1
        try:
            async with self._door:
                return await _decoded(content, wanted)
        finally:
            self._inside -= 1


def check(content: bytes) -> Header:
    """Return what ``content`` claims to be, by its first bytes alone.

    Raises:
        UnreadablePicture: nothing that we decode.
        PictureTooLarge: more than we take in.
    """
    if len(content) > MAX_BYTES:
        raise PictureTooLarge
    header = look(content)
    if header is None or not header.width or not header.height:
        raise UnreadablePicture
    if header.width * header.height > MAX_PIXELS:
        raise PictureTooLarge
    return header


def look(content: bytes) -> Header | None:
    """Return the kind and size in the header of ``content``; None if it's none of ours or cut short."""
    for magic, read in _KINDS:
        if magic.match(content):
            try:
                return read(content)
            except (struct.error, IndexError):
                return None
    return None


def _png(content: bytes) -> Header:
    return Header("PNG", *struct.unpack(">II", content[16:24]))


def _gif(content: bytes) -> Header:
    return Header("GIF", *struct.unpack("<HH", content[6:10]))


_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""JPEG's markers that begin a frame, and so tell its size."""

_BARE = frozenset({0x01, *range(0xD0, 0xD9)})
"""Markers without a length."""


def _jpeg(content: bytes) -> Header:
    at = 2
    while True:
        while content[at] == 0xFF:  # noqa: PLR2004 # fill bytes before a marker
            at += 1
        marker, at = content[at], at + 1
        if marker in _BARE:
            continue
        (length,) = struct.unpack(">H", content[at : at + 2])
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", content[at + 3 : at + 7])
            return Header("JPEG", width, height)
        at += length
        if content[at] != 0xFF:  # noqa: PLR2004 # where a marker must be
            raise IndexError(at)


def _webp(content: bytes) -> Header | None:
    chunk = content[12:16]
    if chunk == b"VP8X":
        width, height = (int.from_bytes(content[at : at + 3], "little") + 1 for at in (24, 27))
        return Header("WEBP", width, height) if len(content) >= 30 else None  # noqa: PLR2004 # where the size ends
    if chunk == b"VP8L":
        (bits,) = struct.unpack("<I", content[21:25])
        return Header("WEBP", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if chunk == b"VP8 ":
        width, height = struct.unpack("<HH", content[26:30])
        return Header("WEBP", width & 0x3FFF, height & 0x3FFF)
    return None


_KINDS: tuple[tuple[re.Pattern[bytes], Callable[[bytes], Header | None]], ...] = (
    (re.compile(rb"\x89PNG\r\n\x1a\n....IHDR", re.DOTALL), _png),
    (re.compile(rb"GIF8[79]a"), _gif),
    (re.compile(rb"\xff\xd8\xff"), _jpeg),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), _webp),
)


async def _decoded(content: bytes, wanted: Header) -> bytes:
    """Return what the process with little memory makes of ``content``."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-I",
        "-m",
        __name__,
        wanted.kind,
        str(wanted.width),
        str(wanted.height),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(PATIENCE_S):
            made, _ = await process.communicate(content)
    except TimeoutError as slow:
        raise UnreadablePicture from slow
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode or look(made) != wanted:
        raise UnreadablePicture
    return made


def _limit_ourselves() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def made(content: bytes, kind: str, size: tuple[int, int]) -> bytes:
    """Return the picture anew, as a PNG or as an opaque WebP; runs in the limited process."""
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(content), formats=DECODED) as opened:
        opened.draft("RGB", size)
        upright = ImageOps.exif_transpose(opened)
        cut = ImageOps.fit(upright.convert("RGBA"), size, Image.Resampling.LANCZOS)
    page = io.BytesIO()
    if kind == "PNG":
        cut.save(page, "PNG", optimize=True)
        return page.getvalue()
    ground = Image.new("RGB", size, DARK)
    ground.paste(cut, mask=cut)
    ground.save(page, "WEBP", quality=82)
    return page.getvalue()


if __name__ == "__main__":
    _limit_ourselves()
    sys.stdout.buffer.write(made(sys.stdin.buffer.read(), sys.argv[1], (int(sys.argv[2]), int(sys.argv[3]))))
