"""The curves that a guild can choose: the usual one, linear, flat, or a table of its own."""

import functools
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise, takewhile
from typing import Literal

from .model import HIGHEST_LEVEL, USUAL, Curve

CurveKind = Literal["usual", "linear", "flat", "table"]

MOST_TOTAL = 10**11
"""No level begins later."""


@functools.lru_cache(maxsize=256)
def curve_of(kind: CurveKind, first: int, growth: int, table: str) -> Curve:
    """Return the exact table of a guild's curve.

    On a flat curve each level takes ``first`` XP; on a linear one each takes ``growth`` more than the one
    before; ``table`` names the totals at which the levels from 1 on begin, and while it's empty the usual
    curve stays.
    """
    if kind == "table" and table:
        return Curve((0, *totals_in(table)))
    if kind in ("linear", "flat"):
        more = growth if kind == "linear" else 0
        totals = accumulate(first + more * level for level in range(HIGHEST_LEVEL))
        return Curve((0, *takewhile(lambda total: total <= MOST_TOTAL, totals)))
    return USUAL


def totals_in(text: str) -> tuple[int, ...]:
    """Return the totals that ``text`` names, as in ``100, 250, 500``.

    Raises:
        ValueError: something else than numbers, or one that isn't above the one before.
    """
    parts = [part for part in re.split(r"[,;\s]+", text) if part]
    if not all(part.isascii() and part.isdigit() and len(part) < len(str(MOST_TOTAL)) for part in parts):
        raise ValueError("the table holds numbers with commas between them")
    totals = tuple(int(part) for part in parts)
    if any(later <= earlier for earlier, later in pairwise((0, *totals))):
        raise ValueError("each number of the table is above the one before")
    return totals


def tidy(text: str) -> str:
    """Return a table as it is kept.

    Raises:
        ValueError: it is none.
    """
    return ", ".join(map(str, totals_in(text)))


@dataclass(frozen=True, slots=True)
class Moves:
    """How many members rise, fall or stay if a curve changes."""

    up: int
    down: int
    same: int


def moved(people: Iterable[tuple[int, int]], old: Curve, new: Curve) -> Mapping[tuple[int, int], int]:
    """Return how many of ``people``, pairs of XP and how many have it, go from which level to which."""
    found: Counter[tuple[int, int]] = Counter()
    for xp, number in people:
        found[old.level(xp), new.level(xp)] += number
    return found


def moves(found: Mapping[tuple[int, int], int]) -> Moves:
    """Return how many rise, fall and stay of those whom `moved` counted."""
    ways: Counter[int] = Counter()
    for (before, after), number in found.items():
        ways[(after > before) - (after < before)] += number
    return Moves(ways[1], ways[-1], ways[0])
