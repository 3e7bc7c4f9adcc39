"""Somebody hands the bot a URL."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from tika_bot.net.fetching import Fetcher, FetchFailed, FetchRefused, is_public

INSIDE = [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::1",
    "::", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
    "224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.2.1", "198.18.0.1",
]  # fmt: skip

URLS_THAT_LEAD_INSIDE = [
    "http://127.0.0.1/", "http://127.1/", "http://0x7f000001/", "http://2130706433/", "http://[::1]/",
    "http://[::ffff:127.0.0.1]/", "http://localhost/", "http://LOCALHOST./", "http://127。0。0。1/",
    "http://①②⑦.⓪.⓪.①/", "http://user:pass@127.0.0.1/", "http://169.254.169.254/latest/meta-data/",
    "http://[fe80::1%25eth0]/", "http://0/", "http://0177.0.0.1/",
]  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_addresses_of_the_house_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.216.34", "2606:4700::1111"])
def test_addresses_of_the_open_internet_are_public(address: str) -> None:
    assert is_public(address)


@asynccontextmanager
async def serving(routes: dict[str, bytes | str]) -> AsyncIterator[str]:
    """Serve bodies (bytes) and redirects (str) on loopback; yield the origin."""

    async def answer(request: web.Request) -> web.Response:
        found = routes[request.path]
        if isinstance(found, str):
            return web.Response(status=302, headers={"Location": found})
        return web.Response(body=found)

    app = web.Application()
    app.router.add_get("/{tail:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@pytest.mark.parametrize("url", URLS_THAT_LEAD_INSIDE)
async def test_no_spelling_of_loopback_is_fetched(url: str) -> None:
    fetcher = Fetcher()
    try:
        with pytest.raises((FetchRefused, FetchFailed)) as refusal:
            await fetcher.fetch(url, timeout_s=5)
        if isinstance(refusal.value, FetchFailed):  # a name that no resolver knows is as good
            assert refusal.value.fields["why"] == "ClientConnectorDNSError"
    finally:
        await fetcher.close()


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://example.org/", "gopher://x/", "nonsense", "http:///"]
)
async def test_only_http_is_spoken(url: str) -> None:
    with pytest.raises(FetchRefused):
        await Fetcher().fetch(url)


async def test_a_trusted_origin_is_fetched_and_its_redirect_inside_is_not() -> None:
    async with serving({"/ok": b"picture"}) as hidden:
        bodies: dict[str, bytes | str] = {"/ok": b"picture", "/moved": "/ok", "/trap": f"{hidden}/ok"}
        async with serving(bodies) as origin:
            fetcher = Fetcher(trusted=frozenset({origin}))
            assert await fetcher.fetch(f"{origin}/ok") == b"picture"
            assert await fetcher.fetch(f"{origin}/moved") == b"picture"
            with pytest.raises(FetchRefused):
                await fetcher.fetch(f"{origin}/trap")
            await fetcher.close()


async def test_a_body_over_the_limit_is_dropped_even_without_a_length() -> None:
    async with serving({"/big": b"x" * 5000, "/round": "/round"}) as origin:
        fetcher = Fetcher(trusted=frozenset({origin}))
        with pytest.raises(FetchRefused) as refusal:
            await fetcher.fetch(f"{origin}/big", limit_bytes=4999)
        assert refusal.value.fields == {"why": "size"}
        with pytest.raises(FetchRefused) as refusal:
            await fetcher.fetch(f"{origin}/round")
        assert refusal.value.fields == {"why": "redirects"}
        await fetcher.close()
