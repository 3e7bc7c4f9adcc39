"""Which quests a member gets, and how far they have to go.

A draw is decided by its seed alone: whoever draws again after a restart, or in another process at the same
moment, draws the same. Targets follow the member: 0.6 to 1.2 times what they did on the days of the last two
weeks on which they did anything of the kind (the median of those days), within the template's own limits.
"""

import random
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .quest import UNIT, Figures, Goal, Kind, Metric, Template

POOLS = ("easy", "medium", "social")
"""The slots of a day."""

WEEKLY = ("week1", "week2", "week3")
"""The slots of a week."""

EASIEST, HARDEST = 0.6, 1.2

REMEMBERED_DAYS = 14
"""Days of the past that targets are made from."""

UNTOLD = (Metric.DAYS, Metric.LEVELS, Metric.LEVEL)
"""Measures of which nobody has a usual amount a day."""


@dataclass(frozen=True, slots=True)
class Habits:
    """What a member usually does on a day on which they do it, and on how many of the last 14 they did."""

    usual: Mapping[Metric, float]
    days: Mapping[Metric, int]

    @classmethod
    def of(cls, past: Iterable[Figures]) -> "Habits":
        """Return the habits that ``past`` shows: one entry per day, what was done on it."""
        known = list(past)
        usual: dict[Metric, float] = {}
        days: dict[Metric, int] = {}
        for metric in Metric:
            done = [] if metric in UNTOLD else [int(getattr(day, metric.value)) for day in known]
            done = [amount for amount in done if amount > 0]
            if done:
                usual[metric], days[metric] = statistics.median(done), len(done)
        return cls(usual, days)


NOBODYS = Habits({}, {})
"""Of somebody new, or of a whole guild."""


def target(template: Template, habits: Habits, factor: float) -> int:
    """Return how much of it is asked for; ``factor`` is the dice's, from 0.6 to 1.2."""
    usual = habits.usual.get(template.metric)
    if usual is None:
        wanted = float(template.usual)
    elif template.kind is Kind.WEEKLY:
        wanted = usual * max(1.0, habits.days[template.metric] / 2) * factor
    else:
        wanted = usual * factor
    unit = UNIT.get(template.metric, 1)
    return min(max(round(wanted / unit) * unit, template.least), template.most)


def goal(template: Template, amount: int, rate: float) -> Goal:
    """Return ``template`` as a goal of ``amount``; ``rate`` multiplies what it earns."""
    return Goal(
        quest=template.id,
        kind=template.kind,
        metric=template.metric,
        target=amount,
        xp=round(template.xp * rate),
        emoji=template.emoji,
        badge=template.badge,
    )


def draw(
    templates: Sequence[Template], slots: Sequence[str], seed: str, habits: Habits, days: int | None = None
) -> dict[str, tuple[Template, int]]:
    """Return a template and its target for each of ``slots`` for which there is any.

    The measures differ as far as they can, nobody who is never in voice is sent there, and nobody who can
    have only so many ``days`` is asked for more, if there is anything else.
    """
    dice = random.Random(seed)
    drawn: dict[str, tuple[Template, int]] = {}
    for slot in slots:
        pool = [one for one in templates if one.pool in ("", slot)]
        taken = {template.id for template, _ in drawn.values()}
        metrics = {template.metric for template, _ in drawn.values()}
        free = [one for one in pool if one.id not in taken]
        wanted = [one for one in free if one.metric not in metrics and _suits(one, habits, days)]
        found = wanted or [one for one in free if _suits(one, habits, days)] or free
        # The dice are thrown whatever is found, so that one pool's templates don't change another's draw.
        at, factor = dice.random(), dice.uniform(EASIEST, HARDEST)
        if found:
            template = sorted(found, key=lambda one: one.id)[int(at * len(found))]
            drawn[slot] = (template, target(template, habits, factor))
    return drawn


def _suits(template: Template, habits: Habits, days: int | None) -> bool:
    if template.metric is Metric.DAYS:
        return days is None or template.least <= days
    return template.metric is not Metric.VOICE or not habits.usual or Metric.VOICE in habits.usual
