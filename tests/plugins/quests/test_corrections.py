"""Bruno gives, takes, resets and imports XP: that brings no quest forward and freezes none."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import astuple
from itertools import count

import pytest

from tika_bot.core.ledger import Entry
from tika_bot.plugins.levels.corrections import Order
from tika_bot.plugins.levels.importing.model import Merge
from tika_bot.plugins.levels.importing.reading import OURS, read_files
from tika_bot.plugins.levels.service.undoing import only
from tika_bot.plugins.quests.model.quest import DAY_S, Cycle, Kind, Metric, State

from .conftest import ADMIN, ALICE, BOB, ELSEWHERE, GENERAL, HERE, World

_numbers = count()


def order() -> Order:
    """Return an order of Bruno's that wasn't given before."""
    return Order(HERE, ADMIN, f"order:{next(_numbers)}", "levels", channel=GENERAL)


async def talks(world: World, messages: int) -> int:
    """Let ALICE earn XP with so many messages, a minute apart; return how much."""
    before = (await world.levels.counters(HERE, ALICE)).xp
    for _ in range(messages):
        world.passes(seconds=61)
        world.says()
        await world.settles()
    return (await world.levels.counters(HERE, ALICE)).xp - before


async def progress(world: World) -> dict[str, int]:
    """Return how far ALICE is, by quest; whoever looks has caught up with everything."""
    return {one.quest.goal.title: one.progress for one in (await world.sees()).others}


async def level(world: World) -> int:
    """Return the level that ALICE has."""
    return world.levels.level(HERE, (await world.levels.counters(HERE, ALICE)).xp)


async def gives(world: World, xp: int = 5_000) -> None:
    await world.levels.desk.granting.give(order(), ALICE, xp)


async def takes(world: World) -> None:
    await world.levels.desk.granting.take(order(), ALICE, 2_000)


async def sets(world: World) -> None:
    await world.levels.desk.granting.set(order(), ALICE, 90_000)


async def hands_over(world: World) -> None:
    await world.levels.desk.granting.transfer(order(), ALICE, BOB, 4_000)


async def hands_over_and_back(world: World) -> None:
    await hands_over(world)
    await world.levels.desk.granting.transfer(order(), BOB, ALICE, 3_000)


async def resets(world: World) -> None:
    await world.levels.desk.granting.reset(order(), ALICE)


async def resets_all(world: World) -> None:
    await world.levels.desk.granting.reset_everybody(order())


async def resets_all_and_undoes(world: World) -> None:
    _, entry = await world.levels.desk.granting.reset_everybody(order())
    await talks(world, 0)
    await world.levels.desk.undoing.undo(order(), only(entry))


async def gives_and_undoes(world: World) -> None:
    given = await world.levels.desk.granting.give(order(), ALICE, 700)
    await world.settles()
    entry = await world.levels.desk.undoing.entry(ADMIN, HERE, given.entry)
    await world.levels.desk.undoing.undo(order(), only(entry))


async def imports(world: World, merge: Merge = Merge.ADD) -> int:
    rows = [{"id": ALICE, "xp": 20_000, "messages": 900, "voice_s": 9_000}]
    file = read_files([("file.json", json.dumps({"members": rows}).encode())])
    report = await world.levels.desk.importing.bring(order(), file, merge)
    assert report.entry is not None
    return report.entry


async def imports_instead(world: World) -> None:
    await imports(world, Merge.REPLACE)


async def imports_and_undoes(world: World) -> None:
    entry = await world.levels.desk.undoing.entry(ADMIN, HERE, await imports(world))
    await world.levels.desk.undoing.undo(order(), only(entry))


async def changes_the_curve(world: World) -> None:
    flat = {"curve": "flat", "curve_first": 100}
    shown = await world.levels.desk.tuning.preview_curve(ADMIN, HERE, flat)
    await world.levels.desk.tuning.put_curve(ADMIN, HERE, flat, shown.version)


CORRECTIONS: list[Callable[[World], Awaitable[object]]] = [
    gives, takes, sets, hands_over, hands_over_and_back, resets, resets_all, resets_all_and_undoes,
    gives_and_undoes, imports, imports_instead, imports_and_undoes, changes_the_curve,
]  # fmt: skip


@pytest.fixture
async def going(world: World) -> World:
    """ALICE was given 5,000 XP, has earned some, and works on quests of every such measure."""
    await world.only_own()
    await gives(world)
    for name, metric, amount in (
        ("Earn", Metric.XP, "500"),
        ("Gain", Metric.LEVELS, "3"),
        ("Write", Metric.MESSAGES, "200"),
        ("Listen", Metric.VOICE, "60"),
    ):
        await world.writes(name=name, metric=metric, amount=amount, reward="9 xp")
    assert await progress(world) == {"Earn": 0, "Gain": 0, "Write": 0, "Listen": 0}
    return world


@pytest.mark.parametrize("correct", CORRECTIONS, ids=lambda correct: correct.__name__)
async def test_a_correction_brings_no_quest_forward_and_freezes_none(
    going: World, correct: Callable[[World], Awaitable[object]]
) -> None:
    earned = await talks(going, 3)
    before = await progress(going)
    assert before == {"Earn": earned, "Gain": 0, "Write": 3, "Listen": 0}

    await correct(going)
    await going.settles()

    assert await progress(going) == before
    earned += await talks(going, 4)
    assert await progress(going) | {"Gain": 0} == before | {"Earn": earned, "Write": 7}
    assert await going.posted() == []


async def brings_days(world: World, merge: Merge, days: range, messages: int = 9) -> Entry:
    """Import days on which ALICE did something elsewhere; return the entry."""
    done = {str(day): {"xp": 20, "messages": messages} for day in days}
    row = {"id": str(ALICE), "xp": 20_000, "messages": 900, "days": done}
    file = read_files([("file.json", json.dumps({OURS: 1, "members": [row]}).encode())])
    report = await world.levels.desk.importing.bring(order(), file, merge)
    assert report.entry is not None and report.skipped == ()
    return await world.levels.desk.undoing.entry(ADMIN, HERE, report.entry)


@pytest.mark.parametrize("merge", [Merge.ADD, Merge.REPLACE])
async def test_days_that_an_import_brings_are_no_days_on_which_somebody_was_here(
    world: World, merge: Merge
) -> None:
    await world.only_own()
    week = {"kind": Kind.WEEKLY, "cycle": Cycle.WEEKLY, "reward": "9 xp"}
    await world.writes(name="Days", metric=Metric.DAYS, amount="3", **week)
    today = int(world.clock.now().timestamp()) // DAY_S  # a Friday
    await talks(world, 1)
    assert await progress(world) == {"Days": 1}

    first = await brings_days(world, merge, range(today - 4, today + 1))
    await world.settles()
    assert await progress(world) == {"Days": 1}
    await brings_days(world, Merge.REPLACE, range(today - 4, today), messages=0)  # leaves nothing of today
    assert await progress(world) == {"Days": 1}, "what she did stays done"
    world.passes(days=1)
    await talks(world, 1)
    assert await progress(world) == {"Days": 2}
    await world.levels.desk.undoing.undo(order(), only(first))
    await world.settles()
    assert await progress(world) == {"Days": 2}
    world.passes(days=1)
    await talks(world, 1)

    assert [one["title"] for post in await world.posted() for one in post["document"]["quests"]] == ["Days"]
    assert await world.paid(guild=ELSEWHERE) == 0
    assert (await world.levels.histories(ELSEWHERE, [ALICE]))[ALICE].brought == {}
    here = (await world.levels.histories(HERE, [ALICE]))[ALICE]
    counted = [astuple(one) for shelf in (here.days, here.brought, here.own_days) for one in shelf.values()]
    assert here.brought and {type(number) for one in counted for number in one} == {int}


async def test_days_of_an_import_stay_apart_when_it_can_no_longer_be_undone(world: World) -> None:
    await world.only_own()
    await world.writes(name="Days", metric=Metric.DAYS, amount="90", reward="9 xp")
    today = int(world.clock.now().timestamp()) // DAY_S
    await talks(world, 1)
    world.passes(days=20)
    await brings_days(world, Merge.ADD, range(today, today + 20))
    world.passes(days=40)

    await imports(world)  # deletes what is too old to be undone
    await talks(world, 1)

    assert await progress(world) == {"Days": 2}
    row = (await world.levels.export(ALICE))["levels_imported"]
    assert {one["day"] for one in row} == {-1, *range(today, today + 20)}
    world.passes(days=90)
    await brings_days(world, Merge.ADD, range(1))
    assert len((await world.levels.export(ALICE))["levels_imported"]) == 2


async def test_levels_that_are_gained_after_a_reset_count_and_are_paid_at_once(going: World) -> None:
    await talks(going, 3)
    await going.levels.desk.granting.reset_everybody(order())

    earned = await talks(going, 20)

    assert going.levels.level(HERE, earned) == 2
    assert (await progress(going))["Gain"] == 2
    while await level(going) < 3:  # nobody looks meanwhile
        await talks(going, 1)
    assert "Gain" in [one["title"] for post in await going.posted() for one in post["document"]["quests"]]


async def test_a_grant_that_nobody_looked_at_yet_counts_for_no_later_quest(world: World) -> None:
    await world.only_own()
    await talks(world, 1)
    await gives(world)
    await world.levels.flush()
    await world.writes(name="Earn", metric=Metric.XP, amount="500", reward="9 xp")
    await world.writes(name="Gain", metric=Metric.LEVELS, amount="3", reward="9 xp")

    await world.quests.rest()

    assert await progress(world) == {"Earn": 0, "Gain": 0}


async def test_levels_given_by_a_quest_are_gained(world: World) -> None:
    await world.only_own()
    await world.writes(amount="2", reward="500 xp")
    await world.writes(name="Gain", metric=Metric.LEVELS, amount="2", reward="9 xp")

    world.says(2)
    await world.settles()

    assert (await progress(world))["Gain"] == 2
    assert await world.paid() == 509
    assert await world.paid(guild=ELSEWHERE) == 0


async def test_who_was_given_a_level_has_reached_it(world: World) -> None:
    await world.only_own()
    await world.writes(name="Reach", metric=Metric.LEVEL, amount="5", reward="9 xp")
    await talks(world, 1)

    await gives(world)
    await world.settles()

    [reach] = (await world.sees()).others
    assert reach.state is State.DONE


async def test_corrections_stay_apart_in_their_server_and_with_their_member(going: World) -> None:
    await talks(going, 3)
    await imports(going)

    here = (await going.levels.histories(HERE, [ALICE, BOB]))[ALICE]
    elsewhere = await going.levels.histories(ELSEWHERE, [ALICE, BOB])

    assert (here.apart.xp, here.apart.messages, here.apart.voice_s) == (25_000, 900, 9_000)
    assert (here.own.messages, here.own.xp) == (3, here.total.xp - 25_000)
    assert {one.apart for one in elsewhere.values()} == {type(here.apart)()}
    assert [row["xp"] for row in (await going.levels.export(ALICE))["levels_apart"]] == [25_000]
    await going.levels.forget(ALICE)
    assert (await going.levels.export(ALICE))["levels_apart"] == []
    assert (await going.levels.histories(HERE, [ALICE]))[ALICE].own.xp == 0
