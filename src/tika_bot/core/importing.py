"""Takes a plugin's modules out of Python and, if need be, puts them back."""

import importlib
import linecache
import sys
from contextlib import suppress
from pathlib import Path
from types import ModuleType

Modules = dict[str, ModuleType]


def import_room(package: str, folder: Path, room: str) -> ModuleType | None:
    """Return the module of ``room``, or None if the plugin in ``folder`` has no such room.

    This is the only dynamic import of the house, beside the plugins' package itself.
    """
    if not ((folder / f"{room}.py").exists() or (folder / room / "__init__.py").exists()):
        return None
    return importlib.import_module(f"{package}.{room}")


def take_out(package: str) -> Modules:
    """Remove the modules of ``package`` and return them; the next import reads the files again."""
    inside = f"{package}."
    taken = {
        name: module for name, module in sys.modules.items() if name == package or name.startswith(inside)
    }
    for name, module in taken.items():
        del sys.modules[name]
        # Compiled files are told apart by size and whole seconds: too coarse for an editor's save.
        cached = getattr(module, "__cached__", None)
        if cached:
            with suppress(OSError):
                Path(cached).unlink()
    parent, _, name = package.rpartition(".")
    if parent in sys.modules:
        vars(sys.modules[parent]).pop(name, None)
    importlib.invalidate_caches()
    linecache.checkcache()
    return taken


def put_back(package: str, taken: Modules) -> None:
    """Undo `take_out`, and forget what was imported since."""
    take_out(package)
    sys.modules.update(taken)
    parent, _, name = package.rpartition(".")
    if parent in sys.modules and package in taken:
        setattr(sys.modules[parent], name, taken[package])


def demand_syntax(folder: Path) -> None:
    """Let pass if every Python file under ``folder`` can be compiled.

    Raises:
        SyntaxError: one can't.
    """
    for file in sorted(folder.rglob("*.py")):
        compile(file.read_bytes(), str(file), "exec", dont_inherit=True)
