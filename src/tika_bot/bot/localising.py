"""Puts a plugin's own words into the commands that Discord's picker shows, in every language it has.

A command's sentence is ``command-remind-me``, an option's ``option-remind-me-when`` or, where several
commands share it, ``option-when``; a choice's is ``choice-direct`` by its value. What has no sentence keeps
the words of the code.
"""

from typing import Any

from tika_bot.core.wording import ENGLISH, Wording

SUBCOMMANDS = {1, 2}
"""Discord's option types for a subcommand and a group of them."""

DISCORDS = {"es": "es-ES", "pt": "pt-BR", "zh": "zh-CN", "sv": "sv-SE"}
"""Languages that Discord knows only by country; the others go by the names that our files have."""

Document = dict[str, Any]


def localised(document: Document, plugin: str, wording: Wording) -> Document:
    """Return Discord's ``document`` of a top-level command with ``plugin``'s words in it."""
    if document.get("type", 1) != 1:
        return document  # context menus have a name and nothing else
    return _command(document, (document["name"],), plugin, wording)


def _command(document: Document, path: tuple[str, ...], plugin: str, wording: Wording) -> Document:
    told = _described(document, [f"command-{'-'.join(path)}"], plugin, wording)
    if document.get("options"):
        told["options"] = [_option(option, path, plugin, wording) for option in document["options"]]
    return told


def _option(option: Document, path: tuple[str, ...], plugin: str, wording: Wording) -> Document:
    name = option["name"]
    if option["type"] in SUBCOMMANDS:
        return _command(option, (*path, name), plugin, wording)
    told = _described(option, [f"option-{'-'.join(path)}-{name}", f"option-{name}"], plugin, wording)
    if option.get("choices"):
        told["choices"] = [_choice(choice, plugin, wording) for choice in option["choices"]]
    return told


def _described(document: Document, keys: list[str], plugin: str, wording: Wording) -> Document:
    return _with_words(document, "description", keys, plugin, wording)


def _choice(choice: Document, plugin: str, wording: Wording) -> Document:
    return _with_words(choice, "name", [f"choice-{choice['value']}"], plugin, wording)


def _with_words(document: Document, field: str, keys: list[str], plugin: str, wording: Wording) -> Document:
    """Return ``document`` with ``field`` in English and its localizations, by the first key that exists."""
    found = next((words for key in keys if (words := wording.translations(plugin, key))), {})
    others = {
        DISCORDS.get(language, language): text for language, text in found.items() if language != ENGLISH
    }
    told = document | {field: found.get(ENGLISH, document[field])}
    return told | {f"{field}_localizations": others} if others else told
