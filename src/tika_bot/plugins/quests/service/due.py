"""What a guild has for its members at one moment, and what of it is due for one of them."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tika_bot.base.ids import GuildId, UserId
from tika_bot.plugins.quests.model.drawing import NOBODYS, POOLS, WEEKLY, draw, goal
from tika_bot.plugins.quests.model.quest import Cycle, Goal, Kind, Metric, Template, days_within
from tika_bot.plugins.quests.model.spans import Span, is_due
from tika_bot.plugins.quests.settings import Settings

from .figures import Known
from .offering import Offer, Offers

DRAWN: tuple[tuple[Kind, Cycle, tuple[str, ...]], ...] = (
    (Kind.DAILY, Cycle.DAILY, POOLS),
    (Kind.WEEKLY, Cycle.WEEKLY, WEEKLY),
)


@dataclass(frozen=True, slots=True)
class Draw:
    """What is drawn from for some slots in a period."""

    slots: tuple[str, ...]
    span: Span
    templates: Sequence[Template]


@dataclass(frozen=True, slots=True)
class Due:
    """What there is for everybody, looked up once for all members who are looked after together."""

    guild: GuildId
    offers: Offers
    draws: Sequence[Draw]
    for_all: Sequence[Offer]
    per_member: bool

    @classmethod
    def at(cls, guild: GuildId, offers: Offers, tuned: Settings) -> "Due":
        """Return what ``guild`` has at the moment of ``offers``."""
        draws = [
            Draw(slots, offers.span(cycle), drawable(offers, tuned, kind)) for kind, cycle, slots in DRAWN
        ]
        return cls(guild, offers, draws, offers.for_all(), tuned.per_member)

    def of(
        self, member: UserId, known: Known, had: Mapping[str, Sequence[Span]]
    ) -> Iterable[tuple[str, Goal, Span]]:
        """Yield what is due for ``member``, whose latest periods are in ``had``, by slot."""
        for one in self.draws:
            # Slots of one kind go together: a pool that was switched on later joins at the next reset.
            before = [span for slot in one.slots for span in had.get(slot, ())]
            if is_due(one.span, before, self.offers.now):
                yield from ((slot, drawn, one.span) for slot, drawn in self._drawn(member, known, one))
        for offer in self.for_all:
            if is_due(offer.span, had.get(offer.goal.quest, ()), self.offers.now):
                yield offer.goal.quest, offer.goal, offer.span

    def _drawn(self, member: UserId, known: Known, one: Draw) -> Iterable[tuple[str, Goal]]:
        habits = known.habits if self.per_member else NOBODYS
        seed = f"{self.guild}:{member if self.per_member else 'all'}:{one.span.key}"
        assert one.span.ends is not None  # a day's, or a week's
        days = days_within(one.span.starts, one.span.ends, self.offers.now, known.figures.days)
        # Who comes late gets nothing that needs the whole week; where all get the same, less of it.
        fitting = days if self.per_member else None
        for slot, (template, amount) in draw(one.templates, one.slots, seed, habits, fitting).items():
            possible = min(amount, days) if template.metric is Metric.DAYS else amount
            yield slot, goal(template, possible, self.offers.rate)


def drawable(offers: Offers, tuned: Settings, kind: Kind, without: Container[str] = ()) -> list[Template]:
    """Return what may be drawn; messages are those that earn XP where the guild wants it so."""
    return [
        replace(one, metric=Metric.COUNTED) if tuned.earning_only and one.metric is Metric.MESSAGES else one
        for one in offers.drawn_from(kind)
        if one.id not in without
    ]
