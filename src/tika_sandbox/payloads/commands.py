"""Application commands."""

from typing import Any

from tika_sandbox.world.entities import Command


def command(row: Command) -> dict[str, Any]:
    """Return a command object."""
    document = {
        "id": str(row.id),
        "application_id": str(row.application_id),
        "version": str(row.version),
        **row.document,
    }
    if row.guild_id is not None:
        document["guild_id"] = str(row.guild_id)
        document.pop("dm_permission", None)
    return document
