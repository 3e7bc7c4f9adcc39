"""The power fails: the disk keeps what was synced, and any part, or a torn piece, of what came after.

SQLite appends to a write-ahead log and syncs it before it acknowledges a commit. So a power cut leaves a log
that is cut off anywhere behind the last acknowledgement, with noise at its end. Each of these is opened as
after a reboot. That the sync itself is asked for is checked by its own test: no simulation replaces it.
"""

import os
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tika_bot.base.clock import StillClock
from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.ledger import Account, Ledger, Transfer
from tika_bot.core.ledger.drifting import drift_query
from tika_bot.storage.database import Database
from tika_bot.testing.houses import FRIDAY_NOON

CUTS = int(os.environ.get("TIKA_TEST_CUTS", "150"))
SEED = int(os.environ.get("TIKA_TEST_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
HERE, THERE = GuildId(11), GuildId(12)
ALICE, BRUNO, QUEST = Account.member(UserId(7)), Account.member(UserId(8)), Account.source("levels.quests")
TRANSFERS = 60
NOISE = 512
"""Bytes of a torn sector."""


async def test_every_commit_waits_for_the_disk(sqlite_file_database: Database) -> None:
    async with sqlite_file_database.house("core.backup") as connection:
        synchronous = (await connection.exec_driver_sql("PRAGMA synchronous")).scalar()
        journal = (await connection.exec_driver_sql("PRAGMA journal_mode")).scalar()

    assert (synchronous, journal) == (2, "wal")


@pytest.mark.timeout(60 + CUTS)
async def test_no_cut_loses_what_was_acknowledged_or_tears_a_transfer(
    sqlite_file_database: Database, tmp_path: Path
) -> None:
    dice = random.Random(SEED)
    file, log = tmp_path / "tika.db", tmp_path / "tika.db-wal"
    acknowledged = await pay(Ledger(sqlite_file_database, StillClock(FRIDAY_NOON)), log)
    everything = content(log)
    assert len(everything) < 4_000_000, "the log was written back: the cuts would miss the beginning"

    for cut in range(CUTS):
        ends = [dice.randrange(len(everything) + 1), dice.choice(list(acknowledged.values()))]
        end = ends[cut % 2]
        noise = dice.randbytes(NOISE) if dice.random() < 0.5 else b""
        survived = reboot(file, everything[:end] + noise, tmp_path / f"after-{cut}")
        promised = {key for key, synced in acknowledged.items() if synced <= end}
        assert promised <= survived, f"TIKA_TEST_SEED={SEED}, cut {cut}"


async def pay(ledger: Ledger, log: Path) -> dict[str, int]:
    """Let members pay in both guilds; return by key how long the log was when it was acknowledged."""
    acknowledged = {}
    for number in range(TRANSFERS):
        guild = (HERE, THERE)[number % 2]
        key = f"{guild}:{number}"
        gift, share = Transfer(QUEST, ALICE, "coins", 10), Transfer(ALICE, BRUNO, "coins", 4)
        await ledger.transfer(guild, gift, share, key=key, actor=UserId(7), reason="", command="")
        acknowledged[key] = size(log)
    return acknowledged


def size(log: Path) -> int:
    return log.stat().st_size


def content(log: Path) -> bytes:
    return log.read_bytes()


def reboot(file: Path, log: bytes, folder: Path) -> set[str]:
    """Open the database as it would lie on the disk; return the keys in it. It must be sound and balanced."""
    folder.mkdir()
    shutil.copy(file, folder / "tika.db")
    (folder / "tika.db-wal").write_bytes(log)
    with closing(sqlite3.connect(folder / "tika.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert (
            connection.execute(
                str(drift_query(None).compile(compile_kwargs={"literal_binds": True}))
            ).fetchall()
            == []
        )
        keys = {key for (key,) in connection.execute("SELECT key FROM core_ledger_operations")}
        pairs = connection.execute(
            "SELECT operation_id FROM core_ledger_entries GROUP BY operation_id HAVING count(*) <> 2"
        )
        assert pairs.fetchall() == []
        balances = connection.execute(
            "SELECT guild_id, sum(balance) FROM core_ledger_accounts GROUP BY guild_id"
        )
        for guild, total in balances:
            assert total == 10 * sum(key.startswith(f"{guild}:") for key in keys)
    shutil.rmtree(folder)
    return keys
