"""The browser chat: static files that speak Discord's own protocol to the sandbox, and who may log in.

The page is plain ES modules and CSS below ``static``, without a build step; it needs nothing from this
package but its files and one list of accounts. Everything else goes over REST and gateway, as for any client.
"""

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath
from typing import Any, Final, Protocol

import orjson
from aiohttp import web

from tika_sandbox.world.permissions import May, in_guild
from tika_sandbox.world.state import World

KINDS: Final = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
"""What is served, and as what; written down, since the system's own table differs between machines."""

_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'none'; connect-src 'self' ws: wss:; "
    "img-src 'self' data: blob: http: https:; media-src 'self' blob: http: https:"
)
"""No inline scripts or styles. Pictures may come from anywhere, since bots link them from anywhere."""

_HEADERS: Final = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    # An old module beside a new one breaks the page, so nothing is kept; the way is short anyway.
    "Cache-Control": "no-store",
}


class Addressed(Protocol):
    """Where the parts of a sandbox are."""

    @property
    def api(self) -> str:
        """The REST address, such as ``http://127.0.0.1:8080/api/v10``."""

    @property
    def gateway(self) -> str:
        """The gateway's address, such as ``ws://127.0.0.1:8080/gateway``."""

    @property
    def cdn(self) -> str:
        """Where pictures come from, such as ``http://127.0.0.1:8080/cdn``."""


class Page:
    """Serves ``/``, ``/chat/…`` and ``/chat/accounts.json`` for one world."""

    def __init__(self, world: World, address: Addressed) -> None:
        self._world = world
        self._address = address
        self._files: Traversable = resources.files("tika_sandbox") / "chat" / "static"

    def routes(self) -> list[web.RouteDef]:
        """Return the page's routes."""
        return [
            web.get("/", self._index),
            web.get("/chat/accounts.json", self._accounts),
            web.get("/chat/{path:.+}", self._file),
        ]

    async def _index(self, _request: web.Request) -> web.Response:
        return self._served(PurePosixPath("index.html"))

    async def _file(self, request: web.Request) -> web.Response:
        return self._served(PurePosixPath(request.match_info["path"]))

    def _served(self, path: PurePosixPath) -> web.Response:
        kind = KINDS.get(path.suffix)
        if kind is None or ".." in path.parts or path.is_absolute():
            raise web.HTTPNotFound
        file = self._files.joinpath(*path.parts)
        if not file.is_file():
            raise web.HTTPNotFound
        return web.Response(body=file.read_bytes(), headers={"Content-Type": kind, **_HEADERS})

    async def _accounts(self, request: web.Request) -> web.Response:
        document = {
            "api": _seen_from(request, self._address.api),
            "gateway": _seen_from(request, self._address.gateway),
            "cdn": _seen_from(request, self._address.cdn),
            "accounts": [self._account(user.id) for user in self._world.users if not user.bot],
        }
        return web.Response(
            body=orjson.dumps(document), headers={"Content-Type": "application/json", **_HEADERS}
        )

    def _account(self, user_id: int) -> dict[str, Any]:
        user = self._world.users[user_id]
        rights = (in_guild(self._world, guild, user_id) for guild in self._world.guilds_of(user_id))
        return {
            "id": str(user.id),
            "name": user.shown or user.name,
            "username": user.name,
            "avatar": user.avatar,
            "token": user.token,
            "admin": any(bits & May.ADMINISTRATOR for bits in rights),
        }


def _seen_from(request: web.Request, address: str) -> str:
    """Return ``address`` with the host that the browser used: it may have come by a name or a tunnel."""
    scheme, _, rest = address.partition("://")
    _, slash, path = rest.partition("/")
    return f"{scheme}://{request.host}{slash}{path}"


def mount(app: web.Application, world: World, address: Addressed) -> None:
    """Serve the browser chat of ``world`` from ``app``: ``/``, its files and the list of accounts."""
    app.router.add_routes(Page(world, address).routes())
