"""How often each bot may still identify: a thousand times a day, then Discord takes its token away.

Discord only says how many are left; to count is the bot's business.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from weakref import WeakKeyDictionary

from tika_sandbox.world.state import World

TOTAL: Final = 1_000
DAY: Final = timedelta(days=1)


@dataclass(slots=True)
class Starts:
    """What one bot has used since ``began``."""

    began: datetime
    used: int = 0

    def left(self) -> int:
        """Return how many identifies are left."""
        return max(0, TOTAL - self.used)

    def resets_in(self, now: datetime) -> timedelta:
        """Return when the next thousand comes."""
        return max(timedelta(), self.began + DAY - now)


@dataclass(slots=True)
class _Book:
    rows: dict[int, Starts] = field(default_factory=dict)


_BOOKS: Final[WeakKeyDictionary[World, _Book]] = WeakKeyDictionary()


def starts_of(world: World, user_id: int) -> Starts:
    """Return what a bot has used today."""
    rows = _BOOKS.setdefault(world, _Book()).rows
    found = rows.get(user_id)
    if found is None or world.now() - found.began >= DAY:
        found = rows[user_id] = Starts(world.now())
    return found
