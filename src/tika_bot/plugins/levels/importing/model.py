"""What a file says of members, what of it can't be used, and what becomes of those who are here already."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tika_bot.base.errors import Refusal
from tika_bot.base.ids import RoleId, UserId
from tika_bot.plugins.levels.level_roles import LevelRole
from tika_bot.plugins.levels.looks import Look
from tika_bot.plugins.levels.model import Counters
from tika_bot.plugins.levels.seasons import Record


class Merge(enum.StrEnum):
    """What becomes of members who have something here already."""

    KEEP = enum.auto()
    """They stay as they are; only newcomers are brought."""
    ADD = enum.auto()
    REPLACE = enum.auto()


class Why(enum.StrEnum):
    """Why a file, or a row of one, can't be used."""

    # Files: nothing at all is imported then.
    CLOSED = enum.auto()
    """An operator's file can't be opened; ``value`` is what the machine says of it."""
    LARGE = enum.auto()
    """``value`` is what a file may have at most, in MB."""
    ENCODING = enum.auto()
    """``value`` is the encoding that it seems to have."""
    BROKEN = enum.auto()
    """``value`` is what the reader stumbled over."""
    CHARACTER = enum.auto()
    """``value`` is what it holds that no text can hold, such as U+0000."""
    CROWDED = enum.auto()
    ALIASES = enum.auto()
    UNKNOWN = enum.auto()
    # Rows: they alone are left out.
    NO_ROW = enum.auto()
    NO_ID = enum.auto()
    BAD_ID = enum.auto()
    NO_XP = enum.auto()
    NO_NUMBER = enum.auto()
    NEGATIVE = enum.auto()
    HUGE = enum.auto()
    TWICE = enum.auto()
    NO_REWARD = enum.auto()
    FORBIDDEN = enum.auto()
    """A role that whoever imports couldn't give, or the bot can't."""
    LATER = enum.auto()
    """A last message that is still to come; it alone is left out of its row."""
    NO_SEASON = enum.auto()
    """A season without a name, that ended before it began or whose standing is no standing."""
    FUTURE = enum.auto()
    """A season that is still to come."""
    MANY = enum.auto()
    """A season more than a guild may have."""
    RUNS = enum.auto()
    """A season runs, and another one does already."""
    LOOK = enum.auto()
    """A card with something that is no style, colour or seal of ours."""
    ILLEGIBLE = enum.auto()
    """A card on which no text could be read."""
    PICTURE = enum.auto()
    """A card with a picture that can't be opened, or mustn't be."""
    SETTING = enum.auto()
    ALREADY = enum.auto()
    """The same files were imported before, and that wasn't undone."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that isn't imported. ``value`` is what was found there, shortened."""

    where: str
    why: Why
    value: str = ""


class FileUnreadable(Refusal):
    """A file can't be used at all; ``skipped`` says why."""

    key = "levels.file_unreadable"

    def __init__(self, skipped: Skipped) -> None:
        super().__init__(where=skipped.where, why=skipped.why.value, value=skipped.value)
        self.skipped = skipped


class UploadGone(Refusal):
    """The file was imported already, or waited for too long."""

    key = "levels.upload_gone"


class ExportTooLarge(Refusal):
    """The file is too large for Discord, or for an import there."""

    key = "levels.export_too_large"


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file says of a member."""

    counters: Counters
    named: frozenset[str]
    """Which of the counters it says anything of."""
    last_ms: int = 0
    """When their last message was written, in milliseconds since 1970; 0 if nobody knows."""
    away: bool = False
    days: Mapping[int, Counters] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Card:
    """What a file says of a member's rank card. A picture counts as harmless if ``seal`` is ours."""

    look: Look
    seal: str = ""
    is_bare: bool = False
    """Whether it says nothing of a picture, so that one that is here stays."""


@dataclass(frozen=True, slots=True)
class Found:
    """What files say. ``read`` rows of members were in them, the good and the bad."""

    read: int
    members: Mapping[UserId, Brought]
    roles: Mapping[RoleId, LevelRole]
    settings: Mapping[str, Any] | None
    skipped: tuple[Skipped, ...]
    source: str
    """The same for the same files, in whatever order."""
    seasons: tuple[Record, ...] = ()
    cards: Mapping[UserId, Card] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RoleFollows:
    """A role of levels, and how many members would newly deserve it."""

    rule: LevelRole
    members: int


@dataclass(frozen=True, slots=True)
class Report:
    """What an import does, or did."""

    read: int
    imported: int
    skipped: tuple[Skipped, ...]
    conflicts: int
    """Members in the files of whom something was counted here already."""
    roles: tuple[RoleFollows, ...]
    """Lowest level first."""
    rules: int = 0
    """How many of them come along, or change."""
    tunes: bool = False
    """Whether settings change, too."""
    seasons: int = 0
    """How many of them come along, or change."""
    cards: int = 0
    """How many members' cards come along, or change."""
    entry: int | None = None
    """The ledger's entry to undo it by; None if nothing changed."""
