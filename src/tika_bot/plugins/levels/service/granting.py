"""Corrections by admins. Each is a ledger entry and the members' rows in one transaction."""

from collections.abc import Callable, Mapping

from tika_bot.base.clock import Clock
from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.ledger import Account, Entry, KeyReused, Ledger, Receipt, Transfer
from tika_bot.core.ledger.model import MOST
from tika_bot.core.permits import Actor, Permits
from tika_bot.plugins.levels.api import XP
from tika_bot.plugins.levels.corrections import (
    EVERYBODY,
    MOST_XP,
    UNDO_WITHIN,
    Change,
    Corrected,
    GrantsOff,
    NothingAnywhere,
    Order,
    brought_to,
    given,
    handed_over,
    moved,
    taken,
)
from tika_bot.plugins.levels.store import MemberStore, SnapshotStore

from .tuned import Tuned
from .writing import Writing

MANAGE = "manage_guild"
"""The Discord permission that corrections need, asked whenever one is made."""

Plan = Callable[[Mapping[UserId, int]], Transfer]


class Granting:
    """Gives, takes, sets, hands over and resets. Every verb asks for the permission first."""

    def __init__(  # noqa: PLR0913 # the parts that do the work
        self,
        store: MemberStore,
        snapshots: SnapshotStore,
        writing: Writing,
        ledger: Ledger,
        permits: Permits,
        clock: Clock,
        *,
        tuned: Tuned,
    ) -> None:
        self._store = store
        self._snapshots = snapshots
        self._writing = writing
        self._ledger = ledger
        self._permits = permits
        self._clock = clock
        self._tuned = tuned

    async def give(self, order: Order, member: UserId, amount: int) -> Corrected:
        """Give ``amount``, as far as there is room for it."""
        self._permits.demand(order.actor, MANAGE)
        if not self._tuned.of(order.guild).grants:
            raise GrantsOff
        return await self._correct(order, (member,), lambda has: given(member, amount, has[member]))

    async def take(self, order: Order, member: UserId, amount: int) -> Corrected:
        """Take ``amount``, or what there is."""
        return await self._correct(order, (member,), lambda has: taken(member, amount, has[member]))

    async def set(self, order: Order, member: UserId, target: int) -> Corrected:
        """Let ``member`` have exactly ``target``."""

        def plan(has: Mapping[UserId, int]) -> Transfer:
            if target > has[member] and not self._tuned.of(order.guild).grants:
                raise GrantsOff
            return brought_to(member, target, has[member])

        return await self._correct(order, (member,), plan)

    async def transfer(self, order: Order, giver: UserId, taker: UserId, amount: int) -> Corrected:
        """Move ``amount`` from one member to another."""
        return await self._correct(
            order, (giver, taker), lambda has: handed_over(giver, taker, amount, has[giver])
        )

    async def reset(self, order: Order, member: UserId) -> Corrected:
        """Take all that ``member`` has."""
        return await self._correct(
            order, (member,), lambda has: taken(member, MOST_XP, has[member], sink="levels.reset")
        )

    async def everybody(self, actor: Actor, guild: GuildId) -> tuple[int, int]:
        """Return how many members a reset of all would touch, and how much XP they have together."""
        self._permits.demand(actor, MANAGE)
        await self._writing.flush()
        members, xp = await self._snapshots.everybody(guild)
        if not members:
            raise NothingAnywhere
        return members, xp

    async def reset_everybody(self, order: Order) -> tuple[int, Entry]:
        """Take all that everybody has; return how many had something, and the entry to undo it by."""
        self._permits.demand(order.actor, MANAGE)
        async with self._writing.correcting(order.guild):
            done = await self._done(order)
            if done is not None:
                return await self._snapshots.count(order.guild, [done.entries[0].id]), done.entries[0]
            return await self.take_from_all(order)

    async def take_from_all(self, order: Order) -> tuple[int, Entry]:
        """Do the same within `Writing.correcting`, for who has been asked for permission already."""
        members, xp = await self._snapshots.everybody(order.guild)
        if not members:
            raise NothingAnywhere
        # One transfer moves no more than MOST: a thousand members at the very limit have more.
        transfer = Transfer(EVERYBODY, Account.sink("levels.reset"), XP, min(xp, MOST))
        receipt = await self._ledger.transfer(order.guild, transfer, **order.cause)
        [entry] = receipt.entries
        now = self._clock.now()
        await self._snapshots.sweep(order.guild, now - UNDO_WITHIN)
        await self._snapshots.take(order.guild, entry.id, now)
        await self._writing.sweep(order.guild)
        return members, entry

    async def _correct(self, order: Order, who: tuple[UserId, ...], plan: Plan) -> Corrected:
        """Do what ``plan`` makes of what ``who`` have; the same order again changes nothing."""
        self._permits.demand(order.actor, MANAGE)
        async with self._writing.correcting(order.guild):
            receipt = await self._done(order)
            if receipt is None:
                transfer = plan(await self._store.totals(order.guild, who))
                receipt = await self._ledger.transfer(order.guild, transfer, **order.cause)
                change = moved(receipt.entries)
                where = dict.fromkeys(change, order.channel)
                await self._writing.change(order.guild, change, where, counts_today=False)
            after = await self._store.totals(order.guild, who)
        change = moved(receipt.entries)
        changes = tuple(Change(member, after[member] - change[member], after[member]) for member in who)
        return Corrected(changes, receipt.entries[0].id)

    async def _done(self, order: Order) -> Receipt | None:
        """Return what this order did when it came before.

        Raises:
            KeyReused: another command has this key.
        """
        receipt = await self._ledger.receipt(order.guild, order.key)
        if receipt is not None and receipt.entries[0].command != order.command:
            raise KeyReused
        return receipt
