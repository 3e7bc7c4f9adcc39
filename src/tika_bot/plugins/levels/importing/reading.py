"""From what files hold to what they say of members, roles and settings.

Each bot writes a shape of its own. A shape is a row of the table below: how it's recognised, where its rows
of members are and where its roles. The rows themselves differ in names only, so one reader takes them all.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tika_bot.base.ids import RoleId, UserId
from tika_bot.plugins.levels.corrections import MOST_XP
from tika_bot.plugins.levels.level_roles import LevelRole, Mode
from tika_bot.plugins.levels.model import HIGHEST_LEVEL, Counters
from tika_bot.plugins.levels.seasons import Record

from .cards import card_of
from .decoding import MEMBERS, Most, document_of, unpacked
from .model import Brought, Card, FileUnreadable, Found, Skipped, Why
from .seasons import key_of, season_of
from .values import LAST_DAY, MOST, Unusable, first, id_of, whole

OURS = "tika_levels"
"""The key that our own files begin with; its value is the version of the shape."""

Rows = Iterator[tuple[str, Any]]
"""Each with where it stands."""

IDS = ("id", "user_id", "userid", "member_id", "user", "member")
NAMES: Mapping[str, tuple[str, ...]] = {
    "xp": ("xp", "exp", "total_xp", "score", "experience", "points"),
    "messages": ("messages", "message_count"),
    "messages_counted": ("messages_counted",),
    "reactions": ("reactions",),
    "commands": ("commands",),
    "voice_s": ("voice_s", "voice_seconds", "voice"),
}
"""What we count → what it's called elsewhere."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How one bot writes."""

    fits: Callable[[Any], bool]
    rows: Callable[[Any], Rows]
    roles: Callable[[Any], Rows] = field(default=lambda _: iter(()))
    seasons: Callable[[Any], Rows] = field(default=lambda _: iter(()))
    cards: Callable[[Any], Rows] = field(default=lambda _: iter(()))


def read_files(files: Iterable[tuple[str, bytes]], most: Most = MEMBERS) -> Found:
    """Return what ``files`` say, by name and content, each of which holds at most ``most``.

    Raises:
        FileUnreadable: one of them can't be used at all.
    """
    book, hashes = _Book(), []
    for where, packed in files:
        content = unpacked(where, packed, most)  # a file is the same, packed or not
        hashes.append(hashlib.sha256(content).hexdigest())
        book.read(where, document_of(where, content, most))
    source = hashlib.sha256("".join(sorted(hashes)).encode()).hexdigest()
    return Found(
        book.count,
        book.members,
        book.roles,
        book.settings,
        tuple(book.skipped),
        source,
        tuple(book.seasons.values()),
        book.cards,
    )


class _Book:
    """Collects what one file after the other says."""

    def __init__(self) -> None:
        self.count = 0
        self.members: dict[UserId, Brought] = {}
        self.roles: dict[RoleId, LevelRole] = {}
        self.settings: dict[str, Any] | None = None
        self.skipped: list[Skipped] = []
        self.seasons: dict[tuple[str, datetime], Record] = {}
        self.cards: dict[UserId, Card] = {}

    def read(self, file: str, document: Any) -> None:  # noqa: ANN401 # whatever the file holds
        shape = next((shape for shape in SHAPES if shape.fits(document)), None)
        if shape is None:
            raise FileUnreadable(Skipped(file, Why.UNKNOWN))
        for place, row in shape.rows(document):
            self.count += 1
            self._tried(f"{file}: {place}", self._member, row)
        for place, row in shape.roles(document):
            self._tried(f"{file}: {place}", self._role, row)
        for place, row in shape.seasons(document):
            self._tried(f"{file}: {place}", self._season, row)
        for place, row in shape.cards(document):
            self._tried(f"{file}: {place}", self._card, row)
        if isinstance(document, dict) and OURS in document and isinstance(document.get("settings"), dict):
            self.settings = document["settings"]

    def _tried(self, where: str, read: Callable[[Any], None], row: Any) -> None:  # noqa: ANN401 # as above
        try:
            read(row)
        except Unusable as wrong:
            self.skipped.append(Skipped(where, wrong.why, wrong.value))

    def _member(self, row: Any) -> None:  # noqa: ANN401 # as above
        member, brought = _member(row)
        if member in self.members:
            raise Unusable(Why.TWICE, member)
        self.members[member] = brought

    def _role(self, row: Any) -> None:  # noqa: ANN401 # as above
        rule = _rule(row)
        if rule.role in self.roles and self.roles[rule.role].level != rule.level:
            raise Unusable(Why.TWICE, rule.role)
        self.roles[rule.role] = rule

    def _season(self, row: Any) -> None:  # noqa: ANN401 # as above
        record = season_of(row)
        if key_of(record) in self.seasons:
            raise Unusable(Why.TWICE, record.season.name)
        self.seasons[key_of(record)] = record

    def _card(self, row: Any) -> None:  # noqa: ANN401 # as above
        member, card = card_of(row)
        if member in self.cards:
            raise Unusable(Why.TWICE, member)
        self.cards[member] = card


