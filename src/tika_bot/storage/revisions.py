"""Runs Alembic's scripts of one branch. Imported only when there is something to run."""

from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection


def run(connection: Connection, folder: Path, label: str) -> None:
    """Run the scripts in ``folder`` that ``connection``'s database hasn't seen, in its open transaction."""
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    script = ScriptDirectory(str(folder), version_locations=[str(folder)])

    def steps(revision: Any, _context: Any) -> Any:  # noqa: ANN401 Alembic's own shapes
        return script._upgrade_revs("heads", revision)  # noqa: SLF001 as alembic.command.upgrade does

    options = {"fn": steps, "version_table": f"{label}_schema", "transactional_ddl": False, "script": script}
    context = MigrationContext.configure(connection=connection, opts=options)
    with Operations.context(context):
        context.run_migrations()
