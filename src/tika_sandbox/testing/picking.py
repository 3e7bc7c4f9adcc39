"""From what a person types after the slash to what their client sends."""

from collections.abc import Mapping
from typing import Any, Final

SUBCOMMAND, GROUP, TEXT, WHOLE, YES_NO = 1, 2, 3, 4, 5
POINTING: Final = frozenset({6, 7, 8, 9})
NUMBER, FILE = 10, 11
CHAT: Final = 1

Document = dict[str, Any]
Upload = tuple[str, bytes]


def find_command(index: Document, words: list[str], kind: int = CHAT) -> tuple[Document, list[Document]]:
    """Return the command called ``words[0]`` and the chain of groups and subcommands behind it.

    Raises:
        AssertionError: This person may not run such a command here; the text names those they may.
    """
    offered = [one for one in index["application_commands"] if one["type"] == kind]
    command = _named(offered, words[0])
    chain, level = [], command
    for word in words[1:]:
        level = _named(level.get("options", []), word)
        chain.append(level)
    return command, chain


def _named(offered: list[Document], name: str) -> Document:
    for one in offered:
        if one["name"] == name:
            return one
    raise AssertionError(f"no {name!r} among {sorted(one['name'] for one in offered)}")


class Options:
    """Typed options of one command; ``files`` collects what goes along with them."""

    def __init__(self, declared: list[Document]) -> None:
        self._declared = {one["name"]: one for one in declared}
        self.files: list[Upload] = []

    def typed(self, given: Mapping[str, Any], focused: str | None = None) -> list[Document]:
        """Return the options in Discord's shape; ``focused`` is the one that is being typed."""
        return [self._typed(name, value, focused) for name, value in given.items()]

    def _typed(self, name: str, value: Any, focused: str | None) -> Document:
        option = _named(list(self._declared.values()), name)
        if name == focused:
            return {"type": option["type"], "name": name, "value": value, "focused": True}
        return {"type": option["type"], "name": name, "value": self._value(option, value)}

    def _value(self, option: Document, value: Any) -> Any:
        kind = option["type"]
        if kind in POINTING:
            return id_of(value)
        if kind == FILE:
            self.files.append(value)
            return str(len(self.files) - 1)
        if kind == TEXT:
            return _chosen(option, str(value))
        return value


def _chosen(option: Document, said: str) -> str:
    """Return the value behind a choice's name; free text stays what it is."""
    return next((str(one["value"]) for one in option.get("choices") or () if one["name"] == said), said)


def id_of(thing: Any) -> str:
    """Return the id of a person or message, or what is an id already."""
    return str(getattr(thing, "id", thing))


def nested(chain: list[Document], options: list[Document]) -> list[Document]:
    """Return ``options`` wrapped in the groups and subcommands of ``chain``."""
    for step in reversed(chain):
        options = [{"type": step["type"], "name": step["name"], "options": options}]
    return options
