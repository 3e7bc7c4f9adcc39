"""Bruno takes an import back: XP, roles and settings. What a file put into the far future harms nothing."""

import importlib
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, text
from tests.plugins.levels.test_importing import (
    ANNA,
    BEN,
    BOTH,
    CORA,
    ELSEWHERE,
    HERE,
    MANAGER,
    REGULAR,
    Office,
    file,
)

from tika_bot.base.clock import millis
from tika_bot.base.ids import GuildId, RoleId, UserId
from tika_bot.core.permits import Actor
from tika_bot.plugins.levels.corrections import Order, TooOldToUndo
from tika_bot.plugins.levels.importing.model import Found, Merge, Skipped, Why
from tika_bot.plugins.levels.importing.reading import read_files
from tika_bot.plugins.levels.level_roles import LevelRole, Mode
from tika_bot.plugins.levels.service.undoing import only
from tika_bot.plugins.levels.settings import Settings
from tika_bot.plugins.levels.store import RoleStore
from tika_bot.storage.database import Database
from tika_bot.testing.houses import a_house

BOSS = Actor(UserId(52), HERE, owner=True)


@pytest.fixture
async def office(database: Database) -> AsyncIterator[Office]:
    async with a_house(database, "levels", settings=Settings) as house:
        office = Office(house)
        await office.have({ANNA: 100}, HERE)
        await office.have({ANNA: 10}, ELSEWHERE)
        yield office


@pytest.mark.parametrize("merge", Merge)
async def test_an_import_is_undone_and_may_then_come_again(office: Office, merge: Merge) -> None:
    before = await office.rows(
        "SELECT xp, messages, voice_s FROM levels_members WHERE xp > 0 ORDER BY guild_id"
    )
    done = await office.bring(BOTH, merge)
    here = await office.xp()

    restored = await office.undo(done)

    assert restored == done.imported and await office.xp() == {ANNA: 100}
    after = await office.rows(
        "SELECT xp, messages, voice_s FROM levels_members WHERE xp > 0 ORDER BY guild_id"
    )
    assert after == before
    assert await office.rows("SELECT * FROM levels_imported") == []
    assert await office.rows("SELECT * FROM levels_snapshots") == []
    assert (await office.bring(BOTH, merge)).imported == done.imported
    assert await office.xp() == here


async def test_an_undo_leaves_what_was_earned_since_and_nobody_below_zero(office: Office) -> None:
    done = await office.bring(BOTH, Merge.ADD)
    await office.have({BEN: 20}, HERE)
    order = Order(HERE, MANAGER, "take", "levels take")
    await office.desk.granting.take(order, ANNA, 550)

    await office.undo(done)

    assert await office.xp() == {BEN: 20}


async def test_an_undo_says_before_and_after_what_of_the_import_is_spent(office: Office) -> None:
    done = await office.bring(BOTH, Merge.ADD)
    there = replace(MANAGER, guild=ELSEWHERE)
    await office.bring(BOTH, Merge.ADD, ELSEWHERE, there)
    await office.desk.granting.take(Order(HERE, MANAGER, "take", "levels take"), ANNA, 550)
    await office.desk.granting.give(Order(HERE, MANAGER, "give", "levels give"), ANNA, 5)
    assert done.entry is not None
    what = only(await office.desk.undoing.entry(MANAGER, HERE, done.entry))

    before = await office.desk.undoing.preview(MANAGER, HERE, what)
    after = await office.desk.undoing.undo(Order(HERE, MANAGER, "undo", "levels undo"), what)

    assert before.short == after.short == {ANNA: 445} and before.restored == 2
    assert await office.xp() == {} and await office.xp(ELSEWHERE) == {ANNA: 510, BEN: 300}


