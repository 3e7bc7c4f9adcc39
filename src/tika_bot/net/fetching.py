"""Fetch what a stranger names, without being led into the house's own network.

A URL that looks public may resolve to loopback, to a private range or to a cloud's metadata service, and it
may do so only the second time it is asked for (rebinding). So the name is resolved once, every address is
checked, and the connection goes to the checked address. Redirects are followed by hand, each like a new URL.
"""

import asyncio
import ipaddress
import socket
from typing import TYPE_CHECKING

from tika_bot.base.errors import Busy, Refusal

if TYPE_CHECKING:
    import aiohttp
    from aiohttp.abc import ResolveResult

MAX_REDIRECTS = 3
"""More hops than this are nobody's honest picture."""

CHUNK_BYTES = 65_536


class FetchRefused(Refusal):
    """The address must not be fetched, or what it holds is too large. ``why`` names the rule."""

    key = "core.fetch-refused"

    def __init__(self, why: str) -> None:
        super().__init__(why=why)


class FetchFailed(Busy):
    """The other side did not answer, or not with what was asked for."""

    key = "core.fetch-failed"

    def __init__(self, why: str) -> None:
        super().__init__(why=why)


def is_public(address: str) -> bool:
    """Return whether ``address`` (IPv4 or IPv6 literal) belongs to the open internet."""
    ip = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None) or _nat64(ip)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _nat64(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address inside 64:ff9b::/96 (RFC 6052), which a translator would connect to."""
    if ip in ipaddress.ip_network("64:ff9b::/96"):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return None


class Fetcher:
    """Fetches over http and https. One connection pool, made on first use.

    ``trusted`` lists origins (``http://127.0.0.1:4000``) that the operator vouches for; they skip the
    address check. A demo's own picture server is one.
    """

    def __init__(self, trusted: frozenset[str] = frozenset()) -> None:
        self._trusted = trusted
        self._session: aiohttp.ClientSession | None = None
        self._open: aiohttp.ClientSession | None = None

    async def fetch(self, url: str, *, limit_bytes: int = 8 * 1024 * 1024, timeout_s: float = 10.0) -> bytes:
        """Return the body behind ``url``: at most ``limit_bytes``, within ``timeout_s`` seconds altogether.

        Raises:
            FetchRefused: the address is not public, not http(s), or the body is larger than allowed.
            FetchFailed: no answer in time, or a status other than 200.
        """
        import aiohttp

        try:
            async with asyncio.timeout(timeout_s):
                for _ in range(MAX_REDIRECTS + 1):
                    body, onward = await self._hop(url, limit_bytes)
                    if onward is None:
                        return body
                    url = onward
        except TimeoutError as slow:
            raise FetchFailed("timeout") from slow
        except aiohttp.InvalidURL as malformed:
            raise FetchRefused("url") from malformed
        except aiohttp.ClientError as fault:
            if isinstance(fault.__cause__, FetchRefused):
                raise fault.__cause__ from fault
            raise FetchFailed(type(fault).__name__) from fault
        raise FetchRefused("redirects")

    async def close(self) -> None:
        """Close the connections that are still open."""
        for session in (self._session, self._open):
            if session is not None:
                await session.close()
        self._session = self._open = None

    async def _hop(self, url: str, limit_bytes: int) -> tuple[bytes, str | None]:
        """Return the body, or where the answer sends us on to."""
        from yarl import URL

        try:
            target = URL(url)
            origin = str(target.origin())
        except ValueError as malformed:
            raise FetchRefused("url") from malformed
        if target.scheme not in {"http", "https"} or not target.host:
            raise FetchRefused("scheme")
        trusted = origin in self._trusted
        if not trusted:
            _check_literal(target.host)
        async with self._session_for(trusted=trusted).get(target, allow_redirects=False) as answer:
            if answer.status in {301, 302, 303, 307, 308}:
                onward = answer.headers.get("Location", "")
                return b"", str(answer.url.join(URL(onward)))
            if answer.status != 200:  # noqa: PLR2004 - HTTP's own word for "here it is"
                raise FetchFailed(f"status {answer.status}")
            return await _read(answer, limit_bytes), None

    def _session_for(self, *, trusted: bool) -> "aiohttp.ClientSession":
        """Return the session for vouched-for origins, or the guarded one for the rest of the world."""
        import aiohttp

        if trusted:
            self._open = self._open or aiohttp.ClientSession(auto_decompress=True)
            return self._open
        if self._session is None:
            connector = aiohttp.TCPConnector(resolver=_guarded_resolver(), use_dns_cache=False, limit=20)
            self._session = aiohttp.ClientSession(connector=connector, trust_env=False)
        return self._session


def _check_literal(host: str) -> None:
    """Refuse an address written as a number: aiohttp never asks the resolver about those."""
    bare = host.strip("[]")
    try:
        public = is_public(bare)
    except ValueError:
        return
    if not public:
        raise FetchRefused("address")


def _guarded_resolver() -> "aiohttp.abc.AbstractResolver":
    """Return a resolver that refuses a name if any of its addresses lies inside."""
    import aiohttp

    class Guarded(aiohttp.ThreadedResolver):
        async def resolve(
            self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
        ) -> "list[ResolveResult]":
            found = await super().resolve(host, port, family)
            if not all(is_public(entry["host"]) for entry in found):
                raise FetchRefused("address")
            return found

    return Guarded()


async def _read(answer: "aiohttp.ClientResponse", limit_bytes: int) -> bytes:
    """Return the body; stop as soon as it grows over the limit, whatever its header promised."""
    if (answer.content_length or 0) > limit_bytes:
        raise FetchRefused("size")
    body = bytearray()
    async for chunk in answer.content.iter_chunked(CHUNK_BYTES):
        body += chunk
        if len(body) > limit_bytes:
            raise FetchRefused("size")
    return bytes(body)
