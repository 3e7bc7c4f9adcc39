"""The guilds that the bot comes to and leaves, also those that it missed while it was down."""

import asyncio
import contextlib
from collections.abc import Callable, Collection, Container

import discord
import structlog

from tika_bot.base.ids import GuildId
from tika_bot.bot.greeting import first_open_channel, welcome
from tika_bot.bot.jobs import Jobs
from tika_bot.bot.registration import Registration
from tika_bot.bot.speaking import Speaking
from tika_bot.bot.wing import Wing
from tika_bot.core.presence import Arrival

log = structlog.get_logger("tika.homes")

SLOW_S = 20.0
"""How long a start waits for guilds that Discord is slow to tell of."""


class Homes:
    """Greets where it is new, and lets the data sleep where it is no longer."""

    def __init__(
        self, wing: Wing, jobs: Jobs, registration: Registration, speaking: Speaking, name: str
    ) -> None:
        self._wing = wing
        self._jobs = jobs
        self._registration = registration
        self._speaking = speaking
        self._name = name
        self._known: frozenset[GuildId] = frozenset()
        """Where it was when it last ran; empty at the very first start."""
        self._entered: set[int] = set()
        self._arrival = asyncio.Event()

    async def recall(self) -> None:
        """Remember where it was when it last ran; to be called before any guild is seen."""
        self._known = await self._wing.presence.guilds()

    async def found(self, guild: discord.Guild) -> None:
        """Note a guild that was there when the connection began."""
        arrival = await self._enter(GuildId(guild.id))
        # At the very first start every guild is new to us, and we may be an old friend to all of them.
        if arrival is Arrival.NEW and self._known:
            await self._greet(guild)

    async def joined(self, guild: discord.Guild) -> None:
        """Note a guild to which it was invited just now."""
        await self._enter(GuildId(guild.id))
        await self._greet(guild)

    async def left(self, guild: GuildId) -> None:
        """Let the data of ``guild`` sleep, and go when it hasn't come back in time."""
        left_at = await self._wing.presence.left(guild)
        await self._jobs.purge_later(guild, left_at)
        log.info("guild.left", guild=guild)

    async def miss(self, seen: Collection[int], shards: Container[int], shard_count: int) -> None:
        """Leave the guilds that our ``shards`` should see and don't: it was sent away while it was down."""
        for guild in self._known:
            if guild not in seen and (guild >> 22) % shard_count in shards:
                await self.left(guild)
        self._known = frozenset(GuildId(guild) for guild in seen)

    async def _enter(self, guild: GuildId) -> Arrival:
        arrival = await self._wing.presence.joined(guild)
        if arrival is Arrival.BACK:
            await self._jobs.spare(guild)
        self._registration.touch(guild, soon=True)
        self._entered.add(guild)
        self._arrival.set()
        return arrival

    async def entered(self, guilds: Callable[[], Collection[int]]) -> None:
        """Return once it has entered all ``guilds``, or when some have been away for `SLOW_S`."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(SLOW_S):
                while not self._entered.issuperset(guilds()):
                    self._arrival.clear()
                    await self._arrival.wait()

    async def _greet(self, guild: discord.Guild) -> None:
        channel = first_open_channel(guild)
        if channel is None or not await self._wing.presence.greet_once(GuildId(guild.id)):
            return
        words = self._wing.wording.words("core", guild.preferred_locale.value)
        await self._speaking.say(channel, welcome(words, self._name))
