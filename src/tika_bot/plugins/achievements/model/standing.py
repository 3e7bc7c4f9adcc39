"""How a member stands: what they hold, how far they are, and whether both agree."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from tika_bot.base.ids import UserId

from .rules import Award, Past, Rule, Tier, reached, value


@dataclass(frozen=True, slots=True)
class Held:
    """A tier that somebody has, or had: ``is_taken`` if an admin took it away, so that it stays away."""

    rule: str
    tier: int
    earned_at: datetime
    by: UserId | None = None
    """Who gave or took it; None if it was earned."""
    is_taken: bool = False

    @property
    def award(self) -> Award:
        return self.rule, self.tier


@dataclass(frozen=True, slots=True)
class Progress:
    """How a member stands with a rule."""

    rule: Rule
    tier: int
    """The highest tier held; 0 for none."""
    done: int
    earned_at: datetime | None = None

    @property
    def is_finished(self) -> bool:
        """Return whether there is nothing more to reach."""
        return self.tier == len(self.rule.tiers)

    @property
    def next(self) -> Tier:
        """Return the tier to reach next, or the last."""
        return self.rule.tiers[min(self.tier, len(self.rule.tiers) - 1)]

    @property
    def is_hidden(self) -> bool:
        """Return whether it's a secret still."""
        return self.rule.is_secret and not self.tier

    @property
    def share(self) -> float:
        """Return how much of the way to the next tier is done, 0…1."""
        return 1.0 if self.is_finished else min(1.0, self.done / self.next.at)


def progress(rule: Rule, past: Past, held: Iterable[Held]) -> Progress:
    """Return how a member with ``past`` who has ``held`` stands with ``rule``."""
    mine = [one for one in held if one.rule == rule.key and not one.is_taken]
    tier = highest(rule, mine)
    since = max((one.earned_at for one in mine if one.tier == tier), default=None)
    return Progress(rule, tier, value(rule, past), since)


def highest(rule: Rule, held: Iterable[Held]) -> int:
    """Return the highest tier of ``rule`` in ``held``; 0 for none."""
    mine = (one.tier for one in held if one.rule == rule.key and not one.is_taken)
    return max((tier for tier in mine if tier <= len(rule.tiers)), default=0)


@dataclass(frozen=True, slots=True)
class Drift:
    """What ``verify`` found of one member."""

    member: UserId
    missing: tuple[Award, ...]
    """Reached, but not held."""
    unearned: tuple[Award, ...]
    """Held as if earned, but not reached as things are now."""


def drift(rules: Sequence[Rule], member: UserId, past: Past, held: Sequence[Held]) -> Drift:
    """Return where what ``member`` holds differs from what was counted."""
    settled = frozenset(one.award for one in held)
    missing = tuple((rule.key, tier) for rule, tier in reached(rules, past, settled))
    by_key = {rule.key: rule for rule in rules}
    earned = [one for one in held if one.by is None and not one.is_taken and one.rule in by_key]
    unearned = tuple(one.award for one in earned if not _stands(by_key[one.rule], one.tier, past))
    return Drift(member, missing, unearned)


def _stands(rule: Rule, tier: int, past: Past) -> bool:
    return tier <= len(rule.tiers) and value(rule, past) >= rule.tiers[tier - 1].at
