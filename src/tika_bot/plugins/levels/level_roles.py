"""Roles that come with levels: who deserves which, and which of them the bot can hand out.

A *stacked* role stays when higher levels come. Of the *replaced* ones a member has only those of the highest
level reached: each takes the place of the one before.
"""

import enum
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from tika_bot.base.errors import Refusal
from tika_bot.base.ids import ChannelId, GuildId, RoleId, UserId

Height = tuple[int, int]
"""Where a role stands: its position, and minus its id, since of two at one position the older is higher."""


class Mode(enum.StrEnum):
    """What becomes of a role when a higher level is reached."""

    STACKED = enum.auto()
    REPLACED = enum.auto()


class Trouble(enum.StrEnum):
    """Why the bot can't hand a role out."""

    GONE = enum.auto()
    NOT_ALLOWED = enum.auto()
    """The bot may not manage roles there at all."""
    MANAGED = enum.auto()
    TOO_HIGH = enum.auto()
    REFUSED = enum.auto()
    """All looked well, and Discord said no nevertheless."""


@dataclass(frozen=True, slots=True)
class LevelRole:
    """A role that comes with a level. ``name`` is what it was last called: a deleted one has no other."""

    role: RoleId
    level: int
    mode: Mode
    name: str
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be done to one member's roles."""

    level: int
    give: tuple[RoleId, ...] = ()
    take: tuple[RoleId, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.give or self.take)


def deserved(rules: Collection[LevelRole], level: int) -> frozenset[RoleId]:
    """Return the roles that a member on ``level`` should have."""
    reached = [rule for rule in rules if rule.level <= level]
    top = max((rule.level for rule in reached if rule.mode is Mode.REPLACED), default=0)
    return frozenset(rule.role for rule in reached if rule.mode is Mode.STACKED or rule.level == top)


def change_due(rules: Collection[LevelRole], level: int, has: Collection[RoleId]) -> Change:
    """Return what turns ``has`` into what ``level`` deserves; roles that aren't in ``rules`` stay alone."""
    able = {rule.role for rule in rules if rule.trouble is None}
    wanted = deserved(rules, level)
    give, take = (wanted & able).difference(has), (able - wanted).intersection(has)
    return Change(level, tuple(sorted(give)), tuple(sorted(take)))


@dataclass(frozen=True, slots=True)
class RoleMoves:
    """How many members would get a role, and how many would lose it."""

    rule: LevelRole
    gain: int
    lose: int


def role_moves(rules: Collection[LevelRole], moved: Mapping[tuple[int, int], int]) -> tuple[RoleMoves, ...]:
    """Return which roles would change hands if so many members went from one level to another.

    Roles that can't be handed out don't, nor do roles that nobody gets or loses.
    """
    gain: Counter[RoleId] = Counter()
    lose: Counter[RoleId] = Counter()
    for (before, after), members in moved.items():
        change = change_due(rules, after, deserved(rules, before))
        gain.update(dict.fromkeys(change.give, members))
        lose.update(dict.fromkeys(change.take, members))
    return tuple(
        RoleMoves(rule, gain[rule.role], lose[rule.role])
        for rule in rules
        if gain[rule.role] or lose[rule.role]
    )


@dataclass(frozen=True, slots=True)
class RoleFacts:
    """What Discord says of a role."""

    id: RoleId
    name: str
    height: Height
    is_everyone: bool = False
    is_managed: bool = False
    """Whether it belongs to a bot, to boosters or to a subscription; nobody can hand such a role out."""


@dataclass(frozen=True, slots=True)
class Hands:
    """What the bot can reach in a guild at this moment."""

    guild: GuildId
    owner: UserId
    roles: Mapping[RoleId, RoleFacts]
    may_manage: bool
    height: Height
    """Of the bot's own highest role."""
    members: int = 0


def trouble_with(role: RoleId, hands: Hands) -> Trouble | None:
    """Return why ``role`` can't be handed out, or None if it can."""
    facts = hands.roles.get(role)
    if facts is None:
        return Trouble.GONE
    if not hands.may_manage:
        return Trouble.NOT_ALLOWED
    if facts.is_managed or facts.is_everyone:
        return Trouble.MANAGED
    return Trouble.TOO_HIGH if facts.height >= hands.height else None


def looked_at(rule: LevelRole, hands: Hands) -> LevelRole:
    """Return ``rule`` with the name and the trouble that its role has now; what Discord refused stays so."""
    facts, trouble = hands.roles.get(rule.role), trouble_with(rule.role, hands)
    if trouble is None and rule.trouble is Trouble.REFUSED:
        trouble = Trouble.REFUSED
    return replace(rule, name=rule.name if facts is None else facts.name, trouble=trouble)


def demand_givable(role: RoleFacts, hands: Hands, giver: Height | None) -> None:
    """Let a role pass that the bot can hand out and ``giver`` could; None is the owner, who could always.

    Raises:
        Refusal: one of the four below.
    """
    if role.is_everyone:
        raise EveryoneHasIt
    if role.is_managed:
        raise NobodyGivesIt(role=role.name)
    if giver is not None and role.height >= giver:
        raise AboveYou(role=role.name)
    if role.height >= hands.height:
        raise AboveMe(role=role.name)


@dataclass(frozen=True, slots=True)
class Due:
    """A member whose roles are to be looked at. ``version`` grows with each wish."""

    guild: GuildId
    member: UserId
    version: int
    attempts: int


@dataclass(frozen=True, slots=True)
class Sync:
    """A look at everybody's roles, and how far it has come. ``run`` changes when it begins anew."""

    guild: GuildId
    id: int
    run: int
    channel: ChannelId | None
    """Where its progress is shown; None for nowhere."""
    attempts: int = 0
    after: int = 0
    """The last member that was looked at; members come in the order of their ids."""
    seen: int = 0
    total: int = 0
    given: int = 0
    taken: int = 0


class EveryoneHasIt(Refusal):
    """The role is @everyone."""

    key = "levels.role_everyone"


class NobodyGivesIt(Refusal):
    """The role belongs to a bot or to Discord."""

    key = "levels.role_managed"


class AboveYou(Refusal):
    """The role stands as high as the acting member, or higher."""

    key = "levels.role_above_you"


class AboveMe(Refusal):
    """The role stands as high as the bot, or higher."""

    key = "levels.role_above_me"


class NoLevelRole(Refusal):
    """No level brings this role."""

    key = "levels.role_unknown"


class NoRoles(Refusal):
    """No role comes with any level."""

    key = "levels.roles_none"


class SyncUnderWay(Refusal):
    """The roles of this guild are being compared already."""

    key = "levels.sync_under_way"
