"""A member looks at the rank card."""

import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tika_bot.drawing.portraits import SIDE_PX, Portrait, UnreadablePicture, initials, portrait
from tika_bot.drawing.rank_card import (
    BAR_TOP,
    HEIGHT_PX,
    LEFT,
    RIGHT,
    WIDTH_PX,
    Badge,
    Dress,
    RankCard,
    drawn,
    paint,
)
from tika_bot.drawing.styles import STYLES, contrast, luminance, readable


def a_card(
    name: str = "Alice", *, share: float = 0.5, face: Portrait | None = None, dress: Dress | None = None
) -> RankCard:
    figures = ("12", "LEVEL", "#3", "RANK", "617 / 1,337 XP", "720 XP to level 13", share)
    return RankCard(name, *figures, face, dress or Dress())


def a_photo(kind: str = "PNG", size: tuple[int, int] = (256, 256), mode: str = "RGB") -> bytes:
    page = io.BytesIO()
    Image.new(mode, size, "#ff0000" if mode != "P" else 1).save(page, kind)
    return page.getvalue()


def bar_length(card: RankCard) -> int:
    """Count the pixels of the bar's middle line that differ from an empty bar's."""
    row = BAR_TOP + 17
    image, empty = drawn(card), drawn(a_card(share=0))
    return sum(image.getpixel((x, row)) != empty.getpixel((x, row)) for x in range(LEFT, RIGHT))


def test_the_card_is_a_small_picture_of_the_promised_size() -> None:
    card = paint(a_card(face=portrait(a_photo())))

    with Image.open(io.BytesIO(card)) as image:
        assert (image.format, image.size) == ("JPEG", (WIDTH_PX, HEIGHT_PX))
    assert len(card) < 20_480


def test_the_bar_is_as_long_as_the_share() -> None:
    full = RIGHT - LEFT

    assert bar_length(a_card(share=0)) == 0
    assert bar_length(a_card(share=0.5)) == pytest.approx(full / 2, abs=3)
    assert bar_length(a_card(share=1)) == pytest.approx(full, abs=3)
    assert bar_length(a_card(share=7)) == pytest.approx(full, abs=3)


def test_the_first_point_shows_already() -> None:
    assert bar_length(a_card(share=0.0001)) > 20


def test_painting_one_card_leaves_the_next_clean() -> None:
    first = paint(a_card("Alice"))
    paint(a_card("Bob", share=1))

    assert paint(a_card("Alice")) == first


@pytest.mark.parametrize("style", STYLES)
def test_text_stands_out_from_the_ground_in_every_style(style: str) -> None:
    look = STYLES[style]

    for ground in (look.top, look.bottom, look.shade):
        assert contrast(look.text, ground) >= 7
        assert contrast(look.muted, ground) >= 4.5
        assert contrast(look.primary, ground) >= 3  # large figures


@pytest.mark.parametrize("brightest", ["#ffffff", "#ffff00", "#00ffff"])
def test_white_letters_stand_out_from_the_brightest_picture(brightest: str) -> None:
    page = io.BytesIO()
    Image.new("RGB", (WIDTH_PX, HEIGHT_PX), brightest).save(page, "WEBP", lossless=True)

    image = drawn(a_card(dress=Dress(picture=page.getvalue())))

    red, green, blue = image.getpixel((600, 20))  # type: ignore[misc] # three bands
    assert contrast("#ffffff", f"#{red:02x}{green:02x}{blue:02x}") >= 4.5


def test_an_edge_is_drawn_where_one_is_chosen() -> None:
    edged = replace(STYLES["forest"], border="#ff0000")

    assert drawn(a_card(dress=Dress(edged))).getpixel((2, 100)) == pytest.approx((255, 0, 0), abs=2)
    assert max(drawn(a_card(dress=Dress(STYLES["forest"]))).getpixel((2, 100))) < 100  # type: ignore[arg-type] # three bands


def test_six_badges_are_shown_as_emoji_and_as_pictures() -> None:
    square = a_photo(size=(128, 128))

    shown = drawn(a_card(dress=Dress(badges=(Badge("🫖"), Badge("🏆", square)) * 3)))
    more = drawn(a_card(dress=Dress(badges=(Badge("🫖"), Badge("🏆", square)) * 4)))

    assert shown.getpixel((LEFT + 46 + 19, 48 + 19)) == (255, 0, 0)
    assert shown.tobytes() == more.tobytes() != drawn(a_card()).tobytes()


@given(st.integers(0, 0xFFFFFF), st.integers(0, 0xFFFFFF))
def test_on_any_single_colour_there_is_a_readable_one(colour: int, ground: int) -> None:
    found = readable(f"#{colour:06x}", [f"#{ground:06x}"])

    assert found is not None and contrast(found, f"#{ground:06x}") >= 4.5


def test_what_can_be_read_stays_as_it_is() -> None:
    assert readable("#f0e442", ["#000000"]) == "#f0e442"


def test_contrast_is_what_wcag_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)  # the well-known near miss
    assert luminance("#ff0000") == pytest.approx(0.2126)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=32))
def test_no_name_breaks_the_card(name: str) -> None:
    assert drawn(a_card(name)).size == (WIDTH_PX, HEIGHT_PX)


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGBA"), ("JPEG", "RGB"), ("WEBP", "RGB"), ("GIF", "P")])
def test_avatars_of_all_usual_kinds_open(kind: str, mode: str) -> None:
    assert len(portrait(a_photo(kind, (300, 200), mode)).rgb) == SIDE_PX * SIDE_PX * 3


def test_a_picture_that_claims_to_be_huge_is_not_decoded() -> None:
    with pytest.raises(UnreadablePicture):
        portrait(a_photo(size=(2100, 2100)))


@pytest.mark.parametrize("junk", [b"", b"<svg/>", a_photo()[:200], b"\x89PNG\r\n\x1a\n" + b"\0" * 50])
def test_damaged_pictures_are_refused(junk: bytes) -> None:
    with pytest.raises(UnreadablePicture):
        portrait(junk)


def test_initials_stand_on_the_same_ground_every_time() -> None:
    assert initials("Alice") == initials("Alice")
    assert initials("Alice") != initials("Bob")
