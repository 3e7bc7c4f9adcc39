"""What `tika check` says about plugins: each fault in a sentence, found by reading, hardly by running.

The manifest, the borders between plugins, the rooms' entry points, tables' names, settings' help, and the
words (see `checking_words`). Commands and Discord's limits are the Discord side's own check.
"""

import ast
import importlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from .checking_words import Voice, coverage_notes, word_faults
from .finding import PACKAGE, Found, find_plugins, refusals
from .manifest import Manifest
from .names import PLATFORM, category_id, names
from .setting_types import CoreSettings, GuildSettings, described

__all__ = ["coverage", "offences"]

CORE = Path(__file__).parent

PARTS = ("base", "storage", "net", "core", "kit", "bot")
"""Where the house's own words are said."""

REQUIRED = ("manifest.toml", "__init__.py", "plugin.py", "strings/en.ftl")

ENTRIES: Mapping[str, tuple[str, ...]] = {
    "plugin": ("build",),
    "settings": ("Settings",),
    "commands": ("cogs", "menus", "ACTIONS"),
    "dashboard": ("panels",),
    "console": ("app",),
}
"""Room → names of which at least one must be there."""


def offences(folders: Iterable[Path] = (), *, shipped: bool = True) -> list[str]:
    """Return what is wrong with the plugins that ship and those in ``folders``, a sentence each."""
    found = find_plugins(folders, shipped=shipped)
    faults = [f"{name}: {why}" for name, why in sorted(_refused(found).items())]
    manifests = {name: plugin.manifest for name, plugin in found.items()}
    words = word_faults(_voices(found))
    for name, plugin in sorted(found.items()):
        if plugin.why is None:
            faults += [f"{name}: {fault}" for fault in [*_faults(plugin, manifests), *words[name]]]
    return [*faults, *(f"core: {fault}" for fault in words["core"])]


def coverage(folders: Iterable[Path] = (), *, shipped: bool = True) -> list[str]:
    """Return which sentences and names other languages lack: no faults, English is spoken instead."""
    return coverage_notes(_voices(find_plugins(folders, shipped=shipped)))


def _voices(found: Mapping[str, Found]) -> list[Voice]:
    voices = [
        Voice(name, plugin.folder / "strings", [plugin.folder], frozenset(_names(plugin)))
        for name, plugin in found.items()
    ]
    ours = {*names(PLATFORM, described(CoreSettings))}
    ours |= {category_id(plugin.manifest.category) for plugin in found.values()}
    code = [CORE.parent / part for part in PARTS]
    return [*voices, Voice("core", CORE / "strings", code, frozenset(ours))]


def _names(plugin: Found) -> dict[str, str]:
    """Return what a language may name in ``plugin``: itself and its settings."""
    if plugin.why is not None:
        return {}
    try:
        kind = importlib.import_module(f"{plugin.package}.settings").Settings
        return names(plugin.manifest, described(kind))
    except Exception:  # noqa: BLE001 - it has none, or `_setting_faults` tells what is wrong with them
        return names(plugin.manifest, ())


def _refused(found: Mapping[str, Found]) -> dict[str, str]:
    """Return what the host would refuse, except for what only this machine lacks."""
    manifests = {name: plugin.manifest.model_copy(update={"extras": ()}) for name, plugin in found.items()}
    return refusals(manifests, {name: plugin.why for name, plugin in found.items() if plugin.why})


def _faults(plugin: Found, manifests: Mapping[str, Manifest]) -> Iterator[str]:
    yield from (f"{name} is missing" for name in REQUIRED if not (plugin.folder / name).exists())
    trees: dict[Path, ast.Module] = {}
    for file in sorted(plugin.folder.rglob("*.py")):
        try:
            trees[file] = ast.parse(file.read_bytes(), str(file))
        except SyntaxError as wrong:
            yield f"{_where(plugin, file)}:{wrong.lineno}: {wrong.msg}"
    for file, tree in trees.items():
        yield from (
            f"{_where(plugin, file)}: {fault}" for fault in _trespasses(plugin, file, tree, manifests)
        )
        yield from (f"{_where(plugin, file)}: {fault}" for fault in _foreign_tables(plugin.id, tree))
    yield from _room_faults(plugin, trees)
    yield from _data_faults(plugin, trees)
    yield from _setting_faults(plugin)


