"""What the verbs return."""

from collections.abc import Mapping
from dataclasses import dataclass

from tika_bot.base.ids import UserId
from tika_bot.plugins.achievements.model import Drift, Progress, Rule


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything that a member has and could have, in the order of the rulebook."""

    member: UserId
    progresses: tuple[Progress, ...]
    pictures: Mapping[str, bytes]
    """Badges of own achievements that are held, by key."""

    @property
    def earned(self) -> tuple[Progress, ...]:
        """Return what is held, the newest first."""
        held = [(one.earned_at, one.rule.key, one) for one in self.progresses if one.earned_at]
        return tuple(one for _, _, one in sorted(held, key=lambda entry: entry[:2], reverse=True))


@dataclass(frozen=True, slots=True)
class Report:
    """What ``verify`` found. Of ``drifts`` only those of members who have any."""

    checked: int
    drifts: tuple[Drift, ...]
    rules: Mapping[str, Rule]
    is_complete: bool = True
    """False if there were more members than one run looks at."""

    @property
    def missing(self) -> int:
        """Return how many tiers are missing altogether."""
        return sum(len(drift.missing) for drift in self.drifts)

    @property
    def unearned(self) -> int:
        """Return how many are held that aren't reached as things are now."""
        return sum(len(drift.unearned) for drift in self.drifts)


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a guild's own achievements, each with how many hold it."""

    rules: tuple[tuple[Rule, int], ...]
    page: int
    pages: int
    total: int
