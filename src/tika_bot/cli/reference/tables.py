"""Tables as Markdown writes them, and the plugins that the pages speak of."""

from collections.abc import Iterable, Sequence

from tika_bot.core.finding import PACKAGE, Found, find_plugins

NOTHING = "–"
"""Stands in a cell that has nothing to say."""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of a table; an empty cell gets a dash; bars and line ends are made harmless."""
    first = "| " + " | ".join(head) + " |"
    return [first, "|" + "---|" * len(head), *(_row(row) for row in rows)]


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|") or NOTHING


def code(value: object) -> str:
    """Return ``value`` in code marks; a dash for nothing."""
    text = str(value)
    return f"`{text}`" if value is not None and text else NOTHING


def codes(values: Iterable[object]) -> str:
    """Return each of ``values`` in code marks, with commas between; a dash for none."""
    return ", ".join(f"`{value}`" for value in values) or NOTHING


def shipped() -> list[Found]:
    """Return the plugins that ship with Tika, by id; those that are merely installed here are left out."""
    return [
        found
        for _, found in sorted(find_plugins().items())
        if found.package.startswith(PACKAGE + ".") and found.why is None and _is_ours(found)
    ]


def _is_ours(found: Found) -> bool:
    return found.folder.parent.name == "plugins" and found.folder.parent.parent.name == "tika_bot"
