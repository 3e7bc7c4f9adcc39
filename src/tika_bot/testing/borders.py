"""SQLite has no row-level security: there, each statement must name its guild. Tests check that it does.

PostgreSQL would hide a forgotten condition, SQLite would show another guild's rows. So the databases that
tests get refuse a statement on a guild's table that isn't bound to the guild of its transaction.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Table, event
from sqlalchemy.engine import Dialect
from sqlalchemy.sql import operators
from sqlalchemy.sql.dml import Insert
from sqlalchemy.sql.elements import BinaryExpression, BindParameter, ColumnClause
from sqlalchemy.sql.selectable import Alias
from sqlalchemy.sql.visitors import iterate

from tika_bot.storage.database import Database


class BorderCrossed(AssertionError):
    """A statement could touch another guild's rows."""


def watch_borders(database: Database) -> None:
    """Raise BorderCrossed for every statement of ``database`` that doesn't keep to its guild."""
    for engine in database.side.engines:
        event.listen(engine.sync_engine, "before_execute", _checker(database))


def _checker(database: Database) -> Any:  # noqa: ANN401 an event's listener
    def check(
        connection: Any,  # noqa: ANN401 the event's signature, as are the next ones
        statement: Any,  # noqa: ANN401
        multiparams: Any,  # noqa: ANN401
        params: Any,  # noqa: ANN401
        execution_options: Any,  # noqa: ANN401, ARG001
    ) -> None:
        guild = database.guild_here()
        if guild is None or not hasattr(statement, "get_children"):
            return
        rows = list(multiparams) or [params]
        if isinstance(statement, Insert):
            _check_insert(statement, rows, guild, connection.dialect)
        else:
            _check_conditions(statement, rows, guild)

    return check


def _check_insert(statement: Insert, rows: list[Any], guild: int, dialect: Dialect) -> None:
    if "guild_id" not in statement.table.c:
        return
    given = statement.compile(dialect=dialect).params
    own = {name: value for name, value in given.items() if name.startswith("guild_id")}
    for row in rows:
        named = {value for name, value in (own | dict(row)).items() if name.startswith("guild_id")}
        if named - {guild, None} or not named - {None}:
            raise BorderCrossed(f"a row for {named} is written in the transaction of {guild}: {statement}")


def _check_conditions(statement: Any, rows: list[Any], guild: int) -> None:  # noqa: ANN401 any statement
    touched = set(_sources(statement))
    if not touched:
        return
    bound = 0
    for right in _equations(statement):
        if isinstance(right, BindParameter):
            values = {row.get(right.key, right.value) for row in rows}
            if values - {guild}:
                raise BorderCrossed(f"guild {values} is asked for in the transaction of {guild}: {statement}")
        bound += 1
    if bound < len(touched):
        raise BorderCrossed(f"not every table is bound to the guild: {statement}")


def _sources(node: Any) -> Iterator[Any]:  # noqa: ANN401 any part of a statement
    """Yield the guild tables under ``node``, an aliased one as its alias."""
    table = node.element if isinstance(node, Alias) else node
    if isinstance(table, Table):
        if "guild_id" in table.c:
            yield node
        return
    for child in node.get_children():
        yield from _sources(child)


def _equations(statement: Any) -> Iterator[Any]:  # noqa: ANN401 any statement
    """Yield what ``guild_id`` must equal, for every such condition in ``statement``."""
    for node in iterate(statement):
        if not isinstance(node, BinaryExpression) or node.operator is not operators.eq:
            continue
        for left, right in ((node.left, node.right), (node.right, node.left)):
            if isinstance(left, ColumnClause) and left.name == "guild_id":
                yield right
                break
