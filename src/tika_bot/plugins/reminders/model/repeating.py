"""How often: a small part of iCalendar's recurrence rules (RFC 5545), kept on a wall clock.

A rule holds a date and a time on the wall of one zone and steps from there. Nine o'clock stays nine o'clock
when the clocks change; a monthly rule for the 31st takes the last day of shorter months (iCalendar would
leave them out). Hours are the exception: "every 3 hours" counts real time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import count

from .wall import MONTHS, add_months, moment, zone_named

WEEK = 7
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_STAMP = "%Y%m%dT%H%M%S"


class Every(StrEnum):
    """The unit of a step. A year is twelve months."""

    HOUR = "HOURLY"
    DAY = "DAILY"
    WEEK = "WEEKLY"
    MONTH = "MONTHLY"


@dataclass(frozen=True, slots=True)
class Rule:
    """A repetition: every ``interval`` units since ``since``, at ``at`` on the wall of ``zone``."""

    every: Every
    interval: int
    since: date
    at: time
    zone: str
    weekdays: tuple[int, ...] = ()
    """Weekly only, Monday is 0; empty means the weekday of ``since``."""
    day: int = 0
    """Monthly only: 1…31; 0 means the day of ``since``."""

    def after(self, now: datetime) -> datetime:
        """Return the first occurrence (UTC) later than ``now``.

        Raises:
            OverflowError: the calendar ends before it.
        """
        zone = zone_named(self.zone)
        if self.every is Every.HOUR:
            start, step = moment(self.since, self.at, zone), timedelta(hours=self.interval)
            return start + max(0, (now - start) // step + 1) * step
        # A day early: across the date line and a change of clocks the wall may be behind the guess.
        for day in self._days(now.astimezone(zone).date() - timedelta(days=1)):
            at = moment(day, self.at, zone)
            if at > now:
                return at
        raise AssertionError  # _days never ends

    def _days(self, start: date) -> Iterator[date]:
        """Yield the rule's days from a little before ``start`` on, none before ``since``."""
        if self.every is Every.DAY:
            first = max(0, (start - self.since).days // self.interval)
            yield from (self.since + timedelta(days=n * self.interval) for n in count(first))
        elif self.every is Every.WEEK:
            yield from self._weekly(start)
        else:
            months = (start.year - self.since.year) * MONTHS + start.month - self.since.month
            first = max(0, months // self.interval)
            days = (add_months(self.since, n * self.interval, self.day or None) for n in count(first))
            yield from (day for day in days if day >= self.since)

    def _weekly(self, start: date) -> Iterator[date]:
        monday = self.since - timedelta(days=self.since.weekday())
        first = max(0, (start - monday).days // (WEEK * self.interval))
        for week in count(first):
            for weekday in self.weekdays or (self.since.weekday(),):
                day = monday + timedelta(days=week * WEEK * self.interval + weekday)
                if day >= self.since:
                    yield day

    def text(self) -> str:
        """Return the rule as one line that `read_rule` understands."""
        parts = [f"FREQ={self.every}", f"INTERVAL={self.interval}"]
        if self.weekdays:
            parts.append("BYDAY=" + ",".join(_DAYS[day] for day in self.weekdays))
        if self.day:
            parts.append(f"BYMONTHDAY={self.day}")
        start = datetime.combine(self.since, self.at, UTC)
        return ";".join([*parts, f"DTSTART={start.strftime(_STAMP)}", f"TZID={self.zone}"])


def read_rule(line: str) -> Rule:
    """Return the rule that `Rule.text` wrote."""
    parts = dict(part.split("=", 1) for part in line.split(";"))
    start = datetime.strptime(parts["DTSTART"], _STAMP).replace(tzinfo=UTC)
    return Rule(
        every=Every(parts["FREQ"]),
        interval=int(parts["INTERVAL"]),
        since=start.date(),
        at=start.time(),
        zone=parts["TZID"],
        weekdays=tuple(_DAYS.index(day) for day in parts["BYDAY"].split(",")) if "BYDAY" in parts else (),
        day=int(parts.get("BYMONTHDAY", 0)),
    )
