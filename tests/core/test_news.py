"""Two workers share a database. What one couldn't hear of the other, it reads again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest

from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.events import FeatureSwitched, GuildPurged, SettingsChanged
from tika_bot.core.house import House
from tika_bot.core.news import hear_news
from tika_bot.plugins.privacy.store import HouseRecords
from tika_bot.storage.database import Database
from tika_bot.testing.houses import a_house

HERE, THERE = GuildId(11), GuildId(12)
ALICE = UserId(7)


@pytest.fixture
async def workers(database: Database) -> AsyncIterator[tuple[House, House]]:
    """Two workers that can't hear each other."""
    async with AsyncExitStack() as stack:
        one, other = [await stack.enter_async_context(a_house(database, "reminders")) for _ in range(2)]
        yield one, other


async def mood(house: House, guild: GuildId, mood: int) -> None:
    changed = house.settings.core(guild).model_copy(update={"mood": mood})
    version = house.settings.version(guild, "core")
    await house.settings.save(guild, "core", changed, by=ALICE, based_on=version)


async def test_what_was_missed_is_read_again_and_told_here(workers: tuple[House, House]) -> None:
    one, other = workers
    heard: list[object] = []

    async def hear(event: object) -> None:
        heard.append(event)

    other.events.on(SettingsChanged, hear)
    other.events.on(FeatureSwitched, hear)
    await mood(one, HERE, 3)
    await one.features.switch(HERE, "reminders", False, by=ALICE)
    member = one.settings.of_member(ALICE).model_copy(update={"zone": "Europe/Berlin"})
    await one.settings.save_member(ALICE, member)

    await other.events.missed()

    assert other.settings.core(HERE).mood == 3 and other.settings.core(THERE).mood == 1
    assert other.settings.of_member(ALICE).zone == "Europe/Berlin"
    assert not other.features.is_on(HERE, "reminders") and other.features.is_on(THERE, "reminders")
    assert heard == [SettingsChanged(HERE, "core", 1), FeatureSwitched(HERE, "reminders", on=False)]
    await other.events.missed()
    assert len(heard) == 2, "nothing new is told again"


async def test_what_was_deleted_elsewhere_is_gone_here_too(
    workers: tuple[House, House], database: Database
) -> None:
    one, other = workers
    for guild in (HERE, THERE):
        await mood(one, guild, 3)
        await one.features.switch(guild, "reminders", False, by=ALICE)
    await one.settings.save_member(ALICE, one.settings.of_member(ALICE).model_copy(update={"moods": False}))
    await other.events.missed()

    await one.settings.forget_member(ALICE)
    await HouseRecords(database).purge(HERE)
    await one.events.tell(GuildPurged(HERE))
    await other.events.missed()

    assert other.settings.of_member(ALICE).moods
    assert other.settings.core(HERE).mood == 1 and other.settings.core(THERE).mood == 3
    assert other.features.is_on(HERE, "reminders") and not other.features.is_on(THERE, "reminders")


async def test_without_a_line_one_looks_again_by_oneself(workers: tuple[House, House]) -> None:
    one, other = workers
    await mood(one, HERE, 3)
    seen = asyncio.Event()

    async def hear(event: SettingsChanged) -> None:
        seen.set()

    other.events.on(SettingsChanged, hear)
    task = asyncio.create_task(hear_news(other.events, None, every_s=0.01))
    await asyncio.wait_for(seen.wait(), 10)
    task.cancel()

    assert other.settings.core(HERE).mood == 3
