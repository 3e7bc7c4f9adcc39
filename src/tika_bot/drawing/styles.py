"""The looks of a card, as rows of colours. Text stands at least 4.5 : 1 above every background here."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """One look. Colours are ``#rrggbb``."""

    name: str
    top: str
    """Background at the upper left …"""
    bottom: str
    """… and at the lower right."""
    shade: str
    """The large circles behind everything."""
    text: str
    muted: str
    """Labels and small print."""
    track: str
    """The empty part of the bar."""
    primary: str
    """The bar's start, the ring."""
    secondary: str
    """The bar's end."""
    border: str = ""
    """The ring and the card's edge; empty for a ring like the bar's start, and no edge."""


STYLES: dict[str, Style] = {
    style.name: style
    for style in (
        Style(
            "midnight", "#171a2b", "#2a2350", "#262a4a", "#ffffff", "#b9bdd9", "#3a3d63", "#7c8cff", "#5ce1e6"
        ),
        Style(
            "daylight", "#fffaf2", "#f1ecff", "#f6efe2", "#22223b", "#5c5b73", "#e0dbe8", "#0f8a8d", "#5b5bd6"
        ),
        Style(
            "forest", "#10231c", "#1f3b2a", "#183126", "#f4fff6", "#b4d3bf", "#33543f", "#57d38c", "#d7e86b"
        ),
        Style(
            "ember", "#26120f", "#4a1f1a", "#381813", "#fff6ef", "#e6bfae", "#64352b", "#ff8a5c", "#ffd166"
        ),
        Style(
            "ocean", "#0b2233", "#0f3f57", "#103047", "#f0fbff", "#a9cfe0", "#24566f", "#4cc3ff", "#7df0c8"
        ),
        Style(
            "contrast", "#000000", "#000000", "#101010", "#ffffff", "#e6e6e6", "#404040", "#f0e442", "#56b4e9"
        ),
    )
}
"""Built in; ``contrast`` uses two colours that people with any kind of colour blindness tell apart."""

DEFAULT_STYLE = "midnight"

READABLE, READABLE_LARGE = 4.5, 3.0
"""What WCAG 2.2 asks of small and of large text (1.4.3)."""

STEPS = 20
"""In how many steps a colour is moved towards white or black until it can be read."""


def luminance(colour: str) -> float:
    """Return how bright ``colour`` is to the eye, 0…1, as WCAG defines it."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 # sRGB's bend
        for part in (channel / 255 for channel in _channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1…21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def blend(one: str, other: str, share: float) -> str:
    """Return ``one`` with ``share`` (0…1) of ``other``."""
    mixed = (round(a + (b - a) * share) for a, b in zip(_channels(one), _channels(other), strict=True))
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def readable(colour: str, grounds: Iterable[str], ratio: float = READABLE) -> str | None:
    """Return ``colour``, or what is nearest to it and stands ``ratio`` : 1 above all of ``grounds``.

    None if nothing does, not even white or black.
    """
    grounds = tuple(grounds)
    for step in range(STEPS + 1):
        for end in ("#ffffff", "#000000"):
            tried = blend(colour, end, step / STEPS)
            if all(contrast(tried, ground) >= ratio for ground in grounds):
                return tried
    return None


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
