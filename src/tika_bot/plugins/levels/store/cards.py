"""Members' own rank cards, with their pictures.

A picture is some forty kilobytes and lives in its row rather than in a file: so it comes and goes with the
row, in one transaction, whether a member resets the card, asks to be forgotten or the guild is purged.
"""

import base64
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    delete,
    func,
    insert,
    literal,
    select,
    update,
)

from tika_bot.base.ids import GuildId, UserId
from tika_bot.plugins.levels.looks import Look
from tika_bot.storage.columns import Moment, Snowflake
from tika_bot.storage.database import Database
from tika_bot.storage.statements import upsert

from .tables import metadata


def _chosen() -> list[Column[Any]]:
    names = ("style", "top", "bottom", "primary", "secondary", "border", "text")
    return [*[Column(name, Text, nullable=False) for name in names], Column("picture", LargeBinary)]


cards = Table(
    "levels_cards",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("user_id", Snowflake, primary_key=True),
    Column("is_draft", SmallInteger, primary_key=True),
    *_chosen(),
    Column("brought_by", Snowflake),
)
"""``brought_by`` is the ledger's entry of the import that brought it, until its member changes it."""

before = Table(
    "levels_cards_replaced",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("entry_id", Snowflake, primary_key=True),
    Column("user_id", Snowflake, primary_key=True),
    *_chosen(),
    Column("brought_by", Snowflake),
    Column("taken_at", Moment, nullable=False),
)
"""The cards in whose place an import, which is the ledger's entry, put others."""

IDS_AT_ONCE = 5_000

KEY = ("guild_id", "user_id", "is_draft")
LOOK = [cards.c[one.name] for one in fields(Look)]


