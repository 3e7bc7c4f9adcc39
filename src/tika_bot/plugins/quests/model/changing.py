"""How a quest of a guild's own becomes one of another kind, or comes again at other times."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .quest import Cycle, Difficulty, Kind, OwnQuest

USUAL_CYCLE: Mapping[Kind, Cycle] = {
    Kind.DAILY: Cycle.DAILY,
    Kind.WEEKLY: Cycle.WEEKLY,
    Kind.SPECIAL: Cycle.ONCE,
    Kind.EVENT: Cycle.ONCE,
    Kind.CHALLENGE: Cycle.MONTHLY,
}
"""How often a quest comes again of which nobody said it."""

USUAL_BADGE = "🏅"
"""What a challenge gives of which nobody said it."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is chosen anew of a quest before its form opens; None leaves it as it is."""

    kind: Kind | None = None
    cycle: Cycle | None = None
    difficulty: Difficulty | None = None
    badge: str | None = None

    def of(self, quest: OwnQuest) -> OwnQuest:
        """Return ``quest`` with the change: another kind comes as often as it usually does, unless said.

        A challenge has a badge, and nothing else has.
        """
        kind = self.kind or quest.kind
        suggested = quest.cycle if kind is quest.kind else USUAL_CYCLE[kind]
        return replace(
            quest,
            kind=kind,
            cycle=self.cycle or suggested,
            difficulty=self.difficulty or quest.difficulty,
            badge=(self.badge or quest.badge or USUAL_BADGE) if kind is Kind.CHALLENGE else "",
        )
