"""The tables of levels. Each leads with its guild."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    and_,
)

from tika_bot.plugins.levels.model import Away
from tika_bot.storage.columns import Document, Moment, Snowflake

metadata = MetaData()


def _counters() -> list[Column[Any]]:
    names = ("xp", "messages", "messages_counted", "reactions", "commands", "voice_s")
    return [Column(name, BigInteger, nullable=False) for name in names]


members = Table(
    "levels_members",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("user_id", Snowflake, primary_key=True),
    *_counters(),
    Column("last_message_at", Moment, nullable=False),
    Column("away", SmallInteger, nullable=False),
)
days = Table(
    "levels_days",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("user_id", Snowflake, primary_key=True),
    Column("day", Integer, primary_key=True),
    *_counters(),
    Index("levels_days_by_day", "guild_id", "day"),
)
apart = Table(
    "levels_apart",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("user_id", Snowflake, primary_key=True),
    *_counters(),
    Column("climbed", BigInteger, nullable=False),
)
"""What of a member's counters they didn't do here: corrections and imports, below zero what was taken.

``climbed`` is how many levels they went up by what they did. Beside the rows of members, so that chat writes
no wider ones; whom nobody corrected and who never went up has none.
"""

buckets = Table(
    "levels_buckets",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("bucket", Integer, primary_key=True),
    Column("members", BigInteger, nullable=False),
)
large = Table(
    "levels_large",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("since", Moment, nullable=False),
)

stays = Table(
    "levels_stays",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("user_id", Snowflake, primary_key=True),
    Column("channel_id", Snowflake, nullable=False),
    *[Column(name, Moment, nullable=False) for name in ("since", "here_since", "counted_until")],
    *[Column(name, Moment) for name in ("muted_since", "left_at")],
    *[Column(name, Integer, nullable=False) for name in ("is_open", "is_listener", "tenths", "day", "today")],
)

spent = Table(
    "levels_spent",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("user_id", Snowflake, primary_key=True),
    Column("source", String(16), primary_key=True),
    Column("day", Integer, nullable=False),
    Column("xp", BigInteger, nullable=False),
)
"""What members earned on their last day from sources with a daily limit."""

company = Table(
    "levels_company",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("user_id", Snowflake, primary_key=True),
    Column("other_id", Snowflake, primary_key=True),
    Column("week", Integer, nullable=False),
    Column("minutes", Integer, nullable=False),
)
"""Minutes in voice of one week, alone with whom; the other is 0 for all company together."""

seasons = Table(
    "levels_seasons",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("id", Snowflake, primary_key=True),
    Column("name", String(80), nullable=False),
    Column("first_day", Integer, nullable=False),
    Column("began_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("brought_by", Snowflake),
    Column("replaced_by", Snowflake),
    Column("replaced_at", Moment),
)
"""Each season. One that an import brought bears the ledger's entry until somebody ends it here; one that
another stands in place of bears that one's id, and is nowhere to be seen."""

standings = Table(
    "levels_standings",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("season_id", Snowflake, primary_key=True),
    Column("user_id", Snowflake, primary_key=True),
    Column("xp", BigInteger, nullable=False),
)
"""How a season ended: what each member earned in it."""

snapshots = Table(
    "levels_snapshots",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("entry_id", Snowflake, primary_key=True),
    Column("user_id", Snowflake, primary_key=True),
    Column("xp", BigInteger, nullable=False),
    Column("taken_at", Moment, nullable=False),
)
"""What each member had when the ledger's entry took it from everybody at once."""

imported = Table(
    "levels_imported",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("entry_id", Snowflake, primary_key=True),
    Column("user_id", Snowflake, primary_key=True),
    Column("day", Integer, primary_key=True),
    *_counters(),
    Column("taken_at", Moment, nullable=False),
)
"""What an import, which is the ledger's entry, added to a member's row or to one of their days.

XP altogether is in `snapshots`, as what was taken; `ALL_DAYS` stands for the member's row.
"""

ALL_DAYS = -1

replaced = Table(
    "levels_replaced",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("entry_id", Snowflake, primary_key=True),
    Column("document", Document, nullable=False),
    Column("taken_at", Moment, nullable=False),
)
"""Which roles and settings an import, which is the ledger's entry, put in place of which."""

uploads = Table(
    "levels_uploads",
    metadata,
    Column("guild_id", Snowflake, primary_key=True),
    Column("id", Snowflake, primary_key=True),
    Column("user_id", Snowflake, nullable=False),
    Column("name", Text, nullable=False),
    Column("roles", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("made_at", Moment, nullable=False),
)

PRESENT = members.c.away.bitwise_and(Away.LEFT) == 0
"""Who hasn't left."""

SHOWN = and_(members.c.away == 0, members.c.xp > 0)
"""Who is on the board."""

ORDER = (members.c.xp.desc(), members.c.user_id)
"""Ties go to the smaller id."""
