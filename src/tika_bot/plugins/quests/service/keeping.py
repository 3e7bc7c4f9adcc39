"""What admins decide about quests."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import time, timedelta

from tika_bot.base.clock import Clock
from tika_bot.base.errors import Busy
from tika_bot.base.ids import GuildId
from tika_bot.core.permits import Actor, Permits
from tika_bot.plugins.quests.model import reading
from tika_bot.plugins.quests.model.changing import Change
from tika_bot.plugins.quests.model.drawing import goal
from tika_bot.plugins.quests.model.quest import (
    LONGEST_BOOST,
    MOST_BOOST,
    Boost,
    Cycle,
    Difficulty,
    Kind,
    Metric,
    OwnQuest,
)
from tika_bot.plugins.quests.model.refusals import (
    BoostRunning,
    BoostWrong,
    NoSuchQuest,
    NotOwn,
    OneOrTheOther,
    TooManyQuests,
    WindowOver,
)
from tika_bot.plugins.quests.store import OfferStore, TakenStore

from .attending import Attending
from .offering import kind_switch
from .settling import cause
from .shown import Changed, Known, Listing
from .tuned import Tuned

MANAGE = "manage_guild"
MOST_OWN = 50
"""Quests that a guild may write."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What is chosen of a new quest before its form opens."""

    kind: Kind
    metric: Metric
    cycle: Cycle
    difficulty: Difficulty
    badge: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What an admin wrote into the form."""

    name: str
    text: str
    amount: str
    reward: str
    window: str


class Keeping:
    """The admins' verbs. Each refuses whoever may not manage the server."""

    def __init__(  # noqa: PLR0913 # the parts that do the work
        self,
        offers: OfferStore,
        taken: TakenStore,
        attending: Attending,
        tuned: Tuned,
        permits: Permits,
        *,
        clock: Clock,
        changed: Callable[[GuildId], None],
        worth: Callable[[GuildId, str, int], int],
    ) -> None:
        self._offers = offers
        self._taken = taken
        self._attending = attending
        self._tuned = tuned
        self._permits = permits
        self._clock = clock
        self._changed = changed
        self._worth = worth
        """`LevelsApi.worth`."""

    def demand(self, actor: Actor) -> None:
        """Let pass who may manage the server.

        Raises:
            PermissionMissing: ``actor`` may not.
        """
        self._permits.demand(actor, MANAGE)

    async def create(self, actor: Actor, guild: GuildId, shape: Shape, written: Written) -> OwnQuest:
        """Add a quest of the guild's own and return it.

        Raises:
            Refusal: the form can't be read, or there are too many.
        """
        self.demand(actor)
        blank = OwnQuest(
            guild=guild,
            number=0,
            name="",
            text="",
            kind=shape.kind,
            cycle=shape.cycle,
            metric=shape.metric,
            amount=1,
            xp=0,
            difficulty=shape.difficulty,
            badge=shape.badge,
        )
        quest = self._filled(blank, written)
        async with self._taken.change(guild):
            if len(await self._offers.own(guild)) >= MOST_OWN:
                raise TooManyQuests(most=MOST_OWN)
            made = await self._offers.add(quest, self._clock.now())
        self._changed(guild)
        return made

    async def titles(self, actor: Actor, guild: GuildId) -> dict[str, str]:
        """Return every quest of the guild by id with its admin's name for it; those that ship have none."""
        self.demand(actor)
        own = {one.id: one.name for one in await self._offers.own(guild)}
        return own | dict.fromkeys(self._attending.templates, "")

    async def own(self, actor: Actor, guild: GuildId, quest: str) -> OwnQuest:
        """Return one of the guild's own quests.

        Raises:
            NotOwn: it is one that ships.
            NoSuchQuest: there is none.
        """
        self.demand(actor)
        if quest in self._attending.templates:
            raise NotOwn
        found = next((one for one in await self._offers.own(guild) if one.id == quest), None)
        if found is None:
            raise NoSuchQuest(quest=quest[:50])
        return found

    async def edit(
        self, actor: Actor, guild: GuildId, quest: str, change: Change, written: Written
    ) -> Changed:
        """Change a quest; who works on it works on what it is now, until their period ends as promised.

        Raises:
            Refusal: the form can't be read, or there is no such quest.
        """
        before = await self.own(actor, guild, quest)
        after = self._filled(change.of(before), written)
        async with self._taken.change(guild):
            if not await self._offers.put(after):
                raise NoSuchQuest(quest=quest[:50])
            working = await self._taken.renew(after, self._clock.now())
        self._changed(guild)
        return Changed(self.known(after), working, comes_otherwise=after.cycle is not before.cycle)

    async def delete(self, actor: Actor, guild: GuildId, quest: str) -> OwnQuest:
        """Delete a quest; what members have of it stays in their history."""
        found = await self.own(actor, guild, quest)
        async with self._taken.change(guild):
            if not await self._offers.remove(guild, found.number, self._clock.now()):
                raise Busy
            await self._offers.switch(guild, found.id, on=False)
        self._changed(guild)
        return found

    async def switch(
        self, actor: Actor, guild: GuildId, quest: str | None, kind: Kind | None, *, on: bool
    ) -> None:
        """Switch one quest, or all of a kind, on or off.

        Raises:
            OneOrTheOther: neither is named, or both.
            NoSuchQuest: there is none.
        """
        self.demand(actor)
        if (quest is None) == (kind is None):
            raise OneOrTheOther
        if kind is not None:
            await self._offers.switch(guild, kind_switch(kind), on=on)
        else:
            assert quest is not None  # one of the two is named
            known = {one.goal.quest for one in (await self.listing(actor, guild)).quests}
            if quest not in known:
                raise NoSuchQuest(quest=quest[:50])
            await self._offers.switch(guild, quest, on=on)
        self._changed(guild)

    async def listing(self, actor: Actor, guild: GuildId) -> Listing:
        """Return every quest of the guild, its own first."""
        self.demand(actor)
        offers, boost = await self._attending.offers(guild), await self._offers.boost(guild)
        own = [self.known(one, is_on=offers.is_on(one.kind, one.id)) for one in offers.own]
        goals = [(one, goal(one, one.usual, offers.rate)) for one in self._attending.templates.values()]
        shipped = [
            Known(its, self._worth(guild, cause(its), its.xp), one.difficulty, offers.is_on(one.kind, one.id))
            for one, its in goals
        ]
        running = boost if boost is not None and self._clock.now() < boost.until else None
        kinds_off = frozenset(kind for kind in Kind if kind_switch(kind) in offers.off)
        return Listing((*own, *shipped), kinds_off, running)

    def known(self, quest: OwnQuest, *, is_on: bool = True) -> Known:
        """Return ``quest`` with what it earns by its guild's rate."""
        return Known.of(quest, self._worth(quest.guild, cause(quest.goal), quest.xp), is_on=is_on)

    async def boost(self, actor: Actor, guild: GuildId, factor: float, hours: float) -> Boost | None:
        """Let quests earn ``factor`` times the XP for ``hours``; a factor of 1 ends a boost.

        Raises:
            BoostWrong: beyond the limits.
            BoostRunning: there is one already.
        """
        self.demand(actor)
        if factor == 1:
            await self._offers.end_boost(guild)
            return None
        longest = LONGEST_BOOST // timedelta(hours=1)
        if not 1 < factor <= MOST_BOOST or not 0 < hours <= longest:
            raise BoostWrong(most=MOST_BOOST, hours=longest)
        now = self._clock.now()
        boost = Boost(round(factor * 100), now + timedelta(hours=hours))
        if not await self._offers.begin_boost(guild, boost, now):
            running = await self._offers.boost(guild)
            raise BoostRunning(until=running.until if running else now)
        return boost

    def window(self, quest: OwnQuest) -> str:
        """Return the window of ``quest`` as an admin writes it."""
        calendar = self._tuned.calendar(quest.guild)
        return reading.written_window(quest.starts, quest.ends, calendar.zone)

    def _filled(self, quest: OwnQuest, written: Written) -> OwnQuest:
        prize = reading.read_prize(written.reward, quest.difficulty)
        calendar = self._tuned.calendar(quest.guild)
        starts, ends = reading.read_window(written.window, calendar.zone, time(calendar.reset_hour))
        if ends is not None and ends <= self._clock.now():
            raise WindowOver(given=written.window[:50])
        return replace(
            quest,
            name=reading.read_name(written.name),
            text=" ".join(written.text.split())[: reading.LONGEST_TEXT],
            amount=reading.read_amount(written.amount, quest.metric),
            xp=prize.xp,
            coins=prize.coins,
            currency=prize.currency,
            starts=starts,
            ends=ends,
        )
