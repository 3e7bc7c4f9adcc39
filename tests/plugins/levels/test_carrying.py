"""Bruno takes his server's seasons and its members' rank cards along in a file, and takes them back."""

import base64
import io
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image
from tests.plugins.levels.test_cards import a_bomb, a_picture
from tests.plugins.levels.test_importing import ANNA, BEN, CORA, ELSEWHERE, HERE, MANAGER, Office

from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.permits import Actor
from tika_bot.drawing.intake import look
from tika_bot.plugins.levels.corrections import Order
from tika_bot.plugins.levels.importing.model import Found, Merge, Report, Skipped, Why
from tika_bot.plugins.levels.importing.reading import read_files
from tika_bot.plugins.levels.importing.seasons import MOST_SEASONS
from tika_bot.plugins.levels.looks import Look
from tika_bot.plugins.levels.seasons import Link, taken_back
from tika_bot.plugins.levels.service import carrying
from tika_bot.plugins.levels.service.undoing import only
from tika_bot.plugins.levels.settings import Settings
from tika_bot.plugins.levels.store import CardStore, SeasonStore
from tika_bot.storage.database import Database
from tika_bot.testing.houses import FRIDAY_NOON, a_house

NEW = GuildId(3)
TODAY = int(FRIDAY_NOON.timestamp()) // 86_400
NOW_MS = int(FRIDAY_NOON.timestamp()) * 1000
DAY_MS = 86_400_000
OF_ELSEWHERE = [
    "SELECT user_id, xp, messages FROM levels_members WHERE guild_id = 2",
    "SELECT name, first_day, ended_at FROM levels_seasons WHERE guild_id = 2",
    "SELECT user_id, xp FROM levels_standings WHERE guild_id = 2",
    "SELECT user_id, style, picture FROM levels_cards WHERE guild_id = 2",
]


@pytest.fixture
async def office(database: Database) -> AsyncIterator[Office]:
    async with a_house(database, "levels", settings=Settings) as house:
        office = Office(house)
        await office.have({ANNA: 100}, HERE, TODAY - 1)
        await office.have({ANNA: 10}, ELSEWHERE, TODAY - 1)
        yield office


def a_photo() -> bytes:
    """Return a picture that loses something each time it's written anew."""
    page = io.BytesIO()
    noise = [Image.effect_noise((200, 60), 90).resize((934, 282)) for _ in range(3)]
    Image.merge("RGB", noise).save(page, "PNG")
    return page.getvalue()


def boss(guild: GuildId) -> Actor:
    return replace(MANAGER, guild=guild)


async def season(office: Office, name: str, guild: GuildId = HERE, *, ends: bool = True) -> None:
    """Let a season run for a day in which ANNA and BEN earn something, and end unless it goes on."""
    seasons, order = office.desk.seasons, Order(guild, boss(guild), "", "levels season")
    begun = await seasons.begin(order, name)
    await office.have({ANNA: 5, BEN: 30}, guild, begun.first_day)
    if ends:
        office.clock.advance(timedelta(days=1))
        await seasons.end(order, begun.id, reset=False)
        office.clock.advance(timedelta(days=1))


async def wears(office: Office, member: UserId, guild: GuildId = HERE, **chosen: str | bytes | None) -> None:
    await office.levels.cards.change(guild, member, **chosen)
    await office.levels.cards.save(guild, member)


async def hangs(office: Office, member: UserId, picture: bytes, guild: GuildId = HERE) -> None:
    async def read() -> bytes:
        return picture

    await office.levels.cards.hang(guild, member, len(picture), read)
    await office.levels.cards.save(guild, member)


async def exported(office: Office, guild: GuildId = HERE) -> dict[str, Any]:
    made: dict[str, Any] = json.loads((await office.desk.importing.export(boss(guild), guild)).content)
    return made


def ours(**parts: object) -> Found:
    return read_files([("all.json", json.dumps({"tika_levels": 1, "members": [], **parts}).encode())])


def over(name: str = "Spring", **changes: object) -> dict[str, object]:
    """Return a season that ended yesterday, as a file says it."""
    usual = {"first_day": TODAY - 9, "began_ms": NOW_MS - 9 * DAY_MS, "ended_ms": NOW_MS - DAY_MS}
    return {"name": name, **usual, "standings": {str(ANNA): 7}} | changes


