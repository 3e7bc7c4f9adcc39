"""Following what members do, at the price of a look into a dictionary.

Levels tell after each flush what it added. For each member that was seen lately there is an entry here that
knows what is missing to their open quests; it is counted down, and only when something may be done, or due,
is the member put down for a visit. Visits happen in a task of their own, so a flush waits for nothing.

An entry is a guess that errs on the safe side: it decides when to look, never what to pay. A member without
one (after a restart, or pushed out by others) is visited when they next do something.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from itertools import islice

import structlog

from tika_bot.base.clock import Clock
from tika_bot.base.errors import Busy
from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.leisure import Leisure
from tika_bot.plugins.levels.api import Addition, Counted
from tika_bot.plugins.quests.model.quest import Figures, Metric, Taken

from .attending import Attended
from .figures import together
from .pacing import Pacing

MOST_ENTRIES = 20_000
"""Members that are followed; an entry takes about 1 kB."""

MOST_WAITING = 50_000
"""Members that may wait for a visit; who doesn't fit in is visited the next time they do something."""

VISITED_AT_ONCE = 50
"""Members of one guild in one transaction."""

PAUSE_S = 5.0
"""After a visit that failed."""

FAR = 1 << 50
"""More than anybody does."""

FIELDS: Mapping[Metric, str] = {
    Metric.MESSAGES: "messages",
    Metric.COUNTED: "counted",
    Metric.REACTIONS: "reactions",
    Metric.COMMANDS: "commands",
    Metric.VOICE: "voice_s",
    Metric.XP: "xp",
    Metric.LEVELS: "xp",
    Metric.LEVEL: "xp",
}
"""What of an addition brings a quest forward."""

Visit = Callable[[GuildId, Mapping[UserId, Addition]], Awaitable[Mapping[UserId, Attended]]]
Begins = Callable[[GuildId, int], int | None]

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Entry:
    """What is missing to a member's open quests."""

    until: float
    """When something will be due or over, in seconds since 1970."""
    missing: dict[str, int]
    """By field of `Addition`: the least that may complete something."""
    day: int
    """The last day (since 1970, UTC) on which they did something."""
    counts_days: bool

    def add(self, day: int, addition: Addition) -> bool:
        """Count ``addition`` down; return whether something may be done now."""
        missing, is_ripe = self.missing, False
        for field in missing:
            missing[field] -= getattr(addition, field)
            if missing[field] <= 0:
                is_ripe = True
        return is_ripe or (self.counts_days and day > self.day)


