"""What others ask of levels, and its life. One transaction writes everything a second after it was heard."""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import structlog

from tika_bot.base.clock import Clock
from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.events import FeatureSwitched, GuildPurged
from tika_bot.plugins.levels.api import History
from tika_bot.plugins.levels.company import week_of
from tika_bot.plugins.levels.model import PER_PAGE, Board, Counters, Standing, Why
from tika_bot.plugins.levels.portraits import Portraits
from tika_bot.plugins.levels.rooms import Rooms
from tika_bot.plugins.levels.store import MemberStore
from tika_bot.plugins.levels.windows import USUAL_RANKING, Ranking

from .boards import Boards
from .cards import Cards
from .desk import Desk
from .handing import Handing
from .hearing import DAY_S, Hearing
from .hiding import Hiding
from .rewarding import Rewarding
from .roles import Roles
from .tuned import PLUGIN, Tuned
from .writing import Writing

LARGE = 20_000
"""Members with a rank from which on a guild gets buckets, see the store."""

TICK_EVERY_S = 60.0
"""How often minutes in voice are counted; a crash costs at most the one that runs."""

log = structlog.get_logger(__name__)


class Levels:
    """The plugin's verbs; implements `LevelsApi`."""

    def __init__(  # noqa: PLR0913 # the parts that do the work
        self,
        store: MemberStore,
        tuned: Tuned,
        hearing: Hearing,
        rooms: Rooms,
        writing: Writing,
        *,
        rewarding: Rewarding,
        boards: Boards,
        desk: Desk,
        roles: Roles,
        handing: Handing,
        hiding: Hiding,
        portraits: Portraits,
        cards: Cards,
        clock: Clock,
    ) -> None:
        self._store = store
        self._tuned = tuned
        self._hearing = hearing
        self._writing = writing
        self._clock = clock
        self._boards = boards
        self.rooms = rooms
        self.desk = desk
        self.roles, self.handing, self.hiding = roles, handing, hiding
        self.leave, self.come_back = hiding.leave, hiding.come_back
        self.portraits, self.cards = portraits, cards
        self.show_badges = cards.show_badges
        self.settings, self.is_on = tuned.of, tuned.is_on
        self.level, self.begins = tuned.level, tuned.begins
        self.hear, self.react, self.command = hearing.hear, hearing.react, hearing.command
        self.activity = boards.activity
        self.flush = writing.flush
        self.reward, self.reward_each, self.worth = rewarding.reward, rewarding.reward_each, rewarding.worth
        self.consequences, self.sweeps = writing.consequences, writing.sweeps
        self.look_in: Callable[[GuildId], None] = lambda _: None
        """Lets `rooms` meet who is in voice in a guild; set by who watches Discord."""
        self._kept: list[asyncio.Task[None]] = []

    # --- life ----------------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Begin to write what is heard."""
        self.rooms.load(await self._store.stays())
        today = int(self._clock.now().timestamp()) // DAY_S
        self._hearing.spent.load(await self._store.spent(today), today)
        week = week_of(self._clock.now())
        self.rooms.company.load(await self._store.company(week), week)
        loop = asyncio.get_running_loop()
        self._kept = [
            loop.create_task(self._writing.run(), name="levels:flush"),
            loop.create_task(self._tick_again(), name="levels:tick"),
        ]

    async def close(self) -> None:
        """Write everything that was heard, then rest."""
        for task in self._kept:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        self._kept = []
        self.rooms.tick()
        await self.flush()

    async def _tick_again(self) -> None:
        while True:
            await asyncio.sleep(TICK_EVERY_S)
            self.rooms.tick()

    # --- answers -------------------------------------------------------------------------------------------

    def wants_text(self, guild: GuildId, user: UserId) -> bool:
        """Return whether ``user`` prefers words to pictures, or ``guild`` does."""
        return self._tuned.of_member(user).text_only or self._tuned.of(guild).text_only

    async def counters(self, guild: GuildId, member: UserId) -> Counters:
        """Return everything that was counted of ``member``, until this moment; zeros for somebody unknown."""
        await self.flush()
        return await self._store.counters(guild, member)

    async def days(self, guild: GuildId, member: UserId, *, since: int) -> dict[int, Counters]:
        """Return what was counted on each day from ``since`` on; quiet days are left out."""
        await self.flush()
        return await self._store.days(guild, member, since)

    async def histories(
        self, guild: GuildId, members: Sequence[UserId], *, since: int = 0, fresh: bool = True
    ) -> dict[UserId, History]:
        """Return everything that was counted of each of ``members``; see `LevelsApi.histories`."""
        if fresh:
            await self.flush()
        return await self._store.histories(guild, members, since)

    async def members(self, guild: GuildId, *, after: UserId, most: int) -> list[UserId]:
        """Return the next ``most`` members after ``after``; see `LevelsApi.members`."""
        return await self._store.listed(guild, after, most)

    async def standing(self, guild: GuildId, member: UserId) -> Standing:
        """Return how ``member`` stands, everything heard until now included."""
        await self._writing.fresh()
        standing = await self._store.standing(guild, member)
        await self._enlarge(guild, standing.of)
        return replace(standing, curve=self._tuned.curve(guild))

    async def board(self, guild: GuildId, page: int, ranking: Ranking = USUAL_RANKING) -> Board:
        """Return ``page`` of a board; before the first it's the first, past the last the last."""
        if not ranking.is_usual:
            return await self._boards.page(guild, ranking, page)
        await self._writing.fresh()
        places, of = await self._store.page(guild, max(page, 1))
        board = Board(tuple(places), max(page, 1), of)
        if page > board.pages:
            return await self.board(guild, board.pages)
        await self._enlarge(guild, of)
        return board

    async def board_around(self, guild: GuildId, member: UserId, ranking: Ranking = USUAL_RANKING) -> Board:
        """Return the page on which ``member`` is; the first if they have no rank."""
        if not ranking.is_usual:
            return await self._boards.around(guild, ranking, member)
        rank = (await self.standing(guild, member)).rank
        return await self.board(guild, 1 if rank is None else (rank - 1) // PER_PAGE + 1)

    def why(self, guild: GuildId, member: UserId) -> Why:
        """Return what became of what ``member`` did last, as far as it is remembered."""
        return self._hearing.why(guild, member, self._clock.now())

    async def _enlarge(self, guild: GuildId, members: int) -> None:
        """Give ``guild`` buckets once it has grown; without stopping others from reading."""
        if members < LARGE or await self._store.is_large(guild):
            return
        async with self._writing.alone:
            await self._store.enlarge(guild, self._clock.now())
        log.info("levels.enlarged", guild=guild, members=members)

    # --- members come and go -------------------------------------------------------------------------------

    async def switched(self, guild: GuildId, on: bool) -> None:  # noqa: FBT001 - the host's signature
        """Write what was heard before it was switched off, and look around when it's on again."""
        if on:
            await self.hiding.look_around(guild)
        else:
            self.rooms.close(guild)
            await self.flush()

    async def turned(self, event: FeatureSwitched) -> None:
        """Let time in voice count from now on, or no longer; all processes hear it, whoever switched."""
        if event.plugin == PLUGIN and event.on:
            self.look_in(event.guild)
        elif event.plugin == PLUGIN:
            self.rooms.close(event.guild)

    async def purged(self, event: GuildPurged) -> None:
        """Forget who is in voice in a guild whose data are deleted: else their rows would come back."""
        self.rooms.purge(event.guild)

    async def forget(self, user: UserId) -> None:
        """Delete everything about ``user``, also what only memory knows.

        What waits to be written is dropped before the flush: others would hear of it and answer with rewards.
        """
        self.rooms.forget(user)
        self._hearing.forget(user)
        self._writing.forget(user)
        await self.flush()
        async with self._writing.alone:
            self._hearing.forget(user)
            await self._store.forget(user)
            await self.roles.forget(user)
            await self.cards.forget(user)

    async def export(self, user: UserId) -> dict[str, list[dict[str, Any]]]:
        """Return everything about ``user``."""
        await self.flush()
        kept = await self._store.export(user) | await self.roles.export(user)
        return kept | await self.cards.export(user)
