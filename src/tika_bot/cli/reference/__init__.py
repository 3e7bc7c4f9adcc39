"""The reference pages, written from the code so that they can't go stale."""

from pathlib import Path

from tika_bot.cli.reference import commands, configuration, errors, metrics, plugins, sandbox, settings

GENERATED = "<!-- Written by `make docs`; change the code instead. -->\n\n"

CHECKOUT = Path(__file__).parents[4] / "docs" / "reference"
"""Where the pages are kept. An installed Tika has none."""

WRITERS = {
    "commands.md": commands.page,
    "configuration.md": configuration.page,
    "errors.md": errors.page,
    "metrics.md": metrics.page,
    "plugins.md": plugins.page,
    "sandbox.md": sandbox.page,
    "settings.md": settings.page,
}


def pages() -> dict[str, str]:
    """Return the pages: file name → text."""
    return {name: GENERATED + write() for name, write in WRITERS.items()}


def stale(folder: Path = CHECKOUT) -> list[str]:
    """Return a sentence per page in ``folder`` that isn't what the code says now; none without a folder."""
    if not folder.is_dir():
        return []
    return [
        f"docs/reference/{name} says something else than the code; run: make docs"
        for name, text in pages().items()
        if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != text
    ]
