"""How quests look. Pure: facts go in, screens come out."""

from .keeping import boosted, deleted, form, kind_name, listing, saved, switched
from .members import challenges, finished, overview, past
from .words import title

__all__ = [
    "boosted",
    "challenges",
    "deleted",
    "finished",
    "form",
    "kind_name",
    "listing",
    "overview",
    "past",
    "saved",
    "switched",
    "title",
]
