"""What an import changes, given what is there: differences, so that it can be taken back."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import astuple, dataclass, field, replace

from tika_bot.base.errors import Refusal
from tika_bot.base.ids import RoleId, UserId
from tika_bot.plugins.levels.corrections import MOST_XP
from tika_bot.plugins.levels.level_roles import Hands, Height, LevelRole, demand_givable, deserved
from tika_bot.plugins.levels.model import Counters

from .model import Brought, Found, Merge, Report, RoleFollows, Skipped, Why

NOTHING = Counters()
Day = tuple[UserId, int]


@dataclass(frozen=True, slots=True)
class Here:
    """What a guild has already."""

    members: Mapping[UserId, Counters]
    days: Mapping[Day, Counters] = field(default_factory=dict)
    roles: Collection[LevelRole] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be added to whom; a number may be negative."""

    members: Mapping[UserId, Counters]
    days: Mapping[Day, Counters]
    last_ms: Mapping[UserId, int]
    away: tuple[UserId, ...]
    roles: tuple[LevelRole, ...]
    report: Report


Levels = tuple[Callable[[int], int], Callable[[int], int]]
"""The level of a total by the curve that is in force, and by the one that comes along with the import."""


def plan(found: Found, here: Here, merge: Merge, levels: Levels, latest_ms: int) -> Plan:
    """Return what importing ``found`` changes; no last message is later than ``latest_ms``."""
    known = {member: here.members.get(member, NOTHING) for member in found.members}
    present = {member for member, has in known.items() if has != NOTHING}
    wanted = {
        member: brought
        for member, brought in found.members.items()
        if merge is not Merge.KEEP or member not in present
    }
    members = {who: _change(brought, known[who], merge) for who, brought in wanted.items()}
    days = _days(wanted, here, merge)
    changed = {who for who, change in members.items() if change != NOTHING} | {who for who, _ in days}
    roles = _new_roles(found, here, merge)
    report = Report(
        read=found.read,
        imported=len(changed),
        skipped=(*found.skipped, *_later(wanted, latest_ms)),
        conflicts=len(present),
        rules=len(roles),
        roles=_follow(members, known, {rule.role: rule for rule in (*here.roles, *roles)}, levels),
    )
    return Plan(
        members={who: members[who] for who in changed},
        days=days,
        last_ms={who: last if (last := wanted[who].last_ms) <= latest_ms else 0 for who in changed},
        away=tuple(who for who in changed if wanted[who].away and who not in here.members),
        roles=roles,
        report=report,
    )


def _later(wanted: Mapping[UserId, Brought], latest_ms: int) -> Iterator[Skipped]:
    for who, brought in wanted.items():
        if brought.last_ms > latest_ms:
            yield Skipped(str(who), Why.LATER, str(brought.last_ms))


def _change(brought: Brought, has: Counters, merge: Merge) -> Counters:
    new = brought.counters
    if merge is Merge.REPLACE:  # what a file says nothing of stays
        return Counters(**{name: getattr(new, name) - getattr(has, name) for name in brought.named})
    return replace(new, xp=min(new.xp, max(0, MOST_XP - has.xp)))


def _minus(one: Counters, other: Counters) -> Counters:
    return Counters(*(a - b for a, b in zip(astuple(one), astuple(other), strict=True)))


def _days(wanted: Mapping[UserId, Brought], here: Here, merge: Merge) -> dict[Day, Counters]:
    brought = {(who, day): counted for who, one in wanted.items() for day, counted in one.days.items()}
    if merge is Merge.REPLACE:
        # Only those of whom the file has days: other bots' files know nothing of them.
        theirs = {who for who, one in wanted.items() if one.days}
        gone = {key: NOTHING for key in here.days if key[0] in theirs and key not in brought}
        brought = {
            key: _minus(counted, here.days.get(key, NOTHING)) for key, counted in {**gone, **brought}.items()
        }
    return {key: change for key, change in brought.items() if change != NOTHING}


def _new_roles(found: Found, here: Here, merge: Merge) -> tuple[LevelRole, ...]:
    """Return the rules that come in; one that is here already gives way to replacement only."""
    known = {rule.role: (rule.level, rule.mode) for rule in here.roles}
    return tuple(
        rule
        for role, rule in found.roles.items()
        if role not in known or (merge is Merge.REPLACE and known[role] != (rule.level, rule.mode))
    )


def _follow(
    members: Mapping[UserId, Counters],
    known: Mapping[UserId, Counters],
    rules: Mapping[RoleId, LevelRole],
    levels: Levels,
) -> tuple[RoleFollows, ...]:
    """Return every role of levels with how many newly deserve it, lowest level first."""
    now, then = levels
    moves = Counter((now(known[who].xp), then(known[who].xp + change.xp)) for who, change in members.items())
    gains: Counter[RoleId] = Counter()
    for (before, after), number in moves.items():
        for role in deserved(rules.values(), after) - deserved(rules.values(), before):
            gains[role] += number
    ordered = sorted(rules.values(), key=lambda rule: (rule.level, rule.role))
    return tuple(RoleFollows(rule, gains[rule.role]) for rule in ordered)


def with_givable_roles(found: Found, hands: Hands, giver: Height | None, *, may_give: bool) -> Found:
    """Return ``found`` without the roles that the bot can't hand out, or whoever imports couldn't.

    ``giver`` is how high they stand, None for the owner; ``may_give`` is whether they manage roles at all.
    """
    good: dict[RoleId, LevelRole] = {}
    bad: list[Skipped] = []
    for role, rule in found.roles.items():
        if may_give and _is_givable(role, hands, giver):
            good[role] = replace(rule, name=hands.roles[role].name)
        else:
            bad.append(Skipped(rule.name, Why.FORBIDDEN, str(role)))
    return replace(found, roles=good, skipped=(*found.skipped, *bad))


def _is_givable(role: RoleId, hands: Hands, giver: Height | None) -> bool:
    if role not in hands.roles:
        return False
    try:
        demand_givable(hands.roles[role], hands, giver)
    except Refusal:
        return False
    return True