async def test_an_undo_of_an_import_and_a_gift_together_says_what_of_both_is_missing(office: Office) -> None:
    order = Order(HERE, MANAGER, "give", "levels give")
    start = office.clock.now()
    await office.bring(file({"id": ANNA, "xp": 100}), Merge.ADD)
    await office.desk.granting.give(order, ANNA, 50)
    await office.desk.granting.take(replace(order, actor=BOSS, key="take"), ANNA, 230)
    what = office.desk.undoing.span(MANAGER.user, start, office.clock.now() + timedelta(seconds=1))

    before = await office.desk.undoing.preview(MANAGER, HERE, what)
    after = await office.desk.undoing.undo(replace(order, key="undo"), what)

    assert before.short == after.short == {ANNA: 130}
    assert before.changes == after.changes


GOLD, STAR = RoleId(701), RoleId(702)


async def rules_of(office: Office, guild: GuildId = HERE) -> dict[int, int]:
    return {rule.role: rule.level for rule in await office.levels.roles.rules(guild)}


def with_rules(*members: dict[str, Any], **settings: object) -> Found:
    roles = [{"role": str(role), "level": 9, "name": "x"} for role in (REGULAR, GOLD, STAR)]
    ours = {"tika_levels": 1, "members": members, "roles": roles, "settings": settings}
    return read_files([("all.json", json.dumps(ours).encode())])


@pytest.mark.parametrize("members", [(), ({"id": BEN, "xp": 5},)])
async def test_an_undo_puts_roles_and_settings_back(
    office: Office, members: tuple[dict[str, Any], ...]
) -> None:
    store, there = RoleStore(office.house.database), replace(MANAGER, guild=ELSEWHERE)
    for guild in (HERE, ELSEWHERE):
        await store.put(guild, LevelRole(REGULAR, 2, Mode.REPLACED, "Regular"))
    tuned = Settings(message_min=3, announce="silent")
    await office.house.settings.save(HERE, "levels", tuned, by=MANAGER.user, based_on=0)
    found = with_rules(*members, message_min=1, curve="flat", curve_first=10)
    await office.bring(found, Merge.REPLACE, ELSEWHERE, there)
    done = await office.bring(found, Merge.REPLACE)
    assert await rules_of(office) == {REGULAR: 9, GOLD: 9, STAR: 9} and done.entry is not None
    assert office.levels.settings(HERE).curve == "flat"
    what = only(await office.desk.undoing.entry(MANAGER, HERE, done.entry))

    before = await office.desk.undoing.preview(MANAGER, HERE, what)
    after = await office.desk.undoing.undo(Order(HERE, MANAGER, "undo", "levels undo"), what)

    assert (before.rules, before.tunes) == (after.rules, after.tunes) == (3, True)
    assert await office.levels.roles.rules(HERE) == (LevelRole(REGULAR, 2, Mode.REPLACED, "x"),)
    assert office.levels.settings(HERE) == tuned and await office.xp() == {ANNA: 100}
    assert await rules_of(office, ELSEWHERE) == {REGULAR: 9, GOLD: 9, STAR: 9}
    assert office.levels.settings(ELSEWHERE).curve == "flat"
    assert await office.rows("SELECT guild_id FROM levels_replaced") == [(ELSEWHERE,)]
    assert (await office.bring(found, Merge.REPLACE)).rules == 3, "undone, it may come again"


async def test_an_undo_leaves_roles_and_settings_that_were_changed_since(office: Office) -> None:
    found = with_rules({"id": BEN, "xp": 5}, message_min=1, announce="silent")
    done = await office.bring(found, Merge.REPLACE)
    store = RoleStore(office.house.database)
    await store.put(HERE, LevelRole(GOLD, 4, Mode.STACKED, "Gold"))
    await store.drop(HERE, STAR)
    own = office.levels.settings(HERE).model_copy(update={"announce": "direct"})
    await office.house.settings.save(HERE, "levels", own, by=BOSS.user, based_on=1)

    await office.undo(done)

    assert await rules_of(office) == {GOLD: 4}
    now = office.levels.settings(HERE)
    assert (now.message_min, now.announce) == (Settings().message_min, "direct")


