"""A real browser on the chat page, for tests that look at what a person would see."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

from playwright.async_api import Page, async_playwright, expect

_FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)
_NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
WAIT_MS: Final = 30_000
"""How long a page may take to show something before it counts as missing: a loaded machine is slow."""


def chromium() -> str | None:
    """Return the path of an installed Chromium, or None."""
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


@asynccontextmanager
async def browsing(address: str, *, forgiving: bool = False, **context: Any) -> AsyncIterator[Page]:
    """Open ``address`` in a fresh browser window, ready to be written in.

    ``forgiving`` allows errors in the console: the browser itself writes one for each lost connection.
    ``context`` are Playwright's: ``viewport``, ``color_scheme``, …

    Raises:
        AssertionError: At the end, if the page wrote an error to its console.
    """
    complaints: list[str] = []
    async with async_playwright() as player:
        browser = await player.chromium.launch(executable_path=chromium(), args=list(_FLAGS))
        try:
            window = await browser.new_context(**context)
            page = await window.new_page()
            page.set_default_timeout(WAIT_MS)
            expect.set_options(timeout=WAIT_MS)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
            await page.goto(address)
            await page.locator(".composer-text").wait_for()
            yield page
        finally:
            await browser.close()
    assert forgiving or complaints == []
