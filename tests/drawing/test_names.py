"""Members bring names in every script, and see letters on their cards, never boxes."""

import pytest

from tika_bot.drawing import lettering
from tika_bot.drawing.faces import FACES, SHIPPED, face_for
from tika_bot.drawing.lettering import UNKNOWN, fitted, line

NAMES = {
    "latin": "Þórr Đặng",
    "cyrillic": "Ивановна Ґалаґан",
    "greek": "Ελένη",
    "arabic": "محمد",
    "hebrew": "שלום",
    "chinese": "李雷 臺灣",
    "japanese": "ひらがな カタカナ",
    "korean": "한글",
    "hindi": "हिन्दी",
    "bengali": "বাংলা",
    "tamil": "தமிழ்",
    "thai": "ไทย",
    "georgian": "ქართული",
    "armenian": "Հայերեն",
    "ethiopic": "አማርኛ",
    "fancy": "𝓐𝓵𝓲𝓬𝓮 𝕮𝖔𝖔𝖑 Ⓑⓞⓑ ★彡",
    "emoji": "👩‍🚀👍🏽🇩🇪❤️1️⃣",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_every_letter_finds_a_shipped_font(name: str) -> None:
    written = line(name, 40)

    assert UNKNOWN not in "".join(run.text for run in written.runs)
    assert all(run.face.path.parent == SHIPPED for run in written.runs)
    assert written.width > 0


def test_an_emoji_of_several_people_is_one_picture() -> None:
    astronaut, smile = line("👩‍🚀", 40), line("😀", 40)

    assert astronaut.width == pytest.approx(smile.width, rel=0.2)


def test_a_letter_that_no_font_has_becomes_a_dot_and_not_a_box() -> None:
    written = line("\U0003fffdA", 40)

    assert "".join(run.text for run in written.runs) == f"{UNKNOWN}A"


def test_arabic_is_read_from_the_right_and_latin_inside_it_is_not_turned() -> None:
    written = line("مرحبا Bob 12", 40)

    texts = [run.text.strip() for run in written.runs]
    assert texts.index("Bob 12") < texts.index("مرحبا")
    assert {run.direction for run in written.runs if "مرحبا" in run.text} == {"rtl"}


def test_hebrew_inside_latin_keeps_the_order_of_the_line() -> None:
    texts = [run.text.strip() for run in line("Hi שלום there", 40).runs if run.text.strip()]

    assert texts == ["Hi", "שלום", "there"]


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("Ahmed أحمد (mod) 🎉", "Ahmed أحمد (mod) 🎉"),
        ("Ahmed (أحمد) mod", "Ahmed (أحمد) mod"),
        ("Otto 🦉 عثمان 🦉 here", "Otto 🦉 عثمان 🦉 here"),
        ("محمد (mod) ليلى", "ليلى )mod( محمد"),
    ],
)
def test_what_stands_between_two_directions_goes_with_the_line(name: str, seen: str) -> None:
    drawn = "".join(run.text for run in line(name, 40).runs)

    assert drawn.replace(" ", "") == seen.replace(" ", "")


def test_invisible_characters_cannot_turn_a_card_around() -> None:
    assert line("\u202eevil\u200b\u0000", 40).runs == line("evil", 40).runs


def test_a_name_of_32_wide_letters_fits_and_says_that_it_was_cut() -> None:
    written = fitted("W" * 32, 600, (46, 40, 34, 29))

    assert written.width <= 600
    assert "".join(run.text for run in written.runs).endswith("…")


def test_a_name_that_fits_smaller_is_not_cut() -> None:
    written = fitted("Bartholomew of the Long Name", 600, (46, 40, 34, 29))

    assert written.width <= 600
    assert "".join(run.text for run in written.runs) == "Bartholomew of the Long Name"


def test_an_empty_name_is_an_empty_line() -> None:
    assert line(" \u200b ", 40).width == 0


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("alice", "A"),
        ("Ada Lovelace", "AL"),
        ("  ", "?"),
        ("(!)", "?"),
        ("👩‍🚀 nova", "👩‍🚀N"),
        ("«Ел»", "Е"),
    ],
)
def test_initials_are_first_letters_or_whole_emoji(name: str, initials: str) -> None:
    assert lettering.initials(name) == initials


def test_every_shipped_font_is_there_with_its_licence() -> None:
    for face in FACES:
        assert face.path.is_file(), face.name
        family = "inter" if face.name.startswith("inter") else face.name
        assert any((SHIPPED / f"{family}.{end}").is_file() for end in ("OFL.txt", "LICENSE.txt")), face.name


def test_a_font_is_only_asked_where_it_can_help() -> None:
    found = face_for("李", emoji=False)

    assert found is not None and found.name == "noto-sans-sc"
