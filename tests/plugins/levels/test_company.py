"""Two who are in voice with nobody else all week get half; everybody else gets all of it."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from tika_bot.base.clock import StillClock
from tika_bot.base.ids import ChannelId, GuildId, UserId
from tika_bot.core.house import House
from tika_bot.plugins.levels.company import Company, week_of
from tika_bot.plugins.levels.plugin import build
from tika_bot.plugins.levels.service import Levels
from tika_bot.plugins.levels.settings import Settings
from tika_bot.plugins.levels.voice import ENOUGH_MINUTES, Presence, mostly
from tika_bot.storage.database import Database
from tika_bot.testing.houses import FRIDAY_NOON, a_house

HERE, ELSEWHERE = GuildId(1), GuildId(2)
ALICE, BRUNO, CLEO = UserId(7), UserId(8), UserId(9)
FIRESIDE = ChannelId(10)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("alone", "together", "expected"),
    [
        (0, 0, False),
        (119, 119, False),
        (120, 120, True),
        (160, 200, False),
        (161, 200, True),
        (200, 1_000, False),
    ],
)
def test_more_than_four_fifths_of_a_weeks_minutes_are_most_of_them(
    alone: int, together: int, expected: bool
) -> None:
    assert mostly(alone, together) is expected


@given(st.lists(st.tuples(st.sampled_from([ALICE, BRUNO, None]), st.integers(1, 400)), max_size=20))
def test_nobody_has_two_usual_companions_and_minutes_among_several_only_help(
    minutes: list[tuple[UserId | None, int]],
) -> None:
    company = Company()
    company.add(HERE, CLEO, minutes, FRIDAY_NOON)

    usual = [who for who in (ALICE, BRUNO) if company.is_usual(HERE, CLEO, who, FRIDAY_NOON)]
    total = sum(count for _, count in minutes)

    assert len(usual) <= 1
    for who in usual:
        assert total >= ENOUGH_MINUTES
        assert 5 * sum(count for other, count in minutes if other == who) > 4 * total
    company.add(HERE, CLEO, [(None, total or 1)], FRIDAY_NOON)
    assert not any(company.is_usual(HERE, CLEO, who, FRIDAY_NOON) for who in (ALICE, BRUNO))
    assert not company.is_usual(ELSEWHERE, CLEO, ALICE, FRIDAY_NOON)


def test_a_week_begins_on_monday_and_with_nobody() -> None:
    company, monday = Company(), FRIDAY_NOON + timedelta(days=2, hours=12)
    company.add(HERE, ALICE, [(BRUNO, 500)], FRIDAY_NOON)

    assert monday.weekday() == 0 and monday.hour == 0
    assert week_of(monday) == week_of(monday - timedelta(seconds=1)) + 1
    assert company.is_usual(HERE, ALICE, BRUNO, monday - timedelta(seconds=1))
    assert not company.is_usual(HERE, ALICE, BRUNO, monday)


@pytest.fixture
async def house(database: Database) -> AsyncIterator[House]:
    async with a_house(database, "levels", settings=Settings) as house:
        yield house


async def sit(levels: Levels, house: House, *who: UserId, minutes: int, guild: GuildId = HERE) -> int:
    """Let ``who`` sit together in a stay of their own, then leave; return what the first of them got."""
    assert isinstance(house.clock, StillClock)
    house.clock.advance(timedelta(minutes=31))
    before = (await levels.standing(guild, who[0])).xp
    for member in who:
        levels.rooms.move(guild, member, Presence(FIRESIDE))
    for _ in range(minutes):
        house.clock.advance(MINUTE)
        levels.rooms.tick()
    for member in who:
        levels.rooms.move(guild, member, None)
    return (await levels.standing(guild, who[0])).xp - before


async def test_the_same_two_get_half_after_two_hours_of_a_week_also_after_a_restart(house: House) -> None:
    levels = build(house)
    await house.settings.save(HERE, "levels", Settings(voice_daily_cap=0), by=ALICE, based_on=0)
    whole = await sit(levels, house, ALICE, BRUNO, minutes=120)
    again = build(house)
    await again.start()

    half = await sit(again, house, ALICE, BRUNO, minutes=10)
    several = await sit(again, house, ALICE, BRUNO, CLEO, minutes=10)
    other = await sit(again, house, ALICE, CLEO, minutes=10)
    there = await sit(again, house, ALICE, BRUNO, minutes=10, guild=ELSEWHERE)
    await again.close()

    assert (whole, half, several, other, there) == (600, 25, 50, 50, 50)


async def test_a_new_week_forgets_and_so_does_whoever_asks(house: House) -> None:
    assert isinstance(house.clock, StillClock)
    levels = build(house)
    await sit(levels, house, ALICE, BRUNO, minutes=3)
    await sit(levels, house, CLEO, BRUNO, minutes=3)
    exported = (await levels.export(ALICE))["levels_company"]
    await levels.forget(ALICE)

    assert {(row["other_id"], row["minutes"]) for row in exported} == {(0, 3), (BRUNO, 3)}
    assert {*await rows(house)} == {(BRUNO, 0, 6), (BRUNO, CLEO, 3), (CLEO, 0, 3), (CLEO, BRUNO, 3)}

    house.clock.advance(timedelta(days=7))
    later = build(house)
    await later.start()
    await later.close()
    assert await rows(house) == []


async def rows(house: House) -> list[tuple[int, int, int]]:
    async with house.database.reading(HERE) as connection:
        found = await connection.execute(text("SELECT user_id, other_id, minutes FROM levels_company"))
        return [(member, other, minutes) for member, other, minutes in found]
