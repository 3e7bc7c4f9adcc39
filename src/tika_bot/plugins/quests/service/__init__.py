"""The verbs of quests."""

from .attending import Attending
from .following import Following
from .keeping import Keeping, Shape, Written
from .noticing import Noticing
from .pacing import Pacing
from .quests import PER_PAGE, Quests
from .settling import Settling
from .shown import Challenge, Changed, Known, Listed, Listing, Overview
from .tuned import Tuned

__all__ = [
    "PER_PAGE",
    "Attending",
    "Challenge",
    "Changed",
    "Following",
    "Keeping",
    "Known",
    "Listed",
    "Listing",
    "Noticing",
    "Overview",
    "Pacing",
    "Quests",
    "Settling",
    "Shape",
    "Tuned",
    "Written",
]
