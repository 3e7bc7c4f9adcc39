"""Bringing members along from other bots' files and our own, and writing everything into one file."""

import asyncio
import gzip
import json
from dataclasses import dataclass, field, replace
from datetime import timedelta

from tika_bot.base.clock import Clock, millis
from tika_bot.base.errors import Refusal
from tika_bot.base.ids import GuildId
from tika_bot.core.events import Events
from tika_bot.core.ledger import Ledger, Transfer
from tika_bot.core.ledger.model import MOST
from tika_bot.core.permits import Actor, Permits
from tika_bot.core.presence import Presence
from tika_bot.core.setting_types import with_changes
from tika_bot.plugins.levels.api import XP
from tika_bot.plugins.levels.corrections import EVERYBODY, IMPORT, UNDO_WITHIN, Order
from tika_bot.plugins.levels.importing.decoding import GZIP, MEMBERS
from tika_bot.plugins.levels.importing.exporting import document, luggage
from tika_bot.plugins.levels.importing.model import ExportTooLarge, Found, Merge, Report, Skipped, Why
from tika_bot.plugins.levels.importing.planning import Here, Plan, plan
from tika_bot.plugins.levels.settings import Settings
from tika_bot.plugins.levels.store import ImportStore, RoleStore, SnapshotStore

from .carrying import Carried, Carrying
from .granting import MANAGE
from .returning import Returning
from .roles import LevelRolesChanged, Roles
from .tuned import PLUGIN, Tuned
from .writing import Writing

ROOM = timedelta(days=1)
"""How far in the future a last message may lie: clocks differ, and some bots write in their own zone."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A guild in a file."""

    content: bytes = field(repr=False)
    has_pictures: bool = True
    """Whether nothing was left out."""

    @property
    def name(self) -> str:
        """Return what the file is called."""
        return "levels.json.gz" if self.content.startswith(GZIP) else "levels.json"


@dataclass(frozen=True, slots=True)
class Planned:
    """All that an import changes."""

    counted: Plan
    settings: Settings | None
    carried: Carried
    wrong: tuple[Skipped, ...]
    """What is wrong in the settings."""

    @property
    def report(self) -> Report:
        """Return it as whoever imports reads it."""
        report = self.counted.report
        return replace(
            report,
            skipped=(*report.skipped, *self.carried.skipped, *self.wrong),
            tunes=self.settings is not None,
            seasons=len(self.carried.seasons.seasons),
            cards=len(self.carried.cards),
        )


