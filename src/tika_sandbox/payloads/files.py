"""Attachments, and the addresses by which embeds and components point at them."""

from typing import Any
from urllib.parse import quote

from tika_sandbox.world.entities import Attachment, Message
from tika_sandbox.world.state import World


def attachment(world: World, row: Attachment) -> dict[str, Any]:
    """Return an attachment object, linked under the address that the world is served at now."""
    url = f"{world.cdn}/attachments/{row.channel_id}/{row.id}/{quote(row.filename)}"
    document: dict[str, Any] = {
        "id": str(row.id),
        "filename": row.filename,
        "size": row.size,
        "url": url,
        "proxy_url": url,
    }
    optional = (
        ("content_type", row.content_type),
        ("description", row.description),
        ("width", row.width),
        ("height", row.height),
        ("ephemeral", row.ephemeral or None),
    )
    return document | {key: value for key, value in optional if value is not None}


def linked(world: World, row: Message, document: Any) -> Any:
    """Return an embed whose ``attachment://`` addresses point at the message's files."""
    if isinstance(document, list):
        return [linked(world, row, part) for part in document]
    if not isinstance(document, dict):
        return document
    return {
        key: address(world, row, value) if key in ("url", "icon_url") else linked(world, row, value)
        for key, value in document.items()
    }


def address(world: World, row: Message, url: Any) -> Any:
    """Return where ``url`` leads: an attached file's place on the CDN, or itself."""
    file = attached(row, url)
    return url if file is None else attachment(world, file)["url"]


def attached(row: Message, url: Any) -> Attachment | None:
    """Return the file of the message that an ``attachment://`` address names, or None."""
    if not isinstance(url, str) or not url.startswith("attachment://"):
        return None
    name = url.removeprefix("attachment://")
    return next((file for file in row.attachments if file.filename == name), None)
