"""Ten thousand members talk at once: the flush looks into a dictionary and asks the database nothing."""

from collections.abc import AsyncIterator, Mapping

import pytest

from tika_bot.base.errors import Busy
from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.events import GuildPurged
from tika_bot.core.leisure import Leisure
from tika_bot.plugins.levels.api import Addition, Counted
from tika_bot.plugins.quests.service import following as followed
from tika_bot.plugins.quests.service.attending import Attended
from tika_bot.storage.database import Database
from tika_bot.testing.databases import statements
from tika_bot.testing.facts import fact

from .conftest import ALICE, BOB, ELSEWHERE, HERE, World, a_world

DAY = 20_777
"""2026-11-20."""


@pytest.fixture
async def world(sqlite_database: Database) -> AsyncIterator[World]:
    """On SQLite alone: what is counted here doesn't differ."""
    async for made in a_world(sqlite_database):
        yield made


def additions(messages: int, members: int = 10_000) -> Counted:
    """Return that so many members wrote so many messages."""
    return Counted(DAY, [Addition(HERE, UserId(one), 0, messages) for one in range(1, members + 1)])


async def test_a_flush_of_ten_thousand_followed_members_asks_nothing(world: World) -> None:
    await world.only_own()
    await world.writes(amount="3")
    attended = await world.quests._following.visit(HERE, {ALICE: Addition(HERE, ALICE, 0)})
    for one in range(1, 10_001):
        world.quests._following._follow(HERE, UserId(one), attended[ALICE])

    with statements(world.house.database) as sent:
        await world.quests.hear(additions(2))
        assert world.quests._following._waits == 0
        await world.quests.rest()
    assert sent == []


async def test_a_flush_of_ten_thousand_unknown_members_waits_for_none_of_them(world: World) -> None:
    with statements(world.house.database) as sent:
        await world.quests.hear(additions(1))

    assert sent == []
    assert world.quests._following._waits == 10_000


async def test_ten_thousand_who_hurry_are_written_in_a_few_statements(world: World) -> None:
    await world.only_own()
    await world.writes(amount="9")
    await world.tunes(message_cooldown_s=60)
    attended = await world.quests._following.visit(HERE, {ALICE: Addition(HERE, ALICE, 0)})
    for one in range(1, 10_001):
        world.quests._following._follow(HERE, UserId(one), attended[ALICE])

    with statements(world.house.database) as sent:
        await world.quests.hear(additions(3))
        assert sent == []
        await world.quests.rest()

    assert 0 < sum("quests" in one for one in sent) <= 2


async def test_what_may_be_complete_costs_a_few_statements_for_fifty_members(world: World) -> None:
    await world.only_own()
    await world.writes(amount="3")
    members = range(1, followed.VISITED_AT_ONCE + 1)
    await world.quests.hear(additions(1, len(members)))
    await world.quests.rest()

    with statements(world.house.database) as sent:
        await world.quests.hear(additions(1, len(members)))
        await world.quests.rest()
        assert [one for one in sent if "quests" in one] == []
        await world.quests.hear(additions(1, len(members)))
        await world.quests.rest()

    assert 0 < sum("quests" in one for one in sent) <= 12


async def test_fifty_who_complete_a_quest_together_are_paid_in_a_few_statements(world: World) -> None:
    await world.only_own()
    await world.writes(amount="2")
    crowd = [UserId(one) for one in range(1, followed.VISITED_AT_ONCE + 1)]
    for member in crowd:
        world.says(1, member=member)
    await world.settles()
    for member in crowd:
        world.says(1, member=member)
    await world.levels.flush()

    with statements(world.house.database) as sent:
        await world.quests.rest()

    assert len(sent) <= 25
    assert {await world.paid(member) for member in crowd} == {50}
    assert await world.paid(crowd[0], ELSEWHERE) == 0
    [notice, *others] = await world.posted()
    assert len(notice["document"]["quests"]) + sum(len(one["document"]["quests"]) for one in others) == 50


async def test_nobody_waits_beyond_the_bound(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(followed, "MOST_WAITING", 10)
    monkeypatch.setattr(followed, "MOST_ENTRIES", 5)

    await world.quests.hear(additions(1, 30))
    assert world.quests._following._waits == 10
    await world.quests.rest()

    assert world.quests._following._waits == 0
    assert len(world.quests._following._entries) == 5


async def test_whoever_is_visited_while_the_database_is_away_still_waits(world: World) -> None:
    visits: list[Mapping[UserId, Addition]] = []

    async def visit(_: GuildId, seen: Mapping[UserId, Addition]) -> dict[UserId, Attended]:
        visits.append(seen)
        if len(visits) == 1:
            raise Busy
        return {}

    pacing = world.quests._following._pacing
    following = followed.Following(visit, world.levels.begins, lambda _: True, pacing, Leisure(), world.clock)
    await following.hear(additions(1, 3))
    with pytest.raises(Busy):
        await following.rest()
    await following.hear(additions(1, 3))
    await following.rest()

    assert [one.messages for one in visits[1].values()] == [2, 2, 2]


async def test_a_service_that_runs_visits_by_itself(world: World) -> None:
    await world.only_own()
    await world.writes(amount="1")
    await world.quests.start()

    world.says(1)
    await world.levels.flush()

    async def is_paid() -> bool:
        return await world.paid() == 50

    await fact(is_paid)


async def test_a_purged_guild_and_a_forgotten_member_are_not_followed(world: World) -> None:
    await world.sees()
    await world.sees(BOB)
    world.says(1, member=BOB)
    await world.levels.flush()

    await world.quests.forget(BOB)
    assert [member for _, member in world.quests._following._entries] == [ALICE]
    assert world.quests._following._waits == 0
    await world.quests.purged(GuildPurged(HERE))

    assert world.quests._following._entries == {}


async def test_a_guild_without_quests_is_not_followed(world: World) -> None:
    await world.house.features.switch(HERE, "quests", False, by=UserId(1))
    await world.quests.switched(HERE, False)

    await world.quests.hear(additions(1, 3))

    assert world.quests._following._waits == 0
