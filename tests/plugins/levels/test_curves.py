"""A guild chooses what its levels cost; every total stands for exactly one level."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tika_bot.plugins.levels.curves import MOST_TOTAL, Moves, curve_of, moved, moves, tidy, totals_in
from tika_bot.plugins.levels.model import USUAL, progress
from tika_bot.plugins.levels.settings import Settings

KINDS = st.sampled_from(("usual", "linear", "flat", "table"))


@pytest.mark.parametrize(
    ("kind", "first", "growth", "table", "begins"),
    [
        ("usual", 1, 1, "", [0, 100, 255, 475]),
        ("flat", 200, 50, "", [0, 200, 400, 600]),
        ("linear", 100, 50, "", [0, 100, 250, 450]),
        ("table", 1, 1, "100, 250, 500", [0, 100, 250, 500]),
        ("table", 1, 1, "", [0, 100, 255, 475]),
    ],
)
def test_a_curve_begins_as_it_says(kind, first: int, growth: int, table: str, begins: list[int]) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 # a Literal
    assert list(curve_of(kind, first, growth, table).totals[:4]) == begins


@given(KINDS, st.integers(1, 10**6), st.integers(0, 10**5), st.integers(0, 2 * MOST_TOTAL))
def test_every_total_has_exactly_one_level(kind: str, first: int, growth: int, xp: int) -> None:
    curve = curve_of(kind, first, growth, "7, 8, 4000")  # type: ignore[arg-type] # one of the four

    level = curve.level(xp)

    assert curve.totals[level] <= xp
    assert level == len(curve.totals) - 1 or xp < curve.totals[level + 1]
    assert all(earlier < later for earlier, later in zip(curve.totals, curve.totals[1:], strict=False))
    assert curve.totals[-1] <= MOST_TOTAL


def test_the_highest_level_of_a_table_needs_nothing_more() -> None:
    way = progress(10_000, curve_of("table", 1, 1, "100, 250"))

    assert (way.level, way.missing, way.share) == (2, 0, 1.0)


@pytest.mark.parametrize("text", ["a, b", "100, 100", "250, 100", "0, 5", "-5", "1.5", "9" * 40, "١٢"])
def test_what_is_no_table_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="table"):
        totals_in(text)
    with pytest.raises(ValueError, match="table"):
        Settings(curve_table=text)


def test_a_table_is_kept_tidily() -> None:
    assert tidy(" 100;250\n 500,") == "100, 250, 500"
    assert tidy("") == ""


def test_moves_count_everybody() -> None:
    flat = curve_of("flat", 200, 0, "")

    assert moves(moved([(100, 3), (199, 2), (5_000, 1), (10, 4)], USUAL, flat)) == Moves(up=1, down=5, same=4)
