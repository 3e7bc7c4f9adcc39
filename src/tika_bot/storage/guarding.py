"""What a migration script calls for its tables, so that PostgreSQL keeps the guilds apart."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tika_bot.storage.roles import GUILD_ROLE, HOUSE_ROLE

HERE = "nullif(current_setting('app.guild', true), '')::bigint"
"""The guild of the transaction; NULL, which equals nothing, if none was named."""


def guard_guild_table(op: Any, table: str) -> None:  # noqa: ANN401 Alembic's op is a module
    """Let ``table`` show each guild its own rows only; its first column must be ``guild_id``.

    On SQLite nothing happens: there, every statement names the guild, and the tests check that it does.
    """
    if op.get_bind().dialect.name != "postgresql":
        return
    name = op.get_bind().dialect.identifier_preparer.quote(table)
    op.execute(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")
    own = f"guild_id = {HERE}"
    op.execute(f"CREATE POLICY guild ON {name} TO {GUILD_ROLE} USING ({own}) WITH CHECK ({own})")
    op.execute(f"CREATE POLICY house ON {name} TO {HOUSE_ROLE} USING (true) WITH CHECK (true)")
    _grant(op, name)


def share_table(op: Any, table: str) -> None:  # noqa: ANN401 Alembic's op is a module
    """Let all guilds use ``table``, which has no ``guild_id`` and holds nothing of any guild."""
    if op.get_bind().dialect.name == "postgresql":
        _grant(op, op.get_bind().dialect.identifier_preparer.quote(table))


@contextmanager
def seeing_all_guilds(op: Any) -> Iterator[None]:  # noqa: ANN401 Alembic's op is a module
    """Let what is executed inside see the rows of every guild, which else not even a table's owner does."""
    is_guarded = op.get_bind().dialect.name == "postgresql"
    if is_guarded:
        op.execute(f"SET LOCAL ROLE {HOUSE_ROLE}")
    yield
    if is_guarded:
        op.execute("RESET ROLE")


def _grant(op: Any, name: str) -> None:  # noqa: ANN401 Alembic's op is a module
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {name} TO {GUILD_ROLE}, {HOUSE_ROLE}")
