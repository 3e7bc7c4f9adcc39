"""A reminder comes back, every so often, at the same time on the member's wall."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tika_bot.plugins.reminders.model import Every, Rule, add_months, moments, read_rule, zone_named

ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC-03:30"]

rules = st.builds(
    Rule,
    every=st.sampled_from(Every),
    interval=st.integers(1, 40),
    since=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    at=st.times().map(lambda at: at.replace(microsecond=0)),
    zone=st.sampled_from(ZONES),
)
now = st.datetimes(datetime(2019, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 zone beside


def times(rule: Rule, start: datetime, count: int) -> list[datetime]:
    found = [start]
    for _ in range(count):
        found.append(rule.after(found[-1]))
    return found[1:]


@given(rules, now)
def test_the_next_is_later_and_nothing_lies_between(rule: Rule, start: datetime) -> None:
    first = rule.after(start)

    assert first > start
    assert rule.after(first - timedelta(seconds=1)) == first
    assert rule.after(start + (first - start) / 2) == first


@given(rules)
def test_a_rule_is_the_same_after_it_was_written_down(rule: Rule) -> None:
    assert read_rule(rule.text()) == rule


def test_weekdays_and_days_survive_being_written_down() -> None:
    weekly = Rule(Every.WEEK, 2, date(2026, 1, 14), time(9), "UTC", weekdays=(0, 3))
    monthly = Rule(Every.MONTH, 1, date(2026, 1, 14), time(9, 5, 7), "Asia/Kolkata", day=31)

    assert [read_rule(rule.text()) for rule in (weekly, monthly)] == [weekly, monthly]


@given(rules, now)
def test_the_wall_always_shows_the_same_time_unless_it_skips_it(rule: Rule, start: datetime) -> None:
    if rule.every is Every.HOUR:
        return
    zone = zone_named(rule.zone)
    for ring in times(rule, start, 3):
        wall = ring.astimezone(zone)
        skipped = not moments(wall.date(), rule.at, zone)
        assert skipped or wall.time() == rule.at


def test_nine_stays_nine_when_the_clocks_change() -> None:
    rule = Rule(Every.DAY, 1, date(2026, 3, 27), time(9), "Europe/Berlin")

    found = times(rule, datetime(2026, 3, 28, tzinfo=UTC), 3)

    assert [ring.hour for ring in found] == [8, 7, 7]


def test_a_time_that_the_spring_skips_rings_behind_the_gap_and_is_itself_again_the_day_after() -> None:
    rule = Rule(Every.DAY, 1, date(2026, 3, 28), time(2, 30), "Europe/Berlin")

    found = times(rule, datetime(2026, 3, 28, 12, tzinfo=UTC), 2)

    assert [ring.astimezone(ZoneInfo("Europe/Berlin")).strftime("%H:%M") for ring in found] == [
        "03:30",
        "02:30",
    ]


def test_a_time_that_the_autumn_repeats_rings_once() -> None:
    rule = Rule(Every.DAY, 1, date(2026, 10, 24), time(2, 30), "Europe/Berlin")

    found = times(rule, datetime(2026, 10, 24, 12, tzinfo=UTC), 2)

    assert found == [datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 26, 1, 30, tzinfo=UTC)]


def test_hours_count_real_time_across_the_change() -> None:
    rule = Rule(Every.HOUR, 3, date(2026, 3, 28), time(23), "Europe/Berlin")

    found = times(rule, datetime(2026, 3, 28, 22, tzinfo=UTC), 3)

    assert {late - early for early, late in pairwise(found)} == {timedelta(hours=3)}


def test_the_31st_is_the_last_day_of_shorter_months_and_comes_back() -> None:
    rule = Rule(Every.MONTH, 1, date(2026, 1, 31), time(9), "UTC", day=31)

    found = times(rule, datetime(2026, 1, 1, tzinfo=UTC), 4)

    assert [(ring.month, ring.day) for ring in found] == [(1, 31), (2, 28), (3, 31), (4, 30)]


def test_every_second_week_keeps_its_rhythm_over_the_new_year() -> None:
    rule = Rule(Every.WEEK, 2, date(2026, 12, 18), time(9), "UTC", weekdays=(4,))

    found = times(rule, datetime(2026, 12, 1, tzinfo=UTC), 3)

    assert [ring.date() for ring in found] == [date(2026, 12, 18), date(2027, 1, 1), date(2027, 1, 15)]


def test_several_weekdays_ring_in_turn() -> None:
    rule = Rule(Every.WEEK, 1, date(2026, 1, 14), time(9), "UTC", weekdays=(0, 3))

    found = times(rule, datetime(2026, 1, 14, 12, tzinfo=UTC), 3)

    assert [ring.weekday() for ring in found] == [3, 0, 3]


def test_years_of_silence_cost_no_more_than_days() -> None:
    rule = Rule(Every.DAY, 1, date(1990, 1, 1), time(9), "UTC")

    assert rule.after(datetime(2290, 1, 1, tzinfo=UTC)) == datetime(2290, 1, 1, 9, tzinfo=UTC)


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(-500, 500))
def test_months_are_added_without_leaving_the_month(day: date, months: int) -> None:
    moved = add_months(day, months)

    assert (moved.year - day.year) * 12 + moved.month - day.month == months
    assert moved.day <= day.day


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../etc/passwd", "Europe"])
def test_a_zone_that_does_not_exist_is_a_key_error(name: str) -> None:
    with pytest.raises(KeyError):
        zone_named(name)
