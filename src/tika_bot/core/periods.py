"""Days, weeks and months as a guild counts them.

"Is it 05:00 now?" misses a reset while the bot is down and doubles one when clocks go back. So nothing
happens *at* a reset. Each period has a key, computed from the moment at which somebody asks; what belongs
to a key that isn't the current one is over.

A day named 2026-03-29 begins when the guild's clocks first show the reset hour on that date. Where clocks
jump over it, it begins with the jump; where they show it twice, with the first time.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)


class Period(StrEnum):
    """What repeats."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Calendar:
    """A guild's way to count: its zone, the hour (0 to 23) and the weekday (0 is Monday) of its resets."""

    zone: ZoneInfo
    reset_hour: int = 0
    reset_weekday: int = 0

    @classmethod
    def of(cls, zone: str, reset_hour: int = 0, reset_weekday: int = 0) -> "Calendar":
        """Return the calendar of the zone named ``zone``.

        Raises:
            ZoneInfoNotFoundError: If there is no such zone; settings check that earlier.
        """
        return cls(ZoneInfo(zone), reset_hour, reset_weekday)

    def key(self, period: Period, at: datetime) -> str:
        """Return what the ``period`` around ``at`` is called: its first day, or 2026-03 for a month.

        Keys of one kind sort in the order of time.
        """
        first = self._first_day(period, at)
        return first.isoformat() if period is not Period.MONTH else f"{first:%Y-%m}"

    def start(self, period: Period, at: datetime) -> datetime:
        """Return when the ``period`` around ``at`` began, in UTC."""
        return self._begin(self._first_day(period, at))

    def end(self, period: Period, at: datetime) -> datetime:
        """Return when the next ``period`` begins, in UTC: the moment to show as "resets in …"."""
        return self._begin(_next(period, self._first_day(period, at)))

    def _first_day(self, period: Period, at: datetime) -> date:
        day = self._day(at)
        if period is Period.WEEK:
            return day - _DAY * ((day.weekday() - self.reset_weekday) % 7)
        if period is Period.MONTH:
            return day.replace(day=1)
        return day

    def _day(self, at: datetime) -> date:
        # From tomorrow backwards: clocks that go back show the reset hour and then an earlier one again.
        day = at.astimezone(self.zone).date() + _DAY
        while self._begin(day) > at:
            day -= _DAY
        return day

    def _begin(self, day: date) -> datetime:
        wall = datetime.combine(day, time(self.reset_hour), self.zone)
        first, second = wall.astimezone(UTC), wall.replace(fold=1).astimezone(UTC)
        # Python reads a skipped wall time by the clock before the jump, or after it: two moments around it.
        return first if first <= second else _jump(self.zone, second, first)


def _jump(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """Return the moment between the two, to the second, at which ``zone``'s clocks jump ahead."""
    old = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)


def _next(period: Period, first: date) -> date:
    if period is Period.WEEK:
        return first + 7 * _DAY
    if period is Period.MONTH:
        return (first + 31 * _DAY).replace(day=1)
    return first + _DAY
