"""Finding what members have reached, and giving it: once, whoever else finds it at the same moment.

The row that says who holds what is unique, and whoever writes it also pays the XP, sets the timer for the
role and posts the notice, in one transaction. XP may lift the member over the next threshold; that belongs to
the same transaction and the same notice. Members that are looked into together win in one transaction.
"""

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from tika_bot.base.clock import Clock
from tika_bot.base.ids import ChannelId, GuildId, UserId
from tika_bot.core.outbox import Outbox, Place
from tika_bot.plugins.achievements.horizon import Horizon, rooms
from tika_bot.plugins.achievements.model import Award, Counter, Held, Past, Rule, reached
from tika_bot.plugins.achievements.store import AchievementStore
from tika_bot.plugins.levels.api import History, LevelsApi, Reward

from .books import PLUGIN, Books
from .places import Places
from .roles import Roles

DAY_S = 86_400
Won = list[tuple[Rule, int]]


@dataclass(slots=True)
class Look:
    """What is known of one member while they are looked into."""

    member: UserId
    rules: Mapping[Counter, Sequence[Rule]]
    """Those that may have been reached."""
    past: Past
    settled: frozenset[Award]
    due: Won
    """What is reached and not given yet."""
    won: Won = field(default_factory=list)

    @classmethod
    def into(
        cls, member: UserId, rules: Mapping[Counter, Sequence[Rule]], past: Past, held: Iterable[Held]
    ) -> Self:
        """Return how ``member`` stands before anything is given."""
        settled = frozenset(one.award for one in held)
        due = reached((rule for some in rules.values() for rule in some), past, settled)
        return cls(member, rules, past, settled, due)

    @property
    def awards(self) -> set[Award]:
        """Return ``due`` as it's stored."""
        return {(rule.key, tier) for rule, tier in self.due}

    def given(self, new: set[Award]) -> Won:
        """Settle what was due and return what of it is ``new``."""
        fresh = [(rule, tier) for rule, tier in self.due if (rule.key, tier) in new]
        self.settled |= self.awards
        self.won += fresh
        self.due = []
        return fresh


