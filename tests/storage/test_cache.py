"""A board is computed once for a crowd, forgotten at once when it changes, and Redis is optional."""

import asyncio
import os
import secrets
import shutil
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tika_bot.storage.cache import Cache, Found, MemoryShelf, RedisShelf
from tika_bot.testing.databases import service_url
from tika_bot.testing.facts import fact


class Maker:
    """Counts how often it was asked."""

    def __init__(self, *values: object) -> None:
        self.values = list(values)
        self.calls = 0

    async def __call__(self) -> object:
        self.calls += 1
        await asyncio.sleep(0)
        return self.values[min(self.calls, len(self.values)) - 1]


@pytest.fixture(params=["memory", pytest.param("redis", marks=pytest.mark.redis)])
async def cache(request: pytest.FixtureRequest) -> AsyncIterator[Cache]:
    if request.param == "memory":
        made = Cache(MemoryShelf())
    else:
        made = Cache(RedisShelf(service_url("TIKA_TEST_REDIS"), patience_s=5.0, prefix=secrets.token_hex(4)))
    yield made
    await made.close()


@pytest.mark.parametrize("value", [[], None, {"a": [1, 2]}, 0, ""])
async def test_any_value_is_made_once(cache: Cache, value: object) -> None:
    make = Maker(value)

    assert [await cache.fetch("board:1", "page", make) for _ in range(3)] == [value] * 3
    assert make.calls == 1


async def test_a_crowd_waits_for_one(cache: Cache) -> None:
    make = Maker("slow")

    assert await asyncio.gather(*(cache.fetch("board:1", "page", make) for _ in range(50))) == ["slow"] * 50
    assert make.calls == 1


class LateShelf(MemoryShelf):
    """Tells the second who asks what it saw only when it's told to, as a busy network does."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.may_answer = 0, asyncio.Event()

    async def find(self, space: str, key: str) -> Found:
        self.asked += 1
        found, is_late = await super().find(space, key), self.asked == 2
        if is_late:
            await self.may_answer.wait()
        return found


async def test_who_hears_late_that_nothing_was_there_makes_no_second_one() -> None:
    shelf, make = LateShelf(), Maker("first", "second")
    cache = Cache(shelf)
    early, late = (asyncio.create_task(cache.fetch("board:1", "page", make)) for _ in range(2))
    assert await early == "first"

    shelf.may_answer.set()

    assert await late == "first" and make.calls == 1
    await cache.forget("board:1")
    assert await cache.fetch("board:1", "page", make) == "second"


async def test_forgetting_a_space_leaves_the_others(cache: Cache) -> None:
    here, there = Maker(1, 2), Maker("there")
    for key in ("page", "other page"):
        await cache.fetch("board:1", key, here)
    await cache.fetch("board:2", "page", there)

    await cache.forget("board:1")

    assert await cache.get("board:1", "page") is None
    assert await cache.get("board:1", "other page") is None
    assert await cache.fetch("board:1", "page", here) == 2
    assert await cache.fetch("board:2", "page", there) == "there"
    assert there.calls == 1


async def test_what_is_made_from_old_facts_is_not_kept(cache: Cache) -> None:
    begun, may_end = asyncio.Event(), asyncio.Event()

    async def slowly() -> str:
        begun.set()
        await may_end.wait()
        return "old"

    old = asyncio.create_task(cache.fetch("board:1", "page", slowly))
    await begun.wait()
    await cache.forget("board:1")
    assert await cache.fetch("board:1", "page", Maker("new")) == "new"
    may_end.set()

    assert await old == "old"
    assert await cache.fetch("board:1", "page", Maker("newer")) != "old"


async def test_a_failure_reaches_all_who_wait_and_is_not_kept(cache: Cache) -> None:
    async def fail() -> object:
        await asyncio.sleep(0)
        raise ZeroDivisionError

    outcomes = await asyncio.gather(*(cache.fetch("s", "k", fail) for _ in range(3)), return_exceptions=True)

    assert [type(outcome) for outcome in outcomes] == [ZeroDivisionError] * 3
    assert await cache.fetch("s", "k", Maker("fine")) == "fine"


async def test_one_who_waits_may_give_up_without_disturbing_the_others(cache: Cache) -> None:
    begun, may_end = asyncio.Event(), asyncio.Event()

    async def slowly() -> str:
        begun.set()
        await may_end.wait()
        return "done"

    first, second = (asyncio.create_task(cache.fetch("s", "k", slowly)) for _ in range(2))
    await begun.wait()
    first.cancel()
    may_end.set()

    assert await second == "done"


async def test_a_cached_value_cannot_be_changed_by_accident(cache: Cache) -> None:
    (await cache.fetch("s", "k", Maker([1]))).append(2)

    assert await cache.fetch("s", "k", Maker([3])) == [1]


async def test_memory_stays_small_and_entries_grow_old() -> None:
    now = 0.0
    shelf = MemoryShelf(size=10, timer=lambda: now)
    cache = Cache(shelf, lifetime_s=300)
    for number in range(100):
        await cache.put("s", str(number), number)
    assert sum([await cache.get("s", str(number)) is not None for number in range(100)]) == 10

    now = 299.0
    assert await cache.get("s", "99") == 99
    now = 300.0
    assert await cache.get("s", "99") is None


@pytest.fixture
async def own_redis(tmp_path: Path) -> AsyncIterator[tuple[str, asyncio.subprocess.Process]]:
    """A Redis of the test's own, to freeze and to kill."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("redis-server isn't installed")
    socket = tmp_path / "redis.sock"
    process = await asyncio.create_subprocess_exec(
        program, "--port", "0", "--unixsocket", str(socket), "--save", "", stdout=asyncio.subprocess.DEVNULL
    )

    async def is_up() -> bool:
        return socket.exists()

    await fact(is_up)
    yield f"unix://{socket}", process
    if process.returncode is None:
        process.send_signal(signal.SIGCONT)
        process.kill()
    await process.wait()


@pytest.mark.redis
async def test_a_frozen_redis_costs_nothing_but_speed(
    own_redis: tuple[str, asyncio.subprocess.Process],
) -> None:
    url, process = own_redis
    cache = Cache(RedisShelf(url, patience_s=0.05, rest_s=0.3))
    make = Maker("before", "while frozen", "after")
    assert await cache.fetch("board:1", "page", make) == "before"

    os.kill(process.pid, signal.SIGSTOP)
    assert await cache.fetch("board:1", "page", make) == "while frozen"
    await cache.forget("board:1")
    os.kill(process.pid, signal.SIGCONT)

    async def is_kept_again() -> bool:
        value = await cache.fetch("board:1", "page", make)
        assert value != "before", "forgotten while Redis was away"
        return await cache.get("board:1", "page") == "after"

    await fact(is_kept_again)
    await cache.close()


@pytest.mark.redis
async def test_a_dead_redis_is_no_error(own_redis: tuple[str, asyncio.subprocess.Process]) -> None:
    url, process = own_redis
    cache = Cache(RedisShelf(url))
    process.kill()
    await process.wait()

    assert await cache.fetch("s", "k", Maker("fine")) == "fine"
    await cache.forget("s")
    await cache.close()
