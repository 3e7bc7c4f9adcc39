"""A sandbox whose members ask: the server half of the interactions bench, in a process of its own.

Its words are how many guilds there are and how many members in each. It prints one line of JSON with its
addresses and the bot's token. Then each line ``RATE SECONDS KIND…`` on standard input lets members ask at
random moments, RATE a second, whether or not what came before was answered, and prints a line of JSON: how
many answers weren't what was asked for, and the milliseconds that 50 and 99 of a hundred waited, by kind. A
wait begins when the request was due, so neither a bot nor a server that falls behind can hide it, and ends
when the first answer is here.

The kinds are: ``habit`` (a list, for members to have used the bot before), ``read`` (a rank in words),
``write`` (a reminder), ``click`` (a board's next page) and ``typing`` (words for an option). Members take
turns.

Each kind is asked in earnest once. The others are copies of that with another guild, channel, member and
number, and their answers get the first one's receipt: the server has to be quicker than any client.
"""

import asyncio
import contextlib
import json
import math
import random
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle
from typing import Any

import orjson
from aiohttp import web

from host import CHANNELS, crowded_world
from tika_sandbox.load.moulds import TICKET, Mould
from tika_sandbox.load.report import percentile
from tika_sandbox.payloads.interactions import asked, callback
from tika_sandbox.wire.rest.call import respond
from tika_sandbox.wire.rest.calls import NOTHING, Reply
from tika_sandbox.wire.server import Sandbox
from tika_sandbox.world import answering, asking, messages
from tika_sandbox.world.drafts import Draft
from tika_sandbox.world.entities import Channel, Message
from tika_sandbox.world.principals import Person
from tika_sandbox.world.requests import AUTOCOMPLETE, COMMAND, COMPONENT, WAITING, Interaction

PATIENCE_S = 3.0
"""How long Discord waits for a first answer."""
HEARD_S = 2.0
"""How long a bot may take to write down what was said."""
CALLBACK = re.compile(rf"/interactions/(\d+)/{TICKET}\d+/callback$")


def _chat(name: str, *options: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "name": name, "options": list(options)}


def _text(name: str, value: str, **more: object) -> dict[str, Any]:
    return {"type": 3, "name": name, "value": value, **more}


REMIND = _chat("remind", _chat("me", _text("when", "in 3 hours"), _text("what", "water the moss")))
CANCEL = _chat("remind", _chat("cancel", _text("number", "moss", focused=True)))
NEXT_PAGE = "levels:board:2:xp:all:text"
SIGNS = {
    "habit": b"embeds", "read": b"XP", "write": b"water the moss", "click": b"XP", "typing": b'"choices":[',
}  # fmt: skip
"""Of each kind, what no other answer has."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What is asked again and again, and the receipt for its answer."""

    mould: Mould
    receipt: Reply


