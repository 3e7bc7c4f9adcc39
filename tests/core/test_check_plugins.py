"""An author runs `tika check` and reads what is wrong with their plugin, a sentence each."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tika_bot.core import finding
from tika_bot.core.checking import coverage, offences
from tika_bot.core.importing import take_out
from tika_bot.testing.folders import write_plugin


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    finding.leave([tmp_path])
    for name in ("good", "odd", "friend"):
        take_out(f"{finding.PACKAGE}.{name}")


GOOD_VIEW = "def hello(words):\n    return words.say('hello')\n"


def test_a_good_plugin_has_no_faults(folder: Path) -> None:
    write_plugin(folder, "good", views=GOOD_VIEW, api="class Coin: pass")
    friend = "from tika_bot.plugins.good.api import Coin\nfrom tika_bot.core.house import House\n"
    write_plugin(folder, "friend", manifest='after = ["good"]', views=GOOD_VIEW, service=friend)

    assert offences([folder], shipped=False) == []


@pytest.mark.parametrize(
    ("manifest", "rooms", "fault"),
    [
        ('dependz = ["x"]', {}, "did you mean 'depends'?"),
        ('depends = ["godo"]', {}, "did you mean 'good'?"),
        ("", {"views": ""}, "'hello' is never said"),
        (
            "",
            {"views": GOOD_VIEW + "words.say('bye')"},
            "says 'bye', which odd's strings/en.ftl doesn't have",
        ),
        ("", {"views": GOOD_VIEW + "words.say('core.cooldwn')"}, "says 'cooldwn', which core's"),
        ("", {"model": "class E(Exception):\n    key = 'odd.too_soon'"}, "says 'too-soon'"),
        ("", {"service": "from tika_bot.plugins.good.store import x"}, "only `good.api` is open to visitors"),
        ("", {"service": "import tika_bot.plugins.good.api.x"}, "add 'good' to `depends` or `after`"),
        ("", {"service": "from ..good.api import x"}, "add 'good' to `depends` or `after`"),
        ("", {"store": "t = Table('members', metadata)"}, "should be called 'odd_members'"),
        ("", {"plugin": "x = 1"}, "plugin.py has no build"),
        ("", {"commands": "x = 1"}, "commands.py has no cogs or menus or ACTIONS"),
        ('[data]\nkeeps = ["id"]\nuntil = "ever"', {}, "has no `forget(user)`"),
        (
            "",
            {
                "settings": "from tika_bot.core.settings import GuildSettings\n"
                "class Settings(GuildSettings):\n    size: int = 1\n"
            },
            "size has no help",
        ),
        ("", {"settings": "import nonsense_that_is_not_there"}, "settings.py can't be imported"),
        ("", {"settings": "Settings = 5"}, "should be a GuildSettings"),
        ("", {"views": "def x(:"}, "views.py:1: invalid syntax"),
    ],
)
def test_each_fault_is_told_and_the_neighbour_is_left_alone(
    folder: Path, manifest: str, rooms: dict[str, str], fault: str
) -> None:
    write_plugin(folder, "good", views=GOOD_VIEW, api="")
    write_plugin(folder, "odd", manifest=manifest, **({"views": GOOD_VIEW} | rooms))
    found = offences([folder], shipped=False)

    assert any(fault in sentence for sentence in found), found
    assert all(sentence.startswith("odd: ") for sentence in found)


def test_keys_put_together_at_run_time_count_as_said(folder: Path) -> None:
    plugin = write_plugin(folder, "odd", views="def x(words, kind):\n    return words.say(f'title_{kind}')\n")
    (plugin / "strings" / "en.ftl").write_text("title-good = Good\ntitle-bad = Bad { hello }\nhello = Hi\n")

    assert offences([folder], shipped=False) == []


def test_another_language_may_lack_sentences_but_not_invent_any(folder: Path) -> None:
    plugin = write_plugin(folder, "odd", views=GOOD_VIEW)
    (plugin / "strings" / "de.ftl").write_text("hello = Hallo { $wer }\nhallo = Hallo\n!?\n")
    found = offences([folder], shipped=False)

    assert found == [
        "odd: strings/de.ftl: isn't Fluent: '!?'",
        "odd: strings/de.ftl: 'hallo' isn't in en.ftl",
        "odd: strings/de.ftl: 'hello' has a blank $wer that en.ftl doesn't have",
    ]


NAMED_IN_GERMAN = """
hello = Hallo
plugin-name = Seltsam
plugin-summary = Für einen Test.
setting-cup-size = Größe
    .help = Wie groß.
value-cup-size-big = Groß
"""

SIZES = """
from typing import Literal
from pydantic import Field
from tika_bot.core.settings import GuildSettings

class Settings(GuildSettings):
    cup_size: Literal["big", "small"] = Field("big", description="How big.")
"""


def test_names_that_english_leaves_to_the_manifest_count_as_said(folder: Path) -> None:
    plugin = write_plugin(folder, "odd", views=GOOD_VIEW, settings=SIZES)
    (plugin / "strings" / "de.ftl").write_text(NAMED_IN_GERMAN)

    assert offences([folder], shipped=False) == []


def test_a_name_of_a_setting_that_is_gone_is_a_fault(folder: Path) -> None:
    plugin = write_plugin(folder, "odd", views=GOOD_VIEW)
    (plugin / "strings" / "de.ftl").write_text("setting-cup-size = Größe\n")

    assert offences([folder], shipped=False) == ["odd: strings/de.ftl: 'setting-cup-size' isn't in en.ftl"]


def test_what_a_language_lacks_is_noted_names_and_help_too(folder: Path) -> None:
    plugin = write_plugin(folder, "odd", views=GOOD_VIEW, settings=SIZES)
    short = NAMED_IN_GERMAN.replace("hello = Hallo\n", "").replace("    .help = Wie groß.\n", "")
    (plugin / "strings" / "de.ftl").write_text(short)

    notes = [note for note in coverage([folder], shipped=False) if note.startswith("odd:")]

    assert notes == ["odd: strings/de.ftl lacks hello, setting-cup-size.help, value-cup-size-small"]


def test_the_house_itself_speaks_every_language_fully() -> None:
    assert [note for note in coverage() if note.startswith("core:")] == []
