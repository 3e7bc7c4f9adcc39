"""What is dear to compute and may be a little old: boards, look-ups, pages. Never what decides value.

Every entry lives in a *space* ("levels.board:<guild>"). ``forget(space)`` gives the space a new generation,
so all of its entries are gone at once, without looking for them. Values are JSON and come back as copies:
nobody can change what is cached by accident.
"""

import asyncio
import secrets
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

import orjson
import structlog
from cachetools import TLRUCache

from tika_bot.storage.breaker import Breaker

log = structlog.get_logger()

LIFETIME_S = 300.0
SIZE = 1000


@dataclass(frozen=True, slots=True)
class Found:
    """An entry, or its absence (``payload`` is None), and the generation in which it was looked up."""

    payload: bytes | None
    generation: bytes


class Shelf(Protocol):
    """Where entries are kept."""

    async def find(self, space: str, key: str) -> Found: ...
    async def put(
        self, space: str, key: str, payload: bytes, generation: bytes, lifetime_s: float
    ) -> None: ...
    async def forget(self, space: str) -> None: ...
    async def close(self) -> None: ...


class Cache:
    """Entries on a shelf, computed once even if a crowd asks at the same time."""

    def __init__(self, shelf: Shelf | None = None, *, lifetime_s: float = LIFETIME_S) -> None:
        self._shelf = shelf or MemoryShelf()
        self._lifetime_s = lifetime_s
        self._under_way: dict[tuple[str, str, bytes], asyncio.Task[bytes]] = {}
        self._asking: Counter[tuple[str, str]] = Counter()
        """How many look at the shelf for an entry. What one of them makes is kept for the rest of them."""
        self.hits = 0
        self.misses = 0

    async def fetch(
        self,
        space: str,
        key: str,
        make: Callable[[], Awaitable[Any]],
        *,
        lifetime_s: float | None = None,
    ) -> Any:  # noqa: ANN401 JSON is anything
        """Return the entry, or what ``make`` returns, which is then kept. None and [] are entries too.

        Who asks while it's being made waits for the same one. What ``make`` raises, all of them get, and
        nothing is kept.
        """
        self._asking[space, key] += 1
        try:
            found = await self._shelf.find(space, key)
            if found.payload is not None:
                self.hits += 1
                return orjson.loads(found.payload)
            self.misses += 1
            place = (space, key, found.generation)
            task = self._under_way.get(place)
            if task is None:
                lifetime = self._lifetime_s if lifetime_s is None else lifetime_s
                task = asyncio.create_task(self._make(space, key, make, found.generation, lifetime))
                self._under_way[place] = task
                task.add_done_callback(partial(self._made, place))
        finally:
            self._asked(space, key)
        return orjson.loads(await asyncio.shield(task))

    async def get(self, space: str, key: str) -> Any:  # noqa: ANN401 JSON is anything
        """Return the entry, or None."""
        found = await self._shelf.find(space, key)
        return None if found.payload is None else orjson.loads(found.payload)

    async def put(self, space: str, key: str, value: Any, *, lifetime_s: float | None = None) -> None:  # noqa: ANN401 JSON is anything
        """Keep ``value``, which must be JSON."""
        found = await self._shelf.find(space, key)
        lifetime = self._lifetime_s if lifetime_s is None else lifetime_s
        await self._shelf.put(space, key, orjson.dumps(value), found.generation, lifetime)

    async def forget(self, space: str) -> None:
        """Drop all entries of ``space``; what is being made just now from older facts isn't kept either."""
        await self._shelf.forget(space)
        for place in [place for place in self._under_way if place[0] == space]:
            del self._under_way[place]  # it ends for those who wait already; who comes now makes a new one

    async def close(self) -> None:
        """Let go of what is under way and of the shelf."""
        for task in list(self._under_way.values()):
            task.cancel()
        await asyncio.gather(*self._under_way.values(), return_exceptions=True)
        await self._shelf.close()

    def _asked(self, space: str, key: str) -> None:
        self._asking[space, key] -= 1
        if not self._asking[space, key]:
            del self._asking[space, key]
            for place in [
                one for one, task in self._under_way.items() if one[:2] == (space, key) and task.done()
            ]:
                del self._under_way[place]

    def _made(self, place: tuple[str, str, bytes], task: asyncio.Task[bytes]) -> None:
        # Who looked at the shelf before it was there, and hears of that only now, makes no second one.
        if self._under_way.get(place) is task and not self._asking[place[:2]]:
            del self._under_way[place]
        if not task.cancelled():
            task.exception()  # looked at, in case nobody waits any more

    async def _make(
        self, space: str, key: str, make: Callable[[], Awaitable[Any]], generation: bytes, lifetime_s: float
    ) -> bytes:
        payload = orjson.dumps(await make())
        await self._shelf.put(space, key, payload, generation, lifetime_s)
        return payload


