"""Increments: what a second of chat adds goes in by a few statements for each table, many rows in each.

They are added where a row exists and inserted where none does. Nothing is read before, so two workers can't
lose each other's additions. PostgreSQL gets the rows' columns as arrays. SQLite gets all values in one
statement: that is quicker than the driver's ``executemany`` and returns the new totals besides; rows as a
JSON array took twice as long, a temporary table a fifth longer.
"""

import functools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from tika_bot.storage.statements import Statement, fetched

Row = tuple[int, ...]
ThingT = TypeVar("ThingT")

ROWS_AT_ONCE = (500, 100, 20, 4, 1)
"""Rows of one statement on SQLite. Always the same few numbers: it takes twice as long to understand a new
statement of many rows as to run it."""

MOST_AT_ONCE = 2000
"""The same on PostgreSQL, whose statements are alike for all numbers."""


@dataclass(frozen=True, slots=True)
class Increase:
    """One kind of increment: the columns of its rows, in order."""

    table: str
    keys: tuple[str, ...]
    added: tuple[str, ...]
    highest: tuple[str, ...] = ()
    """Columns of which the larger value stays."""
    returning: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    """Columns that have the same value in all rows: they aren't in the rows, which are those of ``like``."""
    like: "Increase | None" = None

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.keys, *self.added, *self.highest)

    @property
    def given(self) -> tuple[str, ...]:
        """Return the columns of a row as it's handed over."""
        return self.columns if self.like is None else self.like.columns


@functools.lru_cache(maxsize=64)
def _sql(kind: Increase, dialect: str, rows: int) -> str:
    """Return the statement for ``rows`` rows; on PostgreSQL it's the same for all numbers.

    It takes the values that are shared, then those of the rows.
    """
    source, larger = (_arrays(kind), "GREATEST") if dialect == "postgresql" else (_values(kind, rows), "MAX")
    changes = [f"{name} = {kind.table}.{name} + excluded.{name}" for name in kind.added]
    changes += [f"{name} = {larger}({kind.table}.{name}, excluded.{name})" for name in kind.highest]
    returning = f" RETURNING {', '.join(kind.returning)}" if kind.returning else ""
    return (
        f"INSERT INTO {kind.table} ({', '.join(kind.columns)}) {source} "
        f"ON CONFLICT ({', '.join(kind.keys)}) DO UPDATE SET {', '.join(changes)}{returning}"
    )


def _arrays(kind: Increase) -> str:
    shared = {name: f"${number}::bigint" for number, name in enumerate(kind.shared, 1)}
    arrays = ", ".join(f"${number}::bigint[]" for number, _ in enumerate(kind.given, 1 + len(shared)))
    columns = ", ".join(shared.get(name, name) for name in kind.columns)
    return f"SELECT {columns} FROM unnest({arrays}) AS given({', '.join(kind.given)})"  # noqa: S608 # all ours


def _values(kind: Increase, rows: int) -> str:
    row = f"({', '.join('?' for _ in kind.given)})"
    values = f"VALUES {', '.join([row] * rows)}"
    if not kind.shared:
        return values
    places = {name: f"column{number}" for number, name in enumerate(kind.given, 1)}
    columns = ", ".join("?" if name in kind.shared else places[name] for name in kind.columns)
    # Without WHERE, SQLite would take the ON CONFLICT that follows for a join's.
    return f"SELECT {columns} FROM ({values}) WHERE true"  # noqa: S608 # all ours


COUNTERS = ("xp", "messages", "messages_counted", "reactions", "commands", "voice_s")

TO_MEMBERS = Increase(
    "levels_members",
    ("guild_id", "user_id"),
    COUNTERS,
    ("last_message_at",),
    ("guild_id", "user_id", "xp", "away"),
)
TO_DAYS = Increase("levels_days", ("guild_id", "user_id", "day"), COUNTERS)
TO_DAY = Increase("levels_days", ("guild_id", "user_id", "day"), COUNTERS, shared=("day",), like=TO_MEMBERS)
"""The rows of members once more, for the day on which all of it was done."""
TO_APART = Increase("levels_apart", ("guild_id", "user_id"), COUNTERS)
TO_CLIMBED = Increase("levels_apart", ("guild_id", "user_id"), ("climbed",))
TO_IMPORTED = Increase("levels_imported", ("guild_id", "entry_id", "user_id", "day"), COUNTERS, ("taken_at",))
TO_SNAPSHOTS = Increase("levels_snapshots", ("guild_id", "entry_id", "user_id"), ("xp",), ("taken_at",))
TO_BUCKETS = Increase("levels_buckets", ("guild_id", "bucket"), ("members",))


async def increase(connection: AsyncConnection, kind: Increase, rows: Sequence[Row]) -> None:
    """Add ``rows``, sorted by key so that two writers never wait for each other in a circle."""
    await increase_each(connection, [(kind, ())], parts(connection, rows))


async def increase_each(
    connection: AsyncConnection, kinds: Sequence[tuple[Increase, Row]], parts: Iterable[Iterable[Row]]
) -> list[tuple[Any, ...]]:
    """Do the same in several tables, each with the values that its rows share; return what the kinds return.

    Rows come in `parts`, each of which is used once, when its turn comes.
    """
    return await fetched(connection, _statements(connection.dialect.name, kinds, parts))


def parts(connection: AsyncConnection, things: Sequence[ThingT]) -> Iterator[Sequence[ThingT]]:
    """Yield ``things`` in parts of as many as go into one statement."""
    start = 0
    for size in (MOST_AT_ONCE,) if connection.dialect.name == "postgresql" else ROWS_AT_ONCE:
        while len(things) - start >= size:
            yield things[start : start + size]
            start += size
    if start < len(things):
        yield things[start:]


def _statements(
    dialect: str, kinds: Sequence[tuple[Increase, Row]], parts: Iterable[Iterable[Row]]
) -> Iterator[Statement]:
    for rows in parts:
        columns = map(list, zip(*rows, strict=True)) if dialect == "postgresql" else chain.from_iterable(rows)
        values = tuple(columns)
        for kind, shared in kinds:
            yield _sql(kind, dialect, len(values) // len(kind.given)), shared + values
