"""What a board ranks by, and since when. Pure: days go in, days come out."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

EPOCH = date(1970, 1, 1)


class Measure(StrEnum):
    """What members are ranked by."""

    XP = "xp"
    MESSAGES = "messages"
    VOICE = "voice"
    REACTIONS = "reactions"
    COMMANDS = "commands"


class Window(StrEnum):
    """Since when it counts. Days are counted in UTC, weeks begin on Monday."""

    ALL = "all"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"

    def first_day(self, now: datetime) -> int | None:
        """Return the first day that counts at ``now``, in days since 1970; None for all there ever were.

        A season begins when a guild says so: its first day isn't known here.
        """
        today = now.astimezone(UTC).date()
        firsts = {
            Window.DAY: today,
            Window.WEEK: today - timedelta(days=today.weekday()),
            Window.MONTH: today.replace(day=1),
        }
        return day_number(firsts[self]) if self in firsts else None


@dataclass(frozen=True, slots=True)
class Ranking:
    """Which board it is; the usual one ranks by all XP there ever was."""

    measure: Measure = Measure.XP
    window: Window = Window.ALL
    season: int = 0
    """The number of the season whose end it is; 0 for none."""

    @classmethod
    def asked(cls, measure: str, since: str) -> "Ranking":
        """Return which board is meant; of how a season ended only XP is known."""
        if since.isdecimal():
            return cls(Measure.XP, Window.SEASON, int(since))
        return cls(Measure(measure), Window(since))

    @property
    def since(self) -> str:
        """Return the window, or the number of the season, as `asked` reads it."""
        return str(self.season) if self.season else self.window.value

    @property
    def is_usual(self) -> bool:
        """Return whether ranks come from the index and the buckets, at any size."""
        return self == USUAL_RANKING


USUAL_RANKING = Ranking()


def day_number(day: date) -> int:
    """Return ``day`` in days since 1970."""
    return (day - EPOCH).days


def date_of(day: int) -> date:
    """Return the date that is ``day`` days after the beginning of 1970."""
    return EPOCH + timedelta(days=day)


@dataclass(frozen=True, slots=True)
class Activity:
    """What a guild did on one day, all members together."""

    day: date
    xp: int = 0
    members: int = 0
    """How many did something."""
    messages: int = 0


def without_gaps(found: dict[int, Activity], first: int, last: int) -> tuple[Activity, ...]:
    """Return ``found`` from ``first`` to ``last``, quiet days included."""
    return tuple(found.get(day) or Activity(date_of(day)) for day in range(first, last + 1))
