"""An exact rank among a million members: ours against COUNT(*) over the same rows, on both databases.

The count is the driver's own, over an index that holds exactly what it asks for. Ours goes the whole way of
`/rank`: transaction, row, rank, number of members. What keeping the buckets adds to a flush of ten members is
measured too and charged to every rank. Of some tries of the same member the quickest counts, for both: the
machine may have other work, and p99 is to tell about members, not about its neighbours.
"""

import asyncio
import json
import os
import random
import secrets
import sqlite3
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import aiosqlite
import asyncpg

from tika_bot.base.ids import GuildId, UserId
from tika_bot.plugins.levels.model import Addition
from tika_bot.plugins.levels.store import MemberStore
from tika_bot.storage import migrate
from tika_bot.storage.database import Database

MEMBERS, RANKS, TIMES, FLUSHES, FLUSHED = 1_000_000, 50, 4, 10, 10
HERE = GuildId(1)
COLUMNS = (
    "guild_id, user_id, xp, messages, messages_counted, reactions, commands, voice_s, last_message_at, away"
)

Count = Callable[[int, int], Awaitable[int]]
"""How many stand before a member with this XP and this id."""


def people() -> list[int]:
    """Return the XP of each member: many with little, few with very much."""
    chance = random.Random(7)
    return [1 + min(2_000_000, int(chance.lognormvariate(7.5, 1.7))) for _ in range(MEMBERS)]


def rows(xp: Iterable[int]) -> list[tuple[int, ...]]:
    """Return rows of ``levels_members``; the place in ``xp`` is the member's id."""
    return [(HERE, user, gain, 1, 1, 0, 0, 0, 0, 0) for user, gain in enumerate(xp, 1)]


@asynccontextmanager
async def sqlite(xp: list[int]) -> AsyncIterator[tuple[Database, Count]]:
    """Yield our database with its members, and the driver's count."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ranks.db"
        await migrate.upgrade(f"sqlite:///{path}", migrate.own_scripts())
        with sqlite3.connect(path) as raw:
            marks = ", ".join("?" * 10)
            raw.executemany(f"INSERT INTO levels_members ({COLUMNS}) VALUES ({marks})", rows(xp))
            raw.execute("CREATE INDEX peer ON levels_members (guild_id, xp DESC, user_id)")
            raw.execute("ANALYZE")
        raw.close()
        async with await Database.open(f"sqlite:///{path}") as database, aiosqlite.connect(path) as peer:
            sql = (
                "SELECT COUNT(*) FROM levels_members INDEXED BY peer "
                "WHERE guild_id = ? AND xp >= ? AND (xp > ? OR user_id < ?)"
            )

            async def count(gain: int, user: int) -> int:
                async with peer.execute(sql, (HERE, gain, gain, user)) as found:
                    return (await found.fetchone())[0]  # type: ignore[index]

            yield database, count


@asynccontextmanager
async def postgresql(xp: list[int]) -> AsyncIterator[tuple[Database, Count]]:
    """Yield the same in a database of its own, dropped afterwards."""
    server, name = os.environ["TIKA_TEST_POSTGRES"], f"tika_bench_{secrets.token_hex(4)}"
    url = server.replace("/postgres", f"/{name}", 1)
    operator = await asyncpg.connect(server)
    await operator.execute(f"CREATE DATABASE {name}")
    try:
        await migrate.upgrade(url, migrate.own_scripts())
        peer = await asyncpg.connect(url)
        await peer.copy_records_to_table("levels_members", records=rows(xp), columns=COLUMNS.split(", "))
        await peer.execute("CREATE INDEX peer ON levels_members (guild_id, xp DESC, user_id)")
        await peer.execute("VACUUM ANALYZE levels_members")
        sql = (
            "SELECT COUNT(*) FROM levels_members "
            "WHERE guild_id = $1 AND xp >= $2 AND (xp > $2 OR user_id < $3)"
        )

        async def count(gain: int, user: int) -> int:
            return await peer.fetchval(sql, HERE, gain, user)

        async with await Database.open(url, pool_size=2) as database:
            yield database, count
        await peer.close()
    finally:
        await operator.execute(f"DROP DATABASE {name} WITH (FORCE)")
        await operator.close()


async def quickest(work: Callable[[], Awaitable[Any]]) -> tuple[float, Any]:
    """Return how many milliseconds ``work`` takes undisturbed, and what it returns."""
    took = []
    for _ in range(TIMES):
        before = time.perf_counter()
        found = await work()
        took.append((time.perf_counter() - before) * 1000)
    return min(took), found


async def flush_ms(store: MemberStore, first: int) -> float:
    """Return what a flush of `FLUSHED` members takes, from the member with the place ``first`` on."""
    took = []
    for turn in range(FLUSHES):
        who = range(first + turn * FLUSHED, first + (turn + 1) * FLUSHED)
        for gain in (0, 20):  # the first brings the rows into memory, which is not what is compared
            before = time.perf_counter()
            await store.add([Addition(HERE, UserId(one), gain, 1, 1) for one in who], 1)
            took.append((time.perf_counter() - before) * 1000)
        took.pop(-2)
    return statistics.median(took)


async def compared(name: str, xp: list[int], database: Database, count: Count) -> dict[str, object]:
    """Return the row of one database."""
    store = MemberStore(database)
    plain_ms = await flush_ms(store, 1)
    await store.enlarge(HERE, datetime.now(UTC))
    kept_ms = max(0.0, await flush_ms(store, 1) - plain_ms)
    chance = random.Random(3)
    mine, theirs = [], []
    for _ in range(RANKS):
        user = chance.randint(1 + FLUSHES * FLUSHED, MEMBERS)  # who was not in a flush
        ours, standing = await quickest(partial(store.standing, HERE, UserId(user)))
        peer, _ = await quickest(partial(count, xp[user - 1], user))
        mine.append(ours)
        theirs.append(peer)
        assert standing.rank == 1 + await count(xp[user - 1], user)
    ours, peer = (statistics.quantiles(figures, n=100, method="inclusive")[98] for figures in (mine, theirs))
    ratio = (ours + kept_ms) / peer
    return {
        "goal": f"3: exact rank among a million members on {name}, p99 with upkeep, against COUNT(*)",
        "ours": round(ours + kept_ms, 2), "peer": round(peer, 2), "unit": "ms",
        "ratio": round(ratio, 3), "bar": 0.05, "holds": ratio <= 0.05,
    }  # fmt: skip


async def measured() -> list[dict[str, object]]:
    xp, found = people(), []
    places = {"SQLite": sqlite} | ({"PostgreSQL": postgresql} if "TIKA_TEST_POSTGRES" in os.environ else {})
    for name, place in places.items():
        async with place(xp) as (database, count):
            found.append(await compared(name, xp, database, count))
    return found


def measure() -> list[dict[str, object]]:
    """Return the rows of this bench."""
    return asyncio.run(measured())


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))
