"""Writes plugins into a folder, for tests of what happens to whole plugins."""

import textwrap
from pathlib import Path

WIRING = """
from tika_bot.core.house import House


class Service:
    def __init__(self, house: House) -> None:
        self.house = house


def build(house: House) -> Service:
    return Service(house)
"""
"""The ``plugin.py`` of a plugin that does nothing."""


def write_plugin(where: Path, name: str, *, manifest: str = "", **rooms: str) -> Path:
    """Write a plugin called ``name`` into the folder ``where`` and return its own folder.

    ``manifest`` are lines beyond id, name and summary; ``rooms`` are Python files by name, without a
    ``plugin`` it does nothing. Its strings can say ``hello``.
    """
    folder = where / name
    (folder / "strings").mkdir(parents=True, exist_ok=True)
    lines = [f'id = "{name}"', f'name = "{name.title()}"', 'summary = "For a test."']
    (folder / "manifest.toml").write_text("\n".join([*lines, textwrap.dedent(manifest)]))
    (folder / "__init__.py").write_text(f'"""{name}, for a test."""\n')
    (folder / "strings" / "en.ftl").write_text(f"hello = Hello from {name}.\n")
    for room, code in ({"plugin": WIRING} | rooms).items():
        (folder / f"{room}.py").write_text(textwrap.dedent(code))
    return folder
