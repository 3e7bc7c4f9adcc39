"""Alice does what her daily quests ask for, and is paid once; other servers notice nothing."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

from tika_bot.base.ids import UserId
from tika_bot.core.wording import Wording
from tika_bot.plugins.levels.api import Counters
from tika_bot.plugins.quests import views
from tika_bot.plugins.quests.model.quest import Cycle, Goal, Kind, Metric, State, Taken
from tika_bot.testing.houses import PLUGINS

from .conftest import ADMIN, ALICE, BOB, ELSEWHERE, GENERAL, HERE, World, everything


async def test_three_daily_and_three_weekly_quests_are_drawn(world: World) -> None:
    shown = await world.sees()

    assert [one.quest.slot for one in shown.daily] == ["easy", "medium", "social"]
    assert [one.quest.slot for one in shown.weekly] == ["week1", "week2", "week3"]
    assert len({one.quest.goal.metric for one in shown.weekly}) == 3
    assert everything(await world.sees()) == everything(shown)
    assert await world.sees(guild=ELSEWHERE) != shown


async def test_what_was_done_before_looking_counts_from_the_first_message_of_the_day(world: World) -> None:
    await world.writes(amount="5")
    world.says(3)

    [own] = [one for one in (await world.sees()).others if one.quest.goal.title]

    assert own.progress == 3


async def test_who_looks_while_many_are_being_visited_has_done_as_much(world: World) -> None:
    await world.writes(amount="5")
    world.says(3)
    for member in range(100, 140):
        world.says(1, member=UserId(member))
    await world.levels.flush()

    _, shown = await asyncio.gather(world.quests.rest(), world.sees())

    assert [one.progress for one in shown.others if one.quest.goal.title] == [3]


async def test_all_messages_count_not_only_those_that_earn(world: World) -> None:
    await world.only_own()
    await world.writes(amount="10", reward="50 xp")

    world.says(10)
    await world.settles()

    assert (await world.levels.counters(HERE, ALICE)).messages_counted == 1
    assert await world.paid() == 50
    assert await world.paid(guild=ELSEWHERE) == await world.paid(BOB) == 0


async def test_fifty_completions_at_once_pay_once(world: World) -> None:
    await world.only_own()
    await world.writes(amount="3")
    await world.sees()
    world.says(3)
    await world.levels.flush()

    await asyncio.gather(*(world.sees() for _ in range(50)), world.quests.rest())

    assert await world.paid() == 50
    assert len(await world.posted()) == 1


async def test_a_completion_is_told_where_it_happened_in_one_message(world: World) -> None:
    await world.only_own()
    await world.writes(name="One", amount="2")
    await world.writes(name="Two", amount="3")
    world.says(3)
    world.says(3, member=BOB)

    await world.settles()

    [row] = await world.posted()
    assert row["channel_id"] == GENERAL
    told = [(one["member"], one["title"], one["xp"]) for one in row["document"]["quests"]]
    assert sorted(told) == [
        (str(ALICE), "One", 50), (str(ALICE), "Two", 50), (str(BOB), "One", 50), (str(BOB), "Two", 50),
    ]  # fmt: skip
    assert await world.posted(ELSEWHERE) == []


async def test_what_a_guild_gives_for_quests_is_paid_and_told(world: World) -> None:
    await world.rates(quest_rate=2, quest_daily_cap=150)
    for guild in (HERE, ELSEWHERE):
        await world.only_own(guild)
        await world.writes(guild, name="One", amount="2")
        await world.writes(guild, name="Two", amount="3")
    shown, elsewhere = await world.sees(), await world.sees(guild=ELSEWHERE)
    assert {one.xp for one in shown.others} == {100} and {one.xp for one in elsewhere.others} == {50}

    for guild in (HERE, ELSEWHERE):
        world.says(3, guild=guild)
    await world.settles()

    assert (await world.paid(), await world.paid(guild=ELSEWHERE)) == (150, 100)
    [here], [there] = await world.posted(), await world.posted(ELSEWHERE)
    assert [one["xp"] for one in here["document"]["quests"]] == [100, 50]
    assert [one["xp"] for one in there["document"]["quests"]] == [50, 50]


async def test_what_is_done_shows_what_it_paid_and_what_is_open_what_it_would_pay_now(world: World) -> None:
    await world.rates(quest_rate=2, quest_daily_cap=250)
    for guild in (HERE, ELSEWHERE):
        await world.only_own(guild)
        for name, amount in (("One", "2"), ("Two", "2"), ("Three", "9")):
            await world.writes(guild, name=name, amount=amount)
    await world.quests.keeping.boost(ADMIN, HERE, 1.5, 2)
    for guild in (HERE, ELSEWHERE):
        world.says(2, guild=guild)
    await world.settles()
    paid = {one.quest.goal.title: one.xp for one in (await world.sees()).others}
    assert sorted(paid.values()) == [100, 150, 150] and paid["Three"] == 150

    world.passes(hours=3)
    await world.rates(quest_rate=3)

    shown, elsewhere = await world.sees(), await world.sees(guild=ELSEWHERE)
    assert {one.quest.goal.title: one.xp for one in shown.others} == paid
    assert {one.xp for one in elsewhere.others} == {50}
    past, there = await world.quests.past(HERE, ALICE, 1), await world.quests.past(ELSEWHERE, ALICE, 1)
    assert sorted(one.earned_xp for one in past.quests) == [100, 150]
    assert [one.earned_xp for one in there.quests] == [50, 50]
    wording = Wording()
    wording.add("quests", PLUGINS / "quests" / "strings")
    read = views.past(past, 1, ALICE, wording.words("quests", "en")).embeds[0].description or ""
    assert sorted("+150 XP" in line for line in read.splitlines()) == [False, True]
    listed = {one.goal.title: one.xp for one in (await world.quests.keeping.listing(ADMIN, HERE)).quests}
    assert (listed["One"], world.quests.keeping.known(await world.writes()).xp) == (150, 150)


async def test_a_quest_that_was_done_before_payments_were_kept_shows_what_it_was_worth() -> None:
    goal = Goal("tea", Kind.DAILY, Metric.MESSAGES, 1, 40)
    now = datetime(2026, 1, 1, tzinfo=UTC)
    done = Taken(1, HERE, ALICE, "easy", "2026-01-01", goal, 0, now, None, done_at=now)

    assert done.earned_xp == 40
    assert replace(done, paid_xp=0).earned_xp == 0


async def test_a_lost_event_costs_nothing(world: World) -> None:
    await world.only_own()
    await world.writes(amount="3")
    await world.sees()
    world.house.events.release("quests")  # nobody is told of the next flush
    world.says(3)
    await world.settles()
    assert await world.paid() == 0

    shown = await world.sees()

    assert [one.state for one in shown.others] == [State.DONE]
    assert await world.paid() == 50


async def test_tomorrow_there_are_others_and_today_is_over(world: World) -> None:
    today = await world.sees()

    world.passes(days=1)
    tomorrow = await world.sees()

    assert {one.quest.period for one in today.daily} == {"2026-11-20"}
    assert {one.quest.period for one in tomorrow.daily} == {"2026-11-21"}
    assert everything(tomorrow)[3:6] == everything(today)[3:6]
    past = await world.quests.past(HERE, ALICE, 1)
    assert [one.state(world.clock.now()) for one in past.quests] == [State.EXPIRED] * 3
    assert (past.total, past.done) == (3, 0)
    assert (await world.quests.past(ELSEWHERE, ALICE, 1)).total == 0


async def test_what_was_done_just_before_the_end_still_counts(world: World) -> None:
    await world.only_own()
    await world.writes(kind=Kind.DAILY, cycle=Cycle.DAILY, amount="3")
    await world.sees()
    world.passes(hours=11, minutes=59, seconds=59)
    world.says(3)
    world.passes(seconds=2)

    await world.settles()

    assert await world.paid() == 50


async def test_a_reward_may_complete_the_next_quest(world: World) -> None:
    await world.only_own()
    await world.writes(amount="2", reward="500 xp")
    await world.writes(name="Rich", metric=Metric.XP, amount="400", reward="7 xp")

    world.says(2)
    await world.settles()

    assert await world.paid() == 507
    assert (await world.levels.counters(HERE, ALICE)).xp > 507
    assert await world.levels.counters(ELSEWHERE, ALICE) == Counters()