# --- rows --------------------------------------------------------------------------------------------------


def _member(row: Any) -> tuple[UserId, Brought]:  # noqa: ANN401 # whatever stands there
    if not isinstance(row, dict):
        raise Unusable(Why.NO_ROW, type(row).__name__)
    member = id_of(first(row, IDS))
    counters, named = _counters(row)
    days = row.get("days") or {}
    if not isinstance(days, dict):
        raise Unusable(Why.NO_ROW, "days")
    by_day = {whole(day, LAST_DAY): _counters(counted)[0] for day, counted in days.items()}
    last_ms = whole(row.get("last_message_ms") or 0, MOST)
    return UserId(member), Brought(counters, named, last_ms, row.get("away") is True, by_day)


def _counters(row: Any) -> tuple[Counters, frozenset[str]]:  # noqa: ANN401 # whatever stands there
    if not isinstance(row, dict):
        raise Unusable(Why.NO_ROW, type(row).__name__)
    if first(row, NAMES["xp"]) is None:
        detailed = row.get("detailed_xp")
        if not isinstance(detailed, list) or len(detailed) != 3:  # noqa: PLR2004 # into, needed, total
            raise Unusable(Why.NO_XP)
        row = {**row, "xp": detailed[2]}
    found = {name: first(row, names) for name, names in NAMES.items()}
    limits = {name: MOST_XP if name == "xp" else MOST for name in NAMES}
    named = {name: whole(value, limits[name]) for name, value in found.items() if value is not None}
    return Counters(**named), frozenset(named)


def _rule(row: Any) -> LevelRole:  # noqa: ANN401 # whatever stands there
    if not isinstance(row, dict):
        raise Unusable(Why.NO_ROW, type(row).__name__)
    role, level = row.get("role"), first(row, ("level", "rank"))
    name = role.get("name") if isinstance(role, dict) else row.get("name")
    number = role.get("id") if isinstance(role, dict) else first(row, ("role", "role_id", "id"))
    if number is None or level is None:
        raise Unusable(Why.NO_REWARD)
    reached = whole(level, HIGHEST_LEVEL)
    if not reached:
        raise Unusable(Why.NO_REWARD, level)
    is_replaced = row.get("mode") == Mode.REPLACED or row.get("keep") is False
    mode = Mode.REPLACED if is_replaced else Mode.STACKED
    return LevelRole(RoleId(id_of(number)), reached, mode, str(name or number)[:100])


# --- shapes ------------------------------------------------------------------------------------------------


def _has(document: Any, name: str, kind: type) -> bool:  # noqa: ANN401 # whatever the file holds
    return isinstance(document, dict) and isinstance(document.get(name), kind)


