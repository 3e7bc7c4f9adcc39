"""Where the bot is: guilds joined and left, who was greeted, which commands Discord has for each guild."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select

from tika_bot.base.clock import Clock
from tika_bot.base.ids import GuildId
from tika_bot.storage.database import Database
from tika_bot.storage.statements import upsert

from . import tables


class Arrival(StrEnum):
    """How the bot comes to be in a guild."""

    NEW = "new"
    BACK = "back"
    """It had left."""
    KNOWN = "known"
    """It never went."""


@dataclass(frozen=True, slots=True)
class Written:
    """The commands that Discord has for one guild."""

    hash: str
    day: str
    """The UTC day, as in ``2026-11-20``, that ``creations`` counts."""
    creations: int


class Presence:
    """Remembers what the bot knows about its guilds themselves."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def guilds(self) -> frozenset[GuildId]:
        """Return the guilds that the bot is in, as far as it has noticed."""
        table = tables.guilds
        async with self._database.house("core.presence", writes=False) as connection:
            found = await connection.execute(select(table.c.guild_id).where(table.c.left_at.is_(None)))
            return frozenset(GuildId(guild) for guild in found.scalars())

    async def joined(self, guild: GuildId) -> Arrival:
        """Note that the bot is in ``guild``; return how it comes to be there."""
        table = tables.guilds
        async with self._database.reading(guild) as connection:
            row = (await connection.execute(select(table.c.left_at).where(table.c.guild_id == guild))).first()
        if row is not None and row.left_at is None:
            return Arrival.KNOWN
        async with self._database.writing(guild) as connection:
            statement = upsert(connection, table).values(
                guild_id=guild, joined_at=self._clock.now(), left_at=None
            )
            await connection.execute(
                statement.on_conflict_do_update(index_elements=[table.c.guild_id], set_={"left_at": None})
            )
        return Arrival.NEW if row is None else Arrival.BACK

    async def left(self, guild: GuildId) -> datetime:
        """Note that the bot is no longer in ``guild``; return the moment noted."""
        table, now = tables.guilds, self._clock.now()
        async with self._database.writing(guild) as connection:
            statement = upsert(connection, table).values(guild_id=guild, joined_at=now, left_at=now)
            await connection.execute(
                statement.on_conflict_do_update(index_elements=[table.c.guild_id], set_={"left_at": now})
            )
        return now

    async def greet_once(self, guild: GuildId) -> bool:
        """Return True for the first caller in the life of ``guild``, and False for ever after."""
        table = tables.greetings
        async with self._database.writing(guild) as connection:
            statement = upsert(connection, table).values(guild_id=guild, greeted_at=self._clock.now())
            written = await connection.execute(statement.on_conflict_do_nothing().returning(table.c.guild_id))
            return written.first() is not None

    async def commands(self, guild: GuildId) -> Written | None:
        """Return what was last written to Discord for ``guild``; guild 0 is the global list."""
        table = tables.command_hashes
        async with self._database.reading(guild) as connection:
            row = (await connection.execute(select(table).where(table.c.guild_id == guild))).first()
        return None if row is None else Written(row.hash, row.day, row.writes)

    async def wrote_commands(self, guild: GuildId, written: Written) -> None:
        """Remember what Discord has now for ``guild``."""
        table = tables.command_hashes
        values = {
            "hash": written.hash,
            "written_at": self._clock.now(),
            "day": written.day,
            "writes": written.creations,
        }
        async with self._database.writing(guild) as connection:
            statement = upsert(connection, table).values(guild_id=guild, **values)
            await connection.execute(
                statement.on_conflict_do_update(index_elements=[table.c.guild_id], set_=values)
            )
