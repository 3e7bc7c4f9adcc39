"""Taking XP's entries back: by entry, by command, by what somebody did in some time; previewed first."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from tika_bot.base.clock import Clock
from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.events import Events
from tika_bot.core.ledger import (
    Account,
    Entry,
    Ledger,
    NothingToUndo,
    OneEntry,
    WholeCommand,
    WholeSpan,
)
from tika_bot.core.permits import Actor, Permits
from tika_bot.plugins.levels.api import XP
from tika_bot.plugins.levels.corrections import (
    EVERYBODY,
    SHORT,
    UNDO_WITHIN,
    Change,
    NoSuchEntry,
    Order,
    TooOldToUndo,
    Undone,
    added,
    after_undo,
    moved,
)
from tika_bot.plugins.levels.importing.returning import NOTHING_BACK, Back
from tika_bot.plugins.levels.store import MemberStore, SnapshotStore

from .granting import MANAGE
from .returning import Returning
from .roles import LevelRolesChanged, Roles
from .writing import Writing

PER_PAGE = 10

What = OneEntry | WholeCommand | WholeSpan


LOOKED_THROUGH = 200
"""Corrections, and rewards, among which one is found by its short number."""


class Undoing:
    """Finds what can be undone and undoes it. Every verb asks for the permission first."""

    def __init__(  # noqa: PLR0913 # the parts that do the work
        self,
        store: MemberStore,
        snapshots: SnapshotStore,
        writing: Writing,
        ledger: Ledger,
        permits: Permits,
        clock: Clock,
        *,
        returning: Returning,
        roles: Roles,
        events: Events,
    ) -> None:
        self._store = store
        self._snapshots = snapshots
        self._writing = writing
        self._ledger = ledger
        self._permits = permits
        self._clock = clock
        self._returning = returning
        self._roles = roles
        self._events = events

    async def history(
        self,
        actor: Actor,
        guild: GuildId,
        member: UserId | None = None,
        *,
        before: int | None = None,
        limit: int = PER_PAGE + 1,
    ) -> list[Entry]:
        """Return the newest corrections, or the rewards and corrections of ``member``, before ``before``.

        Of all members' rewards there are hundreds a day, and no correction would be found among them.
        """
        self._permits.demand(actor, MANAGE)
        if member is None:
            return await self._ledger.journal(guild, XP, asked_for=True, before=before, limit=limit)
        return await self._ledger.history(guild, Account.counter(member), XP, before=before, limit=limit)

    async def lately(self, guild: GuildId, member: UserId, limit: int) -> list[Entry]:
        """Return the newest rewards and corrections of ``member``, for who may see them: themselves."""
        return await self._ledger.history(guild, Account.counter(member), XP, limit=limit)

    async def entry(self, actor: Actor, guild: GuildId, number: int) -> Entry:
        """Return the entry with that number, of one of the last its last five digits, as lists show it.

        Raises:
            NoSuchEntry: there is none, or it moved something else than XP.
            TooOldToUndo: it can't be undone any more.
        """
        self._permits.demand(actor, MANAGE)
        if number < SHORT:
            number = await self._whole(guild, number)
        found = await self._ledger.entry(guild, number) if 0 < number < 1 << 63 else None
        if found is None or found.transfer.currency != XP:
            raise NoSuchEntry(given=str(number))
        if found.at < self._clock.now() - UNDO_WITHIN:
            raise TooOldToUndo(at=found.at)
        return found

    async def _whole(self, guild: GuildId, short: int) -> int:
        """Return the number that ends so: of a correction, else of a reward."""
        for asked_for in (True, False):
            last = await self._ledger.journal(guild, XP, asked_for=asked_for, limit=LOOKED_THROUGH)
            for one in last:
                if one.id % SHORT == short:
                    return one.id
        return short

    def span(self, who: UserId, since: datetime, until: datetime) -> What:
        """Return what ``who`` did in that time, as far as it can still be undone."""
        return WholeSpan(who, max(since, self._clock.now() - UNDO_WITHIN), until, XP)

    async def preview(self, actor: Actor, guild: GuildId, what: What) -> Undone:
        """Return what `undo` would do now.

        Raises:
            NothingToUndo: nothing is left.
            TooMuchToUndo: choose a shorter time.
        """
        self._permits.demand(actor, MANAGE)
        await self._writing.flush()
        found = await self._ledger.preview_undo(guild, what)
        if not found.entries or any(entry.transfer.currency != XP for entry in found.entries):
            raise NothingToUndo
        resets = [entry.id for entry in found.entries if entry.transfer.from_ == EVERYBODY]
        change = {member: -by for member, by in moved(found.entries).items()}
        kept = await self._snapshots.kept(guild, resets, change)
        has = await self._store.totals(guild, change)
        changes, short = after_undo(change, {who: max(0, xp + kept.get(who, 0)) for who, xp in has.items()})
        missing = await self._snapshots.missing(guild, resets)
        restored = await self._snapshots.count(guild, resets) if resets else 0
        back = await self._returning.preview(guild, resets)
        everything = Undone(found.entries, found.skipped, changes, added(missing, short), restored)
        return _with(everything, back)

    async def undo(self, order: Order, what: What) -> Undone:
        """Take back what ``what`` means; nobody falls below zero.

        Raises:
            NothingToUndo: nothing is left.
            TooMuchToUndo: choose a shorter time.
        """
        before = await self.preview(order.actor, order.guild, what)
        try:
            changes, short, restored, back = await self._taken_back(order, what)
        finally:  # what was read inside a transaction that failed never was
            self._roles.drop_rules(order.guild)
        if back.drops or back.puts:
            await self._events.tell(LevelRolesChanged(order.guild))
        return _with(Undone(before.entries, before.skipped, changes, short, restored), back)

    async def _taken_back(
        self, order: Order, what: What
    ) -> tuple[tuple[Change, ...], Mapping[UserId, int], int, Back]:
        async with self._writing.correcting(order.guild):
            receipt = await self._ledger.undo(order.guild, what, **order.cause)
            if not receipt.is_new:
                raise NothingToUndo
            restored, missing, back = await self._give_back(order, receipt.entries)
            change = moved(receipt.entries)
            changes, short = after_undo(change, await self._store.totals(order.guild, change))
            new = {one.member: one.after - one.before for one in changes if one.after != one.before}
            await self._writing.change(order.guild, new, counts_today=False, is_news=False)
        return changes, added(missing, short), restored, back

    async def _give_back(
        self, order: Order, entries: Sequence[Entry]
    ) -> tuple[int, Mapping[UserId, int], Back]:
        """Take back resets of all, and imports.

        Return how many members were restored, what is missing of what imports gave, and which roles and
        settings went back.
        """
        undone = [entry.undoes for entry in entries if entry.transfer.to == EVERYBODY]
        resets = [number for number in undone if number is not None]
        back = await self._returning.put_back(order.guild, resets, order.actor.user)
        restored = await self._snapshots.count(order.guild, resets) if resets else 0
        missing: Mapping[UserId, int] = {}
        for number in resets:
            missing = added(missing, await self._snapshots.missing(order.guild, [number]))
            await self._snapshots.give_back(order.guild, number)
        if restored or back != NOTHING_BACK:
            await self._writing.sweep(order.guild)
        return restored, missing, back


def _with(undone: Undone, back: Back) -> Undone:
    return replace(
        undone,
        rules=len(back.drops) + len(back.puts),
        tunes=bool(back.settings),
        seasons=back.seasons,
        cards=back.cards,
    )


def command_of(entry: Entry) -> What:
    """Return all that was done together with ``entry``."""
    return WholeCommand(entry.key)


def only(entry: Entry) -> What:
    """Return ``entry`` alone."""
    return OneEntry(entry.id)
