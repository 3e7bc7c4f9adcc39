"""Counters that rest: of what a member does too soon after the last that counted, nothing counts for quests.

Quests count what levels counted since a quest began: the counter minus its baseline. With a pause between,
the counter of quests is that of levels minus everything that ever came too soon, which is kept per member. So
nothing leaps and nothing falls back when a guild sets a pause, changes it or gives it up: what came too soon
while there was one never counts, what comes without one always does. Targets still follow all that a member
does, within the limits of their templates.

Levels tell once a second what was added, so of one second's worth one thing counts at most. Who may count
again when is known in memory only, and what came too soon waits there for the next visit, a moment; a crash
lets that much count. Without a pause, which is usual, all of this costs one look per guild and flush.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager

from msgspec.structs import replace

from tika_bot.base.ids import GuildId, UserId
from tika_bot.plugins.levels.api import Addition
from tika_bot.plugins.quests.model.quest import Hasty
from tika_bot.plugins.quests.store import TakenStore

from .figures import Known
from .tuned import Tuned

REMEMBERED = 20_000
"""Members' counters of which is known until when they rest."""

NONE = Hasty()


class Pacing:
    """Lets counters rest."""

    def __init__(self, tuned: Tuned, taken: TakenStore) -> None:
        self._tuned = tuned
        self._taken = taken
        self._rests: OrderedDict[tuple[GuildId, UserId, str], float] = OrderedDict()
        self._waiting: dict[GuildId, dict[UserId, Hasty]] = {}

    @property
    def waits(self) -> bool:
        """Return whether something waits to be written."""
        return bool(self._waiting)

    def pauses(self, guild: GuildId) -> Mapping[str, int]:
        """Return how many seconds each counter rests in ``guild``; nothing for those that don't."""
        return self._tuned.of(guild).pauses()

    def slowed(self, addition: Addition, pauses: Mapping[str, int], now_s: float) -> Addition:
        """Return what of ``addition`` counts; the rest of it waits to be written."""
        hasty = Hasty(
            *(self._too_soon(addition, counter, pauses.get(counter, 0), now_s) for counter in Hasty._fields)
        )
        if hasty == NONE:
            return addition
        self._put(addition.guild, {addition.member: hasty})
        return replace(
            addition,
            messages=addition.messages - hasty.messages,
            reactions=addition.reactions - hasty.reactions,
            commands=addition.commands - hasty.commands,
        )

    def _too_soon(self, addition: Addition, counter: str, pause_s: int, now_s: float) -> int:
        amount: int = getattr(addition, counter)
        if not amount or not pause_s:
            return 0
        key = (addition.guild, addition.member, counter)
        if self._rests.get(key, 0.0) > now_s:
            return amount
        self._rests[key] = now_s + pause_s
        self._rests.move_to_end(key)
        if len(self._rests) > REMEMBERED:
            self._rests.popitem(last=False)
        return amount - 1

    @contextmanager
    def handed_over(self, guild: GuildId, members: Iterable[UserId]) -> Iterator[dict[UserId, Hasty]]:
        """Yield what waits of each of ``members``, who are written now; if that fails, it waits again."""
        waiting = self._waiting.get(guild, {})
        some = {member: waiting.pop(member) for member in members if member in waiting}
        if not waiting:
            self._waiting.pop(guild, None)
        try:
            yield some
        except BaseException:
            self._put(guild, some)
            raise

    async def counting(
        self, guild: GuildId, facts: dict[UserId, Known], hasty: Mapping[UserId, Hasty]
    ) -> dict[UserId, Known]:
        """Return what of ``facts`` counts, once ``hasty`` is written. Expects a transaction."""
        if hasty:
            await self._taken.add_hasty(guild, hasty)
        if not self._tuned.was_ever(guild):
            return facts  # a server that has tuned nothing never had a pause
        ever = await self._taken.hasty(guild, list(facts))
        return {who: fact.without(ever[who]) if who in ever else fact for who, fact in facts.items()}

    async def write(self) -> None:
        """Return when everything that waited until now is durable.

        Raises:
            Busy: the database is away; it still waits.
        """
        with ExitStack() as handing:
            everything = [
                (guild, handing.enter_context(self.handed_over(guild, list(members))))
                for guild, members in list(self._waiting.items())
            ]
            async with self._taken.everywhere():
                for guild, some in everything:
                    await self._taken.add_hasty(guild, some)

    def drop(self, guild: GuildId) -> None:
        """Forget what waits in ``guild``."""
        self._waiting.pop(guild, None)

    def forget(self, user: UserId) -> None:
        """Drop everything about ``user``."""
        for key in [key for key in self._rests if key[1] == user]:
            del self._rests[key]
        for guild in list(self._waiting):
            with self.handed_over(guild, [user]):
                pass

    def _put(self, guild: GuildId, some: Mapping[UserId, Hasty]) -> None:
        if not some:
            return
        waiting = self._waiting.setdefault(guild, {})
        for member, hasty in some.items():
            waiting[member] = waiting.get(member, NONE).and_(hasty)
