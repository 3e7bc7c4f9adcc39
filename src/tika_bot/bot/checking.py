"""What Discord would refuse about our commands, and buttons that nobody answers; for ``tika check``."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

from tika_bot.core.finding import find_plugins
from tika_bot.kit.catalogue import declared

TOP_LEVEL = 100
CHILDREN = 25
DESCRIPTION = 100


def offences() -> list[str]:
    """Return one sentence per offence of the plugins that ship with Tika, sorted."""
    names: dict[str, str] = {}
    found: list[str] = []
    for plugin in find_plugins().values():
        if not (plugin.folder / "commands.py").exists() and not (plugin.folder / "commands").is_dir():
            continue
        room = importlib.import_module(f"{plugin.package}.commands")
        for command in declared(room):
            other = names.setdefault(command.name, plugin.id)
            if other != plugin.id:
                found.append(f"{plugin.id}: the command {command.name!r} is {other}'s already")
            found += [f"{plugin.id}: {complaint}" for complaint in _complaints(command)]
        found += _unanswered(plugin.id, plugin.folder, set(getattr(room, "ACTIONS", {})))
    if len(names) > TOP_LEVEL:
        found.append(f"there are {len(names)} top-level commands; Discord takes {TOP_LEVEL}")
    return sorted(found)


def _complaints(command: object) -> Iterator[str]:
    name = getattr(command, "qualified_name", "?")
    text = getattr(command, "description", "") or getattr(command, "short_doc", "")
    if not text:
        yield f"/{name} has no description"
    if len(text) > DESCRIPTION:
        yield f"/{name}: its description has {len(text)} letters; Discord takes {DESCRIPTION}"
    children = list(getattr(command, "commands", ()))
    if len(children) > CHILDREN:
        yield f"/{name} has {len(children)} subcommands; Discord takes {CHILDREN}"
    for child in children:
        yield from _complaints(child)


def _unanswered(plugin: str, folder: Path, verbs: set[str]) -> Iterator[str]:
    """Yield a sentence for each button whose verb isn't in ``ACTIONS``."""
    for file in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            verb = _verb(node)
            if verb is not None and verb not in verbs:
                yield f"{plugin}: {file.name}:{node.lineno}: no action {verb!r} in ACTIONS"  # type: ignore[attr-defined]


def _verb(node: ast.AST) -> str | None:
    """Return the verb of an ``action_id`` or a row of the pager or of confirm, if it's the plugin's own.

    A plugin names itself by a constant of its own; a literal in that place is somebody else's name.
    """
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
        return None
    if node.func.id not in {"action_id", "pager_row", "confirm_row"} or len(node.args) < 2:  # noqa: PLR2004
        return None
    owner, verb = node.args[0], node.args[1]
    if isinstance(owner, ast.Constant) or not isinstance(verb, ast.Constant):
        return None
    return verb.value if isinstance(verb.value, str) else None
