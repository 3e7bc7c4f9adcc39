"""The verbs of achievements: watching finds who may have won, winning pays once, `Achievements` answers."""

from .achievements import Achievements
from .books import Books, OwnChanged
from .making import Making
from .pictures import Pictures
from .report import Listed, Report, Shelf
from .roles import Roles
from .sharing import Sharing
from .watching import Watching
from .winning import Winning

__all__ = [
    "Achievements",
    "Books",
    "Listed",
    "Making",
    "OwnChanged",
    "Pictures",
    "Report",
    "Roles",
    "Sharing",
    "Shelf",
    "Watching",
    "Winning",
]
