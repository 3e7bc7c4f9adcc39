"""Discord has a bad day while people live their lives; in the end everything is as on a good day.

Seeds decide what goes wrong: lines break, dispatches come twice or out of order, sessions are called invalid,
requests are limited, fail before or after the deed, or take long. ``TIKA_TEST_STORMS`` says how many seeds
are tried (3), ``TIKA_TEST_SEED`` which is the first.
"""

import asyncio
import contextlib
import os
import random
import sqlite3
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest

from tika_bot.app import running
from tika_bot.testing.bots import bot_config
from tika_sandbox.testing import Person, Seen, Stage, stage
from tika_sandbox.testing.line import Refusal
from tika_sandbox.wire.faults.plan import Plan
from tika_sandbox.wire.gateway.session import Session

STORMS = int(os.environ.get("TIKA_TEST_STORMS", "3"))
FIRST = int(os.environ.get("TIKA_TEST_SEED", "1"))
WORDS, ERRANDS = 12, 3
BACK_WITHIN_S = 240
"""A bot whose session is called invalid again and again waits up to a minute before each next identify."""
GOOD: dict[str, Any] = {}
"""What is left of a good day; it's the same for every seed."""
STEADY = b"""tika_settings: 1
plugins:
  levels: {message_min: 20, message_max: 20, message_cooldown_s: 0}
"""
QUIET = b"""tika_settings: 1
plugins:
  levels: {announce: silent}
"""
REWARDED = (
    "(SELECT coalesce(sum(balance), 0) FROM core_ledger_accounts AS a"
    " WHERE a.guild_id = levels_members.guild_id AND a.account = 'counter:' || user_id AND currency = 'xp')"
)
T = TypeVar("T")

pytestmark = [pytest.mark.journey, pytest.mark.timeout(900)]


def a_bad_day(seed: int) -> Plan:
    """Return weather of its own kind for each seed."""
    dice = random.Random(seed)
    chances = {kind: dice.choice((0, 0.05, 0.15)) for kind in ("drop", "reconnect", "resume", "limited")}
    chances |= {kind: dice.choice((0, 0.1, 0.3)) for kind in ("duplicate", "reorder", "delay", "slow")}
    chances |= {kind: dice.choice((0, 0, 0.04)) for kind in ("banned", "broken", "lost")}
    chances["invalid"] = dice.choice(
        (0, 0, 0, 0.01)
    )  # rarely: each costs a bot that is careful up to a minute
    return Plan.read({"seed": seed, "pause_s": 0.05, **chances})


@dataclass
class Day:
    """One day of two people."""

    play: Stage
    people: list[Person]
    admins: list[Person]
    heard: Counter[str] = field(default_factory=Counter)
    """How many sentences of each guild reached a session of the bot."""
    tried: Counter[str] = field(default_factory=Counter)
    sessions: dict[str, Session] = field(default_factory=dict)
    """Every session that the bot has had; one that is called invalid has said all that it held by then."""

    async def talks(self, person: Person) -> None:
        """Say something; what no session of the bot was there to hear is said again."""
        home = str(person.guild_id)
        await self.play.until_back(person, within_s=BACK_WITHIN_S)
        self.sessions |= self.play.sandbox.hub.sessions
        said = await person.says(f"the kettle sings for the {self.tried[home]}th time")
        self.tried[home] += 1
        self.heard[home] += self.was_heard(said)

    def was_heard(self, said: Seen) -> bool:
        """Tell whether the message went to a session of the bot."""
        mark = f'"id":"{said.id}"'.encode()
        self.sessions |= self.play.sandbox.hub.sessions
        bot = self.play.facts.bot.id
        ours = (one for one in self.sessions.values() if one.login.user_id == bot and not one.is_orphan)
        return any(mark in frame for one in ours for frame in one._ring)

    async def reminds(self, person: Person, errand: int) -> str:
        """Set a reminder until the bot says that it's set; return what it's called."""
        return await self.insists(person, partial(self._set, person, errand))

    async def _set(self, person: Person, errand: int) -> str | None:
        self.tried["errand"] += 1
        what = f"errand {errand} of {person.name}, try {self.tried['errand']}"
        answer = await person.runs("/remind me", when="in 1 second", what=what).answer(within_s=5)
        return what if "I'll remind you" in answer.text else None

    async def settles(self, person: Person, file: bytes) -> None:
        """Put settings in force."""
        await self.insists(person, partial(self._put, person, file))

    async def _put(self, person: Person, file: bytes) -> bool | None:
        asked = person.runs("/settings-file", file=("tika-settings.yml", file))
        return bool((await asked.answer(within_s=5)).embeds)

    async def insists(self, person: Person, deed: Callable[[], Awaitable[T | None]]) -> T:
        """Do a deed again until it works, as people do."""
        why: list[object] = []
        for _ in range(10):
            await self.play.until_back(person, within_s=BACK_WITHIN_S)
            try:
                if done := await deed():
                    return done
                why.append("it was answered otherwise")
            except (AssertionError, Refusal) as failed:
                why.append(failed)
        raise AssertionError(f"{person.name} gives up: {why}")


