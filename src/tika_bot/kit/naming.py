"""What plugins, categories, settings and their values are called, in the reader's language.

Where no language has a name for something, the manifest's or the code's own is made readable. And the other
way round: what is meant by a name that somebody typed.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable

from tika_bot.base.errors import Refusal
from tika_bot.core.manifest import DataStatement, Manifest
from tika_bot.core.names import (
    NAME,
    SUMMARY,
    UNTIL,
    category_id,
    keeps_id,
    readable,
    setting_id,
    value_id,
)
from tika_bot.core.setting_types import SettingField
from tika_bot.core.wording import Words

AROUND = " \"'“”„«»‘’"
"""What may stand around a name that is typed after a prefix."""


def called(typed: str, *shelves: Iterable[tuple[str, str]]) -> list[str]:
    """Return the keys of what is called ``typed``, from the first of ``shelves`` (key, name) that has any.

    Case, spaces and quotes around it don't matter.
    """
    wanted = _plain(typed)
    found = ([key for key, name in shelf if _plain(name) == wanted] for shelf in shelves)
    return next((keys for keys in found if keys), [])


def told_apart(named: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return ``named`` (key, name) with the key behind each name that more than one has."""
    pairs = list(named)
    often = Counter(_plain(name) for _, name in pairs)
    return [(key, f"{name} ({key})" if often[_plain(name)] > 1 else name) for key, name in pairs]


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().strip(AROUND).split())


def plugin_name(manifest: Manifest, words: Words) -> str:
    """Return what a plugin is called."""
    return words.name(f"{manifest.id}.{NAME}", manifest.name)


def plugin_summary(manifest: Manifest, words: Words) -> str:
    """Return what a plugin is for, in a line."""
    return words.name(f"{manifest.id}.{SUMMARY}", manifest.summary)


def category_name(category: str, words: Words) -> str:
    """Return what a category is called."""
    return words.name(f"core.{category_id(category)}", readable(category))


def kept(manifest: Manifest, words: Words) -> DataStatement | None:
    """Return what a plugin keeps about members and until when; None if it keeps nothing."""
    if manifest.data is None:
        return None
    keeps = [
        words.name(f"{manifest.id}.{keeps_id(number)}", english)
        for number, english in enumerate(manifest.data.keeps, 1)
    ]
    until = words.name(f"{manifest.id}.{UNTIL}", manifest.data.until)
    return DataStatement(keeps=tuple(keeps), until=until)


def setting_label(plugin: str, field: SettingField, words: Words) -> str:
    """Return what one of ``plugin``'s settings is called."""
    return words.name(f"{plugin}.{setting_id(field.name)}", readable(field.name))


def setting_help(plugin: str, field: SettingField, words: Words) -> str:
    """Return what one of ``plugin``'s settings does, in a line."""
    return words.help(f"{plugin}.{setting_id(field.name)}") or field.help


def in_words(wrong: Refusal, plugin: str, field: SettingField, words: Words) -> Refusal:
    """Return what ``wrong`` says of a value of ``field``, in the reader's words."""
    said = {"name": setting_label(plugin, field, words), "hint": setting_help(plugin, field, words)}
    return type(wrong)(**(wrong.fields | said))


def choice_label(plugin: str, field: SettingField, choice: str, words: Words) -> str:
    """Return what one of the things that a setting can be is called."""
    return words.name(f"{plugin}.{value_id(field.name, choice)}", readable(choice))
