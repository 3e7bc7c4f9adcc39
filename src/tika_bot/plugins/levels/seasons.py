"""Seasons: a name, days from the first to the last, and how they ended. They count whole days, in UTC."""

from dataclasses import dataclass
from datetime import UTC, datetime

from tika_bot.base.errors import Refusal

DAY_S = 86_400


class SeasonRuns(Refusal):
    """The season ``name`` isn't over."""

    key = "levels.season_runs"


class SeasonNamed(Refusal):
    """There was a season called ``name`` already, and one of the two couldn't be looked at any more."""

    key = "levels.season_named"


class NoSeason(Refusal):
    """None runs, or it isn't the one that was asked about any more."""

    key = "levels.no_season"


class SeasonUnknown(Refusal):
    """No season is called ``given``."""

    key = "levels.season_unknown"


@dataclass(frozen=True, slots=True)
class Season:
    """A season of one guild. ``first_day`` is counted since 1970; ``ended_at`` is None while it runs."""

    id: int
    name: str
    first_day: int
    began_at: datetime
    ended_at: datetime | None = None

    @property
    def counts_from(self) -> datetime:
        """Return when it begins to count: as it began, or the midnight (UTC) after the one before ended."""
        return max(self.began_at, datetime.fromtimestamp(self.first_day * DAY_S, UTC))

    def is_called(self, name: str) -> bool:
        """Return whether ``name`` is its name; case and spaces don't matter."""
        return _plain(name) == _plain(self.name)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
