"""Quests that guilds wrote, those that members took, what is switched off, and boosts."""

import sqlalchemy as sa
from alembic import op

from tika_bot.storage.columns import Moment, Snowflake
from tika_bot.storage.guarding import guard_guild_table

revision = "quests_0001"
down_revision = None
branch_labels = ("quests",)
depends_on = None


def _key(name: str, kind: type[sa.types.TypeEngine[int]] = Snowflake) -> sa.Column[int]:
    return sa.Column(name, kind, primary_key=True, autoincrement=False)


def _prize() -> list[sa.Column[int] | sa.Column[str]]:
    return [
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("metric", sa.String(16), nullable=False),
        sa.Column("xp", sa.BigInteger, nullable=False),
        sa.Column("coins", sa.BigInteger, nullable=False),
        sa.Column("currency", sa.String(32), nullable=False),
        sa.Column("badge", sa.String(64), nullable=False),
    ]


def upgrade() -> None:
    op.create_table(
        "quests_taken",
        _key("guild_id"),
        _key("member_id"),
        sa.Column("slot", sa.String(40), primary_key=True),
        sa.Column("period", sa.String(16), primary_key=True),
        sa.Column("id", sa.BigInteger, nullable=False),
        sa.Column("quest", sa.String(40), nullable=False),
        *_prize(),
        sa.Column("emoji", sa.String(64), nullable=False),
        sa.Column("title", sa.String(60), nullable=False),
        sa.Column("text", sa.String(200), nullable=False),
        sa.Column("target", sa.BigInteger, nullable=False),
        sa.Column("baseline", sa.BigInteger, nullable=False),
        sa.Column("starts", Moment, nullable=False),
        sa.Column("ends", Moment),
        sa.Column("done_at", Moment),
        sqlite_with_rowid=False,
    )
    op.create_index("quests_taken_user", "quests_taken", ["member_id"])
    op.create_table(
        "quests_own",
        _key("guild_id"),
        _key("number", sa.Integer),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("text", sa.String(200), nullable=False),
        *_prize(),
        sa.Column("cycle", sa.String(16), nullable=False),
        sa.Column("amount", sa.BigInteger, nullable=False),
        sa.Column("difficulty", sa.String(16), nullable=False),
        sa.Column("starts", Moment),
        sa.Column("ends", Moment),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("deleted_at", Moment),
    )
    op.create_table("quests_off", _key("guild_id"), sa.Column("what", sa.String(40), primary_key=True))
    op.create_table(
        "quests_boosts",
        _key("guild_id"),
        sa.Column("percent", sa.Integer, nullable=False),
        sa.Column("until", Moment, nullable=False),
    )
    op.create_table(
        "quests_members",
        _key("guild_id"),
        _key("member_id"),
        sa.Column("swaps_from", Moment, nullable=False),
    )
    for table in ("taken", "own", "off", "boosts", "members"):
        guard_guild_table(op, f"quests_{table}")
