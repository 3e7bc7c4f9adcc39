"""Which font has which letter.

No font has them all, so each letter is asked for along a list: the fonts that ship with Tika first, then
those of the system. Ranges only say where looking is worth while; whether a font really has a glyph is found
out by drawing it small and comparing with the font's own "missing" box.
"""

import functools
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

SHIPPED = Path(__file__).parent / "fonts"

PROBE_PX = 16
"""Size at which glyphs are compared with the missing box."""

BITMAP_PX = 109
"""The only size that Noto Color Emoji's bitmaps have; larger or smaller is scaled from there."""

NOWHERE = "\U0010ffff"
"""A code point that is never assigned, so every font answers with its missing box."""

Range = tuple[int, int]
EVERYWHERE: tuple[Range, ...] = ((0x21, 0x10FFFF),)


@dataclass(frozen=True, slots=True)
class Face:
    """One font file. ``ranges`` is where asking is worth while, first and last code point included."""

    path: Path
    ranges: tuple[Range, ...]
    index: int = 0
    variable: bool = False
    """Has a weight axis; the others ship in the one weight that they have."""
    bitmap: bool = False
    """Has pictures of one size instead of outlines (`BITMAP_PX`)."""
    coloured: bool = False
    heavy: bool = False
    """Takes megabytes when open, so only few sizes of it are kept."""

    @property
    def name(self) -> str:
        return self.path.stem


def _shipped(name: str, *ranges: Range, **traits: bool) -> Face:
    return Face(SHIPPED / f"{name}.woff2", ranges, **traits)


HAN: tuple[Range, ...] = (
    (0x2E80, 0x2FDF),
    (0x3000, 0x33FF),
    (0x3400, 0x9FFF),
    (0xF900, 0xFAFF),
    (0xFE30, 0xFE4F),
)
WIDE: Range = (0xFF00, 0xFFEF)
SIGNS: tuple[Range, ...] = ((0x2000, 0x2BFF), (0x3000, 0x303F), (0x1F000, 0x1FBFF))

EMOJI = _shipped(
    "twemoji",
    (0x23, 0x39),
    (0x203C, 0x3299),
    (0x1F000, 0x1FAFF),
    (0xE0020, 0xE007F),
    coloured=True,
    heavy=True,
)

FACES: tuple[Face, ...] = (
    _shipped("inter-latin", (0x20, 0x2AF), (0x300, 0x36F), (0x2000, 0x22FF), variable=True),
    _shipped(
        "inter-latin-ext", (0x100, 0x2AF), (0x300, 0x36F), (0x1D00, 0x2CFF), (0xA700, 0xA7FF), variable=True
    ),
    _shipped("inter-vietnamese", (0x100, 0x3FF), (0x1E00, 0x1EFF), variable=True),
    _shipped("inter-cyrillic", (0x300, 0x4FF), (0x2116, 0x2116), variable=True),
    _shipped("inter-cyrillic-ext", (0x400, 0x52F), (0x2DE0, 0x2DFF), (0xA640, 0xA69F), variable=True),
    _shipped("inter-greek", (0x370, 0x3FF), variable=True),
    _shipped("inter-greek-ext", (0x1F00, 0x1FFF), variable=True),
    _shipped("noto-sans-arabic", (0x600, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF), (0x10E60, 0x10EFF)),
    _shipped("noto-sans-hebrew", (0x590, 0x5FF), (0xFB1D, 0xFB4F)),
    _shipped("noto-sans-devanagari", (0x900, 0x97F), (0x1CD0, 0x1CFF), (0xA8E0, 0xA8FF)),
    _shipped("noto-sans-bengali", (0x980, 0x9FF)),
    _shipped("noto-sans-gurmukhi", (0xA00, 0xA7F)),
    _shipped("noto-sans-gujarati", (0xA80, 0xAFF)),
    _shipped("noto-sans-tamil", (0xB80, 0xBFF)),
    _shipped("noto-sans-telugu", (0xC00, 0xC7F)),
    _shipped("noto-sans-kannada", (0xC80, 0xCFF)),
    _shipped("noto-sans-malayalam", (0xD00, 0xD7F)),
    _shipped("noto-sans-sinhala", (0xD80, 0xDFF)),
    _shipped("noto-sans-thai", (0xE00, 0xE7F)),
    _shipped("noto-sans-lao", (0xE80, 0xEFF)),
    _shipped("noto-sans-myanmar", (0x1000, 0x109F), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F)),
    _shipped("noto-sans-georgian", (0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F)),
    _shipped("noto-sans-armenian", (0x530, 0x58F), (0xFB13, 0xFB17)),
    _shipped("noto-sans-ethiopic", (0x1200, 0x139F), (0x2D80, 0x2DDF), (0xAB00, 0xAB2F)),
    _shipped("noto-sans-cherokee", (0x13A0, 0x13FF), (0xAB70, 0xABBF)),
    _shipped("noto-sans-canadian-aboriginal", (0x1400, 0x167F), (0x18B0, 0x18FF)),
    _shipped("noto-sans-khmer", (0x1780, 0x17FF), (0x19E0, 0x19FF)),
    _shipped("noto-sans-kr", (0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7AF), heavy=True),
    _shipped("noto-sans-sc", *HAN, WIDE, heavy=True),
    _shipped("noto-sans-jp", *HAN, WIDE, heavy=True),
    _shipped("noto-sans-tc", *HAN, heavy=True),
    EMOJI,
    _shipped("noto-sans-symbols", *SIGNS),
    _shipped("noto-sans-symbols-2", *SIGNS, WIDE),
    _shipped("noto-sans-math", (0x1D00, 0x1DFF), *SIGNS, (0x1D400, 0x1D7FF), (0x1EE00, 0x1EEFF)),
)
"""The fonts of the wheel, first choice first."""

