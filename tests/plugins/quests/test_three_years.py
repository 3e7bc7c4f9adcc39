"""Resets of three years in eight zones, with clocks that change and a bot that is often away."""

import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from tika_bot.core.periods import Calendar
from tika_bot.plugins.quests.model.quest import Cycle
from tika_bot.plugins.quests.model.spans import Span, is_due
from tika_bot.plugins.quests.service.offering import Offers

ZONES = (
    "Australia/Lord_Howe", "America/New_York", "Europe/Berlin", "Pacific/Apia",
    "Asia/Kathmandu", "America/St_Johns", "Africa/Casablanca", "Pacific/Chatham",
)  # fmt: skip
HOUR = 5
"""No zone changes its clocks around it, so a wall clock alone can tell what day it is."""

START, END = datetime(2025, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)


def span(zone: str, at: datetime, cycle: Cycle) -> Span:
    """Return the period that a guild in ``zone`` is in."""
    return Offers(at, Calendar.of(zone, HOUR), {}, (), frozenset(), 1.0).span(cycle)


def visits(seed: str) -> list[datetime]:
    """Return when somebody came by: several times a day, but not while the bot was down for days."""
    dice, at, found = random.Random(seed), START, list[datetime]()
    while at < END:
        found.append(at)
        at += timedelta(minutes=dice.randint(3, 700))
        if dice.random() < 0.01:
            at += timedelta(hours=dice.randint(20, 200))
    return found


@pytest.mark.parametrize("zone", ZONES)
def test_every_day_on_which_somebody_came_has_one_draw(zone: str) -> None:
    came = visits(zone)
    drawn, last = list[str](), list[Span]()

    for at in came:
        now = span(zone, at, Cycle.DAILY)
        if is_due(now, last, at):
            drawn.append(now.key)
            last = [now]

    days = [str((at.astimezone(ZoneInfo(zone)) - timedelta(hours=HOUR)).date()) for at in came]
    assert drawn == sorted(set(days))


@pytest.mark.parametrize("zone", ZONES)
def test_every_week_on_which_somebody_came_has_one_draw(zone: str) -> None:
    came = visits(zone)
    drawn, last = list[str](), list[Span]()

    for at in came:
        now = span(zone, at, Cycle.WEEKLY)
        if is_due(now, last, at):
            drawn.append(now.key)
            last = [now]

    walls = [(at.astimezone(ZoneInfo(zone)) - timedelta(hours=HOUR)).date() for at in came]
    assert drawn == sorted({str(wall - timedelta(days=wall.weekday())) for wall in walls})


def test_whoever_sets_the_clocks_again_and_again_gets_no_more_days_than_there_are() -> None:
    dice, at, drawn, last = random.Random(5), START, list[Span](), list[Span]()

    while at < END:
        now = span(dice.choice(ZONES), at, Cycle.DAILY)
        if is_due(now, last, at):
            drawn.append(now)
            last = [now]
        at += timedelta(minutes=dice.randint(3, 200))

    assert len({one.key for one in drawn}) == len(drawn) <= (END - START).days + 1
    for one, following in pairwise(drawn):
        assert one.ends is not None and following.starts >= one.ends - timedelta(days=1)
