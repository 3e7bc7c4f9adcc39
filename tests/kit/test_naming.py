"""A plugin is called by what the reader's language calls it, else by its manifest's words made readable."""

from pathlib import Path
from typing import Literal

import pytest
from pydantic import Field

from tika_bot.core.manifest import Manifest
from tika_bot.core.names import named
from tika_bot.core.setting_types import GuildSettings, SettingField, described
from tika_bot.core.wording import Phrases, Wording, Words
from tika_bot.kit.naming import (
    called,
    category_name,
    choice_label,
    kept,
    plugin_name,
    plugin_summary,
    setting_help,
    setting_label,
    told_apart,
)

TEA = Manifest.model_validate(
    {
        "id": "tea_time",
        "name": "Tea Time",
        "summary": "Tells when the tea is ready.",
        "category": "slow_things",
        "data": {"keeps": ["cups", "member id"], "until": "the pot is empty"},
    }
)
MUGS = TEA.model_copy(update={"id": "mugs", "name": "Mugs", "data": None})

GERMAN = """
plugin-name = Teestunde
plugin-summary = Sagt, wann der Tee fertig ist.
plugin-keeps-1 = Tassen
plugin-until = bis die Kanne leer ist
setting-steeping-time = Ziehzeit
    .help = Wie lange er zieht.
value-kind-green-tea = Grüner Tee
readiness = { $name } braucht { $needs }.
"""


class Settings(GuildSettings):
    """How tea is made."""

    steeping_time: int = Field(3, description="Minutes that it steeps.")
    kind: Literal["green_tea", "black_tea"] = Field("green_tea", description="Which tea.")


@pytest.fixture
def wording(tmp_path: Path) -> Wording:
    (tmp_path / "en.ftl").write_text("readiness = { $name } needs { $needs }.\nsetting-kind = Sort\n")
    (tmp_path / "de.ftl").write_text(GERMAN)
    wording = Wording()
    wording.add("tea_time", tmp_path)
    return wording


@pytest.fixture
def german(wording: Wording) -> Words:
    return wording.words("help", "de")


@pytest.fixture
def french(wording: Wording) -> Words:
    return wording.words("help", "fr")


def _setting(name: str) -> SettingField:
    return next(field for field in described(Settings) if field.name == name)


def test_a_plugin_names_itself_in_its_own_strings(german: Words) -> None:
    assert plugin_name(TEA, german) == "Teestunde"
    assert plugin_summary(TEA, german) == "Sagt, wann der Tee fertig ist."


def test_a_language_that_nobody_wrote_gets_the_manifest(french: Words) -> None:
    assert plugin_name(TEA, french) == "Tea Time"
    assert plugin_summary(TEA, french) == "Tells when the tea is ready."
    assert kept(TEA, french) == TEA.data


def test_each_thing_kept_is_named_alone_so_that_none_gets_lost(german: Words) -> None:
    data = kept(TEA, german)

    assert data is not None
    assert data.keeps == ("Tassen", "member id")
    assert data.until == "bis die Kanne leer ist"


def test_who_keeps_nothing_has_no_statement(german: Words) -> None:
    assert kept(MUGS, german) is None


def test_settings_and_their_values_have_names_in_words(german: Words, french: Words) -> None:
    time, kind = _setting("steeping_time"), _setting("kind")

    assert setting_label("tea_time", time, german) == "Ziehzeit"
    assert setting_help("tea_time", time, german) == "Wie lange er zieht."
    assert setting_label("tea_time", time, french) == "Steeping time"
    assert setting_help("tea_time", time, french) == "Minutes that it steeps."
    assert choice_label("tea_time", kind, "green_tea", german) == "Grüner Tee"
    assert choice_label("tea_time", kind, "black_tea", german) == "Black tea"


def test_english_may_be_better_than_the_code_and_serves_where_another_language_is_silent(
    german: Words, french: Words
) -> None:
    assert setting_label("tea_time", _setting("kind"), french) == "Sort"
    assert setting_label("tea_time", _setting("kind"), german) == "Sort"


def test_a_category_is_the_cores_or_made_readable(german: Words, french: Words) -> None:
    assert category_name("community", german) == "Gemeinschaft"
    assert category_name("community", french) == "Community"
    assert category_name("slow_things", german) == "Slow things"


def test_a_refusal_carries_a_name_that_the_reader_will_know(wording: Wording) -> None:
    needs = Phrases((named(MUGS), named(TEA)))

    sentence = wording.words("tea_time", "de").say("readiness", name=named(TEA), needs=needs)

    assert sentence == "Teestunde braucht Mugs und Teestunde."


@pytest.mark.parametrize(
    "typed",
    [
        "Tea songs",
        "tea  SONGS",
        ' "Tea songs" ',
        "„Tea songs“",
        "\N{FULLWIDTH LATIN CAPITAL LETTER T}ea songs",
    ],
)
def test_a_name_is_known_however_it_is_typed(typed: str) -> None:
    assert called(typed, [("own-1", "Coffee"), ("own-2", "Tea songs")]) == ["own-2"]


def test_names_of_ones_own_come_before_others() -> None:
    own, others = [("own-1", "Tea"), ("own-2", "tea")], [("shipped", "Tea"), ("rain", "قهوة")]

    assert called("TEA", own, others) == ["own-1", "own-2"]
    assert called("قهوة ", own, others) == ["rain"]
    assert called("Water", own, others) == []


def test_two_of_one_name_are_told_apart_by_their_keys() -> None:
    assert told_apart([("own-1", "Tea"), ("own-2", "Milk"), ("own-3", "tea")]) == [
        ("own-1", "Tea (own-1)"),
        ("own-2", "Milk"),
        ("own-3", "tea (own-3)"),
    ]
