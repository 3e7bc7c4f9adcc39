"""What plugins and wings tell each other: "it has happened", never "please do".

An event is a frozen dataclass. One that subclasses `SharedEvent` is also told in the other workers, if a
`Transport` joins them; its fields must then be plain JSON values.
"""

from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Protocol, TypeVar, cast

import orjson
import structlog

from tika_bot.base.ids import GuildId, UserId

log = structlog.get_logger(__name__)

E = TypeVar("E")
Hear = Callable[[Any], Awaitable[None]]


class SharedEvent:
    """Marks the kinds that every worker hears; name them uniquely in the whole house."""

    __slots__ = ()
    kinds: ClassVar[dict[str, type["SharedEvent"]]] = {}

    def __init_subclass__(cls) -> None:
        # A dataclass with slots is made twice, a reloaded plugin's too: the last one counts.
        SharedEvent.kinds[cls.__name__] = cls


@dataclass(frozen=True, slots=True)
class SettingsChanged(SharedEvent):
    """A guild's settings of ``plugin`` are at ``version`` now."""

    guild: GuildId
    plugin: str
    version: int


@dataclass(frozen=True, slots=True)
class MemberSettingsChanged(SharedEvent):
    """``user`` tuned something for themselves."""

    user: UserId


@dataclass(frozen=True, slots=True)
class FeatureSwitched(SharedEvent):
    """``plugin`` was switched on or off in ``guild``."""

    guild: GuildId
    plugin: str
    on: bool


@dataclass(frozen=True, slots=True)
class GuildPurged(SharedEvent):
    """All data of ``guild`` are deleted: nobody may remember any of them."""

    guild: GuildId


@dataclass(frozen=True, slots=True)
class MemberForgotten(SharedEvent):
    """Everything about ``user`` is deleted: nobody may remember any of it."""

    user: UserId


@dataclass(frozen=True, slots=True)
class NewsMissed:
    """Other workers may have changed anything without our hearing: who remembers something reads it again."""


@dataclass(frozen=True, slots=True)
class ListenerPaused:
    """A listener failed again and again in ``guild`` and rests there for a while."""

    guild: GuildId | None
    plugin: str
    listener: str
    incident: str
    pause_s: int


@dataclass(frozen=True, slots=True)
class PluginChanged:
    """``plugin`` started, stopped or was reloaded in this worker."""

    plugin: str
    state: str


class Transport(Protocol):
    """Carries shared events to the other workers."""

    async def publish(self, payload: bytes) -> None:
        """Send ``payload`` to every other worker."""
        ...


class Events:
    """Who wants to hear what. A hearer that fails is logged; the others still hear."""

    def __init__(self, transport: Transport | None = None) -> None:
        self._ears: dict[str, list[tuple[str, Hear]]] = {}
        self._owner = ""
        self._transport = transport

    def lend(self, owner: str) -> "Events":
        """Return these events for ``owner``, whose hearers `release` removes together."""
        lent = Events(self._transport)
        lent._ears, lent._owner = self._ears, owner
        return lent

    def release(self, owner: str) -> None:
        """Remove every hearer of ``owner``."""
        for kind, ears in list(self._ears.items()):
            self._ears[kind] = [ear for ear in ears if ear[0] != owner]

    def on(self, kind: type[E], hear: Callable[[E], Awaitable[None]]) -> Callable[[], None]:
        """Call ``hear`` for each event of exactly this ``kind``; return what undoes it."""
        ear = (self._owner, cast("Hear", hear))
        self._ears.setdefault(_name(kind), []).append(ear)

        def undo() -> None:
            name = _name(kind)
            self._ears[name] = [known for known in self._ears.get(name, ()) if known is not ear]

        return undo

    def hearers(self, owner: str) -> int:
        """Return how many hearers ``owner`` has."""
        return sum(1 for ears in self._ears.values() for ear in ears if ear[0] == owner)

    async def tell(self, event: object) -> None:
        """Let everybody hear ``event``, here in order, then in the other workers."""
        await self.tell_here(event)
        if self._transport is not None and isinstance(event, SharedEvent):
            fields = asdict(cast("Any", event))
            await self._transport.publish(orjson.dumps({"kind": type(event).__name__, "fields": fields}))

    async def receive(self, payload: bytes) -> None:
        """Let everybody here hear what another worker told."""
        told = orjson.loads(payload)
        kind = SharedEvent.kinds.get(told["kind"])
        if kind is None:
            log.warning("event.unknown", kind=told["kind"])
            return
        await self.tell_here(kind(**told["fields"]))

    async def missed(self) -> None:
        """Let everybody here read again what other workers may have changed."""
        await self.tell_here(NewsMissed())

    async def tell_here(self, event: object) -> None:
        """Let everybody in this worker hear ``event``, and nobody else."""
        for owner, hear in tuple(self._ears.get(_name(type(event)), ())):
            try:
                await hear(event)
            except Exception:
                log.exception("event.failed", event_kind=type(event).__name__, plugin=owner)


def _name(kind: type) -> str:
    # By name, not by class: after a reload the old and the new class mean the same event.
    return f"{kind.__module__}.{kind.__qualname__}"
