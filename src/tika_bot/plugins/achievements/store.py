"""Rows of what members hold and of own achievements, and badges' pictures. The only SQL here."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Integer,
    MetaData,
    RowMapping,
    String,
    Table,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from tika_bot.base.ids import GuildId, RoleId, UserId
from tika_bot.storage.blobs import BlobId, Blobs
from tika_bot.storage.columns import Moment, Snowflake
from tika_bot.storage.database import Database
from tika_bot.storage.statements import upsert

from .model import OWN, Award, Counter, Held, Rule, Span, Tier, own_key

metadata = MetaData()

held = Table(
    "achievements_held",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("user_id", Snowflake, primary_key=True, autoincrement=False),
    Column("rule", String(40), primary_key=True),
    Column("tier", Integer, primary_key=True, autoincrement=False),
    Column("earned_at", Moment, nullable=False),
    Column("changed_by", Snowflake),
    Column("taken", Integer, nullable=False, server_default="0"),
)
"""The row decides: whoever writes it pays. One that was taken away stays, so that it isn't won again."""

HELD = (
    select(held)
    .where(held.c.guild_id == bindparam("guild"), held.c.user_id.in_(bindparam("members", expanding=True)))
    .order_by(held.c.earned_at, held.c.rule, held.c.tier)
)
"""Asked for with every rank, so it's built once."""

own = Table(
    "achievements_own",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", String(40), nullable=False),
    Column("about", String(200), nullable=False),
    Column("counter", String(12), nullable=False),
    Column("span", String(8), nullable=False),
    Column("threshold", BigInteger, nullable=False),
    Column("xp", Integer, nullable=False),
    Column("emoji", String(64), nullable=False),
    Column("secret", Integer, nullable=False),
    Column("role_id", Snowflake),
    Column("badge", String(64)),
    Column("made_by", Snowflake, nullable=False),
    Column("request", String(64)),
    Column("gone", Integer, nullable=False, server_default="0"),
    UniqueConstraint("guild_id", "request", name="achievements_own_request"),
)
"""A deleted one leaves its number behind: what was paid under it must not be taken for another's."""

NOBODY = UserId(0)
"""Stands for an admin who wants to be forgotten."""


