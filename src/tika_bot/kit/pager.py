"""Turning pages. The page is in the button's id, so it works after a restart and for everybody's copy.

The handler of ``plugin:verb`` receives the page wanted as its first argument. The middle button opens a form
that asks for a page; the Discord wing answers it for every plugin (`JUMP`, `JUMPED`).
"""

from collections.abc import Sequence
from typing import TypeVar

from tika_bot.core.actions import action_id

from .door import Click
from .screen import Button, Row

JUMP = "?"
"""As first argument: the member wants to be asked which page."""

JUMPED = "="
"""As first argument: the member wrote the page into the form."""

T = TypeVar("T")


def page_count(items: int, per_page: int) -> int:
    """Return how many pages ``items`` fill; no items fill one empty page."""
    return max(1, -(-items // per_page))


def asked_page(click: Click, pages: int) -> int:
    """Return the page that ``click`` asks for, kept within 1…``pages``; nonsense means the first."""
    wanted = click.args[0] if click.args else "1"
    try:
        page = int(wanted)
    except ValueError:
        return 1
    return min(max(page, 1), pages)


def page_of(items: Sequence[T], page: int, per_page: int) -> Sequence[T]:
    """Return the items on ``page`` (1 is the first)."""
    return items[(page - 1) * per_page : page * per_page]


def pager_row(plugin: str, verb: str, page: int, pages: int, *args: object) -> Row:
    """Return the buttons that turn to the neighbours of ``page``; a single page needs none."""
    if pages <= 1:
        return ()
    return (
        Button("◀", action_id(plugin, verb, page - 1, *args), disabled=page <= 1),
        Button(f"{page} / {pages}", action_id(plugin, verb, JUMP, *args)),
        Button("▶", action_id(plugin, verb, page + 1, *args), disabled=page >= pages),
    )
