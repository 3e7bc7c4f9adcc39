"""Looking after members: what is due is drawn, what is done is paid, in one transaction.

It is harmless at any time and any number of times. What was drawn is unique by (guild, member, slot,
period); what is done is paid by whoever marks the row as done, in the transaction that marks it, so a crash
leaves both or neither. All of it is computed from what is stored; nothing here remembers anything.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tika_bot.base.clock import Clock
from tika_bot.base.ids import GuildId, UserId
from tika_bot.plugins.levels.api import Addition, LevelsApi
from tika_bot.plugins.quests.model.drawing import POOLS, draw, goal
from tika_bot.plugins.quests.model.quest import (
    DAY_S,
    Figures,
    Goal,
    Kind,
    Taken,
    Template,
    first_day,
)
from tika_bot.plugins.quests.model.refusals import JoinedAlready, NothingToSwap, SwappedToday
from tika_bot.plugins.quests.model.spans import ONCE, Span
from tika_bot.plugins.quests.store import Latest, OfferStore, TakenStore

from .due import Due, drawable
from .figures import Known, before, known
from .noticing import Finished, Noticing
from .offering import Offer, Offers
from .pacing import Pacing
from .settling import Settling, Stand
from .tuned import Tuned

GRACE = timedelta(seconds=3)
"""Levels write a second after something happened: what was done just before the end still counts."""


@dataclass(frozen=True, slots=True)
class Attended:
    """How a member stands afterwards."""

    figures: Figures
    open: tuple[Taken, ...]
    finished: tuple[Finished, ...]
    until: datetime
    """When something will be due, or over."""


class Attending:
    """Draws, verifies and pays."""

    def __init__(  # noqa: PLR0913 # the parts that do the work
        self,
        taken: TakenStore,
        offers: OfferStore,
        levels: LevelsApi,
        settling: Settling,
        noticing: Noticing,
        pacing: Pacing,
        *,
        tuned: Tuned,
        clock: Clock,
        templates: Mapping[str, Template],
    ) -> None:
        self._taken = taken
        self._offers = offers
        self._levels = levels
        self._settling = settling
        self._noticing = noticing
        self._pacing = pacing
        self._tuned = tuned
        self._clock = clock
        self.templates = templates

    async def offers(self, guild: GuildId) -> Offers:
        """Return what ``guild`` offers now."""
        return Offers(
            now=self._clock.now(),
            calendar=self._tuned.calendar(guild),
            templates=self.templates,
            own=await self._offers.own(guild),
            off=await self._offers.off(guild),
            rate=self._tuned.of(guild).rate,
        )

    async def known(self, guild: GuildId, members: Sequence[UserId], *, fresh: bool) -> dict[UserId, Known]:
        """Return what levels know of ``members``; if it has to be ``fresh``, no transaction may be open."""
        today = int(self._clock.now().timestamp()) // DAY_S
        return await known(self._levels, guild, members, today, fresh=fresh)

    async def attend(self, guild: GuildId, seen: Mapping[UserId, Addition]) -> dict[UserId, Attended]:
        """Look after members of ``guild`` who did what ``seen`` says, which is counted already.

        What they did counts for what is drawn now: their first message of a day is its first.
        """
        members = sorted(seen)
        async with self._holding(guild, members, fresh=False) as facts:
            offers, boost = await self.offers(guild), await self._offers.boost(guild)
            latest = await self._taken.latest(guild, members)
            quests = await self._taken.open(guild, sorted(latest), offers.now - GRACE)
            quests += await self._draw(guild, offers, facts, seen, latest)
            stands = {member: Stand(facts[member].figures, seen[member].channel) for member in members}
            for one in quests:
                if offers.is_on(one.goal.kind, one.goal.quest):
                    stands[one.member].left.append(one)
            await self._settling.settle(guild, stands, boost, offers.now)
            await self._noticing.tell(guild, [one for stand in stands.values() for one in stand.finished])
        next_change = offers.next_change()
        return {member: _attended(stand, offers.now, next_change) for member, stand in stands.items()}

    async def join(self, guild: GuildId, member: UserId, offer: Offer) -> Taken:
        """Let ``member`` take on a challenge from now on; once in its period, however often they ask.

        Raises:
            JoinedAlready: they asked twice at once.
        """
        async with self._holding(guild, [member]) as facts:
            now = self._clock.now()
            begun = replace(offer.span, starts=now)
            baseline = _baseline(facts[member].figures, offer.goal, begun, now)
            row = _taken(guild, member, offer.goal.quest, offer.goal, begun, baseline)
            if not await self._taken.take(row):
                raise JoinedAlready
        return row

    async def swap(self, guild: GuildId, member: UserId, slot: str) -> Taken:
        """Put another quest in a slot of today's.

        Raises:
            NothingToSwap: it is done, over, or there is no other.
            SwappedToday: that was it for today.
        """
        async with self._holding(guild, [member]) as facts:
            known, offers = facts[member], await self.offers(guild)
            rows = {one.slot: one for one in await self._taken.open(guild, [member], offers.now)}
            old = rows.get(slot) if slot in POOLS else None
            if old is None or old.ends is None:
                raise NothingToSwap
            if not await self._taken.use_swap(guild, member, offers.now, old.ends):
                raise SwappedToday(at=await self._taken.swaps_from(guild, member))
            shown = {one.goal.quest for one in await self._taken.current(guild, member, offers.now)}
            seed = f"{guild}:{member}:{old.period}:swapped"
            others = drawable(offers, self._tuned.of(guild), Kind.DAILY, without=shown)
            found = draw(others, (slot,), seed, known.habits)
            if slot not in found:
                raise NothingToSwap
            other = goal(*found[slot], offers.rate)
            span = Span(old.period, offers.now, old.ends)
            row = _taken(guild, member, slot, other, span, _baseline(known.figures, other, span, offers.now))
            if not await self._taken.swap(old, row):
                raise NothingToSwap
        return row

    @asynccontextmanager
    async def _holding(
        self, guild: GuildId, members: Sequence[UserId], *, fresh: bool = True
    ) -> AsyncIterator[dict[UserId, Known]]:
        """Open a transaction and yield what counts of ``members``; nobody else decides about them."""
        facts = await self.known(guild, members, fresh=fresh)
        with self._pacing.handed_over(guild, members) as hasty:
            async with self._taken.change(guild):
                await self._taken.hold(guild, members)
                yield await self._pacing.counting(guild, facts, hasty)

    async def _draw(
        self,
        guild: GuildId,
        offers: Offers,
        facts: Mapping[UserId, Known],
        seen: Mapping[UserId, Addition],
        latest: Latest,
    ) -> list[Taken]:
        """Write what is due for each of ``facts``, and return it."""
        due, rows = Due.at(guild, offers, self._tuned.of(guild)), list[Taken]()
        for member, fact in facts.items():
            old = max(0, fact.figures.total - seen[member].xp)  # a reset since then may have left less
            start = before(fact.figures, seen[member], self._levels.level(guild, old))
            for slot, one, span in due.of(member, fact, latest.get(member, {})):
                # What was done around the reset counts for the period that ended, and for that one alone.
                begins = offers.now - span.starts < GRACE and span.key != ONCE
                baseline = _baseline(fact.figures if begins else start, one, span, offers.now)
                rows.append(_taken(guild, member, slot, one, span, baseline))
        if not rows:
            return []
        await self._taken.sweep(guild, sorted({row.member for row in rows}), offers.now)
        return await self._taken.add(rows)


def _attended(stand: Stand, now: datetime, next_change: datetime) -> Attended:
    left = tuple(one for one in stand.left if one.ends is None or one.ends > now)
    until = min([next_change, *(one.ends for one in left if one.ends is not None)])
    return Attended(stand.figures, left, tuple(stand.finished), until)


def _taken(guild: GuildId, member: UserId, slot: str, goal_: Goal, span: Span, baseline: int) -> Taken:
    return Taken(
        id=0,
        guild=guild,
        member=member,
        slot=slot,
        period=span.key,
        goal=goal_,
        baseline=baseline,
        starts=span.starts,
        ends=span.ends,
    )


def _baseline(figures: Figures, goal_: Goal, span: Span, now: datetime) -> int:
    return figures.baseline(goal_.metric, first_day(span.starts, now))
