"""However many members did something in a second, each of them is written once, wholly."""

import pytest

from tika_bot.base.ids import GuildId, UserId
from tika_bot.plugins.levels.model import Addition, Counters
from tika_bot.plugins.levels.store import MemberStore
from tika_bot.storage.database import Database

HERE, ELSEWHERE = GuildId(1), GuildId(2)
YESTERDAY, TODAY = 19_999, 20_000


@pytest.mark.parametrize("members", [0, 1, 24, 623, 2_001])
async def test_any_number_of_members_goes_into_statements_of_a_few_sizes(
    database: Database, members: int
) -> None:
    store, those = MemberStore(database), [UserId(one) for one in range(1, members + 1)]

    for day in (YESTERDAY, TODAY):
        async with store.everywhere():
            additions = [Addition(HERE, one, one, 2, 1, 3, 4, 5, last_ms=6) for one in those]
            totals = await store.add(additions, day)

    assert sorted(totals) == [(HERE, one, 2 * one, 0) for one in those]
    found = await store.histories(HERE, those, since=YESTERDAY)
    assert [found[one].total for one in those] == [Counters(2 * one, 4, 2, 6, 8, 10) for one in those]
    daily = [{day: Counters(one, 2, 1, 3, 4, 5) for day in (YESTERDAY, TODAY)} for one in those]
    assert [found[one].days for one in those] == daily
    assert await store.listed(ELSEWHERE, UserId(0), 1) == []
