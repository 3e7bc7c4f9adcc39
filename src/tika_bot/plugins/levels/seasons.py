"""Seasons: a name, days from the first to the last, and how they ended. They count whole days, in UTC."""

from dataclasses import dataclass
from datetime import datetime

from tika_bot.base.errors import Refusal


class SeasonRuns(Refusal):
    """The season ``name`` isn't over."""

    key = "levels.season_runs"


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
