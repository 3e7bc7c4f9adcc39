"""Two budgets that Discord keeps on a bot, and that cost its token or its address if they run out.

*Identifies.* Each new session costs one of about a thousand a day; who spends them all gets a new token and
a bot that is offline until somebody enters it. discord.py identifies again for as long as Discord calls the
session invalid. So each repetition within an hour waits longer than the one before, an hour has a limit, and
the last fifth of the day's budget is left alone. Workers with shards of the same bot stand in one line.

*Invalid requests.* After ten thousand answers of 401, 403 or 429 in ten minutes, Discord locks the whole
address out. discord.py keeps no count. Ours stops at a tenth of that, before a request leaves, and stops a
single place that only ever refuses long before that, so that one mistake doesn't silence everything.
"""

import asyncio
import threading
from collections import Counter, deque
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, Final

import aiohttp
import discord
import structlog
from discord.gateway import KeepAliveHandler
from discord.http import HTTPClient, Route

from tika_bot.base.clock import Clock
from tika_bot.base.errors import Busy

log = structlog.get_logger("tika.budgets")

HOUR: Final = timedelta(hours=1)
AN_HOUR: Final = 59
"""Identifies within an hour that begin a session anew; a shard's first one doesn't count."""
PAUSES_S: Final = (5.0, 10.0, 20.0, 40.0, 60.0)
"""After the first repetition within an hour, the second, …; then the last again and again."""
TURN_S: Final = 5.0
"""How long one place in Discord's queue of identifies takes; there are ``max_concurrency`` places."""
LINE_S: Final = TURN_S + 0.5
"""The same between workers, with what may lie between one's turn and the arrival of its identify."""
KEPT: Final = 0.2
"""The part of Discord's budget that isn't touched."""
LOW_S: Final = 60.0
"""How long to wait before Discord is asked again whether the budget is new."""

WINDOW: Final = timedelta(minutes=10)
INVALID: Final = 1_000
"""Refused requests in ten minutes."""
INVALID_HERE: Final = 100
"""Refused requests in ten minutes of one method at one place."""
REFUSED: Final = frozenset({401, 403, 429})

Reserve = Callable[[int, timedelta], Awaitable[datetime]]
"""Returns when one's turn at a place begins, which then lasts so long; for all workers together."""

Gateway = tuple[int, str, Any]
"""How many shards Discord advises, where the gateway is, and the session start limit."""


class Advice:
    """What Discord says about its gateway, asked at most once a minute: the question has a limit, too."""

    def __init__(self, ask: Callable[[], Awaitable[Gateway]], clock: Clock) -> None:
        self._ask = ask
        self._clock = clock
        self._heard: tuple[datetime, Gateway] | None = None

    @classmethod
    def before(cls, http: HTTPClient, clock: Clock) -> "Advice":
        """Return one that also answers in place of ``http``."""
        advice = cls(http.get_bot_gateway, clock)
        http.get_bot_gateway = advice.get  # type: ignore[method-assign] # there is no other place to remember it
        return advice

    async def get(self) -> Gateway:
        """Return the newest answer.

        Raises:
            discord.GatewayNotFound: Discord doesn't say.
        """
        now = self._clock.now()
        if self._heard is None or now - self._heard[0] >= timedelta(seconds=LOW_S):
            self._heard = (now, await self._ask())
        return self._heard[1]

    @property
    def asked_at(self) -> datetime | None:
        """When Discord said it."""
        return None if self._heard is None else self._heard[0]


class Identifies:
    """Lets shards identify, later the more often they have to. ``wait`` passes the given seconds.

    ``reserve`` keeps the workers apart that share the bot's token; None if there is only one.
    """

    def __init__(
        self,
        clock: Clock,
        advice: Advice,
        wait: Callable[[float], Awaitable[None]] = asyncio.sleep,
        *,
        reserve: Reserve | None = None,
    ) -> None:
        self._clock = clock
        self._advice = advice
        self._wait = wait
        self._reserve = reserve
        self._known: set[int] = set()
        self._spent: deque[datetime] = deque()
        self._again: deque[datetime] = deque()
        self._turn = asyncio.Lock()

    async def spend(self, shard: int) -> None:
        """Return when ``shard`` may identify; to be called right before it does.

        A caller who gives up waiting loses nothing: the moment that was waited for stays the same.
        """
        async with self._turn:
            places = await self._spare_the_last()
            repeats = shard in self._known
            while (wait_s := self._due_in(places, repeats=repeats)) > 0:
                if repeats and wait_s > TURN_S:
                    log.warning("identify.waits", shard=shard, wait_s=round(wait_s), so_far=len(self._again))
                await self._wait(wait_s)
            await self._stand_in_line(shard % places)
            self._known.add(shard)
            self._spent.append(self._clock.now())
            if repeats:
                self._again.append(self._clock.now())

    async def _stand_in_line(self, place: int) -> None:
        """Return when no other worker identifies at ``place``."""
        if self._reserve is None:
            return
        try:
            turn = await self._reserve(place, timedelta(seconds=LINE_S))
        except Busy as away:
            log.warning("identify.alone", why=repr(away.__cause__ or away))
            return
        wait_s = (turn - self._clock.now()).total_seconds()
        if wait_s > 0:
            await self._wait(wait_s)

    def _due_in(self, places: int, *, repeats: bool) -> float:
        """Return the seconds until the next identify is due."""
        now = self._clock.now()
        for past in (self._spent, self._again):
            while past and now - past[0] >= HOUR:
                past.popleft()
        due = now
        if self._spent:
            due = max(due, self._spent[-1] + timedelta(seconds=TURN_S / places))
        if repeats and self._again:
            pause_s = PAUSES_S[min(len(self._again), len(PAUSES_S)) - 1]
            due = max(due, self._again[-1] + timedelta(seconds=pause_s))
        if repeats and len(self._again) >= AN_HOUR:
            due = max(due, self._again[-AN_HOUR] + HOUR)
        return (due - now).total_seconds()

    async def _spare_the_last(self) -> int:
        """Wait for a new budget if only the kept part is left; return how many may identify at once.

        If Discord doesn't say, go on: what follows will fail by itself.
        """
        while True:
            try:
                _, _, said = await self._advice.get()
            except (discord.DiscordException, aiohttp.ClientError, OSError) as silence:
                log.warning("identify.budget_unknown", why=str(silence))
                return 1
            limits = discord.SessionStartLimits(**said)
            asked_at = self._advice.asked_at
            since = sum(asked_at is not None and moment >= asked_at for moment in self._spent)
            if limits.remaining - since > limits.total * KEPT:
                return max(1, limits.max_concurrency)
            log.error("identify.budget_low", left=limits.remaining - since, total=limits.total)
            await self._wait(LOW_S)


