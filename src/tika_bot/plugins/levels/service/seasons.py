"""Seasons begin and end; how they ended stays, also if everybody's XP is reset with it."""

import contextlib
from dataclasses import dataclass

from tika_bot.base.clock import Clock
from tika_bot.base.ids import GuildId
from tika_bot.core.ledger import Entry
from tika_bot.core.permits import Actor, Permits
from tika_bot.plugins.levels.corrections import NothingAnywhere, Order
from tika_bot.plugins.levels.model import PER_PAGE, Place
from tika_bot.plugins.levels.seasons import NoSeason, Season, SeasonGone, SeasonNamed, SeasonRuns
from tika_bot.plugins.levels.store import SeasonStore

from .granting import MANAGE, Granting
from .hearing import DAY_S
from .writing import Writing


@dataclass(frozen=True, slots=True)
class SeasonEnd:
    """A season that ended, how many stood in it, and the reset that came with it, if one did."""

    season: Season
    members: int
    reset: Entry | None = None


@dataclass(frozen=True, slots=True)
class SeasonPage:
    """A page of how a season ended."""

    season: Season
    places: tuple[Place, ...]
    page: int
    pages: int


class Seasons:
    """Every verb asks for the permission first."""

    def __init__(
        self, store: SeasonStore, granting: Granting, writing: Writing, permits: Permits, clock: Clock
    ) -> None:
        self._store = store
        self._granting = granting
        self._writing = writing
        self._permits = permits
        self._clock = clock

    async def all(self, actor: Actor, guild: GuildId) -> list[Season]:
        """Return the seasons of ``guild``, newest first."""
        self._permits.demand(actor, MANAGE)
        return await self._store.all(guild)

    async def past(self, guild: GuildId) -> list[Season]:
        """Return the last seasons of ``guild`` that are over, newest first, to whoever asks."""
        return [one for one in await self._store.all(guild) if one.ended_at is not None]

    async def first_day(self, guild: GuildId) -> int | None:
        """Return the first day of the season that runs, for boards; None if none does."""
        newest = (await self._store.all(guild))[:1]
        return newest[0].first_day if newest and newest[0].ended_at is None else None

    async def running(self, actor: Actor, guild: GuildId) -> Season:
        """Return the season that runs.

        Raises:
            NoSeason: none does.
        """
        newest = (await self.all(actor, guild))[:1]
        if not newest or newest[0].ended_at is not None:
            raise NoSeason
        return newest[0]

    async def begin(self, order: Order, name: str) -> Season:
        """Let a season begin today, or tomorrow if one ended today: no day belongs to two.

        Raises:
            SeasonRuns: another one isn't over.
            SeasonNamed: one was called so.
        """
        self._permits.demand(order.actor, MANAGE)
        now = self._clock.now()
        today = int(now.timestamp()) // DAY_S
        async with self._writing.correcting(order.guild):
            before = await self._store.all(order.guild)
            for one in before:
                if one.ended_at is None:
                    raise SeasonRuns(name=one.name)
                today = max(today, int(one.ended_at.timestamp()) // DAY_S + 1)
            if any(one.is_called(name) for one in before):
                raise SeasonNamed(name=name)
            return await self._store.begin(order.guild, name, today, now)

    async def end(self, order: Order, season: int, *, reset: bool) -> SeasonEnd:
        """End ``season`` and keep how everybody stands; with ``reset`` everybody begins anew, undoably.

        Raises:
            NoSeason: it isn't the one that runs.
        """
        now = self._clock.now()
        async with self._writing.correcting(order.guild):
            running = await self.running(order.actor, order.guild)
            if running.id != season:
                raise NoSeason
            members = await self._store.end(order.guild, running, now)
            entry = None
            if reset:
                with contextlib.suppress(NothingAnywhere):  # the season is over all the same
                    _, entry = await self._granting.take_from_all(order)
        return SeasonEnd(running, members, entry)

    async def page(self, actor: Actor, guild: GuildId, season: int, page: int) -> SeasonPage:
        """Return a page of how a season ended, by its number.

        Raises:
            SeasonGone: there is no such season any more.
        """
        for one in await self.all(actor, guild):
            if one.id == season:
                pages = max(1, -(-await self._store.count(guild, one.id) // PER_PAGE))
                page = min(max(page, 1), pages)
                return SeasonPage(one, tuple(await self._store.page(guild, one.id, page)), page, pages)
        raise SeasonGone
