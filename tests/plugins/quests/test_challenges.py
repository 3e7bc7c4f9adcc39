"""Alice joins a challenge late in the month: none that can't be done any more, and each shows its worth."""

import pytest

from tika_bot.plugins.quests.model.quest import Cycle, Kind, Metric, State
from tika_bot.plugins.quests.model.refusals import TooFewDays
from tika_bot.plugins.quests.service import Challenge

from .conftest import ADMIN, ALICE, ELSEWHERE, GENERAL, HERE, World


async def challenges(world: World) -> dict[str, Challenge]:
    """Return the challenges that Alice is shown, by what they are called."""
    found = await world.quests.challenges(HERE, ALICE)
    return {one.offer.goal.title or one.offer.goal.quest: one for one in found}


async def write(world: World, days: str, *, cycle: Cycle = Cycle.MONTHLY, window: str = "") -> str:
    """Let an admin write a challenge of so many different days; return its id."""
    given = {"kind": Kind.CHALLENGE, "metric": Metric.DAYS, "badge": "🫖", "window": window}
    return (await world.writes(name=days, cycle=cycle, amount=days, **given)).id


async def test_a_challenge_that_needs_more_days_than_are_left_cannot_be_joined(world: World) -> None:
    too_many, just_enough = await write(world, "12"), await write(world, "11")  # it's the 20th of November
    endless = await write(world, "100", cycle=Cycle.ONCE)
    ending = await write(world, "4", cycle=Cycle.ONCE, window="2026-11-22")

    shown = await challenges(world)
    assert {name: one.days_short for name, one in shown.items() if one.days_short is not None} == {
        "12": 11, "4": 3, "unbroken": 11,
    }  # fmt: skip
    overview = await world.sees()
    assert overview.challenges == len(shown) - 3
    for quest in (too_many, ending, "unbroken"):
        with pytest.raises(TooFewDays):
            await world.quests.join(HERE, ALICE, quest, GENERAL)
    for quest in (just_enough, endless):
        await world.quests.join(HERE, ALICE, quest, GENERAL)

    shown = await challenges(world)
    assert shown["11"].joined and not shown["11"].can_join and not shown["12"].can_join
    for _ in range(11):
        world.says()
        await world.settles()
        world.passes(days=1)
    done = {one.quest.goal.title for one in (await world.sees()).others if one.state is State.DONE}
    assert done == set(), "a challenge of last month is history"
    assert (await world.sees()).badges == ("🫖",), "and was done on its last day"
    assert (await challenges(world))["12"].can_join, "it's a new month"
    assert (await world.sees(guild=ELSEWHERE)).badges == ()


async def test_a_challenge_shows_what_it_is_worth_now(world: World) -> None:
    quest = await world.writes(name="Tea", kind=Kind.CHALLENGE, cycle=Cycle.MONTHLY, badge="🫖", amount="1")
    await world.tunes(rate=2.0)
    await world.rates(quest_rate=3.0)
    before = await challenges(world)

    await world.quests.keeping.boost(ADMIN, HERE, 1.5, 2)

    after = await challenges(world)
    assert (before["Tea"].xp, before["summit"].xp) == (150, before["summit"].offer.goal.xp * 3)
    assert (after["Tea"].xp, after["summit"].xp) == (225, before["summit"].xp * 3 // 2)
    there = {one.offer.goal.quest: one.xp for one in await world.quests.challenges(ELSEWHERE, ALICE)}
    assert there["summit"] * 2 * 3 == before["summit"].xp
    await world.quests.join(HERE, ALICE, quest.id, GENERAL)
    listed = next(one for one in (await world.sees()).others if one.quest.goal.title == "Tea")
    assert listed.xp == 225
    world.says()
    await world.settles()
    assert await world.paid() >= 225
