"""How much each member can do before anything new can be reached: a few numbers a member, in memory.

For each counter there is what is *left* until the nearest threshold, and the first day *on* which a rule that
counts days may come true. While neither runs out, a flush costs a dictionary look-up and a few subtractions.
Whoever isn't known has nothing left, so their next doing is looked into: that is how everything is found
after a restart. The numbers may be too small, which costs one look in vain, but never too large.
"""

from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import count

from tika_bot.base.ids import GuildId, UserId
from tika_bot.plugins.levels.api import Addition

from .model import (
    MOVING,
    Award,
    Counter,
    Past,
    Rule,
    Span,
    busy_days,
    counted_of,
    dates,
    unit,
    value,
    week_until,
)

REMEMBERED = 50_000
"""Members whose numbers are kept; 200 bytes each."""

FAR = 2**62

Begins = Callable[[int], int | None]

KINDS = len(MOVING)
PLACES: Mapping[Counter, int] = {counter: place for place, counter in enumerate(MOVING)}


@dataclass(frozen=True, slots=True)
class Room:
    """What ``left`` of a counter does no harm, and from which day ``on`` any of it may."""

    left: int = FAR
    on: int = FAR


class Horizon:
    """Remembers how far away the next achievement of each member is."""

    def __init__(self) -> None:
        self._rooms: OrderedDict[tuple[GuildId, UserId], array[int]] = OrderedDict()

    def __len__(self) -> int:
        """Return how many members are known."""
        return len(self._rooms)

    def spend(self, day: int, addition: Addition) -> tuple[Counter, ...]:
        """Subtract what a member did on ``day``; return the counters that may have reached something."""
        who = (addition.guild, addition.member)
        rooms = self._rooms.get(who)
        if rooms is None:
            rooms = self._rooms[who] = array("q", (0,) * (2 * KINDS + 1))
            if len(self._rooms) > REMEMBERED:
                self._rooms.popitem(last=False)
        due = []
        for place, moved in enumerate(addition.moved):
            if moved > 0:
                left = rooms[place] = rooms[place] - moved
                if left <= 0 or day >= rooms[KINDS + place] or day < rooms[-1]:
                    due.append(MOVING[place])
        return tuple(due)

    def settle(self, guild: GuildId, member: UserId, today: int, rooms: Mapping[Counter, Room]) -> None:
        """Remember what is left of the counters in ``rooms``, as of ``today``; earlier days are over."""
        known = self._rooms.get((guild, member))
        if known is None:
            return
        self._rooms.move_to_end((guild, member))
        for counter, room in rooms.items():
            known[PLACES[counter]] = room.left
            known[KINDS + PLACES[counter]] = room.on
        known[-1] = today

    def drop_guild(self, guild: GuildId) -> None:
        """Forget the members of ``guild``: its rules have changed."""
        for who in [who for who in self._rooms if who[0] == guild]:
            del self._rooms[who]

    def drop_member(self, user: UserId) -> None:
        """Forget ``user``, wherever they are."""
        for who in [who for who in self._rooms if who[1] == user]:
            del self._rooms[who]


def rooms(
    rules: Mapping[Counter, Iterable[Rule]],
    past: Past,
    settled: frozenset[Award],
    today: int,
    begins: Begins,
) -> dict[Counter, Room]:
    """Return the room of each counter in ``rules``; ``begins`` tells at which XP a level does."""
    return {counter: _nearest(of, past, settled, today, begins) for counter, of in rules.items()}


def _nearest(
    rules: Iterable[Rule], past: Past, settled: frozenset[Award], today: int, begins: Begins
) -> Room:
    left, on = FAR, FAR
    for rule in rules:
        at = next_threshold(rule, settled)
        if at is None:
            continue
        if rule.counter is Counter.LEVEL:
            xp = begins(at)
            room = Room() if xp is None else Room(xp - past.total.xp)
        else:
            room = _room(rule, at, past, today)
        left, on = min(left, room.left), min(on, room.on)
    return Room(left, on)


def next_threshold(rule: Rule, settled: frozenset[Award]) -> int | None:
    """Return the lowest threshold of ``rule`` that isn't settled, None if all are."""
    open_tiers = (tier.at for number, tier in enumerate(rule.tiers, 1) if (rule.key, number) not in settled)
    return next(open_tiers, None)


def _room(rule: Rule, at: int, past: Past, today: int) -> Room:
    """Return the room until ``rule`` may reach ``at``."""
    counter = rule.counter
    match rule.span:
        case Span.EVER:
            return Room(at * unit(counter) - counted_of(counter, past.total))
        case Span.DAY:
            return Room(at * unit(counter) - counted_of(counter, past.days.get(today)))
        case Span.WEEK:
            return Room(at * unit(counter) - week_until(counter, past, today))
        case _:
            return _days_room(rule, at, past, today)


def _days_room(rule: Rule, at: int, past: Past, today: int) -> Room:
    """Return the room of a rule that counts days: until the earliest day on which it may come true."""
    busy = busy_days(rule, past)
    first = _earliest(rule, at - value(rule, past), past, busy, today)
    if first > today or today in busy:
        return Room(on=max(first, today + 1))
    enough = rule.least * unit(rule.counter)
    return Room(enough - counted_of(rule.counter, past.days.get(today)), on=today + 1)


def _earliest(rule: Rule, lacking: int, past: Past, busy: list[int], today: int) -> int:
    """Return the first day, ``today`` or later, on which ``rule`` may get what is ``lacking``."""
    next_day = today + int(today in busy)
    match rule.span:
        case Span.STREAK:
            return next_day + lacking + value(rule, past) - _row_now(busy, today) - 1
        case Span.RETURN:
            last = busy[-1] if busy else today
            return max(next_day, last + lacking + value(rule, past) + 1)
        case Span.DATE:
            those = dates(rule.on)
            place = bisect_left(those, next_day) + lacking - 1
            return those[place] if place < len(those) else FAR
        case _:
            return next_day + lacking - 1


def _row_now(busy: list[int], today: int) -> int:
    """Return how many busy days in a row end today or yesterday."""
    last = today if today in busy else today - 1
    known = set(busy)
    return next(length for length in count() if last - length not in known)
