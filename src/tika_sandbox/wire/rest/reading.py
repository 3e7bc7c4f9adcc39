"""Reading fields out of request bodies, once and the same everywhere."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from tika_sandbox.wire.rest.calls import Call, snowflake
from tika_sandbox.world.entities import Overwrite
from tika_sandbox.world.keepsakes import picture
from tika_sandbox.world.refused import Form, invalid
from tika_sandbox.world.shapes.fields import objects, text, whole

Read = Callable[[Form, str, Any], Any]


def words(most: int, least: int = 0) -> Read:
    """Return a reader for strings of that length."""
    return lambda form, name, value: text(form, (name,), value, most=most, least=least)


def words_or_none(most: int) -> Read:
    """Return a reader for strings that may be missing."""
    return lambda form, name, value: None if value is None else text(form, (name,), value, most=most) or None


def number(low: int, high: int, usual: int = 0) -> Read:
    """Return a reader for whole numbers; null means ``usual``."""
    return lambda form, name, value: usual if value is None else whole(form, (name,), value, low, high)


def one_of(*allowed: int) -> Read:
    """Return a reader for numbers of which only these make sense; null means the first."""

    def chosen(form: Form, name: str, value: Any) -> int:
        if value is None:
            return allowed[0]
        number = whole(form, (name,), value, min(allowed), max(allowed))
        if number not in allowed:
            form.wrong((name,), "BASE_TYPE_CHOICES", f"Value must be one of {allowed}.")
        return number

    return chosen


def truth(_form: Form, _name: str, value: Any) -> bool:
    """Read a yes or no; null is no."""
    return bool(value)


def id_or_none(_form: Form, name: str, value: Any) -> int | None:
    """Read an id or null."""
    return None if value is None else snowflake(value, name)


def portrait_or_none(_form: Form, name: str, value: Any) -> str | None:
    """Read a picture as a ``data:`` address and return its hash, which is all that is kept of a portrait."""
    return None if value is None else hashlib.sha256(picture(value, name)[0]).hexdigest()[:32]


def bits(form: Form, name: str, value: Any) -> int:
    """Read permission bits, as a number or its digits."""
    return whole(form, (name,), value or 0, 0, 1 << 63)


def moment_or_none(form: Form, name: str, value: Any) -> datetime | None:
    """Read an ISO 8601 moment with a zone, or null."""
    if value is None:
        return None
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        form.wrong((name,), "DATE_TIME_TYPE_PARSE", f"Could not parse {value}. Should be ISO8601.")
        return None
    if at.tzinfo is None:
        form.wrong((name,), "DATE_TIME_TYPE_PARSE", f"Could not parse {value}. A zone is missing.")
        return None
    return at


def overwrites(form: Form, name: str, value: Any) -> tuple[Overwrite, ...]:
    """Read a channel's permission overwrites."""
    return tuple(
        overwrite(form, snowflake(item.get("id"), name), item)
        for item in objects(form, (name,), value, most=1000)
    )


def overwrite(form: Form, target_id: int, item: dict[str, Any]) -> Overwrite:
    """Read one permission overwrite."""
    kind = {"role": 0, "member": 1}.get(str(item.get("type")), item.get("type"))
    return Overwrite(
        target_id,
        whole(form, ("type",), kind if kind is not None else 0, 0, 1),
        bits(form, "allow", item.get("allow")),
        bits(form, "deny", item.get("deny")),
    )


def colour(form: Form, name: str, value: Any) -> int:
    """Read a role's colour: a number, or the object that holds it as the first of three."""
    first = value.get("primary_color") if isinstance(value, dict) else value
    return whole(form, (name,), first or 0, 0, 0xFFFFFF)


def read(body: dict[str, Any], table: dict[str, tuple[str, Read]]) -> dict[str, Any]:
    """Return the known fields that ``body`` names, under our own names and checked.

    Raises:
        Refused: 50035 with everything that's wrong.
    """
    form = Form()
    found = {
        ours: reader(form, theirs, body[theirs]) for theirs, (ours, reader) in table.items() if theirs in body
    }
    form.demand()
    return found


CHANNEL: Final[dict[str, tuple[str, Read]]] = {
    "name": ("name", words(100, 1)),
    "type": ("type", number(0, 16)),
    "position": ("position", number(0, 10_000)),
    "topic": ("topic", words_or_none(4096)),
    "nsfw": ("nsfw", truth),
    "rate_limit_per_user": ("slowmode_s", number(0, 21_600)),
    "bitrate": ("bitrate", number(8000, 384_000, 64_000)),
    "user_limit": ("user_limit", number(0, 10_000)),
    "parent_id": ("parent_id", id_or_none),
    "permission_overwrites": ("overwrites", overwrites),
}


def _reaction(_form: Form, _name: str, value: Any) -> dict[str, Any] | None:
    if not isinstance(value, dict):
        return None
    return {"emoji_id": value.get("emoji_id"), "emoji_name": value.get("emoji_name")}


_DETAILS: Final[dict[str, tuple[str, Read]]] = {
    "rtc_region": ("rtc_region", words_or_none(100)),
    "video_quality_mode": ("video_quality_mode", number(1, 2, 1)),
    "default_auto_archive_duration": ("default_auto_archive_duration", one_of(1440, 60, 4320, 10_080)),
    "default_thread_rate_limit_per_user": ("default_thread_rate_limit_per_user", number(0, 21_600)),
    "default_reaction_emoji": ("default_reaction_emoji", _reaction),
    "default_sort_order": ("default_sort_order", number(0, 1)),
    "default_forum_layout": ("default_forum_layout", number(0, 2)),
}
"""Settings of a channel that are only kept and shown."""


def details(call: Call, before: Any = None) -> Any:
    """Return a channel's settings that nothing computes with, as the body changes them; None for none."""
    body, form = call.fields(), Form()
    said = {key: value for key, value in body.items() if value is not None}
    found = {**(before or {}), **read(said, _DETAILS)}
    if body.get("available_tags") is not None:
        tags = objects(form, ("available_tags",), body["available_tags"], most=20)
        found["available_tags"] = [
            {
                "id": str(tag.get("id") or call.world.new_id()),
                "name": text(form, ("available_tags", "name"), tag.get("name"), most=50, least=1),
                "moderated": bool(tag.get("moderated")),
                "emoji_id": None if tag.get("emoji_id") is None else str(tag["emoji_id"]),
                "emoji_name": tag.get("emoji_name"),
            }
            for tag in tags
        ]
    form.demand()
    return found or None


ROLE: Final[dict[str, tuple[str, Read]]] = {
    "name": ("name", words(100)),
    "permissions": ("permissions", bits),
    "color": ("color", colour),
    "colors": ("color", colour),
    "hoist": ("hoist", truth),
    "mentionable": ("mentionable", truth),
}


def needed(body: dict[str, Any], name: str) -> Any:
    """Return a field that must be there."""
    if body.get(name) is None:
        raise invalid((name,), "BASE_TYPE_REQUIRED", "This field is required")
    return body[name]
