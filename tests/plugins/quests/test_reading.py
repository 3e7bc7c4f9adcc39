"""What admins write into the form is understood, or refused with what to write instead."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tika_bot.plugins.quests.model.quest import Difficulty, Metric
from tika_bot.plugins.quests.model.reading import (
    MOST_COINS,
    MOST_XP,
    Prize,
    read_amount,
    read_name,
    read_prize,
    read_window,
    written_amount,
    written_prize,
    written_window,
)
from tika_bot.plugins.quests.model.refusals import (
    AmountUnreadable,
    NameMissing,
    RewardUnreadable,
    WindowUnreadable,
)

BERLIN = ZoneInfo("Europe/Berlin")
MIDNIGHT = time(0)


@pytest.mark.parametrize(
    ("given_", "prize"),
    [
        ("", Prize(100)),
        ("150 xp", Prize(150)),
        ("150", Prize(150)),
        ("150XP + 20 coins", Prize(150, 20, "coins")),
        (" 20 gems ", Prize(0, 20, "gems")),
        ("2,500 coins", Prize(0, 2_500, "coins")),
        ("1.500 XP", Prize(1_500)),
        ("100,000 xp", Prize(100_000)),
        ("1\N{THIN SPACE}000\N{THIN SPACE}000 gems", Prize(0, 1_000_000, "gems")),
        ("1,000,000 coins, 2 500 xp", Prize(2_500, 1_000_000, "coins")),
        ("150 xp, 20 coins", Prize(150, 20, "coins")),
        ("150,20 coins", Prize(150, 20, "coins")),
        ("20 a_1,500 xp", Prize(500, 20, "a_1")),
    ],
)
def test_rewards_are_read(given_: str, prize: Prize) -> None:
    assert read_prize(given_, Difficulty.MEDIUM) == prize


@pytest.mark.parametrize(
    "given_",
    [
        "lots",
        "0 xp",
        "-5 xp",
        "1 xp, 2 xp",
        "1 a, 2 b",
        "100001 xp",
        "5 Ünits",
        "9" * 30,
        "1.5 xp",
        "1,000.000 xp",
    ],
)
def test_other_rewards_are_refused(given_: str) -> None:
    with pytest.raises(RewardUnreadable):
        read_prize(given_, Difficulty.EASY)


@given(st.integers(0, MOST_XP), st.integers(0, MOST_COINS), st.sampled_from(["coins", "a_1"]))
def test_what_is_written_back_is_read_the_same(xp: int, coins: int, currency: str) -> None:
    prize = Prize(xp, coins, currency if coins else "")
    if xp or coins:
        assert read_prize(written_prize(prize), Difficulty.HARD) == prize


@given(st.sampled_from(list(Metric)), st.integers(1, 100))
def test_amounts_too(metric: Metric, amount: int) -> None:
    read = read_amount(str(amount), metric)

    assert read == (amount * 60 if metric is Metric.VOICE else amount)
    assert written_amount(read, metric) == str(amount)


@pytest.mark.parametrize(
    "given_", ["", "0", "-1", "many", "1000001", "9" * 40, "٣٣x", "1.5", "1,00", "1.000,5", "1,000.000"]
)
def test_other_amounts_are_refused(given_: str) -> None:
    with pytest.raises(AmountUnreadable):
        read_amount(given_, Metric.MESSAGES)


def test_thousands_may_be_grouped() -> None:
    for written in ("1000", "1,000", "1.000", "1 000", "1\N{NARROW NO-BREAK SPACE}000"):
        assert read_amount(written, Metric.MESSAGES) == 1000
    assert read_amount("1,000,000", Metric.MESSAGES) == 1_000_000


def test_a_window_is_whole_days_of_the_guild() -> None:
    starts, ends = read_window("2026-12-01 to 2026-12-24", BERLIN, time(5))

    assert starts == datetime(2026, 12, 1, 4, tzinfo=UTC)
    assert ends == datetime(2026, 12, 25, 4, tzinfo=UTC)
    assert written_window(starts, ends, BERLIN) == "2026-12-01 to 2026-12-24"


def test_one_date_is_the_last_day() -> None:
    starts, ends = read_window("until 2026-12-24", BERLIN, MIDNIGHT)

    assert (starts, ends) == (None, datetime(2026, 12, 24, 23, tzinfo=UTC))
    assert read_window(" 2026-12-24 ", BERLIN, MIDNIGHT) == (starts, ends)
    assert written_window(starts, ends, BERLIN) == "2026-12-24"
    assert read_window("", BERLIN, MIDNIGHT) == (None, None)
    assert written_window(None, None, BERLIN) == ""


@pytest.mark.parametrize("between", [" to ", " – ", "/", " ", " bis zum ", " إلى ", "-"])
def test_whatever_is_between_two_dates_means_until(between: str) -> None:
    assert read_window(f"2026-12-01{between}2026-12-24", BERLIN, MIDNIGHT) == read_window(
        "from 2026-12-01 to 2026-12-24.", BERLIN, MIDNIGHT
    )


@pytest.mark.parametrize(
    "given_",
    [
        "tomorrow",
        "2026-13-01",
        "2026-02-30",
        "2026-12-24 to 2026-12-01",
        "2026-01-01 " * 3,
        "2026-12-01 to 24.12.2026",
        "2026-12-01 to 2026-12-24 at 5",
        "from 2026-12-01",
        "9999-12-31",
        "0001-01-01 to 2026-12-24",
    ],
)
def test_other_windows_are_refused(given_: str) -> None:
    with pytest.raises(WindowUnreadable):
        read_window(given_, BERLIN, MIDNIGHT)


def test_a_name_is_one_line_and_not_empty() -> None:
    assert read_name("  Tea\n time ") == "Tea time"
    with pytest.raises(NameMissing):
        read_name(" \n ")
