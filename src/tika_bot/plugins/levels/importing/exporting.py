"""Everything of a guild as one document: what the reader of our own files takes in again."""

from collections.abc import Iterable, Mapping
from typing import Any

from tika_bot.base.clock import millis
from tika_bot.base.ids import GuildId
from tika_bot.plugins.levels.level_roles import LevelRole
from tika_bot.plugins.levels.model import Away, Counters
from tika_bot.plugins.levels.seasons import Record

from .planning import Day
from .reading import NAMES, OURS
from .seasons import season_row

VERSION = 1


def document(
    guild: GuildId,
    members: Iterable[Mapping[str, Any]],
    days: Mapping[Day, Counters],
    rules: Iterable[LevelRole],
    settings: Mapping[str, Any],
) -> dict[str, Any]:
    """Return a document of plain values; ids are texts, since many readers round large numbers."""
    by_member: dict[int, dict[str, dict[str, int]]] = {}
    for (member, day), counted in days.items():
        named = {name: getattr(counted, name) for name in NAMES}
        by_member.setdefault(member, {})[str(day)] = {n: v for n, v in named.items() if v or n == "xp"}
    return {
        OURS: VERSION,
        "guild": str(guild),
        "settings": dict(settings),
        "roles": [
            {"role": str(rule.role), "level": rule.level, "mode": rule.mode.value, "name": rule.name}
            for rule in rules
        ],
        "members": [_member(row, by_member.get(row["user_id"], {})) for row in members],
    }


def luggage(seasons: Iterable[Record], cards: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return what comes after that: seasons, and the rows of cards."""
    return {"seasons": [season_row(record) for record in seasons], "cards": list(cards)}


def _member(row: Mapping[str, Any], days: Mapping[str, dict[str, int]]) -> dict[str, Any]:
    written = {"id": str(row["user_id"]), **{name: row[name] for name in NAMES}}
    last = millis(row["last_message_at"])
    if last:
        written["last_message_ms"] = last
    if row["away"] & Away.LEFT:
        written["away"] = True
    if days:
        written["days"] = days
    return written
