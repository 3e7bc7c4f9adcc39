"""The way back for roles and settings: what an import put in place of what, and what of it is still there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tika_bot.base.ids import RoleId
from tika_bot.plugins.levels.level_roles import LevelRole, Mode

Rules = Mapping[RoleId, LevelRole]
Values = Mapping[str, Any]
"""Settings by name, as plain JSON values."""


@dataclass(frozen=True, slots=True)
class Back:
    """What goes back: rules that go, rules that hold as before, and settings."""

    drops: tuple[RoleId, ...]
    puts: tuple[LevelRole, ...]
    settings: Values
    seasons: int = 0
    """How many go, or give way to what they had replaced."""
    cards: int = 0
    """The same of members' cards."""


NOTHING_BACK = Back((), (), {})


def replaced(before: Rules, new: Iterable[LevelRole], old: Values, tuned: Values) -> dict[str, Any] | None:
    """Return a document of what ``new`` rules and ``tuned`` settings replace; None if it is nothing."""
    roles = [
        {
            "role": str(rule.role),
            "before": _level(before[rule.role]) if rule.role in before else None,
            "after": _level(rule),
        }
        for rule in new
    ]
    settings = {name: [old[name], value] for name, value in tuned.items() if value != old[name]}
    return {"roles": roles, "settings": settings} if roles or settings else None


def back(documents: Iterable[Mapping[str, Any]], rules: Rules, values: Values) -> Back:
    """Return how to take back what ``documents``, newest first, say; what was changed since stays."""
    then, tuned = dict(rules), dict(values)
    for document in documents:
        for row in document["roles"]:
            role = RoleId(int(row["role"]))
            if role not in then or _level(then[role]) != row["after"]:
                continue
            rule = then.pop(role)
            if row["before"] is not None:
                level, mode = row["before"]
                then[role] = replace(rule, level=level, mode=Mode(mode))
        for name, (before, after) in document["settings"].items():
            if name in tuned and tuned[name] == after:
                tuned[name] = before
    return Back(
        drops=tuple(role for role in rules if role not in then),
        puts=tuple(rule for role, rule in then.items() if rule != rules[role]),
        settings={name: value for name, value in tuned.items() if value != values[name]},
    )


def _level(rule: LevelRole) -> list[Any]:
    return [rule.level, rule.mode.value]
