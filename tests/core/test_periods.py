"""Members have one daily reward per day of their guild, whatever clocks do."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tika_bot.core.periods import Calendar, Period

MINUTE = timedelta(minutes=1)

CHANGES = [
    ("Europe/Berlin", datetime(2026, 3, 29, 1, tzinfo=UTC)),
    ("Europe/Berlin", datetime(2026, 10, 25, 1, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 3, 8, 7, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 11, 1, 6, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2026, 4, 4, 15, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2026, 10, 3, 15, 30, tzinfo=UTC)),
    ("America/Sao_Paulo", datetime(2018, 2, 18, 2, tzinfo=UTC)),
    ("America/Sao_Paulo", datetime(2018, 11, 4, 3, tzinfo=UTC)),
    ("Pacific/Apia", datetime(2011, 12, 30, 10, tzinfo=UTC)),
    ("Africa/Casablanca", datetime(2026, 2, 15, 2, tzinfo=UTC)),
    ("Asia/Kathmandu", datetime(2026, 5, 5, 5, tzinfo=UTC)),
    ("Antarctica/Troll", datetime(2026, 3, 29, 1, tzinfo=UTC)),
]
"""Zones and moments at which their clocks jump (or, for Kathmandu, don't)."""


def watched(zone: str, reset_hour: int, start: datetime, until: datetime) -> list[tuple[datetime, str]]:
    """Look at the wall clock each minute; a day begins when it first shows the reset hour or later."""
    newest, seen, at = "", [], start
    while at < until:
        local = at.astimezone(ZoneInfo(zone))
        day = local.date() if local.hour >= reset_hour else local.date() - timedelta(days=1)
        newest = max(newest, day.isoformat())
        seen.append((at, newest))
        at += MINUTE
    return seen


@pytest.mark.parametrize(("zone", "change"), CHANGES)
@given(reset_hour=st.integers(0, 23))
@settings(max_examples=24, deadline=None)
def test_days_are_those_that_a_watcher_of_the_clock_would_count(
    zone: str, change: datetime, reset_hour: int
) -> None:
    calendar = Calendar.of(zone, reset_hour)
    watch = watched(zone, reset_hour, change - timedelta(days=2), change + timedelta(days=2))

    for at, expected in watch[24 * 60 :: 5]:
        assert calendar.key(Period.DAY, at) == expected


@given(
    at=st.integers(0, 10 * 365 * 24 * 60).map(
        lambda minutes: datetime(2020, 1, 1, tzinfo=UTC) + minutes * MINUTE
    ),
    zone=st.sampled_from(sorted({zone for zone, _ in CHANGES})),
    reset_hour=st.integers(0, 23),
    weekday=st.integers(0, 6),
    period=st.sampled_from(Period),
)
@settings(deadline=None)
def test_periods_follow_each_other_without_gap_or_overlap(
    at: datetime, zone: str, reset_hour: int, weekday: int, period: Period
) -> None:
    calendar = Calendar.of(zone, reset_hour, weekday)

    start, end = calendar.start(period, at), calendar.end(period, at)

    assert start <= at < end
    key = calendar.key(period, at)
    assert calendar.key(period, start) == key == calendar.key(period, end - timedelta(microseconds=1))
    assert calendar.key(period, end) > key
    assert calendar.start(period, end) == end


@pytest.mark.parametrize("zone", ["Australia/Lord_Howe", "Europe/Berlin", "America/St_Johns", "UTC"])
def test_three_years_of_asking_every_hour_count_each_day_once(zone: str) -> None:
    calendar = Calendar.of(zone, reset_hour=5)
    at, keys = datetime(2024, 1, 1, 12, tzinfo=UTC), []
    for hours in range(3 * 365 * 24):
        key = calendar.key(Period.DAY, at + timedelta(hours=hours))
        if not keys or keys[-1] != key:
            keys.append(key)

    assert len(keys) == len(set(keys)) == 3 * 365 + 1
    assert keys == sorted(keys)


def test_a_week_begins_on_the_guilds_own_weekday() -> None:
    saturdays = Calendar.of("Europe/Berlin", reset_hour=6, reset_weekday=5)
    friday_night = datetime(2026, 1, 10, 4, 59, tzinfo=UTC)

    assert saturdays.key(Period.WEEK, friday_night) == "2026-01-03"
    assert saturdays.key(Period.WEEK, friday_night + MINUTE) == "2026-01-10"


def test_a_month_is_named_by_year_and_month() -> None:
    calendar = Calendar.of("Asia/Tokyo", reset_hour=5)
    last_minute = datetime(2025, 12, 31, 19, 59, tzinfo=UTC)

    assert calendar.key(Period.MONTH, last_minute) == "2025-12"
    assert calendar.key(Period.MONTH, last_minute + MINUTE) == "2026-01"
