"""Pages are counted, clamped and turned."""

import pytest

from tika_bot.kit.confirm import confirm_row
from tika_bot.kit.pager import page_count, page_of, pager_row
from tika_bot.kit.progress import bar
from tika_bot.kit.screen import Button


@pytest.mark.parametrize(("items", "pages"), [(0, 1), (1, 1), (10, 1), (11, 2), (20, 2)])
def test_no_items_fill_one_empty_page(items: int, pages: int) -> None:
    assert page_count(items, 10) == pages


def test_a_page_holds_its_items_and_the_last_one_the_rest() -> None:
    assert list(page_of(range(12), 2, 5)) == [5, 6, 7, 8, 9]
    assert list(page_of(range(12), 3, 5)) == [10, 11]


def test_a_single_page_needs_no_buttons() -> None:
    assert pager_row("levels", "page", 1, 1) == ()


def test_the_ends_are_closed_and_no_two_buttons_share_an_id() -> None:
    first, middle, last = pager_row("levels", "page", 1, 2, "week")

    assert isinstance(first, Button) and first.disabled
    assert isinstance(last, Button) and not last.disabled and last.action == "levels:page:2:week"
    assert isinstance(middle, Button) and middle.label == "1 / 2"
    assert len({first.action, middle.action, last.action}) == 3


def test_a_question_carries_what_it_is_about() -> None:
    yes, no = confirm_row("privacy", "delete", 7, yes="Do it", no="Don't")

    assert isinstance(yes, Button) and yes.action == "privacy:delete:yes:7" and yes.style == "danger"
    assert isinstance(no, Button) and no.action == "privacy:delete:no:7"


@pytest.mark.parametrize(
    ("done", "total", "text"),
    [(0, 10, "▱▱▱▱▱ 0 %"), (5, 10, "▰▰▱▱▱ 50 %"), (20, 10, "▰▰▰▰▰ 100 %"), (0, 0, "▰▰▰▰▰ 100 %")],
)
def test_progress_stays_between_nothing_and_all(done: int, total: int, text: str) -> None:
    assert bar(done, total, width=5) == text