class TooManyRefused(aiohttp.ClientError):
    """This request stayed here, since too many like it were refused by Discord."""


class Refusals:
    """Counts what Discord refuses, and keeps requests at home when it was too much."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._refused: deque[tuple[datetime, str]] = deque()
        self._here: Counter[str] = Counter()
        self._under_way: Counter[str] = Counter()
        self._is_open = False

    def trace(self) -> aiohttp.TraceConfig:
        """Return what discord.py's HTTP session is watched with."""
        config = aiohttp.TraceConfig()
        config.on_request_start.append(self._on_start)
        config.on_request_end.append(self._on_end)
        config.on_request_exception.append(self._on_failure)
        return config

    @property
    def trouble(self) -> str | None:
        """What is wrong, in a sentence for the health page, or None."""
        self._forget_old()
        if len(self._refused) < INVALID:
            return None
        return f"Discord refused {len(self._refused)} requests in ten minutes; the rest waits"

    def demand_room(self, place: str) -> None:
        """Count a request to ``place`` as under way.

        Raises:
            TooManyRefused: With those under way, it could be one refusal too many.
        """
        self._forget_old()
        # Of those under way, as many may be refused as were before: a rush that meets none isn't stopped.
        refused, here = len(self._refused), self._here[place]
        whole = refused + min(self._under_way.total(), refused)
        here += min(self._under_way[place], here)
        if here >= INVALID_HERE or whole >= INVALID:
            if not self._is_open:
                self._is_open = True
                log.error("requests.stopped", place=place, refused=len(self._refused))
            raise TooManyRefused(f"{place}: {self._here[place]} of {len(self._refused)} refused lately")
        self._is_open = False
        self._under_way[place] += 1

    def note(self, place: str, status: int | None) -> None:
        """Take note of how a request to ``place`` ended; None means without an answer."""
        self._under_way[place] -= 1
        if self._under_way[place] <= 0:
            del self._under_way[place]
        if status in REFUSED:
            self._refused.append((self._clock.now(), place))
            self._here[place] += 1

    def _forget_old(self) -> None:
        now = self._clock.now()
        while self._refused and now - self._refused[0][0] >= WINDOW:
            _, place = self._refused.popleft()
            self._here[place] -= 1
            if not self._here[place]:
                del self._here[place]

    async def _on_start(
        self, _: aiohttp.ClientSession, context: SimpleNamespace, request: aiohttp.TraceRequestStartParams
    ) -> None:
        place = _place(request)
        if place is not None:
            self.demand_room(place)
        context.place = place  # only now: a request that stayed at home must not end

    async def _on_end(
        self, _: aiohttp.ClientSession, context: SimpleNamespace, request: aiohttp.TraceRequestEndParams
    ) -> None:
        if context.place is None:
            return
        answer = request.response
        # Discord doesn't hold it against us when others used a shared limit up.
        shared = answer.headers.get("X-RateLimit-Scope") == "shared"
        self.note(context.place, None if shared else answer.status)

    async def _on_failure(self, _: aiohttp.ClientSession, context: SimpleNamespace, __: Any) -> None:  # noqa: ANN401
        if getattr(context, "place", None) is not None:
            self.note(context.place, None)


def _place(request: aiohttp.TraceRequestStartParams) -> str | None:
    """Return where a request goes, without tokens; None if it isn't Discord's API."""
    if not str(request.url).startswith(Route.BASE):
        return None
    steps = request.url.path.split("/")
    secret = next(
        (at + 2 for at, step in enumerate(steps) if step in ("interactions", "webhooks")), len(steps)
    )
    return f"{request.method} {'/'.join(steps[:secret])}"


async def still_hearts(client: discord.Client) -> None:
    """Hang up ``client``'s lines that were given up while they waited to identify: discord.py forgets them.

    Each keeps a socket and a thread for its heartbeat; one that outlives its loop dies with a traceback.
    """
    for thread in threading.enumerate():
        if isinstance(thread, KeepAliveHandler) and thread.ws._connection is client._connection:  # noqa: SLF001 # nothing public names its owner
            thread.stop()
            await thread.ws.socket.close()
