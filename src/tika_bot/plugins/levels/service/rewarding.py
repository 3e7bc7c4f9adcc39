"""XP that other plugins give: entries of the ledger, by the guild's rates and limits for their source."""

from collections import Counter
from collections.abc import Sequence
from functools import partial

from tika_bot.base.clock import Clock
from tika_bot.base.ids import ChannelId, GuildId, UserId
from tika_bot.core.ledger import HOUSE_ITSELF, Account, Ledger, Move, Transfer
from tika_bot.plugins.levels.api import XP, Reward
from tika_bot.plugins.levels.model import NOWHERE, Reason, source_of
from tika_bot.plugins.levels.store import SpentStore

from .hearing import DAY_S, Hearing
from .tuned import Tuned
from .writing import Writing


class Rewarding:
    """Gives rewards, each once."""

    def __init__(
        self,
        spent: SpentStore,
        writing: Writing,
        hearing: Hearing,
        tuned: Tuned,
        *,
        ledger: Ledger,
        clock: Clock,
    ) -> None:
        self._spent = spent
        self._writing = writing
        self._hearing = hearing
        self._tuned = tuned
        self._ledger = ledger
        self._clock = clock

    async def reward(self, guild: GuildId, member: UserId, reward: Reward) -> int:
        """Give XP that is a ledger entry; see `LevelsApi.reward`."""
        [given] = await self.reward_each(guild, [(member, reward)])
        return given

    async def reward_each(self, guild: GuildId, rewards: Sequence[tuple[UserId, Reward]]) -> list[int]:
        """Give XP that are ledger entries; see `LevelsApi.reward_each`."""
        async with self._spent.here(guild):
            receipts = await self._ledger.transfer_each(guild, [self._move(guild, *one) for one in rewards])
            given = [
                sum(entry.transfer.amount for entry in receipt.entries) if receipt.is_new else 0
                for receipt in receipts
            ]
            xp, channels = Counter[UserId](), dict[UserId, ChannelId]()
            for (member, reward), amount in zip(rewards, given, strict=True):
                if amount:
                    xp[member] += amount
                    channels[member] = reward.channel or channels.get(member, NOWHERE)
            if xp:
                await self._writing.change(guild, xp, channels)
        return given

    def worth(self, guild: GuildId, cause: str, xp: int) -> int:
        """Return what ``guild`` gives for ``xp``; see `LevelsApi.worth`."""
        source = source_of(cause)
        return xp if source is None else self._tuned.of(guild).reward_rules(source).worth(xp)

    def _move(self, guild: GuildId, member: UserId, reward: Reward) -> Move:
        return Move(
            Transfer(Account.source(reward.cause), Account.counter(member), XP, reward.xp),
            {
                "key": reward.key,
                "actor": reward.actor or HOUSE_ITSELF,
                "reason": reward.reason,
                "command": reward.command,
            },
            partial(self._spend, guild, member, reward),
        )

    async def _spend(self, guild: GuildId, member: UserId, reward: Reward) -> int:
        """Return what ``reward`` is worth now, and count it where a day has a limit."""
        source = source_of(reward.cause)
        if source is None:
            return reward.xp
        rules, now = self._tuned.of(guild).reward_rules(source), self._clock.now()
        given = worth = rules.worth(reward.xp)
        if worth and rules.daily_cap:
            day = int(now.timestamp()) // DAY_S
            given = await self._spent.spend(guild, member, source, day, worth, rules.daily_cap)
        if given < worth or not worth:
            reason = Reason.CAPPED if worth else Reason.SWITCHED_OFF
            self._spent.then(partial(self._hearing.note, guild, member, source, reason, given))
        return given
