"""Bruno makes another quest of one that Alice is in the middle of; what she did counts, and is paid once."""

import random
from itertools import pairwise

import pytest

from tika_bot.plugins.quests.model.changing import Change
from tika_bot.plugins.quests.model.quest import Cycle, Difficulty, Kind, State
from tika_bot.plugins.quests.model.refusals import AmountUnreadable, WindowOver
from tika_bot.plugins.quests.service import Changed, Written

from .conftest import ADMIN, ALICE, BOB, ELSEWHERE, GENERAL, HERE, World, everything


async def changes(world: World, quest: str, *, amount: str = "3", window: str = "", **to: object) -> Changed:
    """Let an admin change a quest: 3 messages for 50 XP, unless said otherwise."""
    form = Written("Own", "", amount, "50 xp", window)
    return await world.quests.keeping.edit(ADMIN, HERE, quest, Change(**to), form)  # type: ignore[arg-type] # as given


async def periods(world: World) -> list[str]:
    """Return the periods in which Alice had anything here, the first one first."""
    rows = (await world.quests.export(ALICE))["quests_taken"]
    return [row["period"] for row in sorted(rows, key=lambda row: row["id"]) if row["guild_id"] == HERE]


async def test_everything_about_a_quest_can_be_changed(world: World) -> None:
    await world.only_own()
    quest = await world.writes()
    there = await world.writes(guild=ELSEWHERE)

    to = {"kind": Kind.CHALLENGE, "cycle": Cycle.WEEKLY, "difficulty": Difficulty.HARD, "badge": "🫖"}
    changed = await changes(world, quest.id, **to)

    kept = await world.quests.keeping.own(ADMIN, HERE, quest.id)
    assert (kept.kind, kept.cycle, kept.difficulty, kept.badge) == tuple(to.values())
    assert changed.working == 0 and changed.comes_otherwise
    assert changed.quest == world.quests.keeping.known(kept)
    again = await changes(world, quest.id)
    assert again.quest == changed.quest and not again.comes_otherwise
    assert await world.quests.keeping.own(ADMIN, ELSEWHERE, there.id) == there


@pytest.mark.parametrize(
    ("to", "cycle", "badge"),
    [
        ({"kind": Kind.CHALLENGE}, Cycle.MONTHLY, "🏅"),
        ({"kind": Kind.DAILY, "badge": "🫖"}, Cycle.DAILY, ""),
        ({"kind": Kind.WEEKLY, "cycle": Cycle.MONTHLY}, Cycle.MONTHLY, ""),
        ({"kind": Kind.EVENT}, Cycle.DAILY, ""),
        ({"difficulty": Difficulty.HARD}, Cycle.DAILY, ""),
    ],
)
async def test_what_is_not_said_is_as_it_was_or_suits_the_new_kind(
    world: World, to: dict[str, object], cycle: Cycle, badge: str
) -> None:
    quest = await world.writes(cycle=Cycle.DAILY)

    await changes(world, quest.id, **to)

    kept = await world.quests.keeping.own(ADMIN, HERE, quest.id)
    assert (kept.cycle, kept.badge) == (cycle, badge)


async def test_who_is_in_the_middle_goes_on_until_the_end_that_they_were_promised(world: World) -> None:
    await world.only_own()
    quest = await world.writes(kind=Kind.WEEKLY, cycle=Cycle.WEEKLY)
    world.says(2)
    await world.settles()
    [before] = (await world.sees()).others

    changed = await changes(world, quest.id, kind=Kind.DAILY)

    [after] = (await world.sees()).others
    assert changed.working == 1 and changed.comes_otherwise
    assert after.progress == 2 and after.quest.ends == before.quest.ends
    assert after.quest.goal.kind is Kind.DAILY, "it is switched with what it is now"
    [bobs] = (await world.sees(BOB)).others
    assert bobs.quest.period == "2026-11-20", "whoever wasn't in it begins at once"
    world.says(1)
    await world.settles()
    assert await world.paid() == 50
    world.passes(days=1)
    world.says(9)
    await world.settles()
    assert await world.paid() == 50, "it was hers for the week"
    world.passes(days=2)
    for _ in range(3):
        world.says(3)
        await world.settles()
        world.passes(days=1)

    assert await world.paid() == 200 and await world.paid(guild=ELSEWHERE) == 0
    assert await periods(world) == ["2026-11-16", "2026-11-23", "2026-11-24", "2026-11-25"]


