"""What was counted of members, and what is to be added."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import msgspec

from tika_bot.base.ids import ChannelId, GuildId, UserId

NOWHERE = ChannelId(0)


# A struct, since a flush makes thousands and reads all values of each: a tuple took three times as long to
# make, a dataclass ten times as long to read. It holds nothing that could hold it: no work for the collector.
class Addition(msgspec.Struct, gc=False):
    """What one member's doings of a moment add to that member's row. Grows until it's handed to the store."""

    guild: GuildId
    member: UserId
    xp: int = 0
    messages: int = 0
    counted: int = 0
    reactions: int = 0
    commands: int = 0
    voice_s: int = 0
    last_ms: int = 0
    """When the last message was written, in milliseconds since 1970."""
    channel: ChannelId = NOWHERE
    """Where they did something last."""
    earned_in: ChannelId = NOWHERE
    """Where they earned XP last; a level-up is told there."""

    @property
    def moved(self) -> tuple[int, ...]:
        """Return by how much each counter moves, in the order of `Counters`."""
        return msgspec.structs.astuple(self)[2:8]

    def earn(self, xp: int, channel: ChannelId) -> None:
        """Add ``xp``, which may be nothing, for something done in ``channel``."""
        self.channel = channel
        if xp:
            self.xp += xp
            self.earned_in = channel


Total = tuple[GuildId, UserId, int, int]
"""What a member has after an addition: guild, member, XP, and why they are on no board, see `Away`."""


Climb = tuple[GuildId, UserId, int]
"""By how many levels a member went up: guild, member, levels."""


class Step(NamedTuple):
    """A member's XP went from ``before`` to ``after``; ``channel`` is where, 0 for nowhere."""

    guild: GuildId
    member: UserId
    before: int
    after: int
    channel: ChannelId
    is_news: bool = True
    """Whether a level that it reaches is told; what only gives back isn't."""


def joined(steps: Iterable[Step]) -> list[Step]:
    """Return one step for each member, from where their first began to where their last led.

    The place is that of the last step that has one.
    """
    found: dict[tuple[GuildId, UserId], Step] = {}
    for step in steps:
        who = (step.guild, step.member)
        first = found.get(who, step)
        found[who] = step._replace(
            before=first.before,
            channel=step.channel or first.channel,
            is_news=step.is_news or first.is_news,
        )
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Counters:
    """What was counted of a member, for ever or on one day."""

    xp: int = 0
    messages: int = 0
    messages_counted: int = 0
    """Those that earned XP."""
    reactions: int = 0
    commands: int = 0
    voice_s: int = 0
