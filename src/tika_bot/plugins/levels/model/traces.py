"""The trace behind `/why`."""

from dataclasses import dataclass
from datetime import datetime

from tika_bot.base.ids import ChannelId

from .rules import Reason, Source


@dataclass(frozen=True, slots=True)
class Noticed:
    """One line of the trace behind `/why`."""

    at: datetime
    reason: Reason
    xp: int
    channel: ChannelId
    source: Source = Source.MESSAGE


@dataclass(frozen=True, slots=True)
class Why:
    """What is known of what a member did last, newest first, and since when anything could be known."""

    noticed: tuple[Noticed, ...]
    since: datetime
    ready_at: datetime | None
    """When the pause after the last message that earned ends; None if it has."""
