"""One plugin as the host knows it."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import ModuleType
from typing import Any

from .finding import Found
from .manifest import Manifest
from .nursery import Nursery


class State(StrEnum):
    """Where a plugin is in its life."""

    FOUND = "found"
    READY = "ready"
    RUNNING = "running"
    STOPPED = "stopped"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(slots=True)
class Plugin:
    """One plugin, in whatever state."""

    found: Found
    state: State = State.FOUND
    why: str | None = None
    """Why it doesn't run."""
    service: Any = None
    """What its `build` returned; None unless it is running."""
    rooms: dict[str, ModuleType | None] = field(default_factory=dict)
    nursery: Nursery | None = None

    @property
    def id(self) -> str:
        return self.found.id

    @property
    def manifest(self) -> Manifest:
        """Return its manifest; a stand-in if it can't be read."""
        return self.found.manifest

    @property
    def folder(self) -> Path:
        """Return where it lives."""
        return self.found.folder
