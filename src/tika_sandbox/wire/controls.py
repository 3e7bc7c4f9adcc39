"""What only a sandbox can do: break lines on purpose, so that tests can watch clients mend them."""

from typing import TYPE_CHECKING, Final

from aiohttp import web

from tika_sandbox.wire.faults.answers import Answers
from tika_sandbox.wire.faults.lines import Lines
from tika_sandbox.wire.faults.plan import Plan, Weather
from tika_sandbox.wire.gateway.connection import INVALID, RECONNECT, Connection

if TYPE_CHECKING:
    from tika_sandbox.wire.server import Sandbox

RUDE: Final = 4000


class Controls:
    """Orders to a running sandbox; ``user_id`` None means everybody who is connected."""

    def __init__(self, sandbox: "Sandbox") -> None:
        self._sandbox = sandbox

    def routes(self) -> list[web.RouteDef]:
        """Return the orders as HTTP: ``POST /controls/drop|reconnect|invalidate?user=<id>``.

        ``POST /controls/faults`` takes a plan as JSON; an empty one ends the weather.
        """
        return [
            web.post("/controls/drop", self._drop),
            web.post("/controls/reconnect", self._reconnect),
            web.post("/controls/invalidate", self._invalidate),
            web.post("/controls/faults", self._faults),
        ]

    def disturb(self, plan: Plan) -> Weather:
        """Let bad weather begin, in place of any there was; return it, which notes what it strikes."""
        sandbox, weather = self._sandbox, Weather(plan)
        sandbox.hub.disturb = Lines(sandbox.hub, weather).carry
        sandbox.faults = Answers(sandbox.world, weather)
        return weather

    def calm(self) -> None:
        """Let the weather end. A line that it spoilt stays spoilt until its client mends it."""
        self._sandbox.hub.disturb = None
        self._sandbox.faults = None

    async def drop(self, user_id: int | None = None) -> int:
        """Cut sockets without a word, as a bad network does; return how many. Sessions stay resumable."""
        chosen = self._chosen(user_id)
        for connection in chosen:
            connection.cut()
        return len(chosen)

    async def reconnect(self, user_id: int | None = None) -> int:
        """Ask clients to come back (op 7); return how many were asked."""
        chosen = self._chosen(user_id)
        for connection in chosen:
            await connection.say(RECONNECT)
        return len(chosen)

    async def invalidate(self, user_id: int | None = None, *, resumable: bool = False) -> int:
        """Tell clients that their session is over (op 9); return how many were told."""
        chosen = self._chosen(user_id)
        for connection in chosen:
            if connection.session is not None and not resumable:
                self._sandbox.hub.forget(connection.session)
            await connection.say(INVALID, resumable)
        return len(chosen)

    def _chosen(self, user_id: int | None) -> list[Connection]:
        return [
            one
            for one in self._sandbox.connections
            if one.session is not None and user_id in (None, one.session.login.user_id)
        ]

    async def _drop(self, request: web.Request) -> web.Response:
        return web.json_response({"connections": await self.drop(_user(request))})

    async def _reconnect(self, request: web.Request) -> web.Response:
        return web.json_response({"connections": await self.reconnect(_user(request))})

    async def _invalidate(self, request: web.Request) -> web.Response:
        resumable = request.query.get("resumable") == "1"
        return web.json_response({"connections": await self.invalidate(_user(request), resumable=resumable)})

    async def _faults(self, request: web.Request) -> web.Response:
        try:
            plan = Plan.read(await request.json())
        except (ValueError, TypeError, AttributeError) as mistake:
            return web.json_response({"message": str(mistake)}, status=400)
        if plan == Plan():
            self.calm()
        else:
            self.disturb(plan)
        return web.json_response({"seed": plan.seed})


def _user(request: web.Request) -> int | None:
    said = request.query.get("user", "")
    return int(said) if said.isdigit() else None
