"""Which plugins there are, whether they can run here, and in which order, without importing any of them."""

import importlib
import importlib.util
from collections.abc import Iterable, Mapping, MutableSequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from importlib.metadata import entry_points
from pathlib import Path

import structlog

import tika_bot

from .manifest import Manifest, ManifestWrong, did_you_mean, fits, read_manifest

log = structlog.get_logger(__name__)

PACKAGE = "tika_bot.plugins"
GROUP = "tika_bot.plugins"
"""The entry point group through which installed packages join."""

EXTRAS = {"cards": "PIL", "postgres": "asyncpg", "redis": "redis", "sandbox": "aiohttp"}
"""Optional extra → a module that is there once it is installed."""


@dataclass(frozen=True, slots=True)
class Found:
    """A folder with a manifest. ``why`` says why it can't be used at all, if so."""

    id: str
    folder: Path
    package: str
    manifest: Manifest
    why: str | None = None


def find_plugins(folders: Iterable[Path] = (), *, shipped: bool = True) -> dict[str, Found]:
    """Return by id the plugins in ``folders`` and, if ``shipped``, ours and those of installed packages.

    Folders join the package ``tika_bot.plugins``, so that a plugin's imports look alike wherever it lives.
    """
    _join(folders)
    found: dict[str, Found] = {}
    ours = [Path(place) for place in _places()] if shipped else folders
    for place in ours:
        for manifest in sorted(place.glob("*/manifest.toml")):
            _put(found, _found(manifest.parent.name, manifest.parent, f"{PACKAGE}.{manifest.parent.name}"))
    for entry in entry_points(group=GROUP) if shipped else ():
        spec = importlib.util.find_spec(entry.value)  # a top-level package is found, not imported
        for location in (spec.submodule_search_locations or ()) if spec else ():
            _put(found, _found(entry.name, Path(location), entry.value))
    return found


def leave(folders: Iterable[Path]) -> None:
    """Undo that ``folders`` joined the package."""
    for folder in folders:
        if str(folder) in _places():
            _places().remove(str(folder))


def chosen(found: Mapping[str, Found], only: Iterable[str]) -> dict[str, Found]:
    """Return those named in ``only``, what they depend on, and what no guild can do without; all if empty."""
    wanted, waiting = set[str](), list(only)
    if not waiting:
        return dict(found)
    waiting += [name for name, plugin in found.items() if plugin.manifest.required]
    while waiting:
        name = waiting.pop()
        if name in found and name not in wanted:
            wanted.add(name)
            waiting += found[name].manifest.depends
        elif name not in found:
            log.warning("plugin.unknown", plugin=name, hint=did_you_mean(name, found).strip("; "))
    return {name: plugin for name, plugin in found.items() if name in wanted}


def refusals(manifests: Mapping[str, Manifest], unusable: Mapping[str, str]) -> dict[str, str]:
    """Return why plugins can't run, by id: those ``unusable`` already, and what follows for the others."""
    why = dict(unusable)
    for name, manifest in manifests.items():
        fault = _own_fault(manifest, manifests)
        if fault is not None:
            why.setdefault(name, fault)
    graph = {name: set(manifest.depends) for name, manifest in manifests.items() if name not in why}
    for name in _in_circles(graph):
        why[name] = "manifest.toml: depends goes in a circle through " + _circle_of(name, graph)
    while True:  # whoever depends on a refused one is refused too
        more = {
            name: f"needs {other!r}, which can't run: {why[other]}"
            for name, manifest in manifests.items()
            for other in manifest.depends
            if name not in why and other in why
        }
        if not more:
            return why
        why |= more


def in_order(manifests: Mapping[str, Manifest]) -> list[str]:
    """Return the ids so that each comes behind what it depends on and, where possible, behind its ``after``.

    Their ``depends`` must go in no circle.
    """
    graph = {
        name: {other for other in (*manifest.depends, *manifest.after) if other in manifests}
        for name, manifest in sorted(manifests.items())
    }
    try:
        return list(TopologicalSorter(graph).static_order())
    except CycleError as circle:
        # `after` is a wish: if wishes contradict, only the needs count.
        log.warning("plugin.after_circle", plugins=circle.args[1])
        needs = {name: set(manifest.depends) & set(manifests) for name, manifest in sorted(manifests.items())}
        return list(TopologicalSorter(needs).static_order())


def _places() -> MutableSequence[str]:
    """Return where Python looks for plugins, found by name: no floor imports what stands on it."""
    return importlib.import_module(PACKAGE).__path__


def _join(folders: Iterable[Path]) -> None:
    for folder in folders:
        if str(folder) not in _places():
            _places().append(str(folder))


def _put(found: dict[str, Found], plugin: Found) -> None:
    if plugin.id in found:
        first = found[plugin.id].folder
        log.warning("plugin.twice", plugin=plugin.id, used=str(first), ignored=str(plugin.folder))
        return
    found[plugin.id] = plugin


def _found(name: str, folder: Path, package: str) -> Found:
    try:
        return Found(name, folder, package, read_manifest(folder, name))
    except ManifestWrong as wrong:
        stand_in = Manifest(id=name, name=name[:40], summary="Its manifest can't be used.", default="off")
        return Found(name, folder, package, stand_in, str(wrong))


def _own_fault(manifest: Manifest, manifests: Mapping[str, Manifest]) -> str | None:
    if not fits(manifest.tika, tika_bot.__version__):
        return f"manifest.toml: needs tika {manifest.tika}, this is {tika_bot.__version__}"
    for extra in manifest.extras:
        if extra not in EXTRAS:
            return f"manifest.toml: extras names {extra!r}, which doesn't exist{did_you_mean(extra, EXTRAS)}"
        if importlib.util.find_spec(EXTRAS[extra]) is None:
            return f"needs the extra {extra!r}; install it with: pip install 'tika-bot[{extra}]'"
    for other in manifest.depends:
        if other not in manifests:
            return (
                f"manifest.toml: depends names {other!r}, which doesn't exist{did_you_mean(other, manifests)}"
            )
    return None


def _in_circles(graph: Mapping[str, set[str]]) -> set[str]:
    """Return the names from which a way leads back to themselves."""
    return {name for name in graph if name in _reachable(name, graph)}


def _reachable(start: str, graph: Mapping[str, set[str]]) -> set[str]:
    seen, waiting = set[str](), list(graph[start])
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += graph.get(name, ())
    return seen


def _circle_of(start: str, graph: Mapping[str, set[str]]) -> str:
    """Return the shortest circle through ``start`` as ``a → b → a``."""
    ways = [[start]]
    while ways:
        way = ways.pop(0)
        for name in sorted(graph.get(way[-1], ())):
            if name == start:
                return " → ".join([*way, start])
            if name not in way:
                ways.append([*way, name])
    return start
