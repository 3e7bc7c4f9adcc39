"""When a quest begins and ends, by name, and whether it is time for the next."""

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


def is_due(span: Span, last: Span | None, now: datetime) -> bool:
    """Return whether ``span`` may begin after ``last``, the latest one of the same slot.

    The latest one ends when it was promised to, whatever the guild's clocks were set to since; and a day that
    was had once doesn't come again. So changing the zone back and forth gives nobody a second daily reward.
    """
    if last is None:
        return True
    return last.ends is not None and last.ends <= now and span.key > last.key
