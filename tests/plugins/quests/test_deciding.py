"""Members swap and join, admins write, switch and boost; each in their own server only."""

import asyncio

import pytest

from tika_bot.base.ids import ChannelId
from tika_bot.core.ledger import Account
from tika_bot.core.permits import PermissionMissing
from tika_bot.core.settings import MemberSettings
from tika_bot.plugins.quests.model.changing import Change
from tika_bot.plugins.quests.model.quest import Cycle, Kind, Metric, State
from tika_bot.plugins.quests.model.refusals import (
    BoostRunning,
    BoostWrong,
    JoinedAlready,
    NoChallenge,
    NoSuchQuest,
    NothingToSwap,
    NotOwn,
    OneOrTheOther,
    SwappedToday,
    TooManyQuests,
)
from tika_bot.plugins.quests.service import Written
from tika_bot.plugins.quests.service.keeping import MOST_OWN

from .conftest import ADMIN, ALICE, ANYBODY, BOB, ELSEWHERE, GENERAL, HERE, World, everything

FORM = Written("Own", "", "3", "50 xp", "")
SAME = Change()


async def test_one_quest_a_day_is_swapped(world: World) -> None:
    before = await world.sees()

    await world.quests.swap(HERE, ALICE, "easy", GENERAL)
    after = await world.sees()

    assert after.daily[0].quest.goal.quest != before.daily[0].quest.goal.quest
    assert [one.quest for one in after.daily[1:]] == [one.quest for one in before.daily[1:]]
    assert after.swap_at == before.day_ends and after.swappable == ()
    with pytest.raises(SwappedToday):
        await world.quests.swap(HERE, ALICE, "medium", GENERAL)
    assert (await world.sees(guild=ELSEWHERE)).swap_at is None
    world.passes(days=1)
    await world.quests.swap(HERE, ALICE, "medium", GENERAL)


async def test_twenty_swaps_at_once_are_one(world: World) -> None:
    await world.sees()

    swaps = (world.quests.swap(HERE, ALICE, slot, GENERAL) for slot in ("easy", "medium") * 10)
    outcomes = await asyncio.gather(*swaps, return_exceptions=True)

    refused = [one for one in outcomes if isinstance(one, SwappedToday)]
    assert len(refused) == 19


async def test_what_is_done_or_no_daily_cannot_be_swapped(world: World) -> None:
    with pytest.raises(NothingToSwap):
        await world.quests.swap(HERE, ALICE, "week1", GENERAL)
    for slot in ("easy", "nonsense"):
        await world.only(Kind.WEEKLY)
        with pytest.raises(NothingToSwap):
            await world.quests.swap(HERE, BOB, slot, GENERAL)


async def test_a_challenge_counts_from_joining_on_and_leaves_a_badge(world: World) -> None:
    await world.only_own()
    quest = await world.writes(
        kind=Kind.CHALLENGE, cycle=Cycle.MONTHLY, badge="🫖", amount="2", reward="9 xp, 5 coins"
    )
    world.says(5)
    await world.settles()
    assert everything(await world.sees()) == []

    await world.quests.join(HERE, ALICE, quest.id, GENERAL)
    assert (await world.sees()).others[0].progress == 0
    world.says(2)
    await world.settles()

    shown = await world.sees()
    assert shown.badges == ("🫖",) and shown.others[0].state is State.DONE
    assert await world.house.ledger.balance(HERE, Account.member(ALICE), "coins") == 5
    with pytest.raises(JoinedAlready):
        await world.quests.join(HERE, ALICE, quest.id, GENERAL)
    with pytest.raises(NoChallenge):
        await world.quests.join(ELSEWHERE, ALICE, quest.id, GENERAL)
    assert (await world.sees(BOB)).badges == (await world.sees(guild=ELSEWHERE)).badges == ()
    world.passes(days=120)
    assert (await world.sees()).badges == ("🫖",)


async def test_twenty_who_join_at_once_join_once(world: World) -> None:
    quest = await world.writes(kind=Kind.CHALLENGE, cycle=Cycle.MONTHLY, badge="🫖")
    joins = (world.quests.join(HERE, ALICE, quest.id, GENERAL) for _ in range(20))

    outcomes = await asyncio.gather(*joins, return_exceptions=True)

    assert sum(isinstance(one, JoinedAlready) for one in outcomes) == 19


async def test_what_is_switched_off_waits_and_comes_back(world: World) -> None:
    await world.only_own()
    quest = await world.writes(amount="3")
    world.says(2)
    await world.settles()

    await world.quests.keeping.switch(ADMIN, HERE, quest.id, None, on=False)
    world.says(1)
    await world.settles()
    assert everything(await world.sees()) == [] and await world.paid() == 0
    await world.quests.keeping.switch(ADMIN, HERE, quest.id, None, on=True)

    assert (await world.sees()).others[0].state is State.DONE
    assert await world.paid() == 50


