"""All routes, as data: method, path, who may call, and the function that answers."""

from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from tika_sandbox.wire.oauth import tokens
from tika_sandbox.wire.rest import (
    applications,
    automod,
    channels,
    commands,
    community,
    expressions,
    guilds,
    interactions,
    invites,
    login,
    members,
    messages,
    planning,
    polls,
    reactions,
    refusals,
    templates,
    webhooks,
)
from tika_sandbox.wire.rest.calls import Answer

BOT, PERSON, BEARER, NOBODY = "bot", "person", "bearer", "nobody"
BOTH: Final = frozenset({BOT, PERSON})
ANYBODY: Final = frozenset({BOT, PERSON, BEARER, NOBODY})


@dataclass(frozen=True, slots=True)
class Route:
    """One line of the table. ``major`` names the path's part that has its own rate limit bucket.

    A Bearer token must hold ``scope``, if there is one; others needn't.
    """

    method: str
    path: str
    answer: Answer
    callers: frozenset[str] = BOTH
    scope: str | None = None

    @property
    def major(self) -> str | None:
        """The name of the path's major parameter: channel, guild or webhook, if it starts with one."""
        parts = self.path.split("/")
        return (
            parts[2].strip("{}")
            if len(parts) > 2 and parts[1] in ("channels", "guilds", "webhooks")
            else None
        )


_MODULES: Final = (
    login, messages, reactions, polls, channels, guilds, members, commands, interactions, webhooks, invites,
    expressions, planning, automod, templates, community, applications,
    tokens, refusals,
)  # fmt: skip
ROUTES: Final[tuple[Route, ...]] = tuple(Route(*line) for module in _MODULES for line in module.ROUTES)

Node: TypeAlias = dict[str, Any]


def _plant() -> Node:
    tree: Node = {}
    for route in ROUTES:
        node = tree
        for step in route.path.strip("/").split("/"):
            node = node.setdefault("{}" if step.startswith("{") else step, {})
        node.setdefault("", {})[route.method] = route
    return tree


_TREE: Final = _plant()


def find(method: str, path: str) -> tuple[Route | None, dict[str, str], bool]:
    """Return the route for a path without its prefix, its parameters, and whether the path is known at all.

    Fixed steps win over parameters, so ``/users/@me`` never means a user called @me.
    """
    # discord.js encodes the @ of @original; nothing else in a fixed step could be encoded.
    steps = path.strip("/").replace("%40", "@").split("/")
    found = _walk(_TREE, steps, 0)
    if found is None:
        return None, {}, False
    route: Route | None = found.get(method)
    if route is None:
        return None, {}, True
    names = route.path.strip("/").split("/")
    taken = {n[1:-1]: step for n, step in zip(names, steps, strict=True) if n.startswith("{")}
    return route, taken, True


def _walk(node: Node, steps: list[str], at: int) -> dict[str, Route] | None:
    if at == len(steps):
        return node.get("")
    for key in (steps[at], "{}"):
        if key in node and key != "" and (found := _walk(node[key], steps, at + 1)) is not None:
            return found
    return None
