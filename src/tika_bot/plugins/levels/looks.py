"""What a member's own rank card looks like: chosen colours go in, a style that can be read comes out.

Whatever is chosen, small text stands at least 4.5 : 1 above its ground, as WCAG asks. A colour that doesn't
is moved towards white or black until it does; a ground on which no colour would do is refused.
"""

import re
from dataclasses import dataclass, field, replace

from tika_bot.base.errors import Refusal
from tika_bot.drawing.rank_card import UNDER_VEIL
from tika_bot.drawing.styles import (
    DEFAULT_STYLE,
    READABLE_LARGE,
    STYLES,
    Style,
    blend,
    contrast,
    readable,
)

HEX = re.compile(r"(?:#|0x)?([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)

USUAL = "-"
"""What a member writes instead of a colour to have the style's own again."""


class NoColour(Refusal):
    """What was written is no colour."""

    key = "levels.no_colour"


class Unreadable(Refusal):
    """No text could be read on the whole of that ground."""

    key = "levels.unreadable"


@dataclass(frozen=True, slots=True)
class Look:
    """What a member has chosen in one guild. Colours are ``#rrggbb``; empty is the style's own."""

    style: str = ""
    """Empty for the guild's."""
    top: str = ""
    """The ground's colour; with another one in ``bottom`` the two turn into each other."""
    bottom: str = ""
    picture: bytes | None = field(default=None, repr=False)
    """The ground, before any colours."""
    primary: str = ""
    secondary: str = ""
    border: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours that go together: ring and edge, the bar's start and its end."""

    border: str
    primary: str
    secondary: str

    def on(self, look: Look) -> Look:
        """Return ``look`` in these colours; its ground stays, its text is the style's."""
        return replace(look, border=self.border, primary=self.primary, secondary=self.secondary, text="")


PALETTES: dict[str, Palette] = {
    "sky": Palette("#56b4e9", "#56b4e9", "#f0e442"),
    "sunset": Palette("#e69f00", "#e69f00", "#56b4e9"),
    "meadow": Palette("#009e73", "#009e73", "#f0e442"),
    "orchid": Palette("#cc79a7", "#cc79a7", "#f0e442"),
    "lava": Palette("#d55e00", "#d55e00", "#56b4e9"),
    "deep": Palette("#0072b2", "#0072b2", "#e69f00"),
}
"""Made of Okabe and Ito's colours, which people with any kind of colour blindness tell apart."""


def colour(written: str) -> str:
    """Return ``written`` as ``#rrggbb``; empty for `USUAL`.

    Raises:
        NoColour: it's none that we read.
    """
    written = written.strip()
    if written == USUAL:
        return ""
    found = HEX.fullmatch(written)
    if found is None:
        raise NoColour(given=written[:30])
    digits = found[1].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))  # noqa: PLR2004


def worn(look: Look, usual: str) -> Style:
    """Return the style of ``look`` in a guild whose usual one is ``usual``.

    Raises:
        Unreadable: no text could be read on its ground.
    """
    base = STYLES.get(look.style or usual, STYLES[DEFAULT_STYLE])
    top, shade, bottom = _ground(look, base)
    grounds = (top, shade, bottom)
    text = readable(look.text or base.text, grounds)
    if text is None:
        raise Unreadable
    is_own = bool(look.text) or grounds != (base.top, base.shade, base.bottom)
    return Style(
        base.name,
        top,
        bottom,
        shade,
        text,
        (readable(blend(text, shade, 0.3), grounds) or text) if is_own else base.muted,
        blend(shade, text, 0.2) if is_own else base.track,
        readable(look.primary or base.primary, grounds, READABLE_LARGE) or text,
        look.secondary or base.secondary,
        look.border,
    )


def corrected(look: Look, style: Style) -> bool:
    """Return whether ``style``, which ``look`` became, has other colours for the sake of legibility."""
    chosen = ((look.text, style.text), (look.primary, style.primary))
    return any(wanted and contrast(wanted, made) > 1 for wanted, made in chosen)


def _ground(look: Look, base: Style) -> tuple[str, str, str]:
    """Return the ground's colours at its beginning, in its middle and at its end."""
    if look.picture is not None:
        return UNDER_VEIL
    if not (look.top or look.bottom):
        return base.top, base.shade, base.bottom
    top = look.top or base.top
    bottom = look.bottom or top
    return top, blend(top, bottom, 0.5), bottom
