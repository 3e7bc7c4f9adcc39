"""Alice dresses her card: as a draft, then for all to see, on one server only."""

import io
import struct
import zlib
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.house import House
from tika_bot.drawing.intake import Intake, PictureTooLarge
from tika_bot.drawing.portraits import UnreadablePicture
from tika_bot.drawing.rank_card import HEIGHT_PX, UNDER_VEIL, WIDTH_PX, Badge, Dress
from tika_bot.drawing.styles import STYLES, contrast
from tika_bot.net.fetching import Fetcher, FetchFailed, FetchRefused
from tika_bot.plugins.levels.looks import PALETTES, Look, NoColour, Unreadable, colour, worn
from tika_bot.plugins.levels.plugin import build
from tika_bot.plugins.levels.service import Cards, Levels, Tuned
from tika_bot.plugins.levels.settings import Settings
from tika_bot.plugins.levels.store import CardStore
from tika_bot.storage.database import Database
from tika_bot.testing.houses import a_house

HERE, ELSEWHERE = GuildId(1), GuildId(2)
ALICE, BOB = UserId(7), UserId(8)
OKABE_ITO = {"#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7"}

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.fixture
async def house(database: Database) -> AsyncIterator[House]:
    async with a_house(database, "levels", settings=Settings) as house:
        yield house


@pytest.fixture
def levels(house: House) -> Levels:
    return build(house)


def a_picture(kind: str = "PNG", size: tuple[int, int] = (400, 300)) -> bytes:
    page = io.BytesIO()
    Image.new("RGB", size, "#ff8800").save(page, kind)
    return page.getvalue()


