"""How a chat message finds its listeners, and how none of them can hurt the others.

Three tiers. **guard** (moderation): in order, the first stop ends it. **watch** (counters): all of them,
nothing awaited. **answer**: by priority, the first that answers wins. For each guild the listeners of the
plugins that are on are compiled into tuples once, and again after a toggle: a message costs no look-up per
plugin. Where nobody may have to wait, `Messages.begin` is done at once and a message costs no task either.

A listener that raises or takes too long is logged with an incident id; after several faults in a row it rests
in that guild, and for twice as long if it fails again.
"""

import asyncio
import inspect
from bisect import bisect_left
from collections.abc import Awaitable, Callable, Coroutine, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from time import perf_counter
from typing import Any, Literal, NamedTuple, Protocol

import structlog

from tika_bot.base.clock import Clock
from tika_bot.base.ids import ChannelId, GuildId, MessageId, RoleId, UserId

from .events import Events, FeatureSwitched, ListenerPaused
from .incidents import new_incident

log = structlog.get_logger(__name__)

Tier = Literal["guard", "watch", "answer"]
TIERS: tuple[Tier, ...] = ("guard", "watch", "answer")

Outcome = Literal["stopped", "answered", "heard"]
"""What became of a message: a guard stopped it, somebody answered it, or neither."""

BUCKETS_S = (0.000_05, 0.000_2, 0.001, 0.005, 0.02, 0.1, 0.5, 2.0, 10.0)
"""Upper edges of the latency histogram; one more bucket holds what took longer."""

SLOW_S = 0.1
"""A listener that never awaits and takes longer than this holds up everybody; it is logged."""

FAULTS_BEFORE_PAUSE = 5
FIRST_PAUSE = timedelta(minutes=10)
LONGEST_PAUSE = timedelta(days=1)


# A tuple, since each message makes one: a frozen dataclass took four times as long.
class ChatMessage(NamedTuple):
    """What a member wrote, as far as listeners need it. Bots and webhooks never become one."""

    id: MessageId
    guild: GuildId | None
    channel: ChannelId
    parent: ChannelId | None
    """The channel to which a thread belongs."""
    author: UserId
    author_name: str
    content: str
    at_ms: int
    """When it was written, in milliseconds since 1970 (UTC)."""
    roles: tuple[RoleId, ...] = ()
    mentions: tuple[UserId, ...] = ()
    attachments: int = 0
    edited: bool = False
    is_command: bool = False
    source: Callable[[], object] | None = None
    """Builds discord.py's own message, for the few who need it."""

    @property
    def at(self) -> datetime:
        """Return when it was written, in UTC."""
        return datetime.fromtimestamp(self.at_ms / 1000, UTC)


@dataclass(frozen=True, slots=True)
class Listener:
    """One ear of a plugin.

    A guard returns whether the message must go no further; it may be an ``async def``. A watcher returns
    nothing and is never async. An answer is async and returns whether it answered.
    """

    name: str
    hear: Callable[[ChatMessage], Any]
    priority: int = 50
    """Lower is earlier, within the tier."""
    edits: bool = False
    """Whether edited messages are heard too."""
    budget_s: float = 5.0
    """After this time an async listener is cut off."""


class Switches(Protocol):
    """What the router asks of `Features`."""

    def hears(self, guild: GuildId | None, plugin: str) -> bool:
        """Return whether ``plugin`` listens there; None means direct messages."""
        ...


@dataclass(slots=True)
class Ear:
    """A listener with what is known of its work so far."""

    plugin: str
    tier: Tier
    listener: Listener
    hits: int = 0
    """Calls that stopped a message or answered it."""
    errors: int = 0
    seconds: float = 0.0
    buckets: list[int] = field(default_factory=lambda: [0] * (len(BUCKETS_S) + 1))
    faults: dict[GuildId | None, int] = field(default_factory=dict)
    """Guild → faults in a row."""
    pauses: dict[GuildId | None, tuple[datetime, timedelta]] = field(default_factory=dict)
    """Guild → when the pause ends, and how long it is; kept until the listener succeeds there."""

    @property
    def calls(self) -> int:
        """Return how often it was called."""
        return sum(self.buckets)

    @property
    def mean_s(self) -> float:
        """Return the mean time of a call; 0 before the first."""
        return self.seconds / max(1, self.calls)

    def is_paused(self, guild: GuildId | None, now: datetime) -> bool:
        """Return whether it rests in ``guild``."""
        return guild in self.pauses and now < self.pauses[guild][0]

    def note(self, seconds: float) -> None:
        """Count one call."""
        self.seconds += seconds
        self.buckets[bisect_left(BUCKETS_S, seconds)] += 1


