"""The core's own tables. Each leads with ``guild_id``; ``core_plugins`` alone belongs to the whole house."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

from tika_bot.storage.columns import Document, Moment, Snowflake

metadata = MetaData()

guilds = Table(
    "core_guilds",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("joined_at", Moment, nullable=False),
    Column("left_at", Moment, index=True),
)
"""The guilds that the bot is or was in; ``left_at`` starts the 30 days after which their data go."""

greetings = Table(
    "core_greetings",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("greeted_at", Moment, nullable=False),
)
"""The guilds that had their welcome, so that it comes once."""

features = Table(
    "core_features",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("plugin", String(64), primary_key=True),
    Column("is_on", Boolean, nullable=False),
    Column("changed_by", Snowflake, nullable=False),
    Column("changed_at", Moment, nullable=False),
)
"""Switches that somebody moved; without a row the manifest's default holds."""

pauses = Table(
    "core_pauses",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("plugin", String(64), primary_key=True),
    Column("paused_at", Moment, nullable=False),
    Column("until", Moment),
    Column("incident", String(32), nullable=False),
)
"""Plugins that failed too often in one guild and were told to rest there."""

settings = Table(
    "core_settings",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("plugin", String(64), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("document", Document, nullable=False),
    Column("changed_by", Snowflake, nullable=False),
    Column("changed_at", Moment, nullable=False),
)
"""What is in force; ``version`` counts from 1 and equals the newest entry of the history."""

settings_history = Table(
    "core_settings_history",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("plugin", String(64), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("document", Document, nullable=False),
    Column("changed_by", Snowflake, nullable=False),
    Column("changed_at", Moment, nullable=False),
)
"""Every version that was ever in force, with who wrote it and when."""

member_settings = Table(
    "core_member_settings",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("document", Document, nullable=False),
    Column("changed_at", Moment, nullable=False),
)
"""A member's own settings across guilds; ``guild_id`` is the member's private space, their user id."""

plugins = Table(
    "core_plugins",
    metadata,
    Column("plugin", String(64), primary_key=True),
    Column("is_enabled", Boolean, nullable=False),
    Column("why", String(200), nullable=False, server_default=""),
    Column("changed_by", Snowflake, nullable=False),
    Column("changed_at", Moment, nullable=False),
)
"""What operators switched for the whole house."""

command_hashes = Table(
    "core_command_hashes",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("hash", String(64), nullable=False),
    Column("written_at", Moment, nullable=False),
    Column("day", String(10), nullable=False),
    Column("writes", Integer, nullable=False),
)
"""Which commands Discord has for a guild, and how many creations ``day`` (UTC) has cost already."""

turns = Table(
    "core_turns",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("free_at", Moment, nullable=False),
)
"""When the next worker may identify, by place in Discord's queue; all of them in the operators' scope."""

audit = Table(
    "core_audit",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("id", Snowflake, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("actor_id", Snowflake, nullable=False),
    Column("action", String(100), nullable=False),
    Column("target", String(200), nullable=False, server_default=""),
    Column("details", Document, nullable=False),
)
"""Who did what with more than a member's power; guild 0 is the operators' scope."""

timers = Table(
    "core_timers",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("id", Snowflake, primary_key=True, autoincrement=False),
    Column("plugin", String(64), nullable=False),
    Column("verb", String(64), nullable=False),
    Column("key", String(200)),
    Column("payload", Document, nullable=False),
    Column("due", Moment, nullable=False),
    Column("ring_at", Moment, nullable=False),
    Column("claim", String(32)),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("failure", String(500)),
    Column("set_aside_at", Moment),
    UniqueConstraint("guild_id", "plugin", "verb", "key", name="core_timers_key"),
)
"""Things due later. ``ring_at`` is when one may be claimed next: at first its due time, then the end of a
lease, of a pause after a failure, or of a rest. An index leads to the next of those that aren't set aside."""

outbox = Table(
    "core_outbox",
    metadata,
    Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    Column("id", Snowflake, primary_key=True, autoincrement=False),
    Column("key", String(200), nullable=False),
    Column("place_id", Snowflake, nullable=False),
    Column("channel_id", Snowflake),
    Column("user_id", Snowflake),
    Column("plugin", String(64), nullable=False),
    Column("view", String(64), nullable=False),
    Column("document", Document, nullable=False),
    Column("otherwise", Document),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("state", String(8), nullable=False, server_default="waiting"),
    Column("message_id", BigInteger),
    Column("posted_at", Moment, nullable=False),
    Column("send_at", Moment, nullable=False),
    Column("tried_at", Moment),
    Column("sent_at", Moment),
    Column("claim", String(32)),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("failure", String(500)),
    UniqueConstraint("guild_id", "key", name="core_outbox_key"),
)
"""What is to be said. ``state`` is waiting, sent or failed; ``version`` counts the edits. Indexes lead to
what waits, by time and by place."""