async def looks(office: Office, guild: GuildId = HERE) -> dict[UserId, Look]:
    return await CardStore(office.house.database).looks(guild)


async def seasons(office: Office, guild: GuildId = HERE) -> list[tuple[str, bool, dict[UserId, int]]]:
    found = await SeasonStore(office.house.database).records(guild)
    return [(one.season.name, one.season.ended_at is None, dict(one.standings)) for one in found]


async def undo(office: Office, done: Report, guild: GuildId = HERE) -> tuple[int, int]:
    assert done.entry is not None
    what = only(await office.desk.undoing.entry(boss(guild), guild, done.entry))
    before = await office.desk.undoing.preview(boss(guild), guild, what)
    after = await office.desk.undoing.undo(Order(guild, boss(guild), f"u{done.entry}", "levels undo"), what)
    assert (before.seasons, before.cards) == (after.seasons, after.cards)
    return after.seasons, after.cards


# --- there and back ----------------------------------------------------------------------------------------


async def test_seasons_and_cards_come_out_as_they_went_in(office: Office) -> None:
    for name in ("الربيع", "Summer"):
        await season(office, name)
    await season(office, "Autumn", ends=False)
    await season(office, "Theirs", ELSEWHERE)
    await wears(office, ANNA, style="forest", primary="#ff0000", top="#102030", bottom="#203040")
    await hangs(office, BEN, a_photo())
    await wears(office, CORA, ELSEWHERE, style="ocean")
    await office.levels.cards.change(HERE, CORA, style="ember")  # a draft that nobody else sees
    there = [await office.rows(sql) for sql in OF_ELSEWHERE]
    content = (await office.desk.importing.export(MANAGER, HERE)).content
    found = read_files([("all.json", content)])

    preview = await office.desk.importing.preview(boss(NEW), NEW, found, Merge.REPLACE)
    done = await office.bring(found, Merge.REPLACE, NEW, boss(NEW))

    assert (done.seasons, done.cards, done.skipped) == (3, 2, ())
    assert replace(done, entry=None) == preview
    again = (await office.desk.importing.export(boss(NEW), NEW)).content
    assert again == content.replace(b'"guild":"1"', b'"guild":"3"')
    assert [one[0] for one in await seasons(office, NEW)] == ["الربيع", "Summer", "Autumn"]
    assert await office.desk.seasons.first_day(NEW) == await office.desk.seasons.first_day(HERE)
    assert await looks(office, NEW) == await looks(office)
    assert [await office.rows(sql) for sql in OF_ELSEWHERE] == there != [[]] * 4
    assert (await office.bring(found, Merge.REPLACE, NEW, boss(NEW))).skipped[0].why is Why.ALREADY

    assert await undo(office, done, NEW) == (3, 2)
    assert (await exported(office, NEW))["seasons"] == (await exported(office, NEW))["cards"] == []
    assert [await office.rows(sql) for sql in OF_ELSEWHERE] == there


async def test_a_file_that_is_what_is_here_changes_neither_seasons_nor_cards(office: Office) -> None:
    await season(office, "Summer")
    await season(office, "Autumn", ends=False)
    await hangs(office, BEN, a_picture())
    content = (await office.desk.importing.export(MANAGER, HERE)).content

    done = await office.bring(read_files([("all.json", content)]), Merge.REPLACE)

    assert (done.seasons, done.cards, done.entry) == (0, 0, None)


@pytest.mark.parametrize(
    ("merge", "styles"),
    [
        (Merge.KEEP, {ANNA: "ember", BEN: "forest"}),
        (Merge.ADD, {ANNA: "ember", BEN: "forest"}),
        (Merge.REPLACE, {ANNA: "forest", BEN: "forest"}),
    ],
)
async def test_a_card_that_is_here_gives_way_to_replacement_only(
    office: Office, merge: Merge, styles: dict[UserId, str]
) -> None:
    await wears(office, ANNA, style="ember", top="#203040")
    await wears(office, ANNA, ELSEWHERE, style="ocean")
    before = await looks(office)
    found = ours(cards=[{"id": str(who), "style": "forest", "picture": None} for who in (ANNA, BEN)])

    done = await office.bring(found, merge)

    assert {who: look.style for who, look in (await looks(office)).items()} == styles
    assert done.cards == sum(style == "forest" for style in styles.values())
    assert await undo(office, done) == (0, done.cards) and await looks(office) == before
    assert (await looks(office, ELSEWHERE))[ANNA].style == "ocean"


