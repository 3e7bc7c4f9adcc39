"""What Discord says twice is heard once.

After a broken line, Discord repeats what it isn't sure we heard; discord.py hands a repeated frame on like a
new one, so that a message would count twice and a command run twice.
"""

from collections.abc import Callable
from typing import Any, Final

REMEMBERED: Final = 10_000
"""Frames of each kind, at least, and at most twice as many; a repetition follows within seconds."""

NAMED_BY: Final[dict[str, tuple[str, ...]]] = {
    "MESSAGE_CREATE": ("id",),
    "INTERACTION_CREATE": ("id",),
    "GUILD_MEMBER_ADD": ("guild_id", "user", "joined_at"),
}
"""Frames that do harm when they're heard twice, and what tells one from another."""

Parse = Callable[[Any], Any]


class Echoes:
    """Remembers what was heard lately: two sets that take turns, since a chain of all would cost more."""

    def __init__(self) -> None:
        self._lately: dict[str, set[Any]] = {name: set() for name in NAMED_BY}
        self._before: dict[str, set[Any]] = {name: set() for name in NAMED_BY}

    def once(self, name: str, parse: Parse) -> Parse:
        """Return ``parse`` for frames called ``name``, which leaves out those that it had before."""
        first, *rest = NAMED_BY[name]

        def heard(frame: Any) -> Any:  # noqa: ANN401 # raw JSON
            key = frame.get(first)
            if rest:
                key = (key, *(_named(frame.get(more)) for more in rest))
            return parse(frame) if self.is_new(name, key) else None

        return heard

    def is_new(self, name: str, key: Any) -> bool:  # noqa: ANN401 # a frame's id, or several
        """Remember a frame called ``name``, told from others by ``key``; return whether it's the first."""
        lately = self._lately[name]
        if key in lately or key in self._before[name]:
            return False
        lately.add(key)
        if len(lately) == REMEMBERED:
            self._before[name], self._lately[name] = lately, set()
        return True


def _named(value: Any) -> str:  # noqa: ANN401 # raw JSON
    return str(value["id"] if isinstance(value, dict) else value)