async def test_two_imports_that_are_undone_together_lead_back_to_before_both(office: Office) -> None:
    start = office.clock.now()
    await office.bring(with_rules(message_min=1), Merge.REPLACE)
    await office.bring(with_rules(message_min=2), Merge.REPLACE)
    what = office.desk.undoing.span(MANAGER.user, start, office.clock.now() + timedelta(seconds=1))

    await office.desk.undoing.undo(Order(HERE, MANAGER, "undo", "levels undo"), what)

    assert await rules_of(office) == {} and office.levels.settings(HERE) == Settings()


async def test_after_thirty_days_it_stays(office: Office) -> None:
    done = await office.bring(BOTH, Merge.ADD)
    office.clock.advance(timedelta(days=31))

    with pytest.raises(TooOldToUndo):
        await office.undo(done)
    await office.bring(file({"id": CORA, "xp": 5}))
    assert await office.rows("SELECT DISTINCT user_id FROM levels_imported") == [(CORA,)]


async def test_what_roles_were_before_is_kept_for_thirty_days(office: Office) -> None:
    await office.bring(with_rules(message_min=1), Merge.REPLACE)
    office.clock.advance(timedelta(days=31))

    await office.bring(BOTH, Merge.ADD)

    assert await office.rows("SELECT 1 FROM levels_replaced") == []


FAR = (2**53, 253_402_300_799_999)
"""A moment that no date can name, and the end of the year 9999."""


@pytest.mark.parametrize("last_ms", FAR)
async def test_a_last_message_that_is_still_to_come_is_left_out_and_said(
    office: Office, last_ms: int
) -> None:
    soon = millis(office.clock.now() + timedelta(hours=23))
    rows = {"id": CORA, "xp": 5, "messages": 3, "last_message_ms": last_ms}, {"id": BEN, "xp": 7}
    found = file(*rows, {"id": 10, "xp": 9, "messages": 1, "last_message_ms": soon})

    done = await office.bring(found)

    assert done.skipped == (Skipped(str(CORA), Why.LATER, str(last_ms)),) and done.imported == 3
    assert (await office.levels.standing(HERE, CORA)).xp == 5
    assert (await office.levels.standing(HERE, UserId(10))).last_message_at is not None
    await office.desk.importing.export(MANAGER, HERE)
    assert await office.undo(done) == 3 and await office.xp() == {ANNA: 100}


async def test_a_moment_that_no_date_can_name_breaks_neither_cards_nor_exports(office: Office) -> None:
    done = await office.bring(BOTH)
    async with office.house.database.house("levels.flush") as connection:
        poison = f"UPDATE levels_members SET last_message_at = {2**53} WHERE guild_id = {HERE}"
        await connection.execute(text(poison))

    assert (await office.levels.standing(HERE, BEN)).last_message_at is not None
    content = (await office.desk.importing.export(MANAGER, HERE)).content

    there = replace(MANAGER, guild=ELSEWHERE)
    again = await office.bring(read_files([("all.json", content)]), Merge.REPLACE, ELSEWHERE, there)
    assert {one.why for one in again.skipped} == {Why.LATER} and again.imported == 2
    assert await office.undo(done) == 1


async def test_an_upgrade_takes_last_messages_out_of_the_far_future(office: Office) -> None:
    await office.have({BEN: 5}, ELSEWHERE)
    async with office.house.database.house("levels.flush") as connection:
        await connection.execute(
            text(f"UPDATE levels_members SET last_message_at = {2**53} WHERE guild_id = {HERE}")
        )
    step = importlib.import_module("tika_bot.plugins.levels.migrations.0014_replaced")

    def upgraded(connection: Connection) -> None:
        with Operations.context(MigrationContext.configure(connection)):
            step.bring_back_to_the_present()

    async with office.house.database.side.engine.begin() as connection:
        await connection.run_sync(upgraded)

    found = await office.rows("SELECT guild_id, user_id, last_message_at FROM levels_members ORDER BY 1, 2")
    assert found == [(HERE, ANNA, 0), (ELSEWHERE, ANNA, 5), (ELSEWHERE, BEN, 5)]
