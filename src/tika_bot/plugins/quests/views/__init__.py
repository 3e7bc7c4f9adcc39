"""How quests look. Pure: facts go in, screens come out."""

from .keeping import boosted, changed, created, deleted, form, kind_name, listing, switched
from .members import challenges, finished, finished_together, overview, past
from .words import title

__all__ = [
    "boosted",
    "challenges",
    "changed",
    "created",
    "deleted",
    "finished",
    "finished_together",
    "form",
    "kind_name",
    "listing",
    "overview",
    "past",
    "switched",
    "title",
]
