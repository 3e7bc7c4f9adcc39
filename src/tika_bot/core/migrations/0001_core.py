"""The core's first tables."""

import sqlalchemy as sa
from alembic import op

from tika_bot.storage.columns import Document, Moment, Snowflake
from tika_bot.storage.guarding import guard_guild_table, share_table

revision = "core_0001"
down_revision = None
branch_labels = ("core",)
depends_on = None


def upgrade() -> None:
    _guilds()
    _greetings()
    _features()
    _pauses()
    _settings()
    _settings_history()
    _member_settings()
    _plugins()
    _command_hashes()
    _audit()
    _timers()
    _outbox()


def _guilds() -> None:
    op.create_table(
        "core_guilds",
        sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("joined_at", Moment, nullable=False),
        sa.Column("left_at", Moment),
    )
    op.create_index("ix_core_guilds_left_at", "core_guilds", ["left_at"])
    guard_guild_table(op, "core_guilds")


def _greetings() -> None:
    op.create_table(
        "core_greetings",
        sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("greeted_at", Moment, nullable=False),
    )
    guard_guild_table(op, "core_greetings")


def _features() -> None:
    op.create_table(
        "core_features",
        sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("plugin", sa.String(64), primary_key=True),
        sa.Column("is_on", sa.Boolean, nullable=False),
        sa.Column("changed_by", Snowflake, nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
    )
    guard_guild_table(op, "core_features")


def _pauses() -> None:
    op.create_table(
        "core_pauses",
        sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("plugin", sa.String(64), primary_key=True),
        sa.Column("paused_at", Moment, nullable=False),
        sa.Column("until", Moment),
        sa.Column("incident", sa.String(32), nullable=False),
    )
    guard_guild_table(op, "core_pauses")


def _settings() -> None:
    op.create_table(
        "core_settings",
        sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("plugin", sa.String(64), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", Document, nullable=False),
        sa.Column("changed_by", Snowflake, nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
    )
    guard_guild_table(op, "core_settings")


def _settings_history() -> None:
    op.create_table(
        "core_settings_history",
        sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("plugin", sa.String(64), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("document", Document, nullable=False),
        sa.Column("changed_by", Snowflake, nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
    )
    guard_guild_table(op, "core_settings_history")


def _member_settings() -> None:
    op.create_table(
        "core_member_settings",
        sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", Document, nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
    )
    guard_guild_table(op, "core_member_settings")


def _plugins() -> None:
    op.create_table(
        "core_plugins",
        sa.Column("plugin", sa.String(64), primary_key=True),
        sa.Column("is_enabled", sa.Boolean, nullable=False),
        sa.Column("why", sa.String(200), nullable=False, server_default=""),
        sa.Column("changed_by", Snowflake, nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
    )
    share_table(op, "core_plugins")


def _command_hashes() -> None:
    op.create_table(
        "core_command_hashes",
        sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("written_at", Moment, nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("writes", sa.Integer, nullable=False),
    )
    guard_guild_table(op, "core_command_hashes")


def _audit() -> None:
    op.create_table(
        "core_audit",
        sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("actor_id", Snowflake, nullable=False),
        sa.Column("action", sa.String(100), nullable=False),
        sa.Column("target", sa.String(200), nullable=False, server_default=""),
        sa.Column("details", Document, nullable=False),
    )
    guard_guild_table(op, "core_audit")


def _timers() -> None:
    op.create_table(
        "core_timers",
        sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("plugin", sa.String(64), nullable=False),
        sa.Column("verb", sa.String(64), nullable=False),
        sa.Column("key", sa.String(200)),
        sa.Column("payload", Document, nullable=False),
        sa.Column("due", Moment, nullable=False),
        sa.Column("ring_at", Moment, nullable=False),
        sa.Column("claim", sa.String(32)),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("failure", sa.String(500)),
        sa.Column("set_aside_at", Moment),
        sa.UniqueConstraint("guild_id", "plugin", "verb", "key", name="core_timers_key"),
    )
    op.create_index(
        "core_timers_next",
        "core_timers",
        ["ring_at"],
        sqlite_where=sa.text("set_aside_at IS NULL"),
        postgresql_where=sa.text("set_aside_at IS NULL"),
    )
    guard_guild_table(op, "core_timers")


def _outbox() -> None:
    op.create_table(
        "core_outbox",
        sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("id", Snowflake, primary_key=True, autoincrement=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("place_id", Snowflake, nullable=False),
        sa.Column("channel_id", Snowflake),
        sa.Column("user_id", Snowflake),
        sa.Column("plugin", sa.String(64), nullable=False),
        sa.Column("view", sa.String(64), nullable=False),
        sa.Column("document", Document, nullable=False),
        sa.Column("otherwise", Document),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.Column("state", sa.String(8), nullable=False, server_default="waiting"),
        sa.Column("message_id", Snowflake),
        sa.Column("posted_at", Moment, nullable=False),
        sa.Column("send_at", Moment, nullable=False),
        sa.Column("tried_at", Moment),
        sa.Column("sent_at", Moment),
        sa.Column("claim", sa.String(32)),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("failure", sa.String(500)),
        sa.UniqueConstraint("guild_id", "key", name="core_outbox_key"),
    )
    op.create_index(
        "core_outbox_next",
        "core_outbox",
        ["send_at"],
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index(
        "core_outbox_place",
        "core_outbox",
        ["guild_id", "place_id", "id"],
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    guard_guild_table(op, "core_outbox")
