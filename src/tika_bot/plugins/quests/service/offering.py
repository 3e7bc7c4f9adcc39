"""What there is to take on in a guild at a moment, and for how long."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from tika_bot.core.periods import Calendar, Period
from tika_bot.plugins.quests.model.drawing import goal
from tika_bot.plugins.quests.model.quest import (
    Cycle,
    Goal,
    Kind,
    Metric,
    OwnQuest,
    Season,
    Template,
    days_within,
)
from tika_bot.plugins.quests.model.spans import ONCE, Span

PERIODS: Mapping[Cycle, Period] = {
    Cycle.DAILY: Period.DAY,
    Cycle.WEEKLY: Period.WEEK,
    Cycle.MONTHLY: Period.MONTH,
}

MOMENT = timedelta(seconds=1)


def kind_switch(kind: Kind) -> str:
    """Return under which name all quests of ``kind`` are switched off."""
    return f"kind:{kind.value}"


@dataclass(frozen=True, slots=True)
class Offer:
    """A quest that is there for everybody, under its own id, at this moment."""

    goal: Goal
    span: Span

    def days_short(self, now: datetime) -> int | None:
        """Return how many days are left to whoever begins ``now``, if it asks for more; else None."""
        if self.goal.metric is not Metric.DAYS or self.span.ends is None:
            return None
        left = days_within(now, self.span.ends, now, ())
        return left if left < self.goal.target else None


@dataclass(frozen=True, slots=True)
class Offers:
    """Everything that a guild offers at a moment."""

    now: datetime
    calendar: Calendar
    templates: Mapping[str, Template]
    own: Iterable[OwnQuest]
    off: frozenset[str]
    rate: float

    def is_on(self, kind: Kind, quest: str) -> bool:
        """Return whether nobody switched it off."""
        return quest not in self.off and kind_switch(kind) not in self.off

    def drawn_from(self, kind: Kind) -> list[Template]:
        """Return the templates of ``kind`` that are on."""
        return [one for one in self.templates.values() if one.kind is kind and self.is_on(kind, one.id)]

    def span(self, cycle: Cycle) -> Span:
        """Return the day, week or month around this moment."""
        if cycle is Cycle.ONCE:
            return Span(ONCE, self.now, None)
        period, calendar = PERIODS[cycle], self.calendar
        key = calendar.key(period, self.now)
        return Span(key, calendar.start(period, self.now), calendar.end(period, self.now))

    def for_all(self) -> list[Offer]:
        """Return what everybody has to do: special quests, events, and the guild's own."""
        return [one for one in self._offers() if one.goal.kind is not Kind.CHALLENGE]

    def challenges(self) -> list[Offer]:
        """Return what members may join."""
        return [one for one in self._offers() if one.goal.kind is Kind.CHALLENGE]

    def next_change(self) -> datetime:
        """Return when something may begin that isn't there yet."""
        coming = [one.starts for one in self.own if one.starts is not None and one.starts > self.now]
        return min([self.calendar.end(Period.DAY, self.now), *coming])

    def _offers(self) -> list[Offer]:
        shipped = [
            Offer(goal(one, one.usual, self.rate), span)
            for kind in (Kind.SPECIAL, Kind.EVENT, Kind.CHALLENGE)
            for one in self.drawn_from(kind)
            if (span := self._span_of(one)) is not None
        ]
        own = [
            Offer(one.goal, self._own_span(one))
            for one in self.own
            if one.is_open(self.now) and self.is_on(one.kind, one.id)
        ]
        return own + shipped

    def _span_of(self, template: Template) -> Span | None:
        if template.season is not None:
            return self._season_span(template.season)
        return self.span(Cycle.MONTHLY if template.kind is Kind.CHALLENGE else Cycle.ONCE)

    def _season_span(self, season: Season) -> Span | None:
        """Return this year's season if it is on; its key is its first day."""
        calendar, first = self.calendar, self.calendar.start(Period.DAY, self.now)
        if not season.includes(calendar.key(Period.DAY, self.now)):
            return None
        while season.includes(calendar.key(Period.DAY, first - MOMENT)):
            first = calendar.start(Period.DAY, first - MOMENT)
        end = calendar.end(Period.DAY, self.now)
        while season.includes(calendar.key(Period.DAY, end)):
            end = calendar.end(Period.DAY, end)
        return Span(calendar.key(Period.DAY, first), first, end)

    def _own_span(self, quest: OwnQuest) -> Span:
        span = self.span(quest.cycle)
        ends = [one for one in (span.ends, quest.ends) if one is not None]
        return Span(span.key, span.starts, min(ends, default=None))