class CardStore:
    """Keeps what members chose: what everybody sees, and a draft that only they see."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def look(self, guild: GuildId, member: UserId) -> Look:
        """Return what everybody sees."""
        query = select(*LOOK).where(*_of(guild, member), cards.c.is_draft == 0)
        async with self._database.reading(guild) as connection:
            row = (await connection.execute(query)).mappings().first()
        return Look() if row is None else Look(**row)

    async def draft(self, guild: GuildId, member: UserId) -> tuple[Look, bool]:
        """Return what ``member`` is working on, and whether it differs from what everybody sees."""
        query = select(*LOOK, cards.c.is_draft).where(*_of(guild, member))
        async with self._database.reading(guild) as connection:
            rows = [dict(row) for row in (await connection.execute(query)).mappings()]
        looks = {row.pop("is_draft"): Look(**row) for row in rows}
        saved = looks.get(0, Look())
        draft = looks.get(1, saved)
        return draft, draft != saved

    async def change(self, guild: GuildId, member: UserId, changes: dict[str, Any]) -> None:
        """Put ``changes``, by field of `Look`, into the draft, which begins as what everybody sees."""
        async with self._database.writing(guild) as connection:
            begun = _row(guild, member, 1, await self.look(guild, member))
            await connection.execute(upsert(connection, cards).values(begun).on_conflict_do_nothing())
            mine = (*_of(guild, member), cards.c.is_draft == 1)
            await connection.execute(update(cards).where(*mine).values(changes))

    async def save(self, guild: GuildId, member: UserId) -> bool:
        """Let everybody see the draft; return whether there was one."""
        mine = (*_of(guild, member), cards.c.is_draft == 1)
        async with self._database.writing(guild) as connection:
            taken = (await connection.execute(delete(cards).where(*mine).returning(*LOOK))).mappings().first()
            if taken is None:
                return False
            row = _row(guild, member, 0, Look(**taken))
            put = upsert(connection, cards).values(row)
            new = dict(taken) | {"brought_by": None}
            await connection.execute(put.on_conflict_do_update(index_elements=KEY, set_=new))
        return True

    async def discard(self, guild: GuildId, member: UserId, *, saved: bool = False) -> bool:
        """Delete the draft, and what everybody sees too if ``saved``; return whether there was anything."""
        mine = _of(guild, member) if saved else (*_of(guild, member), cards.c.is_draft == 1)
        async with self._database.writing(guild) as connection:
            return bool((await connection.execute(delete(cards).where(*mine))).rowcount)

    # --- whole guilds --------------------------------------------------------------------------------------

    async def weight(self, guild: GuildId) -> int:
        """Return how many bytes all pictures have that everybody sees."""
        query = select(func.coalesce(func.sum(func.length(cards.c.picture)), 0)).where(
            cards.c.guild_id == guild, cards.c.is_draft == 0
        )
        async with self._database.reading(guild) as connection:
            return int((await connection.execute(query)).scalar_one())

    async def looks(self, guild: GuildId, who: Sequence[UserId] | None = None) -> dict[UserId, Look]:
        """Return what everybody sees of ``who``, or of all, by id; whoever chose nothing isn't there."""
        query = (
            select(cards.c.user_id, *LOOK)
            .where(cards.c.guild_id == guild, cards.c.is_draft == 0)
            .order_by(cards.c.user_id)
        )
        parts = [query] if who is None else [query.where(cards.c.user_id.in_(some)) for some in _parts(who)]
        async with self._database.reading(guild) as connection:
            return {
                UserId(user): Look(*look)
                for part in parts
                for user, *look in (await connection.execute(part)).all()
            }

    async def bring(self, guild: GuildId, entry: int, looks: Mapping[UserId, Look], now: datetime) -> None:
        """Let everybody see ``looks``, and keep under ``entry`` what they replace."""
        columns = ["guild_id", "entry_id", "user_id", *(one.name for one in LOOK), "brought_by", "taken_at"]
        async with self._database.writing(guild) as connection:
            put = upsert(connection, cards)
            new = {name: put.excluded[name] for name in (*(one.name for one in LOOK), "brought_by")}
            brought = put.on_conflict_do_update(index_elements=KEY, set_=new)
            for some in _parts(sorted(looks)):
                had = select(
                    cards.c.guild_id,
                    literal(entry, before.c.entry_id.type),
                    cards.c.user_id,
                    *LOOK,
                    cards.c.brought_by,
                    literal(now, before.c.taken_at.type),
                ).where(cards.c.guild_id == guild, cards.c.is_draft == 0, cards.c.user_id.in_(some))
                await connection.execute(insert(before).from_select(columns, had))
                rows = [_row(guild, one, 0, looks[one]) | {"brought_by": entry} for one in some]
                await connection.execute(brought, rows)

    async def count_back(self, guild: GuildId, entries: Collection[int]) -> int:
        """Return how many cards `take_back` would change."""
        query = select(func.count()).where(
            cards.c.guild_id == guild, cards.c.is_draft == 0, cards.c.brought_by.in_(entries)
        )
        async with self._database.reading(guild) as connection:
            return int((await connection.execute(query)).scalar_one())

    async def take_back(self, guild: GuildId, entries: Sequence[int]) -> None:
        """Undo what imports under ``entries``, newest first, brought; what members changed since stays."""
        async with self._database.writing(guild) as connection:
            for entry in entries:
                mine = (before.c.guild_id == guild, before.c.entry_id == entry)
                theirs = (cards.c.guild_id == guild, cards.c.is_draft == 0, cards.c.brought_by == entry)
                kept = select(before.c.user_id, *(before.c[one.name] for one in LOOK), before.c.brought_by)
                had = {
                    row["user_id"]: dict(row)
                    for row in (await connection.execute(kept.where(*mine))).mappings()
                }
                worn = (await connection.execute(select(cards.c.user_id).where(*theirs))).scalars().all()
                for user in had.keys() & worn:
                    old = update(cards).where(*theirs, cards.c.user_id == user).values(had[user])
                    await connection.execute(old)
                await connection.execute(delete(cards).where(*theirs))
                await connection.execute(delete(before).where(*mine))

    async def sweep(self, guild: GuildId, until: datetime) -> None:
        """Delete what was replaced before ``until``; it can't come back any more."""
        gone = delete(before).where(before.c.guild_id == guild, before.c.taken_at < until)
        async with self._database.writing(guild) as connection:
            await connection.execute(gone)

    # --- privacy -------------------------------------------------------------------------------------------

    async def forget(self, user: UserId) -> None:
        """Delete ``user``'s cards and their pictures, in every guild."""
        async with self._database.house("levels.privacy") as connection:
            for table in (cards, before):
                await connection.execute(delete(table).where(table.c.user_id == user))

    async def export(self, user: UserId) -> dict[str, list[dict[str, Any]]]:
        """Return ``user``'s cards; a picture is a WebP in base64."""
        async with self._database.house("levels.privacy", writes=False) as connection:
            found = {}
            for table in (cards, before):
                rows = (await connection.execute(select(table).where(table.c.user_id == user))).mappings()
                found[table.name] = [dict(row) | {"picture": _told(row["picture"])} for row in rows]
            return found


def _parts(who: Sequence[UserId]) -> list[Sequence[UserId]]:
    return [who[start : start + IDS_AT_ONCE] for start in range(0, len(who), IDS_AT_ONCE)]


def _of(guild: GuildId, member: UserId) -> tuple[ColumnElement[bool], ...]:
    return cards.c.guild_id == guild, cards.c.user_id == member


def _row(guild: GuildId, member: UserId, is_draft: int, look: Look) -> dict[str, Any]:
    return {"guild_id": guild, "user_id": member, "is_draft": is_draft, **asdict(look)}


def _told(picture: bytes | None) -> str | None:
    return None if picture is None else base64.b64encode(picture).decode()
