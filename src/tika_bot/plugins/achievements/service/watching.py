"""Hears what members did and looks into those who may have reached something, in the background."""

import asyncio
import contextlib
from datetime import datetime, timedelta

import structlog

from tika_bot.base.clock import Clock
from tika_bot.base.errors import Busy
from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.features import Features
from tika_bot.core.leisure import Leisure
from tika_bot.plugins.achievements.model import Counter
from tika_bot.plugins.levels.api import Counted

from .books import PLUGIN
from .winning import Winning

log = structlog.get_logger(__name__)

AT_ONCE = 40
"""Members of one guild that are looked into together."""

LOOKS_AWAY = timedelta(minutes=1)
"""For so long somebody who was forgotten wins nothing."""

PAUSE_S = 2.0
"""After the database was away."""


class Watching:
    """Knows who may have won, and has a task that finds out."""

    def __init__(self, winning: Winning, features: Features, leisure: Leisure, clock: Clock) -> None:
        self._winning = winning
        self._features = features
        self._leisure = leisure
        self._clock = clock
        self._forgotten: dict[UserId, datetime] = {}
        self._suspects: dict[GuildId, dict[UserId, set[Counter]]] = {}
        self._waiting = asyncio.Event()
        self._alone = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None

    async def hear(self, event: Counted) -> None:
        """Note who may have reached something by what was just counted. Touches memory only."""
        spend, is_on = self._winning.horizon.spend, self._features.is_on
        for addition in event.additions:
            due = spend(event.day, addition)
            if due and is_on(addition.guild, PLUGIN):
                self._suspect(addition.guild, addition.member, due)

    def _suspect(self, guild: GuildId, member: UserId, due: tuple[Counter, ...]) -> None:
        until = self._forgotten.get(member)
        if until is not None and self._clock.now() < until:
            return
        self._suspects.setdefault(guild, {}).setdefault(member, set()).update(due)
        self._waiting.set()

    def start(self) -> None:
        """Begin to look."""
        self._task = asyncio.get_running_loop().create_task(self._run(), name="achievements:look")

    async def close(self) -> None:
        """Stop; whoever wasn't looked into is found at their next doing, since the past is kept."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _run(self) -> None:
        while True:
            await self._waiting.wait()
            try:
                async with self._leisure.stint():
                    await self._go_on()
            except Busy as error:
                log.warning("achievements.look_waits", why=repr(error))
                await asyncio.sleep(PAUSE_S)

    async def look(self) -> None:
        """Return when everybody who is suspected was looked into.

        Raises:
            Busy: the database is away; who is left stays suspected.
        """
        while await self._go_on():
            pass

    async def _go_on(self) -> bool:
        """Look into some members of one guild; return whether there was anybody."""
        async with self._alone:
            if not self._suspects:
                self._waiting.clear()
                return False
            guild = next(iter(self._suspects))
            waiting = self._suspects.pop(guild)
            those = {member: tuple(waiting.pop(member)) for member in list(waiting)[:AT_ONCE]}
            if waiting:
                self._suspects[guild] = waiting  # at the end of the line: other guilds have their turn
            await self._look_into(guild, those)
        return True

    async def _look_into(self, guild: GuildId, those: dict[UserId, tuple[Counter, ...]]) -> None:
        """Look; a member with whom something unexpected happens is looked into at their next doing."""
        try:
            await self._winning.look(guild, those)
        except Busy:
            for member, due in those.items():
                self._suspect(guild, member, due)
            raise
        except Exception:
            if len(those) == 1:
                log.exception("achievements.look_failed", guild=guild)
            else:
                await self._look_into_each(guild, those)

    async def _look_into_each(self, guild: GuildId, those: dict[UserId, tuple[Counter, ...]]) -> None:
        """Look one by one: what is won together is lost together, and one's fault isn't the others'."""
        try:
            while those:
                member, due = those.popitem()
                await self._look_into(guild, {member: due})
        finally:
            for member, due in those.items():
                self._suspect(guild, member, due)

    async def forget(self, user: UserId) -> None:
        """Drop everything about ``user``, and look away for a moment: others may not have forgotten yet.

        Whoever is asked first to forget must not find, in what the next one still knows, reasons to give
        everything back.
        """
        now = self._clock.now()
        self._forgotten = {who: until for who, until in self._forgotten.items() if until > now}
        self._forgotten[user] = now + LOOKS_AWAY
        async with self._alone:  # what is being given just now is given before, and goes
            for members in self._suspects.values():
                members.pop(user, None)
            self._winning.horizon.drop_member(user)
            self._winning.places.forget(user)
