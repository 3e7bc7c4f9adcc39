"""Bruno brings his server's levels along from elsewhere: previewed, once, and he can take it back."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from tika_bot.base.clock import StillClock, millis
from tika_bot.base.ids import ChannelId, GuildId, MessageId, RoleId, UserId
from tika_bot.core.house import House
from tika_bot.core.messages import ChatMessage
from tika_bot.core.permits import PERMISSIONS, Actor, PermissionMissing
from tika_bot.core.timers import TimerId
from tika_bot.plugins.levels.corrections import MOST_XP, Order
from tika_bot.plugins.levels.importing.decoding import MEMBERS
from tika_bot.plugins.levels.importing.model import (
    ExportTooLarge,
    FileUnreadable,
    Found,
    Merge,
    Report,
    Skipped,
    UploadGone,
    Why,
)
from tika_bot.plugins.levels.importing.reading import read_files
from tika_bot.plugins.levels.jobs import drop_upload
from tika_bot.plugins.levels.level_roles import LevelRole, Mode
from tika_bot.plugins.levels.model import USUAL, Addition, Counters
from tika_bot.plugins.levels.plugin import build
from tika_bot.plugins.levels.service import importing
from tika_bot.plugins.levels.service.undoing import only
from tika_bot.plugins.levels.service.uploading import MOST_UPLOADED
from tika_bot.plugins.levels.settings import Settings
from tika_bot.plugins.levels.store import MemberStore, RoleStore
from tika_bot.storage.database import Database
from tika_bot.testing.houses import a_house

HERE, ELSEWHERE = GuildId(1), GuildId(2)
ANNA, BEN, CORA = UserId(7), UserId(8), UserId(9)
MANAGER = Actor(UserId(50), HERE, permissions=1 << PERMISSIONS["manage_guild"])
NOBODY = Actor(UserId(51), HERE)
REGULAR = RoleId(700)


class Office:
    """A house with levels in it; ANNA has talked in both guilds."""

    def __init__(self, house: House) -> None:
        assert isinstance(house.clock, StillClock)
        self.house, self.clock, self.levels = house, house.clock, build(house)
        self.desk = self.levels.desk

    async def have(self, xp: dict[UserId, int], guild: GuildId, day: int = 1) -> None:
        store = MemberStore(self.house.database)
        async with store.everywhere():
            await store.add(
                [Addition(guild, who, gain, 2, 1, last_ms=5) for who, gain in xp.items()], day=day
            )

    async def bring(
        self, found: Found, merge: Merge = Merge.KEEP, guild: GuildId = HERE, actor: Actor = MANAGER
    ) -> Report:
        return await self.desk.importing.bring(Order(guild, actor, "", "levels import"), found, merge)

    async def undo(self, report: Report) -> int:
        assert report.entry is not None
        entry = await self.desk.undoing.entry(MANAGER, HERE, report.entry)
        done = await self.desk.undoing.undo(Order(HERE, MANAGER, f"u:{entry.id}", "levels undo"), only(entry))
        return done.restored

    async def xp(self, guild: GuildId = HERE) -> dict[int, int]:
        board = await self.levels.board(guild, 1)
        return {place.member: place.amount for place in board.places}

    async def rows(self, sql: str) -> list[Any]:
        async with self.house.database.house("core.backup", writes=False) as connection:
            return [tuple(row) for row in await connection.execute(text(sql))]


@pytest.fixture
async def office(database: Database) -> AsyncIterator[Office]:
    async with a_house(database, "levels", settings=Settings) as house:
        office = Office(house)
        await office.have({ANNA: 100}, HERE)
        await office.have({ANNA: 10}, ELSEWHERE)
        yield office


def file(*rows: dict[str, Any], **more: object) -> Found:
    return read_files([("file.json", json.dumps({"members": rows, **more}).encode())])


BOTH = file({"id": ANNA, "xp": 500, "messages": 40}, {"id": BEN, "xp": 300, "messages": 9})


@pytest.mark.parametrize(
    ("merge", "after", "imported"),
    [
        (Merge.KEEP, {BEN: 300, ANNA: 100}, 1),
        (Merge.ADD, {ANNA: 600, BEN: 300}, 2),
        (Merge.REPLACE, {ANNA: 500, BEN: 300}, 2),
    ],
)
async def test_members_who_are_here_already_are_kept_added_to_or_replaced(
    office: Office, merge: Merge, after: dict[UserId, int], imported: int
) -> None:
    preview = await office.desk.importing.preview(MANAGER, HERE, BOTH, merge)
    assert await office.xp() == {ANNA: 100}

    done = await office.bring(BOTH, merge)

    assert (done.read, done.imported, done.conflicts) == (2, imported, 1)
    assert replace(done, entry=None) == preview
    assert await office.xp() == after
    assert await office.xp(ELSEWHERE) == {ANNA: 10}


async def test_replacing_leaves_what_the_file_says_nothing_of(office: Office) -> None:
    await office.bring(file({"id": ANNA, "xp": 500}), Merge.REPLACE)

    assert await office.levels.counters(HERE, ANNA) == Counters(xp=500, messages=2, messages_counted=1)


@pytest.mark.parametrize("merge", Merge)
async def test_the_same_file_twice_changes_nothing_and_says_so(office: Office, merge: Merge) -> None:
    await office.bring(BOTH, Merge.ADD)
    before = await office.xp()

    again = await office.bring(BOTH, merge)

    assert await office.xp() == before
    assert (again.imported, again.entry) == (0, None) and again.skipped[0].why is Why.ALREADY
    assert (await office.desk.importing.preview(MANAGER, HERE, BOTH, merge)).skipped == again.skipped
    other = await office.bring(BOTH, merge, ELSEWHERE, replace(MANAGER, guild=ELSEWHERE))
    assert other.imported, "another guild may import the same file"


async def test_ten_at_once_import_once(office: Office) -> None:
    done = await asyncio.gather(*(office.bring(BOTH, Merge.ADD) for _ in range(10)))

    assert sorted(one.imported for one in done) == [0] * 9 + [2]
    assert await office.xp() == {ANNA: 600, BEN: 300}


async def test_what_was_said_a_moment_ago_counts_as_being_here(office: Office) -> None:
    said = "Good morning to everybody here"
    now = office.clock.now()
    office.levels.hear(ChatMessage(MessageId(1), HERE, ChannelId(10), None, BEN, "x", said, millis(now)))

    done = await office.bring(BOTH, Merge.KEEP)

    assert (done.imported, done.conflicts) == (0, 2)


async def test_nobody_gets_more_than_there_can_be(office: Office) -> None:
    await office.bring(file({"id": ANNA, "xp": MOST_XP}), Merge.ADD)

    assert await office.xp() == {ANNA: MOST_XP}


async def test_no_level_up_is_told_but_roles_follow(office: Office) -> None:
    rewards = [{"level": 1, "role": str(REGULAR), "name": "Regular"}]
    found = file({"id": ANNA, "xp": 500}, {"id": BEN, "xp": 30}, roles=rewards)

    done = await office.bring(found, Merge.REPLACE)

    assert [(one.rule.role, one.rule.level, one.members) for one in done.roles] == [(REGULAR, 1, 0)]
    assert [rule.role for rule in await office.levels.roles.rules(HERE)] == [REGULAR]
    assert await office.levels.roles.rules(ELSEWHERE) == ()
    assert await office.rows("SELECT guild_id FROM levels_roles_syncs") == [(HERE,)]
    assert await office.rows("SELECT 1 FROM core_outbox") == []


async def test_the_preview_counts_who_newly_deserves_a_role(office: Office) -> None:
    store = RoleStore(office.house.database)
    await store.put(HERE, LevelRole(REGULAR, 2, Mode.STACKED, "Regular"))
    found = file(*({"id": 100 + n, "xp": USUAL.begins(2)} for n in range(30)))

    preview = await office.desk.importing.preview(MANAGER, HERE, found, Merge.KEEP)

    assert [(one.rule.role, one.members) for one in preview.roles] == [(REGULAR, 30)]


@pytest.mark.parametrize(("merge", "level"), [(Merge.KEEP, 2), (Merge.ADD, 2), (Merge.REPLACE, 9)])
async def test_a_rule_that_is_here_gives_way_to_replacement_only(
    office: Office, merge: Merge, level: int
) -> None:
    await RoleStore(office.house.database).put(HERE, LevelRole(REGULAR, 2, Mode.STACKED, "Regular"))

    await office.bring(file({"id": BEN, "xp": 5}, roles=[{"level": 9, "role": str(REGULAR)}]), merge)

    assert [rule.level for rule in await office.levels.roles.rules(HERE)] == [level]


async def test_a_large_guild_keeps_exact_ranks(office: Office) -> None:
    await MemberStore(office.house.database).enlarge(HERE, office.clock.now())
    found = file(*({"id": 100 + n, "xp": 1000 + n} for n in range(3_000)))

    done = await office.bring(found)

    assert (await office.levels.standing(HERE, UserId(100))).rank == 3_000
    await office.undo(done)
    assert (await office.levels.standing(HERE, ANNA)).rank == 1
    assert (await office.levels.standing(HERE, ANNA)).of == 1


async def test_who_does_not_manage_the_server_imports_and_exports_nothing(office: Office) -> None:
    desk = office.desk.importing
    for refused in (
        office.bring(BOTH, actor=NOBODY),
        desk.preview(NOBODY, HERE, BOTH, Merge.ADD),
        desk.export(NOBODY, HERE),
        office.desk.uploading.put_up(NOBODY, HERE, ("x", b"broken"), Merge.KEEP, lambda found: found),
    ):
        with pytest.raises(PermissionMissing):
            await refused

    assert await office.xp() == {ANNA: 100}


STATE = (
    "SELECT {of} last_message_at, away, {counted} FROM levels_members WHERE guild_id = {guild} ORDER BY 1",
    "SELECT {of} day, {counted} FROM levels_days WHERE guild_id = {guild} ORDER BY 1, 2",
    "SELECT role_id, level, mode, name FROM levels_roles WHERE guild_id = {guild} ORDER BY 1",
)
COUNTED = "xp, messages, messages_counted, reactions, commands, voice_s"


async def test_everything_of_a_guild_goes_into_one_file_and_comes_out_the_same(office: Office) -> None:
    await office.have({ANNA: 20, BEN: 7}, HERE, day=2)
    await office.levels.leave(HERE, BEN)
    await RoleStore(office.house.database).put(HERE, LevelRole(REGULAR, 2, Mode.REPLACED, "Régulier"))
    tuned = Settings(message_min=3, announce="silent")
    await office.house.settings.save(HERE, "levels", tuned, by=MANAGER.user, based_on=0)
    there = replace(MANAGER, guild=ELSEWHERE)

    content = (await office.desk.importing.export(MANAGER, HERE)).content
    done = await office.bring(read_files([("all.json", content)]), Merge.REPLACE, ELSEWHERE, there)

    assert done.skipped == () and done.tunes
    for sql in STATE:
        here, elsewhere = [
            await office.rows(sql.format(of="user_id,", counted=COUNTED, guild=guild))
            for guild in (HERE, ELSEWHERE)
        ]
        assert here == elsewhere != []
    assert office.house.settings.of(ELSEWHERE, "levels") == tuned
    assert json.loads((await office.desk.importing.export(there, ELSEWHERE)).content) == {
        **json.loads(content), "guild": str(ELSEWHERE),
    }  # fmt: skip


async def test_what_is_too_large_to_be_sent_is_packed_and_comes_out_the_same(office: Office) -> None:
    await office.have({UserId(1000 + number): 7 for number in range(100)}, HERE, day=2)
    desk, there = office.desk.importing, replace(MANAGER, guild=ELSEWHERE)
    written = (await desk.export(MANAGER, HERE)).content

    sent = await desk.export(MANAGER, HERE, len(written) - 1)
    await office.bring(read_files([(sent.name, sent.content)]), Merge.REPLACE, ELSEWHERE, there)

    assert sent.name == "levels.json.gz" and len(sent.content) < len(written) / 4
    back = (await desk.export(there, ELSEWHERE, len(written))).content
    assert json.loads(back) == json.loads(written) | {"guild": str(ELSEWHERE)}
    with pytest.raises(ExportTooLarge):
        await desk.export(MANAGER, HERE, len(sent.content) - 1)


@pytest.mark.parametrize("narrow", [{"size": 500}, {"brackets": 5}, {"brackets": 12}, {"commas": 9}])
async def test_nothing_is_sent_that_members_could_not_import(
    office: Office, monkeypatch: pytest.MonkeyPatch, narrow: dict[str, int]
) -> None:
    await office.have({UserId(1000 + number): 7 for number in range(5)}, HERE, day=2)
    monkeypatch.setattr(importing, "MEMBERS", replace(MEMBERS, **narrow))

    with pytest.raises(ExportTooLarge):
        await office.desk.importing.export(MANAGER, HERE, 1_000_000)

    assert len((await office.desk.importing.export(MANAGER, HERE)).content) > 500


async def test_a_wrong_setting_is_named_and_the_rest_comes(office: Office) -> None:
    ours = {"tika_levels": 1, "members": [{"id": BEN, "xp": 5}], "settings": {"message_min": -1}}
    found = read_files([("all.json", json.dumps(ours).encode())])

    done = await office.bring(found, Merge.REPLACE)

    assert [one.why for one in done.skipped] == [Why.SETTING]
    assert (done.imported, done.tunes) == (1, False)


async def test_who_is_forgotten_leaves_nothing_behind_to_be_restored(office: Office) -> None:
    await office.bring(BOTH, Merge.ADD)
    assert len((await office.levels.export(BEN))["levels_imported"]) == 1

    await office.levels.forget(BEN)

    assert await office.rows(f"SELECT 1 FROM levels_imported WHERE user_id = {BEN}") == []
    assert len(await office.rows("SELECT 1 FROM levels_imported")) == 1


async def test_members_upload_smaller_files_than_operators(office: Office) -> None:
    file = ("big.json", b" " * (MOST_UPLOADED + 1))

    with pytest.raises(FileUnreadable) as refused:
        await office.desk.uploading.put_up(MANAGER, HERE, file, Merge.KEEP, lambda found: found)

    assert refused.value.skipped == Skipped("big.json", Why.LARGE, "8")


@pytest.mark.parametrize("spelled", ["\\ud800", "\\u0000"])
async def test_what_no_text_can_hold_is_refused_before_anything_is_kept(office: Office, spelled: str) -> None:
    roles = f'[{{"role": 5, "level": 2, "name": "a{spelled}"}}]'
    named = f'{{"members": [{{"id": {BEN}, "xp": 5}}], "roles": {roles}}}'

    with pytest.raises(FileUnreadable) as refused:
        await office.desk.uploading.put_up(
            MANAGER, HERE, ("f", named.encode()), Merge.KEEP, lambda found: found
        )

    assert refused.value.skipped == Skipped("f", Why.CHARACTER, f"U+{spelled[2:].upper()}")
    assert await office.rows("SELECT 1 FROM levels_uploads") == []


async def test_an_upload_is_of_its_guild_and_forgotten_by_its_timer(office: Office) -> None:
    uploading = office.desk.uploading
    file = ("few.json", json.dumps({"members": [{"id": BEN, "xp": 5}]}).encode())
    number, _ = await uploading.put_up(MANAGER, HERE, file, Merge.KEEP, lambda found: found)
    [mine] = (await office.levels.export(MANAGER.user))["levels_uploads"]
    assert mine["name"] == "few.json" and "content" not in mine
    there = Order(ELSEWHERE, replace(MANAGER, guild=ELSEWHERE), "k", "levels import")

    with pytest.raises(UploadGone):
        await uploading.bring(there, number, Merge.KEEP)
    [(payload,)] = await office.rows("SELECT payload FROM core_timers")
    await drop_upload(
        office.levels, payload if isinstance(payload, dict) else json.loads(payload), TimerId(1)
    )

    with pytest.raises(UploadGone):
        await uploading.bring(Order(HERE, MANAGER, "k", "levels import"), number, Merge.KEEP)
    assert (
        await office.rows("SELECT 1 FROM levels_uploads")
        == await office.rows("SELECT 1 FROM core_timers")
        == []
    )
    assert await office.xp() == {ANNA: 100}


async def test_a_curve_that_comes_along_decides_over_roles(office: Office) -> None:
    flat = {"curve": "flat", "curve_first": 10}
    rules = [{"role": str(REGULAR), "level": 3, "name": "Regular"}]
    found = file({"id": BEN, "xp": 50}, tika_levels=1, roles=rules, settings=flat)

    kept, replaced = [
        await office.desk.importing.preview(MANAGER, HERE, found, merge)
        for merge in (Merge.KEEP, Merge.REPLACE)
    ]
    await office.bring(file(tika_levels=1, roles=rules, settings=flat), Merge.REPLACE)

    assert ([one.members for one in kept.roles], [one.members for one in replaced.roles]) == ([0], [1])
    assert await office.levels.handing.sync(HERE) is not None
    assert await office.levels.handing.sync(ELSEWHERE) is None
