"""XP become levels."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tika_bot.plugins.levels.model import (
    HIGHEST_LEVEL,
    USUAL,
    bucket,
    bucket_end,
    level_reached,
    progress,
    step,
)

XP = st.integers(0, 10**13)


@pytest.mark.parametrize(
    ("xp", "level"),
    [
        (0, 0),
        (99, 0),
        (100, 1),
        (254, 1),
        (255, 2),
        (474, 2),
        (475, 3),
        (4674, 9),
        (4675, 10),
        (1_899_250, 100),
    ],
)
def test_levels_begin_where_members_know_it_from_elsewhere(xp: int, level: int) -> None:
    assert USUAL.level(xp) == level


def test_every_level_begins_exactly_where_the_sum_of_the_steps_ends() -> None:
    for level in range(HIGHEST_LEVEL):
        assert (
            USUAL.begins(level)
            == 5 * (level - 1) * level * (2 * level - 1) // 6 + 25 * (level - 1) * level + 100 * level
        )
        assert USUAL.level(USUAL.begins(level)) == level
        assert USUAL.level(USUAL.begins(level + 1) - 1) == level


def test_every_level_costs_more_than_the_one_before() -> None:
    assert all(one < other for one, other in pairwise(step(level) for level in range(200)))


@given(XP)
def test_the_way_within_a_level_adds_up(xp: int) -> None:
    way = progress(xp)

    assert USUAL.begins(way.level) + way.into == xp
    assert way.into >= 0
    if way.level < HIGHEST_LEVEL:
        assert way.into < way.needed == step(way.level)
        assert way.into + way.missing == way.needed
        assert 0 <= way.share < 1


def test_the_highest_level_is_full() -> None:
    way = progress(USUAL.begins(HIGHEST_LEVEL) + 5)

    assert (way.level, way.needed, way.missing, way.share) == (HIGHEST_LEVEL, 0, 0, 1.0)


@given(st.lists(st.integers(0, 100_000), max_size=30))
def test_each_level_is_reached_once_however_the_xp_arrive(gains: list[int]) -> None:
    total, told = 0, []
    for gain in gains:
        level = level_reached(total, total + gain)
        total += gain
        if level is not None:
            told.append(level)

    assert told == sorted(set(told))
    assert (told[-1] if told else 0) == USUAL.level(total)


@given(st.integers(1, 10**12))
def test_buckets_hold_what_lies_between_their_ends(xp: int) -> None:
    number = bucket(xp)

    assert bucket_end(number - 1) <= xp < bucket_end(number)
    assert bucket(bucket_end(number)) > number