SYSTEM_FACES: tuple[tuple[str, tuple[Range, ...]], ...] = (
    ("NotoColorEmoji.ttf", ((0x203C, 0x3299), (0x1F000, 0x1FAFF))),
    ("NotoSansCJK-Bold.ttc", ((0x2E80, 0xFFEF), (0x20000, 0x323AF))),
    ("NotoSansCJK-Regular.ttc", ((0x2E80, 0xFFEF), (0x20000, 0x323AF))),
    ("DejaVuSans-Bold.ttf", EVERYWHERE),
    ("DejaVuSans.ttf", EVERYWHERE),
    ("unifont.otf", EVERYWHERE),
    ("msyhbd.ttc", ((0x2E80, 0xFFEF),)),
    ("seguisym.ttf", EVERYWHERE),
    ("PingFang.ttc", ((0x2E80, 0xFFEF),)),
)
"""Files worth having when the system has them, and what for."""


@functools.cache
def system_faces() -> tuple[Face, ...]:
    """Return the fonts of `SYSTEM_FACES` that this machine has, then its other Noto fonts."""
    found = {path.name: path for folder in _system_folders() for path in _font_files(folder)}
    named = [_system_face(found[name], ranges) for name, ranges in SYSTEM_FACES if name in found]
    known = {face.path.name for face in named}
    others = sorted(n for n in found if n.startswith("NotoSans") and n not in known and "-Regular" in n)
    return (*named, *(_system_face(found[name], EVERYWHERE) for name in others))


def _system_face(path: Path, ranges: tuple[Range, ...]) -> Face:
    emoji = path.name == "NotoColorEmoji.ttf"
    return Face(path, ranges, bitmap=emoji, coloured=emoji, heavy=True)


def _system_folders() -> tuple[Path, ...]:
    home = Path.home()
    if sys.platform == "win32":
        return (Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts",)
    if sys.platform == "darwin":
        return (Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts")
    return (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts")


def _font_files(folder: Path) -> Iterator[Path]:
    for suffix in ("ttf", "ttc", "otf"):
        yield from folder.rglob(f"*.{suffix}")


def opened(face: Face, size_px: int, weight: int) -> "FreeTypeFont":
    """Return ``face`` ready to draw at ``size_px``; ``weight`` (100…900) counts where there is an axis."""
    if face.bitmap:
        return _kept_heavy(face, BITMAP_PX, 0)
    if face.heavy:
        return _kept_heavy(face, size_px, 0)
    return _kept(face, size_px, weight if face.variable else 0)


@functools.lru_cache(maxsize=160)
def _kept(face: Face, size_px: int, weight: int) -> "FreeTypeFont":
    from PIL import ImageFont

    font = ImageFont.truetype(face.path, size_px, index=face.index)
    if weight:
        font.set_variation_by_axes([weight])
    return font


@functools.lru_cache(maxsize=12)
def _kept_heavy(face: Face, size_px: int, weight: int) -> "FreeTypeFont":
    return _kept.__wrapped__(face, size_px, weight)


@functools.lru_cache(maxsize=64)
def _probe(face: Face) -> tuple["FreeTypeFont", bytes]:
    """Return a small font for looking and the picture of its missing box."""
    from PIL import ImageFont

    size_px = BITMAP_PX if face.bitmap else PROBE_PX
    font = ImageFont.truetype(face.path, size_px, index=face.index, layout_engine=ImageFont.Layout.BASIC)
    return font, _picture(font, NOWHERE)


def _picture(font: "FreeTypeFont", character: str) -> bytes:
    mask = font.getmask(character, mode="L")
    return bytes(mask) + repr(mask.size).encode()


@functools.lru_cache(maxsize=16_384)
def has(face: Face, character: str) -> bool:
    """Return whether ``face`` has a glyph of its own for ``character``."""
    code = ord(character)
    if not any(first <= code <= last for first, last in face.ranges):
        return False
    font, missing = _probe(face)
    return _picture(font, character) != missing


@functools.lru_cache(maxsize=8_192)
def face_for(letters: str, *, emoji: bool) -> Face | None:
    """Return the first font that has every one of ``letters``; ``emoji`` asks the emoji fonts first."""
    for face in _candidates(emoji=emoji):
        if all(has(face, letter) for letter in letters):
            return face
    return None


def _candidates(*, emoji: bool) -> Iterator[Face]:
    if emoji:
        yield EMOJI
    yield from FACES
    yield from system_faces()
