"""Bytes from one worker to all others, through Redis. Without Redis there is one worker and nothing to carry.

Messages that were told while Redis was away are lost. So a listener is also told when it has (re)joined, and
when another couldn't tell something: it then reads from the database what it would have heard.
"""

import asyncio
import contextlib
import secrets
from collections.abc import AsyncGenerator, Awaitable, Callable

import structlog

from tika_bot.storage.breaker import Breaker

log = structlog.get_logger()

PATIENCE_S = 0.25
PAUSE_S = 1.0
JOINING_S = 5.0
"""A frozen Redis takes connections and says nothing."""

LOOK_AGAIN = b""
"""Says that something couldn't be told."""


class RedisChannel:
    """A named line between the workers; one doesn't hear itself."""

    def __init__(
        self, url: str, name: str = "tika:events", *, pause_s: float = PAUSE_S, rest_s: float = 5.0
    ) -> None:
        from redis.asyncio import Redis
        from redis.asyncio.retry import Retry
        from redis.backoff import NoBackoff

        def client(timeout_s: float | None) -> Redis:
            return Redis.from_url(
                url,
                socket_timeout=timeout_s,
                socket_connect_timeout=1.0,
                retry=Retry(NoBackoff(), 0),
                health_check_interval=10,
            )

        self._speaker, self._listener = client(PATIENCE_S), client(None)
        self._name = name
        self._me = secrets.token_bytes(8)
        self._breaker = Breaker(rest_s)
        self._pause_s = pause_s
        self.stands = False
        """Whether what others tell can be heard just now."""
        self.owes = False
        """Whether something couldn't be told and the others don't know that yet."""

    async def publish(self, payload: bytes) -> None:
        """Tell the other workers; while Redis is away they aren't told, and nobody waits."""
        if not await self._say(payload):
            self.owes = True

    async def _say(self, payload: bytes) -> bool:
        """Return whether ``payload`` was told, after what couldn't be told before."""
        from redis.exceptions import RedisError

        if not self._breaker.may_try():
            return False
        try:
            async with asyncio.timeout(PATIENCE_S):
                if self.owes:
                    await self._speaker.publish(self._name, self._me + LOOK_AGAIN)
                    self.owes = False
                if payload != LOOK_AGAIN:
                    await self._speaker.publish(self._name, self._me + payload)
        except (RedisError, OSError) as error:
            if not self._breaker.is_open:
                log.warning("channel.not_told", error=f"{type(error).__name__}: {error}")
            self._breaker.failed()
            return False
        self._breaker.worked()
        return True

    async def listen(
        self,
        hear: Callable[[bytes], Awaitable[None]],
        joined: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        """For ever: call ``hear`` with what others publish, and ``joined`` when some of it may be missing."""
        from redis.exceptions import RedisError

        is_away = False
        while True:
            try:
                async with contextlib.aclosing(self._heard()) as said:
                    async for payload in said:
                        if is_away:
                            is_away = False
                            log.info("channel.back")
                        if payload != LOOK_AGAIN:
                            await hear(payload)
                        elif joined is not None:
                            await joined()
            except (RedisError, OSError) as error:
                if not is_away:  # once, however long it lasts
                    log.warning("channel.away", error=f"{type(error).__name__}: {error}")
                is_away = True
            finally:
                self.stands = False
            await asyncio.sleep(self._pause_s)

    async def _heard(self) -> AsyncGenerator[bytes]:
        """Yield what others say until the line breaks; first of all that one may have missed something."""
        async with self._listener.pubsub() as line:
            async with asyncio.timeout(JOINING_S):
                await line.subscribe(self._name)
            while True:
                message = await line.get_message(timeout=15.0)
                if message is None:
                    # A frozen or vanished Redis shows by not answering.
                    async with asyncio.timeout(JOINING_S):
                        await line.ping()
                elif message["type"] == "subscribe":
                    self.stands = True
                    yield LOOK_AGAIN
                elif message["type"] == "message" and not message["data"].startswith(self._me):
                    yield message["data"][len(self._me) :]
                if self.owes:
                    await self._say(LOOK_AGAIN)

    async def close(self) -> None:
        """Close both connections."""
        for client in (self._speaker, self._listener):
            with contextlib.suppress(OSError):
                await client.aclose()
