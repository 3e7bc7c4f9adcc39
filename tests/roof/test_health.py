"""A machine asks how the bot is."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
from prometheus_client.metrics_core import CounterMetricFamily, Metric

from tika_bot.app import running
from tika_bot.bot.budgets import INVALID
from tika_bot.health import Health, HealthPort
from tika_bot.testing.bots import bot_config, play  # noqa: F401 # the fixture
from tika_sandbox.testing import Stage


def says(answer: str | None) -> Callable[[], Awaitable[str | None]]:
    async def check() -> str | None:
        return answer

    return check


async def fails() -> str | None:
    raise ConnectionError("database gone")


async def metrics() -> Iterable[Metric]:
    return [CounterMetricFamily("tika_messages", "Messages heard.", value=41)]


@asynccontextmanager
async def asking(health: Health) -> AsyncIterator[Callable[[str], Awaitable[tuple[int, str]]]]:
    port = HealthPort(health, metrics)
    await port.start("127.0.0.1", 0)
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port.port}") as session:

        async def get(path: str) -> tuple[int, str]:
            async with session.get(path) as answer:
                return answer.status, await answer.text()

        yield get
    await port.close()


async def test_health_names_what_is_wrong_and_nothing_else() -> None:
    health = Health({"database": fails, "timers": says(None), "gateway": says("no heartbeat for 70 s")})

    async with asking(health) as get:
        status, body = await get("/health")

    assert status == 503
    assert "ConnectionError: database gone" in body and "no heartbeat" in body and "timers" not in body


async def test_a_check_that_hangs_and_can_not_be_stopped_keeps_nobody_waiting() -> None:
    asked, thaws = 0, asyncio.Event()

    async def frozen() -> str | None:
        nonlocal asked
        asked += 1
        while not thaws.is_set():
            with contextlib.suppress(asyncio.CancelledError):  # as a rollback that must not be torn in half
                await thaws.wait()
        return None

    health = Health({"database": frozen, "timers": says(None)}, patience_s=0.01)

    answers = [await health.ask(), await health.ask()]
    thaws.set()
    await asyncio.sleep(0)
    after = await health.ask()

    assert answers == [{"database": "no answer within 0.01 s"}] * 2
    assert after == {}
    assert asked == 2, "while one question hung, no second one was put"


async def test_a_well_bot_is_healthy_and_ready_only_once_it_hears_discord() -> None:
    health = Health({"database": says(None)})

    async with asking(health) as get:
        assert (await get("/health"))[0] == 200
        assert (await get("/ready"))[0] == 503
        health.ready = True
        assert (await get("/ready"))[0] == 200


async def test_metrics_are_in_prometheus_words() -> None:
    async with asking(Health()) as get:
        status, body = await get("/metrics")

    assert status == 200 and "tika_messages_total 41.0" in body


async def test_operators_hear_once_of_a_fault_and_once_when_it_is_mended() -> None:
    told: list[str] = []
    health = Health({"database": fails})

    async def tell(sentence: str) -> None:
        told.append(sentence)

    await health.look(tell)
    await health.look(tell)
    health.checks["database"] = says(None)
    await health.look(tell)
    await health.look(tell)

    assert told == ["⚠ **database**: ConnectionError: database gone", "✓ **database** is well again."]


async def test_news_that_can_not_be_told_wait_and_the_watch_goes_on() -> None:
    told: list[str] = []
    discord_is_away = True
    health = Health({"gateway": says("not connected to Discord"), "disk": says("only 3 MB are left")})

    async def tell(sentence: str) -> None:
        if discord_is_away:
            raise ConnectionResetError("Cannot connect to host")
        told.append(sentence)

    await health.look(tell)
    discord_is_away = False
    health.checks["gateway"] = says(None)
    await health.look(tell)
    await health.look(tell)

    assert told == ["⚠ **disk**: only 3 MB are left"], "what was over before anybody heard of it is no news"


async def test_a_flood_of_refusals_is_seen(play: Stage, tmp_path: Path) -> None:  # noqa: F811 # pytest's way
    async with running(bot_config(play, tmp_path)) as bot:
        await bot.ready()
        assert bot.client is not None and await bot.health.ask() == {}
        for number in range(INVALID):
            bot.client.refusals.note(f"GET /channels/{number}", 403)

        wrong = await bot.health.ask()

    assert wrong == {"requests": "Discord refused 1000 requests in ten minutes; the rest waits"}


async def test_a_bot_tells_how_it_is_and_what_waits(play: Stage, tmp_path: Path) -> None:  # noqa: F811 # pytest's way
    health = {"port": 0}
    async with running(bot_config(play, tmp_path, health=health)) as bot:
        await bot.ready()
        later = datetime.now(UTC) + timedelta(hours=1)
        await bot.wing.timers.at(later, "reminders", "ring", {}, guild=play.facts.guilds[0].id)

        async with aiohttp.ClientSession(f"http://127.0.0.1:{bot.health_port}") as session:
            async with session.get("/health") as answer:
                well = await answer.json()
            async with session.get("/metrics") as answer:
                text = await answer.text()

    assert well == {"well": True, "wrong": {}}
    assert 'tika_queue_length{queue="timers"} 0.0' in text and 'queue="outbox"} 0.0' in text