@pytest.mark.parametrize(("merge", "xp"), [(Merge.KEEP, 5), (Merge.ADD, 5), (Merge.REPLACE, 7)])
async def test_a_season_that_is_here_gives_way_to_replacement_only(
    office: Office, merge: Merge, xp: int
) -> None:
    await season(office, "Spring")
    await season(office, "Spring", ELSEWHERE)
    before, there = await seasons(office), await seasons(office, ELSEWHERE)
    [old] = await SeasonStore(office.house.database).records(HERE)
    same = over(" SPRING", began_ms=NOW_MS, ended_ms=NOW_MS + DAY_MS, first_day=TODAY)

    done = await office.bring(ours(seasons=[same, over("Winter")]), merge)

    found = {name.strip().casefold(): stood for name, _, stood in await seasons(office)}
    assert set(found) == {"spring", "winter"} and found["spring"][ANNA] == xp
    assert done.seasons == (2 if merge is Merge.REPLACE else 1)
    assert await undo(office, done) == (done.seasons, 0) and await seasons(office) == before
    assert (await SeasonStore(office.house.database).records(HERE))[0].season == old.season
    assert await seasons(office, ELSEWHERE) == there


# --- what can't be used ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("season", "why"),
    [
        ("x", Why.NO_ROW),
        (over(" "), Why.NO_SEASON),
        (over("x" * 81), Why.NO_SEASON),
        (over(name=5), Why.NO_SEASON),
        (over(ended_ms=NOW_MS - 10 * DAY_MS), Why.NO_SEASON),
        (over(standings=[7]), Why.NO_SEASON),
        (over(ended_ms=None), Why.NO_SEASON),  # it runs, and has ended with a standing
        (over(standings={str(ANNA): 7, "x": 5}), Why.BAD_ID),
        (over(standings={str(ANNA): 10**12}), Why.HUGE),
        (over(standings={str(ANNA): -1}), Why.NEGATIVE),
        (over(first_day=-1), Why.NEGATIVE),
        (over(began_ms=10**18), Why.HUGE),
        (over(began_ms=None), Why.NO_NUMBER),
        (over(ended_ms=NOW_MS + 2 * DAY_MS), Why.FUTURE),
        (over(first_day=TODAY + 3), Why.FUTURE),
        (over("Winter"), Why.TWICE),
    ],
)
async def test_a_season_that_cannot_have_been_is_left_out_as_a_whole(
    office: Office, season: object, why: Why
) -> None:
    found = ours(seasons=[over("Winter"), season])

    preview = await office.desk.importing.preview(MANAGER, HERE, found, Merge.KEEP)
    done = await office.bring(found)

    assert [one.why for one in done.skipped] == [why] and preview.skipped == done.skipped
    assert await seasons(office) == [("Winter", False, {ANNA: 7})]


async def test_two_seasons_never_run_at_once(office: Office) -> None:
    running = over("New", ended_ms=None, standings={})
    await season(office, "Here", ends=False)

    refused = await office.bring(ours(seasons=[running]), Merge.REPLACE)
    both = await office.bring(
        ours(seasons=[over("One", ended_ms=None, standings={}), running]), guild=NEW, actor=boss(NEW)
    )

    assert refused.skipped == (Skipped("New", Why.RUNS),) and refused.entry is None
    assert both.skipped == (Skipped("New", Why.RUNS),) and both.seasons == 1


async def test_a_server_has_only_so_many_seasons(office: Office) -> None:
    many = [over(f"Season {n}", began_ms=n, standings={}) for n in range(MOST_SEASONS + 1)]

    done = await office.bring(ours(seasons=many))

    assert done.seasons == MOST_SEASONS and done.skipped == (Skipped(f"Season {MOST_SEASONS}", Why.MANY),)
    assert len(await office.desk.seasons.past(HERE)) == 25


