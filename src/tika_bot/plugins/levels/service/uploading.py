"""Imports that members start: a file is put up, looked at, and brought by a button, or forgotten in an hour.

The file is kept as it came and read again by the button: a plan that is an hour old may be wrong, and a
restart in between changes nothing.
"""

import asyncio
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from tika_bot.base.clock import Clock
from tika_bot.base.ids import GuildId, RoleId
from tika_bot.core.permits import Actor, Permits
from tika_bot.core.timers import Timers
from tika_bot.plugins.levels.corrections import Order
from tika_bot.plugins.levels.importing.model import (
    FileUnreadable,
    Found,
    Merge,
    Report,
    Skipped,
    UploadGone,
    Why,
)
from tika_bot.plugins.levels.importing.reading import read_files
from tika_bot.plugins.levels.store import Upload, UploadStore

from .granting import MANAGE
from .importing import Importing
from .tuned import PLUGIN

WAITS = timedelta(hours=1)
MOST_UPLOADED = 8 * 1024 * 1024
"""Bytes; operators may import more by `tika levels import`."""

Givable = Callable[[Found], Found]
"""Takes out the roles that whoever imports couldn't give."""


class Uploading:
    """Takes files from members."""

    def __init__(
        self, store: UploadStore, importing: Importing, timers: Timers, permits: Permits, clock: Clock
    ) -> None:
        self._store = store
        self._permits = permits
        self._importing = importing
        self._timers = timers
        self._clock = clock

    def admit(self, actor: Actor, name: str, size: int) -> None:
        """Let a file pass before anybody reads it.

        Raises:
            PermissionMissing: ``actor`` may import nothing.
            FileUnreadable: it's too large.
        """
        self._permits.demand(actor, MANAGE)
        if size > MOST_UPLOADED:
            raise FileUnreadable(Skipped(name, Why.LARGE, str(MOST_UPLOADED // 1024 // 1024)))

    async def put_up(
        self, actor: Actor, guild: GuildId, file: tuple[str, bytes], merge: Merge, givable: Givable
    ) -> tuple[int, Report]:
        """Keep ``file`` for an hour; return its number and what importing it would do now.

        Raises:
            FileUnreadable: it can't be used.
        """
        name, content = file
        self.admit(actor, name, len(content))
        read = await asyncio.to_thread(read_files, [file])
        found = givable(read)
        report = await self._importing.preview(actor, guild, found, merge)
        packed = await asyncio.to_thread(zlib.compress, content)
        upload = Upload(actor.user, name, frozenset(found.roles), packed)
        now = self._clock.now()
        async with self._store.here(guild):
            number = await self._store.put(guild, upload, now)
            payload = {"guild": str(guild), "upload": str(number)}
            await self._timers.at(now + WAITS, PLUGIN, "drop_upload", payload, guild=guild, key=str(number))
        return number, report

    async def bring(self, order: Order, number: int, merge: Merge) -> Report:
        """Import what was put up under ``number``.

        Raises:
            UploadGone: it isn't there any more.
        """
        upload = await self._store.get(order.guild, number, self._clock.now() - WAITS)
        if upload is None:
            raise UploadGone
        content = await asyncio.to_thread(zlib.decompress, upload.content)
        found = await asyncio.to_thread(read_files, [(upload.name, content)])
        roles = {role: rule for role, rule in found.roles.items() if RoleId(role) in upload.roles}
        report = await self._importing.bring(
            replace(order, reason=upload.name), replace(found, roles=roles), merge
        )
        await self.drop(order.guild, number)
        return report

    async def drop(self, guild: GuildId, number: int) -> None:
        """Forget what was put up under ``number``."""
        async with self._store.here(guild):
            await self._store.drop(guild, number)
            await self._timers.cancel_key(PLUGIN, "drop_upload", str(number), guild=guild)