async def test_a_kind_is_switched_as_a_whole(world: World) -> None:
    await world.only(Kind.WEEKLY)

    shown, there = await world.sees(), await world.sees(guild=ELSEWHERE)

    assert (len(shown.daily), len(shown.weekly), len(shown.others)) == (0, 3, 0)
    assert len(there.daily) == 3
    assert (await world.quests.keeping.listing(ADMIN, HERE)).kinds_off == set(Kind) - {Kind.WEEKLY}


async def test_an_edit_holds_for_those_who_work_on_it(world: World) -> None:
    await world.only_own()
    quest = await world.writes(amount="3")
    world.says(3, guild=ELSEWHERE)
    await world.sees()

    form = Written("Renamed", "Do it.", "2", "75 xp", "")
    await world.quests.keeping.edit(ADMIN, HERE, quest.id, SAME, form)
    world.says(2)
    await world.settles()

    assert await world.paid() == 75
    assert (await world.sees()).others[0].quest.goal.title == "Renamed"


async def test_a_deleted_quest_stays_in_the_past_and_its_number_is_not_given_again(world: World) -> None:
    await world.only_own()
    quest = await world.writes(amount="1")
    world.says(1)
    await world.settles()

    await world.quests.keeping.delete(ADMIN, HERE, quest.id)

    assert (await world.quests.past(HERE, ALICE, 1)).done == 1
    assert (await world.writes()).number == 2
    for verb in (world.quests.keeping.delete, world.quests.keeping.own):
        with pytest.raises(NoSuchQuest):
            await verb(ADMIN, HERE, quest.id)
    with pytest.raises(NoSuchQuest):
        await world.quests.keeping.edit(ADMIN, ELSEWHERE, "own-2", SAME, FORM)


async def test_a_window_opens_and_closes(world: World) -> None:
    await world.only_own()
    await world.writes(window="2026-11-22 to 2026-11-23")
    world.says(3)
    await world.settles()
    assert everything(await world.sees()) == []

    world.passes(days=2)
    assert [one.progress for one in (await world.sees()).others] == [0]
    world.passes(days=1, hours=13)
    assert [one.state for one in (await world.sees()).others] == [State.EXPIRED], "said for a day"
    world.passes(days=1)

    assert everything(await world.sees()) == []
    past = await world.quests.past(HERE, ALICE, 1)
    assert [one.state(world.clock.now()) for one in past.quests] == [State.EXPIRED]


async def test_what_comes_again_or_was_done_is_not_called_expired(world: World) -> None:
    await world.only_own()
    await world.writes(name="Again", kind=Kind.DAILY, cycle=Cycle.DAILY, amount="9")
    await world.writes(name="Done", window="2026-11-20", amount="1")
    world.says(1)
    await world.settles()

    world.passes(days=1)

    assert [(one.quest.goal.title, one.state) for one in (await world.sees()).others] == [
        ("Again", State.OPEN)
    ]


async def test_a_boost_multiplies_and_there_is_one_at_most(world: World) -> None:
    await world.only_own()
    await world.writes(amount="1", reward="50 xp")
    keeping = world.quests.keeping

    await keeping.boost(ADMIN, HERE, 1.5, 2)
    with pytest.raises(BoostRunning):
        await keeping.boost(ADMIN, HERE, 2.0, 1)
    world.says(1)
    await world.settles()

    assert await world.paid() == 75
    assert (await world.sees()).boost is not None
    assert (await world.sees(guild=ELSEWHERE)).boost is None
    world.passes(hours=2)
    assert (await world.sees()).boost is None
    await keeping.boost(ADMIN, HERE, 2.0, 24)
    assert await keeping.boost(ADMIN, HERE, 1.0, 1) is None
    assert (await world.sees()).boost is None


NAN = float("nan")


@pytest.mark.parametrize(
    ("factor", "hours"),
    [(2.1, 1), (0.5, 1), (1.5, 25), (1.5, 0), (-1, 1), (2, 1e14), (2, NAN), (NAN, 1), (2, float("inf"))],
)
async def test_a_boost_has_limits(world: World, factor: float, hours: float) -> None:
    with pytest.raises(BoostWrong):
        await world.quests.keeping.boost(ADMIN, HERE, factor, hours)


async def test_twenty_boosts_at_once_are_one(world: World) -> None:
    boosts = (world.quests.keeping.boost(ADMIN, HERE, 1.5, 2) for _ in range(20))

    outcomes = await asyncio.gather(*boosts, return_exceptions=True)

    assert sum(isinstance(one, BoostRunning) for one in outcomes) == 19


