"""Members' pictures, fetched, cut to size and kept."""

import asyncio
from typing import Protocol

import structlog

from tika_bot.base.errors import TikaError
from tika_bot.drawing.portraits import Portrait, portrait

KEPT = 128
MOST_BYTES = 1_000_000
TIMEOUT_S = 3.0
"""A slow picture server must not hold up a card; then it shows initials."""

log = structlog.get_logger(__name__)


class Fetch(Protocol):
    """What `tika_bot.net.fetching.Fetcher` does."""

    async def fetch(self, url: str, *, limit_bytes: int, timeout_s: float) -> bytes:
        """Return the body behind ``url``."""
        ...


class Portraits:
    """The last pictures that were asked for."""

    def __init__(self, fetcher: Fetch) -> None:
        self._fetcher = fetcher
        self._kept: dict[str, Portrait] = {}

    async def of(self, url: str) -> Portrait | None:
        """Return the picture behind ``url``, ready to be drawn; None if it can't be had now."""
        if url in self._kept:
            return self._kept[url]
        try:
            encoded = await self._fetcher.fetch(url, limit_bytes=MOST_BYTES, timeout_s=TIMEOUT_S)
            face = await asyncio.to_thread(portrait, encoded)
        except (TikaError, ImportError) as error:
            log.info("levels.portrait_missing", url=url, why=repr(error))
            return None
        if len(self._kept) >= KEPT:
            self._kept.pop(next(iter(self._kept)))
        self._kept[url] = face
        return face
