"""How quests look. Pure: facts go in, screens come out."""

from .keeping import boosted, changed, created, deleted, form, kind_name, listing, switched
from .members import challenges, finished, overview, past
from .words import title

__all__ = [
    "boosted",
    "challenges",
    "changed",
    "created",
    "deleted",
    "finished",
    "form",
    "kind_name",
    "listing",
    "overview",
    "past",
    "switched",
    "title",
]
