"""What counts as reached, by tables; and that nobody is ever reached behind the horizon's back."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tika_bot.base.ids import GuildId, UserId
from tika_bot.plugins.achievements.horizon import Horizon, rooms
from tika_bot.plugins.achievements.model import (
    MOVING,
    Counter,
    Held,
    Past,
    Rule,
    Span,
    Tier,
    drift,
    progress,
    reached,
    value,
)
from tika_bot.plugins.achievements.rulebook import Rulebook, built_in
from tika_bot.plugins.levels.api import Addition, Counters

GUILD, MEMBER = GuildId(1), UserId(7)
EPOCH = date(1970, 1, 1)
NEVER = frozenset[tuple[str, int]]()


def rule(counter: str = "messages", span: str = "ever", *at: int, **more: object) -> Rule:
    tiers = tuple(Tier(threshold, 10) for threshold in at or (1,))
    return Rule("rule", Counter(counter), tiers, Span(span), **more)  # type: ignore[arg-type] # what a table says


def day(text: str) -> int:
    return (date.fromisoformat(text) - EPOCH).days


def past(days: Mapping[int, Counters], level: int = 0) -> Past:
    names = ("xp", "messages", "messages_counted", "reactions", "commands", "voice_s")
    total = Counters(*(sum(getattr(one, name) for one in days.values()) for name in names))
    return Past(total, days, level)


def messages(*days: int, many: int = 1) -> dict[int, Counters]:
    return {number: Counters(messages=many) for number in days}


@pytest.mark.parametrize(
    ("measured", "days", "expected"),
    [
        (rule("messages"), messages(1, 2, many=3), 6),
        (rule("messages", "day"), messages(1) | messages(4, many=7), 7),
        (rule("messages", "week"), messages(1, 7, many=2), 4),
        (rule("messages", "week"), messages(1, 8, many=2), 2),
        (rule("messages", "days"), messages(1, 5, 9), 3),
        (rule("messages", "days", least=2), messages(1, 5) | messages(9, many=2), 1),
        (rule("messages", "streak"), messages(1, 2, 4, 5, 6, 9), 3),
        (rule("messages", "streak"), {}, 0),
        (rule("messages", "return"), messages(1, 2, 33), 30),
        (rule("messages", "return"), messages(5), 0),
        (rule("messages", "date", on=("02-29",)), messages(day("2024-02-29"), day("2024-03-01")), 1),
        (rule("messages", "date", on=("friday-13",)), messages(day("2026-11-13"), day("2026-10-13")), 1),
        (rule("voice"), {1: Counters(voice_s=59), 2: Counters(voice_s=61)}, 2),
        (rule("voice", "days", least=2), {1: Counters(voice_s=119), 2: Counters(voice_s=120)}, 1),
        (rule("counted", "day"), {1: Counters(messages=9, messages_counted=4)}, 4),
        (rule("reactions"), {1: Counters(reactions=3)}, 3),
        (rule("commands"), {1: Counters(commands=3)}, 3),
        (rule("xp", "week"), {1: Counters(xp=40), 2: Counters(xp=2)}, 42),
        (rule("hand"), messages(1), 0),
    ],
)
def test_a_past_is_measured(measured: Rule, days: dict[int, Counters], expected: int) -> None:
    assert value(measured, past(days)) == expected


def test_a_level_is_measured_by_what_the_guild_calls_so() -> None:
    assert value(rule("level"), past(messages(1), level=12)) == 12


def test_all_tiers_up_to_there_are_reached_but_for_those_settled() -> None:
    tiered = rule("messages", "ever", 1, 5, 10)

    found = reached([tiered], past(messages(1, many=7)), frozenset({("rule", 1)}))

    assert found == [(tiered, 2)]


def test_what_was_taken_away_is_not_reached_again() -> None:
    assert reached([rule()], past(messages(1)), frozenset({("rule", 1)})) == []


def test_what_is_given_by_hand_is_never_reached() -> None:
    assert reached([rule("hand", "ever", 1)], past(messages(1, many=100), level=9), NEVER) == []


def test_progress_shows_the_way_to_the_next_tier() -> None:
    tiered, earned_at = rule("messages", "ever", 1, 4), datetime(2026, 11, 1, tzinfo=UTC)

    shown = progress(tiered, past(messages(1, 2)), [Held("rule", 1, earned_at)])

    assert (shown.tier, shown.next.at, shown.share, shown.earned_at) == (1, 4, 0.5, earned_at)
    assert not shown.is_finished
    taken = progress(tiered, past(messages(1, 2)), [Held("rule", 1, earned_at, is_taken=True)])
    assert taken.tier == 0 and taken.earned_at is None


def test_a_secret_hides_until_it_is_held() -> None:
    secret = rule(is_secret=True)

    assert progress(secret, past(messages(1)), []).is_hidden
    assert not progress(secret, past({}), [Held("rule", 1, datetime(2026, 1, 1, tzinfo=UTC))]).is_hidden


def test_drift_names_what_is_missing_and_what_is_not_earned() -> None:
    rules = [
        Rule(key, Counter.MESSAGES, (Tier(at),)) for key, at in (("one", 1), ("two", 100), ("gift", 500))
    ]
    then = datetime(2026, 1, 1, tzinfo=UTC)
    held = [Held("two", 1, then), Held("gift", 1, then, by=UserId(1)), Held("gone", 1, then)]

    found = drift(rules, MEMBER, past(messages(1)), held)

    assert found.missing == (("one", 1),)
    assert found.unearned == (("two", 1),)


RULES = [
    *(Rule(f"{counter}-{span}-{at}", counter, (Tier(at),), span, least=least)
      for counter in (Counter.MESSAGES, Counter.VOICE, Counter.XP)
      for span in (Span.EVER, Span.DAY, Span.WEEK, Span.DAYS, Span.STREAK, Span.RETURN)
      for at, least in ((2, 1), (3, 2), (9, 1))),
    Rule("date", Counter.MESSAGES, (Tier(1), Tier(2)), Span.DATE, on=("11-22", "11-25")),
    Rule("levels", Counter.LEVEL, (Tier(1), Tier(2), Tier(3))),
]  # fmt: skip
LEVEL_XP = 4


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(-2, 3),  # how many days pass, or that it came late
            st.integers(0, 5),
            st.integers(0, 3),
            st.sampled_from([0, 0, 20, 60, 90, 180]),
        ),
        max_size=40,
    )
)
def test_nothing_is_reached_behind_the_horizon(steps: list[tuple[int, int, int, int]]) -> None:
    book, horizon = Rulebook.of(RULES), Horizon()
    days: dict[int, Counters] = {}
    settled: frozenset[tuple[str, int]] = frozenset()
    today = day("2026-11-20")
    for passed, xp, said, voice_s in steps:
        today += max(passed, 0)
        on = today + min(passed, 0)
        before = days.get(on, Counters())
        days[on] = Counters(before.xp + xp, before.messages + said, 0, 0, 0, before.voice_s + voice_s)
        now = past(days, sum(one.xp for one in days.values()) // LEVEL_XP)

        due = horizon.spend(on, Addition(GUILD, MEMBER, xp, said, voice_s=voice_s))
        surprises = {one.key for one, _ in reached(book.rules, now, settled)}
        expected = {one.key for counter in due for one in book.by_counter[counter]}
        assert surprises <= expected, "something was reached and nobody would have looked"

        named = book.naming(due)
        settled |= {(one.key, tier) for some in named.values() for one, tier in reached(some, now, settled)}
        left = rooms(named, now, settled, today, begins=lambda level: level * LEVEL_XP)
        horizon.settle(GUILD, MEMBER, today, left)


def test_far_from_anything_nobody_looks() -> None:
    horizon, book = Horizon(), Rulebook.of(built_in())
    today = day("2026-11-20")
    whole = past({today: Counters(xp=20, messages=2)})
    settled = frozenset({("first-words", 1)})
    horizon.spend(today, Addition(GUILD, MEMBER, 20, 2))
    left = rooms(book.naming(MOVING), whole, settled, today, begins=lambda level: 100 * level)
    horizon.settle(GUILD, MEMBER, today, left)

    assert horizon.spend(today, Addition(GUILD, MEMBER, 20, 1)) == ()
    assert horizon.spend(today, Addition(GuildId(2), MEMBER, 20, 1)) != (), "nobody looked there yet"


def test_the_horizon_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(Horizon.spend.__globals__, "REMEMBERED", 10)  # a reload leaves this class its module
    horizon = Horizon()

    for member in range(1, 50):
        horizon.spend(1, Addition(GUILD, UserId(member), 1))

    assert len(horizon) == 10
