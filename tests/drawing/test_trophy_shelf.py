"""A shelf of trophies is painted: of any number, with names of any script, with pictures of one's own."""

import io

from PIL import Image

from tika_bot.drawing.trophy_shelf import MOST, Trophy, TrophyShelf, drawn, paint


def a_picture(colour: str) -> bytes:
    page = io.BytesIO()
    Image.new("RGBA", (128, 128), colour).save(page, "PNG")
    return page.getvalue()


def shelf(*trophies: Trophy, title: str = "Alice") -> TrophyShelf:
    return TrophyShelf(title, "2 achievements", trophies)


def test_it_grows_by_a_row_of_five_and_ends_with_two() -> None:
    one = Trophy("First Words", "💬")

    heights = [drawn(shelf(*[one] * number)).height for number in (1, 5, 6, MOST, 30)]

    assert heights[0] == heights[1] < heights[2] == heights[3] == heights[4]


def test_names_of_any_script_and_length_are_painted() -> None:
    names = ("محمد", "李雷", "Þórr", "👩‍🚀", "an achievement with a name of forty let")

    for name in names:
        assert paint(shelf(Trophy(name, "🫖", 2, "🥈"), title=name)).startswith(b"\xff\xd8")


def test_an_own_picture_hangs_in_the_ring() -> None:
    plain, own = (drawn(shelf(Trophy("x", "💬", picture=p))) for p in (None, a_picture("#00ff00")))

    middle = (44 + 169 // 2, 104 + 54)
    assert own.getpixel(middle) == (0, 255, 0)
    assert plain.getpixel(middle) != (0, 255, 0)


def test_a_tier_shows_in_colour_and_sign() -> None:
    bronze, gold, unmarked = (
        drawn(shelf(Trophy("x", "💬", tier, mark))).tobytes()
        for tier, mark in ((1, "🥉"), (3, "🥇"), (3, ""))
    )

    assert len({bronze, gold, unmarked}) == 3


def test_what_only_discord_can_show_has_a_stand_in() -> None:
    assert paint(shelf(Trophy("x", "<:kettle:123456789012345678>")))
