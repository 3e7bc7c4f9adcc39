"""Faults between a bot and REST: undeserved refusals, lost answers, answers that take long."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import Any, Final

import orjson
from aiohttp import web

from tika_sandbox.wire.faults.plan import ON_ANSWERS, Weather
from tika_sandbox.wire.rest.call import PREFIX
from tika_sandbox.wire.rest.table import find
from tika_sandbox.world.principals import Bot
from tika_sandbox.world.state import World

RETRIED: Final = (500, 502, 504)
"""discord.py tries these again by itself, after one second and more."""
RAISED: Final = 503
"""This one it hands to the bot at once."""
LOGIN: Final = frozenset({"/users/@me", "/oauth2/applications/@me", "/applications/@me"})
"""Spared: a bot that can't log in isn't there to be disturbed."""

Answered = Callable[[web.Request], Awaitable[web.Response]]


class Answers:
    """Stands before REST and lets bots feel the weather; people's requests pass."""

    def __init__(self, world: World, weather: Weather) -> None:
        self._world = world
        self._weather = weather
        self._kinds: dict[str, Callable[[web.Request, Answered, random.Random], Awaitable[web.Response]]] = {
            "limited": self._limited,
            "banned": self._banned,
            "broken": self._broken,
            "lost": self._lost,
            "slow": self._slow,
            "forbidden": self._forbidden,
        }

    async def answer(self, request: web.Request, answered: Answered) -> web.Response:
        """Return what ``answered`` returns, or what befell it."""
        path = PREFIX.sub("", request.rel_url.raw_path)
        route, _, _ = find(request.method, path)
        if route is None or route.path in LOGIN or not self._is_from_bot(request, path):
            return await answered(request)
        stream = f"{request.method} {route.path}"
        fault, dice = self._weather.befalls(stream, path, ON_ANSWERS)
        if fault is None:
            return await answered(request)
        return await self._kinds[fault](request, answered, dice)

    def _is_from_bot(self, request: web.Request, path: str) -> bool:
        token = request.headers.get("Authorization", "").rpartition(" ")[2]
        if token:
            return isinstance(self._world.by_token(token), Bot)
        return path.startswith(("/interactions/", "/webhooks/"))

    async def _limited(self, _: web.Request, __: Answered, dice: random.Random) -> web.Response:
        wait_s = round(dice.random() * self._weather.plan.pause_s, 3)
        body = {"message": "You are being rate limited.", "retry_after": wait_s, "global": False}
        headers = {"Via": "1.1 sandbox", "Retry-After": "1", "X-RateLimit-Scope": "shared"}
        return _told(429, body, headers)

    async def _banned(self, _: web.Request, __: Answered, ___: random.Random) -> web.Response:
        return web.Response(status=429, text="error code: 1015", headers={"Retry-After": "1"})

    async def _broken(self, _: web.Request, __: Answered, dice: random.Random) -> web.Response:
        return _failed(dice)

    async def _lost(self, request: web.Request, answered: Answered, dice: random.Random) -> web.Response:
        await answered(request)
        return _failed(dice)

    async def _slow(self, request: web.Request, answered: Answered, dice: random.Random) -> web.Response:
        await asyncio.sleep(dice.random() * self._weather.plan.pause_s)
        return await answered(request)

    async def _forbidden(self, _: web.Request, __: Answered, ___: random.Random) -> web.Response:
        return _told(403, {"message": "Missing Permissions", "code": 50013})


def _failed(dice: random.Random) -> web.Response:
    """Return one of Discord's own failures: mostly the kind that reaches the bot, since the others wait."""
    status = RAISED if dice.random() < 0.8 else dice.choice(RETRIED)
    return _told(status, {"message": f"{status}: it broke", "code": 0})


def _told(status: int, body: dict[str, Any], headers: dict[str, str] | None = None) -> web.Response:
    # Exactly this type: discord.py compares with ==.
    named = {"Content-Type": "application/json", **(headers or {})}
    return web.Response(status=status, body=orjson.dumps(body), headers=named)
