"""Members look who was ahead this week, in voice, by messages; admins look at the days."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text

from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.house import House
from tika_bot.core.permits import Actor
from tika_bot.plugins.levels.corrections import Order
from tika_bot.plugins.levels.model import Addition, Board
from tika_bot.plugins.levels.plugin import build
from tika_bot.plugins.levels.service import Seen
from tika_bot.plugins.levels.settings import Settings
from tika_bot.plugins.levels.store import MemberStore
from tika_bot.plugins.levels.store.rankings import ranked_of
from tika_bot.plugins.levels.windows import Activity, Measure, Ranking, Window, date_of, day_number
from tika_bot.storage.database import Database
from tika_bot.testing.houses import FRIDAY_NOON, a_house

HERE, ELSEWHERE = GuildId(1), GuildId(2)
ALICE, BOB, LAYLA = UserId(7), UserId(8), UserId(9)
BOSS = Actor(UserId(50), HERE, owner=True)
TODAY = day_number(FRIDAY_NOON.date())
WEEKLY = Ranking(Measure.MESSAGES, Window.WEEK)


@pytest.fixture
async def house(database: Database) -> AsyncIterator[House]:
    async with a_house(database, "levels", settings=Settings) as made:
        yield made


async def did(house: House, day: int, *additions: Addition) -> None:
    """Let members have done something on ``day``."""
    store = MemberStore(house.database)
    async with store.everywhere():
        await store.add(additions, day=day)


def lines(board: Board) -> list[tuple[int, int, int]]:
    return [(place.rank, place.member, place.amount) for place in board.places]


@pytest.mark.parametrize(
    ("window", "first"),
    [
        (Window.ALL, None),
        (Window.DAY, date(2026, 11, 20)),
        (Window.WEEK, date(2026, 11, 16)),
        (Window.MONTH, date(2026, 11, 1)),
        (Window.SEASON, None),
    ],
)
def test_windows_begin_when_they_say(window: Window, first: date | None) -> None:
    assert window.first_day(FRIDAY_NOON) == (None if first is None else day_number(first))


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_week_begins_on_a_monday_and_holds_today(today: date) -> None:
    first = Window.WEEK.first_day(datetime(today.year, today.month, today.day, 23, 59, tzinfo=UTC))

    assert first is not None and date_of(first).weekday() == 0
    assert 0 <= day_number(today) - first < 7


async def test_a_week_counts_what_was_done_in_it(house: House) -> None:
    levels = build(house)
    await did(house, TODAY - 5, Addition(HERE, ALICE, 900, messages=50))  # Sunday: last week
    await did(house, TODAY - 1, Addition(HERE, ALICE, 20, messages=3), Addition(HERE, BOB, 20, messages=2))
    await did(house, TODAY, Addition(HERE, BOB, 20, messages=2), Addition(ELSEWHERE, LAYLA, 5, messages=99))

    assert lines(await levels.board(HERE, 1, WEEKLY)) == [(1, BOB, 4), (2, ALICE, 3)]
    assert lines(await levels.board(HERE, 1, Ranking(Measure.XP, Window.MONTH))) == [
        (1, ALICE, 920),
        (2, BOB, 40),
    ]
    assert lines(await levels.board(HERE, 1, Ranking(Measure.MESSAGES, Window.ALL))) == [
        (1, ALICE, 53),
        (2, BOB, 4),
    ]
    assert lines(await levels.board(ELSEWHERE, 1, WEEKLY)) == [(1, LAYLA, 99)]


@pytest.mark.parametrize("window", [Window.ALL, Window.DAY, Window.WEEK, Window.MONTH])
async def test_each_measure_has_a_board_of_its_own(house: House, window: Window) -> None:
    levels = build(house)
    done = Addition(HERE, ALICE, 10, messages=2, reactions=3, commands=4, voice_s=120)
    await did(house, TODAY, done)

    found = {
        measure: lines(await levels.board(HERE, 1, Ranking(measure, window)))[0][2] for measure in Measure
    }

    assert found == {
        Measure.XP: 10,
        Measure.MESSAGES: 2,
        Measure.VOICE: 120,
        Measure.REACTIONS: 3,
        Measure.COMMANDS: 4,
    }


async def test_a_member_finds_their_page_and_the_last_page_is_the_last(house: House) -> None:
    levels = build(house)
    crowd = [Addition(HERE, UserId(100 + i), 1, messages=100 - i) for i in range(24)]
    await did(house, TODAY, *crowd, Addition(HERE, ALICE, 1, messages=1))

    around = await levels.board_around(HERE, ALICE, WEEKLY)
    beyond = await levels.board(HERE, 99, WEEKLY)
    stranger = await levels.board_around(HERE, LAYLA, WEEKLY)

    assert (around.page, around.of, lines(around)[-1]) == (3, 25, (25, ALICE, 1))
    assert (beyond.page, len(beyond.places), beyond.ranking) == (3, 5, WEEKLY)
    assert stranger.page == 1


async def test_ties_go_to_the_older_account_and_nothing_is_no_line(house: House) -> None:
    levels = build(house)
    await did(
        house,
        TODAY,
        Addition(HERE, BOB, 1, messages=5),
        Addition(HERE, ALICE, 1, messages=5),
        Addition(HERE, LAYLA, 1),
    )

    assert lines(await levels.board(HERE, 1, WEEKLY)) == [(1, ALICE, 5), (2, BOB, 5)]


async def test_who_left_is_hidden_and_comes_back_with_their_rank(house: House) -> None:
    levels = build(house)
    await did(house, TODAY, Addition(HERE, ALICE, 1, messages=9), Addition(HERE, BOB, 1, messages=5))

    await levels.leave(HERE, ALICE)
    without = lines(await levels.board(HERE, 1, WEEKLY))
    await levels.come_back(HERE, ALICE, ())

    assert without == [(1, BOB, 5)]
    assert lines(await levels.board(HERE, 1, WEEKLY)) == [(1, ALICE, 9), (2, BOB, 5)]


async def test_an_empty_board_is_one_empty_page(house: House) -> None:
    board = await build(house).board(HERE, 3, WEEKLY)

    assert (board.places, board.page, board.pages, board.of) == ((), 1, 1, 0)


async def test_days_are_shown_with_the_quiet_ones(house: House) -> None:
    levels = build(house)
    await did(house, TODAY - 2, Addition(HERE, ALICE, 20, messages=3), Addition(HERE, BOB, 30, messages=1))
    await did(house, TODAY, Addition(HERE, ALICE, 7, messages=1), Addition(ELSEWHERE, BOB, 99, messages=9))

    found = await levels.activity(HERE, 4)

    days = [FRIDAY_NOON.date() - timedelta(days=back) for back in (3, 2, 1, 0)]
    assert found == (
        Activity(days[0]),
        Activity(days[1], xp=50, members=2, messages=4),
        Activity(days[2]),
        Activity(days[3], xp=7, members=1, messages=1),
    )


async def test_a_season_counts_from_its_first_day_until_it_ends(house: House) -> None:
    levels, seasonal = build(house), Ranking(Measure.MESSAGES, Window.SEASON)
    await did(house, TODAY - 1, Addition(HERE, ALICE, 9, messages=9))
    await did(house, TODAY, Addition(HERE, BOB, 5, messages=5), Addition(ELSEWHERE, BOB, 5, messages=5))
    before = lines(await levels.board(HERE, 1, seasonal))

    await levels.desk.seasons.begin(Order(HERE, BOSS, "1", "levels season"), "Autumn")

    assert before == []
    assert lines(await levels.board(HERE, 1, seasonal)) == [(1, BOB, 5)]
    assert lines(await levels.board(ELSEWHERE, 1, seasonal)) == []
    assert (await levels.board_around(HERE, BOB, seasonal)).of == 1


async def test_how_a_season_ended_is_a_board_without_those_who_left_or_are_hidden(house: House) -> None:
    levels, order = build(house), Order(HERE, BOSS, "1", "levels season")
    crowd = [Addition(HERE, UserId(100 + i), 100 - i) for i in range(24)]
    begun = await levels.desk.seasons.begin(order, "Autumn")
    await did(
        house, TODAY, Addition(HERE, ALICE, 1), Addition(HERE, BOB, 500), Addition(HERE, LAYLA, 400), *crowd
    )
    await levels.desk.seasons.end(order, begun.id, reset=True)
    await did(house, TODAY + 1, Addition(HERE, UserId(999), 9_000), Addition(ELSEWHERE, BOB, 7))
    autumn = Ranking.asked("messages", str(begun.id))

    await levels.leave(HERE, BOB)
    await levels.hiding.meet(HERE, LAYLA, Seen((), is_bot=True))
    without = await levels.board(HERE, 1, autumn)
    around = await levels.board_around(HERE, ALICE, autumn)
    await levels.come_back(HERE, BOB, ())

    assert autumn.measure is Measure.XP and (without.of, lines(without)[0]) == (25, (1, 100, 100))
    assert (around.page, lines(around)[-1]) == (3, (25, ALICE, 1))
    assert (await levels.board(HERE, 99, autumn)).page == 3
    assert lines(await levels.board(HERE, 1, autumn))[:2] == [(1, BOB, 500), (2, 100, 100)]
    assert [one.name for one in await levels.desk.seasons.past(HERE)] == ["Autumn"]
    assert (await levels.board(ELSEWHERE, 1, autumn)).of == 0
    assert await levels.desk.seasons.past(ELSEWHERE) == []


async def test_an_index_leads_to_a_windows_days(sqlite_database: Database) -> None:
    ranked = select(ranked_of(HERE, Ranking(Measure.VOICE), since=20_000)).compile(
        sqlite_database.side.engine, compile_kwargs={"literal_binds": True}
    )

    async with sqlite_database.reading(HERE) as connection:
        plan = (await connection.execute(text(f"EXPLAIN QUERY PLAN {ranked}"))).all()

    assert any("levels_days_by_day (guild_id=? AND day>?)" in row.detail for row in plan)
