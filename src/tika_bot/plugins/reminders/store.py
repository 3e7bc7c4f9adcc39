"""Rows of ``reminders_reminders`` to and from `Reminder`. The only file in this plugin that speaks SQL."""

from contextlib import AbstractAsyncContextManager
from functools import cache
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Executable,
    Integer,
    MetaData,
    RowMapping,
    String,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    case,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from tika_bot.base.ids import ChannelId, GuildId, UserId
from tika_bot.storage.columns import Moment, Snowflake
from tika_bot.storage.database import Database
from tika_bot.storage.statements import upsert

from .model import Key, Reminder, State, read_rule

metadata = MetaData()

reminders = Table(
    "reminders_reminders",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("member_id", Snowflake, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("channel_id", Snowflake, nullable=False),
    Column("direct", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("due", Moment, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("locale", String(16), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("rule", String(200)),
    Column("occurrence", Integer, nullable=False),
    Column("state", String(8), nullable=False),
    Column("settled", Integer, nullable=False),
    Column("request", String(64)),
    UniqueConstraint("guild_id", "member_id", "request", name="reminders_reminders_request"),
)
"""``request`` is the id of the interaction or message that made it: the same one makes no second row."""

members = Table(
    "reminders_members",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("member_id", Snowflake, primary_key=True, autoincrement=False),
    Column("last_number", Integer, nullable=False),
)
"""Hands out numbers. Its row is also the lock behind which a member's reminders are counted."""

_MINE = (reminders.c.guild_id == bindparam("guild"), reminders.c.member_id == bindparam("member"))
_WAITING = (*_MINE, reminders.c.state == State.WAITING)
NEW = insert(reminders)
LOOK = select(
    func.count().filter(reminders.c.state == State.WAITING).label("waiting"),
    func.max(case((reminders.c.request == bindparam("request"), reminders.c.number))).label("made"),
).where(*_MINE)
COUNT = select(func.count()).where(*_WAITING)
PAGE = (
    select(reminders)
    .where(*_WAITING)
    .order_by(reminders.c.due, reminders.c.number)
    .offset(bindparam("offset"))
    .limit(bindparam("limit"))
)
"""Built once: that costs more than to run them."""


class ReminderStore:
    """Keeps reminders, each member's apart."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def change(self, guild: GuildId) -> AbstractAsyncContextManager[AsyncConnection]:
        """Open a transaction in ``guild`` that everything inside joins."""
        return self._database.writing(guild)

    def everywhere(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """Open a transaction across all guilds, for a user who leaves or asks what we know."""
        return self._database.house("reminders.privacy")

    async def next_number(self, guild: GuildId, member: UserId) -> int:
        """Return a number that ``member`` never had; until the transaction ends, nobody else gets one."""
        async with self._database.writing(guild) as connection:
            row = {"guild_id": guild, "member_id": member, "last_number": 1}
            number: int = (await connection.execute(_one_more(connection.dialect.name), row)).scalar_one()
        return number

    async def waiting(self, guild: GuildId, member: UserId) -> int:
        """Return how many reminders of ``member`` wait in ``guild``."""
        async with self._database.reading(guild) as connection:
            count: int = (await connection.execute(COUNT, {"guild": guild, "member": member})).scalar_one()
        return count

    async def look(self, guild: GuildId, member: UserId, request: str) -> tuple[int, int | None]:
        """Return how many of ``member``'s reminders wait, and the number of the one that ``request`` made."""
        async with self._database.reading(guild) as connection:
            asked = {"guild": guild, "member": member, "request": request}
            row = (await connection.execute(LOOK, asked)).one()
        return row.waiting, row.made

    async def add(self, reminder: Reminder, request: str | None = None) -> None:
        """Write a new reminder."""
        async with self._database.writing(reminder.key.guild) as connection:
            await connection.execute(NEW, _row(reminder) | {"request": request})

    async def get(self, key: Key) -> Reminder | None:
        """Return the reminder, None if there's none (any more)."""
        async with self._database.reading(key.guild) as connection:
            row = (await connection.execute(select(reminders).where(*_is(key)))).mappings().one_or_none()
        return _reminder(row) if row else None

    async def page(self, guild: GuildId, member: UserId, offset: int, limit: int) -> list[Reminder]:
        """Return ``member``'s waiting reminders in ``guild`` by due time, from ``offset`` on."""
        async with self._database.reading(guild) as connection:
            asked = {"guild": guild, "member": member, "offset": offset, "limit": limit}
            return [_reminder(row) for row in (await connection.execute(PAGE, asked)).mappings()]

    async def swap(self, before: Reminder, after: Reminder) -> bool:
        """Write ``after`` if the row still is as ``before``; return whether it was written."""
        async with self._database.writing(before.key.guild) as connection:
            statement = update(reminders).where(*_unchanged(before)).values(_row(after))
            return (await connection.execute(statement)).rowcount == 1

    async def drop(self, reminder: Reminder) -> bool:
        """Delete the row if it still is as ``reminder``; return whether it was deleted."""
        async with self._database.writing(reminder.key.guild) as connection:
            return (await connection.execute(delete(reminders).where(*_unchanged(reminder)))).rowcount == 1

    async def all_of(self, user: UserId) -> list[Reminder]:
        """Return ``user``'s reminders in all guilds."""
        async with self.everywhere() as connection:
            query = select(reminders).where(reminders.c.member_id == user)
            rows = await connection.execute(query.order_by(reminders.c.guild_id, reminders.c.number))
            return [_reminder(row) for row in rows.mappings()]

    async def forget(self, user: UserId) -> None:
        """Delete all rows of ``user``."""
        async with self.everywhere() as connection:
            await connection.execute(delete(reminders).where(reminders.c.member_id == user))
            await connection.execute(delete(members).where(members.c.member_id == user))


def _is(key: Key) -> tuple[ColumnElement[bool], ...]:
    return (
        reminders.c.guild_id == key.guild,
        reminders.c.member_id == key.member,
        reminders.c.number == key.number,
    )


def _unchanged(seen: Reminder) -> tuple[ColumnElement[bool], ...]:
    return (
        *_is(seen.key),
        reminders.c.occurrence == seen.occurrence,
        reminders.c.state == seen.state,
        reminders.c.settled == seen.settled,
    )


@cache
def _one_more(dialect: str) -> Executable:
    """Return the statement that hands out a number."""
    return (
        upsert(dialect, members)
        .on_conflict_do_update(
            index_elements=["guild_id", "member_id"], set_={"last_number": members.c.last_number + 1}
        )
        .returning(members.c.last_number)
    )


def _row(reminder: Reminder) -> dict[str, Any]:
    return {
        "guild_id": reminder.key.guild,
        "member_id": reminder.key.member,
        "number": reminder.key.number,
        "channel_id": reminder.channel,
        "direct": int(reminder.direct),
        "text": reminder.text,
        "due": reminder.due,
        "zone": reminder.zone,
        "locale": reminder.locale,
        "made_at": reminder.made,
        "rule": reminder.rule.text() if reminder.rule else None,
        "occurrence": reminder.occurrence,
        "state": str(reminder.state),
        "settled": reminder.settled,
    }


def _reminder(row: RowMapping) -> Reminder:
    return Reminder(
        key=Key(GuildId(row["guild_id"]), UserId(row["member_id"]), row["number"]),
        channel=ChannelId(row["channel_id"]),
        direct=bool(row["direct"]),
        text=row["text"],
        due=row["due"],
        zone=row["zone"],
        locale=row["locale"],
        made=row["made_at"],
        rule=read_rule(row["rule"]) if row["rule"] else None,
        occurrence=row["occurrence"],
        state=State(row["state"]),
        settled=row["settled"],
    )
