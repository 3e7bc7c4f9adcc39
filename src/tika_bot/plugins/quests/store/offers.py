"""What a guild offers: its own quests, what it switched off, and its boost."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, delete, func, select, update

from tika_bot.base.ids import GuildId
from tika_bot.plugins.quests.model.quest import Boost, Cycle, Difficulty, Kind, Metric, OwnQuest
from tika_bot.storage.database import Database
from tika_bot.storage.statements import upsert

from .tables import boosts, off, own


class OfferStore:
    """Keeps what guilds decide about quests."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def own(self, guild: GuildId) -> list[OwnQuest]:
        """Return the quests that ``guild`` wrote, the oldest first."""
        wanted = select(own).where(own.c.guild_id == guild, own.c.deleted_at.is_(None)).order_by(own.c.number)
        async with self._database.reading(guild) as connection:
            return [_read(row) for row in (await connection.execute(wanted)).mappings()]

    async def add(self, quest: OwnQuest, at: datetime) -> OwnQuest:
        """Write ``quest`` under the next number and return it."""
        highest = select(func.coalesce(func.max(own.c.number), 0)).where(own.c.guild_id == quest.guild)
        async with self._database.writing(quest.guild) as connection:
            number = int((await connection.execute(highest)).scalar_one()) + 1
            row = _written(quest) | {"number": number, "made_at": at}
            kept = (await connection.execute(own.insert().values(row).returning(own))).mappings().one()
            return _read(kept)

    async def put(self, quest: OwnQuest) -> bool:
        """Write ``quest`` over what it was; return whether it's still there."""
        return await self._change(quest.guild, quest.number, _written(quest))

    async def remove(self, guild: GuildId, number: int, at: datetime) -> bool:
        """Delete a quest; return whether it was there."""
        return await self._change(guild, number, {"deleted_at": at})

    async def off(self, guild: GuildId) -> frozenset[str]:
        """Return the ids, and ``kind:…``, of what ``guild`` switched off."""
        async with self._database.reading(guild) as connection:
            found = await connection.execute(select(off.c.what).where(off.c.guild_id == guild))
            return frozenset(found.scalars())

    async def switch(self, guild: GuildId, what: str, *, on: bool) -> None:
        """Switch a quest or a kind on or off."""
        async with self._database.writing(guild) as connection:
            if on:
                await connection.execute(delete(off).where(off.c.guild_id == guild, off.c.what == what))
                return
            put = upsert(connection, off).values(guild_id=guild, what=what)
            await connection.execute(put.on_conflict_do_nothing())

    async def boost(self, guild: GuildId) -> Boost | None:
        """Return the last boost, whether it's over or not."""
        async with self._database.reading(guild) as connection:
            row = (await connection.execute(select(boosts).where(boosts.c.guild_id == guild))).mappings()
            found = row.first()
        return None if found is None else Boost(found["percent"], found["until"])

    async def begin_boost(self, guild: GuildId, boost: Boost, now: datetime) -> bool:
        """Begin ``boost`` unless another one is running; return whether it began."""
        values = {"percent": boost.percent, "until": boost.until}
        async with self._database.writing(guild) as connection:
            put = upsert(connection, boosts).values(guild_id=guild, **values)
            begun = await connection.execute(
                put.on_conflict_do_update(
                    index_elements=["guild_id"], set_=values, where=boosts.c.until <= now
                )
            )
            return begun.rowcount == 1

    async def end_boost(self, guild: GuildId) -> None:
        """End the boost, if there is one."""
        async with self._database.writing(guild) as connection:
            await connection.execute(delete(boosts).where(boosts.c.guild_id == guild))

    async def _change(self, guild: GuildId, number: int, values: dict[str, Any]) -> bool:
        mine = (own.c.guild_id == guild, own.c.number == number, own.c.deleted_at.is_(None))
        async with self._database.writing(guild) as connection:
            return (await connection.execute(update(own).where(*mine).values(values))).rowcount == 1


def _written(quest: OwnQuest) -> dict[str, Any]:
    row = asdict(quest)
    row["guild_id"] = row.pop("guild")
    return row | {name: row[name].value for name in ("kind", "cycle", "metric", "difficulty")}


def _read(row: RowMapping) -> OwnQuest:
    same = ("number", "name", "text", "amount", "xp", "coins", "currency", "badge", "starts", "ends")
    return OwnQuest(
        guild=GuildId(row["guild_id"]),
        kind=Kind(row["kind"]),
        cycle=Cycle(row["cycle"]),
        metric=Metric(row["metric"]),
        difficulty=Difficulty(row["difficulty"]),
        **{name: row[name] for name in same},
    )
