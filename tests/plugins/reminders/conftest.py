"""Reminders over a real database, with a clock that stands still."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from itertools import count
from typing import Any, cast

import pytest
from sqlalchemy import text

from tika_bot.base.clock import StillClock
from tika_bot.base.ids import ChannelId, GuildId, UserId
from tika_bot.core.house import House
from tika_bot.core.tables import outbox
from tika_bot.core.timers import TimerId
from tika_bot.plugins.reminders import jobs
from tika_bot.plugins.reminders.model import Key, Reminder, Wish
from tika_bot.plugins.reminders.plugin import build
from tika_bot.plugins.reminders.service import Reminders
from tika_bot.plugins.reminders.settings import Settings
from tika_bot.storage.database import Database
from tika_bot.testing.houses import a_house


@pytest.fixture
async def house(database: Database) -> AsyncIterator[House]:
    """What the plugin is lent."""
    async with a_house(database, "reminders", settings=Settings) as lent:
        yield lent


@pytest.fixture
def service(house: House) -> Reminders:
    """The plugin's verbs."""
    return build(house)


@pytest.fixture
def clock(house: House) -> StillClock:
    """Stands at a Friday noon until it is moved."""
    return cast("StillClock", house.clock)


@pytest.fixture
def remind(service: Reminders) -> Callable[..., Awaitable[Reminder]]:
    """Set a reminder: for member 7 in guild 100, unless said otherwise."""
    requests = count()

    async def set_one(
        when: str, what: str = "feed the plants", *, member: int = 7, guild: int = 100, **more: object
    ) -> Reminder:
        given: dict[str, Any] = {
            "locale": "en-GB",
            "request": f"request {next(requests)}",
            "channel": ChannelId(55),
        } | more
        return await service.set(Wish(GuildId(guild), UserId(member), when=when, what=what, **given))

    return set_one


@pytest.fixture
def ring(service: Reminders, clock: StillClock) -> Callable[..., Awaitable[None]]:
    """Let the timer of a reminder ring when it is due, through the plugin's job."""

    async def ring_one(reminder: Reminder, *, verb: str = "ring") -> None:
        key: Key = reminder.key
        payload = {"guild": str(key.guild), "member": str(key.member), "number": key.number}
        if clock.now() < reminder.due:
            clock.advance(reminder.due - clock.now())
        await getattr(jobs, verb)(service, payload | {"occurrence": reminder.occurrence}, TimerId(1))

    return ring_one


@pytest.fixture
def posted(house: House) -> Callable[..., Awaitable[list[dict[str, Any]]]]:
    """Read what the outbox holds of a guild, oldest first."""

    async def read(guild: int = 100) -> list[dict[str, Any]]:
        async with house.database.reading(GuildId(guild)) as connection:
            query = outbox.select().where(outbox.c.guild_id == guild).order_by(outbox.c.id)
            return [dict(row) for row in (await connection.execute(query)).mappings()]

    return read


@pytest.fixture
def timers(house: House) -> Callable[..., Awaitable[list[tuple[str, str, datetime]]]]:
    """Read verb, key and due time of a guild's timers."""

    async def read(guild: int = 100) -> list[tuple[str, str, datetime]]:
        async with house.database.reading(GuildId(guild)) as connection:
            query = text("SELECT verb, key, due FROM core_timers WHERE guild_id = :guild ORDER BY due, verb")
            rows = await connection.execute(query, {"guild": guild})
            return [(verb, key, datetime.fromtimestamp(due / 1000, UTC)) for verb, key, due in rows]

    return read
