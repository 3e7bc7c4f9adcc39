"""Other plugins reward members with XP: once, with all that follows, and hear what members do."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from tika_bot.base.clock import StillClock, millis
from tika_bot.base.ids import ChannelId, GuildId, MessageId, UserId
from tika_bot.core.house import House
from tika_bot.core.ledger import Account, KeyReused
from tika_bot.core.messages import ChatMessage
from tika_bot.plugins.levels.api import XP, Counted, Counters, LevelsApi, Reward
from tika_bot.plugins.levels.model import Reason
from tika_bot.plugins.levels.plugin import build
from tika_bot.plugins.levels.settings import Settings
from tika_bot.storage.database import Database
from tika_bot.testing.houses import a_house

HERE, ELSEWHERE = GuildId(1), GuildId(2)
ALICE, BOB = UserId(7), UserId(8)
GENERAL = ChannelId(10)
PRIZE = Reward(300, "prize:1", "quests.daily", "said ten good mornings", channel=GENERAL)


@pytest.fixture
async def house(database: Database) -> AsyncIterator[House]:
    async with a_house(database, "levels", settings=Settings) as house:
        yield house


async def test_a_reward_counts_once_and_in_one_guild_only(house: House) -> None:
    levels: LevelsApi = build(house)

    given = [await levels.reward(HERE, ALICE, PRIZE) for _ in range(3)]

    assert given == [300, 0, 0]
    assert await levels.counters(HERE, ALICE) == Counters(xp=300)
    assert await levels.counters(ELSEWHERE, ALICE) == await levels.counters(HERE, BOB) == Counters()
    assert await house.ledger.balance(HERE, Account.counter(ALICE), XP) == 300
    assert await house.ledger.balance(ELSEWHERE, Account.counter(ALICE), XP) == 0


async def test_twenty_rewards_with_one_key_at_once_are_one(house: House) -> None:
    levels = build(house)

    given = await asyncio.gather(*(levels.reward(HERE, ALICE, PRIZE) for _ in range(20)))

    assert sum(given) == 300
    assert (await levels.standing(HERE, ALICE)).xp == 300


async def test_a_key_means_one_reward(house: House) -> None:
    levels = build(house)
    await levels.reward(HERE, ALICE, PRIZE)

    with pytest.raises(KeyReused):
        await levels.reward(HERE, ALICE, replace(PRIZE, xp=301))

    assert (await levels.counters(HERE, ALICE)).xp == 300


async def test_a_reward_that_reaches_a_level_is_told_where_it_happened(house: House) -> None:
    levels = build(house)

    await levels.reward(HERE, ALICE, PRIZE)
    await levels.reward(HERE, BOB, replace(PRIZE, key="prize:2", channel=None))

    async with house.database.reading(HERE) as connection:
        told = (await connection.execute(text("SELECT channel_id, key FROM core_outbox"))).all()
    [(channel, key)] = told
    assert channel == GENERAL and key.startswith(f"levelup:{HERE}:{ALICE}:2:")


async def test_several_rewards_in_one_transaction_tell_one_level(house: House) -> None:
    levels = build(house)

    async with house.database.writing(HERE):
        await levels.reward(HERE, ALICE, replace(PRIZE, key="quest", xp=100))
        await levels.reward(HERE, BOB, PRIZE)
        await levels.reward(HERE, ALICE, replace(PRIZE, key="achievement", xp=375))
        await levels.reward(HERE, ALICE, replace(PRIZE, key="another", xp=295, channel=None))
    await levels.reward(ELSEWHERE, ALICE, replace(PRIZE, xp=100))

    assert await told(house, HERE) == [f"levelup:{HERE}:{ALICE}:4", f"levelup:{HERE}:{BOB}:2"]
    assert await told(house, ELSEWHERE) == [f"levelup:{ELSEWHERE}:{ALICE}:1"]


async def tune(house: House, **changes: object) -> None:
    version = house.settings.version(HERE, "levels")
    new = Settings.model_validate(changes)
    await house.settings.save(HERE, "levels", new, by=BOB, based_on=version)


@pytest.mark.parametrize(
    ("cause", "given"), [("quests.daily", 900), ("quiz.round", 450), ("achievements", 300)]
)
async def test_a_rate_multiplies_what_its_source_gives(house: House, cause: str, given: int) -> None:
    levels = build(house)
    await tune(house, rate=1.5, quest_rate=2)

    assert await levels.reward(HERE, ALICE, replace(PRIZE, cause=cause)) == given
    assert await levels.reward(ELSEWHERE, ALICE, replace(PRIZE, cause=cause)) == 300

    assert (await levels.counters(HERE, ALICE)).xp == given
    assert await house.ledger.balance(HERE, Account.counter(ALICE), XP) == given
    assert await house.ledger.balance(HERE, Account.source(cause), XP) == -given


@pytest.mark.parametrize(("source", "cause"), [("quest", "quests.daily"), ("quiz", "quiz.round")])
async def test_a_days_limit_leaves_less_of_a_reward_and_why_tells(
    house: House, source: str, cause: str
) -> None:
    assert isinstance(house.clock, StillClock)
    levels, prize = build(house), replace(PRIZE, cause=cause, xp=60)
    await tune(house, **{f"{source}_daily_cap": 100})

    given = [await levels.reward(HERE, ALICE, replace(prize, key=f"prize:{n}")) for n in range(4)]
    others = [
        await levels.reward(HERE, BOB, replace(prize, key="bob")),
        await levels.reward(ELSEWHERE, ALICE, prize),
    ]

    assert (given, others) == ([60, 40, 0, 0], [60, 60])
    assert await house.ledger.balance(HERE, Account.counter(ALICE), XP) == 100
    noticed = levels.why(HERE, ALICE).noticed
    assert [(one.source, one.reason, one.xp) for one in noticed] == [
        (source, Reason.CAPPED, 0),
        (source, Reason.CAPPED, 0),
        (source, Reason.CAPPED, 40),
    ]
    assert levels.why(ELSEWHERE, ALICE).noticed == levels.why(HERE, BOB).noticed == ()
    house.clock.advance(timedelta(days=1))
    assert await build(house).reward(HERE, ALICE, replace(prize, key="tomorrow")) == 60


async def test_a_days_limit_outlasts_a_restart_and_a_crowd(house: House) -> None:
    await tune(house, quest_daily_cap=100)
    await build(house).reward(HERE, ALICE, replace(PRIZE, xp=60))
    levels = build(house)

    prizes = [replace(PRIZE, key=f"late:{n}", xp=7) for n in range(20)]
    given = await asyncio.gather(*(levels.reward(HERE, ALICE, prize) for prize in prizes))

    assert sum(given) == 40
    assert (await levels.counters(HERE, ALICE)).xp == 100


async def test_what_was_worth_nothing_is_not_given_later_either(house: House) -> None:
    levels = build(house)
    await tune(house, quests=False)

    assert await levels.reward(HERE, ALICE, PRIZE) == 0
    assert levels.why(HERE, ALICE).noticed[0].reason is Reason.SWITCHED_OFF
    await tune(house, quests=True)

    assert await levels.reward(HERE, ALICE, PRIZE) == 0
    assert await levels.reward(HERE, ALICE, replace(PRIZE, key="another")) == 300
    with pytest.raises(KeyReused):
        await levels.reward(HERE, ALICE, replace(PRIZE, xp=301))


async def test_what_a_failed_transaction_would_have_given_is_still_left_of_the_day(house: House) -> None:
    levels = build(house)
    await tune(house, quest_daily_cap=300)

    async def reward_and_fail() -> None:
        async with house.database.writing(HERE):
            await levels.reward(HERE, ALICE, replace(PRIZE, xp=400))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await reward_and_fail()

    assert levels.why(HERE, ALICE).noticed == ()
    assert await levels.reward(HERE, ALICE, PRIZE) == 300


async def told(house: House, guild: GuildId) -> list[str]:
    """Return what waits to be said in ``guild``: its keys without what makes them unique."""
    query = text("SELECT key FROM core_outbox WHERE guild_id = :guild ORDER BY key")
    async with house.database.reading(guild) as connection:
        keys = (await connection.execute(query, {"guild": guild})).scalars()
        return [key.rpartition(":")[0] for key in keys]


async def test_many_are_rewarded_at_once_each_once_and_told_where_they_are(house: House) -> None:
    levels = build(house)
    await levels.reward(HERE, ALICE, PRIZE)
    second, bobs = replace(PRIZE, key="prize:2"), replace(PRIZE, key="prize:3", channel=ChannelId(11))

    given = await levels.reward_each(HERE, [(ALICE, PRIZE), (ALICE, second), (BOB, bobs), (ALICE, second)])

    assert given == [0, 300, 300, 0]
    assert (await levels.counters(HERE, ALICE)).xp == 600
    assert (await levels.counters(HERE, BOB)).xp == 300
    assert await levels.counters(ELSEWHERE, ALICE) == await levels.counters(ELSEWHERE, BOB) == Counters()
    async with house.database.reading(HERE) as connection:
        query = text("SELECT channel_id, key FROM core_outbox ORDER BY id")
        told = [(channel, key.split(":")[2:4]) for channel, key in await connection.execute(query)]
    assert told == [(GENERAL, ["7", "2"]), (GENERAL, ["7", "3"]), (ChannelId(11), ["8", "2"])]


async def test_a_reward_in_a_transaction_that_fails_never_happened(house: House, database: Database) -> None:
    levels = build(house)

    async def reward_and_fail() -> None:
        async with database.writing(HERE):
            await levels.reward(HERE, ALICE, PRIZE)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await reward_and_fail()

    assert await levels.counters(HERE, ALICE) == Counters()
    assert await house.ledger.balance(HERE, Account.counter(ALICE), XP) == 0


async def test_whoever_is_away_stays_off_the_board(house: House) -> None:
    levels = build(house)
    await levels.reward(HERE, ALICE, PRIZE)
    await levels.leave(HERE, ALICE)

    await levels.reward(HERE, ALICE, replace(PRIZE, key="prize:2"))

    standing = await levels.standing(HERE, ALICE)
    assert (standing.xp, standing.rank) == (600, None)


async def test_what_was_flushed_is_told_to_whoever_follows(house: House) -> None:
    levels, heard = build(house), list[Counted]()

    async def hear(event: Counted) -> None:
        heard.append(event)

    house.events.on(Counted, hear)
    _say(levels.hear, house, HERE, "Good morning to everybody here")
    _say(levels.hear, house, ELSEWHERE, "Good morning to everybody there")
    await levels.flush()

    assert [(one.guild, one.member, one.messages) for event in heard for one in event.additions] == [
        (HERE, ALICE, 1),
        (ELSEWHERE, ALICE, 1),
    ]


async def test_days_are_told_apart(house: House) -> None:
    levels = build(house)
    today = int(house.clock.now().timestamp()) // 86_400
    _say(levels.hear, house, HERE, "Good morning to everybody here")
    await levels.flush()
    assert isinstance(house.clock, StillClock)
    house.clock.advance(timedelta(days=2))
    _say(levels.hear, house, HERE, "Good morning, it is another day")

    found = await levels.days(HERE, ALICE, since=today)

    assert {day: counted.messages for day, counted in found.items()} == {today: 1, today + 2: 1}
    assert await levels.days(ELSEWHERE, ALICE, since=today) == {}
    assert list(await levels.days(HERE, ALICE, since=today + 1)) == [today + 2]


def _say(hear: object, house: House, guild: GuildId, content: str) -> None:
    assert callable(hear)
    hear(ChatMessage(MessageId(1), guild, GENERAL, None, ALICE, "Alice", content, millis(house.clock.now())))
