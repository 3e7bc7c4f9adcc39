"""Members look at the board and at their ranks."""

from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import pairwise

import pytest
from sqlalchemy import text

from tika_bot.base.clock import millis
from tika_bot.base.ids import ChannelId, GuildId, MessageId, UserId
from tika_bot.core.house import House
from tika_bot.core.messages import ChatMessage
from tika_bot.plugins.levels.model import PER_PAGE, Addition, Reaction, bucket, bucket_rows
from tika_bot.plugins.levels.plugin import build
from tika_bot.plugins.levels.service import Levels
from tika_bot.plugins.levels.service import levels as service_module
from tika_bot.plugins.levels.settings import Settings
from tika_bot.plugins.levels.store import HidingStore, MemberStore
from tika_bot.storage.database import Database
from tika_bot.testing.houses import FRIDAY_NOON, a_house

HERE, ELSEWHERE = GuildId(1), GuildId(2)
ALICE = UserId(7)


@pytest.fixture
async def house(database: Database) -> AsyncIterator[House]:
    async with a_house(database, "levels", settings=Settings) as made:
        yield made


async def give(house: House, xp: dict[int, int], guild: GuildId = HERE) -> None:
    """Let members have talked: ``xp`` by member id."""
    store = MemberStore(house.database)
    async with store.everywhere():
        await store.add([Addition(guild, UserId(who), gain, 1, 1) for who, gain in xp.items()], day=1)


async def everybody(levels: Levels, guild: GuildId = HERE) -> list[tuple[int, int, int]]:
    """Turn all pages and return rank, member and XP of each line."""
    first = await levels.board(guild, 1)
    boards = [first, *[await levels.board(guild, page) for page in range(2, first.pages + 1)]]
    return [(place.rank, place.member, place.amount) for board in boards for place in board.places]


def expected(xp: dict[int, int]) -> list[tuple[int, int, int]]:
    """Order by XP, ties by the smaller id; who has none isn't listed."""
    ordered = sorted((item for item in xp.items() if item[1] > 0), key=lambda item: (-item[1], item[0]))
    return [(rank, who, gain) for rank, (who, gain) in enumerate(ordered, 1)]


PEOPLE = {100 + i: (i * 37) % 50 * 11 for i in range(57)}
"""Many ties, and some without any XP."""


async def test_an_empty_board_is_one_empty_page(house: House) -> None:
    board = await build(house).board(HERE, 1)

    assert (board.places, board.page, board.pages, board.of) == ((), 1, 1, 0)


async def test_pages_follow_each_other_without_gap_or_repetition(house: House) -> None:
    await give(house, PEOPLE)
    await give(house, {1: 999_999}, ELSEWHERE)

    assert await everybody(build(house)) == expected(PEOPLE)
    assert await everybody(build(house), ELSEWHERE) == [(1, 1, 999_999)]


@pytest.mark.parametrize("page", [-5, 0, 1])
async def test_before_the_first_page_is_the_first(house: House, page: int) -> None:
    await give(house, PEOPLE)

    assert (await build(house).board(HERE, page)).page == 1


async def test_past_the_last_page_is_the_last(house: House) -> None:
    await give(house, PEOPLE)

    board = await build(house).board(HERE, 1_000_000)

    assert (board.page, board.places[-1].rank) == (board.pages, board.of)


async def test_a_rank_is_the_line_on_the_board(house: House) -> None:
    await give(house, PEOPLE)
    levels = build(house)

    for rank, who, _ in expected(PEOPLE):
        assert (await levels.standing(HERE, UserId(who))).rank == rank


async def test_around_me_is_the_page_with_my_line(house: House) -> None:
    await give(house, PEOPLE)
    levels = build(house)

    for _, who, _ in expected(PEOPLE)[::7]:
        board = await levels.board_around(HERE, UserId(who))
        assert who in {place.member for place in board.places}
    assert (await levels.board_around(HERE, UserId(5))).page == 1


async def test_who_leaves_is_hidden_and_returns_with_the_rank(house: House) -> None:
    await give(house, {1: 300, 2: 200, 3: 100})
    levels = build(house)

    await levels.leave(HERE, UserId(1))
    assert await everybody(levels) == [(1, 2, 200), (2, 3, 100)]
    gone = await levels.standing(HERE, UserId(1))
    assert (gone.rank, gone.xp) == (None, 300)

    await levels.come_back(HERE, UserId(1), ())
    assert await everybody(levels) == [(1, 1, 300), (2, 2, 200), (3, 3, 100)]


async def test_leaving_one_guild_hides_nobody_in_another(house: House) -> None:
    await give(house, {1: 300})
    await give(house, {1: 300}, ELSEWHERE)
    levels = build(house)

    await levels.leave(HERE, UserId(1))

    assert (await levels.standing(ELSEWHERE, UserId(1))).rank == 1