async def test_a_season_that_runs_here_ends_as_the_file_says_and_the_next_one_runs(office: Office) -> None:
    began = {"began_ms": NOW_MS, "first_day": TODAY}
    await season(office, "Spring", ends=False)
    office.clock.advance(timedelta(days=2))
    spring = over("Spring", **began, ended_ms=NOW_MS + DAY_MS)
    summer = over("Summer", ended_ms=None, standings={}, began_ms=NOW_MS + DAY_MS, first_day=TODAY + 2)

    done = await office.bring(ours(seasons=[summer, spring]), Merge.REPLACE)

    assert await seasons(office) == [("Spring", False, {ANNA: 7}), ("Summer", True, {})]
    assert await office.desk.seasons.first_day(HERE) == TODAY + 2
    assert await undo(office, done) == (2, 0)
    assert await seasons(office) == [("Spring", True, {})]


@pytest.mark.parametrize(
    ("card", "why"),
    [
        ([], Why.NO_ROW),
        ({}, Why.NO_ID),
        ({"id": "9", "style": "gone"}, Why.LOOK),
        ({"id": "9", "style": ["forest"]}, Why.LOOK),
        ({"id": "9", "primary": "reddish"}, Why.LOOK),
        ({"id": "9", "border": 5}, Why.LOOK),
        ({"id": "9", "seal": "é"}, Why.LOOK),
        ({"id": "9", "top": "#000000", "bottom": "#ffffff"}, Why.ILLEGIBLE),
        ({"id": "9", "picture": 5}, Why.PICTURE),
        ({"id": "9", "picture": "nö"}, Why.PICTURE),
        ({"id": "9", "picture": "A"}, Why.PICTURE),
        ({"id": "9", "picture": "A" * 12_000_000}, Why.PICTURE),
        ({"id": "9", "picture": base64.b64encode(b"MZ no picture").decode()}, Why.PICTURE),
        ({"id": "9", "picture": base64.b64encode(a_picture()[:200]).decode()}, Why.PICTURE),
        ({"id": "9", "picture": base64.b64encode(a_bomb()).decode()}, Why.PICTURE),
        ({"id": str(ANNA)}, Why.TWICE),
    ],
)
async def test_a_card_that_cannot_be_used_is_left_out_as_a_whole(
    office: Office, card: object, why: Why
) -> None:
    found = ours(cards=[{"id": str(ANNA), "style": "forest"}, card])

    preview = await office.desk.importing.preview(MANAGER, HERE, found, Merge.KEEP)
    done = await office.bring(found)

    assert [one.why for one in done.skipped] == [why] and preview.skipped == done.skipped
    assert set(await looks(office)) == {ANNA}


async def test_a_picture_that_is_not_ours_is_written_anew_at_the_cards_size(office: Office) -> None:
    foreign = a_picture("WEBP", (934, 282)) + b"and something behind it"
    row = {"id": str(BEN), "picture": base64.b64encode(foreign).decode(), "seal": "00" * 32}

    done = await office.bring(ours(cards=[row]))

    picture = (await looks(office))[BEN].picture
    assert done.cards == 1 and picture is not None and picture != foreign and b"behind" not in picture
    header = look(picture)
    assert header is not None and (header.kind, header.width, header.height) == ("WEBP", 934, 282)


async def test_foreign_pictures_are_only_so_many(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrying, "MOST_FOREIGN", 1)
    picture = base64.b64encode(a_picture()).decode()

    done = await office.bring(ours(cards=[{"id": str(who), "picture": picture} for who in (ANNA, BEN)]))

    assert done.cards == 1 and done.skipped == (Skipped(str(BEN), Why.PICTURE),)


async def test_pictures_are_left_out_where_they_do_not_fit_and_stay_where_they_are(office: Office) -> None:
    await hangs(office, BEN, a_photo())
    await wears(office, BEN, primary="#ff0000")
    before = await looks(office)

    made = await office.desk.importing.export(MANAGER, HERE, 5_000)
    whole = await office.desk.importing.export(MANAGER, HERE, 5_000_000)
    await wears(office, BEN, primary="#00ff00")
    await office.bring(read_files([("all.json", made.content)]), Merge.REPLACE)

    assert (made.has_pictures, whole.has_pictures) == (False, True) and len(made.content) < 5_000
    assert await looks(office) == before
    await office.bring(read_files([("all.json", made.content)]), guild=NEW, actor=boss(NEW))
    assert (await looks(office, NEW))[BEN] == replace(before[BEN], picture=None)


# --- undone ------------------------------------------------------------------------------------------------


