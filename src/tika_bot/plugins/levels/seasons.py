"""Seasons: a name, days from the first to the last, and how they ended. They count whole days, in UTC."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tika_bot.base.errors import Refusal
from tika_bot.base.ids import UserId

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


class SeasonGone(Refusal):
    """It was chosen in a message and isn't there any more."""

    key = "levels.season_gone"


class SeasonsAlike(Refusal):
    """More than one season is called ``name``; ``names`` are names that tell them apart."""

    key = "levels.seasons_alike"


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


@dataclass(frozen=True, slots=True)
class Record:
    """A season with all of how it ended: what each member earned in it."""

    season: Season
    standings: Mapping[UserId, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Link:
    """Which import brought a season, if one did, and which season stands in its place."""

    id: int
    runs: bool
    brought_by: int | None
    replaced_by: int | None


def taken_back(links: Collection[Link], entries: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return which seasons go if imports under ``entries``, newest first, are undone, and which return.

    One that runs doesn't return while another runs that stays: then both of the two stay as they are.
    """
    hidden = {one.id: one.replaced_by for one in links}
    gone: list[int] = []
    for entry in entries:
        brought = [one for one in links if one.brought_by == entry and hidden[one.id] is None]
        for one in sorted(brought, key=lambda one: not one.runs):  # what it brought to run runs no longer
            old = next((other for other in links if hidden[other.id] == one.id), None)
            seen = [other for other in links if other is not one and hidden[other.id] is None]
            if old is not None and old.runs and any(other.runs for other in seen):
                continue
            gone.append(one.id)
            hidden[one.id] = one.id
            if old is not None:
                hidden[old.id] = None
    back = [one.id for one in links if one.replaced_by is not None and hidden[one.id] is None]
    return gone, back


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
