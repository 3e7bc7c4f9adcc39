"""What things are called: the ids under which a plugin's strings name it and its settings.

A manifest and a ``settings.py`` say everything once, in English. What another language calls it stands in the
plugin's own strings, and English may do so too where the words of the code aren't good enough:

    plugin-name = Erinnerungen
    plugin-summary = Sagt es noch einmal, zur rechten Zeit.
    plugin-keeps-1 = deine Nutzer-ID
    plugin-until = …
    setting-morning-hour = Stunde für „morgen“
        .help = Welche Stunde „morgen“ ohne Uhrzeit meint.
    value-announce-same = im selben Kanal

Categories are named in the core's strings (``category-community``).
"""

from collections.abc import Iterable

from .manifest import Manifest
from .setting_types import SettingField
from .wording import Named

PLATFORM = Manifest(
    id="core",
    name="General",
    summary="Language, time zone and the like, for the whole server.",
    category="house",
    required=True,
)
"""Stands for the platform itself wherever plugins are named."""

NAME = "plugin-name"
SUMMARY = "plugin-summary"
UNTIL = "plugin-until"
HELP = ".help"
"""The attribute with a setting's line of help."""


def keeps_id(number: int) -> str:
    """Return the id of the ``number``-th thing that a plugin keeps, counted from 1."""
    return f"plugin-keeps-{number}"


def setting_id(name: str) -> str:
    """Return the id of the setting called ``name``."""
    return f"setting-{_dashed(name)}"


def value_id(name: str, choice: str) -> str:
    """Return the id of what the setting called ``name`` can be."""
    return f"value-{_dashed(name)}-{_dashed(choice)}"


def category_id(category: str) -> str:
    """Return the id of a category; it is the core's."""
    return f"category-{_dashed(category)}"


def readable(name: str) -> str:
    """Return a name from code as a heading: ``morning_hour`` is "Morning hour"."""
    words = name.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]


def named(manifest: Manifest) -> Named:
    """Return a plugin's name, to be put into a sentence in whatever language that will be."""
    return Named(f"{manifest.id}.{NAME}", manifest.name)


def names(manifest: Manifest, fields: Iterable[SettingField]) -> dict[str, str]:
    """Return every id that a plugin's strings may have → what is said where they haven't."""
    found = {NAME: manifest.name, SUMMARY: manifest.summary}
    if manifest.data is not None:
        found |= {keeps_id(number): kept for number, kept in enumerate(manifest.data.keeps, 1)}
        found[UNTIL] = manifest.data.until
    for field in fields:
        found[setting_id(field.name)] = readable(field.name)
        found[setting_id(field.name) + HELP] = field.help
        found |= {value_id(field.name, choice): readable(choice) for choice in field.choices}
    return found


def _dashed(name: str) -> str:
    return name.lower().replace("_", "-").replace(" ", "-")
