"""A server lets counters of quests rest: who hurries is counted once, and no quest leaps or falls back."""

import pytest

from tika_bot.base.ids import MessageId, UserId
from tika_bot.core.events import GuildPurged
from tika_bot.plugins.levels.model import Reaction
from tika_bot.plugins.quests.model.quest import Cycle, Kind, Metric
from tika_bot.plugins.quests.model.refusals import NothingToSwap
from tika_bot.plugins.quests.plugin import build
from tika_bot.plugins.quests.service import pacing

from .conftest import ALICE, BOB, ELSEWHERE, GENERAL, HERE, World


async def done(world: World, member: UserId = ALICE, *, here: bool = True) -> list[int]:
    """Return how far a member is with each quest that the server wrote."""
    shown = await world.sees(member, HERE if here else ELSEWHERE)
    return [one.progress for one in shown.others]


async def talks(world: World, times: int, member: UserId = ALICE) -> None:
    """Let a member write, and each message be looked at by itself."""
    for _ in range(times):
        world.says(member=member)
        await world.settles()


async def test_of_what_comes_too_soon_nothing_counts_and_elsewhere_everything(world: World) -> None:
    for guild in (HERE, ELSEWHERE):
        await world.only_own(guild)
    await world.writes(amount="9")
    await world.writes(ELSEWHERE, amount="9")
    await world.tunes(message_cooldown_s=60)

    world.says(4)
    world.says(4, guild=ELSEWHERE)
    await talks(world, 3)
    assert await done(world) == [1]
    world.passes(seconds=59)
    await talks(world, 1)
    assert await done(world) == [1]
    world.passes(seconds=1)
    await talks(world, 2)

    assert await done(world) == [2]
    assert await done(world, here=False) == [4]


async def test_each_counter_rests_for_itself_and_each_member(world: World) -> None:
    await world.only_own()
    for metric in (Metric.MESSAGES, Metric.REACTIONS, Metric.COMMANDS):
        await world.writes(metric=metric, amount="9")
    await world.tunes(reaction_cooldown_s=30, command_cooldown_s=90)

    for second in range(61):
        deed = Reaction(MessageId(second), BOB, GENERAL, None, world.clock.now())
        world.levels.react(HERE, ALICE, deed, ())
        world.levels.command(HERE, ALICE, GENERAL, None, ())
        if second % 10 == 0:
            world.says()
        await world.settles()
        world.passes(seconds=1)

    assert await done(world) == [7, 3, 1]
    await world.settles()
    world.levels.command(HERE, BOB, GENERAL, None, ())
    assert await done(world, BOB) == [0, 0, 1]


async def test_a_quest_stays_where_it_is_when_the_pause_comes_and_goes(world: World) -> None:
    await world.only_own()
    await world.writes(amount="9")
    await talks(world, 3)

    await world.tunes(message_cooldown_s=60)
    await talks(world, 5)
    assert await done(world) == [4]
    await world.tunes(message_cooldown_s=0)
    assert await done(world) == [4]
    await talks(world, 2)

    assert await done(world) == [6]


async def test_a_quest_is_paid_when_enough_counted(world: World) -> None:
    await world.only_own()
    await world.writes(amount="2")
    await world.tunes(message_cooldown_s=60)

    await talks(world, 5)
    assert await world.paid() == 0
    world.passes(minutes=1)
    await talks(world, 1)

    assert await world.paid() == 50


async def test_what_is_taken_on_later_begins_at_nothing(world: World) -> None:
    await world.only_own()
    await world.tunes(message_cooldown_s=60)
    quest = await world.writes(kind=Kind.CHALLENGE, cycle=Cycle.MONTHLY, badge="🫖", amount="5")
    await talks(world, 5)

    await world.quests.join(HERE, ALICE, quest.id, GENERAL)
    world.passes(minutes=1)
    await talks(world, 3)

    assert await done(world) == [1]


async def test_what_came_too_soon_is_known_after_a_restart(world: World) -> None:
    await world.only_own()
    await world.writes(amount="9")
    await world.tunes(message_cooldown_s=60)
    await talks(world, 5)

    world.quests = build(world.house)

    assert await done(world) == [1]


async def test_what_could_not_be_written_is_written_later(world: World) -> None:
    await world.only_own()
    await world.tunes(message_cooldown_s=60)
    await world.sees()
    await talks(world, 3)
    world.says(2)
    await world.levels.flush()

    with pytest.raises(NothingToSwap):
        await world.quests._attending.swap(HERE, ALICE, "week1")  # which takes its transaction back
    await world.quests.rest()

    [row] = (await world.quests.export(ALICE))["quests_members"]
    assert (row["hasty_messages"], row["hasty_reactions"], row["hasty_commands"]) == (4, 0, 0)


async def test_who_is_forgotten_and_what_is_purged_leaves_nothing_behind(world: World) -> None:
    await world.tunes(message_cooldown_s=60)
    for member in (ALICE, BOB):
        world.says(3, member=member)
    await world.levels.flush()

    await world.quests.forget(ALICE)
    await world.quests.purged(GuildPurged(HERE))
    await world.levels.forget(ALICE)
    await world.quests._following._pacing.write()

    assert (await world.quests.export(ALICE))["quests_members"] == []
    assert (await world.quests.export(BOB))["quests_members"] == []


async def test_nobody_is_remembered_beyond_the_bound(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pacing, "REMEMBERED", 2)
    await world.tunes(message_cooldown_s=60)

    for member in range(1, 6):
        await talks(world, 1, UserId(member))

    assert [who for _, who, _ in world.quests._following._pacing._rests] == [4, 5]
