"""Rows of the world. Every change of state is a row put or dropped, so whoever hears those has it all.

That is the whole idea of durability here: a snapshot is every row once, the log is the rows since, and
reading it back is putting them in again. No entry needs replaying and no verb runs twice.
"""

from collections.abc import Callable, Hashable, Iterator
from typing import Any, Generic, TypeAlias, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
Wrote: TypeAlias = Callable[[str, Any, Any], None]
"""Hears (table, key, row); the row is None when it was dropped."""


class Table(Generic[K, V]):
    """Frozen rows of one kind by key, and grouped (a guild's members, a channel's messages)."""

    def __init__(
        self, name: str, kind: type[V], key: Callable[[V], K], group: Callable[[V], int] | None = None
    ) -> None:
        self.name = name
        self.kind = kind
        self.key = key
        self._group = group
        self._rows: dict[K, V] = {}
        self._groups: dict[int, dict[K, V]] = {}
        self._hear: list[Wrote] = []
        self._replaced: list[Callable[[V, V | None], None]] = []

    def on_write(self, hear: Wrote) -> None:
        """Call ``hear`` after every change, in the order of the changes."""
        self._hear.append(hear)

    def on_replace(self, hear: Callable[[V, V | None], None]) -> None:
        """Call ``hear`` with a row that is no more, and the one in its place or None."""
        self._replaced.append(hear)

    def put(self, row: V) -> V:
        """Write ``row`` over whatever had its key and return it."""
        key = self.key(row)
        old = self._rows.get(key) if self._replaced else None
        self._rows[key] = row
        if self._group is not None:
            self._groups.setdefault(self._group(row), {})[key] = row
        for hear in self._hear:
            hear(self.name, key, row)
        if old is not None:
            for replaced in self._replaced:
                replaced(old, row)
        return row

    def drop(self, key: K) -> V | None:
        """Remove and return the row with ``key``, or return None if there is none."""
        row = self._rows.pop(key, None)
        if row is None:
            return None
        if self._group is not None:
            self._groups[self._group(row)].pop(key, None)
        for hear in self._hear:
            hear(self.name, key, None)
        for replaced in self._replaced:
            replaced(row, None)
        return row

    def get(self, key: K) -> V | None:
        """Return the row with ``key`` or None."""
        return self._rows.get(key)

    def within(self, group: int) -> dict[K, V]:
        """Return the rows of ``group`` in the order they came; to be read only."""
        return self._groups.get(group) or {}

    def __getitem__(self, key: K) -> V:
        return self._rows[key]

    def __contains__(self, key: object) -> bool:
        return key in self._rows

    def __iter__(self) -> Iterator[V]:
        return iter(self._rows.values())

    def __len__(self) -> int:
        return len(self._rows)
