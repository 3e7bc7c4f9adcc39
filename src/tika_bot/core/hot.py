"""Reloads plugins while their author edits them."""

from collections.abc import Iterable
from pathlib import Path

import structlog

from tika_bot.base.errors import Refusal

from .host import Host

log = structlog.get_logger(__name__)

WATCHED = {".py", ".toml", ".ftl"}

DEBOUNCE_MS = 200
"""Editors write a file in several steps; what happens within this time is one change."""


async def reload_on_change(host: Host, folders: Iterable[Path]) -> None:
    """Watch ``folders`` of plugins for ever and reload what changes; what fails is logged, nothing more."""
    from watchfiles import awatch

    places = [folder.resolve() for folder in folders]
    async for changes in awatch(*places, debounce=DEBOUNCE_MS, step=50, recursive=True):
        for plugin in sorted(changed_plugins(places, (Path(path) for _, path in changes))):
            try:
                await host.reload(plugin)
            except Refusal as refusal:
                log.warning(
                    "plugin.reload_refused", plugin=plugin, why=refusal.fields.get("why", refusal.key)
                )
            else:
                log.info("plugin.reloaded", plugin=plugin)


def changed_plugins(places: Iterable[Path], paths: Iterable[Path]) -> set[str]:
    """Return the plugins to which ``paths`` belong, of those files that matter."""
    found = set()
    places = list(places)
    for path in paths:
        if path.suffix in WATCHED and "__pycache__" not in path.parts:
            found |= {
                path.relative_to(place).parts[0]
                for place in places
                if place in path.parents and path.parent != place
            }
    return found
