"""What an achievement is, and whether somebody has reached it.

A rule measures one counter over one span, and has one threshold or several, its tiers. Everything is decided
from what is counted of a member altogether and on each day, never from "it has just happened": so nothing is
missed for good, whatever was swallowed by a crash or written into a rulebook later.
"""

from .own import LONGEST_ABOUT, LONGEST_NAME, MOST_OWN, Choice, Wish, own_rule
from .refusals import (
    AlreadyHeld,
    NoSuchRole,
    NotABot,
    NotHeld,
    NotOwn,
    SeveralAchievements,
    TooManyOwn,
    UnknownAchievement,
)
from .rules import (
    FRIDAY_13,
    MOVING,
    OWN,
    Award,
    Counter,
    Past,
    Rule,
    Span,
    Tier,
    busy_days,
    counted_of,
    dates,
    own_key,
    reached,
    unit,
    value,
    week_until,
)
from .standing import Drift, Held, Progress, drift, highest, progress

__all__ = [
    "FRIDAY_13",
    "LONGEST_ABOUT",
    "LONGEST_NAME",
    "MOST_OWN",
    "MOVING",
    "OWN",
    "AlreadyHeld",
    "Award",
    "Choice",
    "Counter",
    "Drift",
    "Held",
    "NoSuchRole",
    "NotABot",
    "NotHeld",
    "NotOwn",
    "Past",
    "Progress",
    "Rule",
    "SeveralAchievements",
    "Span",
    "Tier",
    "TooManyOwn",
    "UnknownAchievement",
    "Wish",
    "busy_days",
    "counted_of",
    "dates",
    "drift",
    "highest",
    "own_key",
    "own_rule",
    "progress",
    "reached",
    "unit",
    "value",
    "week_until",
]