async def test_what_came_once_comes_every_day_once_it_is_done(world: World) -> None:
    await world.only_own()
    quest = await world.writes(amount="3")
    world.says(2)
    await world.settles()

    await changes(world, quest.id, kind=Kind.DAILY)
    world.passes(days=1)
    assert [(one.progress, one.quest.ends) for one in (await world.sees()).others] == [(2, None)]
    world.says(1)
    await world.settles()
    assert await world.paid() == 50
    world.passes(days=1)
    world.says(3)
    await world.settles()

    assert await world.paid() == 100
    assert await periods(world) == ["once", "2026-11-22"]


async def test_a_month_comes_after_a_day_and_the_day_after_the_month(world: World) -> None:
    await world.only_own()
    quest = await world.writes(kind=Kind.DAILY, cycle=Cycle.DAILY)
    world.says(3)
    await world.settles()

    await changes(world, quest.id, cycle=Cycle.MONTHLY)
    world.says(3)
    await world.settles()
    assert await world.paid() == 50, "the day was had, and isn't over"
    world.passes(days=1)
    world.says(3)
    await world.settles()
    assert await world.paid() == 100
    await changes(world, quest.id, cycle=Cycle.DAILY)
    world.passes(days=10)
    world.says(3)
    await world.settles()

    assert await world.paid() == 150
    assert await periods(world) == ["2026-11-20", "2026-11", "2026-12-01"]


async def test_whoever_changes_it_to_and_fro_pays_nobody_twice(world: World) -> None:
    await world.only_own()
    quest = await world.writes(kind=Kind.DAILY, cycle=Cycle.DAILY)
    dice = random.Random(5)

    for day in range(30):
        # A month shuts out everything else until it's over.
        for cycle in dice.sample([one for one in Cycle if one is not Cycle.MONTHLY or day > 20], 3):
            await changes(world, quest.id, cycle=cycle)
            world.says(3)
            await world.settles()
            await world.sees()
        world.passes(days=1)

    had = await periods(world)
    assert len(had) == len(set(had)) and {len(period) for period in had} == {4, 7, 10}
    rows = (await world.quests.export(ALICE))["quests_taken"]
    dated = sorted((row["starts"], row["ends"]) for row in rows if len(row["period"]) == 10)
    assert all(one[1] <= following[0] for one, following in pairwise(dated))
    assert await world.paid() == 50 * len(had)


async def test_a_challenge_that_is_for_all_keeps_those_who_joined_and_takes_in_the_others(
    world: World,
) -> None:
    await world.only_own()
    quest = await world.writes(kind=Kind.CHALLENGE, cycle=Cycle.MONTHLY, badge="🫖")
    await world.quests.join(HERE, ALICE, quest.id, GENERAL)
    world.says(2)
    await world.settles()

    await changes(world, quest.id, kind=Kind.EVENT, cycle=Cycle.MONTHLY)

    assert [one.progress for one in (await world.sees()).others] == [2]
    assert [one.progress for one in (await world.sees(BOB)).others] == [0]
    changed = await changes(world, quest.id, kind=Kind.CHALLENGE, cycle=Cycle.MONTHLY, badge="🍵")
    assert changed.working == 2
    world.says(1)
    await world.settles()
    shown = await world.sees()
    assert shown.badges == ("🍵",) and [one.state for one in shown.others] == [State.DONE]
    assert all(one.joined for one in await world.quests.challenges(HERE, ALICE))
    elsewhere = everything(await world.sees(guild=ELSEWHERE))
    assert quest.id not in {one.goal.quest for one in elsewhere}


async def test_a_window_that_is_over_is_refused(world: World) -> None:
    quest = await world.writes(window="2026-11-19 to 2026-11-20")
    for window in ("2026-11-19", "2026-11-01 to 2026-11-19", "2000-01-01"):
        with pytest.raises(WindowOver):
            await world.writes(window=window)
        with pytest.raises(WindowOver):
            await changes(world, quest.id, window=window)
    with pytest.raises(AmountUnreadable):
        await changes(world, quest.id, amount="0", kind=Kind.SPECIAL)

    listing = await world.quests.keeping.listing(ADMIN, HERE)
    [kept] = [one for one in listing.quests if one.goal.title]
    assert kept == world.quests.keeping.known(quest)
