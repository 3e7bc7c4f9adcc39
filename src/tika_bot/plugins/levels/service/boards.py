"""Boards by any measure over any window, and a guild's days."""

from collections.abc import Awaitable, Callable

from tika_bot.base.clock import Clock
from tika_bot.base.ids import GuildId, UserId
from tika_bot.plugins.levels.model import PER_PAGE, Board
from tika_bot.plugins.levels.store import RankingStore
from tika_bot.plugins.levels.windows import Activity, Ranking, Window, without_gaps

from .hearing import DAY_S

NEVER = 2**31 - 1
"""A day since 1970 that doesn't come."""


class Boards:
    """Answers from rows; ``fresh`` brings in what was heard until now."""

    def __init__(
        self,
        store: RankingStore,
        fresh: Callable[[], Awaitable[None]],
        season: Callable[[GuildId], Awaitable[int | None]],
        clock: Clock,
    ) -> None:
        self._store = store
        self._fresh = fresh
        self._season = season
        self._clock = clock

    async def page(self, guild: GuildId, ranking: Ranking, page: int) -> Board:
        """Return ``page`` of a board; before the first it's the first, past the last the last."""
        await self._fresh()
        since = await self._since(guild, ranking.window)
        places, of = await self._store.page(guild, ranking, since, max(page, 1))
        board = Board(tuple(places), max(page, 1), of, ranking)
        return board if page <= board.pages else await self.page(guild, ranking, board.pages)

    async def around(self, guild: GuildId, ranking: Ranking, member: UserId) -> Board:
        """Return the page on which ``member`` is; the first if they have no rank."""
        await self._fresh()
        since = await self._since(guild, ranking.window)
        rank = await self._store.rank(guild, member, ranking, since)
        return await self.page(guild, ranking, 1 if rank is None else (rank - 1) // PER_PAGE + 1)

    async def _since(self, guild: GuildId, window: Window) -> int | None:
        """Return the first day that counts; without a season none does, not even today."""
        if window is not Window.SEASON:
            return window.first_day(self._clock.now())
        begun = await self._season(guild)
        return NEVER if begun is None else begun

    async def activity(self, guild: GuildId, days: int) -> tuple[Activity, ...]:
        """Return what ``guild`` did on the last ``days`` days, the oldest first, today included."""
        await self._fresh()
        today = int(self._clock.now().timestamp()) // DAY_S
        found = await self._store.activity(guild, today - days + 1, today)
        return without_gaps(found, today - days + 1, today)
