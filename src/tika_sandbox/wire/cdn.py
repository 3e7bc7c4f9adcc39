"""Pictures and files: faces for accounts, icons for guilds, and what people attached."""

import asyncio
import mimetypes
from typing import Final

from aiohttp import web

from tika_sandbox.wire.portraits import portrait
from tika_sandbox.world.keepsakes import picture_kind
from tika_sandbox.world.state import World

FOREVER: Final = {"Cache-Control": "public, max-age=31536000, immutable"}
HARMLESS: Final = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
"""Attachments share the browser page's origin, so an uploaded page must not run in it."""
_SHOWN: Final = ("image/", "audio/", "video/", "text/")


class Cdn:
    """Serves a world's pictures and files."""

    def __init__(self, world: World) -> None:
        self._world = world
        # A page asks for all faces at once, some of them twice. Drawn side by side they would only take
        # turns with each other and with everybody else's requests; one by one the second is there already.
        self._drawing = asyncio.Lock()

    def routes(self) -> list[web.RouteDef]:
        """Return the routes below ``/cdn``."""
        return [
            web.get("/cdn/embed/avatars/{index}.png", self._face),
            web.get("/cdn/avatars/{owner}/{picture}", self._face),
            web.get("/cdn/icons/{owner}/{picture}", self._face),
            web.get("/cdn/banners/{owner}/{picture}", self._face),
            web.get("/cdn/{sort:emojis|stickers}/{picture}", self._expression),
            web.get("/cdn/attachments/{channel}/{id}/{name}", self._attachment),
        ]

    async def _face(self, request: web.Request) -> web.Response:
        parts = request.match_info
        seed = f"{parts.get('owner', 'nobody')} {parts.get('picture', parts.get('index', '')).split('.')[0]}"
        async with self._drawing:
            picture = await asyncio.to_thread(portrait, seed)
        return web.Response(body=picture, content_type="image/png", headers=FOREVER)

    async def _expression(self, request: web.Request) -> web.Response:
        number = request.match_info["picture"].split(".")[0]
        table = self._world.emojis if request.match_info["sort"] == "emojis" else self._world.stickers
        row = table.get(int(number)) if number.isdigit() else None
        content = None if row is None else self._world.blobs.get(row.blob)
        if content is None:
            raise web.HTTPNotFound
        kind = "application/json" if content[:1] == b"{" else f"image/{picture_kind(content) or 'png'}"
        return web.Response(body=content, content_type=kind, headers={**FOREVER, **HARMLESS})

    async def _attachment(self, request: web.Request) -> web.Response:
        number = request.match_info["id"]
        row = self._world.files.get(int(number)) if number.isdigit() else None
        content = None if row is None else self._world.blobs.get(row.blob)
        if row is None or content is None or str(row.channel_id) != request.match_info["channel"]:
            raise web.HTTPNotFound
        kind = row.content_type or mimetypes.guess_type(row.filename)[0] or "application/octet-stream"
        headers = {"Content-Type": kind, **FOREVER, **HARMLESS}
        if not kind.startswith(_SHOWN):
            headers["Content-Disposition"] = "attachment"
        return web.Response(body=content, headers=headers)
