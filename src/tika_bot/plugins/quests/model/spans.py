"""When a quest begins and ends, by name, and whether it is time for the next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

ONCE = "once"
"""The period of what comes only once."""


@dataclass(frozen=True, slots=True)
class Span:
    """A period: its key (those of one slot sort in the order of time), its start, and its end if any."""

    key: str
    starts: datetime
    ends: datetime | None


def is_due(span: Span, had: Iterable[Span], now: datetime) -> bool:
    """Return whether ``span`` may begin after ``had``, the latest ones of the same slot.

    Each ends when it was promised to, whatever the guild's clocks, or the quest's cycle, were set to since;
    and a day that was had once doesn't come again. So changing the zone, or the cycle, back and forth gives
    nobody a second daily reward.
    """
    return all(one.ends is not None and one.ends <= now and _follows(span, one) for one in had)


def _follows(span: Span, one: Span) -> bool:
    # What came once, or every month, may come every day by now; keys of other lengths can't be compared.
    return len(span.key) != len(one.key) or span.key > one.key
