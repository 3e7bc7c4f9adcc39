"""Embeds: lengths per field, 6,000 characters over all of them, nothing empty."""

from datetime import datetime
from typing import Any, Final

from tika_sandbox.world.refused import Form
from tika_sandbox.world.shapes.fields import (
    Path,
    each,
    objects,
    optional_text,
    text,
    url,
    whole,
    without_none,
)

MOST: Final = 10
MOST_CHARACTERS: Final = 6000


def embeds(form: Form, value: Any) -> tuple[Any, ...]:
    """Return checked embeds in the shape in which they're shown."""
    items = objects(form, ("embeds",), value, most=MOST)
    checked = tuple(_embed(form, path, item) for path, item in each(items, ("embeds",)))
    if sum(_characters(embed) for embed in checked) > MOST_CHARACTERS:
        form.wrong(("embeds",), "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000")
    return checked


def _embed(form: Form, path: Path, item: dict[str, Any]) -> dict[str, Any]:
    embed = without_none(
        {
            "type": "rich",
            "title": optional_text(form, (*path, "title"), item.get("title"), most=256),
            "description": optional_text(form, (*path, "description"), item.get("description"), most=4096),
            "url": url(form, (*path, "url"), item["url"]) if item.get("url") else None,
            "color": whole(form, (*path, "color"), item["color"], 0, 0xFFFFFF)
            if item.get("color") is not None
            else None,
            "timestamp": _timestamp(form, (*path, "timestamp"), item.get("timestamp")),
            "footer": _named(form, (*path, "footer"), item.get("footer"), "text", 2048),
            "author": _named(form, (*path, "author"), item.get("author"), "name", 256),
            "image": _picture(form, (*path, "image"), item.get("image")),
            "thumbnail": _picture(form, (*path, "thumbnail"), item.get("thumbnail")),
        }
    )
    fields = objects(form, (*path, "fields"), item.get("fields"), most=25)
    if fields:
        embed["fields"] = [_field(form, place, field) for place, field in each(fields, (*path, "fields"))]
    shown = embed.keys() - {"type", "color", "timestamp", "url"}
    if not any(embed[key] for key in shown):
        form.wrong((*path, "description"), "BASE_TYPE_REQUIRED", "This field is required")
    return embed


def _field(form: Form, path: Path, item: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": _filled(form, (*path, "name"), item.get("name"), 256),
        "value": _filled(form, (*path, "value"), item.get("value"), 1024),
        "inline": bool(item.get("inline", False)),
    }


def _filled(form: Form, path: Path, value: Any, most: int) -> str:
    if value is None or value == "" or (isinstance(value, str) and not value.strip()):
        form.wrong(path, "BASE_TYPE_REQUIRED", "This field is required")
        return ""
    return text(form, path, str(value), most=most)


def _named(form: Form, path: Path, value: Any, key: str, most: int) -> dict[str, Any] | None:
    if not value:
        return None
    if not isinstance(value, dict):
        form.wrong(path, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
        return None
    said = optional_text(form, (*path, key), value.get(key), most=most) or None
    named: dict[str, Any] = {key: said}
    for link in ("url", "icon_url"):
        if value.get(link):
            named[link] = url(form, (*path, link), value[link], attachment=link == "icon_url")
    return without_none(named) or None


def _picture(form: Form, path: Path, value: Any) -> dict[str, Any] | None:
    if not value:
        return None
    if not isinstance(value, dict) or not value.get("url"):
        form.wrong((*path, "url"), "BASE_TYPE_REQUIRED", "This field is required")
        return None
    return {"url": url(form, (*path, "url"), value["url"], attachment=True)}


def _timestamp(form: Form, path: Path, value: Any) -> str | None:
    if value is None:
        return None
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        form.wrong(path, "DATE_TIME_TYPE_PARSE", f"Could not parse {value}. Should be ISO8601.")
        return None
    return at.isoformat() if at.tzinfo else f"{at.isoformat()}+00:00"


def _characters(embed: dict[str, Any]) -> int:
    """Return how many characters count against the limit of all embeds together."""
    count = len(embed.get("title", "")) + len(embed.get("description", ""))
    count += len(embed.get("footer", {}).get("text", "")) + len(embed.get("author", {}).get("name", ""))
    return count + sum(len(field["name"]) + len(field["value"]) for field in embed.get("fields", ()))
