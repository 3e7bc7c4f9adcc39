"""Carla comes late in the week: she gets three weekly quests, and each can still be done."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.periods import Calendar
from tika_bot.plugins.quests.catalogue import shipped
from tika_bot.plugins.quests.model.drawing import WEEKLY
from tika_bot.plugins.quests.model.quest import DAY_S, Cycle, Figures, Goal, Metric, first_day
from tika_bot.plugins.quests.service.due import Due
from tika_bot.plugins.quests.service.figures import Known
from tika_bot.plugins.quests.service.offering import Offers
from tika_bot.plugins.quests.settings import Settings

ZONES = ("UTC", "Pacific/Auckland", "America/New_York", "Asia/Kathmandu", "Pacific/Pago_Pago")
MONDAY = datetime(2026, 11, 16, tzinfo=UTC)
GUILD, CARLA = GuildId(1), UserId(7)
ALL = shipped()


def day(at: datetime) -> int:
    """Return the day since 1970, UTC."""
    return int(at.timestamp()) // DAY_S


def weekly(offers: Offers, figures: Figures, *, per_member: bool = True, who: UserId = CARLA) -> list[Goal]:
    """Return the weekly quests that are drawn for somebody who has none yet."""
    due = Due.at(GUILD, offers, Settings(per_member=per_member))
    known = Known(figures, {}, day(offers.now))
    return [goal for slot, goal, _ in due.of(who, known, {}) if slot in WEEKLY]


@given(
    st.sampled_from(ZONES),
    st.integers(0, 23),
    st.integers(0, 6),
    st.integers(0, 7 * DAY_S - 1),
    st.sets(st.integers(0, 8)),
    st.integers(1, 10_000),
    st.booleans(),
)
def test_whoever_comes_on_every_day_that_is_left_can_do_all_three(  # noqa: PLR0913, PLR0917 # what may differ
    zone: str,
    hour: int,
    weekday: int,
    second: int,
    ago: set[int],
    who: int,
    per_member: bool,
) -> None:
    now = MONDAY + timedelta(seconds=second)
    offers = Offers(now, Calendar.of(zone, hour, weekday), ALL, (), frozenset(), 1.0)
    figures = Figures(days=frozenset({day(now), *(day(now) - days for days in ago)}))

    drawn = weekly(offers, figures, per_member=per_member, who=UserId(who))

    assert len(drawn) == 3
    span = offers.span(Cycle.WEEKLY)
    assert span.ends is not None
    rest = range(day(now), day(span.ends - timedelta(seconds=1)) + 1)
    in_the_end = Figures(days=figures.days | set(rest))
    for goal in drawn:
        if goal.metric is Metric.DAYS:
            assert in_the_end.done(Metric.DAYS, first_day(span.starts, now)) >= goal.target > 0


@pytest.mark.parametrize(("days_left", "least"), [(1, None), (2, None), (3, 3), (7, 4)])
def test_what_asks_for_more_days_than_are_left_is_not_drawn(days_left: int, least: int | None) -> None:
    now = MONDAY + timedelta(days=7 - days_left, hours=12)
    offers = Offers(now, Calendar.of("UTC"), ALL, (), frozenset(), 1.0)

    drawn = [
        goal
        for who in range(200)
        for goal in weekly(offers, Figures(days=frozenset({day(now)})), who=UserId(who))
    ]

    asked = {goal.target for goal in drawn if goal.metric is Metric.DAYS}
    assert len(drawn) == 600
    assert min(asked, default=None) == least
    assert max(asked, default=0) <= days_left


def test_where_all_get_the_same_a_newcomer_gets_it_too_with_fewer_days() -> None:
    weeks = [MONDAY + timedelta(weeks=week) for week in range(40)]
    for monday in weeks:
        first, late = (
            weekly(
                Offers(now, Calendar.of("UTC"), ALL, (), frozenset(), 1.0),
                Figures(days=frozenset({day(now)})),
                per_member=False,
            )
            for now in (monday, monday + timedelta(days=5, hours=1))
        )

        assert [goal.quest for goal in late] == [goal.quest for goal in first]
        assert all(goal.target <= 2 for goal in late if goal.metric is Metric.DAYS)


def test_where_nothing_else_is_on_there_are_fewer_days_to_come() -> None:
    now = MONDAY + timedelta(days=6)
    some = {name: ALL[name] for name in ("regular", "every-day-counts", "chronicler")}

    drawn = weekly(Offers(now, Calendar.of("UTC"), some, (), frozenset(), 1.0), Figures())

    assert {goal.quest: goal.target for goal in drawn if goal.metric is Metric.DAYS} == {
        "regular": 1, "every-day-counts": 1,
    }  # fmt: skip
