"""Starts a sandbox for a test and lends out its people."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from tika_sandbox.demo import DemoFacts, build_demo
from tika_sandbox.pointing import pointed
from tika_sandbox.testing.line import PATIENCE_S, Line
from tika_sandbox.testing.people import Person
from tika_sandbox.wire.server import Address, Sandbox
from tika_sandbox.world.entities import TEXT, Channel, Overwrite, User
from tika_sandbox.world.people import join, make_guild, make_person
from tika_sandbox.world.permissions import May
from tika_sandbox.world.state import World

N = TypeVar("N", User, Channel)


class Stage:
    """A running sandbox with the demo world: two guilds, a bot in both, people in each."""

    def __init__(self, sandbox: Sandbox, facts: DemoFacts, closing: AsyncExitStack) -> None:
        self.sandbox = sandbox
        self.facts = facts
        self._closing = closing
        self._lines: dict[int, Line] = {}

    @property
    def address(self) -> Address:
        """Where the sandbox listens."""
        return self.sandbox.address

    @property
    def bot_token(self) -> str:
        """The demo bot's token."""
        return self.facts.world.users[self.facts.bot.id].token

    @property
    def problems(self) -> list[str]:
        """What broke Discord's rules on the wire so far."""
        return self.sandbox.problems

    async def person(self, name: str, guild: int = 0, channel: str = "general") -> Person:
        """Return the demo person called ``name``, connected and looking at a channel.

        ``guild`` is the place in the demo's list of guilds.

        Raises:
            AssertionError: There is no such person or channel; the text names those that there are.
        """
        user = _named(self.facts.users, name)
        home = self.facts.guilds[guild]
        rooms = self.facts.world.channels.within(home.id).values()
        room = _named([row for row in rooms if row.type == TEXT], channel)
        line = await self._line(user.id, user.token)
        return Person(line, {"id": str(user.id), "name": user.name}, str(home.id), str(room.id))

    async def until_back(self, person: Person, *, within_s: float = PATIENCE_S) -> None:
        """Wait until the bot is connected, as ``person`` sees it; it hears everything from then on."""
        bot = self.facts.bot.id
        await person.line.wait(
            lambda: bot in self.facts.world.presences, "for the bot to be back", within_s=within_s
        )

    def grants(self, *, intents: int) -> None:
        """Switch the bot's privileged intents on or off."""
        world = self.facts.world
        world.applications.put(replace(world.applications[self.facts.bot.id], intents=intents))

    def crowds(self, guild_id: int, count: int) -> None:
        """Fill a guild with ``count`` more people."""
        world = self.facts.world
        for number in range(count):
            join(world, guild_id, make_person(world, f"guest{number}").id)

    def founds(self, count: int) -> None:
        """Found ``count`` more guilds with the bot in each, spread over all shards."""
        world, owner = self.facts.world, self.facts.users[0].id
        first = self.facts.guilds[0].id
        for number in range(1, count + 1):
            guild = make_guild(world, f"Guild {number}", owner, guild_id=first + (number << 22))
            join(world, guild.id, self.facts.bot.id)

    def hides(self, channel_id: str, *, from_user: int) -> None:
        """Hide a channel from one member."""
        world = self.facts.world
        row = world.channels[int(channel_id)]
        hidden = Overwrite(from_user, 1, deny=int(May.VIEW_CHANNEL))
        world.channels.put(replace(row, overwrites=(*row.overwrites, hidden)))

    async def _line(self, user_id: int, token: str) -> Line:
        line = self._lines.get(user_id)
        if line is None:
            line = self._lines[user_id] = await Line(self.address, token).open()
            self._closing.push_async_callback(line.close)
        return line


def _named(rows: Sequence[N], name: str) -> N:
    for row in rows:
        if row.name == name:
            return row
    raise AssertionError(f"no {name!r} among {sorted(row.name for row in rows)}")


@asynccontextmanager
async def stage(
    *, world: World | None = None, data: Path | None = None, enforce_limits: bool = True, **more: Any
) -> AsyncIterator[Stage]:
    """Run a sandbox on a free port for the length of an ``async with``; discord.py is led to it.

    ``world`` is one to play in instead of a new demo world, ``data`` a folder that it survives in.
    """
    world = world or World()
    async with AsyncExitStack() as closing:
        sandbox = await Sandbox.start(world=world, data=data, enforce_limits=enforce_limits, **more)
        closing.push_async_callback(sandbox.close)
        closing.enter_context(pointed(sandbox.address))
        yield Stage(sandbox, build_demo(world), closing)
