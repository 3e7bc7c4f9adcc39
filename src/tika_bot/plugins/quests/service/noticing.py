"""Finished quests, told where the guild wants them told: several at once are one message."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tika_bot.base.ids import ChannelId, GuildId
from tika_bot.core.outbox import Outbox, Place
from tika_bot.plugins.quests.model.quest import Taken

from .tuned import PLUGIN, Tuned

AT_ONCE = 20
"""Quests in one message."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A quest that was done just now, where its member was last, and the XP that it earned."""

    quest: Taken
    channel: ChannelId
    xp: int


class Noticing:
    """Posts to the outbox, in the transaction that pays."""

    def __init__(self, outbox: Outbox, tuned: Tuned) -> None:
        self._outbox = outbox
        self._tuned = tuned

    async def tell(self, guild: GuildId, finished: Sequence[Finished]) -> None:
        """Tell that these were done."""
        by_place: dict[Place, list[Finished]] = defaultdict(list)
        for one in finished:
            place = self._place(guild, one)
            if place is not None:
                by_place[place].append(one)
        for place, told in by_place.items():
            # Where the first of them was, if the server's fixed channel is gone or closed.
            here = next((Place(guild, one.channel) for one in told if one.channel), None)
            otherwise = here if place.user is None and here != place else None
            for start in range(0, len(told), AT_ONCE):
                part = told[start : start + AT_ONCE]
                data = {
                    "guild": str(guild),
                    "direct": place.user is not None,
                    "quests": [_written(one) for one in part],
                }
                # A quest is done once, so its message is told once, whoever else is told of in it.
                key = f"quests:{part[0].quest.id}"
                await self._outbox.post(
                    place, view=(PLUGIN, "finished"), data=data, key=key, otherwise=otherwise
                )

    def _place(self, guild: GuildId, one: Finished) -> Place | None:
        settings = self._tuned.of(guild)
        if settings.announce == "fixed" and settings.announce_channel:
            return Place(guild, ChannelId(settings.announce_channel))
        if settings.announce == "direct":
            member = one.quest.member
            return Place(guild, user=member) if self._tuned.wants_direct(member) else None
        if settings.announce == "silent" or not one.channel:
            return None
        return Place(guild, one.channel)


def _written(one: Finished) -> dict[str, Any]:
    goal = one.quest.goal
    return {
        "member": str(one.quest.member),
        "quest": goal.quest,
        "title": goal.title,
        "emoji": goal.emoji,
        "kind": goal.kind.value,
        "xp": one.xp,
        "coins": goal.coins,
        "currency": goal.currency,
        "badge": goal.badge,
    }
