"""Members reach something: it is found, given once, paid once and told once, whatever happens around it."""

import asyncio
from datetime import timedelta

from tests.plugins.achievements.conftest import ALICE, BOB, GENERAL, HERE, THERE, World, a_world

from tika_bot.base.ids import UserId
from tika_bot.core.ledger import Account
from tika_bot.plugins.achievements.model import MOVING
from tika_bot.plugins.achievements.settings import Settings
from tika_bot.plugins.levels.api import XP, Reward
from tika_bot.storage.database import Database
from tika_bot.testing.databases import statements


async def test_the_first_word_is_an_achievement_in_this_guild_only(world: World) -> None:
    world.says(ALICE, "Good morning, everybody!")

    await world.settles()

    assert await world.held(ALICE) == {"first-words": 1}
    assert await world.told() == []  # everybody comes by here, so nobody is told
    assert await world.house.ledger.balance(HERE, Account.counter(ALICE), XP) == 0  # a badge is enough
    assert await world.held(ALICE, THERE) == await world.held(BOB) == {}
    assert await world.told(THERE) == []
    assert await world.house.ledger.balance(THERE, Account.counter(ALICE), XP) == 0


async def test_what_was_swallowed_is_found_at_the_next_word(world: World) -> None:
    await world.lived(ALICE, messages=100)

    world.says(ALICE, "And one more.")
    await world.settles()

    assert await world.held(ALICE) == {"first-words": 1, "chatterbox": 1, "good-day": 2, "first-step": 1}


async def test_tiers_that_are_skipped_at_once_are_all_given_and_told_once(world: World) -> None:
    await world.lived(ALICE, world.today - 1, messages=1_000)

    world.says(ALICE, "Hello!")
    await world.settles()

    assert (await world.held(ALICE))["chatterbox"] == 2
    assert len(await world.told()) == 1


async def test_xp_that_lifts_over_the_next_threshold_belongs_to_the_same_notice(world: World) -> None:
    await world.lived(ALICE, world.today - 3, xp=70, messages=99)

    world.says(ALICE, "Hello!")  # at most 95 XP; the hundredth message pays what lacks to level 1
    await world.settles()

    assert {"chatterbox", "first-step"} <= set(await world.held(ALICE))
    assert len(await world.told()) == 1


async def test_xp_from_elsewhere_is_followed_too(world: World) -> None:
    world.says(ALICE, "Hello!")
    await world.settles()
    await world.levels.reward(HERE, ALICE, Reward(200, "prize", "quests", "won"))
    await world.settles()

    assert "first-step" in await world.held(ALICE)


async def test_fifty_looks_at_once_give_once(world: World) -> None:
    await world.lived(ALICE, messages=100)
    world.achievements.seen(HERE, ALICE, GENERAL)
    winning = world.achievements.winning

    given = await asyncio.gather(*(winning.look(HERE, {ALICE: MOVING}) for _ in range(50)))

    paid = await world.house.ledger.balance(HERE, Account.counter(ALICE), XP)
    assert sum(bool(found) for found in given) == 1
    assert paid == await world.promised(ALICE) > 0
    assert len(await world.told()) == 1


async def test_two_processes_give_once_together(database: Database) -> None:
    async with a_world(database) as one, a_world(database) as other:
        await one.lived(ALICE, messages=100)
        for each in (one, other):
            each.achievements.seen(HERE, ALICE, GENERAL)

        await asyncio.gather(
            *(each.achievements.winning.look(HERE, {ALICE: MOVING}) for each in (one, other) * 10)
        )

        paid = await one.house.ledger.balance(HERE, Account.counter(ALICE), XP)
        assert paid == await one.promised(ALICE) > 0
        assert len(await one.told()) == 1


async def test_a_row_in_a_day_streak_comes_with_its_third_day(world: World) -> None:
    for _ in range(3):
        world.says(ALICE, "Good morning, everybody!")
        await world.settles()
        world.clock.advance(timedelta(days=1))

    assert (await world.held(ALICE))["familiar-face"] == 1


async def test_nobody_is_read_while_nothing_can_be_reached(world: World) -> None:
    world.says(ALICE, "Good morning, everybody!")
    await world.settles()
    looked: list[object] = []
    world.achievements.winning.look = looked.append  # type: ignore[method-assign, assignment] # any look would be one too many

    for number in range(5):
        world.says(ALICE, f"Sentence number {number} of a long story")
        await world.settles()

    assert looked == []


async def test_whoever_is_silent_is_told_nothing_but_has_it(world: World) -> None:
    await world.house.settings.save(
        HERE, "achievements", Settings(announce="silent"), by=UserId(1), based_on=0
    )

    world.says(ALICE, "Good morning, everybody!")
    await world.settles()

    assert await world.held(ALICE) == {"first-words": 1}
    assert await world.told() == []


async def test_forty_members_who_speak_for_the_first_time_win_in_a_few_statements(world: World) -> None:
    crowd = [UserId(number) for number in range(100, 140)]
    for member in crowd:
        world.says(member, f"Hello, I am number {member}!")
    await world.levels.flush()

    with statements(world.house.database) as sent:
        await world.achievements.look()

    assert len(sent) <= 10
    assert [await world.held(member) for member in crowd] == [{"first-words": 1}] * 40
    assert await world.held(crowd[0], THERE) == {}


async def test_what_goes_wrong_with_one_member_takes_nothing_from_the_others(world: World) -> None:
    await world.lived(ALICE, messages=100)
    await world.lived(BOB, messages=100)
    [xp] = [rule.tiers[0].xp for rule in world.achievements.rules(HERE) if rule.key == "chatterbox"]
    prize = Reward(1, f"achievement:{ALICE}:chatterbox:1:{xp}", "elsewhere", "something else")
    await world.levels.reward(HERE, ALICE, prize)  # Alice's key is used up

    world.says(ALICE, "And one more.")
    world.says(BOB, "And one more.")
    await world.settles()

    assert await world.held(ALICE) == {}
    assert "chatterbox" in await world.held(BOB)
    assert await world.house.ledger.balance(HERE, Account.counter(BOB), XP) == await world.promised(BOB) > 0
