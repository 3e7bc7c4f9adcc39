"""Brings the tables to the shape that the code expects.

Each plugin, and the core, has one line of Alembic scripts in a folder of its own and remembers where it
stands in a table of its own (``levels_schema``). So a plugin that is gone leaves its tables untouched and
disturbs nobody.
"""

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import structlog
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from tika_bot.base.errors import Broken
from tika_bot.storage.database import Database
from tika_bot.storage.roles import GUILD_ROLE, HOUSE_ROLE

log = structlog.get_logger()

CORE_SCRIPTS = Path(__file__).parent.parent / "core" / "migrations"
_LOCK = 0x54494B41
"""PostgreSQL's advisory lock for migrations: "TIKA"."""

_REVISION = re.compile(
    r"""^revision(?:\s*:\s*str)?\s*=\s*["'](?P<label>[a-z][a-z0-9_]*)_(?P<number>\d{4})["']""", re.MULTILINE
)
"""How each script names itself: ``revision = "levels_0001"``."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one branch is: ``here`` is in the database (None: nothing yet), ``newest`` is the code's."""

    label: str
    here: str | None
    newest: str

    @property
    def is_current(self) -> bool:
        """Whether nothing is left to do."""
        return self.here == self.newest


class RolesMissing(Broken):
    """The database user may not create the two roles; ``sql`` is what an administrator runs once."""

    key = "core.roles_missing"

    def __str__(self) -> str:
        return (
            "DATABASE_URL's user may not create Tika's two roles; "
            f"run this once as an administrator: {self.fields['sql']}"
        )


def plugin_scripts(plugins: Path) -> list[Path]:
    """Return the migration folders of the plugins in the folder ``plugins``, by name."""
    return sorted(folder for folder in plugins.glob("*/migrations") if any(folder.glob("*.py")))


def own_scripts() -> list[Path]:
    """Return the migration folders that ship with Tika: the core's first, then its plugins'."""
    return [CORE_SCRIPTS, *plugin_scripts(CORE_SCRIPTS.parent.parent / "plugins")]


async def upgrade(target: Database | str, script_folders: Sequence[Path]) -> list[Standing]:
    """Run what is missing of ``script_folders``, in that order, in one transaction; return what moved.

    Either everything is applied or nothing. Two processes that start at once take turns.

    Raises:
        RolesMissing: If PostgreSQL's roles don't exist and can't be created.
    """
    async with _opened(target) as database:
        if database.dialect == "postgresql":
            await create_roles(database)
        async with _alone(database) as connection:
            moved = await connection.run_sync(_upgrade_all, script_folders)
    for standing in moved:
        log.info("schema.upgraded", label=standing.label, before=standing.here, now=standing.newest)
    return moved


async def pending(target: Database | str, script_folders: Sequence[Path]) -> list[Standing]:
    """Return the branches that are behind or ahead of the code; an empty list means all is well."""
    async with _opened(target) as database, database.side.owning(writes=False) as connection:
        standings = await connection.run_sync(_standings, script_folders)
    return [standing for standing in standings if not standing.is_current]


async def heads_ok(target: Database | str, script_folders: Sequence[Path]) -> bool:
    """Return whether the database has exactly the shape that the code expects."""
    return not await pending(target, script_folders)


@asynccontextmanager
async def _opened(target: Database | str) -> AsyncIterator[Database]:
    if isinstance(target, Database):
        yield target
        return
    database = await Database.open(target, pool_size=2)
    try:
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def _alone(database: Database) -> AsyncIterator[AsyncConnection]:
    """Yield a connection in a transaction of its own, as the login user, while nobody else migrates."""
    async with database.side.owning(writes=True) as connection:
        if database.dialect == "postgresql":
            await connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        yield connection


def _upgrade_all(connection: Connection, folders: Sequence[Path]) -> list[Standing]:
    """Run what is missing. Alembic is a third of a second to import, so it comes only when it has work."""
    moved = []
    for folder in folders:
        standing = _standing(connection, folder)
        if standing.is_current:
            continue
        from tika_bot.storage.revisions import run

        run(connection, folder, standing.label)
        if connection.dialect.name == "postgresql":  # backups are made by the house
            connection.exec_driver_sql(f"GRANT SELECT ON {standing.label}_schema TO {HOUSE_ROLE}")
        moved.append(standing)
    return moved


def _standings(connection: Connection, folders: Sequence[Path]) -> list[Standing]:
    return [_standing(connection, folder) for folder in folders]


def _standing(connection: Connection, folder: Path) -> Standing:
    """Read where a branch is from its scripts' heads and its own table, without running either."""
    label, newest = _newest(folder)
    table = f"{label}_schema"
    if not inspect(connection).has_table(table):
        return Standing(label, None, newest)
    here: str | None = connection.exec_driver_sql(f"SELECT version_num FROM {table}").scalar()  # noqa: S608 - a label is checked by _REVISION
    return Standing(label, here, newest)


def _newest(folder: Path) -> tuple[str, str]:
    """Return label and newest revision of the scripts in ``folder``.

    Raises:
        Broken: a script names no revision, or one that doesn't look like ``levels_0001``.
    """
    found = []
    for script in sorted(folder.glob("[!_]*.py")):
        named = _REVISION.search(script.read_text(encoding="utf-8"))
        if named is None:
            raise Broken(why=f"{script}: its revision should look like 'levels_0001'")
        found.append(named)
    if not found or len({named["label"] for named in found}) > 1:
        raise Broken(why=f"{folder}: holds no scripts, or those of several branches")
    newest = max(found, key=lambda named: named["number"])
    return newest["label"], f"{newest['label']}_{newest['number']}"


async def create_roles(database: Database) -> None:
    """Make the two roles, which all databases of a server share, unless they exist.

    Raises:
        RolesMissing: If the login user may not.
    """
    block = (
        "DO $$ BEGIN CREATE ROLE {} NOLOGIN; "
        "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
    )
    async with database.side.engine.connect() as connection:
        for role in (GUILD_ROLE, HOUSE_ROLE):
            if await _is_member(connection, role):
                continue
            try:
                if not await _exists(connection, role):
                    await connection.execute(text(block.format(role)))
                if not await _is_member(connection, role):
                    await connection.execute(text(f"GRANT {role} TO CURRENT_USER"))
            except DBAPIError as error:
                if await _is_member(connection, role):
                    continue  # somebody else was as fast
                raise RolesMissing(sql=await _remedy(connection)) from error


async def _exists(connection: AsyncConnection, role: str) -> bool:
    found = await connection.execute(text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": role})
    return found.first() is not None


async def _is_member(connection: AsyncConnection, role: str) -> bool:
    query = text("SELECT pg_has_role(current_user, oid, 'member') FROM pg_roles WHERE rolname = :role")
    return bool((await connection.execute(query, {"role": role})).scalar())


async def _remedy(connection: AsyncConnection) -> str:
    user = (await connection.execute(text("SELECT quote_ident(current_user)"))).scalar()
    missing = [role for role in (GUILD_ROLE, HOUSE_ROLE) if not await _exists(connection, role)]
    made = "".join(f"CREATE ROLE {role} NOLOGIN; " for role in missing)
    return f"{made}GRANT {GUILD_ROLE}, {HOUSE_ROLE} TO {user};"
