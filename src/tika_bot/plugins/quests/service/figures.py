"""What levels has counted of a member, as quests look at it: what they did, whatever admins gave or took."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec.structs

from tika_bot.base.ids import GuildId, UserId
from tika_bot.plugins.levels.api import APART_DAYS, Addition, Counters, History, LevelsApi
from tika_bot.plugins.quests.model.drawing import REMEMBERED_DAYS, Habits
from tika_bot.plugins.quests.model.quest import Figures, Hasty

FAR_BACK = APART_DAYS
"""Days of the past in which different days are counted."""


@dataclass(frozen=True, slots=True)
class Known:
    """A member's figures now, and what they did on the days before ``today``."""

    figures: Figures
    days: Mapping[int, Counters]
    today: int

    @property
    def habits(self) -> Habits:
        """Return what they usually do; today isn't over, so it says little."""
        recent = range(self.today - REMEMBERED_DAYS, self.today)
        return Habits.of(_figures(done) for day, done in self.days.items() if day in recent)

    def without(self, hasty: Hasty) -> "Known":
        """Return it without what was done too soon to count; habits are what a member does all the same."""
        return Known(self.figures.without(hasty), self.days, self.today)


async def known(
    levels: LevelsApi, guild: GuildId, members: Sequence[UserId], today: int, *, fresh: bool
) -> dict[UserId, Known]:
    """Return what is known of ``members``; ``today`` counts the days since 1970, UTC.

    What has to be ``fresh`` may wait for levels to write, so no transaction may be open.
    """
    found = await levels.histories(guild, members, since=today - FAR_BACK, fresh=fresh)
    return {
        member: _known(history, levels.level(guild, history.total.xp), today)
        for member, history in found.items()
    }


def _known(history: History, level: int, today: int) -> Known:
    days = history.own_days
    figures = replace(
        _figures(history.own),
        levels=history.climbed,
        total=history.total.xp,
        level=level,
        days=frozenset(day for day, done in days.items() if _is_active(done)),
    )
    return Known(figures, days, today)


def before(figures: Figures, addition: Addition, level: int) -> Figures:
    """Return ``figures`` as they were before ``addition``; ``level`` is what they were then."""
    return replace(
        figures.earning(-addition.xp, level),
        messages=figures.messages - addition.messages,
        counted=figures.counted - addition.counted,
        reactions=figures.reactions - addition.reactions,
        commands=figures.commands - addition.commands,
        voice=figures.voice - addition.voice_s,
    )


def together(one: Addition, other: Addition) -> Addition:
    """Return two additions to the same member as one."""
    return msgspec.structs.replace(
        one,
        xp=one.xp + other.xp,
        messages=one.messages + other.messages,
        counted=one.counted + other.counted,
        reactions=one.reactions + other.reactions,
        commands=one.commands + other.commands,
        voice_s=one.voice_s + other.voice_s,
        channel=other.channel or one.channel,
    )


def _figures(counters: Counters) -> Figures:
    return Figures(
        messages=counters.messages,
        counted=counters.messages_counted,
        reactions=counters.reactions,
        commands=counters.commands,
        voice=counters.voice_s,
        xp=counters.xp,
    )


def _is_active(done: Counters) -> bool:
    return max(done.messages, done.reactions, done.voice_s) > 0