class AchievementStore:
    """Keeps who holds what, and what guilds made."""

    def __init__(self, database: Database, blobs: Blobs) -> None:
        self._database = database
        self._blobs = blobs

    def change(self, guild: GuildId) -> AbstractAsyncContextManager[AsyncConnection]:
        """Open a transaction in ``guild`` that everything inside joins."""
        return self._database.writing(guild)

    # --- who holds what ------------------------------------------------------------------------------------

    async def held(self, guild: GuildId, members: Sequence[UserId]) -> dict[UserId, list[Held]]:
        """Return what each of ``members`` holds or has been taken, the oldest first."""
        found: dict[UserId, list[Held]] = {member: [] for member in members}
        async with self._database.reading(guild) as connection:
            rows = await connection.execute(HELD, {"guild": guild, "members": members})
            for row in rows.mappings():
                found[UserId(row["user_id"])].append(_held(row))
        return found

    async def give(
        self,
        guild: GuildId,
        awards: Mapping[UserId, Iterable[Award]],
        now: datetime,
        by: UserId | None = None,
    ) -> dict[UserId, set[Award]]:
        """Write down that members have ``awards``; return those that had no row yet."""
        new: dict[UserId, set[Award]] = {member: set() for member in awards}
        rows = [
            {
                "guild_id": guild,
                "user_id": member,
                "rule": rule,
                "tier": tier,
                "earned_at": now,
                "changed_by": by,
            }
            for member, those in sorted(awards.items())
            for rule, tier in sorted(those)
        ]
        if rows:
            async with self._database.writing(guild) as connection:
                put = upsert(connection, held).on_conflict_do_nothing()
                written = put.returning(held.c.user_id, held.c.rule, held.c.tier)
                for member, rule, tier in await connection.execute(written, rows):
                    new[member].add((rule, tier))
        return new

    async def mark(self, guild: GuildId, member: UserId, rule: str, *, taken: bool, by: UserId) -> int:
        """Take all tiers of ``rule`` from ``member``, or give taken ones back; return how many changed."""
        mine = (held.c.guild_id == guild, held.c.user_id == member, held.c.rule == rule)
        async with self._database.writing(guild) as connection:
            change = update(held).where(*mine, held.c.taken == 1 - int(taken))
            changed = await connection.execute(change.values(taken=int(taken), changed_by=by))
            return changed.rowcount

    async def members(
        self, guild: GuildId, *, after: UserId, most: int, rule: str | None = None
    ) -> list[UserId]:
        """Return the next ``most`` by id above ``after`` who ever held anything, or now hold ``rule``."""
        query = select(held.c.user_id).distinct().where(held.c.guild_id == guild, held.c.user_id > after)
        if rule is not None:
            query = query.where(held.c.rule == rule, held.c.taken == 0)
        async with self._database.reading(guild) as connection:
            found = await connection.execute(query.order_by(held.c.user_id).limit(most))
            return [UserId(member) for member in found.scalars()]

    async def holders(self, guild: GuildId) -> dict[str, int]:
        """Return how many members hold each rule, by its key."""
        query = select(held.c.rule, func.count()).where(
            held.c.guild_id == guild, held.c.tier == 1, held.c.taken == 0
        )
        async with self._database.reading(guild) as connection:
            rows = await connection.execute(query.group_by(held.c.rule))
            return {rule: number for rule, number in rows}  # noqa: C416 # rows aren't pairs to mypy

    # --- own achievements ----------------------------------------------------------------------------------

    async def all_own(self) -> dict[GuildId, list[Rule]]:
        """Return the own achievements of every guild."""
        found: dict[GuildId, list[Rule]] = {}
        async with self._database.house("achievements.load", writes=False) as connection:
            rows = await connection.execute(select(own).where(own.c.gone == 0).order_by(own.c.number))
            for row in rows.mappings():
                found.setdefault(GuildId(row["guild_id"]), []).append(_rule(row))
        return found

    async def own(self, guild: GuildId) -> list[Rule]:
        """Return the own achievements of ``guild``, the oldest first."""
        query = select(own).where(own.c.guild_id == guild, own.c.gone == 0).order_by(own.c.number)
        async with self._database.reading(guild) as connection:
            return [_rule(row) for row in (await connection.execute(query)).mappings()]

    async def made_by(self, guild: GuildId, request: str) -> Rule | None:
        """Return what ``request`` made, None if it made nothing yet."""
        query = select(own).where(own.c.guild_id == guild, own.c.request == request)
        async with self._database.reading(guild) as connection:
            row = (await connection.execute(query)).mappings().one_or_none()
        return _rule(row) if row else None

    async def next_number(self, guild: GuildId) -> int:
        """Return a number that no own achievement of ``guild`` ever had."""
        query = select(func.coalesce(func.max(own.c.number), 0)).where(own.c.guild_id == guild)
        async with self._database.writing(guild) as connection:
            last: int = (await connection.execute(query)).scalar_one()
        return last + 1

    async def add(self, guild: GuildId, rule: Rule, by: UserId, request: str) -> bool:
        """Write a new own achievement; return whether nobody else took its number or made it meanwhile."""
        row = {"guild_id": guild, "made_by": by, "request": request, **_row(rule)}
        async with self._database.writing(guild) as connection:
            put = upsert(connection, own).values(row).on_conflict_do_nothing()
            return (await connection.execute(put.returning(own.c.number))).first() is not None

    async def put(self, guild: GuildId, rule: Rule) -> bool:
        """Change an own achievement; return whether it's still there."""
        async with self._database.writing(guild) as connection:
            change = update(own).where(*_is(guild, rule.key), own.c.gone == 0)
            return (await connection.execute(change.values(_row(rule)))).rowcount == 1

    async def drop(self, guild: GuildId, rule: Rule) -> int | None:
        """Delete an own achievement from everybody; return how many held it, None if it's gone already."""
        async with self._database.writing(guild) as connection:
            empty = {"gone": 1, "name": "", "about": "", "badge": None, "role_id": None}
            gone = await connection.execute(
                update(own).where(*_is(guild, rule.key), own.c.gone == 0).values(empty)
            )
            if not gone.rowcount:
                return None
            mine = (held.c.guild_id == guild, held.c.rule == rule.key)
            return (await connection.execute(delete(held).where(*mine))).rowcount

    # --- pictures ------------------------------------------------------------------------------------------

    async def keep_picture(self, content: bytes) -> str:
        """Store a badge's picture and return its name."""
        return await self._blobs.put(content)

    async def picture(self, badge: str) -> bytes | None:
        """Return a badge's picture; None if the file is gone."""
        return await self._blobs.get(BlobId(badge))

    async def drop_picture(self, badge: str) -> None:
        """Delete a badge's picture unless some achievement still shows it."""
        query = select(func.count()).select_from(own).where(own.c.badge == badge)
        async with self._database.house("achievements.load", writes=False) as connection:
            shown: int = (await connection.execute(query)).scalar_one()
        if not shown:
            await self._blobs.drop(BlobId(badge))

    async def sweep_pictures(self, before: datetime) -> int:
        """Delete pictures that no achievement shows and nobody stored since ``before``; return how many."""
        query = select(own.c.badge).where(own.c.badge.is_not(None))
        async with self._database.house("achievements.load", writes=False) as connection:
            shown = set((await connection.execute(query)).scalars())
        return await self._blobs.sweep(shown, before)

    # --- privacy -------------------------------------------------------------------------------------------

    async def forget(self, user: UserId) -> None:
        """Delete what ``user`` holds, and their name from what they gave, took or made, in every guild."""
        async with self._database.house("achievements.privacy") as connection:
            await connection.execute(delete(held).where(held.c.user_id == user))
            for table, who in ((held, held.c.changed_by), (own, own.c.made_by)):
                await connection.execute(update(table).where(who == user).values({who.name: NOBODY}))

    async def export(self, user: UserId) -> dict[str, list[dict[str, Any]]]:
        """Return everything about ``user``, by table, as plain values."""
        found: dict[str, list[dict[str, Any]]] = {}
        async with self._database.house("achievements.privacy", writes=False) as connection:
            for table, who in ((held, held.c.user_id), (own, own.c.made_by)):
                rows = (await connection.execute(select(table).where(who == user))).mappings()
                found[table.name] = [{name: _plain(value) for name, value in row.items()} for row in rows]
        return found


def _is(guild: GuildId, key: str) -> tuple[Any, Any]:
    return own.c.guild_id == guild, own.c.number == int(key.removeprefix(OWN))


def _held(row: RowMapping) -> Held:
    return Held(row["rule"], row["tier"], row["earned_at"], row["changed_by"], bool(row["taken"]))


def _rule(row: RowMapping) -> Rule:
    return Rule(
        key=own_key(row["number"]),
        counter=Counter(row["counter"]),
        tiers=(Tier(row["threshold"], row["xp"]),),
        span=Span(row["span"]),
        emoji=row["emoji"],
        is_secret=bool(row["secret"]),
        name=row["name"],
        about=row["about"],
        role=None if row["role_id"] is None else RoleId(row["role_id"]),
        badge=row["badge"],
    )


def _row(rule: Rule) -> Mapping[str, Any]:
    return {
        "number": int(rule.key.removeprefix(OWN)),
        "name": rule.name,
        "about": rule.about,
        "counter": rule.counter,
        "span": rule.span,
        "threshold": rule.tiers[0].at,
        "xp": rule.tiers[0].xp,
        "emoji": rule.emoji,
        "secret": int(rule.is_secret),
        "role_id": rule.role,
        "badge": rule.badge,
    }


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
