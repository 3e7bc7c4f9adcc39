"""How what was heard becomes durable, and what follows from it.

A flush takes all batches, adds them to the rows, reads the new totals from the same statement and lets the
`Consequence`s of each step happen in the same transaction. Since additions of one member follow each other,
exactly one of them steps over each level: it's told once, whoever else writes. A transaction that moves a
member several times, by a quest and the achievement that it completes, tells in the end where that led.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from types import MappingProxyType

import structlog

from tika_bot.base.clock import Clock
from tika_bot.base.errors import Busy
from tika_bot.base.ids import ChannelId, GuildId, UserId
from tika_bot.core.events import Events
from tika_bot.plugins.levels.api import Counted, Swept
from tika_bot.plugins.levels.batches import Batch
from tika_bot.plugins.levels.model import NOWHERE, Addition, Climb, Curve, Step, joined
from tika_bot.plugins.levels.rooms import Rooms
from tika_bot.plugins.levels.store import MemberStore

from .hearing import DAY_S, Hearing

FLUSH_EVERY_S = 1.0
"""How long a reward may wait for its transaction; a crash costs what waits."""

Consequence = Callable[[Step], Awaitable[None]]
"""Called in the transaction that takes a member to another level; what it writes lasts if the XP does."""

Sweep = Callable[[GuildId], Awaitable[None]]
"""Called in the transaction that changes everybody's XP at once, in place of a step for each."""

log = structlog.get_logger(__name__)


