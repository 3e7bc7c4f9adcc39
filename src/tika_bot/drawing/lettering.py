"""Lines of text in any script, in the order in which they are read.

A line is cut into clusters (a letter with its marks, an emoji with its joiners), each cluster gets the first
font that has it, neighbours with the same font become a run, and raqm shapes each run. Runs are put into
visual order by the two rules of the bidirectional algorithm that names need: the first strong letter decides
the direction of the line, and stretches against it are turned as a whole.
"""

import functools
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import structlog

from .faces import BITMAP_PX, Face, face_for, has, opened

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

Direction = Literal["ltr", "rtl"]

UNKNOWN = "•"
"""Stands for a letter that no font here has: neutral, and never a box."""

ELLIPSIS = "…"

FIRST_EMOJI = 0x1F000
"""From here on a sign is an emoji unless no emoji font has it."""

_JOINERS = "\u200d\ufe0e\ufe0f\u20e3"
_CLUSTER = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}"  # a flag is two letters
    "|.(?:[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
    "\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]|\u200d.)*",
    re.DOTALL,
)
_INVISIBLE = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b"
    "\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\uffff]"
)

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one line with one font and one direction."""

    text: str
    face: Face
    direction: Direction


@dataclass(frozen=True, slots=True)
class Line:
    """Text that is ready to be drawn: runs from left to right, and how wide they are together."""

    runs: tuple[Run, ...]
    widths: tuple[float, ...]
    size_px: int
    weight: int

    @property
    def width(self) -> float:
        return sum(self.widths)


@functools.lru_cache(maxsize=2_048)
def line(text: str, size_px: int, weight: int = 700) -> Line:
    """Return ``text`` as one line of ``size_px`` pixels; line breaks and invisible characters are dropped."""
    runs = tuple(_visual_order(_runs(_clean(text))))
    return Line(runs, tuple(_width(run, size_px, weight) for run in runs), size_px, weight)


def fitted(text: str, width_px: float, sizes_px: tuple[int, ...], weight: int = 700) -> Line:
    """Return ``text`` at the first of ``sizes_px`` at which it fits; cut, with an ellipsis, at the last."""
    for size_px in sizes_px:
        whole = line(text, size_px, weight)
        if whole.width <= width_px:
            return whole
    clusters = _clusters(_clean(text))
    low, high = 0, len(clusters)
    while low < high:
        middle = (low + high + 1) // 2
        cut = line("".join(clusters[:middle]).rstrip() + ELLIPSIS, sizes_px[-1], weight)
        low, high = (middle, high) if cut.width <= width_px else (low, middle - 1)
    return line("".join(clusters[:low]).rstrip() + ELLIPSIS, sizes_px[-1], weight)


def draw(image: "Image", pen: "ImageDraw", left: float, baseline: float, written: Line, colour: str) -> None:
    """Draw ``written`` so that it starts at ``left`` and stands on ``baseline``."""
    for run, width in zip(written.runs, written.widths, strict=True):
        if run.face.bitmap:
            _paste_bitmap(image, run, (left, baseline), written.size_px)
        else:
            pen.text(
                (left, baseline),
                run.text,
                fill=colour,
                font=opened(run.face, written.size_px, written.weight),
                anchor="ls",
                direction=run.direction,
                embedded_color=run.face.coloured,
            )
        left += width


def initials(text: str) -> str:
    """Return the first letter or emoji of the first two words that have one, in capitals; else ``?``."""
    firsts = (next((c for c in _clusters(word) if _says_something(c)), "") for word in _clean(text).split())
    return "".join(list(filter(None, firsts))[:2]).upper() or "?"


def _says_something(cluster: str) -> bool:
    return cluster[0].isalnum() or ord(cluster[0]) >= FIRST_EMOJI


def _clean(text: str) -> str:
    return _INVISIBLE.sub("", " ".join(text.split()))


def _clusters(text: str) -> list[str]:
    return _CLUSTER.findall(text)


def _runs(text: str) -> list[Run]:
    """Return the runs in the order of writing."""
    runs: list[Run] = []
    for cluster in _clusters(text):
        cluster, face = _served(cluster, runs[-1] if runs else None)  # noqa: PLW2901 # it may be replaced
        direction = _direction(cluster)
        if runs and runs[-1].face == face and direction in {None, runs[-1].direction}:
            last = runs.pop()
            runs.append(Run(last.text + cluster, face, last.direction))
        else:
            runs.append(Run(cluster, face, direction or _inherited(runs, text)))
    return runs


def _inherited(runs: list[Run], text: str) -> Direction:
    """Return the direction of something neutral: that of what came before, at the start that of the line."""
    return runs[-1].direction if runs else _base(text)


def _served(cluster: str, before: Run | None) -> tuple[str, Face]:
    """Return the cluster and its font; the cluster becomes simpler if no font has it as it is."""
    letters = "".join(c for c in cluster if c not in _JOINERS and not _is_tag(c))
    emoji = "\ufe0f" in cluster or "\u20e3" in cluster or (letters != "" and ord(letters[0]) >= FIRST_EMOJI)
    if before is not None and not emoji and _is_neutral(letters) and _continues(before.face, letters):
        return cluster, before.face
    letters = letters.strip() or "x"
    if face := face_for(letters, emoji=emoji):
        return cluster, face
    plain = unicodedata.normalize("NFKC", letters[:1])
    if plain and (face := face_for(plain, emoji=False)):
        return plain, face
    _report(cluster)
    fallback = face_for(UNKNOWN, emoji=False)
    assert fallback is not None, "the shipped Inter has the bullet"
    return UNKNOWN, fallback


def _continues(face: Face, letters: str) -> bool:
    """Return whether neutral ``letters`` can stay with the font before them."""
    return not face.coloured and (letters == " " or all(has(face, letter) for letter in letters))


def _is_tag(letter: str) -> bool:
    """Return whether ``letter`` only says which region's flag an emoji is."""
    return "\U000e0020" <= letter <= "\U000e007f"


