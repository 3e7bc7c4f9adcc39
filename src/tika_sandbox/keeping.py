"""Keeps a world in a folder: a snapshot of all rows, a log of the rows since, and the files beside them.

Each change is one line of the log, written before the change is told to anybody, so that a killed process
loses nothing that somebody saw. Putting a row twice is harmless; that makes reading back simple: the
snapshot's rows, then the log's in order, whatever happened between writing the one and emptying the other.
"""

import hashlib
import os
import types
from collections.abc import Callable, Container, Hashable
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import IO, Any, Final, Union, cast, get_args, get_origin, get_type_hints

import orjson

from tika_sandbox.world.state import World

LONGEST_LOG: Final = 200_000
"""Lines after which a new snapshot is written while running."""

Reader = Callable[[Any], Any]


class FolderBlobs:
    """Files named by their content in a folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder

    def put(self, content: bytes) -> str:
        """Keep ``content`` and return its name."""
        name = hashlib.sha256(content).hexdigest()
        file = self._folder / name
        if not file.exists():
            part = file.with_suffix(".part")
            part.write_bytes(content)
            part.replace(file)
        return name

    def get(self, name: str) -> bytes | None:
        """Return what is kept under ``name`` or None."""
        file = self._folder / Path(name).name
        return file.read_bytes() if file.is_file() else None

    def drop(self, name: str) -> None:
        """Forget what is kept under ``name``, if anything."""
        (self._folder / Path(name).name).unlink(missing_ok=True)

    def keep_only(self, names: Container[str]) -> None:
        """Forget what isn't among ``names``: a killed process may have left it behind."""
        for file in self._folder.iterdir():
            if file.name not in names:
                file.unlink()


class Keeper:
    """Writes a world's changes into a folder from ``open`` to ``close``."""

    def __init__(self, world: World, folder: Path) -> None:
        self._world = world
        self._snapshot = folder / "world.json"
        self._path = folder / "changes.jsonl"
        self._lines = 0
        self._log: IO[bytes] | None = None

    @classmethod
    def open(cls, world: World, folder: Path) -> "Keeper":
        """Fill ``world`` with what ``folder`` holds, and keep it there from now on.

        Raises:
            OSError: The folder can't be written.
        """
        blobs = FolderBlobs(folder / "blobs")
        keeper = cls(world, folder)
        keeper._load()
        # Only now: read back in between, a row that was dropped long ago would take a later one's file along.
        world.blobs = blobs
        blobs.keep_only(world.holders)
        keeper._begin()
        for table in world.tables.values():
            table.on_write(keeper._wrote)
        return keeper

    def close(self) -> None:
        """Write a last snapshot."""
        if self._log is not None:
            self._begin()
            self._log.close()
            self._log = None

    def _load(self) -> None:
        if self._snapshot.exists():
            for name, rows in orjson.loads(self._snapshot.read_bytes()).items():
                for row in rows:
                    self._put(name, row)
        if self._path.exists():
            for line in self._path.read_bytes().split(b"\n"):
                self._replay(line)

    def _replay(self, line: bytes) -> None:
        try:
            name, key, row = orjson.loads(line)
        except ValueError:
            return  # the last line of a killed process may be torn, and then nobody saw its change
        if row is None:
            self._world.tables[name].drop(tuple(key) if isinstance(key, list) else key)
        else:
            self._put(name, row)

    def _put(self, name: str, row: Any) -> None:
        table = self._world.tables[name]
        table.put(reader(cast("Hashable", table.kind))(row))

    def _begin(self) -> None:
        """Write a snapshot and start an empty log."""
        rows = {name: list(table) for name, table in self._world.tables.items()}
        part = self._snapshot.with_suffix(".part")
        with part.open("wb") as file:
            file.write(orjson.dumps(rows))
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._snapshot)
        if self._log is not None:
            self._log.close()
        self._log = self._path.open("wb")
        self._lines = 0

    def _wrote(self, name: str, key: Any, row: Any) -> None:
        if self._log is None:
            return
        self._log.write(orjson.dumps((name, key, row)) + b"\n")
        self._log.flush()
        self._lines += 1
        if self._lines >= LONGEST_LOG:
            self._begin()


@cache
def reader(kind: Any) -> Reader:
    """Return the function that makes a value of type ``kind`` from its JSON."""
    if kind is datetime:
        return datetime.fromisoformat
    if is_dataclass(kind):
        return _row_reader(kind)
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        inner = [reader(part) for part in parts if part is not type(None)]
        return _optional(inner[0]) if len(inner) == 1 else _same
    if origin is tuple:
        item = reader(parts[0])
        return lambda value: tuple(item(one) for one in value)
    return _same


def _row_reader(kind: Any) -> Reader:
    # The readers are looked up on first use: a row type may hold rows of its own type.
    def read(value: dict[str, Any]) -> Any:
        readers = _field_readers(kind)
        return kind(**{name: readers[name](said) for name, said in value.items() if name in readers})

    return read


@cache
def _field_readers(kind: Any) -> dict[str, Reader]:
    hints = get_type_hints(kind)
    return {field.name: reader(hints[field.name]) for field in fields(kind)}


def _optional(read: Reader) -> Reader:
    return lambda value: None if value is None else read(value)


def _same(value: Any) -> Any:
    return value
