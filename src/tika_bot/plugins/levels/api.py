"""What other plugins may know of levels and ask of them."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, field
from typing import Protocol

from tika_bot.base.ids import ChannelId, GuildId, UserId

from .model import Addition, Counters

__all__ = ["XP", "Addition", "Badges", "Counted", "Counters", "History", "LevelsApi", "Reward", "Swept"]

XP = "xp"
"""The ledger's currency of rewards and corrections. What chat earns is a counter, not an entry."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Members did something on ``day`` (days since 1970, UTC), and it is durable; told after each flush.

    A crash may swallow one, and a restart tells none again: whoever follows compares with `counters`, too.
    """

    day: int
    additions: Sequence[Addition]
    """What it added to each member's counters, by guild and member; each comes once. Rewards count, too."""
    is_correction: bool = False
    """Whether admins did it: XP was given or taken, maybe by an undo, and the members did nothing."""


@dataclass(frozen=True, slots=True)
class Swept:
    """Everybody's XP or level in ``guild`` may be another: a reset, an import, an undo, a new curve.

    Told as `Counted` is, when it's durable; a crash may swallow one.
    """

    guild: GuildId


@dataclass(frozen=True, slots=True)
class Reward:
    """XP that somebody is given for something; an entry of the ledger."""

    xp: int
    """Above zero; what a guild gives for quests and quizzes may be more, less, or nothing."""
    key: str
    """The same for each repetition; unique in the guild."""
    cause: str
    """Which source it comes from, as in ``quests.daily``. What begins with ``quests.`` or ``quiz.`` is given
    by the guild's rates and limits for these, all else as it is."""
    reason: str
    """For what exactly, as `Words.kept` says it: somebody's own words, or the key of a name."""
    command: str = ""
    actor: UserId | None = None
    """Who gave it; None for the house itself."""
    channel: ChannelId | None = None
    """Where a level-up is told if the guild tells them where they happen; None: nowhere."""


NONE = Counters()
"""Nothing counted."""

APART_DAYS = 120
"""For so many days back it's known what of a day an import brought."""


@dataclass(frozen=True, slots=True)
class History:
    """What was counted of a member altogether, and on each day (since 1970, UTC) but for quiet ones."""

    total: Counters
    days: Mapping[int, Counters]
    apart: Counters = NONE
    """What of the total they didn't do here: corrections and imports, below zero what was taken."""
    climbed: int = 0
    """How many levels they went up by what they did, since that is counted; nothing takes them back."""
    brought: Mapping[int, Counters] = field(default_factory=dict)
    """What of the days imports brought, of the last `APART_DAYS`; below zero what they replaced."""

    @property
    def own(self) -> Counters:
        """Return what of the total they did; it never falls, whatever is given, taken or brought."""
        total, apart = self.total, self.apart
        return Counters(
            total.xp - apart.xp,
            total.messages - apart.messages,
            total.messages_counted - apart.messages_counted,
            total.reactions - apart.reactions,
            total.commands - apart.commands,
            total.voice_s - apart.voice_s,
        )

    @property
    def own_days(self) -> Mapping[int, Counters]:
        """Return what they did here on each day, as far as it's known; zeros for a day that was brought."""
        if not self.brought:
            return self.days
        return dict(self.days) | {
            day: Counters(
                *(a - b for a, b in zip(astuple(self.days.get(day, NONE)), astuple(brought), strict=True))
            )
            for day, brought in self.brought.items()
        }


class Shown(Protocol):
    """A badge: an emoji, or a small square PNG if there is one."""

    @property
    def emoji(self) -> str:
        """Shown where there is no picture."""
        ...

    @property
    def picture(self) -> bytes | None:
        """Harmless already."""
        ...

    @property
    def name(self) -> str:
        """As `Words.kept` says it."""
        ...


class Badges(Protocol):
    """Knows what members have won."""

    async def __call__(self, guild: GuildId, member: UserId, *, most: int) -> Sequence[Shown]:
        """Return at most ``most`` of what ``member`` has won in ``guild``, the dearest first."""
        ...


class LevelsApi(Protocol):
    """The verbs that other plugins may use."""

    async def counters(self, guild: GuildId, member: UserId) -> Counters:
        """Return everything that was counted of ``member``, until this moment; zeros for somebody unknown."""
        ...

    async def days(self, guild: GuildId, member: UserId, *, since: int) -> dict[int, Counters]:
        """Return what was counted on each day since ``since`` (days since 1970, UTC), but for quiet ones."""
        ...

    async def histories(
        self, guild: GuildId, members: Sequence[UserId], *, since: int = 0, fresh: bool = True
    ) -> dict[UserId, History]:
        """Return everything that was counted of each of ``members``, a few dozen at most; days ``since`` one.

        Unless it has to be ``fresh``, what was heard in the last second may be missing, and nobody waits.
        """
        ...

    async def members(self, guild: GuildId, *, after: UserId, most: int) -> list[UserId]:
        """Return the next ``most`` members of whom anything was counted, by id; not those who left."""
        ...

    async def reward(self, guild: GuildId, member: UserId, reward: Reward) -> int:
        """Give ``reward`` once, with all that follows: level-up, roles, boards; return the XP given just now.

        That is 0 if it was given before, if the guild gives nothing for its source, or nothing more today.
        Joins the caller's open transaction, so it lasts exactly if that does.

        Raises:
            KeyReused: the key was used for something else.
        """
        ...

    async def reward_each(self, guild: GuildId, rewards: Sequence[tuple[UserId, Reward]]) -> list[int]:
        """Do the same for many members, or many rewards of one, with a few statements; return what each gave.

        If one is refused, nobody is given any.

        Raises:
            KeyReused: a key was used for something else.
        """
        ...

    def worth(self, guild: GuildId, cause: str, xp: int) -> int:
        """Return what ``guild`` gives for a reward of ``xp`` with ``cause``, a day's limit left aside."""
        ...

    def show_badges(self, badges: Badges) -> None:
        """Put on rank cards what ``badges`` returns. Who was here before shows nothing any more."""
        ...

    def level(self, guild: GuildId, xp: int) -> int:
        """Return the level that ``xp`` altogether stands for in ``guild``."""
        ...

    def begins(self, guild: GuildId, level: int) -> int | None:
        """Return the XP at which ``level`` begins in ``guild``; None if nobody can reach it."""
        ...

    def is_on(self, guild: GuildId) -> bool:
        """Return whether ``guild`` wants levels."""
        ...
