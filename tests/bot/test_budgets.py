"""Discord has a bad day for hours: the bot spends neither its identifies nor its address's good name."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import discord
import pytest
from structlog.testing import capture_logs

from tika_bot.app import Running
from tika_bot.base.clock import StillClock
from tika_bot.bot.budgets import (
    INVALID,
    INVALID_HERE,
    Advice,
    Identifies,
    Refusals,
    TooManyRefused,
    still_hearts,
)
from tika_bot.core.turns import Turns
from tika_bot.storage.database import Database
from tika_sandbox.testing import Stage, stage
from tika_sandbox.wire.faults.plan import Plan
from tika_sandbox.wire.gateway.starts import TOTAL, starts_of

NOON = datetime(2026, 3, 13, 12, tzinfo=UTC)


class Stubborn(discord.AutoShardedClient):
    """discord.py as it is, which never gives up, with our brakes."""

    def __init__(self, clock: StillClock, wait: Callable[[float], Awaitable[None]]) -> None:
        self.refusals = Refusals(clock)
        super().__init__(
            intents=discord.Intents.default(), shard_count=1, guild_ready_timeout=0.05,
            http_trace=self.refusals.trace(),
        )  # fmt: skip
        self.identifies = Identifies(clock, Advice.before(self.http, clock), wait)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        await self.identifies.spend(shard_id or 0)


class Sandglass:
    """Waiting moves the clock; once an hour has run through, who waits is held."""

    def __init__(self, clock: StillClock) -> None:
        self.clock = clock
        self.is_empty = asyncio.Event()
        self.waits: list[float] = []

    async def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        if self.clock.now() + timedelta(seconds=seconds) >= NOON + timedelta(hours=1):
            self.is_empty.set()
            await asyncio.get_running_loop().create_future()
        self.clock.advance(timedelta(seconds=seconds))


async def an_hour_of(play: Stage, glass: Sandglass) -> None:
    """Let a stubborn bot connect for an hour of its clock."""
    client = Stubborn(glass.clock, glass.wait)
    async with client:
        await client.login(play.bot_token)
        life = asyncio.create_task(client.connect())
        async with asyncio.timeout(30):
            await glass.is_empty.wait()
        await client.close()
        life.cancel()  # it still waits for its turn
        await asyncio.gather(life, return_exceptions=True)
    await still_hearts(client)


@pytest.mark.timeout(60)
async def test_an_hour_of_invalid_sessions_costs_at_most_sixty_identifies() -> None:
    async with stage(enforce_limits=False) as play:
        play.sandbox.controls.disturb(Plan(invalid=1))

        glass = Sandglass(StillClock(NOON))
        await an_hour_of(play, glass)

        used = starts_of(play.facts.world, play.facts.bot.id).used
        assert 20 < used <= 60
        assert glass.waits[:4] == [5, 5, 10, 20]


@pytest.mark.timeout(60)
async def test_the_last_fifth_of_the_budget_is_left_alone() -> None:
    async with stage(enforce_limits=False) as play:
        starts = starts_of(play.facts.world, play.facts.bot.id)
        starts.used = before = TOTAL * 8 // 10 - 5
        play.sandbox.controls.disturb(Plan(invalid=1))

        await an_hour_of(play, Sandglass(StillClock(NOON)))

        assert before < starts.used <= TOTAL * 8 // 10


async def test_a_healthy_shard_waits_for_nobody(play: Stage) -> None:
    glass = Sandglass(StillClock(NOON))
    client = Stubborn(glass.clock, glass.wait)
    async with client:
        await client.login(play.bot_token)
        life = asyncio.create_task(client.connect())
        async with asyncio.timeout(10):
            await client.wait_until_ready()
        await client.close()
        await life

    assert glass.waits == []


@pytest.mark.parametrize(("places", "waits"), [(1, [5.5, 11]), (3, [])])
async def test_workers_that_share_a_bot_identify_one_after_another(
    database: Database, places: int, waits: list[float]
) -> None:
    clock, waited = StillClock(NOON), list[float]()
    limits = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": places}

    async def ask() -> tuple[int, str, dict[str, int]]:
        return 3, "wss://somewhere", limits

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    workers = [
        Identifies(clock, Advice(ask, clock), wait, reserve=Turns(database, clock).reserve) for _ in range(3)
    ]
    for shard, worker in enumerate(workers):
        await worker.spend(shard)
    clock.advance(timedelta(seconds=20))
    await workers[0].spend(3)

    assert waited == waits


async def test_a_worker_identifies_alone_while_the_database_is_away(database: Database) -> None:
    clock = StillClock(NOON)
    limits = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}

    async def ask() -> tuple[int, str, dict[str, int]]:
        return 3, "wss://somewhere", limits

    identifies = Identifies(clock, Advice(ask, clock), reserve=Turns(database, clock).reserve)
    await database.close()
    with capture_logs() as logs:
        await identifies.spend(0)

    assert [line["event"] for line in logs] == ["identify.alone"]


@pytest.mark.timeout(60)
async def test_a_storm_of_refusals_ends_at_a_tenth_of_what_discord_allows() -> None:
    clock = StillClock(NOON)
    async with stage(enforce_limits=False) as play:
        weather = play.sandbox.controls.disturb(Plan(forbidden=1))
        client = Stubborn(clock, asyncio.sleep)
        guild = play.facts.guilds[0].id
        async with client:
            await client.login(play.bot_token)

            async def gives_roles(first: int) -> list[type[Exception]]:
                ends = []
                for member in range(first, first + 300):
                    try:
                        await client.http.add_role(guild, member, guild)
                    except (discord.Forbidden, TooManyRefused) as refused:
                        ends.append(type(refused))
                return ends

            await asyncio.gather(*(gives_roles(first) for first in range(0, 1_500, 300)))
            in_the_storm = len(weather.struck)
            trouble = client.refusals.trouble
            play.sandbox.controls.calm()
            with pytest.raises(TooManyRefused):
                await client.http.get_guild(guild)
            clock.advance(timedelta(minutes=10))

            assert (await client.http.get_guild(guild))["id"] == str(guild)

        assert in_the_storm == INVALID
        assert trouble is not None and "refused 1000 requests" in trouble
        assert client.refusals.trouble is None


def test_a_rush_that_nobody_refuses_is_let_through() -> None:
    refusals = Refusals(StillClock(NOON))

    for _ in range(2 * INVALID):
        refusals.demand_room("PATCH /webhooks/1")

    for _ in range(INVALID_HERE):
        refusals.note("PATCH /webhooks/1", 403)
    with pytest.raises(TooManyRefused):
        refusals.demand_room("PATCH /webhooks/1")


async def test_one_place_that_only_refuses_is_left_alone_and_the_rest_goes_on(
    play: Stage,
    bot: Running,
    tmp_path: Path,
) -> None:
    assert bot.client is not None
    channel = play.facts.world.channels.within(play.facts.guilds[0].id)
    place = next(row.id for row in channel.values() if row.name == "general")
    weather = play.sandbox.controls.disturb(Plan(banned=1))
    for _ in range(INVALID_HERE):
        with pytest.raises(discord.HTTPException):
            await bot.client.http.send_typing(place)
    with pytest.raises(aiohttp.ClientError, match="typing"):
        await bot.client.http.send_typing(place)
    play.sandbox.controls.calm()

    alice = await play.person("alice")
    answer = await alice.runs("/whisper")

    assert len([one for one in weather.struck if "typing" in one]) == INVALID_HERE
    assert answer.text
