"""Components as they're shown: media resolved to files, what has a default filled in."""

from typing import Any

from tika_sandbox.payloads.files import address, attached
from tika_sandbox.world.entities import Message
from tika_sandbox.world.shapes.components import CONTAINER, FILE, GALLERY, THUMBNAIL
from tika_sandbox.world.state import World


def component(world: World, row: Message, node: dict[str, Any]) -> dict[str, Any]:
    """Return a component of ``row`` with everything inside it."""
    shown = dict(node)
    if "components" in node:
        shown["components"] = [component(world, row, child) for child in node["components"]]
    if "accessory" in node:
        shown["accessory"] = component(world, row, node["accessory"])
    if node["type"] == GALLERY:
        shown["items"] = [_pictured(world, row, item) for item in node["items"]]
    elif node["type"] == THUMBNAIL:
        shown = _pictured(world, row, shown)
    elif node["type"] == FILE:
        file = attached(row, node["file"]["url"])
        shown["file"] = _media(world, row, node["file"])
        shown |= {"name": file.filename if file else None, "size": file.size if file else None}
    elif node["type"] == CONTAINER:
        shown.setdefault("accent_color", None)
    return shown


def _pictured(world: World, row: Message, node: dict[str, Any]) -> dict[str, Any]:
    return {**node, "media": _media(world, row, node["media"]), "description": node.get("description")}


def _media(world: World, row: Message, media: dict[str, Any]) -> dict[str, Any]:
    url = address(world, row, media["url"])
    file = attached(row, media["url"])
    shown = {
        "id": str(file.id if file else row.id),
        "url": url,
        "proxy_url": url,
        "width": file.width if file else None,
        "height": file.height if file else None,
        "content_type": file.content_type if file else None,
    }
    if file is not None:
        shown["attachment_id"] = str(file.id)
    return shown
