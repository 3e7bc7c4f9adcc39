"""How the bot is, told to machines: ``/health``, ``/ready`` and ``/metrics`` on a small port of its own.

A check is an async function that returns None when all is well, else one sentence that says what is not.
``/health`` says whether to restart the process, ``/ready`` whether it serves; background work that keeps
failing shows up here instead of only in a log.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import structlog
from aiohttp import web

if TYPE_CHECKING:
    from prometheus_client.metrics_core import Metric

log = structlog.get_logger("tika.health")

Check = Callable[[], Awaitable[str | None]]
"""Returns None when all is well, else one sentence for the operator."""

CHECK_TIMEOUT_S = 3.0
"""A check that takes longer has failed: whoever asks has given up by then."""

WATCH_EVERY_S = 30.0
"""How often the checks run by themselves, so that operators hear of a fault that nobody asked about."""


@dataclass(slots=True)
class Health:
    """The checks that somebody registered, and what they said last."""

    checks: dict[str, Check] = field(default_factory=dict)
    ready: bool = False
    """Set once the bot hears Discord; cleared first thing on shutdown."""
    patience_s: float = CHECK_TIMEOUT_S
    _asked: "dict[str, asyncio.Task[str | None]]" = field(default_factory=dict)
    """Questions that weren't answered in time and can't be taken back at once."""
    _ill: frozenset[str] = frozenset()
    _told: frozenset[str] = frozenset()
    """The faults that operators have heard of, and not yet of their end."""

    async def ask(self) -> dict[str, str]:
        """Return what is wrong: check's name → sentence. Empty means well."""
        names = list(self.checks)
        answers = await asyncio.gather(*(self._one(name) for name in names))
        return {name: answer for name, answer in zip(names, answers, strict=True) if answer is not None}

    async def _one(self, name: str) -> str | None:
        """Ask one check, or wait for the answer to the last question if that is still open.

        A frozen database holds on to whoever asks it, also when they're cancelled.
        """
        task = self._asked.get(name)
        if task is None or task.done():
            task = self._asked[name] = asyncio.create_task(self._answer(name), name=f"health:{name}")
        done, _ = await asyncio.wait({task}, timeout=self.patience_s)
        if done and not task.cancelled():
            return task.result()
        task.cancel()
        return f"no answer within {self.patience_s:g} s"

    async def _answer(self, name: str) -> str | None:
        try:
            return await self.checks[name]()
        except Exception as fault:  # noqa: BLE001 - whatever a check raises is what is wrong
            return f"{type(fault).__name__}: {fault}"

    async def watch(self, tell: Callable[[str], Awaitable[None]]) -> None:
        """Run the checks for ever, `WATCH_EVERY_S` seconds apart."""
        while True:
            await self.look(tell)
            await asyncio.sleep(WATCH_EVERY_S)

    async def look(self, tell: Callable[[str], Awaitable[None]]) -> None:
        """Run the checks; ``tell`` operators of each fault once, and once when it is mended.

        What can't be told now, as when Discord itself is away, is told at the next look if it is still so.
        """
        wrong = await self.ask()
        for name in sorted(wrong.keys() - self._ill):
            log.warning("health.bad", check=name, why=wrong[name])
        for name in sorted(self._ill - wrong.keys()):
            log.info("health.recovered", check=name)
        self._ill = frozenset(wrong)
        for name in sorted(self._ill ^ self._told):
            news = f"⚠ **{name}**: {wrong[name]}" if name in wrong else f"✓ **{name}** is well again."
            try:
                await tell(news)
            except Exception as fault:  # noqa: BLE001 - the watch must outlive whatever it watches
                log.warning("health.not_told", check=name, why=repr(fault))
            else:
                self._told ^= {name}


Metrics = Callable[[], Awaitable[Iterable["Metric"]]]


class _Read:
    """Metrics that were read, as something prometheus_client can scrape."""

    def __init__(self, metrics: "Iterable[Metric]") -> None:
        self._metrics = metrics

    def collect(self) -> "Iterable[Metric]":
        return self._metrics


def in_prometheus_words(metrics: "Iterable[Metric]") -> bytes:
    """Return ``metrics`` in Prometheus' text format."""
    from prometheus_client import CollectorRegistry
    from prometheus_client.exposition import generate_latest

    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Read(list(metrics)))
    return generate_latest(registry)


class HealthPort:
    """The small server. Open it with `start`; ``port`` tells which port it got."""

    def __init__(self, health: Health, metrics: Metrics) -> None:
        self._health = health
        self._metrics = metrics
        app = web.Application()
        app.router.add_get("/health", self._on_health)
        app.router.add_get("/ready", self._on_ready)
        app.router.add_get("/metrics", self._on_metrics)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        self.port = 0

    async def start(self, host: str, port: int) -> None:
        """Listen on ``host``:``port`` (0 takes a free one).

        Raises:
            OSError: the port is taken.
        """
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError as taken:
            await self._runner.cleanup()
            raise OSError(f"health.port: {host}:{port} can't be opened: {taken.strerror}") from taken
        self.port = self._runner.addresses[0][1]

    async def close(self) -> None:
        """Stop listening."""
        await self._runner.cleanup()

    async def _on_health(self, _request: web.Request) -> web.Response:
        wrong = await self._health.ask()
        return web.json_response({"well": not wrong, "wrong": wrong}, status=503 if wrong else 200)

    async def _on_ready(self, _request: web.Request) -> web.Response:
        return web.json_response({"ready": self._health.ready}, status=200 if self._health.ready else 503)

    async def _on_metrics(self, _request: web.Request) -> web.Response:
        body = in_prometheus_words(await self._metrics())
        return web.Response(body=body, content_type="text/plain", charset="utf-8")
