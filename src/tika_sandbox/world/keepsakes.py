"""Storing, changing and dropping a guild's belongings: always with an audit entry and a fact."""

import base64
import binascii
import secrets
import string
from typing import Any, Final

from tika_sandbox.world.audit import Deed, change, note
from tika_sandbox.world.journal import BelongingChanged
from tika_sandbox.world.principals import Principal
from tika_sandbox.world.refused import invalid
from tika_sandbox.world.state import World

_LETTERS: Final = string.ascii_letters + string.digits
_KINDS: Final = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF8", "gif"),
    (b"\xff\xd8", "jpeg"),
    (b"RIFF", "webp"),
)


def new_code(length: int = 8) -> str:
    """Return a short random code, as in an invite's address."""
    return "".join(secrets.choice(_LETTERS) for _ in range(length))


def tell(  # noqa: PLR0913 - an audit entry has that many facts
    world: World, who: Principal, row: Any, how: str, deed: Deed | None = None, reason: str | None = None,
    *, guild_id: int | None = None,
) -> None:  # fmt: skip
    """Log a belonging's change in its guild's audit log and tell of it."""
    if deed is not None:
        home, number = guild_id or row.guild_id, getattr(row, "id", None)
        note(world, who, home, deed, number, reason, _named(row, how))
    world.tell(BelongingChanged(row, how))


def _named(row: Any, how: str) -> tuple[Any, ...]:
    """Return what names a belonging without an id, as clients look for it: an invite by its code."""
    code = getattr(row, "code", None)
    if code is None:
        return ()
    return (change("code", code, None) if how == "gone" else change("code", None, code),)


def picture(value: Any, name: str, *, most: int = 256 * 1024) -> tuple[bytes, str]:
    """Return the bytes of a ``data:`` address and what sort of picture they are.

    Raises:
        Refused: 50035 if it isn't a picture or weighs more than ``most`` bytes.
    """
    content = data_bytes(value, name)
    kind = picture_kind(content)
    if kind is None:
        raise invalid((name,), "BASE_TYPE_IMAGE", "Unsupported image type given.")
    if len(content) > most:
        raise invalid((name,), "BINARY_TYPE_MAX_SIZE", f"File cannot be larger than {most / 1024:.1f} kb.")
    return content, kind


def picture_kind(content: bytes) -> str | None:
    """Return which sort of picture bytes are, by how they begin; None for anything else."""
    return next((kind for magic, kind in _KINDS if content.startswith(magic)), None)


def data_bytes(value: Any, name: str) -> bytes:
    """Return the bytes of a ``data:…;base64,…`` address."""
    head, comma, text = str(value).partition(",")
    if not comma or not head.startswith("data:") or not head.endswith(";base64"):
        raise invalid((name,), "IMAGE_INVALID", "Invalid image data")
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise invalid((name,), "IMAGE_INVALID", "Invalid image data") from None
