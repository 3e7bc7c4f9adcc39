"""The desk at which admins of a guild are served."""

from dataclasses import dataclass

from .granting import Granting
from .importing import Importing
from .seasons import Seasons
from .tuning import Tuning
from .undoing import Undoing
from .uploading import Uploading


@dataclass(frozen=True, slots=True)
class Desk:
    """What admins ask of levels, by subject."""

    granting: Granting
    undoing: Undoing
    tuning: Tuning
    seasons: Seasons
    importing: Importing
    uploading: Uploading