def _listed(name: str) -> Callable[[Any], Rows]:
    """Return a reader of the list under ``name``."""

    def rows(document: Any) -> Rows:  # noqa: ANN401 # whatever the file holds
        found = document.get(name)
        if isinstance(found, dict):
            found = found.values()
        for number, row in enumerate(found if isinstance(found, Iterable) else ()):
            yield f"{name}[{number}]", row

    return rows


def _keyed(name: str) -> Callable[[Any], Rows]:
    """Return a reader of the dictionary under ``name``, from member to row."""

    def rows(document: Any) -> Rows:  # noqa: ANN401 # whatever the file holds
        for key, row in document[name].items():
            yield f"{name}[{str(key)[:30]}]", {**row, "id": key} if isinstance(row, dict) else row

    return rows


def _pages(document: list[Any]) -> Rows:
    for number, page in enumerate(document):
        for place, row in _listed("players")(page):
            yield f"[{number}].{place}", row


def _rewards_of_pages(document: list[Any]) -> Rows:
    for number, page in enumerate(document):
        for place, row in _listed("role_rewards")(page):
            yield f"[{number}].{place}", row


def _polaris_rewards(document: Any) -> Rows:  # noqa: ANN401 # whatever the file holds
    yield from _listed("rewards")(document["settings"])


def _level_up(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the servers in a file of Red's LevelUp; a backup of one server is a server itself."""
    configs = document.get("configs", document)
    if isinstance(configs, dict) and not _is_server(configs):
        for guild, server in configs.items():
            if _is_server(server):
                yield f"{guild}.", server
    elif isinstance(configs, dict):
        yield "", configs


def _is_server(found: object) -> bool:
    return isinstance(found, dict) and isinstance(found.get("users"), dict)


def _level_up_users(document: Any) -> Rows:  # noqa: ANN401 # whatever the file holds
    for prefix, server in _level_up(document):
        for place, row in _keyed("users")(server):
            yield prefix + place, row


def _level_up_roles(document: Any) -> Rows:  # noqa: ANN401 # whatever the file holds
    for prefix, server in _level_up(document):
        roles = server.get("levelroles")
        for level, role in roles.items() if isinstance(roles, dict) else ():
            yield f"{prefix}levelroles[{level}]", {"level": level, "role": role}


def _is_table(document: Any) -> bool:  # noqa: ANN401 # whatever the file holds
    return isinstance(document, list) and any(
        isinstance(row, dict) and any(name in row for name in (*IDS, *NAMES["xp"])) for row in document[:10]
    )


def _table(document: list[Any]) -> Rows:
    for number, row in enumerate(document, 1):
        yield f"row {number}", row


SHAPES = (
    Shape(
        lambda found: _has(found, OURS, int),
        _listed("members"),
        _listed("roles"),
        _listed("seasons"),
        _listed("cards"),
    ),
    # MEE6: a page, and a list of pages
    Shape(lambda found: _has(found, "players", list), _listed("players"), _listed("role_rewards")),
    Shape(
        lambda found: (
            isinstance(found, list) and bool(found) and all(_has(p, "players", list) for p in found)
        ),
        _pages,
        _rewards_of_pages,
    ),
    # Polaris
    Shape(
        lambda found: _has(found, "users", dict) and _has(found, "settings", dict),
        _keyed("users"),
        _polaris_rewards,
    ),
    # Tatsu, Amari
    Shape(lambda found: _has(found, "rankings", list), _listed("rankings")),
    Shape(lambda found: _has(found, "data", list), _listed("data"), _listed("roles")),
    # Red's LevelUp
    Shape(
        lambda found: isinstance(found, dict) and any(True for _ in _level_up(found)),
        _level_up_users,
        _level_up_roles,
    ),
    # MEE6's CSV, and whatever else is a table with ids and XP
    Shape(lambda found: _has(found, "members", list), _listed("members"), _listed("roles")),
    Shape(_is_table, _table),
)
"""The first that fits is taken."""
