"""Rank cards in our own files: how they are written and read, and by what we know our own pictures.

A picture that comes in from a file is written anew, as one that a member gives is, and writing anew costs a
little of it each time. So beside a picture of ours stands a seal: with this house's key nobody else makes it,
and what bears it may stay as it is, byte for byte.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from tika_bot.base.ids import UserId
from tika_bot.drawing.intake import MAX_BYTES
from tika_bot.drawing.styles import STYLES
from tika_bot.plugins.levels.looks import Look, NoColour, colour

from .model import Card, Why
from .values import Unusable, id_of

COLOURS = tuple(one.name for one in fields(Look) if one.name not in ("style", "picture"))


def sealed(picture: bytes, key: bytes) -> str:
    """Return the seal of ``picture``."""
    return hmac.digest(key, picture, hashlib.sha256).hex()


def is_ours(card: Card, key: bytes) -> bool:
    """Return whether the house with ``key`` made the picture of ``card``."""
    picture = card.look.picture
    return picture is not None and hmac.compare_digest(sealed(picture, key), card.seal)


def card_row(member: UserId, look: Look, key: bytes | None) -> dict[str, Any]:
    """Return ``look`` as plain values; without a ``key`` nothing is said of its picture."""
    chosen = {name: getattr(look, name) for name in ("style", *COLOURS) if getattr(look, name)}
    row: dict[str, Any] = {"id": str(member), **chosen}
    if key is not None:
        row["picture"] = None
        if look.picture is not None:
            row["picture"] = base64.b64encode(look.picture).decode()
            row["seal"] = sealed(look.picture, key)
    return row


def card_of(row: Any) -> tuple[UserId, Card]:  # noqa: ANN401 # whatever stands there
    """Return whose card ``row`` is and what it says; the picture hasn't been looked at.

    Raises:
        Unusable: something is wrong.
    """
    if not isinstance(row, dict):
        raise Unusable(Why.NO_ROW, type(row).__name__)
    member = UserId(id_of(row.get("id")))
    style, seal = row.get("style", ""), row.get("seal", "")
    if style not in ("", *STYLES):
        raise Unusable(Why.LOOK, style)
    if not isinstance(seal, str) or not seal.isascii():
        raise Unusable(Why.LOOK, seal)
    look = Look(style=style, picture=_picture(row), **{name: _colour(row, name) for name in COLOURS})
    return member, Card(look, seal, "picture" not in row)


def _colour(row: Mapping[str, Any], name: str) -> str:
    written = row.get(name, "")
    if not isinstance(written, str):
        raise Unusable(Why.LOOK, written)
    try:
        return colour(written) if written else ""
    except NoColour:
        raise Unusable(Why.LOOK, written) from None


def _picture(row: Mapping[str, Any]) -> bytes | None:
    written = row.get("picture")
    if written is None:
        return None
    if not isinstance(written, str) or not 0 < len(written) <= MAX_BYTES * 4 // 3 + 4:
        raise Unusable(Why.PICTURE)
    try:
        return base64.b64decode(written, validate=True)
    except (binascii.Error, ValueError):  # the latter for what isn't ASCII
        raise Unusable(Why.PICTURE) from None
