"""The tables of quests. Each leads with its guild."""

from typing import Any

from sqlalchemy import BigInteger, Column, Integer, MetaData, String, Table

from tika_bot.plugins.quests.model.quest import Hasty
from tika_bot.storage.columns import Moment, Snowflake

metadata = MetaData()


def _prize() -> list[Column[Any]]:
    return [
        Column("kind", String(16), nullable=False),
        Column("metric", String(16), nullable=False),
        Column("xp", BigInteger, nullable=False),
        Column("coins", BigInteger, nullable=False),
        Column("currency", String(32), nullable=False),
        Column("badge", String(64), nullable=False),
    ]


taken = Table(
    "quests_taken",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("member_id", Snowflake, primary_key=True),
    Column("slot", String(40), primary_key=True),
    Column("period", String(16), primary_key=True),
    Column("id", BigInteger, nullable=False),
    Column("quest", String(40), nullable=False),
    *_prize(),
    Column("emoji", String(64), nullable=False),
    Column("title", String(60), nullable=False),
    Column("text", String(200), nullable=False),
    Column("target", BigInteger, nullable=False),
    Column("baseline", BigInteger, nullable=False),
    Column("starts", Moment, nullable=False),
    Column("ends", Moment),
    Column("done_at", Moment),
    Column("paid_xp", BigInteger),
)
"""``slot`` is what is taken at a time: easy, week1, or the id of a quest that is there for all."""

own = Table(
    "quests_own",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("name", String(60), nullable=False),
    Column("text", String(200), nullable=False),
    *_prize(),
    Column("cycle", String(16), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("difficulty", String(16), nullable=False),
    Column("starts", Moment),
    Column("ends", Moment),
    Column("made_at", Moment, nullable=False),
    Column("deleted_at", Moment),
)
"""A deleted one stays as a row, so that its number isn't given to another one."""

off = Table(
    "quests_off",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("what", String(40), primary_key=True),
)
"""``what`` is the id of a quest, or ``kind:daily`` for all of a type."""

boosts = Table(
    "quests_boosts",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("percent", Integer, nullable=False),
    Column("until", Moment, nullable=False),
)

members = Table(
    "quests_members",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("member_id", Snowflake, primary_key=True),
    Column("swaps_from", Moment, nullable=False),
    *(Column(f"hasty_{counter}", BigInteger, nullable=False) for counter in Hasty._fields),
)
"""One row per member: from when on they may swap a quest, and what they did too soon to count.

It's locked while somebody draws for them.
"""
