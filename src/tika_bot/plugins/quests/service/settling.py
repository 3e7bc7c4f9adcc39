"""Paying what is reached: all members who are looked after together, in rounds.

A round marks what is reached as done and pays it, with a few statements however many there are. What that
earns may reach more, which the next round finds.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from tika_bot.base.ids import ChannelId, GuildId, UserId
from tika_bot.core.ledger import HOUSE_ITSELF, Account, Ledger, Move, Transfer
from tika_bot.plugins.levels.api import LevelsApi, Reward
from tika_bot.plugins.quests.model.quest import Boost, Figures, Goal, Taken
from tika_bot.plugins.quests.store import TakenStore

from .noticing import Finished
from .tuned import PLUGIN


@dataclass(slots=True)
class Stand:
    """How one member stands while they are paid."""

    figures: Figures
    channel: ChannelId
    """Where they were last."""
    left: list[Taken] = field(default_factory=list)
    """What isn't done yet."""
    finished: list[Finished] = field(default_factory=list)

    def take_reached(self) -> list[Taken]:
        """Return what is reached by now; it isn't left any more."""
        reached, left = list[Taken](), list[Taken]()
        for one in self.left:
            (reached if one.is_reached(self.figures) else left).append(one)
        self.left = left
        return reached


class Settling:
    """Marks and pays."""

    def __init__(self, taken: TakenStore, levels: LevelsApi, ledger: Ledger) -> None:
        self._taken = taken
        self._levels = levels
        self._ledger = ledger

    async def settle(
        self, guild: GuildId, stands: Mapping[UserId, Stand], boost: Boost | None, now: datetime
    ) -> None:
        """Pay what ``stands`` have reached, until nothing more is. Expects `TakenStore.hold`."""
        moved: Iterable[Stand] = stands.values()
        while reached := [quest for stand in moved for quest in stand.take_reached()]:
            marked = await self._taken.finish(guild, reached, now)
            done = [
                Finished(quest.finished(now), stands[quest.member].channel, offered(quest.goal, boost, now))
                for quest in reached
                if quest.id in marked
            ]
            paid = await self._pay(guild, done)
            if paid:
                await self._taken.note_paid(guild, [replace(one.quest, paid_xp=one.xp) for one in paid])
            for one in paid:
                stand = stands[one.quest.member]
                stand.finished.append(one)
                level = self._levels.level(guild, stand.figures.total + one.xp)
                stand.figures = stand.figures.earning(one.xp, level)
            moved = [stands[member] for member in {one.quest.member for one in paid}]

    async def _pay(self, guild: GuildId, done: Sequence[Finished]) -> list[Finished]:
        """Pay what was ``done`` and return it with the XP that the guild gives."""
        rewards = [(one.quest.member, _reward(one)) for one in done if one.xp]
        xp = iter(await self._levels.reward_each(guild, rewards) if rewards else ())
        gifts = [_gift(one) for one in done if one.quest.goal.coins]
        if gifts:
            await self._ledger.transfer_each(guild, gifts)
        return [replace(one, xp=next(xp)) if one.xp else one for one in done]


def offered(goal: Goal, boost: Boost | None, now: datetime) -> int:
    """Return the XP that ``goal`` earns ``now``, before the guild's rate for quests."""
    return boost.applied(goal.xp, now) if boost else goal.xp


def _reward(done: Finished) -> Reward:
    return Reward(done.xp, _key(done), cause(done.quest.goal), _reason(done), channel=done.channel or None)


def _gift(done: Finished) -> Move:
    quest, goal = done.quest, done.quest.goal
    gift = Transfer(Account.source(cause(goal)), Account.member(quest.member), goal.currency, goal.coins)
    key = f"{_key(done)}:coins"
    return Move(gift, {"key": key, "actor": HOUSE_ITSELF, "reason": _reason(done), "command": ""})


def _key(done: Finished) -> str:
    return f"{PLUGIN}:{done.quest.id}"


def cause(goal: Goal) -> str:
    """Return which source the reward for ``goal`` comes from."""
    return f"{PLUGIN}.{goal.kind.value}"


def _reason(done: Finished) -> str:
    return done.quest.goal.title or f"{PLUGIN}.quest_{done.quest.goal.quest}"