class Following:
    """The ear of quests, and the one who goes to look."""

    def __init__(  # the parts that it asks
        self,
        visit: Visit,
        begins: Begins,
        is_on: Callable[[GuildId], bool],
        pacing: Pacing,
        leisure: Leisure,
        clock: Clock,
    ) -> None:
        self._visit = visit
        self._begins = begins
        self._is_on = is_on
        self._pacing = pacing
        self._leisure = leisure
        self._clock = clock
        self._entries: dict[tuple[GuildId, UserId], Entry] = {}
        self._waiting: dict[GuildId, dict[UserId, Addition]] = {}
        self._waits = 0
        self._under_way: tuple[GuildId | None, Mapping[UserId, Addition]] = None, {}
        self._something = asyncio.Event()
        self._alone = asyncio.Lock()

    async def hear(self, event: Counted) -> None:
        """Hear what was added to members' counters. Awaits nothing."""
        now, day, here, is_on = self._clock.now().timestamp(), event.day, None, False
        pauses: Mapping[str, int] = {}
        for heard in event.additions:
            if heard.guild != here:
                here, is_on = heard.guild, self._is_on(heard.guild)
                pauses = self._pacing.pauses(heard.guild) if is_on else {}
            if not is_on:
                continue
            if event.is_correction:  # they did nothing, but may be on another level
                self._put_down(Addition(heard.guild, heard.member))
                continue
            addition = self._pacing.slowed(heard, pauses, now) if pauses else heard
            entry = self._entries.get((addition.guild, addition.member))
            if entry is None or entry.until <= now or entry.add(day, addition):
                self._put_down(addition)
        if self._waiting or self._pacing.waits:
            self._something.set()

    async def run(self) -> None:
        """For ever: visit whoever was put down."""
        while True:
            await self._something.wait()
            try:
                async with self._leisure.stint():
                    await self._go_on()
            except Busy as error:
                log.warning("quests.visits_wait", why=repr(error))
                await asyncio.sleep(PAUSE_S)
            except Exception:
                # Dropped: whoever it was about is visited with the next thing that they do.
                log.exception("quests.visit_failed")
                await asyncio.sleep(PAUSE_S)  # what couldn't be written still waits

    async def rest(self) -> None:
        """Return when everybody that was put down until now has been visited.

        Raises:
            Busy: the database is away; whoever wasn't visited still waits.
        """
        while await self._go_on():
            pass

    async def _go_on(self) -> bool:
        """Visit some; return whether there was anybody."""
        async with self._alone:
            if self._waiting:
                await self._visit_some(*self._taken_up())
            elif self._pacing.waits:
                await self._pacing.write()
            else:
                self._something.clear()
                return False
        return True

    async def visit(self, guild: GuildId, seen: Mapping[UserId, Addition]) -> Mapping[UserId, Attended]:
        """Look after members at once and follow them from there."""
        result = await self._visit(guild, seen)
        for member, attended in result.items():
            self._follow(guild, member, attended)
        return result

    def taken_out(self, guild: GuildId, member: UserId) -> Addition | None:
        """Return what ``member`` waits with, who is about to be visited otherwise, or just being visited.

        Whoever comes first draws, and must know what was done before.
        """
        waiting = self._waiting.get(guild, {})
        addition = waiting.pop(member, None)
        self._waits -= addition is not None
        if not waiting:
            self._waiting.pop(guild, None)
        where, members = self._under_way
        visited = members.get(member) if where == guild else None
        return together(visited, addition) if visited and addition else addition or visited

    def drop(self, guild: GuildId, member: UserId | None = None) -> None:
        """Follow nobody in ``guild`` any more, or not ``member``, until they do something."""
        gone = [key for key in self._entries if key[0] == guild and member in (None, key[1])]
        for key in gone:
            del self._entries[key]

    def purged(self, guild: GuildId) -> None:
        """Drop everything about ``guild``."""
        self.drop(guild)
        self._pacing.drop(guild)

    async def forget(self, user: UserId) -> None:
        """Drop everything about ``user``, once nobody is being visited: a visit would leave new rows."""
        async with self._alone:
            self._pacing.forget(user)
            for guild in {guild for guild, member in self._entries if member == user}:
                self.drop(guild, user)
            for guild in list(self._waiting):
                self.taken_out(guild, user)

    def _put_down(self, addition: Addition) -> None:
        waiting = self._waiting.setdefault(addition.guild, {})
        before = waiting.get(addition.member)
        if before is not None:
            waiting[addition.member] = together(before, addition)
        elif self._waits < MOST_WAITING:
            waiting[addition.member] = addition
            self._waits += 1

    def _taken_up(self) -> tuple[GuildId, dict[UserId, Addition]]:
        """Return some members of a guild who wait, and let them wait no longer."""
        guild, waiting = next(iter(self._waiting.items()))
        some = dict(islice(waiting.items(), VISITED_AT_ONCE))
        for member in some:
            del waiting[member]
        self._waits -= len(some)
        if not waiting:
            del self._waiting[guild]
        return guild, some

    async def _visit_some(self, guild: GuildId, some: dict[UserId, Addition]) -> None:
        self._under_way = guild, some
        try:
            await self.visit(guild, some)
        except (Busy, asyncio.CancelledError):
            for addition in some.values():
                self._put_down(addition)
            raise
        finally:
            self._under_way = None, {}

    def _follow(self, guild: GuildId, member: UserId, attended: Attended) -> None:
        key = guild, member
        self._entries.pop(key, None)  # and to the end: who was seen longest ago makes room
        self._entries[key] = self._entry(guild, attended)
        if len(self._entries) > MOST_ENTRIES:
            del self._entries[next(iter(self._entries))]

    def _entry(self, guild: GuildId, attended: Attended) -> Entry:
        figures, missing = attended.figures, dict[str, int]()
        for quest in attended.open:
            field = FIELDS.get(quest.goal.metric)
            if field is not None:
                left = self._left(guild, quest, figures)
                missing[field] = min(left, missing.get(field, left))
        return Entry(
            until=attended.until.timestamp(),
            missing=missing,
            day=max(attended.figures.days, default=0),
            counts_days=any(quest.goal.metric is Metric.DAYS for quest in attended.open),
        )

    def _left(self, guild: GuildId, quest: Taken, figures: Figures) -> int:
        """Return how much of the quest's field is missing to its completion."""
        goal = quest.goal
        if goal.metric not in (Metric.LEVELS, Metric.LEVEL):
            return goal.target - quest.progress(figures)
        missing = goal.target - figures.done(goal.metric, quest.baseline)
        begins = self._begins(guild, figures.level + missing)
        return FAR if begins is None else begins - figures.total
