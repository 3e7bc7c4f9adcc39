"""Which reactions and commands earn: rests and first times, in memory and bounded. Limits are in `spent`.

Rests and first times are kept for those who did something lately; a restart forgets them, which at worst pays
one more reaction.
"""

from collections import OrderedDict
from collections.abc import Hashable
from datetime import datetime
from typing import TypeVar

from tika_bot.base.ids import GuildId, MessageId, UserId

from .model import DeedRules, Reason, Source
from .spent import Doer, Spent

DOERS = 20_000
"""Members whose last deeds are remembered, and pairs that have met over a message."""

DAY_S = 86_400

KeyT = TypeVar("KeyT", bound=Hashable)
ValueT = TypeVar("ValueT")


class Deeds:
    """Remembers who did what when."""

    def __init__(self, spent: Spent) -> None:
        self._spent = spent
        self._rests: OrderedDict[Doer, float] = OrderedDict()
        self._met: OrderedDict[tuple[GuildId, MessageId, UserId], None] = OrderedDict()

    def is_first(self, guild: GuildId, message: MessageId, giver: UserId) -> bool:
        """Return whether ``giver`` reacts to ``message`` for the first time; the second emoji is no deed."""
        key = (guild, message, giver)
        is_new = key not in self._met
        _put(self._met, key, None)
        return is_new

    def earn(
        self, guild: GuildId, member: UserId, source: Source, rules: DeedRules, thrown: int, at: datetime
    ) -> tuple[Reason, int]:
        """Return what becomes of the deed and what it earns; nothing while the last that earned is fresh."""
        doer, at_s = (guild, member, source), at.timestamp()
        if not rules.is_on:
            return Reason.SWITCHED_OFF, 0
        if self._rests.get(doer, 0.0) > at_s:
            return Reason.COOLDOWN, 0
        xp = self.within_cap(guild, member, source, rules, thrown, at)
        if xp:
            _put(self._rests, doer, at_s + rules.cooldown_s)
            return Reason.EARNED, xp
        return Reason.CAPPED if rules.daily_cap and rules.reward(thrown, 0) else Reason.WORTHLESS, 0

    def within_cap(
        self, guild: GuildId, member: UserId, source: Source, rules: DeedRules, thrown: int, at: datetime
    ) -> int:
        """Return what is left of the reward under the day's limit, and count it."""
        doer = (guild, member, source)
        if not rules.daily_cap:
            return rules.reward(thrown, 0)
        xp = rules.reward(thrown, self._spent.today(doer, int(at.timestamp()) // DAY_S))
        self._spent.add(doer, xp)
        return xp

    def forget(self, user: UserId) -> None:
        """Drop everything about ``user``."""
        for doer in [doer for doer in self._rests if doer[1] == user]:
            self._rests.pop(doer)
        for met in [met for met in self._met if met[2] == user]:
            self._met.pop(met)


def _put(kept: OrderedDict[KeyT, ValueT], key: KeyT, value: ValueT) -> None:
    kept[key] = value
    kept.move_to_end(key)
    if len(kept) > DOERS:
        kept.popitem(last=False)
