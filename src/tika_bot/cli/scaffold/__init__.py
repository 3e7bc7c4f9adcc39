"""Writes the beginning of a plugin: one command, one table, two languages, and tests that pass.

The template is the folder beside this file; ``__id__``, ``__Class__`` and ``__Name__`` in it are the
blanks. Its files end in ``.txt`` so that no tool takes them for code of ours.
"""

import re
from pathlib import Path

from tika_bot.core.manifest import PLUGIN_ID

TEMPLATE = Path(__file__).parent / "template"


class NameTaken(Exception):
    """There is something of that name already."""


def write_plugin(name: str, into: Path) -> Path:
    """Write a plugin called ``name`` into the folder ``into`` and return its own folder.

    Raises:
        ValueError: ``name`` can't be an id.
        NameTaken: the folder exists, or a plugin that ships has that id.
    """
    if not PLUGIN_ID.fullmatch(name):
        raise ValueError(f"name: {name!r} should be small letters, digits and _, at most 32, a letter first")
    folder = into / name
    shipped = TEMPLATE.parents[2] / "plugins" / name
    if folder.exists() or shipped.exists():
        raise NameTaken(f"name: there's a plugin {name!r} already in {into if folder.exists() else 'Tika'}")
    words = name.strip("_").split("_")
    blanks = {
        "__id__": name,
        "__Class__": "".join(word.capitalize() for word in words),
        "__Name__": " ".join(words).capitalize(),
    }
    for source in sorted(TEMPLATE.rglob("*.txt")):
        target = folder / _filled(str(source.relative_to(TEMPLATE).with_suffix("")), blanks)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_filled(source.read_text(encoding="utf-8"), blanks), encoding="utf-8")
    return folder


def _filled(text: str, blanks: dict[str, str]) -> str:
    return re.sub("|".join(blanks), lambda blank: blanks[blank[0]], text)