@dataclass(frozen=True, slots=True)
class Compiled:
    """The ears that are open in one guild."""

    guards: tuple[Ear, ...]
    watches: tuple[Ear, ...]
    answers: tuple[Ear, ...]
    until: datetime | None = None
    """When the first pause ends and this must be compiled again."""
    may_wait: bool = False
    """Whether somebody here may have to wait for something."""


class Messages:
    """The router. Plugins' listeners are added and removed by the host."""

    def __init__(self, switches: Switches, events: Events, clock: Clock) -> None:
        self._switches = switches
        self._events = events
        self._clock = clock
        self._ears: list[Ear] = []
        self._compiled: dict[GuildId | None, Compiled] = {}
        events.on(FeatureSwitched, self._switched)

    def add(self, plugin: str, listeners: Mapping[Tier, Iterable[Listener]]) -> None:
        """Open ``plugin``'s ears."""
        for tier, some in listeners.items():
            self._ears.extend(Ear(plugin, tier, listener) for listener in some)
        self._ears.sort(key=lambda ear: (ear.listener.priority, ear.plugin, ear.listener.name))
        self._compiled.clear()

    def remove(self, plugin: str) -> None:
        """Close all of ``plugin``'s ears."""
        self._ears = [ear for ear in self._ears if ear.plugin != plugin]
        self._compiled.clear()

    def refresh(self, guild: GuildId | None) -> None:
        """Compile ``guild`` again before its next message, since something was switched there."""
        self._compiled.pop(guild, None)

    def resume(self, guild: GuildId | None, plugin: str) -> None:
        """End the pauses of ``plugin``'s listeners in ``guild``."""
        for ear in self._ears:
            if ear.plugin == plugin:
                ear.pauses.pop(guild, None)
                ear.faults.pop(guild, None)
        self.refresh(guild)

    def stats(self) -> tuple[Ear, ...]:
        """Return every ear with its counts, in the order of calling."""
        return tuple(ear for tier in TIERS for ear in self._ears if ear.tier == tier)

    def listeners(self, guild: GuildId | None) -> Compiled:
        """Return the ears that are open in ``guild``."""
        compiled = self._compiled.get(guild)
        if compiled is None or (compiled.until is not None and self._clock.now() >= compiled.until):
            compiled = self._compiled[guild] = self._compile(guild)
        return compiled

    def begin(self, message: ChatMessage) -> Outcome | Coroutine[Any, Any, Outcome]:
        """Let every listener hear that is on in the message's guild. Never raises for their faults.

        Return what became of ``message``, or the rest of the way if somebody may have to wait: await it.
        """
        ears = self.listeners(message.guild)
        if ears.may_wait:
            return self._all(ears, message)
        paused: list[ListenerPaused] = []
        outcome: Outcome = "heard"
        for ear in ears.guards:
            if (not message.edited or ear.listener.edits) and self._ask_now(ear, message, paused):
                outcome = "stopped"
                break
        else:
            self._watch(ears.watches, message, paused)
        return self._told(paused, outcome) if paused else outcome

    async def route(self, message: ChatMessage) -> Outcome:
        """Do what `begin` does, to its end."""
        begun = self.begin(message)
        return begun if isinstance(begun, str) else await begun

    async def _all(self, ears: Compiled, message: ChatMessage) -> Outcome:
        edited = message.edited
        for ear in ears.guards:
            if (not edited or ear.listener.edits) and await self._ask(ear, message):
                return "stopped"
        paused: list[ListenerPaused] = []
        self._watch(ears.watches, message, paused)
        await self._told(paused, "heard")
        if message.is_command:
            return "heard"
        for ear in ears.answers:
            if (not edited or ear.listener.edits) and await self._ask(ear, message):
                return "answered"
        return "heard"

    async def _told(self, paused: Iterable[ListenerPaused], outcome: Outcome) -> Outcome:
        """Tell of listeners that rest from now on; return ``outcome``."""
        for news in paused:
            await self._events.tell(news)
        return outcome

    def _watch(self, ears: tuple[Ear, ...], message: ChatMessage, paused: list[ListenerPaused]) -> None:
        edited, start = message.edited, perf_counter()
        for ear in ears:
            if edited and not ear.listener.edits:
                continue
            try:
                ear.listener.hear(message)
            except Exception as error:  # noqa: BLE001 - a plugin's fault stays its own
                paused += self._failed(ear, message, error, perf_counter() - start)
                start = perf_counter()
                continue
            end = perf_counter()
            took, start = end - start, end
            ear.note(took)
            if ear.faults:
                self._recovered(ear, message.guild)
            if took > SLOW_S:
                log.warning("listener.slow", plugin=ear.plugin, listener=ear.listener.name, seconds=took)

    def _ask_now(self, ear: Ear, message: ChatMessage, paused: list[ListenerPaused]) -> bool:
        """Return what a guard says that is no ``async def``; no if it fails."""
        start = perf_counter()
        try:
            hit = bool(_said_at_once(ear.listener.hear(message)))
        except Exception as error:  # noqa: BLE001 - a plugin's fault stays its own
            paused += self._failed(ear, message, error, perf_counter() - start)
            return False
        ear.note(perf_counter() - start)
        ear.hits += hit
        if ear.faults:
            self._recovered(ear, message.guild)
        return hit

    async def _ask(self, ear: Ear, message: ChatMessage) -> bool:
        """Return what a guard or an answer says; no if it fails."""
        start = perf_counter()
        try:
            said = ear.listener.hear(message)
            if inspect.isawaitable(said):
                said = await _within(ear.listener.budget_s, said)
        except Exception as error:  # noqa: BLE001 - a plugin's fault stays its own
            await self._told(self._failed(ear, message, error, perf_counter() - start), "heard")
            return False
        hit = bool(said)
        ear.note(perf_counter() - start)
        ear.hits += hit
        if ear.faults:
            self._recovered(ear, message.guild)
        return hit

    async def _switched(self, event: FeatureSwitched) -> None:
        self.refresh(event.guild)

    def _recovered(self, ear: Ear, guild: GuildId | None) -> None:
        ear.faults.pop(guild, None)
        ear.pauses.pop(guild, None)

    def _failed(
        self, ear: Ear, message: ChatMessage, error: Exception, seconds: float
    ) -> tuple[ListenerPaused, ...]:
        """Note a fault; return what is to be told of it, which is something only at the first pause."""
        ear.note(seconds)
        ear.errors += 1
        guild = message.guild
        faults = ear.faults[guild] = ear.faults.get(guild, 0) + 1
        incident = new_incident()
        log.error(
            "listener.failed",
            plugin=ear.plugin,
            listener=ear.listener.name,
            incident=incident,
            guild=guild,
            channel=message.channel,
            message=message.id,
            exc_info=error,
        )
        # After a pause the first fault is enough: it had its second chance.
        is_enough = faults >= FAULTS_BEFORE_PAUSE or guild in ear.pauses
        return self._pause(ear, guild, incident) if is_enough else ()

    def _pause(self, ear: Ear, guild: GuildId | None, incident: str) -> tuple[ListenerPaused, ...]:
        before = ear.pauses.get(guild)
        length = FIRST_PAUSE if before is None else min(before[1] * 2, LONGEST_PAUSE)
        ear.pauses[guild] = (self._clock.now() + length, length)
        self.refresh(guild)
        log.error(
            "listener.paused", plugin=ear.plugin, listener=ear.listener.name, guild=guild, pause=str(length)
        )
        if before is not None:  # the admins read it once, not every day
            return ()
        seconds = int(length.total_seconds())
        return (ListenerPaused(guild, ear.plugin, ear.listener.name, incident, seconds),)

    def _compile(self, guild: GuildId | None) -> Compiled:
        now = self._clock.now()
        hearing = {
            plugin: self._switches.hears(guild, plugin) for plugin in {ear.plugin for ear in self._ears}
        }
        on = [ear for ear in self._ears if hearing[ear.plugin]]

        def awake(tier: Tier) -> Iterator[Ear]:
            return (ear for ear in on if ear.tier == tier and not ear.is_paused(guild, now))

        pauses = [ear.pauses[guild][0] for ear in on if ear.is_paused(guild, now)]
        guards, answers = tuple(awake("guard")), tuple(awake("answer"))
        may_wait = bool(answers) or any(inspect.iscoroutinefunction(ear.listener.hear) for ear in guards)
        return Compiled(guards, tuple(awake("watch")), answers, min(pauses, default=None), may_wait)


def _said_at_once(said: object) -> object:
    if inspect.isawaitable(said):
        raise TypeError("a guard that waits must be an `async def`")
    return said


async def _within(budget_s: float, work: Awaitable[object]) -> object:
    """Return what ``work`` returns; what never waits for anything is spared the timer.

    Most answers say at once that a message is none of theirs, and a timer cost fifty times as much as that.
    """
    steps = work.__await__()
    try:
        first = next(steps)
    except StopIteration as end:
        return end.value
    async with asyncio.timeout(budget_s):
        return await _Begun(steps, first)


class _Begun:
    """Goes on with what was begun: waits for what it waited for first, then for all the rest."""

    def __init__(self, steps: Generator[Any, Any, object], first: object) -> None:
        self._steps = steps
        self._first = first

    def __await__(self) -> Generator[Any, Any, object]:
        waiting_for = self._first
        while True:
            try:
                sent = yield waiting_for
            except BaseException as error:  # noqa: BLE001 - a cancellation above all; it belongs inside
                go_on = partial(self._steps.throw, error)
            else:
                go_on = partial(self._steps.send, sent)
            try:
                waiting_for = go_on()
            except StopIteration as end:
                return end.value
