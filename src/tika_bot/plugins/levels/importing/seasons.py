"""Seasons in our own files: how they are written, read, and which of them come along."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from tika_bot.base.ids import UserId
from tika_bot.plugins.levels.corrections import MOST_XP
from tika_bot.plugins.levels.seasons import DAY_S, Record, Season

from .model import Merge, Skipped, Why
from .values import LAST_DAY, Unusable, id_of, whole

LAST_MS = 253_402_300_799_999
"""The end of the year 9999."""

LONGEST_NAME = 80
MOST_SEASONS = 1_000
"""One a week for twenty years; each board looks through all to find the last."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Coming:
    """Seasons that come along, each with the number of the one that is replaced, if one is."""

    seasons: tuple[tuple[Record, int | None], ...] = ()
    skipped: tuple[Skipped, ...] = ()


def season_row(record: Record) -> dict[str, Any]:
    """Return ``record`` as plain values; one that runs has no end and no standings."""
    one = record.season
    row: dict[str, Any] = {"name": one.name, "first_day": one.first_day, "began_ms": _ms(one.began_at)}
    if one.ended_at is not None:
        row["ended_ms"] = _ms(one.ended_at)
        row["standings"] = {str(who): xp for who, xp in record.standings.items()}
    return row


def season_of(row: Any) -> Record:  # noqa: ANN401 # whatever stands there
    """Return what ``row`` says; its season has no number yet.

    Raises:
        Unusable: something is wrong; a standing with one wrong line would be a wrong standing.
    """
    if not isinstance(row, dict):
        raise Unusable(Why.NO_ROW, type(row).__name__)
    name, stood, ended = row.get("name"), row.get("standings") or {}, row.get("ended_ms")
    if not isinstance(name, str) or not 0 < len(name.strip()) <= len(name) <= LONGEST_NAME:
        raise Unusable(Why.NO_SEASON, name)
    began_at = _moment(row.get("began_ms"))
    ended_at = None if ended is None else _moment(ended)
    if not isinstance(stood, dict) or (ended_at is None and stood):
        raise Unusable(Why.NO_SEASON, name)
    if ended_at is not None and ended_at < began_at:
        raise Unusable(Why.NO_SEASON, name)
    standings = {UserId(id_of(who)): whole(xp, MOST_XP) for who, xp in stood.items()}
    return Record(Season(0, name, whole(row.get("first_day"), LAST_DAY), began_at, ended_at), standings)


def coming(found: Sequence[Record], here: Sequence[Record], merge: Merge, latest: datetime) -> Coming:
    """Return which of ``found`` come along; one that is here already gives way to replacement only."""
    known = {key_of(one): one for one in here}
    running = next((one for one in here if one.season.ended_at is None), None)
    come: list[tuple[Record, int | None]] = []
    skipped: list[Skipped] = []
    for new in sorted(found, key=lambda one: one.season.began_at):
        old = known.get(key_of(new))
        if old is not None and (merge is not Merge.REPLACE or _same(old, new)):
            continue
        if _is_to_come(new.season, latest):
            skipped.append(Skipped(new.season.name, Why.FUTURE))
            continue
        if old is None and len(here) + len(come) >= MOST_SEASONS:
            skipped.append(Skipped(new.season.name, Why.MANY))
            continue
        if new.season.ended_at is None and running is not None and running is not old:
            skipped.append(Skipped(new.season.name, Why.RUNS))
            continue
        if new.season.ended_at is None:
            running = new
        elif running is old:
            running = None
        come.append((new, None if old is None else old.season.id))
    return Coming(tuple(come), tuple(skipped))


def key_of(record: Record) -> tuple[str, datetime]:
    """Return what makes two records ones of the same season."""
    return " ".join(record.season.name.casefold().split()), record.season.began_at


def _same(old: Record, new: Record) -> bool:
    one, other = old.season, new.season
    return (one.name, one.first_day, one.ended_at, dict(old.standings)) == (
        other.name,
        other.first_day,
        other.ended_at,
        dict(new.standings),
    )


def _is_to_come(season: Season, latest: datetime) -> bool:
    last = season.ended_at or season.began_at
    # It may begin to count on the day after: no day belongs to two.
    return last > latest or season.first_day > (latest - EPOCH) // timedelta(seconds=DAY_S) + 1


def _ms(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(milliseconds=1)


def _moment(value: object) -> datetime:
    return EPOCH + timedelta(milliseconds=whole(value, LAST_MS))
