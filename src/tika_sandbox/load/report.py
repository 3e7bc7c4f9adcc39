"""What a client managed: counted while it runs, summed up at the end."""

from collections import Counter, OrderedDict
from dataclasses import dataclass, field
from typing import Any, Final

PATIENCE_S: Final = 3.0
"""How long Discord waits for an answer to an interaction."""


@dataclass(slots=True)
class Tally:
    """Counts of one run. Moments are monotonic seconds."""

    made: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    waits: list[float] = field(default_factory=list)
    late: int = 0
    deepest: int = 0
    _open: OrderedDict[int, float] = field(default_factory=OrderedDict)

    def interaction_sent(self, number: int, now: float) -> None:
        """Note an interaction; those that nobody answered for long are given up."""
        self._open[number] = now
        while now - next(iter(self._open.values())) > 2 * PATIENCE_S:
            self._open.popitem(last=False)
            self.late += 1

    def interaction_answered(self, number: int, now: float) -> bool:
        """Note an answer; return whether it came in time."""
        sent = self._open.pop(number, None)
        if sent is None:
            return False
        if now - sent > PATIENCE_S:
            self.late += 1
            return False
        self.waits.append(now - sent)
        return True

    @property
    def waiting(self) -> int:
        """How many interactions may still be answered."""
        return len(self._open)

    def backlog(self, events: int) -> None:
        """Note how many events a client was behind."""
        self.deepest = max(self.deepest, events)

    def summary(self, *, seconds: float, cpu_s: float, read: int, shards: int) -> dict[str, Any]:
        """Return the report. ``read`` are the events that the client said it has read."""
        return {
            "seconds": round(seconds, 3),
            "shards": shards,
            "sent": sum(self.made.values()),
            "read": read,
            "read_per_second": round(read / seconds) if seconds else 0,
            "sent_by_kind": dict(self.made.most_common()),
            "most_behind": self.deepest,
            "stage_busy": round(cpu_s / seconds, 3) if seconds else 0.0,
            "interactions": {
                "asked": self.made["interactions"],
                "answered": len(self.waits),
                "late_or_never": self.late + self.waiting,
                **{f"p{share}_ms": percentile(self.waits, share) for share in (50, 95, 99)},
            },
            "requests": dict(self.asked.most_common()),
        }


def percentile(values: list[float], share: int) -> float | None:
    """Return what ``share`` per cent of these seconds stay below, in milliseconds; None of nothing."""
    if not values:
        return None
    ranked = sorted(values)
    return round(1000 * ranked[min(len(ranked) - 1, len(ranked) * share // 100)], 2)