@functools.lru_cache(maxsize=512)
def _report(cluster: str) -> None:
    """Tell the operator once which letters are missing, so that a font can be installed."""
    _log.warning("drawing.no_font", letters=[f"U+{ord(c):04X}" for c in cluster])


def _is_neutral(letters: str) -> bool:
    return all(unicodedata.bidirectional(letter) not in {"L", "R", "AL"} for letter in letters)


def _direction(cluster: str) -> Direction | None:
    """Return how ``cluster`` is read, or None if its neighbours decide."""
    for letter in cluster:
        kind = unicodedata.bidirectional(letter)
        if kind in {"R", "AL"}:
            return "rtl"
        if kind in {"L", "EN"}:
            return "ltr"
    return None


def _base(text: str) -> Direction:
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in {"R", "AL"}:
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"


def _visual_order(runs: list[Run]) -> list[Run]:
    """Return ``runs`` from left to right."""
    if not any(run.direction == "rtl" for run in runs):
        return runs
    base = _base("".join(run.text for run in runs))
    ordered: list[Run] = []
    stretch: list[Run] = []
    for run in _loosened(runs, base):
        if run.direction == base:
            ordered += [*_turned(stretch), run]
            stretch = []
        else:
            stretch.append(run)
    ordered += _turned(stretch)
    return ordered if base == "ltr" else ordered[::-1]


def _loosened(runs: list[Run], base: Direction) -> list[Run]:
    """Return ``runs``; neutral ends of stretches against ``base`` become runs that go with it."""
    loosened: list[Run] = []
    ends = True
    for run in reversed(runs):
        kept = _settled(run.text) if ends and run.direction != base else run.text
        if kept != run.text:
            loosened.append(Run(run.text[len(kept) :], run.face, base))
        if kept:
            loosened.append(Run(kept, run.face, run.direction))
            ends = run.direction == base
    return loosened[::-1]


def _settled(text: str) -> str:
    """Return ``text`` up to the last letter that has a direction of its own."""
    clusters = _clusters(text)
    while clusters and _direction(clusters[-1]) is None:
        clusters.pop()
    return "".join(clusters)


def _turned(stretch: list[Run]) -> list[Run]:
    """Return a stretch against the line's direction, turned around."""
    return stretch[::-1]


def _width(run: Run, size_px: int, weight: int) -> float:
    font = opened(run.face, size_px, weight)
    length = font.getlength(run.text, direction=run.direction)
    return length * size_px / BITMAP_PX if run.face.bitmap else length


def _paste_bitmap(image: "Image", run: Run, where: tuple[float, float], size_px: int) -> None:
    """Draw emoji of one size on a layer of their own and paste them smaller."""
    from PIL import Image, ImageDraw

    font = opened(run.face, BITMAP_PX, 0)
    width = int(font.getlength(run.text)) + 1
    layer = Image.new("RGBA", (width, BITMAP_PX * 5 // 4))
    ImageDraw.Draw(layer).text((0, BITMAP_PX), run.text, font=font, anchor="ls", embedded_color=True)
    scale = size_px / BITMAP_PX
    small = layer.resize((max(1, int(width * scale)), int(layer.height * scale)), Image.Resampling.BILINEAR)
    image.paste(small, (int(where[0]), int(where[1] - size_px)), small)