class Writing:
    """The pen of levels."""

    def __init__(
        self,
        store: MemberStore,
        hearing: Hearing,
        rooms: Rooms,
        events: Events,
        *,
        clock: Clock,
        curve: Callable[[GuildId], Curve],
    ) -> None:
        self._store = store
        self._hearing = hearing
        self._rooms = rooms
        self._events = events
        self._clock = clock
        self._curve = curve
        self.consequences: list[Consequence] = []
        self.sweeps: list[Sweep] = [self._tell_swept]
        self._granted: list[Counted | Swept] = []
        """What was changed apart from batches and is to be told with the next of them."""
        self._task: asyncio.Task[None] | None = None
        self._is_away = False
        """Whether the last flush found the database away or full."""
        self.alone = asyncio.Lock()
        """Held by whoever writes many members: buckets are built from what is really there."""

    async def run(self) -> None:
        """For ever: write a second after something was heard."""
        waiting = self._hearing.waiting
        while True:
            await waiting.wait()
            await asyncio.sleep(FLUSH_EVERY_S)
            waiting.clear()
            try:
                await self.flush()
                self._is_away = False
            except Busy as error:
                waiting.set()
                if not self._is_away:  # once an outage, not once a second
                    log.warning("levels.flush_waits", why=repr(error.__cause__ or error))
                self._is_away = True
            except Exception:
                waiting.set()
                log.exception("levels.flush_failed")

    async def flush(self) -> None:
        """Return when everything that was heard until now is durable.

        Raises:
            Busy: the database is away or full; what was heard waits for the next time.
        """
        for _ in range(2):  # what is under way may have begun before the last message
            if self._task is None:
                if not self._hearing.batches and not self._rooms.changed and not self._granted:
                    return
                self._task = asyncio.get_running_loop().create_task(self._write_all(), name="levels:write")
                self._task.add_done_callback(_looked_at)
            # Shielded: whoever waits may be cancelled, the transaction may not be torn in half.
            await asyncio.shield(self._task)

    async def fresh(self) -> None:
        """Return when all that was heard can be read; while nothing can be written, what is there must do."""
        if not self._is_away:
            with contextlib.suppress(Busy):
                await self.flush()

    @asynccontextmanager
    async def correcting(self, guild: GuildId) -> AsyncIterator[None]:
        """Make all that happens inside one transaction of ``guild``, in which nobody else changes XP.

        What was heard until now is written before, so that "all that they have" is all.
        """
        await self.flush()
        async with self.alone, self._store.alone(guild):
            yield

    async def change(
        self,
        guild: GuildId,
        xp: Mapping[UserId, int],
        channels: Mapping[UserId, ChannelId] = MappingProxyType({}),
        *,
        counts_today: bool = True,
        is_news: bool = True,
    ) -> None:
        """Add ``xp``, which may be negative, to members of ``guild``, with all consequences.

        ``channels`` says where it happened, if anywhere, and ``is_news`` whether a level reached is told.
        It belongs to today, as what is earned does, unless it's a correction. Expects `MemberStore.here`, and
        that nobody's total falls below zero by it.
        """
        today = int(self._clock.now().timestamp()) // DAY_S
        day = today if counts_today else None
        additions = [Addition(guild, member, amount) for member, amount in sorted(xp.items())]
        curve, climbed = self._curve(guild), list[Climb]()
        for _, member, after, _ in await self._store.add_here(guild, additions, day):
            before = after - xp[member]
            levels = curve.level(after) - curve.level(before)
            if levels:
                climbed.append((guild, member, levels))
                step = Step(guild, member, before, after, channels.get(member, NOWHERE), is_news)
                self._store.before_commit(self._follow, step)
        if climbed and counts_today:
            await self._store.climb_here(guild, climbed)
        event = Counted(today, additions, is_correction=not counts_today)
        self._store.afterwards(lambda: self._tell_later(event))

    def forget(self, user: UserId) -> None:
        """Tell nobody any more what ``user`` was given."""
        self._granted = [
            replace(event, additions=[one for one in event.additions if one.member != user])
            if isinstance(event, Counted)
            else event
            for event in self._granted
        ]

    async def _tell_swept(self, guild: GuildId) -> None:
        self._store.afterwards(lambda: self._tell_later(Swept(guild)))

    def _tell_later(self, event: Counted | Swept) -> None:
        self._granted.append(event)
        self._hearing.waiting.set()

    async def sweep(self, guild: GuildId) -> None:
        """Let what follows from everybody's XP or level happen, in one transaction."""
        async with self._store.here(guild):
            for sweep in self.sweeps:
                await sweep(guild)

    async def _write_all(self) -> None:
        async with self.alone:
            batches, self._hearing.batches = self._hearing.batches, []
            changed, self._rooms.changed = self._rooms.changed, set()
            granted, self._granted = self._granted, []
            stays = {where: self._rooms.of(where) for where in changed}
            spent, company = self._hearing.spent.take(), self._rooms.company.take()
            try:
                async with self._store.everywhere():
                    await self._store.keep_stays(stays)
                    await self._store.keep_spent(spent)
                    await self._store.keep_company(company)
                    written = [(batch.day, await self._write(batch)) for batch in batches]
            except BaseException:
                self._hearing.batches = batches + self._hearing.batches
                self._rooms.changed |= changed
                self._granted = granted + self._granted
                self._hearing.spent.put_back(spent)
                self._rooms.company.put_back(company)
                raise
            finally:
                self._task = None
        for event in (*granted, *(Counted(day, additions) for day, additions in written)):
            await self._events.tell(event)

    async def _write(self, batch: Batch) -> list[Addition]:
        additions, added = batch.additions(), batch.added
        totals = await self._store.add(additions, batch.day)
        rises = {guild: self._curve(guild).rises for guild in added}
        # Nearly nobody gets to another level: whoever doesn't costs no step and no await.
        risen = [
            (added[guild][member], xp)
            for guild, member, xp, _ in totals
            if rises[guild](xp - added[guild][member].xp, xp)
        ]
        climbed = list[Climb]()
        for one, xp in risen:
            step, curve = Step(one.guild, one.member, xp - one.xp, xp, one.earned_in), self._curve(one.guild)
            climbed.append((one.guild, one.member, curve.level(step.after) - curve.level(step.before)))
            self._store.before_commit(self._follow, step)
        if climbed:
            await self._store.climb(climbed)
        return additions

    async def _follow(self, steps: Iterable[Step]) -> None:
        """Let the consequences of ``steps`` happen, which one transaction took; each member's are one."""
        for step in joined(steps):
            for consequence in self.consequences:
                await consequence(step)


def _looked_at(task: asyncio.Task[None]) -> None:
    """Look at the outcome even if all who waited for it have gone; the next flush tries again."""
    if not task.cancelled():
        task.exception()
