"""What each guild, and each member, has tuned: typed, versioned, with a history.

Reading is a look into memory: whoever is asked in the middle of a message can't wait. Writing is one
transaction that puts the new document and its entry in the history, unless somebody else was faster. Other
workers hear of it and read that row again. Only what differs from the defaults is stored.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar, cast

import structlog
from sqlalchemy import RowMapping, and_, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from tika_bot.base.clock import Clock
from tika_bot.base.errors import Broken, Refusal
from tika_bot.base.ids import GuildId, UserId, private_space
from tika_bot.storage.database import Database
from tika_bot.storage.statements import upsert

from . import tables
from .events import Events, GuildPurged, MemberSettingsChanged, NewsMissed, SettingsChanged
from .nursery import Nursery
from .setting_types import (
    ChannelSetting,
    CoreSettings,
    GuildSettings,
    MemberSettings,
    RoleSetting,
    SettingField,
    ZoneSetting,
    described,
    with_changes,
)

__all__ = [
    "ChannelSetting",
    "CoreSettings",
    "GuildSettings",
    "MemberSettings",
    "RoleSetting",
    "Settings",
    "SettingsStale",
    "Version",
    "ZoneSetting",
    "with_changes",
]

log = structlog.get_logger(__name__)

SettingsT = TypeVar("SettingsT", bound=GuildSettings)


class SettingsStale(Refusal):
    """Somebody saved since the form was opened; ``differences`` shows both values of what differs."""

    key = "core.settings_stale"


@dataclass(frozen=True, slots=True)
class Version:
    """An entry in the history of a guild's settings."""

    version: int
    document: Mapping[str, Any]
    """What differed from the defaults then."""
    by: UserId
    at: datetime


@dataclass(slots=True)
class _Held:
    version: int
    document: Mapping[str, Any]
    model: GuildSettings | None = None
    """Made on the first read, and anew after its plugin was reloaded."""


