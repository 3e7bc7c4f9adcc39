"""The achievements that ship: enough of them, well formed, and with a name in every language."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from tika_bot.core.wording import Wording
from tika_bot.plugins.achievements import views
from tika_bot.plugins.achievements.model import Counter
from tika_bot.plugins.achievements.rulebook import Rulebook, built_in, read
from tika_bot.testing.houses import PLUGINS

STRINGS = PLUGINS / "achievements" / "strings"
LANGUAGES = sorted({path.stem.rpartition(".")[2] for path in STRINGS.glob("*.ftl")})

GOOD = """
group = "words"
[[achievement]]
id = "talker"
emoji = "💬"
counter = "messages"
at = [1, 5]
"""


def test_there_are_sixty_and_ten_of_them_are_secret() -> None:
    assert len(built_in()) >= 60
    assert sum(rule.is_secret for rule in built_in()) >= 10
    assert {rule.group for rule in built_in() if rule.is_secret} == {"secrets"}


def test_the_index_knows_every_rule_once_by_what_moves_it() -> None:
    book = Rulebook.of(built_in())

    filed = [rule.key for rules in book.by_counter.values() for rule in rules]

    assert sorted(filed) == sorted(rule.key for rule in built_in())
    assert Counter.LEVEL in {rule.counter for rule in book.by_counter[Counter.XP]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_has_a_name_a_word_and_says_what_to_do(language: str) -> None:
    wording = Wording()
    wording.add("achievements", STRINGS)
    words = wording.words("achievements", language)

    names = [words.say(f"rule_{rule.key}") for rule in built_in()]
    tasks = [views.how(rule, tier.at, words) for rule in built_in() for tier in rule.tiers]

    assert len(set(names)) == len(names)
    assert all(words.help(f"rule_{rule.key}") for rule in built_in())
    assert max(map(len, names)) <= 40 and max(map(len, tasks)) <= 120
    assert not any("{" in text or "$" in text for text in [*names, *tasks])


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("[1, 5]", "[5, 1]", "must rise"),
        ("[1, 5]", "[]", "at least 1"),
        ("[1, 5]", "[0]", "greater than 0"),
        ("at =", "xp = [1]\nat =", "2 thresholds, but 1 rewards"),
        ("at =", 'span = "date"\nat =', "go together"),
        ("at =", 'on = ["13-13-13"]\nat =', "match pattern"),
        ('"messages"', '"hand"', "nothing counts"),
        ('"messages"', '"quizzes"', "Input should be"),
        ("emoji", "emojy", "not permitted"),
        ('"words"', '"poetry"', "Input should be"),
    ],
)
def test_a_file_that_is_wrong_is_named(tmp_path: Path, before: str, after: str, why: str) -> None:
    assert before in GOOD
    (tmp_path / "10-bad.toml").write_text(GOOD.replace(before, after), encoding="utf-8")

    with pytest.raises(ValidationError, match=why):
        read(tmp_path)


def test_two_with_one_name_are_refused(tmp_path: Path) -> None:
    for name in ("10-one", "20-two"):
        (tmp_path / f"{name}.toml").write_text(GOOD, encoding="utf-8")

    with pytest.raises(ValueError, match="named twice: talker"):
        read(tmp_path)
