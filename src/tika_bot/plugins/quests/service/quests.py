"""What members ask of quests, and the plugin's life."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from tika_bot.base.clock import Clock
from tika_bot.base.ids import ChannelId, GuildId, UserId
from tika_bot.core.events import GuildPurged
from tika_bot.core.nursery import Nursery
from tika_bot.core.periods import Period
from tika_bot.plugins.levels.api import Addition, Counted, LevelsApi, Swept
from tika_bot.plugins.quests.model.drawing import POOLS, WEEKLY
from tika_bot.plugins.quests.model.quest import Boost, Goal, Past, State, Taken
from tika_bot.plugins.quests.model.refusals import JoinedAlready, NoChallenge, TooFewDays
from tika_bot.plugins.quests.model.spans import is_due
from tika_bot.plugins.quests.store import OfferStore, PrivacyStore, TakenStore

from .attending import Attended, Attending
from .figures import together
from .following import Following
from .keeping import Keeping
from .offering import Offers
from .settling import cause, offered
from .shown import Challenge, Listed, Overview

PER_PAGE = 8
"""Lines of history on one page."""

NEWS = timedelta(days=1)
"""How long it's told that a quest was done, or that it expired, that doesn't come again."""

DRAWN = (*POOLS, *WEEKLY)
"""Slots that get another quest when one has ended."""


class Quests:
    """The plugin's verbs for members; ``keeping`` has those for admins."""

    def __init__(  # noqa: PLR0913 # the parts that do the work
        self,
        taken: TakenStore,
        offers: OfferStore,
        privacy: PrivacyStore,
        attending: Attending,
        following: Following,
        keeping: Keeping,
        *,
        levels: LevelsApi,
        clock: Clock,
        nursery: Nursery,
    ) -> None:
        self._taken = taken
        self._offers = offers
        self._privacy = privacy
        self._attending = attending
        self._following = following
        self._levels = levels
        self._clock = clock
        self._nursery = nursery
        self.keeping = keeping
        self.rest = following.rest

    # --- life ----------------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Begin to look after members who do something."""
        self._nursery.start(self._following.run(), name="visits")

    async def hear(self, event: Counted) -> None:
        """Hear what members did."""
        await self._following.hear(event)

    async def swept(self, event: Swept) -> None:
        """Look anew at everybody in a guild whose levels are other ones now."""
        self._following.drop(event.guild)

    async def switched(self, guild: GuildId, on: bool) -> None:  # noqa: FBT001, ARG002 - the host's signature
        """Look anew at everybody in ``guild``."""
        self._following.drop(guild)

    async def purged(self, event: GuildPurged) -> None:
        """Forget a guild whose data are gone."""
        self._following.purged(event.guild)

    async def forget(self, user: UserId) -> None:
        """Delete everything about ``user``, also what only memory knows."""
        await self._following.forget(user)
        await self._privacy.forget(user)

    async def export(self, user: UserId) -> dict[str, list[dict[str, Any]]]:
        """Return everything about ``user``."""
        return await self._privacy.export(user)

    # --- looking -------------------------------------------------------------------------------------------

    async def overview(self, guild: GuildId, member: UserId, channel: ChannelId) -> Overview:
        """Return what ``member`` works on, after all that they did until now is counted, drawn and paid."""
        attended = await self._visit(guild, member, channel)
        offers, now = await self._attending.offers(guild), self._clock.now()
        rows, boost = await self._taken.current(guild, member, now - NEWS), await self._offers.boost(guild)
        challenges = await self._open_challenges(guild, member, offers, boost)
        shown = [
            Listed(row, row.progress(attended.figures), row.state(now), self._earned(row, boost, now))
            for row in rows
            if offers.is_on(row.goal.kind, row.goal.quest) or row.done_at is not None
        ]
        going_on = [one for one in shown if one.quest.ends is None or one.quest.ends > now]
        daily, weekly = _in_slots(going_on, POOLS), _in_slots(going_on, WEEKLY)
        others = [one for one in going_on if one.quest.slot not in DRAWN and _is_news(one, now)]
        come_again = {*DRAWN, *(one.quest.slot for one in going_on)}
        missed = [one for one in shown if one.state is State.EXPIRED and one.quest.slot not in come_again]
        swap_at = await self._taken.swaps_from(guild, member)
        return Overview(
            member=member,
            daily=daily,
            weekly=weekly,
            others=tuple(sorted([*others, *missed], key=lambda one: one.quest.id)),
            day_ends=_ends(daily) or offers.calendar.end(Period.DAY, now),
            week_ends=_ends(weekly) or offers.calendar.end(Period.WEEK, now),
            boost=boost if boost is not None and now < boost.until else None,
            badges=tuple(await self._taken.badges(guild, member)),
            swap_at=swap_at if swap_at > now else None,
            challenges=sum(one.can_join for one in challenges),
        )

    async def past(self, guild: GuildId, member: UserId, page: int) -> Past:
        """Return a page (1 is the first) of what ``member`` finished or let expire, the newest first."""
        return await self._taken.past(guild, member, self._clock.now(), (page - 1) * PER_PAGE, PER_PAGE)

    async def challenges(self, guild: GuildId, member: UserId) -> list[Challenge]:
        """Return the challenges that are open, and whether ``member`` is in them, or could still do them."""
        offers, boost = await self._attending.offers(guild), await self._offers.boost(guild)
        return await self._open_challenges(guild, member, offers, boost)

    # --- deciding ------------------------------------------------------------------------------------------

    async def join(self, guild: GuildId, member: UserId, quest: str, channel: ChannelId) -> Taken:
        """Let ``member`` take on a challenge: what they do from now on counts.

        Raises:
            NoChallenge: it isn't open.
            JoinedAlready: they are in it, or were in this period.
            TooFewDays: it asks for more days than are left.
        """
        found = next(
            (one for one in await self.challenges(guild, member) if one.offer.goal.quest == quest), None
        )
        if found is None:
            raise NoChallenge
        if found.joined:
            raise JoinedAlready
        if found.days_short is not None:
            raise TooFewDays(n=found.days_short, target=found.offer.goal.target)
        joined = await self._attending.join(guild, member, found.offer)
        await self._visit(guild, member, channel)
        return joined

    async def swap(self, guild: GuildId, member: UserId, slot: str, channel: ChannelId) -> Taken:
        """Draw another quest for one of today's slots, once a day; what is done from now on counts for it.

        Raises:
            NothingToSwap: it is done, over, or there is no other.
            SwappedToday: that was it for today.
        """
        await self._visit(guild, member, channel)
        swapped = await self._attending.swap(guild, member, slot)
        await self._visit(guild, member, channel)
        return swapped

    # --- within --------------------------------------------------------------------------------------------

    async def _visit(self, guild: GuildId, member: UserId, channel: ChannelId) -> Attended:
        await self._levels.counters(guild, member)  # whatever was heard is written and told to us
        here = Addition(guild, member, 0, channel=channel)
        waiting = self._following.taken_out(guild, member)
        seen = here if waiting is None else together(waiting, here)
        return (await self._following.visit(guild, {member: seen}))[member]

    async def _open_challenges(
        self, guild: GuildId, member: UserId, offers: Offers, boost: Boost | None
    ) -> list[Challenge]:
        had = (await self._taken.latest(guild, [member])).get(member, {})
        return [
            Challenge(
                offer,
                joined=not is_due(offer.span, had.get(offer.goal.quest, ()), offers.now),
                xp=self._worth(guild, offer.goal, boost, offers.now),
                days_short=offer.days_short(offers.now),
            )
            for offer in offers.challenges()
        ]

    def _earned(self, quest: Taken, boost: Boost | None, now: datetime) -> int:
        if quest.done_at is not None:
            return quest.earned_xp
        return self._worth(quest.guild, quest.goal, boost, now)

    def _worth(self, guild: GuildId, goal: Goal, boost: Boost | None, now: datetime) -> int:
        return self._levels.worth(guild, cause(goal), offered(goal, boost, now))


def _in_slots(shown: Sequence[Listed], slots: Sequence[str]) -> tuple[Listed, ...]:
    mine = [one for one in shown if one.quest.slot in slots]
    return tuple(sorted(mine, key=lambda one: slots.index(one.quest.slot)))


def _ends(listed: Sequence[Listed]) -> datetime | None:
    return next((one.quest.ends for one in listed), None)


def _is_news(listed: Listed, now: datetime) -> bool:
    """Return whether it's worth a line: a quest that comes only once is news for a day after it was done."""
    done_at, ends = listed.quest.done_at, listed.quest.ends
    return done_at is None or ends is not None or now - done_at < NEWS
