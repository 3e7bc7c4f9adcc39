"""Which quests are drawn, and how far they go: by tables and properties."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tika_bot.plugins.quests.catalogue import shipped, templates
from tika_bot.plugins.quests.model.drawing import (
    EASIEST,
    HARDEST,
    NOBODYS,
    POOLS,
    UNTOLD,
    WEEKLY,
    Habits,
    draw,
    target,
)
from tika_bot.plugins.quests.model.quest import UNIT, Figures, Kind, Metric, Season, Template

ALL = shipped()
DAILY = [one for one in ALL.values() if one.kind is Kind.DAILY]
FIT = Template("fit", Kind.DAILY, Metric.MESSAGES, 5, 1, 10_000, 25, "🐦", "easy")


def test_at_least_sixty_ship_of_every_kind_and_measure() -> None:
    assert len(ALL) >= 60
    assert {one.kind for one in ALL.values()} == set(Kind)
    assert {one.metric for one in ALL.values()} == set(Metric) - {Metric.LEVEL}
    assert all(sum(one.pool == pool for one in DAILY) >= 10 for pool in POOLS)


BAD: list[dict[str, Any]] = [
    {"kind": "daily"},
    {"kind": "weekly", "pool": "easy"},
    {"kind": "event"},
    {"kind": "challenge"},
    {"kind": "weekly", "usual": 0},
    {"kind": "weekly", "least": 9},
    {"kind": "weekly", "metric": "voice", "usual": 90, "least": 90},
    {"kind": "weekly", "badge": "🏅"},
    {"kind": "event", "first": "13-01", "last": "13-02"},
    {"kind": "weekly", "metric": "bananas"},
    {"kind": "weekly", "colour": "red"},
]


@pytest.mark.parametrize("wrong", BAD, ids=str)
def test_content_that_makes_no_sense_is_refused(wrong: dict[str, Any]) -> None:
    whole: dict[str, Any] = {"metric": "messages", "usual": 5, "xp": 10, "emoji": "🐦"}

    with pytest.raises(ValidationError):
        templates({"one": whole | wrong})


@given(st.integers())
def test_a_draw_is_decided_by_its_seed(seed: int) -> None:
    first = draw(DAILY, POOLS, str(seed), NOBODYS)

    assert draw(list(reversed(DAILY)), POOLS, str(seed), NOBODYS) == first
    assert list(first) == list(POOLS)
    assert [template.pool for template, _ in first.values()] == list(POOLS)


@given(st.integers())
def test_the_three_of_a_week_measure_different_things(seed: int) -> None:
    drawn = draw([one for one in ALL.values() if one.kind is Kind.WEEKLY], WEEKLY, str(seed), NOBODYS)

    assert len({template.metric for template, _ in drawn.values()}) == 3


def test_members_and_days_draw_differently() -> None:
    seeds = [f"1:{member}:{day}" for member in range(20) for day in range(20)]
    drawn = {tuple(one.id for one, _ in draw(DAILY, POOLS, seed, NOBODYS).values()) for seed in seeds}
    assert len(drawn) > 200


@given(st.lists(st.integers(1, 5_000), min_size=1, max_size=14), st.floats(EASIEST, HARDEST))
def test_a_target_is_within_0_6_and_1_2_of_the_members_own_median(done: list[int], factor: float) -> None:
    habits = Habits.of([Figures(messages=amount) for amount in done])

    wanted = target(FIT, habits, factor)

    usual = habits.usual[Metric.MESSAGES]
    assert max(1, usual * EASIEST - 0.5) <= wanted <= max(1, usual * HARDEST + 0.5)


@given(st.integers(0, 10_000_000), st.floats(EASIEST, HARDEST), st.sampled_from(sorted(ALL)))
def test_a_target_stays_within_its_limits_in_whole_units(done: int, factor: float, name: str) -> None:
    template = ALL[name]
    day = {} if template.metric in UNTOLD else {template.metric.value: done}

    wanted = target(template, Habits.of([Figures(**day)]), factor)

    assert template.least <= wanted <= template.most
    assert wanted % UNIT.get(template.metric, 1) == 0


def test_quiet_days_do_not_make_a_target_smaller() -> None:
    habits = Habits.of([Figures(messages=100), Figures(), Figures(reactions=1)])

    assert habits.usual[Metric.MESSAGES] == 100
    assert target(FIT, habits, 1.0) == 100


def test_a_week_asks_for_as_many_days_as_the_member_comes() -> None:
    week = replace(FIT, kind=Kind.WEEKLY, pool="")

    assert target(week, Habits.of([Figures(messages=10)] * 14), 1.0) == 70
    assert target(week, Habits.of([Figures(messages=10)]), 1.0) == 10


def test_nobody_is_sent_to_voice_who_never_goes_there() -> None:
    quiet = Habits.of([Figures(messages=3, reactions=2)])

    drawn = [draw(DAILY, POOLS, str(seed), quiet) for seed in range(200)]

    assert all(one.metric is not Metric.VOICE for each in drawn for one, _ in each.values())


def test_what_is_switched_off_leaves_its_slot_empty_or_to_others() -> None:
    one = next(one for one in DAILY if one.pool == "easy")

    assert list(draw([one], POOLS, "1", NOBODYS)) == ["easy"]
    assert draw([], POOLS, "1", NOBODYS) == {}


def test_a_season_may_reach_over_new_year() -> None:
    winter = Season("12-30", "01-02")

    days = ["2026-12-29", "2026-12-30", "2026-12-31", "2027-01-01", "2027-01-02", "2027-01-03"]
    assert [winter.includes(day) for day in days] == [False, True, True, True, True, False]


def test_dice_do_not_depend_on_the_process() -> None:
    # Seeded by text, which Python hashes the same everywhere; by a tuple it wouldn't.
    assert [one.id for one, _ in draw(DAILY, POOLS, "1:2:2026-11-20", NOBODYS).values()] == PINNED


PINNED = ["early-bird", "power-user", "applause"]
"""What member 2 of guild 1 draws on that day as long as nothing is added to what ships."""