def a_bomb(side: int = 9_000) -> bytes:
    """Return a PNG of ten kilobytes that unfolds to 81 million pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(side * (1 + (side + 7) // 8)), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


async def hang(levels: Levels, guild: GuildId, content: bytes) -> None:
    async def read() -> bytes:
        return content

    await levels.cards.hang(guild, ALICE, len(content), read)


# --- what is chosen can be read ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "meant"),
    [("#56B4E9", "#56b4e9"), ("56b4e9", "#56b4e9"), ("0xF00", "#ff0000"), (" #abc ", "#aabbcc"), ("-", "")],
)
def test_colours_are_read_as_people_write_them(written: str, meant: str) -> None:
    assert colour(written) == meant


@pytest.mark.parametrize("written", ["", "red-ish", "#12345", "#1234567", "٣٣٣", "#ggg"])
def test_what_is_no_colour_is_refused(written: str) -> None:
    with pytest.raises(NoColour):
        colour(written)


@given(ground=colours, text=colours, primary=colours, style=st.sampled_from(sorted(STYLES)))
def test_whatever_is_chosen_on_one_colour_can_be_read(
    ground: str, text: str, primary: str, style: str
) -> None:
    style_worn = worn(Look(style=style, top=ground, text=text, primary=primary), "midnight")

    assert contrast(style_worn.text, ground) >= 4.5
    assert contrast(style_worn.muted, ground) >= 4.5
    assert contrast(style_worn.primary, ground) >= 3


@given(text=colours, primary=colours)
def test_whatever_is_chosen_on_a_picture_can_be_read(text: str, primary: str) -> None:
    style_worn = worn(Look(picture=b"x", text=text, primary=primary), "daylight")

    assert min(contrast(style_worn.text, ground) for ground in UNDER_VEIL) >= 4.5
    assert min(contrast(style_worn.muted, ground) for ground in UNDER_VEIL) >= 4.5


@pytest.mark.parametrize("usual", STYLES)
def test_who_chose_nothing_wears_the_servers_style(usual: str) -> None:
    assert worn(Look(), usual) == STYLES[usual]


def test_a_style_that_is_gone_becomes_the_default_one() -> None:
    assert worn(Look(style="gone"), "gone too") == STYLES["midnight"]


def test_palettes_are_made_of_colours_that_the_colour_blind_tell_apart() -> None:
    assert len(PALETTES) >= 6
    for palette in PALETTES.values():
        assert {palette.border, palette.primary, palette.secondary} <= OKABE_ITO
        assert palette.primary != palette.secondary


# --- drafts ------------------------------------------------------------------------------------------------


async def test_a_draft_is_seen_by_all_once_it_is_saved_and_on_one_server_only(levels: Levels) -> None:
    await levels.cards.change(HERE, ALICE, style="forest", primary="#ff00ff")

    before = await levels.cards.dress(HERE, ALICE)
    fitting = await levels.cards.fitting(HERE, ALICE)
    assert await levels.cards.save(HERE, ALICE)
    after = await levels.cards.dress(HERE, ALICE)

    assert before == Dress(STYLES["midnight"])
    assert fitting.is_new and (fitting.dress.style.name, fitting.dress.style.primary) == ("forest", "#ff00ff")
    assert after == fitting.dress
    assert not (await levels.cards.fitting(HERE, ALICE)).is_new
    assert await levels.cards.dress(ELSEWHERE, ALICE) == await levels.cards.dress(HERE, BOB) == before


async def test_a_draft_goes_on_from_what_is_worn_and_can_be_dropped(levels: Levels) -> None:
    await levels.cards.change(HERE, ALICE, style="forest")
    await levels.cards.save(HERE, ALICE)

    await levels.cards.change(HERE, ALICE, text="#ffffff")
    fitting = await levels.cards.fitting(HERE, ALICE)
    assert (fitting.look.style, fitting.look.text) == ("forest", "#ffffff")

    assert await levels.cards.discard(HERE, ALICE)
    assert (await levels.cards.fitting(HERE, ALICE)).look == Look(style="forest")
    assert not await levels.cards.discard(HERE, ALICE)
    assert not await levels.cards.save(HERE, ALICE)


async def test_a_palette_leaves_the_ground_as_it_is(levels: Levels) -> None:
    await levels.cards.change(HERE, ALICE, top="#001122", text="#ffeeff")

    await levels.cards.colour(HERE, ALICE, "lava")

    look = (await levels.cards.fitting(HERE, ALICE)).look
    assert look == Look(top="#001122", border="#d55e00", primary="#d55e00", secondary="#56b4e9")


async def test_a_ground_on_which_nothing_can_be_read_is_refused_and_changes_nothing(levels: Levels) -> None:
    await levels.cards.change(HERE, ALICE, top="#001122")

    with pytest.raises(Unreadable):
        await levels.cards.change(HERE, ALICE, top="#ffffff", bottom="#000000")

    assert (await levels.cards.fitting(HERE, ALICE)).look == Look(top="#001122")


async def test_it_is_told_when_a_colour_was_changed_for_legibility(levels: Levels) -> None:
    await levels.cards.change(HERE, ALICE, top="#000000", text="#111111")
    dark = await levels.cards.fitting(HERE, ALICE)
    await levels.cards.change(HERE, ALICE, text="#ffff00")

    assert dark.is_corrected
    assert not (await levels.cards.fitting(HERE, ALICE)).is_corrected


# --- pictures ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
async def test_a_picture_becomes_the_ground_written_anew(levels: Levels, kind: str) -> None:
    sent = a_picture(kind) + b"<script>"

    await hang(levels, HERE, sent)

    kept = (await levels.cards.fitting(HERE, ALICE)).look.picture
    assert kept is not None and b"script" not in kept
    with Image.open(io.BytesIO(kept)) as image:
        assert (image.format, image.size) == ("WEBP", (WIDTH_PX, HEIGHT_PX))
    assert (await levels.cards.fitting(ELSEWHERE, ALICE)).look.picture is None


@pytest.mark.parametrize(
    ("content", "error"),
    [(a_bomb(), PictureTooLarge), (b"<svg/>", UnreadablePicture), (a_picture()[:90], UnreadablePicture)],
    ids=["bomb", "svg", "cut"],
)
async def test_traps_are_refused_and_leave_the_draft_alone(
    levels: Levels, content: bytes, error: type[Exception]
) -> None:
    with pytest.raises(error):
        await hang(levels, HERE, content)

    assert not (await levels.cards.fitting(HERE, ALICE)).is_new


async def test_a_file_that_says_it_is_too_large_is_not_even_read(levels: Levels) -> None:
    async def read() -> bytes:
        raise AssertionError

    with pytest.raises(PictureTooLarge):
        await levels.cards.hang(HERE, ALICE, 9 * 1024 * 1024, read)


async def test_reset_deletes_the_picture_too(levels: Levels, database: Database) -> None:
    await hang(levels, HERE, a_picture())
    await levels.cards.save(HERE, ALICE)
    await levels.cards.change(HERE, ALICE, style="ocean")

    assert await levels.cards.reset(HERE, ALICE)

    assert await levels.cards.dress(HERE, ALICE) == Dress(STYLES["midnight"])
    assert (await CardStore(database).export(ALICE))["levels_cards"] == []
    assert not await levels.cards.reset(HERE, ALICE)


async def test_forgetting_deletes_every_card_of_a_member_and_nobody_elses(levels: Levels) -> None:
    for guild in (HERE, ELSEWHERE):
        await hang(levels, guild, a_picture())
        await levels.cards.save(guild, ALICE)
    await levels.cards.change(HERE, BOB, style="ocean")
    told = (await levels.export(ALICE))["levels_cards"]

    await levels.forget(ALICE)

    assert len(told) == 2 and all(row["picture"].startswith("UklGR") for row in told)  # "RIFF" in base64
    assert (await levels.export(ALICE))["levels_cards"] == []
    assert (await levels.cards.fitting(HERE, BOB)).look.style == "ocean"


async def test_a_picture_comes_from_an_address_through_the_guard(house: House) -> None:
    async def answer(request: web.Request) -> web.Response:
        if request.path == "/inside":
            return web.Response(status=302, headers={"Location": "http://127.0.0.2:1/"})
        found = {"/cup.png": a_picture(), "/bomb.png": a_bomb()}.get(request.path)
        return web.Response(status=404) if found is None else web.Response(body=found)

    app = web.Application()
    app.router.add_get("/{tail:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    origin = f"http://127.0.0.1:{runner.addresses[0][1]}"
    fetcher = Fetcher(frozenset({origin}))
    cards = Cards(CardStore(house.database), Tuned(house.settings, house.features), Intake(), fetcher)

    try:
        await cards.hang_from(HERE, ALICE, f"{origin}/cup.png")
        for path, error in (("bomb.png", PictureTooLarge), ("inside", FetchRefused), ("gone", FetchFailed)):
            with pytest.raises(error):
                await cards.hang_from(ELSEWHERE, ALICE, f"{origin}/{path}")
    finally:
        await fetcher.close()
        await runner.cleanup()

    assert (await cards.fitting(HERE, ALICE)).look.picture is not None
    assert not (await cards.fitting(ELSEWHERE, ALICE)).is_new


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/cup.png", "http://[::1]/", "http://2130706433/", "file:///etc/passwd", "cup"]
)
async def test_addresses_inside_are_never_fetched(levels: Levels, url: str) -> None:
    with pytest.raises(FetchRefused):
        await levels.cards.hang_from(HERE, ALICE, url)


async def test_badges_of_others_are_put_on_the_card(levels: Levels) -> None:
    async def badges(guild: GuildId, member: UserId, *, most: int) -> list[Badge]:
        return [Badge("🫖")] * most if (guild, member) == (HERE, ALICE) else []

    levels.show_badges(badges)

    assert (await levels.cards.dress(HERE, ALICE)).badges == (Badge("🫖"),) * 6
    assert (await levels.cards.dress(ELSEWHERE, ALICE)).badges == ()