class Desk(Sandbox):
    """Pours interactions and takes the answers to them; for all else it's a sandbox like any other."""

    kinds: dict[str, Kind]
    waiting: dict[int, tuple[str, float]]
    waits: dict[str, list[float]]
    odd: int

    async def _api(self, request: web.Request) -> web.Response:
        found = CALLBACK.search(request.rel_url.raw_path)
        if found is None:
            return await super()._api(request)
        body, now = await request.read(), asyncio.get_running_loop().time()
        kind, due = self.waiting.pop(int(found[1]), ("", 0.0))
        if not kind:
            return respond(Reply({"message": "Unknown interaction", "code": 10062}, 404), {})
        self.waits[kind].append(now - due)
        self.odd += SIGNS[kind] not in body
        return respond(self.kinds[kind].receipt if "with_response" in request.query else NOTHING, {})

    async def ask(
        self, member: int, room: Channel, type_: int, data: dict[str, Any], on: Message | None = None
    ) -> tuple[Kind, Message | None]:
        """Let a member ask in earnest; return the kind of thing that it is, and the answer."""
        request = asking.Request(type_, None, room.id, room.guild_id, data, message_id=on and on.id)
        row = asking.ask(self.world, Person(member), request)
        body = orjson.dumps(asked(self.world, row)).replace(row.token.encode(), f"{TICKET}{row.id}".encode())
        await self._until(lambda: self.world.interactions[row.id].state != WAITING)
        row = self.world.interactions[row.id]
        answer = self.world.messages.get(row.reply_id or 0)
        mould = Mould("INTERACTION_CREATE", orjson.loads(body), (room.guild_id or 0, room.id, member, row.id))
        return Kind(mould, Reply(callback(self.world, row, _answered_by(row), answer))), answer

    async def prepare(self) -> None:
        """Let everybody speak once and choose words over pictures, then ask each kind in earnest."""
        world = self.world
        rooms = {row.guild_id: row for row in world.channels if row.name == f"channel-{CHANNELS - 1}"}
        people = [row.id for row in world.users if row.name.startswith("member")]
        self.places = [(room, member) for room in rooms.values() for member in people]
        for room, member in self.places:
            messages.post(world, Person(member), room.id, Draft("Good morning, everybody!"))
        await asyncio.sleep(HEARD_S)
        room, member = self.places[-1]
        for each in people if any(row.name == "me" for row in world.commands) else ():
            _, mine = await self.ask(each, room, COMMAND, _chat("me", _chat("settings")))
            choice = {"custom_id": "admin:my_field", "values": ["text_only"]}
            await self.ask(each, room, COMPONENT, choice, mine)
        _, board = await self.ask(member, room, COMMAND, _chat("leaderboard"))
        self.kinds = {
            "habit": (await self.ask(member, room, COMMAND, _chat("remind", _chat("list"))))[0],
            "read": (await self.ask(member, room, COMMAND, _chat("rank")))[0],
            "write": (await self.ask(member, room, COMMAND, REMIND))[0],
            "click": (await self.ask(member, room, COMPONENT, {"custom_id": NEXT_PAGE}, board))[0],
            "typing": (await self.ask(member, room, AUTOCOMPLETE, CANCEL))[0],
        }
        random.Random(7).shuffle(self.places)
        self.turns = {kind: cycle(self.places) for kind in self.kinds}

    async def let_ask(self, rate: float, seconds: float, kinds: list[str]) -> dict[str, Any]:
        """Let members ask; return how it went once nobody waits any more."""
        loop, dice = asyncio.get_running_loop(), random.Random(f"{rate} {kinds}")
        self.waiting, self.waits, self.odd = {}, {kind: [] for kind in kinds}, 0
        session = next(one for one in self.hub.sessions.values() if one.socket is not None)
        due = loop.time()
        end = due + seconds
        while (due := due + dice.expovariate(rate)) < end:
            if (early := due - loop.time()) > 0:
                await asyncio.sleep(early)
            kind, number = dice.choice(kinds), self.world.new_id()
            room, member = next(self.turns[kind])
            self.waiting[number] = kind, due
            document = self.kinds[kind].mould.pour(room.guild_id or 0, room.id, member, number)
            session.push("INTERACTION_CREATE", document)
        with contextlib.suppress(TimeoutError):
            await self._until(lambda: not self.waiting, PATIENCE_S)
        for kind, _ in self.waiting.values():
            self.waits[kind].append(math.inf)
        self.waiting.clear()
        everything = [wait for waits in self.waits.values() for wait in waits]
        shown = {**self.waits, "all": everything}
        ranked = {kind: [percentile(waits, share) for share in (50, 99)] for kind, waits in shown.items()}
        return {"asked": len(everything), "odd": self.odd, "waits_ms": ranked}

    async def _until(self, true: Callable[[], object], within_s: float = 30.0) -> None:
        async with asyncio.timeout(within_s):
            while not true():  # noqa: ASYNC110 # the world tells nobody when that happens
                await asyncio.sleep(0.01)


def _answered_by(row: Interaction) -> int:
    return {COMMAND: answering.SAY, COMPONENT: answering.UPDATE, AUTOCOMPLETE: answering.OFFER}[row.type]


async def main() -> None:
    """Serve until standard input ends."""
    world = crowded_world(int(sys.argv[1]), int(sys.argv[2]))
    desk = await Desk.start(world=world, enforce_limits=False)
    bot, address = next(row for row in world.users if row.bot), desk.address
    facts = {"api": address.api, "gateway": address.gateway, "cdn": address.cdn, "token": bot.token}
    print(json.dumps(facts), flush=True)
    lines = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    await lines.readline()
    await desk.prepare()
    print("prepared", flush=True)
    while line := await lines.readline():
        rate, seconds, *kinds = line.decode().split()
        print(json.dumps(await desk.let_ask(float(rate), float(seconds), kinds)), flush=True)
    await desk.close()


if __name__ == "__main__":
    asyncio.run(main())
