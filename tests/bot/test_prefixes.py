"""Which words address the bot."""

import pytest

from tika_bot.bot.prefixes import first_word, likely_meant, matched_prefix


@pytest.mark.parametrize(
    ("content", "prefix"),
    [
        ("!rank", "!"),
        ("!TIKA rank", "!TIKA "),
        ("<@7> rank", "<@7>"),
        ("<@!7>rank", "<@!7>"),
        ("hello", None),
        ("<@8> rank", None),
        ("", None),
    ],
)
def test_the_longest_prefix_wins_in_any_case(content: str, prefix: str | None) -> None:
    assert matched_prefix(content, ("!", "!tika "), 7) == prefix


def test_the_command_is_the_first_word_after_it() -> None:
    assert first_word("!  rank me", "!") == "rank"
    assert first_word("!", "!") == ""


def test_a_near_miss_is_recognised_and_shouting_is_not() -> None:
    assert likely_meant("lederboard", ["leaderboard", "rank"]) == "leaderboard"
    assert likely_meant("!!", ["leaderboard", "rank"]) is None