class Winning:
    """Gives what was reached."""

    def __init__(  # the parts that one transaction joins
        self,
        store: AchievementStore,
        books: Books,
        levels: LevelsApi,
        outbox: Outbox,
        roles: Roles,
        clock: Clock,
    ) -> None:
        self._store = store
        self._books = books
        self._levels = levels
        self._outbox = outbox
        self._roles = roles
        self._clock = clock
        self.places = Places()
        self.horizon = Horizon()

    def past(self, guild: GuildId, history: History) -> Past:
        """Return what was counted, with the level that it makes in ``guild``."""
        return Past(history.total, history.days, self._levels.level(guild, history.total.xp))

    async def look(
        self,
        guild: GuildId,
        due: Mapping[UserId, Iterable[Counter]],
        *,
        fresh: bool = False,
        quiet: bool = False,
    ) -> int:
        """Give members what the counters in ``due`` have let them reach; return how many tiers were given.

        A few dozen members at most. ``quiet`` tells nobody.
        """
        those, book, today = sorted(due), self._books.of(guild), self._today()
        held = await self._store.held(guild, those)
        histories = await self._levels.histories(guild, those, fresh=fresh)
        looks = [
            Look.into(member, book.naming(due[member]), self.past(guild, histories[member]), held[member])
            for member in those
        ]
        winners = [one for one in looks if one.due]
        if winners:
            async with self._store.change(guild):
                await self._win(guild, winners)
                for one in winners:
                    if one.won and not quiet:
                        await self.tell(guild, one.member, one.won)
        begins = functools.partial(self._levels.begins, guild)
        for one in looks:
            left = rooms(one.rules, one.past, one.settled, today, begins)
            self.horizon.settle(guild, one.member, today, left)
        return sum(len(one.won) for one in looks)

    async def _win(self, guild: GuildId, winners: Sequence["Look"]) -> None:
        """Give what is due and what its XP leads to. Joins."""
        climbing, today = self._books.of(guild).by_counter[Counter.XP], self._today()
        while winners:
            awards = {one.member: one.awards for one in winners}
            new = await self._store.give(guild, awards, self._clock.now())
            paid = await self.pay(guild, {one.member: one.given(new[one.member]) for one in winners})
            for one in winners:
                xp = paid[one.member]
                if xp:
                    one.past = one.past.richer(xp, self._levels.level(guild, one.past.total.xp + xp), today)
                    one.due = reached(climbing, one.past, one.settled)
            winners = [one for one in winners if one.due]

    async def pay(self, guild: GuildId, won: Mapping[UserId, Won]) -> dict[UserId, int]:
        """Give XP and roles of what members ``won``, whose rows were just written; return the XP. Joins."""
        rewards = [
            (member, self._reward(guild, member, rule, tier))
            for member, those in won.items()
            for rule, tier in those
            if rule.tiers[tier - 1].xp
        ]
        given = await self._levels.reward_each(guild, rewards) if rewards else []
        paid = dict.fromkeys(won, 0)
        for (member, _), xp in zip(rewards, given, strict=True):
            paid[member] += xp
        for member, those in won.items():
            for rule, _ in those:
                if rule.role is not None:
                    await self._roles.change(guild, member, rule.role, give=True)
        return paid

    def _reward(self, guild: GuildId, member: UserId, rule: Rule, tier: int) -> Reward:
        xp = rule.tiers[tier - 1].xp
        return Reward(
            xp,
            # The amount belongs to the key: rates change, and rows go when a member is forgotten.
            key=f"achievement:{member}:{rule.key}:{tier}:{xp}",
            cause=PLUGIN,
            reason=named(rule, tier),
            channel=self.places.of(guild, member),
        )

    async def tell(self, guild: GuildId, member: UserId, won: Won) -> None:
        """Post one notice about ``won``, but what is quiet; of several new tiers only the highest. Joins."""
        place, otherwise = self._where(guild, member)
        won = [one for one in won if not one[0].is_quiet]
        if place is None or not won:
            return
        highest = {rule.key: (rule, tier) for rule, tier in sorted(won, key=lambda one: one[1])}
        xp = sum(rule.tiers[tier - 1].xp for rule, tier in won)
        data = {
            "guild": guild,
            "member": member,
            "direct": place.user is not None,
            "xp": xp,
            "won": [_told(rule, tier) for rule, tier in highest.values()],
        }
        first, tier = won[0]
        key = f"achievement:{member}:{first.key}:{tier}"
        await self._outbox.post(place, view=(PLUGIN, "earned"), data=data, key=key, otherwise=otherwise)

    def _where(self, guild: GuildId, member: UserId) -> tuple[Place | None, Place | None]:
        """Return where to tell it, None for nowhere, and where else if that place is closed."""
        tuned, last = self._books.settings(guild), self.places.of(guild, member)
        here = None if last is None else Place(guild, last)
        fixed = Place(guild, ChannelId(tuned.announce_channel)) if tuned.announce_channel else None
        match tuned.announce:
            case "silent":
                return None, None
            case "direct":
                wanted = self._books.of_member(member).direct
                return (Place(guild, user=member) if wanted else None), None
            case "fixed" if fixed is not None:
                return fixed, here if here != fixed else None
            case _:
                return here or fixed, None

    def _today(self) -> int:
        return int(self._clock.now().timestamp()) // DAY_S


def named(rule: Rule, tier: int) -> str:
    """Return what was won as `Words.kept` says it."""
    name = rule.name or f"{PLUGIN}.rule_{rule.key}"
    return name if len(rule.tiers) == 1 else f"{name} {tier}/{len(rule.tiers)}"


def _told(rule: Rule, tier: int) -> dict[str, object]:
    """Return what a notice says of one achievement."""
    return {
        "key": rule.key,
        "tier": tier,
        "tiers": len(rule.tiers),
        "emoji": rule.emoji,
        "name": rule.name,
        "about": rule.about,
        "secret": rule.is_secret,
    }
