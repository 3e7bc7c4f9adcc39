"""A scene on paper is read, its mistakes are named, and ``…`` fits whatever stands there."""

import pytest

from tika_sandbox.record.scene import Scene, SceneWrong, Shown, Step, fits, read


@pytest.mark.parametrize(
    ("wanted", "found", "does"),
    [
        ("Pong.", "Pong.", True),
        ("Pong.", "Pong!", False),
        ("Pong.", "Pong. And more", False),
        ("Level …", "Level 3", True),
        ("… coins", "1,000\nfine coins", True),
        ("Rank …, … XP", "Rank 1, 20 XP", True),
        ("(.*)", "anything", False),
    ],
)
def test_words_fit(wanted: str, found: str, does: bool) -> None:
    assert fits(wanted, found) is does


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[", "not YAML"),
        ("scene: x", "`steps`"),
        ("steps: [tea]", "step 1: 'tea'"),
        ("steps: [{alice says: x}, {sees: []}]", "step 2: one deed"),
        ("steps: [{alice sais: x}]", "did you mean 'says'"),
        ("steps: [{says: x}]", "nobody can do 'says'"),
        ("steps: [{alice says: x, sees: [{in: general}]}]", "step 1, sees: "),
        ("steps: [{alice says: x, sees: [words]}]", "'words' isn't an author"),
    ],
)
def test_a_mistake_is_named_with_its_place(text: str, said: str) -> None:
    with pytest.raises(SceneWrong) as wrong:
        read(text)

    assert said in str(wrong.value)


def test_what_is_written_is_read_again() -> None:
    shown = (
        Shown("two\nlines ", "Tika", place="direct", to="alice", files=("a.png",)),
        Shown("Note", kind="form"),
    )
    step = Step("alice", "runs", "/order", "tea", "Roof", {"with": {"for": {"person": "bruno"}}}, shown)
    scene = Scene("Tea", (step, Step("bruno", "leaves")), 3.0)

    again = read(scene.written())

    assert again.steps[0].sees[0].text == "two\nlines"  # nobody sees a blank at the end of a line
    assert again.written() == scene.written()
