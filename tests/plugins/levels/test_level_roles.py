"""Which roles a level deserves, and what is left to do: durably, once for each member, in one guild only."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from tika_bot.base.clock import StillClock
from tika_bot.base.ids import ChannelId, GuildId, RoleId, UserId
from tika_bot.core.house import House
from tika_bot.core.permits import Actor, BotPermissionMissing
from tika_bot.plugins.levels import views
from tika_bot.plugins.levels.api import Reward
from tika_bot.plugins.levels.level_roles import (
    Hands,
    LevelRole,
    Mode,
    RoleFacts,
    SyncUnderWay,
    Trouble,
    change_due,
    deserved,
    role_moves,
)
from tika_bot.plugins.levels.plugin import build
from tika_bot.plugins.levels.service import Levels
from tika_bot.plugins.levels.settings import Settings
from tika_bot.storage.database import Database
from tika_bot.testing.houses import a_house

HERE, ELSEWHERE = GuildId(1), GuildId(2)
ALICE, BOB = UserId(7), UserId(8)
GENERAL = ChannelId(10)
OWNER = Actor(UserId(9), HERE, owner=True)
SEED, SPROUT, LOYAL = (RoleId(number) for number in (101, 102, 103))
RULES = (
    LevelRole(SEED, 1, Mode.REPLACED, "Seed"),
    LevelRole(LOYAL, 2, Mode.STACKED, "Loyal"),
    LevelRole(SPROUT, 5, Mode.REPLACED, "Sprout"),
)


@pytest.mark.parametrize(
    ("level", "roles"),
    [(0, set()), (1, {SEED}), (2, {SEED, LOYAL}), (5, {LOYAL, SPROUT}), (900, {LOYAL, SPROUT})],
)
def test_stacked_roles_stay_and_replaced_ones_follow_each_other(level: int, roles: set[RoleId]) -> None:
    assert deserved(RULES, level) == roles


@given(st.sets(st.integers(101, 106).map(RoleId)), st.integers(0, 10))
def test_a_change_leads_to_what_is_deserved_and_leaves_other_roles_alone(
    has: set[RoleId], level: int
) -> None:
    change = change_due(RULES, level, has)

    after = (has | set(change.give)) - set(change.take)
    ours = {rule.role for rule in RULES}
    assert after & ours == deserved(RULES, level)
    assert after - ours == has - ours
    assert not change_due(RULES, level, after)


def test_what_cannot_be_handed_out_is_neither_given_nor_taken() -> None:
    rules = [replace(rule, trouble=Trouble.TOO_HIGH) for rule in RULES]

    assert not change_due(rules, 5, {SEED})


@pytest.mark.parametrize(
    ("moved", "expected"),
    [
        ({}, ()),
        ({(1, 1): 9}, ()),
        ({(0, 1): 3}, ((SEED, 3, 0),)),
        ({(1, 5): 4, (5, 1): 1}, ((SEED, 1, 4), (LOYAL, 4, 1), (SPROUT, 4, 1))),
        ({(3, 0): 2}, ((SEED, 0, 2), (LOYAL, 0, 2))),
    ],
)
def test_who_moves_to_another_level_gets_and_loses_its_roles(
    moved: dict[tuple[int, int], int], expected: tuple[tuple[RoleId, int, int], ...]
) -> None:
    found = role_moves(RULES, moved)

    assert tuple((one.rule.role, one.gain, one.lose) for one in found) == expected


LEVELS = st.integers(0, 7)


@given(st.dictionaries(st.tuples(LEVELS, LEVELS), st.integers(1, 50)))
def test_what_is_gained_on_the_way_is_what_more_members_deserve_afterwards(
    moved: dict[tuple[int, int], int],
) -> None:
    net = {one.rule.role: one.gain - one.lose for one in role_moves(RULES, moved)}

    for rule in RULES:
        before = sum(n for (old, _), n in moved.items() if rule.role in deserved(RULES, old))
        after = sum(n for (_, new), n in moved.items() if rule.role in deserved(RULES, new))
        assert net.get(rule.role, 0) == after - before


@pytest.fixture
async def house(database: Database) -> AsyncIterator[House]:
    async with a_house(database, "levels", settings=Settings) as house:
        yield house


def hands(guild: GuildId = HERE, **changes: object) -> Hands:
    roles = {rule.role: RoleFacts(rule.role, rule.name, (1, -rule.role)) for rule in RULES}
    return replace(Hands(guild, UserId(9), roles, may_manage=True, height=(9, -1), members=3), **changes)


async def with_rules(house: House) -> Levels:
    levels = build(house)
    for rule in RULES:
        facts = RoleFacts(rule.role, rule.name, (1, -rule.role))
        await levels.roles.add(OWNER, facts, hands(), (9, -2), level=rule.level, mode=rule.mode)
    return levels


async def reward(levels: Levels, xp: int, *, guild: GuildId = HERE, key: str = "prize") -> None:
    await levels.reward(guild, ALICE, Reward(xp, key, "quests.daily", "ten good mornings", channel=GENERAL))


async def due(levels: Levels, guild: GuildId = HERE) -> list[UserId]:
    return [one.member for one in await levels.handing.due(guild)]


async def test_a_level_leaves_work_for_one_member_in_one_guild(house: House) -> None:
    levels = await with_rules(house)

    await reward(levels, 50)
    assert await due(levels) == []
    await reward(levels, 100, key="prize:2")
    await reward(levels, 200, key="prize:3")
    await reward(levels, 200, guild=ELSEWHERE)

    assert await due(levels) == [ALICE]
    assert await due(levels, ELSEWHERE) == []
    change = await levels.handing.change(HERE, ALICE, ())
    assert (change.level, change.give) == (2, (SEED, LOYAL))


async def test_work_is_undone_with_the_transaction_that_made_it(house: House) -> None:
    levels = await with_rules(house)

    async def reward_and_fail() -> None:
        async with house.database.writing(HERE):
            await reward(levels, 300)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await reward_and_fail()

    assert await due(levels) == []


async def test_a_wish_that_comes_while_somebody_is_looked_at_is_not_lost(house: House) -> None:
    levels = await with_rules(house)
    await levels.roles.want(HERE, (ALICE,))
    [one] = await levels.handing.due(HERE)

    await levels.roles.want(HERE, (ALICE,))
    await levels.handing.settle(one)

    [again] = await levels.handing.due(HERE)
    await levels.handing.settle(again)
    assert await due(levels) == []


async def test_what_failed_waits_for_a_while(house: House) -> None:
    levels = await with_rules(house)
    await levels.roles.want(HERE, (ALICE,))
    [one] = await levels.handing.due(HERE)

    await levels.handing.postpone(one)

    assert await due(levels) == []
    assert isinstance(house.clock, StillClock)
    house.clock.advance(timedelta(seconds=2))
    assert await due(levels) == [ALICE]


async def test_many_members_are_looked_at_by_the_list(house: House) -> None:
    levels = await with_rules(house)

    await levels.roles.want(HERE, [UserId(number) for number in range(1, 502)])

    assert await due(levels) == []
    sync = await levels.handing.sync(HERE)
    assert sync is not None and sync.channel is None
    assert await levels.handing.sync(ELSEWHERE) is None


async def test_a_sync_that_began_anew_is_not_set_forward_by_the_old_one(house: House) -> None:
    levels = await with_rules(house)
    await levels.handing.begin_sync(OWNER, hands(), GENERAL)
    old = await levels.handing.sync(HERE)
    assert old is not None
    with pytest.raises(SyncUnderWay):
        await levels.handing.begin_sync(OWNER, hands(), GENERAL)

    await levels.roles.want_all(HERE)
    await levels.handing.advance(replace(old, after=99, seen=99))
    await levels.handing.end(old)

    new = await levels.handing.sync(HERE)
    assert new is not None
    assert (new.after, new.seen, new.channel) == (0, 0, GENERAL)
    await levels.handing.end(new)
    assert await levels.handing.sync(HERE) is None


async def test_without_the_list_everybody_with_xp_is_looked_at(house: House) -> None:
    levels = await with_rules(house)
    await reward(levels, 50)
    await levels.handing.begin_sync(OWNER, hands(), GENERAL)
    sync = await levels.handing.sync(HERE)
    assert sync is not None

    await levels.handing.go_one_by_one(sync)

    assert await due(levels) == [ALICE]
    assert await levels.handing.sync(HERE) is None


async def test_a_bot_that_may_not_manage_roles_says_so(house: House) -> None:
    levels = build(house)
    facts = RoleFacts(SEED, "Seed", (1, -SEED))

    with pytest.raises(BotPermissionMissing):
        await levels.roles.add(OWNER, facts, hands(may_manage=False), (9, -2), level=1, mode=Mode.STACKED)

    assert await levels.roles.rules(HERE) == ()


async def test_a_direct_level_up_names_roles_in_words(house: House) -> None:
    levels = await with_rules(house)
    await tune(house, announce="direct", announce_text="{member} on {server}: {level}, {role}")

    await reward(levels, 300)

    shown = await told(house)
    assert shown == ["<@7> on : 2, **Loyal** and **Seed**"]


async def test_a_level_without_a_role_says_so_in_a_template(house: House) -> None:
    levels = await with_rules(house)
    await tune(house, announce_text="{role}!")

    await reward(levels, 110)
    await reward(levels, 400, key="prize:2")
    await reward(levels, 300, key="prize:3")

    assert await told(house) == ["<@&101>!", "<@&103>!", "no new role!"]


async def test_forgetting_a_member_leaves_no_work(house: House) -> None:
    levels = await with_rules(house)
    await reward(levels, 300)
    await levels.roles.want(HERE, (BOB,))
    assert len((await levels.export(ALICE))["levels_roles_due"]) == 1

    await levels.forget(ALICE)

    assert await due(levels) == [BOB]


async def tune(house: House, **changes: object) -> None:
    changed = Settings.model_validate(changes)
    version = house.settings.version(HERE, "levels")
    await house.settings.save(HERE, "levels", changed, by=UserId(9), based_on=version)


async def told(house: House) -> list[str | None]:
    """Return what the level-ups in the outbox say."""
    query = text("SELECT document FROM core_outbox WHERE guild_id = 1 AND view = 'level_up' ORDER BY id")
    async with house.database.reading(HERE) as connection:
        rows = [orjson.loads(row) for row in (await connection.execute(query)).scalars()]
    return [views.level_up(row, house.wording.words("levels", "en")).text for row in rows]
