"""A flush of many members' XP: the plugin's, against the driver's own executemany over the same tables.

The peer does the least that keeps the same counters: two executemany of upserts in one transaction. Ours is
all of `Levels.flush` after its members have spoken: additions, new totals, who reached a level (nobody, as in
most seconds).

And messages, from hearing to the durable row, against a bot that writes each one with aiosqlite as most do:
one upsert into one table, then a commit, which waits for the disk as ours does.
"""

import asyncio
import json
import sqlite3
import statistics
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import aiosqlite

from tika_bot.base.clock import StillClock, millis
from tika_bot.base.heap import settle_heap
from tika_bot.base.ids import ChannelId, GuildId, MessageId, UserId
from tika_bot.core.messages import ChatMessage
from tika_bot.plugins.levels.plugin import build
from tika_bot.plugins.levels.service import Levels
from tika_bot.plugins.levels.settings import Settings
from tika_bot.plugins.levels.store.increments import TO_DAYS, TO_MEMBERS, Increase
from tika_bot.storage import migrate
from tika_bot.storage.database import Database
from tika_bot.testing.houses import a_house

GUILDS, MEMBERS, ROUNDS = 20, 100, 15
DAY = 20_000
HEARD, WRITTEN = 20_000, 1_000


def executemany_sql(kind: Increase) -> str:
    """Return the upsert that a careful bot writes by hand."""
    changes = [f"{name} = {kind.table}.{name} + excluded.{name}" for name in kind.added]
    changes += [f"{name} = MAX({kind.table}.{name}, excluded.{name})" for name in kind.highest]
    return (
        f"INSERT INTO {kind.table} ({', '.join(kind.columns)}) VALUES ({', '.join('?' * len(kind.columns))}) "
        f"ON CONFLICT ({', '.join(kind.keys)}) DO UPDATE SET {', '.join(changes)}"
    )


def their_flush(peer: sqlite3.Connection, rows: list[tuple[int, ...]]) -> float:
    """Return the CPU seconds of the peer's flush."""
    before = time.process_time()
    peer.execute("BEGIN IMMEDIATE")
    peer.executemany(executemany_sql(TO_MEMBERS), rows)
    peer.executemany(executemany_sql(TO_DAYS), [(*row[:2], DAY, *row[2:8]) for row in rows])
    peer.execute("COMMIT")
    return time.process_time() - before


async def our_flush(levels: Levels) -> float:
    """Return the CPU seconds of ours, after every member has spoken."""
    batch = levels._hearing.batch(DAY)  # noqa: SLF001 # hearing is measured elsewhere
    for guild in range(GUILDS):
        for member in range(MEMBERS):
            addition = batch.of(GuildId(guild), UserId(member))
            addition.xp, addition.messages, addition.counted, addition.last_ms = 3, 1, 1, 1
            addition.channel = addition.earned_in = ChannelId(1)
    before = time.process_time()
    await levels.flush()
    return time.process_time() - before


async def measured() -> tuple[float, float]:
    """Return the medians, ours first."""
    with tempfile.TemporaryDirectory() as folder:
        places = [Path(folder) / name for name in ("ours.db", "peer.db")]
        for place in places:
            await migrate.upgrade(f"sqlite:///{place}", migrate.own_scripts())
        peer = sqlite3.connect(places[1], isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "cache_size=-16000"):
            peer.execute(f"PRAGMA {pragma}")
        rows = [(guild, member, 3, 1, 1, 0, 0, 0, 1) for guild in range(GUILDS) for member in range(MEMBERS)]
        async with (
            await Database.open(f"sqlite:///{places[0]}") as database,
            a_house(database, "levels", settings=Settings) as house,
        ):
            levels = build(house)
            settle_heap()  # as `tika run` does
            mine, theirs = [], []
            for _ in range(ROUNDS):
                mine.append(await our_flush(levels))
                theirs.append(their_flush(peer, rows))
        peer.close()
    return statistics.median(mine[3:]), statistics.median(theirs[3:])


async def our_messages(levels: Levels, clock: StillClock) -> float:
    """Return the CPU seconds of a message, from hearing to the row."""
    clock.advance(timedelta(minutes=2))  # nobody rests
    said = [
        ChatMessage(
            MessageId(number), GuildId(number % GUILDS), ChannelId(1), None,
            UserId(number // GUILDS % MEMBERS), "Ann", f"word {number}", millis(clock.now()),
        )
        for number in range(HEARD)
    ]  # fmt: skip
    before = time.process_time()
    for message in said:
        levels.hear(message)
    await levels.flush()
    return (time.process_time() - before) / HEARD


async def their_messages(peer: aiosqlite.Connection) -> float:
    """Return the CPU seconds of a message that is written at once."""
    before = time.process_time()
    for number in range(WRITTEN):
        await peer.execute(
            "INSERT INTO xp VALUES (?, ?, 20) ON CONFLICT DO UPDATE SET xp = xp + excluded.xp",
            (number % GUILDS, number // GUILDS % MEMBERS),
        )
        await peer.commit()
    return (time.process_time() - before) / WRITTEN


async def each_at_once() -> tuple[float, float]:
    """Return the medians per message, ours first."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'ours.db'}"
        await migrate.upgrade(url, migrate.own_scripts())
        async with (
            aiosqlite.connect(Path(folder) / "peer.db") as peer,
            await Database.open(url) as database,
            a_house(database, "levels", settings=Settings) as house,
        ):
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "cache_size=-16000"):
                await peer.execute(f"PRAGMA {pragma}")
            await peer.execute(
                "CREATE TABLE xp (guild, member, xp, PRIMARY KEY (guild, member)) WITHOUT ROWID"
            )
            levels, clock = build(house), house.clock
            assert isinstance(clock, StillClock)
            turns = [
                (await our_messages(levels, clock), await their_messages(peer)) for _ in range(ROUNDS // 3)
            ]
    mine, theirs = zip(*turns, strict=True)
    return statistics.median(mine), statistics.median(theirs)


def measure() -> list[dict[str, object]]:
    """Return the rows of this bench."""
    ours, peer = (GUILDS * MEMBERS / seconds for seconds in asyncio.run(measured()))
    ratio = ours / peer
    heard, written = (1 / seconds for seconds in asyncio.run(each_at_once()))
    return [
        {
            "goal": "2a: durable XP, against a bot that writes each message with aiosqlite",
            "ours": round(heard), "peer": round(written), "unit": "messages/CPU-s",
            "ratio": round(heard / written, 1), "bar": 25, "holds": heard / written >= 25,
        },
        {
            "goal": "2b: a coalesced flush against the driver's executemany, on SQLite",
            "ours": round(ours), "peer": round(peer), "unit": "members/CPU-s",
            "ratio": round(ratio, 2), "bar": 0.8, "holds": ratio >= 0.8,
        },
    ]  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))
