"""The work on members' roles, for whoever can see Discord: what is due, what is right, what came of it.

It comes by with `run`, compares and puts right. What a crash interrupts is compared once more: a role that
is given twice is given once. A look at everybody writes down every few seconds how far it is.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from tika_bot.base.clock import Clock, millis
from tika_bot.base.ids import ChannelId, GuildId, RoleId, UserId
from tika_bot.core.outbox import Outbox, Place
from tika_bot.core.permits import Actor
from tika_bot.core.rounds import Job
from tika_bot.plugins.levels.level_roles import (
    Change,
    Due,
    Hands,
    LevelRole,
    NoRoles,
    Sync,
    SyncUnderWay,
    Trouble,
    change_due,
    looked_at,
)
from tika_bot.plugins.levels.store import RoleStore

from .roles import Roles
from .tuned import PLUGIN, Tuned

MEMBERS_AT_ONCE = 50
"""Members that are put right before it is another guild's turn."""

PAUSES_S = (2, 5, 15, 60, 300)
"""After the first failure, the second, …; then the last again and again."""


class Handing:
    """Hands out roles, as far as that can be done without hands."""

    def __init__(self, store: RoleStore, roles: Roles, tuned: Tuned, outbox: Outbox, clock: Clock) -> None:
        self._store = store
        self._roles = roles
        self._tuned = tuned
        self._outbox = outbox
        self._clock = clock
        self.settle, self.wake = store.settle, roles.rounds.wake

    async def run(
        self, is_in_view: Callable[[GuildId], bool], serve: Callable[[GuildId], Awaitable[None]]
    ) -> None:
        """For ever: call ``serve`` for each guild with work that ``is_in_view``; one call a guild at once."""
        busy: set[GuildId] = set()

        async def waiting() -> dict[GuildId, datetime]:
            pending = await self._store.pending()
            return {
                guild: at
                for guild, at in pending.items()
                if guild not in busy and self._tuned.is_on(guild) and is_in_view(guild)
            }

        async def next_at() -> datetime | None:
            return min((await waiting()).values(), default=None)

        async def claim(room: int) -> list[Job]:
            now = self._clock.now()
            ready = sorted((at, guild) for guild, at in (await waiting()).items() if at <= now)
            guilds = [guild for _, guild in ready[:room]]
            busy.update(guilds)
            return [partial(served, guild) for guild in guilds]

        async def served(guild: GuildId) -> None:
            try:
                await serve(guild)
            finally:
                busy.discard(guild)

        await self._roles.rounds.run(next_at, claim)

    # --- what can be handed out ----------------------------------------------------------------------------

    async def look(self, hands: Hands) -> None:
        """Note which roles can't be handed out, and name to the admins what is new of it."""
        rules = await self._roles.rules(hands.guild)
        seen = [looked_at(rule, hands) for rule in rules]
        await self._note(hands, [after for before, after in zip(rules, seen, strict=True) if before != after])

    async def refused(self, hands: Hands, role: RoleId) -> None:
        """Note that Discord let nobody have ``role`` although all looked well, and name it to the admins."""
        rules = await self._roles.rules(hands.guild)
        await self._note(hands, [replace(r, trouble=Trouble.REFUSED) for r in rules if r.role == role])

    async def change(self, guild: GuildId, member: UserId, has: Collection[RoleId]) -> Change:
        """Return what is to be done so that ``member``, who has these roles, has the right ones."""
        levels = await self._roles.levels(guild, (member,))
        return change_due(await self._roles.rules(guild), levels[member], has)

    async def differing(self, guild: GuildId, has: Mapping[UserId, Collection[RoleId]]) -> set[UserId]:
        """Return whose roles aren't right, of members who have these."""
        rules, levels = await self._roles.rules(guild), await self._roles.levels(guild, has)
        return {member for member, roles in has.items() if change_due(rules, levels[member], roles)}

    # --- single members ------------------------------------------------------------------------------------

    async def due(self, guild: GuildId) -> list[Due]:
        """Return whose roles are to be looked at now; some of them, if they are many."""
        return await self._store.due(guild, self._clock.now(), MEMBERS_AT_ONCE)

    async def postpone(self, one: Due) -> None:
        """Look at ``one`` again later: Discord didn't answer."""
        await self._store.postpone(one, self._later(one.attempts))

    # --- everybody -----------------------------------------------------------------------------------------

    async def begin_sync(self, actor: Actor, hands: Hands, channel: ChannelId) -> None:
        """Begin to compare everybody's roles; ``channel`` shows how far it is.

        Raises:
            Refusal: they may not, no role comes with a level, or it's under way.
        """
        if not await self._roles.seen(actor, hands, anew=True):
            raise NoRoles
        now = self._clock.now()
        async with self._store.here(hands.guild):
            sync = await self._store.begin(hands.guild, channel, hands.members, now)
            if sync is not None:
                await self._show(sync, "running", first=True)
        if sync is None:
            so_far = await self._store.sync(hands.guild)
            raise SyncUnderWay(seen=so_far.seen if so_far else 0, total=so_far.total if so_far else 0)
        self._roles.rounds.expect(now)

    async def sync(self, guild: GuildId) -> Sync | None:
        """Return the look at everybody that is to go on now."""
        return await self._store.sync(guild, self._clock.now())

    async def advance(self, sync: Sync, *, failed: bool = False) -> None:
        """Write down how far ``sync`` is; ``failed``: Discord didn't answer, so it rests for a while."""
        at = self._later(sync.attempts) if failed else self._clock.now()
        async with self._store.here(sync.guild):
            if await self._store.advance(replace(sync, attempts=sync.attempts + 1 if failed else 0), at):
                await self._show(sync, "running")

    async def end(self, sync: Sync) -> None:
        """End ``sync`` and say what came of it."""
        async with self._store.here(sync.guild):
            if await self._store.end(sync):
                await self._show(sync, "done")

    async def go_one_by_one(self, sync: Sync) -> None:
        """Look at everybody with XP instead: this bot may not read a guild's list of members."""
        who = await self._store.known(sync.guild)
        async with self._store.here(sync.guild):
            await self._store.want(sync.guild, who, self._clock.now())
            if await self._store.end(sync):
                await self._show(replace(sync, seen=len(who)), "one_by_one")

    # --- inside --------------------------------------------------------------------------------------------

    def _later(self, attempts: int) -> datetime:
        return self._clock.now() + timedelta(seconds=PAUSES_S[min(attempts, len(PAUSES_S) - 1)])

    async def _show(self, sync: Sync, state: str, *, first: bool = False) -> None:
        """Let the channel where ``sync`` was asked for say how far it is."""
        if sync.channel is None:
            return
        rules = await self._roles.rules(sync.guild)
        data = {
            "state": state,
            "seen": sync.seen,
            "total": max(sync.total, sync.seen),
            "given": sync.given,
            "taken": sync.taken,
            "troubled": sum(rule.trouble is not None for rule in rules),
        }
        view, key = (PLUGIN, "role_sync"), f"rolesync:{sync.id}"
        if first:
            await self._outbox.post(Place(sync.guild, sync.channel), view=view, data=data, key=key)
        else:
            await self._outbox.edit(key, guild=sync.guild, view=view, data=data)

    async def _note(self, hands: Hands, seen: list[LevelRole]) -> None:
        """Write down how roles are; name new troubles where admins read, else to the owner."""
        if not seen:
            return
        async with self._store.here(hands.guild):
            news = [rule for rule in seen if await self._store.note(hands.guild, rule) and rule.trouble]
            if news:
                await self._name(hands, news)
        self._roles.drop_rules(hands.guild)

    async def _name(self, hands: Hands, troubled: list[LevelRole]) -> None:
        owner = Place(hands.guild, user=hands.owner)
        channel = self._tuned.kept.core(hands.guild).log_channel
        place = owner if channel is None else Place(hands.guild, ChannelId(channel))
        at_ms = millis(self._clock.now())
        await self._outbox.post(
            place,
            view=(PLUGIN, "role_troubles"),
            data={"roles": [{"name": rule.name, "trouble": str(rule.trouble)} for rule in troubled]},
            key=f"roletrouble:{troubled[0].role}:{at_ms}",
            otherwise=None if place is owner else owner,
        )