class Importing:
    """Imports and exports whole guilds. Every verb asks for the permission first."""

    def __init__(  # noqa: PLR0913 # the parts that do the work
        self,
        store: ImportStore,
        snapshots: SnapshotStore,
        rules: RoleStore,
        *,
        writing: Writing,
        returning: Returning,
        carrying: Carrying,
        roles: Roles,
        tuned: Tuned,
        ledger: Ledger,
        permits: Permits,
        events: Events,
        clock: Clock,
        presence: Presence,
    ) -> None:
        self._store = store
        self._snapshots = snapshots
        self._rules = rules
        self._writing = writing
        self._returning = returning
        self._carrying = carrying
        self._roles = roles
        self._tuned = tuned
        self._ledger = ledger
        self._permits = permits
        self._events = events
        self._clock = clock
        self._presence = presence

    async def knows(self, guild: GuildId) -> bool:
        """Return whether the bot is in ``guild``, as far as it has noticed."""
        return guild in await self._presence.guilds()

    async def preview(self, actor: Actor, guild: GuildId, found: Found, merge: Merge) -> Report:
        """Return what `bring` would do now."""
        self._permits.demand(actor, MANAGE)
        await self._writing.flush()
        if await self._free_key(guild, found) is None:
            return _already(found)
        found = await self._carrying.harmless(found)
        return (await self._planned(guild, found, merge)).report

    async def bring(self, order: Order, found: Found, merge: Merge) -> Report:
        """Import ``found``, all or nothing; files that were imported already change nothing."""
        self._permits.demand(order.actor, MANAGE)
        if await self._free_key(order.guild, found) is None:
            return _already(found)
        found = await self._carrying.harmless(found)
        try:
            async with self._writing.correcting(order.guild):
                key = await self._free_key(order.guild, found)
                if key is None:
                    return _already(found)
                planned = await self._planned(order.guild, found, merge)
                entry = await self._written(replace(order, key=key), planned)
        finally:  # what was read inside a transaction that failed never was
            self._roles.drop_rules(order.guild)
        if planned.counted.roles:
            await self._events.tell(LevelRolesChanged(order.guild))
        return replace(planned.report, entry=entry)

    async def _written(self, order: Order, planned: Planned) -> int | None:
        counted, settings = planned.counted, planned.settings
        if not (counted.members or counted.roles or settings is not None) and planned.carried.is_empty:
            return None
        moved = sum(abs(change.xp) for change in counted.members.values())
        # An import that moves nobody's XP has an entry all the same, to be undone by.
        transfer = Transfer(EVERYBODY, IMPORT, XP, min(max(moved, 1), MOST))
        receipt = await self._ledger.transfer(order.guild, transfer, **order.cause)
        entry, now = receipt.entries[0].id, self._clock.now()
        await self._snapshots.sweep(order.guild, now - UNDO_WITHIN)
        await self._returning.replace(order.guild, entry, counted.roles, settings, now)
        await self._carrying.bring(order.guild, entry, planned.carried, now)
        if settings is not None:
            version = self._tuned.version(order.guild)
            by = order.actor.user
            await self._tuned.kept.save(order.guild, PLUGIN, settings, by=by, based_on=version)
        if counted.members:
            await self._store.bring(order.guild, entry, counted, now)
            await self._roles.see_all(order.guild)  # not all of them may be there
        await self._writing.sweep(order.guild)
        return entry

    async def export(self, actor: Actor, guild: GuildId, most: int | None = None) -> Exported:
        """Return everything of ``guild`` in a file that `bring` takes.

        With ``most`` it has as many bytes at most and members may import it: it's packed if need be, and if
        that isn't enough, pictures on cards are left out.

        Raises:
            ExportTooLarge: even so it has more.
        """
        self._permits.demand(actor, MANAGE)
        await self._writing.flush()
        if most is None:
            return Exported(await self._written_out(guild, pictures=True))
        if await self._store.rows(guild) > MEMBERS.brackets:  # else all of it would be read in vain
            raise ExportTooLarge(guild=guild)
        weight = await self._carrying.weight(guild)
        for pictures in (True, False) if 0 < weight <= most else (weight == 0,):
            written = await self._written_out(guild, pictures=pictures)
            sent = await asyncio.to_thread(_sendable, written, most)
            if sent is not None:
                return Exported(sent, has_pictures=pictures)
        raise ExportTooLarge(guild=guild)

    async def _written_out(self, guild: GuildId, *, pictures: bool) -> bytes:
        members, days = await self._store.members(guild), await self._store.days(guild)
        rules, settings = await self._rules.rules(guild), self._tuned.of(guild).document()
        seasons = await self._carrying.records(guild)
        cards = await self._carrying.card_rows(guild, pictures=pictures)

        def written() -> bytes:
            return _as_json(document(guild, members, days, rules, settings) | luggage(seasons, cards))

        return await asyncio.to_thread(written)

    async def _planned(self, guild: GuildId, found: Found, merge: Merge) -> Planned:
        has_days = merge is Merge.REPLACE and any(one.days for one in found.members.values())
        here = Here(
            await self._store.counters(guild),
            await self._store.days(guild) if has_days else {},
            await self._rules.rules(guild),
        )
        new, wrong = self._settings(guild, found, merge)
        now = self._tuned.of(guild)
        levels = (now.levels().level, (new or now).levels().level)
        latest = self._clock.now() + ROOM
        counted = await asyncio.to_thread(plan, found, here, merge, levels, millis(latest))
        carried = await self._carrying.planned(guild, found, merge, (new or now).card_style, latest)
        return Planned(counted, new, carried, wrong)

    def _settings(
        self, guild: GuildId, found: Found, merge: Merge
    ) -> tuple[Settings | None, tuple[Skipped, ...]]:
        """Return the settings that come along, None if they are none or the same, and what is wrong there."""
        if merge is not Merge.REPLACE or found.settings is None:
            return None, ()
        current = self._tuned.of(guild)
        try:
            new = with_changes(current, found.settings)
        except Refusal as wrong:
            return None, (Skipped("settings", Why.SETTING, str(wrong.fields)[:80]),)
        return (None if new == current else new), ()

    async def _free_key(self, guild: GuildId, found: Found) -> str | None:
        """Return a key for an import of ``found``; None if one of it stands. After an undo it's another."""
        number = 0
        while True:
            key = f"levels.import:{found.source[:32]}:{number}"
            receipt = await self._ledger.receipt(guild, key)
            if receipt is None:
                return key
            if receipt.entries[0].undone_by is None:
                return None
            number += 1


def _already(found: Found) -> Report:
    skipped = (Skipped("", Why.ALREADY), *found.skipped)
    return Report(read=found.read, imported=0, skipped=skipped, conflicts=0, roles=())


def _as_json(made: dict[str, object]) -> bytes:
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()


def _sendable(written: bytes, most: int) -> bytes | None:
    """Return ``written`` in at most ``most`` bytes, or None if that can't be done or it wouldn't come in."""
    if not MEMBERS.takes(written):
        return None
    sent = written if len(written) <= most else gzip.compress(written, mtime=0)
    return sent if len(sent) <= most else None
