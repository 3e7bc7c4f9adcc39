"""With whom members spent their minutes in voice this week. Kept by the flush, so a restart forgets nothing.

Two who only ever sit there with each other are more often one person with two accounts than two with much to
say: once they are most of a member's week, such minutes count half.
"""

from collections.abc import Iterable
from datetime import datetime

from tika_bot.base.ids import GuildId, UserId

from .voice import mostly

ANYBODY = UserId(0)
"""Stands for all company together."""

MONDAY = 3
"""Days since 1970 and so many more: that was a Thursday."""

Pair = tuple[GuildId, UserId, UserId]
CompanyRow = tuple[GuildId, UserId, UserId, int, int]
"""Guild, member, the other (or `ANYBODY`), week (since 1970, from Monday, UTC), minutes."""


def week_of(at: datetime) -> int:
    """Return the week of ``at``, in weeks since 1970 that begin on Mondays, UTC."""
    return (int(at.timestamp()) // 86_400 + MONDAY) // 7


class Company:
    """The minutes of one week, by member and whom they were alone with."""

    def __init__(self) -> None:
        self._week = 0
        self._minutes: dict[Pair, int] = {}
        self.changed: set[Pair] = set()

    def load(self, rows: Iterable[CompanyRow], week: int) -> None:
        """Take over what was stored of ``week``."""
        self._week = week
        for guild, member, other, _, minutes in rows:
            self._minutes.setdefault((guild, member, other), minutes)

    def is_usual(self, guild: GuildId, member: UserId, other: UserId, at: datetime) -> bool:
        """Return whether being alone with ``other`` is most of ``member``'s week."""
        self._turn_to(week_of(at))
        alone, together = (self._minutes.get((guild, member, who), 0) for who in (other, ANYBODY))
        return mostly(alone, together)

    def add(
        self, guild: GuildId, member: UserId, minutes: Iterable[tuple[UserId | None, int]], at: datetime
    ) -> None:
        """Count minutes in company until ``at``: whom ``member`` was alone with, None for several others."""
        self._turn_to(week_of(at))
        for other, count in minutes:
            for who in {ANYBODY, other or ANYBODY}:
                pair = (guild, member, who)
                self._minutes[pair] = self._minutes.get(pair, 0) + count
                self.changed.add(pair)

    def take(self) -> list[CompanyRow]:
        """Return what has changed since it was last asked, ready to be stored."""
        changed, self.changed = self.changed, set()
        return [(*pair, self._week, self._minutes[pair]) for pair in sorted(changed) if pair in self._minutes]

    def put_back(self, rows: Iterable[CompanyRow]) -> None:
        """Let ``rows`` be stored with the next flush: this one failed."""
        self.changed |= {(guild, member, other) for guild, member, other, _, _ in rows}

    def forget(self, user: UserId) -> None:
        """Drop everything about ``user``, also where they were somebody's company."""
        self._minutes = {pair: count for pair, count in self._minutes.items() if user not in pair[1:]}

    def purge(self, guild: GuildId) -> None:
        """Drop everything of ``guild``."""
        self._minutes = {pair: count for pair, count in self._minutes.items() if pair[0] != guild}

    def _turn_to(self, week: int) -> None:
        if week > self._week:
            self._week, self._minutes = week, {}
