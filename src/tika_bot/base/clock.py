"""The only place that asks what time it is. Delays are measured by the loop's own monotonic clock."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


def millis(moment: datetime) -> int:
    """Return how many milliseconds after the beginning of 1970 (UTC) it was."""
    return round(moment.timestamp() * 1000)


class Clock(Protocol):
    """Tells the time, always in UTC."""

    def now(self) -> datetime:
        """Return the current moment as an aware UTC datetime."""
        ...


class WallClock:
    """The real one."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class StillClock:
    """A clock for tests: it stands until somebody moves it."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def now(self) -> datetime:
        return self._now

    def advance(self, by: timedelta) -> None:
        """Move forward by ``by``."""
        self._now += by
