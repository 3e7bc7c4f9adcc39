"""Bruno lets seasons begin and end; how they ended stays, and a reset with one can be undone."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from tika_bot.base.clock import StillClock
from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.house import House
from tika_bot.core.permits import Actor, PermissionMissing
from tika_bot.plugins.levels.corrections import Order
from tika_bot.plugins.levels.model import Addition
from tika_bot.plugins.levels.plugin import build
from tika_bot.plugins.levels.seasons import NoSeason, SeasonGone, SeasonRuns
from tika_bot.plugins.levels.service.undoing import only
from tika_bot.plugins.levels.settings import Settings
from tika_bot.plugins.levels.store import MemberStore
from tika_bot.storage.database import Database
from tika_bot.testing.houses import FRIDAY_NOON, a_house

HERE, ELSEWHERE = GuildId(1), GuildId(2)
ALICE, BOB = UserId(7), UserId(8)
BOSS = Actor(UserId(50), HERE, owner=True)
TODAY = int(FRIDAY_NOON.timestamp()) // 86_400


def order(key: str, command: str = "levels season", guild: GuildId = HERE) -> Order:
    return Order(guild, BOSS, key, command)


@pytest.fixture
async def house(database: Database) -> AsyncIterator[House]:
    async with a_house(database, "levels", settings=Settings) as house:
        yield house


async def earn(house: House, xp: dict[UserId, int], day: int, guild: GuildId = HERE) -> None:
    store = MemberStore(house.database)
    async with store.everywhere():
        await store.add([Addition(guild, who, gain, 1, 1) for who, gain in xp.items()], day=day)


async def test_a_season_keeps_what_was_earned_in_it(house: House) -> None:
    seasons = build(house).desk.seasons
    await earn(house, {ALICE: 900}, TODAY - 1)
    spring = await seasons.begin(order("1"), "Spring")
    await earn(house, {ALICE: 5, BOB: 30}, TODAY)
    await earn(house, {ALICE: 77}, TODAY, ELSEWHERE)

    ended = await seasons.end(order("2"), spring.id, reset=False)
    await earn(house, {ALICE: 1_000}, TODAY)

    assert (ended.members, ended.reset) == (2, None)
    shown = await seasons.page(BOSS, HERE, spring.id, 1)
    assert [(place.rank, place.member, place.amount) for place in shown.places] == [
        (1, BOB, 30),
        (2, ALICE, 5),
    ]
    assert await seasons.all(BOSS, ELSEWHERE) == []
    with pytest.raises(SeasonGone):
        await seasons.page(BOSS, ELSEWHERE, spring.id, 1)


async def test_who_is_on_no_board_stands_in_no_season(house: House) -> None:
    levels = build(house)
    spring = await levels.desk.seasons.begin(order("1"), "Spring")
    await earn(house, {ALICE: 900, BOB: 30}, TODAY)
    await earn(house, {ALICE: 900}, TODAY, ELSEWHERE)
    await levels.leave(HERE, ALICE)

    ended = await levels.desk.seasons.end(order("2"), spring.id, reset=False)

    assert ended.members == 1
    shown = await levels.desk.seasons.page(BOSS, HERE, spring.id, 1)
    assert [(place.rank, place.member) for place in shown.places] == [(1, BOB)]


async def test_a_reset_with_the_end_is_undone_and_the_end_stays(house: House) -> None:
    levels = build(house)
    seasons = levels.desk.seasons
    spring = await seasons.begin(order("1"), "Spring")
    await earn(house, {ALICE: 300, BOB: 30}, TODAY)

    ended = await seasons.end(order("2"), spring.id, reset=True)
    assert (await levels.standing(HERE, ALICE)).xp == 0
    assert ended.reset is not None
    await levels.desk.undoing.undo(order("3", "levels undo"), only(ended.reset))

    assert (await levels.standing(HERE, ALICE)).xp == 300
    assert len((await seasons.page(BOSS, HERE, spring.id, 1)).places) == 2


async def test_a_season_ends_with_a_reset_also_where_nobody_has_anything(house: House) -> None:
    seasons = build(house).desk.seasons
    await earn(house, {ALICE: 300}, TODAY, ELSEWHERE)
    spring = await seasons.begin(order("1"), "Spring")

    ended = await seasons.end(order("2"), spring.id, reset=True)

    assert (ended.members, ended.reset) == (0, None)
    assert await seasons.first_day(HERE) is None
    assert (await build(house).standing(ELSEWHERE, ALICE)).xp == 300


async def test_one_season_at_a_time_and_no_day_in_two(house: House) -> None:
    assert isinstance(house.clock, StillClock)
    seasons = build(house).desk.seasons
    assert await seasons.first_day(HERE) is None
    spring = await seasons.begin(order("1"), "Spring")
    assert await seasons.first_day(HERE) == TODAY
    with pytest.raises(SeasonRuns):
        await seasons.begin(order("2"), "Summer")

    ends = await asyncio.gather(
        *(seasons.end(order(f"end:{n}"), spring.id, reset=False) for n in range(5)), return_exceptions=True
    )
    assert sorted(type(one).__name__ for one in ends) == ["NoSeason"] * 4 + ["SeasonEnd"]
    assert await seasons.first_day(HERE) is None
    summer = await seasons.begin(order("3"), "Summer")
    assert (summer.first_day, summer.counts_from) == (TODAY + 1, FRIDAY_NOON + timedelta(hours=12))
    assert spring.counts_from == FRIDAY_NOON
    house.clock.advance(timedelta(days=9))
    with pytest.raises(NoSeason):
        await seasons.end(order("4"), spring.id, reset=False)
    assert [one.name for one in await seasons.all(BOSS, HERE)] == ["Summer", "Spring"]


async def test_who_is_forgotten_stood_in_no_season(house: House) -> None:
    levels = build(house)
    spring = await levels.desk.seasons.begin(order("1"), "Spring")
    await earn(house, {ALICE: 300, BOB: 30}, TODAY)
    await levels.desk.seasons.end(order("2"), spring.id, reset=False)
    assert [row["xp"] for row in (await levels.export(ALICE))["levels_standings"]] == [300]

    await levels.forget(ALICE)

    assert [one.member for one in (await levels.desk.seasons.page(BOSS, HERE, spring.id, 1)).places] == [BOB]


async def test_who_does_not_manage_the_server_begins_and_ends_nothing(house: House) -> None:
    seasons, nobody = build(house).desk.seasons, Actor(UserId(51), HERE)
    spring = await seasons.begin(order("1"), "Spring")

    for refused in (
        seasons.begin(Order(HERE, nobody, "2", "levels season"), "x"),
        seasons.end(Order(HERE, nobody, "3", "levels season"), spring.id, reset=True),
        seasons.all(nobody, HERE),
    ):
        with pytest.raises(PermissionMissing):
            await refused
