"""Members sit in voice together, and whole minutes earn."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from tika_bot.base.clock import StillClock
from tika_bot.base.ids import ChannelId, GuildId, RoleId, UserId
from tika_bot.core.events import FeatureSwitched, GuildPurged
from tika_bot.core.house import House
from tika_bot.plugins.levels.listeners import member_remove
from tika_bot.plugins.levels.model import Reason, Source
from tika_bot.plugins.levels.plugin import build
from tika_bot.plugins.levels.service import Levels
from tika_bot.plugins.levels.settings import Settings
from tika_bot.plugins.levels.voice import Presence
from tika_bot.storage.database import Database
from tika_bot.testing.houses import a_house

HERE, ELSEWHERE = GuildId(1), GuildId(2)
ALICE, BRUNO, CLEO = UserId(7), UserId(8), UserId(9)
FIRESIDE, PORCH = ChannelId(10), ChannelId(11)
MINUTE = timedelta(minutes=1)


class Scene:
    """A house with levels in it, and a clock that ticks when told to."""

    def __init__(self, house: House) -> None:
        assert isinstance(house.clock, StillClock)
        self.house, self.clock = house, house.clock
        self.levels = build(house)

    def join(
        self,
        *members: UserId,
        guild: GuildId = HERE,
        channel: ChannelId = FIRESIDE,
        **how: Any,  # noqa: ANN401 # any of a presence's facts
    ) -> None:
        for member in members:
            self.levels.rooms.move(guild, member, Presence(channel, **how))

    def leave(self, *members: UserId) -> None:
        for member in members:
            self.levels.rooms.move(HERE, member, None)

    def wait(self, minutes: int) -> None:
        for _ in range(minutes):
            self.clock.advance(MINUTE)
            self.levels.rooms.tick()

    async def xp(self, *members: UserId, guild: GuildId = HERE) -> list[int]:
        return [(await self.levels.standing(guild, member)).xp for member in members]

    async def tune(self, **changes: object) -> None:
        version = self.house.settings.version(HERE, "levels")
        new = Settings.model_validate(changes)
        await self.house.settings.save(HERE, "levels", new, by=ALICE, based_on=version)


@pytest.fixture
async def scene(database: Database) -> AsyncIterator[Scene]:
    async with a_house(database, "levels", settings=Settings) as house:
        yield Scene(house)


async def test_two_earn_five_for_each_whole_minute(scene: Scene) -> None:
    scene.join(ALICE, BRUNO)
    scene.wait(3)
    scene.clock.advance(timedelta(seconds=59))
    scene.leave(ALICE, BRUNO)

    assert await scene.xp(ALICE, BRUNO) == [15, 15]
    assert await scene.xp(ALICE, BRUNO, guild=ELSEWHERE) == [0, 0]


async def test_alone_or_in_different_channels_nobody_earns(scene: Scene) -> None:
    scene.join(ALICE)
    scene.join(BRUNO, channel=PORCH)
    scene.join(CLEO, guild=ELSEWHERE)
    scene.wait(5)

    assert await scene.xp(ALICE, BRUNO) == [0, 0]


async def test_company_that_came_within_the_minute_does_not_make_it_count(scene: Scene) -> None:
    scene.join(ALICE)
    scene.clock.advance(timedelta(seconds=30))
    scene.join(BRUNO)
    scene.clock.advance(timedelta(seconds=30))
    scene.levels.rooms.tick()
    assert await scene.xp(ALICE, BRUNO) == [0, 0]

    scene.wait(1)

    assert await scene.xp(ALICE, BRUNO) == [5, 5]


@pytest.mark.parametrize("how", [{"is_deaf": True}, {"is_afk": True}])
async def test_closed_ears_are_no_company(scene: Scene, how: dict[str, bool]) -> None:
    scene.join(ALICE)
    scene.join(BRUNO, **how)
    scene.wait(5)

    assert await scene.xp(ALICE, BRUNO) == [0, 0]


async def test_who_is_muted_takes_part_for_ten_minutes(scene: Scene) -> None:
    scene.join(ALICE)
    scene.join(BRUNO, is_muted=True)
    scene.wait(15)

    assert await scene.xp(ALICE, BRUNO) == [50, 50]


async def test_speaking_again_counts_again_and_muting_twice_is_one_silence(scene: Scene) -> None:
    scene.join(ALICE)
    scene.join(BRUNO, is_muted=True)
    scene.wait(6)
    scene.join(BRUNO, is_muted=True)
    scene.wait(6)
    assert await scene.xp(BRUNO) == [50]

    scene.join(BRUNO)
    scene.wait(2)

    assert await scene.xp(BRUNO) == [60]


async def test_a_stages_audience_earns_one(scene: Scene) -> None:
    scene.join(ALICE)
    scene.join(BRUNO, is_listener=True)
    scene.wait(4)

    assert await scene.xp(ALICE, BRUNO) == [20, 4]


async def test_long_stays_fade_and_half_an_hour_away_refreshes(scene: Scene) -> None:
    await scene.tune(voice_daily_cap=0)
    scene.join(ALICE, BRUNO, CLEO)
    scene.wait(120)
    assert await scene.xp(ALICE) == [600]
    scene.wait(120)
    assert await scene.xp(ALICE) == [900]
    scene.leave(ALICE)
    scene.wait(29)
    scene.join(ALICE)
    scene.wait(10)
    assert await scene.xp(ALICE) == [905]
    scene.leave(ALICE)
    scene.wait(30)
    scene.join(ALICE)
    scene.wait(1)

    assert await scene.xp(ALICE) == [910]


async def test_moving_between_channels_is_one_stay(scene: Scene) -> None:
    await scene.tune(voice_daily_cap=0)
    scene.join(ALICE, BRUNO, CLEO)
    scene.wait(120)
    scene.join(ALICE, BRUNO, CLEO, channel=PORCH)
    scene.wait(2)

    assert await scene.xp(ALICE) == [605]


async def test_the_days_limit_holds_through_breaks_and_ends_at_midnight(scene: Scene) -> None:
    await scene.tune(voice_daily_cap=12)
    scene.join(ALICE, BRUNO)
    scene.wait(5)
    scene.leave(ALICE)
    scene.wait(40)
    scene.join(ALICE)
    scene.wait(5)
    assert await scene.xp(ALICE) == [12]
    scene.leave(ALICE, BRUNO)

    scene.clock.advance(timedelta(days=1))
    scene.join(ALICE, BRUNO)
    scene.wait(2)

    assert await scene.xp(ALICE) == [22]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [({"voice": False}, 0), ({"rate": 2.0}, 20), ({"voice_rate": 0.5}, 5), ({"voice_xp": 7}, 14)],
)
async def test_a_guild_tunes_voice(scene: Scene, changes: dict[str, object], expected: int) -> None:
    await scene.tune(**changes)
    scene.join(ALICE, BRUNO)
    scene.wait(2)

    assert await scene.xp(ALICE) == [expected]


async def test_a_restart_loses_no_stay(scene: Scene) -> None:
    await scene.tune(voice_daily_cap=0)
    scene.join(ALICE, BRUNO, CLEO)
    scene.wait(120)
    await scene.levels.flush()
    scene.clock.advance(timedelta(seconds=50))
    scene.levels = build(scene.house)
    await scene.levels.start()
    try:
        scene.levels.rooms.meet(HERE, {ALICE: Presence(FIRESIDE), BRUNO: Presence(FIRESIDE)})
        scene.clock.advance(timedelta(seconds=70))
        scene.levels.rooms.tick()

        assert await scene.xp(ALICE, CLEO) == [605, 600]
    finally:
        await scene.levels.close()


async def test_seconds_are_counted_also_alone(scene: Scene) -> None:
    scene.join(ALICE)
    scene.wait(2)
    await scene.levels.flush()

    async with scene.house.database.reading(HERE) as connection:
        query = text("SELECT voice_s FROM levels_members WHERE guild_id = 1 AND user_id = 7")
        assert (await connection.execute(query)).scalars().all() == [120]


async def test_forgetting_somebody_deletes_the_stay(scene: Scene) -> None:
    scene.join(ALICE, BRUNO)
    scene.join(ALICE, guild=ELSEWHERE)
    scene.wait(1)
    await scene.levels.flush()

    await scene.levels.forget(ALICE)

    assert await remembered(scene.levels) == [(HERE, BRUNO)]


async def test_a_stay_is_exported_before_its_first_minute(scene: Scene) -> None:
    scene.join(ALICE, BRUNO)

    exported = await scene.levels.export(ALICE)

    assert [(row["guild_id"], row["channel_id"]) for row in exported["levels_stays"]] == [(HERE, FIRESIDE)]


async def remembered(levels: Levels) -> list[tuple[int, int]]:
    return [(stay.guild_id, stay.user_id) for stay in await levels._store.stays()]  # what is left on disk


async def test_where_nothing_is_earned_talking_earns_nothing_either(scene: Scene) -> None:
    await scene.tune(no_xp_channels=(FIRESIDE,))
    scene.join(ALICE, BRUNO)
    scene.join(ALICE, BRUNO, guild=ELSEWHERE)
    scene.wait(3)

    assert await scene.xp(ALICE) == [0]
    assert await scene.xp(ALICE, guild=ELSEWHERE) == [15]
    assert scene.levels.why(HERE, ALICE).noticed[0].reason is Reason.CHANNEL


async def test_a_role_without_xp_earns_nothing_in_voice_and_is_company_nevertheless(scene: Scene) -> None:
    await scene.tune(no_xp_roles=(5,))
    scene.join(ALICE)
    scene.join(BRUNO, roles=(4, 5))
    scene.join(ALICE, BRUNO, guild=ELSEWHERE, roles=(5,))
    scene.wait(3)

    assert await scene.xp(ALICE, BRUNO) == [15, 0]
    assert await scene.xp(ALICE, BRUNO, guild=ELSEWHERE) == [15, 15]


async def test_a_role_that_comes_or_goes_counts_from_then_on(scene: Scene) -> None:
    await scene.tune(no_xp_roles=(5,))
    scene.join(ALICE, BRUNO)
    scene.clock.advance(2 * MINUTE)
    scene.levels.rooms.wear(HERE, BRUNO, (RoleId(5),))
    scene.levels.rooms.wear(HERE, CLEO, (RoleId(5),))
    scene.clock.advance(3 * MINUTE)
    scene.levels.rooms.wear(HERE, BRUNO, ())
    scene.clock.advance(MINUTE)
    scene.levels.rooms.tick()

    assert await scene.xp(ALICE, BRUNO, CLEO) == [30, 15, 0]


async def test_after_a_restart_roles_are_known_before_anything_is_counted(scene: Scene) -> None:
    await scene.tune(no_xp_roles=(5,))
    scene.join(ALICE, BRUNO)
    await scene.levels.flush()
    scene.levels = build(scene.house)
    await scene.levels.start()
    try:
        scene.clock.advance(3 * MINUTE)
        present = {ALICE: Presence(FIRESIDE), BRUNO: Presence(FIRESIDE, roles=(RoleId(5),))}
        scene.levels.rooms.meet(HERE, present)

        assert await scene.xp(ALICE, BRUNO) == [15, 0]
    finally:
        await scene.levels.close()


@pytest.mark.parametrize(
    ("changes", "company", "how", "reason"),
    [
        ({}, True, {}, Reason.EARNED),
        ({"voice": False}, True, {}, Reason.SWITCHED_OFF),
        ({"voice_daily_cap": 5}, True, {}, Reason.CAPPED),
        ({"no_xp_roles": (5, 6)}, True, {"roles": (4, 5)}, Reason.ROLE),
        ({}, False, {}, Reason.ALONE),
        ({}, True, {"is_deaf": True}, Reason.DEAF),
        ({}, True, {"is_afk": True}, Reason.DEAF),
        ({}, True, {"is_muted": True}, Reason.MUTED),
    ],
)
async def test_why_says_what_becomes_of_minutes_in_voice(
    scene: Scene, changes: dict[str, Any], company: bool, how: dict[str, Any], reason: Reason
) -> None:
    await scene.tune(**changes)
    if company:
        scene.join(BRUNO)
    scene.join(ALICE, **how)
    scene.wait(12)

    latest = scene.levels.why(HERE, ALICE).noticed[0]
    assert (latest.reason, latest.source, latest.channel) == (reason, Source.VOICE, FIRESIDE)
    assert scene.levels.why(ELSEWHERE, ALICE).noticed == ()


async def test_minutes_that_go_on_alike_are_one_line(scene: Scene) -> None:
    scene.join(ALICE, BRUNO)
    scene.wait(3)
    scene.leave(BRUNO)
    scene.wait(3)

    alone, earned = scene.levels.why(HERE, ALICE).noticed
    assert (alone.reason, earned.reason, earned.xp) == (Reason.ALONE, Reason.EARNED, 15)


async def test_where_levels_are_switched_off_time_in_voice_ends(scene: Scene) -> None:
    scene.join(ALICE, BRUNO)
    scene.join(ALICE, BRUNO, guild=ELSEWHERE)
    scene.clock.advance(2 * MINUTE)
    await scene.house.features.switch(HERE, "levels", False, by=ALICE)
    scene.wait(5)
    scene.levels.rooms.meet(HERE, {ALICE: Presence(FIRESIDE), BRUNO: Presence(FIRESIDE)})
    scene.wait(1)

    assert await scene.xp(ALICE, BRUNO) == [15, 15], "two minutes before, one after"
    assert await scene.xp(ALICE, guild=ELSEWHERE) == [40]


async def test_whoever_is_in_voice_is_met_when_levels_are_switched_on(scene: Scene) -> None:
    looked: list[GuildId] = []
    scene.levels.look_in = looked.append

    await scene.house.features.switch(HERE, "levels", False, by=ALICE)
    await scene.house.features.switch(HERE, "levels", True, by=ALICE)
    await scene.house.events.tell(FeatureSwitched(ELSEWHERE, "quests", True))

    assert looked == [HERE]


async def test_two_processes_on_one_database_pay_a_minute_once(scene: Scene) -> None:
    scene.join(ALICE, BRUNO)
    await scene.levels.flush()
    other = build(scene.house)
    await other.start()
    try:
        for _ in range(10):
            scene.wait(1)
            other.rooms.tick()
        await other.flush()

        assert await scene.xp(ALICE, BRUNO) == [50, 50]
        await other.switched(HERE, False)
        scene.wait(1)
        assert await scene.xp(ALICE) == [55], "who hasn't met a guild ends nothing there"
    finally:
        await other.close()


@pytest.mark.parametrize("is_purged", [False, True])
async def test_a_guild_that_the_bot_left_keeps_no_stays(scene: Scene, is_purged: bool) -> None:
    scene.join(ALICE, BRUNO)
    scene.join(ALICE, guild=ELSEWHERE)
    scene.wait(1)
    await scene.levels.flush()

    if is_purged:
        await scene.house.events.tell(GuildPurged(HERE))
    else:
        scene.levels.rooms.leave(HERE)
    scene.wait(5)

    assert await scene.xp(ALICE, BRUNO) == [5, 5]
    assert await remembered(scene.levels) == [(ELSEWHERE, ALICE)]


async def test_after_a_purge_nobodys_company_comes_back(scene: Scene) -> None:
    scene.join(ALICE, BRUNO)
    scene.wait(1)
    await scene.house.events.tell(GuildPurged(HERE))

    await scene.levels.flush()

    assert (await scene.levels.export(ALICE))["levels_company"] == []


async def test_whoever_leaves_the_server_leaves_voice(scene: Scene) -> None:
    scene.join(ALICE, BRUNO, CLEO)
    scene.join(ALICE, BRUNO, guild=ELSEWHERE)
    scene.wait(1)
    await member_remove(scene.levels, HERE, ALICE)
    scene.wait(3)

    assert await scene.xp(ALICE, BRUNO) == [5, 20]
    assert (await scene.levels.board(HERE, 1)).of == 2, "nothing that came later brought her back"
    assert await scene.xp(ALICE, guild=ELSEWHERE) == [20]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"channel_multipliers": (f"{FIRESIDE} = 2",)}, 20),
        ({"channel_multipliers": (f"{FIRESIDE} = 9",)}, 30),
        ({"channel_multipliers": (f"{FIRESIDE} = 0.5",)}, 5),
        ({"channel_multipliers": (f"{PORCH} = 2",)}, 10),
        ({"role_multipliers": ("5 = 1.5", "6 = 3")}, 15),
        ({"channel_multipliers": (f"{FIRESIDE} = 2",), "role_multipliers": ("5 = 1.5",)}, 20),
    ],
)
async def test_the_largest_multiplier_counts_in_voice_as_in_chat(
    scene: Scene, changes: dict[str, object], expected: int
) -> None:
    await scene.tune(**changes)
    scene.join(ALICE, roles=(5,))
    scene.join(BRUNO)
    scene.join(ALICE, BRUNO, guild=ELSEWHERE)
    scene.wait(2)

    assert await scene.xp(ALICE) == [expected]
    assert await scene.xp(ALICE, guild=ELSEWHERE) == [10]


async def test_why_says_that_a_multiplier_makes_minutes_worth_nothing(scene: Scene) -> None:
    await scene.tune(channel_multipliers=(f"{FIRESIDE} = 0",))
    scene.join(ALICE, BRUNO)
    scene.wait(2)

    latest = scene.levels.why(HERE, ALICE).noticed[0]
    assert (latest.reason, await scene.xp(ALICE)) == (Reason.WORTHLESS, [0])
