"""Members talk, and what they earn is stored."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tika_bot.base.clock import StillClock, millis
from tika_bot.base.ids import ChannelId, GuildId, MessageId, UserId
from tika_bot.core.house import House
from tika_bot.core.messages import ChatMessage
from tika_bot.core.settings import MemberSettings
from tika_bot.plugins.levels.memory import DOERS
from tika_bot.plugins.levels.model import Reason
from tika_bot.plugins.levels.plugin import build
from tika_bot.plugins.levels.settings import Settings
from tika_bot.storage.database import Database
from tika_bot.testing.houses import a_house

HERE, ELSEWHERE = GuildId(1), GuildId(2)
ALICE, BOB = UserId(7), UserId(8)
GENERAL = ChannelId(10)
MINUTE = timedelta(seconds=60)
ids = count(1)


class Scene:
    """A house with levels in it, and people who talk."""

    def __init__(self, house: House) -> None:
        assert isinstance(house.clock, StillClock)
        self.house, self.clock = house, house.clock
        self.levels = build(house)

    def say(
        self, who: UserId, content: str = "", *, guild: GuildId | None = HERE, command: bool = False
    ) -> None:
        number = next(ids)
        self.levels.hear(
            ChatMessage(
                MessageId(number),
                guild,
                GENERAL,
                None,
                who,
                "someone",
                content or f"good sentence number {number}",
                millis(self.clock.now()),
                is_command=command,
            )
        )

    def chat(self, who: UserId, times: int, *, guild: GuildId = HERE) -> None:
        for _ in range(times):
            self.say(who, guild=guild)
            self.clock.advance(MINUTE)

    async def tune(self, guild: GuildId = HERE, **changes: object) -> None:
        version = self.house.settings.version(guild, "levels")
        new = Settings.model_validate(changes)
        await self.house.settings.save(guild, "levels", new, by=ALICE, based_on=version)

    async def told(self, guild: int = HERE) -> list[tuple[str, int | None, int | None]]:
        query = text("SELECT key, channel_id, user_id FROM core_outbox WHERE guild_id = :guild ORDER BY id")
        async with self.house.database.reading(GuildId(guild)) as connection:
            rows = await connection.execute(query, {"guild": guild})
            return [(key, channel, user) for key, channel, user in rows]


@pytest.fixture
async def scene(database: Database) -> AsyncIterator[Scene]:
    async with a_scene(database) as made:
        yield made


@asynccontextmanager
async def a_scene(database: Database) -> AsyncIterator[Scene]:
    async with a_house(database, "levels", settings=Settings) as house:
        yield Scene(house)


async def test_a_message_earns_fifteen_to_twenty_five_and_the_other_guild_sees_nothing(scene: Scene) -> None:
    scene.say(ALICE)

    standing = await scene.levels.standing(HERE, ALICE)
    assert 15 <= standing.xp <= 25
    assert (standing.rank, standing.of, standing.messages, standing.messages_counted) == (1, 1, 1, 1)
    assert standing.last_message_at == scene.clock.now()
    other = await scene.levels.standing(ELSEWHERE, ALICE)
    assert (other.xp, other.rank, other.of) == (0, None, 0)


async def test_within_a_minute_only_the_first_message_earns_and_all_are_counted(scene: Scene) -> None:
    scene.say(ALICE)
    earned = (await scene.levels.standing(HERE, ALICE)).xp
    scene.clock.advance(MINUTE - timedelta(seconds=1))
    scene.say(ALICE)

    standing = await scene.levels.standing(HERE, ALICE)
    assert (standing.xp, standing.messages, standing.messages_counted) == (earned, 2, 1)
    scene.clock.advance(timedelta(seconds=1))
    scene.say(ALICE)
    assert (await scene.levels.standing(HERE, ALICE)).messages_counted == 2


async def test_the_pause_is_per_guild_and_member(scene: Scene) -> None:
    scene.say(ALICE)
    scene.say(BOB)
    scene.say(ALICE, guild=ELSEWHERE)

    assert (await scene.levels.standing(HERE, BOB)).xp > 0
    assert (await scene.levels.standing(ELSEWHERE, ALICE)).xp > 0


async def test_repeating_oneself_earns_nothing_until_five_others_were_said(scene: Scene) -> None:
    for content in (
        "hello there",
        "HELLO  there",
        "two",
        "three things",
        "four more",
        "five even",
        "six now",
    ):
        scene.say(ALICE, content)
        scene.clock.advance(MINUTE)
    scene.say(ALICE, "hello there")

    fates = [noticed.reason for noticed in scene.levels.why(HERE, ALICE).noticed]
    assert fates[0] is Reason.EARNED
    standing = await scene.levels.standing(HERE, ALICE)
    assert (standing.messages, standing.messages_counted) == (8, 7)


async def test_commands_edits_and_direct_messages_count_nowhere(scene: Scene) -> None:
    scene.say(ALICE, "!rank please now", command=True)
    scene.say(ALICE, "psst, between us", guild=None)

    assert (await scene.levels.standing(HERE, ALICE)).messages == 0


async def test_why_says_what_became_of_each_message(scene: Scene) -> None:
    scene.say(ALICE, "hello there")
    scene.say(ALICE, "hello again")
    scene.say(ALICE, "ok")
    scene.say(ALICE, "hello there")

    why = scene.levels.why(HERE, ALICE)

    reasons = [noticed.reason for noticed in why.noticed]
    assert reasons == [Reason.REPEATED, Reason.TOO_SHORT, Reason.COOLDOWN, Reason.EARNED]
    assert why.ready_at == scene.clock.now() + MINUTE
    assert why.noticed[-1].xp == (await scene.levels.standing(HERE, ALICE)).xp
    assert scene.levels.why(ELSEWHERE, ALICE).noticed == ()
    assert scene.levels.why(HERE, BOB).noticed == ()


async def test_what_earns_nothing_neither_counts_nor_begins_a_pause(scene: Scene) -> None:
    await scene.tune(channel_multipliers=(f"{GENERAL} = 0",), message_daily_cap=500)
    scene.say(ALICE)
    await scene.tune(message_daily_cap=1)
    scene.say(ALICE)
    scene.clock.advance(MINUTE)
    scene.say(ALICE)

    standing = await scene.levels.standing(HERE, ALICE)
    assert (standing.xp, standing.messages, standing.messages_counted) == (1, 3, 1)
    fates = [noticed.reason for noticed in scene.levels.why(HERE, ALICE).noticed]
    assert fates == [Reason.CAPPED, Reason.EARNED, Reason.WORTHLESS]
    assert scene.levels.why(HERE, ALICE).ready_at is None
    scene.say(ALICE, guild=ELSEWHERE)
    assert (await scene.levels.standing(ELSEWHERE, ALICE)).messages_counted == 1


async def test_changed_settings_hold_from_the_next_message_and_only_there(scene: Scene) -> None:
    scene.chat(ALICE, 1)
    await scene.tune(messages=False)
    scene.say(ALICE)
    scene.say(ALICE, guild=ELSEWHERE)

    assert scene.levels.why(HERE, ALICE).noticed[0].reason is Reason.SWITCHED_OFF
    assert scene.levels.why(ELSEWHERE, ALICE).noticed[0].reason is Reason.EARNED


def _level(key: str) -> int:
    """Return which level the outbox's ``key`` tells, of a member of this guild's."""
    before, level, _ = key.rsplit(":", 2)
    assert before == f"levelup:{HERE}:{ALICE}"
    return int(level)


async def test_each_level_is_told_once_in_the_channel_where_it_was_reached(scene: Scene) -> None:
    scene.chat(ALICE, 20)
    await scene.levels.flush()
    scene.chat(ALICE, 1)
    await scene.levels.flush()

    level = (await scene.levels.standing(HERE, ALICE)).progress.level
    assert level >= 2
    told = [(_level(key), *place) for key, *place in await scene.told()]
    assert told[0] == (level, GENERAL, None), "several levels at once are told once"
    assert len(told) == len(set(told))
    assert await scene.told(ELSEWHERE) == []


async def test_levels_reached_one_by_one_are_told_one_by_one(scene: Scene) -> None:
    for _ in range(30):
        scene.chat(ALICE, 1)
        await scene.levels.flush()

    level = (await scene.levels.standing(HERE, ALICE)).progress.level
    assert [_level(key) for key, _, _ in await scene.told()] == list(range(1, level + 1))


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"announce": "fixed", "announce_channel": 99}, (99, None)),
        ({"announce": "fixed"}, (GENERAL, None)),
        ({"announce": "same"}, (GENERAL, None)),
    ],
)
async def test_level_ups_are_told_where_the_guild_wants_them(
    scene: Scene, changes: dict[str, object], place: tuple[int | None, int | None]
) -> None:
    await scene.tune(**changes)
    scene.chat(ALICE, 8)
    await scene.levels.flush()

    assert [(channel, user) for _, channel, user in await scene.told()] == [place]


async def test_a_silent_guild_tells_nothing(scene: Scene) -> None:
    await scene.tune(announce="silent")
    scene.chat(ALICE, 8)
    await scene.levels.flush()

    assert await scene.told() == []


async def test_direct_level_ups_go_to_those_who_want_them(scene: Scene) -> None:
    await scene.tune(announce="direct")
    await scene.house.settings.save_member(BOB, MemberSettings(direct=False))
    scene.chat(ALICE, 8)
    scene.chat(BOB, 8)
    await scene.levels.flush()

    assert [user for _, _, user in await scene.told(HERE)] == [ALICE]


async def test_a_clean_stop_loses_nothing(database: Database) -> None:
    async with a_scene(database) as scene:
        await scene.levels.start()
        scene.say(ALICE)
        await scene.levels.close()
    async with a_scene(database) as again:
        assert (await again.levels.standing(HERE, ALICE)).messages_counted == 1
        assert (await again.levels.standing(ELSEWHERE, ALICE)).messages_counted == 0


async def test_after_a_restart_why_says_since_when_it_remembers(database: Database) -> None:
    async with a_scene(database) as scene:
        scene.say(ALICE)
        await scene.levels.close()
    async with a_scene(database) as again:
        why = again.levels.why(HERE, ALICE)

    assert (why.noticed, why.since) == ((), again.clock.now())


async def test_a_failed_flush_keeps_what_was_heard_for_the_next(scene: Scene) -> None:
    scene.chat(ALICE, 3)
    scene.say(BOB)
    spoilt = scene.levels._hearing.batches[0].of(HERE, BOB)
    spoilt.last_ms = None  # type: ignore[assignment] # a row that no database takes
    with pytest.raises(IntegrityError):
        await scene.levels.flush()
    spoilt.last_ms = 1
    scene.chat(ALICE, 1)

    standing = await scene.levels.standing(HERE, ALICE)
    assert (standing.messages, standing.messages_counted) == (4, 4)
    assert (await scene.levels.standing(HERE, BOB)).messages == 1


async def test_a_hundred_members_in_fifty_guilds_are_written_together(scene: Scene) -> None:
    for guild in range(100, 150):
        for member in (ALICE, BOB):
            scene.say(member, guild=GuildId(guild))

    standings = [await scene.levels.standing(GuildId(guild), ALICE) for guild in range(100, 150)]
    assert {(standing.messages, standing.of) for standing in standings} == {(1, 2)}


async def test_many_who_ask_at_once_find_their_own_message_counted(sqlite_file_database: Database) -> None:
    async with a_scene(sqlite_file_database) as scene:

        async def talk(who: int) -> int:
            scene.say(UserId(who))
            return (await scene.levels.standing(HERE, UserId(who))).messages

        assert await asyncio.gather(*(talk(who) for who in range(100, 160))) == [1] * 60


async def test_whoever_stops_waiting_tears_no_flush_apart(scene: Scene) -> None:
    scene.say(ALICE)
    waiting = asyncio.ensure_future(scene.levels.flush())
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting

    assert (await scene.levels.standing(HERE, ALICE)).messages == 1


async def test_days_are_counted_apart_also_around_midnight(scene: Scene) -> None:
    scene.clock.advance(timedelta(hours=11, minutes=59, seconds=30))
    scene.chat(ALICE, 2)
    await scene.levels.flush()

    query = text("SELECT messages, xp FROM levels_days WHERE guild_id = :guild AND user_id = 7 ORDER BY day")
    async with scene.house.database.reading(HERE) as connection:
        rows = (await connection.execute(query, {"guild": HERE})).all()
    assert [row[0] for row in rows] == [1, 1]
    assert sum(row[1] for row in rows) == (await scene.levels.standing(HERE, ALICE)).xp
    async with scene.house.database.reading(ELSEWHERE) as connection:
        assert (await connection.execute(query, {"guild": ELSEWHERE})).all() == []


async def test_switching_off_writes_what_was_heard(scene: Scene) -> None:
    scene.say(ALICE)
    await scene.levels.switched(HERE, False)

    async with scene.house.database.reading(HERE) as connection:
        rows = await connection.execute(text("SELECT user_id FROM levels_members WHERE guild_id = 1"))
        assert rows.scalars().all() == [ALICE]


async def test_forgetting_a_member_leaves_no_trace_anywhere_and_others_alone(scene: Scene) -> None:
    for guild in (HERE, ELSEWHERE):
        scene.say(ALICE, guild=guild)
        scene.say(BOB, guild=guild)
    exported = await scene.levels.export(ALICE)
    assert {name: len(rows) for name, rows in exported.items() if rows} == {
        "levels_members": 2,
        "levels_days": 2,
    }

    await scene.levels.forget(ALICE)

    assert all(rows == [] for rows in (await scene.levels.export(ALICE)).values())
    assert scene.levels.why(HERE, ALICE).noticed == ()
    assert (await scene.levels.standing(HERE, BOB)).of == 1
    assert (await scene.levels.standing(ELSEWHERE, BOB)).rank == 1


async def test_rules_that_went_while_nobody_told_us_no_longer_count(scene: Scene) -> None:
    for guild in (HERE, ELSEWHERE):
        await scene.tune(guild, message_min=1, message_max=1)
        scene.say(ALICE, guild=guild)
    async with scene.house.database.writing(HERE) as connection:
        await connection.execute(text(f"DELETE FROM core_settings WHERE guild_id = {HERE}"))

    await scene.house.events.missed()
    for guild in (HERE, ELSEWHERE):
        scene.say(BOB, guild=guild)

    assert (await scene.levels.standing(HERE, BOB)).xp >= 15
    assert (await scene.levels.standing(ELSEWHERE, BOB)).xp == 1


async def test_memory_stays_bounded_however_many_write(scene: Scene) -> None:
    last = 1000 + 5 * DOERS // 2
    for member in range(1000, last + 1):
        scene.say(UserId(member))

    memory = scene.levels._hearing._memory
    assert DOERS <= len(memory) <= 2 * DOERS
    assert scene.levels.why(HERE, UserId(last)).noticed != ()
    assert scene.levels.why(HERE, UserId(1000)).noticed == ()
    assert memory._anew(HERE, UserId(1000)).rests_until > 0, "rests outlast the trace"
    scene.clock.advance(MINUTE)
    scene.say(BOB)
    scene.clock.advance(MINUTE)
    scene.say(BOB)
    assert memory._anew(HERE, UserId(1000)).rests_until == 0


async def test_whoever_goes_on_is_remembered_however_many_others_write(scene: Scene) -> None:
    for crowd in range(3):
        scene.say(ALICE)
        for member in range(3_000):
            scene.say(UserId(1_000 + 3_000 * crowd + member))

    assert [one.reason for one in scene.levels.why(HERE, ALICE).noticed] == [
        Reason.COOLDOWN,
        Reason.COOLDOWN,
        Reason.EARNED,
    ]
    assert scene.levels.why(ELSEWHERE, ALICE).noticed == ()


async def test_a_long_pause_outlasts_many_short_ones(scene: Scene) -> None:
    await scene.tune(message_cooldown_s=3600)
    scene.say(ALICE)
    for _ in range(55):
        scene.say(BOB, guild=ELSEWHERE)
        scene.clock.advance(MINUTE)
    scene.say(ALICE)

    assert scene.levels.why(HERE, ALICE).noticed[0].reason is Reason.COOLDOWN