async def test_whoever_may_not_manage_the_server_changes_nothing(world: World) -> None:
    keeping = world.quests.keeping
    for refused in (
        keeping.listing(ANYBODY, HERE),
        keeping.own(ANYBODY, HERE, "own-1"),
        keeping.edit(ANYBODY, HERE, "own-1", SAME, FORM),
        keeping.delete(ANYBODY, HERE, "own-1"),
        keeping.switch(ANYBODY, HERE, None, Kind.DAILY, on=False),
        keeping.boost(ANYBODY, HERE, 2.0, 1),
    ):
        with pytest.raises(PermissionMissing):
            await refused


async def test_what_admins_ask_for_must_exist(world: World) -> None:
    keeping = world.quests.keeping
    with pytest.raises(NotOwn):
        await keeping.own(ADMIN, HERE, "early-bird")
    with pytest.raises(NoSuchQuest):
        await keeping.switch(ADMIN, HERE, "own-9", None, on=False)
    for quest, kind in ((None, None), ("early-bird", Kind.DAILY)):
        with pytest.raises(OneOrTheOther):
            await keeping.switch(ADMIN, HERE, quest, kind, on=False)


async def test_a_guild_writes_fifty_at_most(world: World) -> None:
    for _ in range(MOST_OWN):
        await world.writes()

    with pytest.raises(TooManyQuests):
        await world.writes()


async def test_notices_go_where_the_guild_wants_them(world: World) -> None:
    await world.only_own()
    fixed = ChannelId(77)
    otherwise = {"channel": str(GENERAL)}
    for number, announce in enumerate(("silent", "direct", "fixed"), 1):
        await world.tunes(announce=announce, announce_channel=fixed)
        await world.writes(name=announce, amount="1")
        world.says(1)
        await world.settles()
        assert await world.paid() == 50 * number

    told = [
        (row["channel_id"], row["user_id"], row["document"]["quests"][0]["title"], row["otherwise"])
        for row in await world.posted()
    ]
    assert told == [(None, ALICE, "direct", None), (fixed, None, "fixed", otherwise)]


async def test_who_wants_no_direct_messages_gets_none(world: World) -> None:
    await world.only_own()
    await world.tunes(announce="direct")
    await world.house.settings.save_member(ALICE, MemberSettings(direct=False))
    await world.writes(amount="1")

    world.says(1)
    await world.settles()

    assert await world.paid() == 50
    assert await world.posted() == []


async def test_one_set_for_all_is_the_same_for_all(world: World) -> None:
    await world.tunes(per_member=False)

    alices, bobs = await world.sees(), await world.sees(BOB)

    assert [one.goal for one in everything(alices)] == [one.goal for one in everything(bobs)]


async def test_only_earning_messages_count_where_the_guild_wants_it_so(world: World) -> None:
    await world.tunes(earning_only=True)

    metrics = {one.goal.metric for day in range(1) for one in everything(await world.sees())[:6]}

    assert Metric.MESSAGES not in metrics


async def test_a_person_is_shown_and_forgotten(world: World) -> None:
    await world.sees()
    await world.sees(BOB)
    await world.sees(guild=ELSEWHERE)

    exported = await world.quests.export(ALICE)
    await world.quests.forget(ALICE)

    assert {row["guild_id"] for row in exported["quests_taken"]} == {HERE, ELSEWHERE}
    assert {row["member_id"] for table in exported.values() for row in table} == {ALICE}
    assert all(not rows for rows in (await world.quests.export(ALICE)).values())
    assert (await world.quests.export(BOB))["quests_taken"]


async def test_who_changes_the_zone_gets_no_second_daily_reward(world: World) -> None:
    await world.only_own()
    await world.writes(kind=Kind.DAILY, cycle=Cycle.DAILY, amount="2")
    for zone in ("UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Tokyo", "UTC"):
        await world.counts_days(zone=zone)
        world.says(2)
        await world.settles()
        await world.sees()

    assert await world.paid() == 50
    world.passes(days=1)
    world.says(2)
    await world.settles()
    assert await world.paid() == 100


async def test_a_level_may_be_the_goal(world: World) -> None:
    await world.only_own()
    await world.writes(metric=Metric.LEVEL, amount="2", reward="30 xp")
    await world.writes(metric=Metric.LEVELS, amount="1", reward="300 xp")
    await world.sees()

    for _ in range(10):
        world.says(1)
        world.passes(minutes=2)
        await world.settles()

    assert await world.paid() == 330


async def test_different_days_are_counted(world: World) -> None:
    await world.only_own()
    await world.writes(metric=Metric.DAYS, amount="3")

    for day in range(3):
        assert await world.paid() == 0, day
        world.says(4)
        await world.settles()
        world.passes(days=1)

    assert await world.paid() == 50
