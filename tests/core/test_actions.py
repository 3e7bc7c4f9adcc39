"""A button's id says everything about its click, also after a restart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tika_bot.core.actions import ActionId, action_id, parse_action

names = st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True)
arguments = st.lists(st.text(st.characters(exclude_characters=":"), max_size=8), max_size=5)


@given(names, names, arguments)
def test_what_goes_in_comes_out(plugin: str, verb: str, args: list[str]) -> None:
    assert parse_action(action_id(plugin, verb, *args)) == ActionId(plugin, verb, tuple(args))


def test_numbers_come_back_as_text() -> None:
    assert parse_action(action_id("quiz", "answer", 2**62, 3)) == ActionId(
        "quiz", "answer", (str(2**62), "3")
    )


@pytest.mark.parametrize(
    ("plugin", "verb", "args"),
    [("quiz", "answer", ("a:b",)), ("Quiz", "answer", ()), ("quiz", "", ()), ("quiz", "go", ("x" * 93,))],
)
def test_what_could_not_be_read_back_is_not_written(plugin: str, verb: str, args: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"colon|characters|verb"):
        action_id(plugin, verb, *args)


@given(st.text(max_size=120))
def test_foreign_ids_never_raise(text: str) -> None:
    parsed = parse_action(text)

    assert parsed is None or action_id(parsed.plugin, parsed.verb, *parsed.args) == text
