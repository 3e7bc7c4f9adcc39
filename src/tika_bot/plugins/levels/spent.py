"""What members earned today from sources with a daily limit. Kept by the flush, so a restart forgets nothing.

Where a guild sets no limit nothing is counted here, neither in memory nor in the database.
"""

from collections.abc import Iterable

from tika_bot.base.ids import GuildId, UserId

from .model import Source

Doer = tuple[GuildId, UserId, Source]
SpentRow = tuple[GuildId, UserId, Source, int, int]
"""Guild, member, source, day (since 1970, UTC), XP."""


class Spent:
    """The XP of one day, by who and what for."""

    def __init__(self) -> None:
        self._day = 0
        self._xp: dict[Doer, int] = {}
        self.changed: set[Doer] = set()

    def load(self, rows: Iterable[SpentRow], day: int) -> None:
        """Take over what was stored of ``day``."""
        self._day = day
        for guild, member, source, _, xp in rows:
            self._xp.setdefault((guild, member, source), xp)

    def today(self, doer: Doer, day: int) -> int:
        """Return what ``doer`` earned on ``day``; on a day that is over, as if it were today."""
        self._turn_to(day)
        return self._xp.get(doer, 0)

    def add(self, doer: Doer, xp: int) -> None:
        """Count ``xp`` for today."""
        if xp:
            self._xp[doer] = self._xp.get(doer, 0) + xp
            self.changed.add(doer)

    def take(self) -> list[SpentRow]:
        """Return what has changed since it was last asked, ready to be stored."""
        changed, self.changed = self.changed, set()
        return [(*doer, self._day, self._xp[doer]) for doer in sorted(changed) if doer in self._xp]

    def put_back(self, rows: Iterable[SpentRow]) -> None:
        """Let ``rows`` be stored with the next flush: this one failed."""
        self.changed |= {(guild, member, source) for guild, member, source, _, _ in rows}

    def forget(self, user: UserId) -> None:
        """Drop everything about ``user``."""
        self._xp = {doer: xp for doer, xp in self._xp.items() if doer[1] != user}

    def _turn_to(self, day: int) -> None:
        if day > self._day:
            self._day, self._xp = day, {}
