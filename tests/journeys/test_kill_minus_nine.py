"""Somebody pulls the plug, again and again, while people talk, set reminders and press buttons.

The sandbox lives on in the test's process, the bot runs in one of its own and is shot at random moments.
``TIKA_TEST_KILLS`` says how often (50), ``TIKA_TEST_SEED`` repeats a run; the seed is printed.

What must be in the database after a shot is not a matter of clocks here: an answered command proves that the
bot had heard all that was said before it, since Discord's line keeps the order.
"""

import asyncio
import os
import random
import re
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from tika_bot.storage import health
from tika_bot.storage.database import Database
from tika_bot.storage.migrate import heads_ok, own_scripts
from tika_bot.testing.child import Nest, nest
from tika_sandbox.testing import Person, Seen, Stage, stage
from tika_sandbox.testing.line import Line
from tika_sandbox.world.journal import CommandsChanged, Entry

pytest_plugins = ["tika_bot.testing.databases"]

KILLS = int(os.environ.get("TIKA_TEST_KILLS", "50"))
SEED = int(os.environ.get("TIKA_TEST_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)

FLUSHED_S = 1.5
"""Chat XP is written within a second; half a one more is for the writing itself."""

PER_KILL_S = 15
"""A life takes two seconds; a busy machine gets more."""

ERRAND = re.compile(r"errand-\w+-\d+-\d+")

pytestmark = [pytest.mark.journey, pytest.mark.timeout(180 + PER_KILL_S * KILLS)]


@dataclass
class Diary:
    """What people did, and what the bot had promised them by then."""

    said: list[tuple[str, float]] = field(default_factory=list)
    """(guild, when) of each message that was accepted, ``when`` by the monotonic clock."""
    tried: Counter[str] = field(default_factory=Counter)
    """Guild → messages begun."""
    proofs: list[tuple[str, float, float]] = field(default_factory=list)
    """(guild, when a command was sent, when it was answered): what was said before was heard by then."""
    shots: list[float] = field(default_factory=list)
    births: list[float] = field(default_factory=list)
    promised: set[str] = field(default_factory=set)
    """Reminders that were acknowledged."""
    errands: int = 0

    def surely_counted(self, guild: str) -> int:
        """Return how many messages must be in the database."""
        total = 0
        for born, shot in zip(self.births, self.shots, strict=True):
            sent = [
                asked
                for home, asked, answered in self.proofs
                if home == guild and born < asked and answered < shot - FLUSHED_S
            ]
            last = max(sent, default=born)
            total += sum(home == guild and born < when < last for home, when in self.said)
        return total


class Ear:
    """Counts how often each errand was rung in public, whoever stands in whichever guild."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.rung: Counter[str] = Counter()
        self.messages: list[Seen] = []
        self._heard = 0

    def listen(self) -> Counter[str]:
        """Return the counts so far."""
        news = self.line.told[self._heard :]
        self._heard += len(news)
        for event, body in news:
            message = Seen(body) if event == "MESSAGE_CREATE" else None
            if message is not None and body["author"].get("bot") and not message.is_private:
                self.rung.update(set(ERRAND.findall(message.text)))
                self.messages.append(message)
        return self.rung

    def first_of(self, person: Person) -> Seen:
        """Return the first thing that was rung for ``person``: its bot is long dead."""
        return next(message for message in self.messages if f"errand-{person.name}" in message.text)


async def talk(person: Person, diary: Diary) -> None:
    """Say one thing after another, until cancelled."""
    home = str(person.guild_id)
    while True:
        diary.tried[home] += 1
        await person.says(f"the kettle sings for the {diary.tried[home]}th time")
        diary.said.append((home, time.monotonic()))
        await asyncio.sleep(0.05)  # people pause between sentences


async def remind(person: Person, diary: Diary, chance: random.Random) -> None:
    """Set one reminder after another, due almost at once, until cancelled."""
    while True:
        diary.errands += 1
        what = f"errand-{person.name}-{diary.errands}-{chance.randrange(10**6)}"
        asked = time.monotonic()
        answer = await person.runs("/remind me", when=f"in {chance.choice((1, 2, 3))} seconds", what=what)
        if "I'll remind you" in answer.text:
            diary.promised.add(what)
            diary.proofs.append((str(person.guild_id), asked, time.monotonic()))
        await asyncio.sleep(chance.random() / 4)


async def a_short_life(
    home: Nest, facts: Mapping[str, Any], play: Stage, diary: Diary, chance: random.Random
) -> None:
    """Start the bot, keep it busy, shoot it."""
    alice, bruno = await play.person("alice"), await play.person("bruno", guild=1)
    async with home.child(facts) as bot:
        diary.births.append(time.monotonic())
        deeds = [talk(alice, diary), talk(bruno, diary)]
        deeds += [remind(alice, diary, chance), remind(bruno, diary, chance)]
        tasks = [asyncio.create_task(deed) for deed in deeds]
        await asyncio.wait(tasks, timeout=chance.uniform(0.05, 3.5), return_when=asyncio.FIRST_COMPLETED)
        diary.shots.append(time.monotonic())
        bot.kill()
        for task in tasks:
            task.cancel()
        outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert {type(outcome) for outcome in outcomes} == {asyncio.CancelledError}, outcomes


async def live_and_die(play: Stage, facts: Mapping[str, Any], kills: int, diary: Diary) -> None:
    """Let the bot be shot ``kills`` times and see that what it promised then comes true."""
    chance = random.Random(SEED)
    alice, ear = await play.person("alice"), Ear((await play.person("alice")).line)
    async with nest() as home:
        async with home.child(facts):
            board = await alice.runs("/leaderboard")
        written: list[Entry] = []
        play.sandbox.world.journal.subscribe(
            lambda entry: written.append(entry) if isinstance(entry.fact, CommandsChanged) else None
        )
        for _ in range(kills):
            await a_short_life(home, facts, play, diary, chance)
        async with home.child(facts):
            await alice.line.wait(
                lambda: diary.promised <= ear.listen().keys(),
                "for every promised reminder",
                within_s=30,
                seen=lambda: f"nothing of {sorted(diary.promised - ear.rung.keys())}",
            )
            await alice.clicks(board.buttons[0], on=board)
            await alice.clicks("Done", on=ear.first_of(alice))
        assert [errand for errand, times in ear.listen().items() if times > 1] == []
        assert written == [], "commands were registered again although nothing had changed"


async def check_the_books(url: str, diary: Diary) -> None:
    """See that the database is sound and tells of all that was heard, and of nothing else."""
    async with await Database.open(url) as database:
        assert await health.integrity(database) is None
        assert await heads_ok(database, own_scripts())
        async with database.house("core.backup", writes=False) as connection:
            counted = "SELECT guild_id, sum(messages), min(messages), min(xp) FROM levels_members GROUP BY 1"
            rows = {str(row[0]): row[1:] for row in await connection.execute(text(counted))}
            pages = "SELECT coalesce(sum(messages), 0) FROM levels_days"
            total = (await connection.execute(text(pages))).scalar_one()
    assert sum(row[0] for row in rows.values()) == total, "members and their days disagree"
    for home in diary.tried:
        messages, fewest, least_xp = rows.get(home, (0, 0, 0))
        assert diary.surely_counted(home) <= messages <= diary.tried[home]
        assert fewest >= 0 and least_xp >= 0


async def pull_the_plug(folder: Path, kills: int, database: str | None) -> None:
    """Tell the story on one database."""
    print(f"TIKA_TEST_SEED={SEED} TIKA_TEST_KILLS={kills}")  # noqa: T201 - a failed run is repeated with it
    diary = Diary()
    async with stage(enforce_limits=False) as play:
        address = play.address
        facts = {
            "api": address.api, "gateway": address.gateway, "cdn": address.cdn,
            "token": play.bot_token, "folder": str(folder), "database": database,
        }  # fmt: skip
        await live_and_die(play, facts, kills, diary)
        assert not play.problems, "\n".join(play.problems)
    await check_the_books(database or f"sqlite:///{folder}/tika.db", diary)
    assert diary.promised and diary.proofs, "the load never got a promise; the test proved nothing"
    sure = sum(diary.surely_counted(home) for home in diary.tried)
    print(  # noqa: T201 - so that a green run shows that it was busy
        f"{len(diary.said)} messages, {sure} of them surely counted; {len(diary.promised)} reminders promised"
    )


async def test_nothing_promised_is_lost_and_nothing_rings_twice(tmp_path: Path) -> None:
    await pull_the_plug(tmp_path, KILLS, None)


@pytest.mark.postgres
async def test_the_same_on_postgresql(tmp_path: Path, scratch_postgres: str) -> None:
    await pull_the_plug(tmp_path, max(2, KILLS // 5), scratch_postgres)