async def test_whoever_speaks_is_here_even_if_we_missed_the_return(house: House) -> None:
    await give(house, {1: 300, 2: 200})
    levels = build(house)
    await levels.leave(HERE, UserId(1))
    levels.hear(
        ChatMessage(
            MessageId(1),
            HERE,
            ChannelId(10),
            None,
            UserId(1),
            "one",
            "I was away for long",
            millis(house.clock.now()),
        )
    )

    assert (await levels.standing(HERE, UserId(1))).rank == 1


@pytest.mark.parametrize("is_large", [False, True])
async def test_only_their_own_deeds_bring_back_who_left(house: House, is_large: bool) -> None:
    await give(house, {7: 300, 8: 200})
    await give(house, {7: 300}, ELSEWHERE)
    levels = build(house)
    if is_large:
        await MemberStore(house.database).enlarge(HERE, FRIDAY_NOON)
    await levels.leave(HERE, ALICE)
    await levels.leave(ELSEWHERE, ALICE)
    liked = Reaction(MessageId(5), ALICE, ChannelId(10), None, house.clock.now())

    levels.react(HERE, UserId(8), liked, ())
    assert await everybody(levels) == [(1, 8, 203)]
    levels.react(HERE, ALICE, replace(liked, author=UserId(8)), ())

    assert await everybody(levels) == [(1, 7, 305), (2, 8, 205)]
    assert await everybody(levels, ELSEWHERE) == []
    if is_large:
        await buckets_are_right(house)


async def test_the_last_message_before_leaving_does_not_bring_anybody_back(house: House) -> None:
    levels = build(house)
    levels.hear(
        ChatMessage(
            MessageId(1),
            HERE,
            ChannelId(10),
            None,
            ALICE,
            "alice",
            "farewell, friends",
            millis(house.clock.now()),
        )
    )
    await levels.leave(HERE, ALICE)

    standing = await levels.standing(HERE, ALICE)
    assert standing.xp > 0
    assert standing.rank is None


async def test_with_buckets_every_rank_and_page_is_the_same(house: House) -> None:
    await give(house, PEOPLE)
    levels, store = build(house), MemberStore(house.database)
    await store.enlarge(HERE, FRIDAY_NOON)
    await buckets_are_right(house)

    assert await everybody(levels) == expected(PEOPLE)
    for rank, who, _ in expected(PEOPLE):
        assert (await levels.standing(HERE, UserId(who))).rank == rank


async def test_buckets_follow_every_change(house: House) -> None:
    people = dict(PEOPLE)
    await give(house, people)
    levels, store = build(house), MemberStore(house.database)
    await store.enlarge(HERE, FRIDAY_NOON)
    await store.standing(HERE, ALICE)

    changes = {101: 5, 102: 5_000, 110: 1, 999: 250, 1000: 0}
    await add_with(store, changes)
    for who, gain in changes.items():
        people[who] = people.get(who, 0) + gain
    await buckets_are_right(house)
    for _ in range(2):
        await HidingStore(house.database).put(HERE, UserId(102), None)
    del people[102]
    await buckets_are_right(house)
    await store.forget(UserId(103))
    del people[103]
    await buckets_are_right(house)

    assert await everybody(levels) == expected(people)


async def test_who_returns_by_speaking_is_counted_once(house: House) -> None:
    await give(house, PEOPLE)
    store = MemberStore(house.database)
    await store.enlarge(HERE, FRIDAY_NOON)
    await HidingStore(house.database).put(HERE, UserId(101), None)
    await add_with(store, {101: 60})

    await buckets_are_right(house)
    assert await everybody(build(house)) == expected(PEOPLE | {101: PEOPLE[101] + 60})


async def test_a_guild_that_grows_gets_buckets_by_itself(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service_module, "LARGE", 50)
    await give(house, PEOPLE)
    await give(house, {1: 10}, ELSEWHERE)
    levels = build(house)
    before = await everybody(levels)
    await levels.board(ELSEWHERE, 1)

    await buckets_are_right(house)
    assert await everybody(levels) == before
    async with house.database.house("levels.flush", writes=False) as connection:
        assert (await connection.execute(text("SELECT guild_id FROM levels_large"))).scalars().all() == [HERE]


def test_a_page_is_ten_lines() -> None:
    assert PER_PAGE == 10
    assert all(bucket(one) <= bucket(other) for one, other in pairwise(range(0, 5000, 7)))


async def add_with(store: MemberStore, xp: dict[int, int]) -> None:
    async with store.everywhere():
        await store.add([Addition(HERE, UserId(who), gain, 1, 1) for who, gain in xp.items()], day=1)


async def buckets_are_right(house: House) -> None:
    """Compare the kept buckets with a fresh count of the members."""
    counted: dict[int, int] = {}
    async with house.database.reading(HERE) as connection:
        shown = await connection.execute(
            text("SELECT xp FROM levels_members WHERE guild_id = 1 AND away = 0 AND xp > 0")
        )
        for xp in shown.scalars():
            for row in bucket_rows(xp):
                counted[row] = counted.get(row, 0) + 1
        kept = await connection.execute(
            text("SELECT bucket, members FROM levels_buckets WHERE guild_id = 1 AND members <> 0")
        )
        assert dict(map(tuple, kept)) == counted
