"""Bruno tunes what earns how much, and what levels cost; limits of a day outlast a restart."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from tika_bot.base.clock import StillClock, millis
from tika_bot.base.ids import ChannelId, GuildId, MessageId, RoleId, UserId
from tika_bot.core.house import House
from tika_bot.core.messages import ChatMessage
from tika_bot.core.permits import Actor, PermissionMissing
from tika_bot.core.settings import SettingsStale
from tika_bot.plugins.levels.corrections import GrantsOff, Order
from tika_bot.plugins.levels.curves import Moves
from tika_bot.plugins.levels.level_roles import LevelRole, Mode, RoleMoves
from tika_bot.plugins.levels.model import Addition, Reason
from tika_bot.plugins.levels.plugin import build
from tika_bot.plugins.levels.service import Levels
from tika_bot.plugins.levels.service.tuning import NotListed, TableMissing, TableWrong
from tika_bot.plugins.levels.settings import Settings
from tika_bot.plugins.levels.store import MemberStore, RoleStore
from tika_bot.storage.database import Database
from tika_bot.testing.houses import FRIDAY_NOON, a_house

HERE, ELSEWHERE = GuildId(1), GuildId(2)
ALICE, BOB = UserId(7), UserId(8)
GENERAL = ChannelId(10)
BOSS = Actor(UserId(50), HERE, owner=True)


@pytest.fixture
async def house(database: Database) -> AsyncIterator[House]:
    async with a_house(database, "levels", settings=Settings) as house:
        yield house


def says(levels: Levels, clock: StillClock, count: int, guild: GuildId = HERE) -> None:
    for number in range(count):
        said = f"the kettle sings for time number {number}"
        levels.hear(ChatMessage(MessageId(1), guild, GENERAL, None, ALICE, "x", said, millis(clock.now())))


async def have(house: House, xp: dict[UserId, int], guild: GuildId = HERE) -> None:
    store = MemberStore(house.database)
    async with store.everywhere():
        await store.add([Addition(guild, who, gain, 1, 1) for who, gain in xp.items()], day=1)


LIMITED = {"message_min": 20, "message_max": 20, "message_cooldown_s": 0, "message_daily_cap": 50}


async def test_a_days_limit_of_messages_outlasts_a_restart(house: House) -> None:
    assert isinstance(house.clock, StillClock)
    first = build(house)
    await first.desk.tuning.change(BOSS, HERE, LIMITED)
    says(first, house.clock, 2)
    await first.flush()

    second = build(house)
    await second.start()
    says(second, house.clock, 3)

    assert (await second.standing(HERE, ALICE)).xp == 50
    newest = second.why(HERE, ALICE).noticed
    assert [one.reason for one in newest] == [Reason.CAPPED, Reason.CAPPED, Reason.EARNED]
    await second.close()


async def test_without_a_limit_nothing_is_kept_for_it(house: House) -> None:
    assert isinstance(house.clock, StillClock)
    levels = build(house)
    await levels.desk.tuning.change(BOSS, HERE, LIMITED)
    says(levels, house.clock, 1)
    says(levels, house.clock, 1, ELSEWHERE)
    await levels.flush()

    kept = await MemberStore(house.database).spent(int(FRIDAY_NOON.timestamp()) // 86_400)

    assert [(row[0], row[1], row[4]) for row in kept] == [(HERE, ALICE, 20)]
    assert await MemberStore(house.database).spent(1 << 20) == []


async def test_who_is_forgotten_has_spent_nothing(house: House) -> None:
    assert isinstance(house.clock, StillClock)
    levels = build(house)
    await levels.desk.tuning.change(BOSS, HERE, LIMITED)
    says(levels, house.clock, 3)
    await levels.forget(ALICE)
    says(levels, house.clock, 1)

    assert (await levels.standing(HERE, ALICE)).xp == 20


async def test_levels_follow_the_guilds_curve_everywhere(house: House) -> None:
    levels = build(house)
    await have(house, {ALICE: 1_000})
    await have(house, {ALICE: 1_000}, ELSEWHERE)

    shown = await levels.desk.tuning.preview_curve(BOSS, HERE, {"curve": "flat", "curve_first": 200})
    assert shown.moves == Moves(up=1, down=0, same=0)
    assert levels.level(HERE, 1_000) == 4, "a preview changes nothing"
    await levels.desk.tuning.put_curve(BOSS, HERE, {"curve": "flat", "curve_first": 200}, shown.version)

    standing = await levels.standing(HERE, ALICE)
    assert (levels.level(HERE, 1_000), standing.progress.level, standing.progress.missing) == (5, 5, 200)
    assert levels.level(ELSEWHERE, 1_000) == (await levels.standing(ELSEWHERE, ALICE)).progress.level == 4


async def test_a_curve_shows_first_which_roles_would_change_hands(house: House) -> None:
    tuning, roles = build(house).desk.tuning, RoleStore(house.database)
    rules = [LevelRole(RoleId(70 + n), n, Mode.STACKED, f"Level {n}") for n in (4, 5)]
    for rule in rules:
        await roles.put(HERE, rule)
    await roles.put(ELSEWHERE, LevelRole(RoleId(90), 1, Mode.STACKED, "Other"))
    await have(house, {ALICE: 1_000, BOB: 500})

    up = await tuning.preview_curve(BOSS, HERE, {"curve": "flat", "curve_first": 200})
    down = await tuning.preview_curve(BOSS, HERE, {"curve": "flat", "curve_first": 400})
    there = await tuning.preview_curve(
        replace(BOSS, guild=ELSEWHERE), ELSEWHERE, {"curve": "flat", "curve_first": 200}
    )

    assert up.roles == (RoleMoves(rules[1], gain=1, lose=0),)
    assert down.roles == (RoleMoves(rules[0], gain=0, lose=1),)
    assert there.roles == ()


async def test_whichever_way_the_curve_changes_everybodys_roles_are_looked_at(house: House) -> None:
    levels, roles = build(house), RoleStore(house.database)
    for guild in (HERE, ELSEWHERE):
        await roles.put(guild, LevelRole(RoleId(70), 3, Mode.STACKED, "Level 3"))

    async def saves(guild: GuildId, settings: Settings) -> bool:
        version = house.settings.version(guild, "levels")
        await house.settings.save(guild, "levels", settings, by=ALICE, based_on=version)
        return await levels.handing.sync(guild) is not None

    assert not await saves(HERE, Settings(rate=2.0, curve_first=7)), "the usual curve goes by no number"
    assert await saves(HERE, Settings(curve="flat", curve_first=7))
    assert not await saves(ELSEWHERE, Settings(message_min=1))


async def test_a_table_is_a_draft_until_it_is_confirmed(house: House) -> None:
    levels, tuning = build(house), build(house).desk.tuning
    with pytest.raises(TableMissing):
        await tuning.preview_curve(BOSS, HERE, {"curve": "table"})
    with pytest.raises(TableWrong):
        await tuning.preview_curve(BOSS, HERE, {"curve": "table"}, "5, 4")

    shown = await tuning.preview_curve(BOSS, HERE, {"curve": "table"}, "10, 20, 30")
    assert levels.level(HERE, 25) == 0
    await tuning.put_curve(BOSS, HERE, {"curve": "table"}, shown.version)

    assert [levels.level(HERE, xp) for xp in (9, 10, 25, 999)] == [0, 1, 2, 3]
    now = tuning.settings(BOSS, HERE)
    assert (now.curve_table, now.curve_draft) == ("10, 20, 30", "")


async def test_a_table_that_nobody_confirmed_is_not_used_later(house: House) -> None:
    levels, tuning = build(house), build(house).desk.tuning
    shown = await tuning.preview_curve(BOSS, HERE, {"curve": "table"}, "10, 20")
    await tuning.put_curve(BOSS, HERE, {"curve": "table"}, shown.version)
    abandoned = await tuning.preview_curve(BOSS, HERE, {"curve": "table"}, "1, 2, 3")
    await tuning.preview_curve(replace(BOSS, guild=ELSEWHERE), ELSEWHERE, {"curve": "table"}, "5")

    shown = await tuning.preview_curve(BOSS, HERE, {"curve": "table"})
    await tuning.put_curve(BOSS, HERE, {"curve": "table"}, shown.version)

    assert (shown.new.totals, levels.level(HERE, 99)) == ((0, 10, 20), 2)
    assert tuning.settings(replace(BOSS, guild=ELSEWHERE), ELSEWHERE).curve_draft == "5"
    with pytest.raises(SettingsStale):
        await tuning.put_curve(BOSS, HERE, {"curve": "table"}, abandoned.version)


async def test_a_preview_that_is_out_of_date_changes_nothing(house: House) -> None:
    tuning = build(house).desk.tuning
    shown = await tuning.preview_curve(BOSS, HERE, {"curve": "flat"})
    await tuning.change(BOSS, HERE, {"rate": 2.0})

    with pytest.raises(SettingsStale):
        await tuning.put_curve(BOSS, HERE, {"curve": "flat"}, shown.version)

    assert tuning.settings(BOSS, HERE).curve == "usual"


@pytest.mark.parametrize(("kind", "lists"), [("channel", "no_xp_channels"), ("role", "no_xp_roles")])
async def test_places_and_roles_are_ignored_and_heard_again(house: House, kind: str, lists: str) -> None:
    tuning = build(house).desk.tuning

    for _ in range(2):
        assert getattr(await tuning.ignore(BOSS, HERE, kind, 10, on=True), lists) == (10,)
    assert getattr(await tuning.ignore(BOSS, HERE, kind, 10, on=False), lists) == ()

    with pytest.raises(NotListed):
        await tuning.ignore(BOSS, HERE, kind, 10, on=False)
    assert getattr(tuning.settings(BOSS, ELSEWHERE), lists) == ()


async def test_multipliers_replace_each_other(house: House) -> None:
    tuning = build(house).desk.tuning

    await tuning.multiply(BOSS, HERE, "channel", 10, 2)
    await tuning.multiply(BOSS, HERE, "channel", 11, 0.5)
    settings = await tuning.multiply(BOSS, HERE, "channel", 10, 1.5)
    assert settings.rules().channels == {11: 0.5, 10: 1.5}
    settings = await tuning.multiply(BOSS, HERE, "channel", 11, None)

    assert settings.rules().channels == {10: 1.5}
    with pytest.raises(NotListed):
        await tuning.multiply(BOSS, HERE, "channel", 11, None)


async def test_xp_by_hand_can_be_switched_off(house: House) -> None:
    levels = build(house)
    await levels.desk.tuning.change(BOSS, HERE, {"grants": False})

    with pytest.raises(GrantsOff):
        await levels.desk.granting.give(Order(HERE, BOSS, "1", "levels give"), ALICE, 5)


async def test_who_does_not_manage_the_server_tunes_nothing(house: House) -> None:
    tuning, nobody = build(house).desk.tuning, Actor(UserId(51), HERE)

    for refused in (
        tuning.change(nobody, HERE, {"rate": 2.0}),
        tuning.ignore(nobody, HERE, "channel", 10, on=True),
        tuning.multiply(nobody, HERE, "channel", 10, 2),
        tuning.preview_curve(nobody, HERE, {"curve": "flat"}),
        tuning.put_curve(nobody, HERE, {"curve": "flat"}, 0),
    ):
        with pytest.raises(PermissionMissing):
            await refused
