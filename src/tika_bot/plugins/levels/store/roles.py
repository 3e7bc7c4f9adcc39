"""Which roles come with which level, whose roles are to be looked at, and how far a look at everybody is."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, ColumnElement, Integer, Table, Text, delete, func, select, update

from tika_bot.base.ids import ChannelId, GuildId, RoleId, UserId
from tika_bot.plugins.levels.level_roles import Due, LevelRole, Mode, Sync, Trouble
from tika_bot.storage.columns import Moment, Snowflake
from tika_bot.storage.database import Database
from tika_bot.storage.numbers import fresh_id
from tika_bot.storage.statements import upsert

from .tables import PRESENT, members, metadata

roles = Table(
    "levels_roles",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("role_id", Snowflake, primary_key=True),
    Column("level", Integer, nullable=False),
    Column("mode", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("trouble", Text),
)
due = Table(
    "levels_roles_due",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("user_id", Snowflake, primary_key=True),
    Column("due_at", Moment, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("attempts", Integer, nullable=False),
)
syncs = Table(
    "levels_roles_syncs",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("id", BigInteger, nullable=False),
    Column("run", BigInteger, nullable=False),
    Column("channel_id", Snowflake),
    Column("due_at", Moment, nullable=False),
    Column("attempts", Integer, nullable=False),
    *[Column(name, BigInteger, nullable=False) for name in ("after", "seen", "total", "given", "taken")],
)

ROWS_AT_ONCE = 1000


class RoleStore:
    """Keeps the roles of levels and the work that they make."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.here = database.writing
        """One transaction of a guild, which the verbs below join."""

    def then(self, callback: Callable[[], None]) -> None:
        """Run ``callback`` once this task's open transaction lasts."""
        self._database.after_commit(callback)

    # --- rules ---------------------------------------------------------------------------------------------

    async def rules(self, guild: GuildId) -> tuple[LevelRole, ...]:
        """Return the roles that come with levels, lowest level first."""
        query = select(roles).where(roles.c.guild_id == guild).order_by(roles.c.level, roles.c.role_id)
        async with self._database.reading(guild) as connection:
            rows = (await connection.execute(query)).mappings()
            return tuple(
                LevelRole(
                    RoleId(row["role_id"]),
                    row["level"],
                    Mode(row["mode"]),
                    row["name"],
                    None if row["trouble"] is None else Trouble(row["trouble"]),
                )
                for row in rows
            )

    async def put(self, guild: GuildId, rule: LevelRole) -> None:
        """Let ``rule`` hold, in place of what held for its role."""
        values = {"level": rule.level, "mode": rule.mode, "name": rule.name, "trouble": rule.trouble}
        async with self._database.writing(guild) as connection:
            put = upsert(connection, roles).values(guild_id=guild, role_id=rule.role, **values)
            await connection.execute(
                put.on_conflict_do_update(index_elements=["guild_id", "role_id"], set_=values)
            )

    async def drop(self, guild: GuildId, role: RoleId) -> bool:
        """Let ``role`` come with no level; return whether it came with one."""
        gone = delete(roles).where(*_of_role(guild, role)).returning(roles.c.role_id)
        async with self._database.writing(guild) as connection:
            return (await connection.execute(gone)).first() is not None

    async def note(self, guild: GuildId, rule: LevelRole) -> bool:
        """Write down ``rule``'s name and trouble; return whether its trouble is news."""
        here = _of_role(guild, rule.role)
        known = roles.c.trouble.is_distinct_from(rule.trouble)
        async with self._database.writing(guild) as connection:
            await connection.execute(update(roles).where(*here).values(name=rule.name))
            changed = update(roles).where(*here, known).values(trouble=rule.trouble)
            return (await connection.execute(changed.returning(roles.c.role_id))).first() is not None

    async def xp(self, guild: GuildId, who: Iterable[UserId]) -> dict[UserId, int]:
        """Return the XP of those of ``who`` that have any."""
        query = select(members.c.user_id, members.c.xp).where(
            members.c.guild_id == guild, members.c.user_id.in_(list(who)), members.c.xp > 0
        )
        async with self._database.reading(guild) as connection:
            return {UserId(user): xp for user, xp in await connection.execute(query)}

    async def known(self, guild: GuildId) -> list[UserId]:
        """Return everybody with XP who hasn't left."""
        query = select(members.c.user_id).where(members.c.guild_id == guild, members.c.xp > 0, PRESENT)
        async with self._database.reading(guild) as connection:
            return [UserId(user) for user in (await connection.execute(query)).scalars()]

    # --- members to look at --------------------------------------------------------------------------------

    async def want(self, guild: GuildId, who: Iterable[UserId], now: datetime) -> None:
        """Let the roles of ``who`` be looked at; two wishes for one member are one."""
        ids = sorted(set(who))
        async with self._database.writing(guild) as connection:
            for start in range(0, len(ids), ROWS_AT_ONCE):
                rows = [
                    {"guild_id": guild, "user_id": member, "due_at": now, "version": 1, "attempts": 0}
                    for member in ids[start : start + ROWS_AT_ONCE]
                ]
                put = upsert(connection, due).values(rows)
                anew = {"due_at": now, "version": due.c.version + 1, "attempts": 0}
                await connection.execute(
                    put.on_conflict_do_update(index_elements=["guild_id", "user_id"], set_=anew)
                )

    async def due(self, guild: GuildId, now: datetime, limit: int) -> list[Due]:
        """Return whose roles are to be looked at by ``now``, the longest wait first."""
        query = select(due).where(due.c.guild_id == guild, due.c.due_at <= now)
        async with self._database.reading(guild) as connection:
            rows = await connection.execute(query.order_by(due.c.due_at, due.c.user_id).limit(limit))
            return [
                Due(guild, UserId(row["user_id"]), row["version"], row["attempts"]) for row in rows.mappings()
            ]

    async def settle(self, one: Due) -> None:
        """Note that ``one`` was looked at; a wish that came meanwhile stays."""
        async with self._database.writing(one.guild) as connection:
            await connection.execute(delete(due).where(*_same(one)))

    async def postpone(self, one: Due, until: datetime) -> None:
        """Look at ``one`` again at ``until``, unless somebody wished it meanwhile."""
        later = update(due).where(*_same(one)).values(due_at=until, attempts=one.attempts + 1)
        async with self._database.writing(one.guild) as connection:
            await connection.execute(later)

    async def pending(self) -> dict[GuildId, datetime]:
        """Return the guilds with work of either kind, and when each has some first."""
        found: dict[GuildId, datetime] = {}
        async with self._database.house("levels.roles", writes=False) as connection:
            for table in (due, syncs):
                earliest = select(table.c.guild_id, func.min(table.c.due_at)).group_by(table.c.guild_id)
                for guild, at in await connection.execute(earliest):
                    found[guild] = min(at, found.get(guild, at))
        return found

    # --- everybody -----------------------------------------------------------------------------------------

    async def begin(self, guild: GuildId, channel: ChannelId, total: int, now: datetime) -> Sync | None:
        """Begin to look at everybody, shown in ``channel``; None if that is under way."""
        sync = Sync(guild, fresh_id(), fresh_id(), channel, total=total)
        async with self._database.writing(guild) as connection:
            put = upsert(connection, syncs).values(_row(sync, now)).on_conflict_do_nothing()
            begun = (await connection.execute(put.returning(syncs.c.id))).first() is not None
        return sync if begun else None

    async def begin_anew(self, guild: GuildId, now: datetime) -> None:
        """Look at everybody, from the first member on if that is under way; what it shows goes on."""
        fresh = _row(Sync(guild, fresh_id(), fresh_id(), None), now)
        anew = {name: fresh[name] for name in ("run", "after", "seen", "attempts", "due_at")}
        async with self._database.writing(guild) as connection:
            put = upsert(connection, syncs).values(fresh)
            await connection.execute(put.on_conflict_do_update(index_elements=["guild_id"], set_=anew))

    async def sync(self, guild: GuildId, now: datetime | None = None) -> Sync | None:
        """Return the look at everybody that is under way; with ``now``, only if it's due."""
        query = select(syncs).where(syncs.c.guild_id == guild)
        if now is not None:
            query = query.where(syncs.c.due_at <= now)
        async with self._database.reading(guild) as connection:
            row = (await connection.execute(query)).mappings().first()
        if row is None:
            return None
        fields = {name: row[name] for name in ("id", "run", "attempts", *COUNTED)}
        return Sync(guild, channel=row["channel_id"], **fields)

    async def advance(self, sync: Sync, at: datetime) -> bool:
        """Write down how far ``sync`` has come; go on at ``at``. False: it began anew meanwhile."""
        how_far = {name: getattr(sync, name) for name in ("attempts", *COUNTED)}
        moved = update(syncs).where(*_of_run(sync)).values(due_at=at, **how_far)
        async with self._database.writing(sync.guild) as connection:
            return (await connection.execute(moved.returning(syncs.c.id))).first() is not None

    async def end(self, sync: Sync) -> bool:
        """End ``sync``. False: it began anew meanwhile."""
        gone = delete(syncs).where(*_of_run(sync)).returning(syncs.c.id)
        async with self._database.writing(sync.guild) as connection:
            return (await connection.execute(gone)).first() is not None

    # --- privacy -------------------------------------------------------------------------------------------

    async def forget(self, user: UserId) -> None:
        """Delete what waits to be done for ``user``."""
        async with self._database.house("levels.privacy") as connection:
            await connection.execute(delete(due).where(due.c.user_id == user))

    async def export(self, user: UserId) -> dict[str, list[dict[str, Any]]]:
        """Return what waits to be done for ``user``, by table, as plain values."""
        async with self._database.house("levels.privacy", writes=False) as connection:
            rows = (await connection.execute(select(due).where(due.c.user_id == user))).mappings()
            return {due.name: [dict(row) for row in rows]}


COUNTED = ("after", "seen", "total", "given", "taken")


def _of_role(guild: GuildId, role: RoleId) -> tuple[ColumnElement[bool], ...]:
    return roles.c.guild_id == guild, roles.c.role_id == role


def _same(one: Due) -> tuple[ColumnElement[bool], ...]:
    return due.c.guild_id == one.guild, due.c.user_id == one.member, due.c.version == one.version


def _of_run(sync: Sync) -> tuple[ColumnElement[bool], ...]:
    return syncs.c.guild_id == sync.guild, syncs.c.run == sync.run


def _row(sync: Sync, due_at: datetime) -> Mapping[str, Any]:
    row = asdict(sync)
    return {"guild_id": row.pop("guild"), "channel_id": row.pop("channel"), "due_at": due_at, **row}