@dataclass(frozen=True, slots=True)
class _Entry:
    payload: bytes
    generation: bytes
    lifetime_s: float


class MemoryShelf:
    """In this process: at most ``size`` entries, the least used go first."""

    def __init__(self, size: int = SIZE, *, timer: Callable[[], float] = time.monotonic) -> None:
        self._entries: TLRUCache[tuple[str, str], _Entry] = TLRUCache(
            size, ttu=lambda _key, entry, now: now + entry.lifetime_s, timer=timer
        )
        self._generations: dict[str, bytes] = {}

    async def find(self, space: str, key: str) -> Found:
        generation = self._generations.get(space, b"")
        entry = self._entries.get((space, key))
        if entry is None or entry.generation != generation:
            return Found(None, generation)
        return Found(entry.payload, generation)

    async def put(self, space: str, key: str, payload: bytes, generation: bytes, lifetime_s: float) -> None:
        if generation == self._generations.get(space, b""):
            self._entries[space, key] = _Entry(payload, generation, lifetime_s)

    async def forget(self, space: str) -> None:
        self._generations[space] = secrets.token_bytes(8)

    async def close(self) -> None:
        self._entries.clear()


class RedisShelf:
    """In Redis, for all workers. Gone or frozen it costs one wait of ``patience_s`` per rest, then nothing.

    While it's away every look-up misses. What was to be forgotten meanwhile is remembered and forgotten
    before the first look after its return.
    """

    def __init__(
        self, url: str, *, patience_s: float = 0.1, rest_s: float = 5.0, prefix: str = "tika"
    ) -> None:
        from redis.asyncio import Redis
        from redis.asyncio.retry import Retry
        from redis.backoff import NoBackoff

        self._redis = Redis.from_url(
            url, socket_timeout=patience_s, socket_connect_timeout=patience_s, retry=Retry(NoBackoff(), 0)
        )
        self._patience_s = patience_s
        self._breaker = Breaker(rest_s)
        self._prefix = prefix
        self._to_forget: set[str] = set()

    async def find(self, space: str, key: str) -> Found:
        answer = await self._ask(lambda: self._redis.mget(self._generation(space), self._entry(space, key)))
        if answer is None:
            return Found(None, b"")
        generation, entry = answer[0] or b"", answer[1]
        kept, _, payload = (entry or b"").partition(b"|")
        if entry is None or kept != generation:
            return Found(None, generation)
        return Found(payload, generation)

    async def put(self, space: str, key: str, payload: bytes, generation: bytes, lifetime_s: float) -> None:
        name, value = self._entry(space, key), generation + b"|" + payload
        await self._ask(lambda: self._redis.set(name, value, px=max(1, int(lifetime_s * 1000))))

    async def forget(self, space: str) -> None:
        self._to_forget.add(space)
        await self._ask(self._redis.ping)

    async def close(self) -> None:
        await self._redis.aclose()

    async def _ask(self, question: Callable[[], Any]) -> Any:  # noqa: ANN401 Redis answers with anything
        """Return the answer, or None while Redis is away."""
        from redis.exceptions import RedisError

        if not self._breaker.may_try():
            return None
        was_away = self._breaker.is_open
        try:
            async with asyncio.timeout(self._patience_s):
                await self._forget_all()
                answer = await question()
        except (RedisError, OSError) as error:  # TimeoutError is an OSError
            self._breaker.failed()
            if not was_away:
                log.warning("redis.away", error=repr(error))
            return None
        self._breaker.worked()
        if was_away:
            log.info("redis.back")
        return answer

    async def _forget_all(self) -> None:
        spaces = tuple(self._to_forget)
        if not spaces:
            return
        await self._redis.mset({self._generation(space): secrets.token_hex(8) for space in spaces})
        self._to_forget.difference_update(spaces)

    def _generation(self, space: str) -> str:
        return f"{self._prefix}:generation:{space}"

    def _entry(self, space: str, key: str) -> str:
        return f"{self._prefix}:entry:{space}:{key}"


def open_cache(redis_url: str | None, *, size: int = SIZE, lifetime_s: float = LIFETIME_S) -> Cache:
    """Return a cache in Redis if ``redis_url`` is given, else in memory."""
    return Cache(RedisShelf(redis_url) if redis_url else MemoryShelf(size), lifetime_s=lifetime_s)