def _trespasses(
    plugin: Found, file: Path, tree: ast.Module, manifests: Mapping[str, Manifest]
) -> Iterator[str]:
    """Find imports that go past another plugin's ``api``, or to one that the manifest doesn't name."""
    allowed = {plugin.id, *plugin.manifest.depends, *plugin.manifest.after}
    for module in _imported(plugin, file, tree):
        if not module.startswith(f"{PACKAGE}."):
            continue
        other, *room = module.removeprefix(f"{PACKAGE}.").split(".")
        if other == plugin.id or other not in manifests:
            continue
        if room[:1] != ["api"]:
            yield f"imports {module}: only `{other}.api` is open to visitors"
        elif other not in allowed:
            yield f"imports {module}: add {other!r} to `depends` or `after` in manifest.toml"


def _imported(plugin: Found, file: Path, tree: ast.Module) -> Iterator[str]:
    """Return the full names of everything that ``file`` imports."""
    inside = file.relative_to(plugin.folder).with_suffix("").parts
    here = [*plugin.package.split("."), *(part for part in inside if part != "__init__")]
    package = here if file.name == "__init__.py" else here[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        if isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*start, *([node.module] if node.module else [])])
            yield from (f"{base}.{name.name}" for name in node.names)


def _foreign_tables(name: str, tree: ast.Module) -> Iterator[str]:
    for call in _calls(tree, "Table", "create_table"):
        table = _text(call.args[0]) if call.args else None
        if table is not None and not table.startswith(f"{name}_"):
            yield f"table {table!r} should be called {f'{name}_{table}'!r}: the plugin's id comes first"


def _room_faults(plugin: Found, trees: Mapping[Path, ast.Module]) -> Iterator[str]:
    for room, wanted in ENTRIES.items():
        names = _names_in_room(plugin, room, trees)
        if names is not None and not names.intersection(wanted):
            yield f"{room}.py has no {' or '.join(wanted)}"
    init = trees.get(plugin.folder / "__init__.py")
    if init is not None and any(not _is_docstring(node) for node in init.body):
        yield "__init__.py should hold one docstring and no code"


def _data_faults(plugin: Found, trees: Mapping[Path, ast.Module]) -> Iterator[str]:
    """Find a data statement that nothing carries out."""
    if plugin.manifest.data is None:
        return
    methods = {
        node.name
        for file, tree in trees.items()
        if file.relative_to(plugin.folder).parts[0].startswith("service")
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    for wanted in ("forget", "export"):
        if wanted not in methods:
            yield f"manifest.toml states what it keeps, but the service has no `{wanted}(user)`"


def _setting_faults(plugin: Found) -> Iterator[str]:
    if not (plugin.folder / "settings.py").exists():
        return
    try:
        kind = importlib.import_module(f"{plugin.package}.settings").Settings
    except Exception as wrong:  # noqa: BLE001 - whatever it is, the author reads it
        yield f"settings.py can't be imported: {type(wrong).__name__}: {wrong}"
        return
    if not (isinstance(kind, type) and issubclass(kind, GuildSettings)):
        yield "settings.py: Settings should be a GuildSettings"
        return
    for name, info in kind.model_fields.items():
        if not info.description:
            yield f"settings.py: {name} has no help; give its Field a description"


def _names_in_room(plugin: Found, room: str, trees: Mapping[Path, ast.Module]) -> set[str] | None:
    """Return the names at the top of ``room``, or None if there's no such room."""
    for place in (plugin.folder / f"{room}.py", plugin.folder / room / "__init__.py"):
        if place in trees:
            return set(_top_names(trees[place]))
    return None


def _top_names(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from (name.asname or name.name for name in node.names)
        targets = node.targets if isinstance(node, ast.Assign) else []
        targets = [node.target] if isinstance(node, ast.AnnAssign) else targets
        yield from (target.id for target in targets if isinstance(target, ast.Name))


def _calls(tree: ast.Module, *names: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = (
                node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", None)
            )
            if called in names:
                yield node


def _text(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and _text(node.value) is not None


def _where(plugin: Found, file: Path) -> str:
    return str(file.relative_to(plugin.folder))
