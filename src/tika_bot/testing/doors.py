"""A door before a server: what goes through can be cut, frozen and turned away, without the server knowing.

async with a_door(url) as door:
    client = connect(door.url)
    door.freeze()
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import URL, make_url

HOST = "127.0.0.1"


class Door:
    """Carries bytes between clients and the server at ``url``; ``port`` is where clients knock."""

    def __init__(self, url: URL) -> None:
        self.port = 0
        self.turned_away = b""
        """What the next ``refusals`` clients hear before they're left alone."""
        self.refusals = 0
        self._behind = url
        self._flows = asyncio.Event()
        self._flows.set()
        self._server: asyncio.Server | None = None
        self._inside: set[asyncio.StreamWriter] = set()

    @property
    def url(self) -> str:
        """Return the server's address, through this door."""
        query = {name: value for name, value in self._behind.query.items() if name != "host"}
        return self._behind.set(host=HOST, port=self.port, query=query).render_as_string(hide_password=False)

    async def open(self) -> None:
        """Let clients in, at the same port as before."""
        self._server = await asyncio.start_server(self._enter, HOST, self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    def shut(self) -> None:
        """Let nobody in and throw out who is."""
        if self._server is not None:
            self._server.close()
        self.cut()

    def cut(self) -> None:
        """End every connection."""
        for writer in self._inside:
            writer.close()
        self._inside.clear()

    def freeze(self) -> None:
        """Carry nothing any more, without a word."""
        self._flows.clear()

    def thaw(self) -> None:
        """Carry on."""
        self._flows.set()

    async def _enter(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._inside.add(writer)
        try:
            if self.refusals:
                self.refusals -= 1
                await reader.read(1)
                writer.write(self.turned_away)
                return
            behind, before = await self._connect()
            self._inside.add(before)
            await asyncio.gather(self._carry(reader, before), self._carry(behind, writer))
        finally:
            writer.close()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        url = self._behind
        host = url.query.get("host") or url.host or HOST
        port = url.port or {"redis": 6379}.get(url.drivername, 5432)
        assert isinstance(host, str)
        if host.startswith("/"):
            return await asyncio.open_unix_connection(f"{host}/.s.PGSQL.{port}")
        return await asyncio.open_connection(host, port)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while some := await reader.read(65_536):
                await self._flows.wait()
                writer.write(some)
                await writer.drain()
        writer.close()


@asynccontextmanager
async def a_door(url: str) -> AsyncIterator[Door]:
    """Lend an open door to the server at ``url``."""
    door = Door(make_url(url))
    await door.open()
    try:
        yield door
    finally:
        door.thaw()
        door.shut()