def rung(people: list[Person]) -> Counter[str]:
    """Return how often each errand was rung in public."""
    messages = (Seen(one) for person in people for one in person.line.messages.values())
    texts = [one.text for one in messages if one.author == "Tika" and not one.is_private]
    return Counter(
        text[text.index("errand") :].split("\n")[0].strip("*_> ") for text in set(texts) if "errand" in text
    )


async def live(folder: Path, plan: Plan | None) -> dict[str, Any]:
    """Live one day under ``plan`` and return what is left of it."""
    async with stage(enforce_limits=False) as play:
        people = [await play.person("alice"), await play.person("bruno", guild=1)]
        day = Day(play, people, [await play.person("bruno", guild=home) for home in (0, 1)])
        async with running(bot_config(play, folder)) as bot:
            await bot.ready()
            for admin in day.admins:
                await day.settles(admin, STEADY)
            struck: list[str] = []
            if plan is not None:
                struck = play.sandbox.controls.disturb(plan).struck
            promised = await whole_day(day)
            play.sandbox.controls.calm()
            await everything_rung(day, promised)
            await everything_said(folder)
        if state(folder)["unsent"]:  # what the last flush of a closing bot decides is said by the next one
            async with running(bot_config(play, folder)) as bot:
                await bot.ready()
                await everything_said(folder)
        assert not play.problems, "\n".join(play.problems)
        print(f"{len(struck)} strikes: {Counter(one.split()[0] for one in struck)}")  # noqa: T201 - for the curious
        return state(folder) | {"rung": sorted(Counter(one.split(",")[0] for one in promised).items())}


async def whole_day(day: Day) -> list[str]:
    """Let people talk, set reminders and change settings."""
    promised = []
    for number in range(WORDS):
        for person in day.people:
            while day.heard[str(person.guild_id)] <= number:
                await day.talks(person)
            if number < ERRANDS:
                promised.append(await day.reminds(person, number))
    await day.settles(day.admins[0], QUIET)
    return promised


async def everything_rung(day: Day, promised: list[str]) -> None:
    """Wait until each promise was kept, and find none kept twice."""
    for person in day.people:
        mine = {one for one in promised if person.name in one}
        await person.line.wait(lambda: not missing(person, mine), "for reminders", within_s=BACK_WITHIN_S)  # noqa: B023
    texts = [one.text for person in day.people for one in await person.messages(limit=100)]
    often = {errand: sum(errand in text for text in texts) for errand in promised}
    assert {errand: times for errand, times in often.items() if times != 1} == {}


async def everything_said(folder: Path) -> None:
    """Wait until the bot has noted that nothing is left to say."""
    async with asyncio.timeout(30):
        while state(folder)["unsent"]:  # noqa: ASYNC110 # a file tells nobody when it changes
            await asyncio.sleep(0.05)


def missing(person: Person, promised: set[str]) -> set[str]:
    """Return the errands that weren't rung yet."""
    texts = [Seen(one).text for one in person.line.messages.values() if not Seen(one).is_private]
    return {errand for errand in promised if not any(errand in text for text in texts)}


def state(folder: Path) -> dict[str, Any]:
    """Return what the bot wrote down, once it is closed."""
    with contextlib.closing(sqlite3.connect(folder / "tika.db")) as file:
        ask = lambda query: sorted(file.execute(query).fetchall())  # noqa: E731
        return {
            # What is rewarded depends on how often people had to try, and so do the 2 XP that commands earn a
            # minute: without the ledger's XP, and by twenties.
            "levels": ask(f"SELECT guild_id, user_id, (xp - {REWARDED}) / 20, messages FROM levels_members"),
            "settings": ask("SELECT guild_id, plugin, document FROM core_settings"),
            "unsent": ask("SELECT key, state FROM core_outbox WHERE state != 'sent'"),
            "timers": ask("SELECT plugin, verb FROM core_timers WHERE verb = 'ring'"),
        }


@pytest.mark.parametrize("seed", range(FIRST, FIRST + STORMS))
async def test_a_bad_day_ends_like_a_good_one(seed: int, tmp_path: Path) -> None:
    if not GOOD:
        GOOD.update(await live(tmp_path / "good", None))
        assert GOOD["levels"] and GOOD["unsent"] == GOOD["timers"] == []

    bad = await live(tmp_path / "bad", a_bad_day(seed))

    assert bad == GOOD