class Settings:
    """Every guild's settings, by plugin."""

    def __init__(
        self, database: Database, events: Events, clock: Clock, core: type[CoreSettings] = CoreSettings
    ) -> None:
        self._database = database
        self._events = events
        self._clock = clock
        self._nursery = Nursery("core.settings")
        self._kinds: dict[str, type[GuildSettings]] = {"core": core}
        self._untouched: dict[str, GuildSettings] = {"core": core()}
        """What a guild has that never saved anything, by plugin."""
        self._held: dict[tuple[GuildId, str], _Held] = {}
        self._members: dict[UserId, MemberSettings] = {}
        events.on(SettingsChanged, self._heard)
        events.on(MemberSettingsChanged, self._heard_of_member)
        events.on(GuildPurged, self._purged)
        events.on(NewsMissed, self._missed)

    async def load(self) -> None:
        """Read everything that anybody ever saved; what is gone by now is forgotten."""
        before, members_before = dict(self._held), dict(self._members)
        async with self._database.house("core.settings", writes=False) as connection:
            rows = (await connection.execute(select(tables.settings))).mappings().all()
            members = (await connection.execute(select(tables.member_settings))).mappings().all()
        for row in rows:
            self._hold(GuildId(row["guild_id"]), row["plugin"], row)
        kept = {(row["guild_id"], row["plugin"]) for row in rows}
        for key in [key for key in before if key not in kept and self._held.get(key) is before[key]]:
            del self._held[key]
        read = {UserId(row["guild_id"]): row["document"] for row in members}
        for user in read.keys() | members_before.keys():
            if self._members.get(user) is not members_before.get(user):
                continue  # saved here while we read
            if user in read:
                self._members[user] = _member_settings(user, read[user])
            else:
                del self._members[user]

    async def close(self) -> None:
        """End what still tells of a change."""
        await self._nursery.close()

    def register(self, plugin: str, kind: type[GuildSettings]) -> None:
        """Let ``plugin``'s settings be of ``kind`` from now on."""
        self.forget(plugin)
        self._kinds[plugin] = kind
        self._untouched[plugin] = kind()

    def forget(self, plugin: str) -> None:
        """Let go of ``plugin``'s class; what guilds saved stays."""
        self._kinds.pop(plugin, None)
        self._untouched.pop(plugin, None)
        for (_, owner), held in self._held.items():
            if owner == plugin:
                held.model = None

    def plugins(self) -> tuple[str, ...]:
        """Return the plugins that have settings, sorted, with ``core`` first."""
        return tuple(sorted(self._kinds, key=lambda plugin: (plugin != "core", plugin)))

    def describe(self, plugin: str) -> tuple[SettingField, ...]:
        """Return what a form for ``plugin``'s settings must ask; nothing if it has none."""
        return described(self._kinds[plugin]) if plugin in self._kinds else ()

    def of(self, guild: GuildId, plugin: str) -> GuildSettings:
        """Return ``plugin``'s settings in ``guild``.

        Raises:
            Broken: ``plugin`` has none.
        """
        held = self._held.get((guild, plugin))
        if plugin not in self._untouched:
            raise Broken(plugin=plugin, why="it has no settings")
        if held is None:
            return self._untouched[plugin]
        if held.model is None:
            held.model, dropped = self._kinds[plugin].tolerant(held.document)
            if dropped:
                log.warning("settings.dropped", guild=guild, plugin=plugin, names=dropped)
        return held.model

    def core(self, guild: GuildId) -> CoreSettings:
        """Return the platform's own settings in ``guild``."""
        return cast("CoreSettings", self.of(guild, "core"))

    def version(self, guild: GuildId, plugin: str) -> int:
        """Return the version in force; 0 means that nobody saved any."""
        held = self._held.get((guild, plugin))
        return held.version if held else 0

    async def save(
        self, guild: GuildId, plugin: str, new: GuildSettings, *, by: UserId, based_on: int
    ) -> int:
        """Put ``new`` in force and return its version; ``based_on`` is the version that the author saw.

        Raises:
            SettingsStale: somebody else saved since; nothing was changed.
        """
        version = based_on + 1
        row = {
            "guild_id": guild,
            "plugin": plugin,
            "version": version,
            "document": new.document(),
            "changed_by": by,
            "changed_at": self._clock.now(),
        }
        is_durable = has_left = False

        def durable() -> None:
            nonlocal is_durable
            is_durable = True
            self._hold(guild, plugin, row)
            if has_left:  # a wider transaction committed later than this call returned
                self._nursery.start(self._events.tell(changed), name="tell")

        changed = SettingsChanged(guild, plugin, version)
        async with self._database.writing(guild) as connection:
            if not await self._put(connection, row):
                raise await self._stale(connection, guild, plugin, new)
            await connection.execute(tables.settings_history.insert().values(row))
            self._database.after_commit(durable)
        has_left = True
        if is_durable:
            await self._events.tell(changed)
        return version

    @asynccontextmanager
    async def together(self, guild: GuildId) -> AsyncIterator[None]:
        """Make all saves for ``guild`` inside the block one transaction."""
        async with self._database.writing(guild):
            yield

    async def history(self, guild: GuildId, plugin: str, limit: int = 20) -> list[Version]:
        """Return the last ``limit`` versions, the newest first."""
        table = tables.settings_history
        wanted = (
            select(table)
            .where(table.c.guild_id == guild, table.c.plugin == plugin)
            .order_by(table.c.version.desc())
            .limit(limit)
        )
        async with self._database.reading(guild) as connection:
            rows = (await connection.execute(wanted)).mappings().all()
        return [
            Version(row["version"], row["document"], row["changed_by"], row["changed_at"]) for row in rows
        ]

    async def astray(self) -> int:
        """Return how many documents in force aren't the newest of their history; none, if all is well."""
        now, then = tables.settings, tables.settings_history
        newest = (
            select(then.c.guild_id, then.c.plugin, func.max(then.c.version).label("version"))
            .group_by(then.c.guild_id, then.c.plugin)
            .subquery()
        )
        same = (now.c[name] == newest.c[name] for name in ("guild_id", "plugin", "version"))
        wanted = select(func.count()).select_from(now.outerjoin(newest, and_(*same)))
        async with self._database.house("core.settings", writes=False) as connection:
            return int((await connection.execute(wanted.where(newest.c.version.is_(None)))).scalar_one())

    def of_member(self, user: UserId) -> MemberSettings:
        """Return what ``user`` tuned for themselves."""
        return self._members.get(user) or MemberSettings()

    async def save_member(self, user: UserId, new: MemberSettings) -> None:
        """Put ``user``'s own settings in force."""
        space = private_space(user)
        table = tables.member_settings
        row = {"document": new.document(), "changed_at": self._clock.now()}
        async with self._database.writing(space) as connection:
            put = upsert(connection, table).values(guild_id=space, version=1, **row)
            await connection.execute(
                put.on_conflict_do_update(
                    index_elements=[table.c.guild_id], set_=row | {"version": table.c.version + 1}
                )
            )
        self._members[user] = new
        await self._events.tell(MemberSettingsChanged(user))

    async def forget_member(self, user: UserId) -> None:
        """Delete ``user``'s own settings."""
        space = private_space(user)
        table = tables.member_settings
        async with self._database.writing(space) as connection:
            await connection.execute(table.delete().where(table.c.guild_id == space))
        self._members.pop(user, None)
        await self._events.tell(MemberSettingsChanged(user))

    def _hold(self, guild: GuildId, plugin: str, row: Mapping[str, Any] | RowMapping) -> None:
        held = self._held.get((guild, plugin))
        if held is None or held.version < row["version"]:
            self._held[guild, plugin] = _Held(row["version"], row["document"])

    async def _put(self, connection: AsyncConnection, row: Mapping[str, Any]) -> bool:
        """Write ``row`` if the version before it is in force; return whether it was written."""
        table = tables.settings
        if row["version"] == 1:
            put = upsert(connection, table).values(row).on_conflict_do_nothing()
            return (await connection.execute(put)).rowcount == 1
        change = update(table).where(
            table.c.guild_id == row["guild_id"],
            table.c.plugin == row["plugin"],
            table.c.version == row["version"] - 1,
        )
        return (await connection.execute(change.values(row))).rowcount == 1

    async def _stale(
        self, connection: AsyncConnection, guild: GuildId, plugin: str, new: GuildSettings
    ) -> SettingsStale:
        row = await self._row(connection, guild, plugin)
        theirs, _ = type(new).tolerant(row["document"] if row else {})
        mine, other = new.model_dump(mode="json"), theirs.model_dump(mode="json")
        differences = [f"`{name}` {mine[name]} / {other[name]}" for name in mine if mine[name] != other[name]]
        return SettingsStale(
            differences=", ".join(differences) or "–", version=row["version"] if row else 0, current=theirs
        )

    async def _row(self, connection: AsyncConnection, guild: GuildId, plugin: str) -> RowMapping | None:
        table = tables.settings
        wanted = select(table).where(table.c.guild_id == guild, table.c.plugin == plugin)
        return (await connection.execute(wanted)).mappings().first()

    async def _heard(self, event: SettingsChanged) -> None:
        """Read the row again if another worker wrote it."""
        if self.version(event.guild, event.plugin) >= event.version:
            return
        async with self._database.reading(event.guild) as connection:
            row = await self._row(connection, event.guild, event.plugin)
        if row is not None:
            self._hold(event.guild, event.plugin, row)

    async def _missed(self, _: NewsMissed) -> None:
        """Read everything again, and let others here know what changed."""
        before = {key: held.version for key, held in self._held.items()}
        await self.load()
        for (guild, plugin), held in list(self._held.items()):
            if before.get((guild, plugin)) != held.version:
                await self._events.tell_here(SettingsChanged(guild, plugin, held.version))

    async def _purged(self, event: GuildPurged) -> None:
        for guild, plugin in list(self._held):
            if guild == event.guild:
                del self._held[guild, plugin]

    async def _heard_of_member(self, event: MemberSettingsChanged) -> None:
        space = private_space(event.user)
        table = tables.member_settings
        async with self._database.reading(space) as connection:
            row = (
                (await connection.execute(select(table).where(table.c.guild_id == space))).mappings().first()
            )
        if row is None:
            self._members.pop(event.user, None)
        else:
            self._members[event.user] = _member_settings(event.user, row["document"])


def _member_settings(user: UserId, document: Mapping[str, object]) -> MemberSettings:
    settings, dropped = MemberSettings.tolerant(document)
    if dropped:
        log.warning("settings.dropped", user=user, names=dropped)
    return settings