async def test_an_undo_leaves_what_was_changed_since(office: Office) -> None:
    running = over("Spring", ended_ms=None, standings={})
    done = await office.bring(
        ours(
            seasons=[running, over("Winter")],
            cards=[{"id": str(who), "style": "forest"} for who in (ANNA, BEN)],
        )
    )
    [spring] = [one for one in await office.desk.seasons.all(MANAGER, HERE) if one.ended_at is None]
    await office.desk.seasons.end(Order(HERE, MANAGER, "", "levels season"), spring.id, reset=False)
    await wears(office, ANNA, style="ember")

    assert await undo(office, done) == (1, 1)

    assert [name for name, _, _ in await seasons(office)] == ["Spring"]
    assert {who: look.style for who, look in (await looks(office)).items()} == {ANNA: "ember"}


async def test_two_imports_undone_together_lead_back_to_before_both(office: Office) -> None:
    await wears(office, ANNA, style="ember")
    await season(office, "Spring")
    office.clock.advance(timedelta(minutes=1))
    before, start = (await seasons(office), await looks(office)), office.clock.now()
    same = {"began_ms": NOW_MS, "ended_ms": NOW_MS + DAY_MS, "first_day": TODAY}
    for xp, style in ((1, "forest"), (2, "ocean")):
        stood = over("Spring", **same, standings={str(BEN): xp})
        cards = [{"id": str(who), "style": style} for who in (ANNA, BEN)]
        await office.bring(ours(seasons=[stood], cards=cards), Merge.REPLACE)
    what = office.desk.undoing.span(MANAGER.user, start, office.clock.now() + timedelta(seconds=1))

    preview = await office.desk.undoing.preview(MANAGER, HERE, what)
    await office.desk.undoing.undo(Order(HERE, MANAGER, "undo", "levels undo"), what)

    assert (preview.seasons, preview.cards) == (1, 2)
    assert (await seasons(office), await looks(office)) == before
    assert await office.rows("SELECT 1 FROM levels_cards_replaced") == []
    assert await office.rows("SELECT 1 FROM levels_seasons WHERE replaced_by IS NOT NULL") == []


def test_a_season_that_ran_stays_replaced_while_another_one_runs() -> None:
    old, new, other = Link(1, True, None, 2), Link(2, False, 50, None), Link(3, True, None, None)

    assert taken_back((old, new, other), [50]) == ([], [])
    assert taken_back((old, new), [50]) == ([2], [1])
    assert taken_back((old, replace(new, replaced_by=4), Link(4, False, 60, None)), [50]) == ([], [])


async def test_what_was_replaced_is_kept_for_thirty_days(office: Office) -> None:
    await wears(office, ANNA, style="ember")
    await season(office, "Spring")
    same = {"began_ms": NOW_MS, "ended_ms": NOW_MS + DAY_MS, "first_day": TODAY}
    found = ours(seasons=[over("Spring", **same)], cards=[{"id": str(ANNA), "style": "forest"}])
    await office.bring(found, Merge.REPLACE)
    assert len(await office.rows("SELECT 1 FROM levels_seasons")) == 2
    office.clock.advance(timedelta(days=31))

    await office.bring(ours(cards=[{"id": str(BEN), "style": "forest"}]))

    assert await office.rows("SELECT 1 FROM levels_cards_replaced") == []
    assert await office.rows("SELECT user_id, xp FROM levels_standings") == [(ANNA, 7)]
    assert len(await office.rows("SELECT 1 FROM levels_seasons")) == 1


async def test_who_is_forgotten_is_in_no_standing_and_no_card_that_could_come_back(office: Office) -> None:
    await wears(office, CORA, style="ember")
    stood = over(standings={str(CORA): 7, str(ANNA): 5})
    await office.bring(ours(seasons=[stood], cards=[{"id": str(CORA), "style": "forest"}]), Merge.REPLACE)
    mine = await office.levels.export(CORA)
    assert [row["xp"] for row in mine["levels_standings"]] == [7]
    assert [row["style"] for row in mine["levels_cards_replaced"]] == ["ember"]

    await office.levels.forget(CORA)

    assert await seasons(office) == [("Spring", False, {ANNA: 5})]
    assert await looks(office) == {} and await office.rows("SELECT 1 FROM levels_cards_replaced") == []
