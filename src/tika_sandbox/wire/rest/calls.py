"""What a route's handler gets and gives: plain values, nothing of HTTP's machinery."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from tika_sandbox.world.drafts import Upload
from tika_sandbox.world.principals import Principal
from tika_sandbox.world.refused import invalid
from tika_sandbox.world.state import World


@dataclass(frozen=True, slots=True)
class Call:
    """One request: who asks, the ids in its path, its query and body, and files by their index.

    ``file`` is the part called just that, as stickers come; ``authorization`` the header as it was sent.
    """

    world: World
    who: Principal
    path: Mapping[str, str]
    query: Mapping[str, str]
    body: Any
    files: Mapping[int, Upload] = field(default_factory=dict)
    reason: str | None = None
    gateway: str = ""
    file: Upload | None = None
    authorization: str | None = None

    def id(self, name: str) -> int:
        """Return an id of the path.

        Raises:
            Refused: 50035 if it isn't a snowflake.
        """
        text = self.path[name]
        if text == "@me":
            return self.who.id
        return snowflake(text, name)

    def whole(self, name: str, usual: int, low: int, high: int) -> int:
        """Return a number of the query within its bounds, ``usual`` if it's missing."""
        text = self.query.get(name)
        if text is None:
            return usual
        if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
            raise invalid(
                (name,), "NUMBER_TYPE_RANGE", f"int value should be between {low} and {high} inclusive."
            )
        return int(text)

    def optional_id(self, name: str) -> int | None:
        """Return an id of the query or None."""
        text = self.query.get(name)
        return None if text is None else snowflake(text, name)

    def with_body(self, body: Any) -> "Call":
        """Return this call about another body, for bodies that hold a message inside."""
        return replace(self, body=body)

    def fields(self) -> dict[str, Any]:
        """Return the body, which must be an object; a missing one is empty."""
        if self.body is None:
            return {}
        if not isinstance(self.body, dict):
            raise invalid((), "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
        return self.body


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back: a body that becomes JSON, or None for no body at all."""

    body: Any = None
    status: int = 200


NOTHING = Reply(None, 204)
Answer: TypeAlias = Callable[[Call], Reply]


def yes(call: Call, name: str) -> bool:
    """Tell whether the query says yes to ``name``."""
    return call.query.get(name, "").lower() in ("1", "true")


def snowflake(value: Any, name: str) -> int:
    """Return an id that came as digits or as a number, as clients send both."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise invalid((name,), "NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')
    text = str(value)
    if not text.isascii() or not text.isdigit() or len(text) > 20:
        raise invalid((name,), "NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')
    return int(text)


def snowflakes(value: Any, name: str) -> tuple[int, ...]:
    """Return the ids of a list; none is an empty one."""
    if not isinstance(value, list | None):
        raise invalid((name,), "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
    return tuple(snowflake(number, name) for number in value or ())
