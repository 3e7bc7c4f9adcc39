"""What levels cost, and where a total stands on the way.

A level costs more than the one before: from level ``l`` to the next it takes 5l² + 50l + 100 XP. Only the
total is kept; the level is looked up in a table of exact totals, so no rounding can move anybody.
"""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

HIGHEST_LEVEL = 2_000
"""The table ends here, at about 13 billion XP; nobody talks that much."""


@dataclass(frozen=True, slots=True)
class Curve:
    """``totals[L]`` is the XP at which level ``L`` begins; the first is 0, each is above the one before."""

    totals: tuple[int, ...]

    def level(self, xp: int) -> int:
        """Return the level that ``xp`` altogether stands for."""
        return bisect_right(self.totals, xp) - 1

    def begins(self, level: int) -> int:
        """Return the total at which ``level`` begins; past the table its last entry."""
        return self.totals[min(level, len(self.totals) - 1)]

    def rises(self, before: int, after: int) -> bool:
        """Return whether the way up from ``before`` to ``after`` passes the beginning of a level."""
        return self.totals[bisect_right(self.totals, after) - 1] > before


def step(level: int) -> int:
    """Return the XP from ``level`` to the next."""
    return 5 * level * level + 50 * level + 100


USUAL = Curve((0, *accumulate(step(level) for level in range(HIGHEST_LEVEL))))
"""What most servers know from elsewhere, so imported members keep their levels."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a total stands within its level."""

    level: int
    into: int
    """XP since the level began."""
    needed: int
    """XP that the level takes altogether; 0 on the highest."""

    @property
    def missing(self) -> int:
        """Return the XP to the next level."""
        return max(0, self.needed - self.into)

    @property
    def share(self) -> float:
        """Return how much of the level is done, 0…1."""
        return self.into / self.needed if self.needed else 1.0


def progress(xp: int, curve: Curve = USUAL) -> Progress:
    """Return where ``xp`` altogether stands."""
    level = curve.level(xp)
    begins = curve.begins(level)
    return Progress(level, xp - begins, curve.begins(level + 1) - begins)


def level_reached(before: int, after: int, curve: Curve = USUAL) -> int | None:
    """Return the new level if the way from ``before`` to ``after`` passes one; several at once are one."""
    return curve.level(after) if curve.rises(before, after) else None
