"""Members' own rank cards, with their pictures.

A picture is some forty kilobytes and lives in its row rather than in a file: so it comes and goes with the
row, in one transaction, whether a member resets the card, asks to be forgotten or the guild is purged.
"""

import base64
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import Column, ColumnElement, LargeBinary, SmallInteger, Table, Text, delete, select, update

from tika_bot.base.ids import GuildId, UserId
from tika_bot.plugins.levels.looks import Look
from tika_bot.storage.columns import Snowflake
from tika_bot.storage.database import Database
from tika_bot.storage.statements import upsert

from .tables import metadata

cards = Table(
    "levels_cards",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("user_id", Snowflake, primary_key=True),
    Column("is_draft", SmallInteger, primary_key=True),
    *[
        Column(name, Text, nullable=False)
        for name in ("style", "top", "bottom", "primary", "secondary", "border", "text")
    ],
    Column("picture", LargeBinary),
)

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
            await connection.execute(put.on_conflict_do_update(index_elements=KEY, set_=dict(taken)))
        return True

    async def discard(self, guild: GuildId, member: UserId, *, saved: bool = False) -> bool:
        """Delete the draft, and what everybody sees too if ``saved``; return whether there was anything."""
        mine = _of(guild, member) if saved else (*_of(guild, member), cards.c.is_draft == 1)
        async with self._database.writing(guild) as connection:
            return bool((await connection.execute(delete(cards).where(*mine))).rowcount)

    # --- privacy -------------------------------------------------------------------------------------------

    async def forget(self, user: UserId) -> None:
        """Delete ``user``'s cards and their pictures, in every guild."""
        async with self._database.house("levels.privacy") as connection:
            await connection.execute(delete(cards).where(cards.c.user_id == user))

    async def export(self, user: UserId) -> dict[str, list[dict[str, Any]]]:
        """Return ``user``'s cards; a picture is a WebP in base64."""
        async with self._database.house("levels.privacy", writes=False) as connection:
            rows = (await connection.execute(select(cards).where(cards.c.user_id == user))).mappings()
            return {cards.name: [dict(row) | {"picture": _told(row["picture"])} for row in rows]}


def _of(guild: GuildId, member: UserId) -> tuple[ColumnElement[bool], ...]:
    return cards.c.guild_id == guild, cards.c.user_id == member


def _row(guild: GuildId, member: UserId, is_draft: int, look: Look) -> dict[str, Any]:
    return {"guild_id": guild, "user_id": member, "is_draft": is_draft, **asdict(look)}


def _told(picture: bytes | None) -> str | None:
    return None if picture is None else base64.b64encode(picture).decode()
