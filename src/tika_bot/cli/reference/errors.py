"""The page of what can be refused or fail, in the words that members read."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent

import tika_bot
from tika_bot.core.wording import ENGLISH, files_by_language

from .tables import NOTHING, shipped, table

HOME = Path(tika_bot.__file__).parent
KINDS = {"Refusal": "refusal", "Busy": "busy", "Broken": "ours", "TikaError": "ours"}

Kinds = Mapping[tuple[str, str], str]
"""(plugin, sentence) → refusal, busy or ours."""


def page() -> str:
    """Return the catalogue of errors: sentence and help, by plugin."""
    lines = [
        "# What can go wrong, and what helps",
        "",
        "A *refusal* is the rules saying no: nothing was changed and nothing is logged. *Busy* means that",
        "trying again now may work. What is *ours* has an incident number, under which the operator finds",
        "one line in the log. Words in ‹these marks› are filled in; a slash stands between forms.",
    ]
    kinds = _kinds()
    homes = [("The house", "core", [HOME / "core/strings", HOME / "bot/strings"])]
    homes += [(found.manifest.name, found.id, [found.folder / "strings"]) for found in shipped()]
    for title, owner, folders in homes:
        rows = list(_rows(owner, folders, kinds))
        if rows:
            lines += ["", f"## {title}", "", *table(["key", "kind", "sentence", "what helps"], rows)]
    return "\n".join(lines) + "\n"


def _rows(owner: str, folders: Iterable[Path], kinds: Kinds) -> Iterator[tuple[str, str, str, str]]:
    for message in _messages(folders):
        name = message.id.name
        helps = next((item.value for item in message.attributes if item.id.name == "help"), None)
        if (owner, name) not in kinds and helps is None:
            continue
        kind = kinds.get((owner, name), "refusal")
        yield f"`{owner}.{name}`", kind, _text(message.value), _text(helps) if helps else NOTHING


def _messages(folders: Iterable[Path]) -> Iterator[fluent.Message]:
    for folder in folders:
        for file in files_by_language(folder).get(ENGLISH, []):
            body = FluentParser(with_spans=False).parse(file.read_text(encoding="utf-8")).body
            yield from (entry for entry in body if isinstance(entry, fluent.Message))


def _text(pattern: fluent.Pattern | None) -> str:
    """Return a pattern with its blanks named and its variants side by side."""
    return "".join(_part(element) for element in pattern.elements) if pattern is not None else ""


def _part(element: object) -> str:
    if isinstance(element, fluent.TextElement):
        return element.value
    inner = element.expression if isinstance(element, fluent.Placeable) else element
    if isinstance(inner, fluent.SelectExpression):
        return " / ".join(_text(variant.value).strip() for variant in inner.variants)
    if isinstance(inner, fluent.FunctionReference):
        return "".join(_part(argument) for argument in inner.arguments.positional)
    if isinstance(inner, fluent.VariableReference | fluent.MessageReference):
        return f"‹{inner.id.name}›"
    return str(getattr(inner, "value", ""))


def _kinds() -> Kinds:
    """Return of which kind each error is, read from the classes that carry a ``key``."""
    bases: dict[str, list[str]] = {}
    keys: dict[str, str] = {}
    for file in sorted(HOME.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases.setdefault(node.name, [base.id for base in node.bases if isinstance(base, ast.Name)])
                key = _key(node)
                if key is not None:
                    keys[node.name] = key
    return {_split(key): kind for name, key in keys.items() if (kind := _kind(name, bases)) is not None}


def _key(node: ast.ClassDef) -> str | None:
    for line in node.body:
        if isinstance(line, ast.Assign) and [ast.unparse(target) for target in line.targets] == ["key"]:
            return str(line.value.value) if isinstance(line.value, ast.Constant) else None
    return None


def _kind(name: str, bases: Mapping[str, list[str]]) -> str | None:
    if name in KINDS:
        return KINDS[name]
    return next((kind for base in bases.get(name, []) if (kind := _kind(base, bases))), None)


def _split(key: str) -> tuple[str, str]:
    owner, _, name = key.rpartition(".")
    return owner, name.replace("_", "-")
