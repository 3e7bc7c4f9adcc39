"""The sandbox as a server: one port for REST, gateway, pictures and the browser page."""

import asyncio
import logging
import socket as sockets
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from aiohttp import web

from tika_sandbox.chat import Page
from tika_sandbox.keeping import Keeper
from tika_sandbox.wire import checking
from tika_sandbox.wire.cdn import Cdn
from tika_sandbox.wire.controls import Controls
from tika_sandbox.wire.faults.answers import Answers
from tika_sandbox.wire.gateway.closing import NOT_READABLE
from tika_sandbox.wire.gateway.compression import Pack, packer
from tika_sandbox.wire.gateway.connection import Connection
from tika_sandbox.wire.gateway.hub import Hub
from tika_sandbox.wire.inspecting import Inspector
from tika_sandbox.wire.oauth.page import AuthorizePage
from tika_sandbox.wire.rest.call import PREFIX, Rest
from tika_sandbox.world.state import World

log = logging.getLogger("tika_sandbox.server")
HOST: Final = "127.0.0.1"
SHUTDOWN_S: Final = 1.0
LARGEST_REQUEST: Final = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Address:
    """Where the parts of a sandbox are."""

    api: str
    gateway: str
    web: str
    cdn: str

    @classmethod
    def at(cls, port: int) -> Self:
        """Return the addresses of a sandbox on ``port`` of this machine."""
        root = f"{HOST}:{port}"
        return cls(f"http://{root}/api/v10", f"ws://{root}/gateway", f"http://{root}/", f"http://{root}/cdn")


class Sandbox:
    """A running sandbox. ``problems`` lists what broke Discord's rules on the wire; tests want it empty."""

    def __init__(self, world: World, *, check: Path | None, enforce_limits: bool) -> None:
        self.world = world
        self.problems = world.problems
        self.connections: set[Connection] = set()
        self.faults: Answers | None = None
        self._inspector = Inspector(checking.judge_if_possible(check, log.info), self.problems)
        self._limits = enforce_limits
        self._runner: web.AppRunner | None = None
        self._keeper: Keeper | None = None
        self.controls = Controls(self)

    @classmethod
    async def start(
        cls,
        *,
        port: int = 0,
        data: Path | None = None,
        world: World | None = None,
        check: Path | None = None,
        enforce_limits: bool = True,
    ) -> Self:
        """Return a sandbox that listens on ``port`` (0 takes a free one).

        ``data`` is a folder that the world is loaded from and kept in; ``check`` is the file of Discord's
        description, searched for if it isn't given.

        Raises:
            OSError: The port is taken or the folder can't be written.
        """
        sandbox = cls(world or World(), check=check, enforce_limits=enforce_limits)
        if data is not None:
            sandbox._keeper = Keeper.open(sandbox.world, data)
        await sandbox._listen(port)
        return sandbox

    async def _listen(self, port: int) -> None:
        application = web.Application(client_max_size=LARGEST_REQUEST)
        runner = self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=SHUTDOWN_S)
        listener = _bound(port)
        self.address = Address.at(listener.getsockname()[1])
        self.world.cdn = self.address.cdn
        self.hub = self._hub()
        self.rest = Rest(
            self.world,
            gateway=self.address.gateway,
            enforce_limits=self._limits,
            check=self._inspector.exchange,
        )
        application.router.add_routes(
            [
                web.get("/gateway", self._gateway),
                web.get("/gateway/", self._gateway),
                *AuthorizePage(self.world).routes(),
                web.route("*", "/api/{path:.*}", self._api),
                *Cdn(self.world).routes(),
                *Page(self.world, self.address).routes(),
                *self.controls.routes(),
            ]
        )
        await runner.setup()
        await web.SockSite(runner, listener).start()

    async def close(self) -> None:
        """Hang up on everybody, then stop listening."""
        # Before the server's own shutdown: it would wait for open sockets instead of closing them.
        goodbyes = (connection.close(1001, "The sandbox closes.") for connection in tuple(self.connections))
        await asyncio.gather(*goodbyes)
        self.hub.close()
        if self._runner is not None:
            await self._runner.cleanup()
        if self._keeper is not None:
            self._keeper.close()

    def _hub(self) -> Hub:
        """Return who tells clients what happens."""
        return Hub(self.world, self.address.gateway, self._inspector.event)

    def _connection(
        self, socket: web.WebSocketResponse, transport: asyncio.WriteTransport, pack: Pack | None
    ) -> Connection:
        """Return who talks to one client."""
        return Connection(self.hub, socket, transport, pack)

    async def _api(self, request: web.Request) -> web.Response:
        self._inspector.query(request.method, PREFIX.sub("", request.rel_url.raw_path), request.query)
        if self.faults is not None:
            return await self.faults.answer(request, self.rest.answer)
        return await self.rest.answer(request)

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        # No slack of the socket's own: whoever reads slowly is waited for after each frame.
        socket = web.WebSocketResponse(compress=False, timeout=SHUTDOWN_S, writer_limit=0)
        await socket.prepare(request)
        try:
            pack = packer(request.query.get("compress"))
        except KeyError:
            await socket.close(code=NOT_READABLE, message=b"Unknown compression.")
            return socket
        assert request.transport is not None  # the handshake just went through it
        connection = self._connection(socket, request.transport, pack)
        self.connections.add(connection)
        try:
            await connection.serve()
        finally:
            self.connections.discard(connection)
        return socket


def _bound(port: int) -> sockets.socket:
    """Return a socket bound to ``port``; the port is known before anything is told where to connect."""
    listener = sockets.socket(sockets.AF_INET, sockets.SOCK_STREAM)
    try:
        listener.setsockopt(sockets.SOL_SOCKET, sockets.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
    except OSError:
        listener.close()
        raise
    return listener
