"""Which roles come with levels, who deserves them, and whose are to be looked at.

Nothing here speaks to Discord: a step over a level leaves a row in its own transaction, and so do a return
and an import; `Handing` works them off.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from tika_bot.base.clock import Clock
from tika_bot.base.ids import GuildId, RoleId, UserId
from tika_bot.core.events import Events, GuildPurged, NewsMissed, SharedEvent
from tika_bot.core.permits import Actor, BotPermissionMissing, Permits, permission_names
from tika_bot.core.rounds import Rounds
from tika_bot.plugins.levels.level_roles import (
    Hands,
    Height,
    LevelRole,
    Mode,
    NoLevelRole,
    RoleFacts,
    demand_givable,
    deserved,
    looked_at,
)
from tika_bot.plugins.levels.model import Step
from tika_bot.plugins.levels.store import RoleStore

from .tuned import Tuned

NEEDS = ("manage_guild", "manage_roles")
"""Discord permissions of whoever decides over the roles of levels."""

GUILDS_AT_ONCE = 8

ONE_BY_ONE = 500
"""Above so many members it's cheaper to read the guild's list, a thousand to a page."""


@dataclass(frozen=True, slots=True)
class LevelRolesChanged(SharedEvent):
    """The roles that come with levels in ``guild`` are others now."""

    guild: GuildId


class Roles:
    """The roles of levels."""

    def __init__(
        self, store: RoleStore, tuned: Tuned, *, permits: Permits, events: Events, clock: Clock
    ) -> None:
        self._store = store
        self._tuned = tuned
        self._permits = permits
        self._events = events
        self._clock = clock
        self.rounds = Rounds("levels.roles", clock, at_once=GUILDS_AT_ONCE)
        self._rules: dict[GuildId, tuple[LevelRole, ...]] = {}
        self._changes = 0
        """Grows with every change of rules, so that nobody remembers what was read before one."""
        events.on(LevelRolesChanged, self._hear_change)
        events.on(GuildPurged, self._hear_change)
        events.on(NewsMissed, self._missed)

    # --- what levels bring ---------------------------------------------------------------------------------

    async def rules(self, guild: GuildId) -> tuple[LevelRole, ...]:
        """Return the roles that come with levels in ``guild``, lowest level first."""
        known = self._rules.get(guild)
        if known is None:
            before = self._changes
            known = await self._store.rules(guild)
            if before == self._changes:
                self._rules[guild] = known
        return known

    def drop_rules(self, guild: GuildId) -> None:
        """Read the rules of ``guild`` anew when somebody next asks."""
        self._changes += 1
        self._rules.pop(guild, None)

    async def brought(self, step: Step) -> tuple[LevelRole, ...]:
        """Return the roles that ``step`` brings and that can be handed out, highest level first."""
        rules = await self.rules(step.guild)
        before, after = (self._tuned.level(step.guild, xp) for xp in (step.before, step.after))
        new = deserved(rules, after) - deserved(rules, before)
        return tuple(rule for rule in reversed(rules) if rule.role in new and rule.trouble is None)

    async def levels(self, guild: GuildId, who: Iterable[UserId]) -> dict[UserId, int]:
        """Return the level of each of ``who``."""
        members = tuple(who)
        xp = await self._store.xp(guild, members)
        return {member: self._tuned.level(guild, xp.get(member, 0)) for member in members}

    async def follow(self, step: Step) -> None:
        """Let the member's roles be looked at if ``step`` leads to another level, up or down."""
        if self._tuned.level(step.guild, step.before) != self._tuned.level(step.guild, step.after):
            await self.want(step.guild, (step.member,))

    async def want(self, guild: GuildId, who: Collection[UserId]) -> None:
        """Let the roles of ``who`` be looked at, soon and surely; joins an open transaction.

        Whoever isn't there is passed over: their roles come when they do.
        """
        if not who or not await self.rules(guild):
            return
        if len(who) > ONE_BY_ONE:
            await self.want_all(guild)
            return
        now = self._clock.now()
        await self._store.want(guild, who, now)
        self._store.then(partial(self.rounds.expect, now))

    async def want_all(self, guild: GuildId) -> None:
        """Let everybody's roles be looked at: the curve changed, or many members' XP did."""
        if await self.rules(guild):
            await self.see_all(guild)

    async def see_all(self, guild: GuildId) -> None:
        """Look at everybody, whether roles come with levels or not: who is there, and who is hidden."""
        now = self._clock.now()
        await self._store.begin_anew(guild, now)
        self._store.then(partial(self.rounds.expect, now))

    # --- what admins do ------------------------------------------------------------------------------------

    async def add(
        self, actor: Actor, role: RoleFacts, hands: Hands, giver: Height, *, level: int, mode: Mode
    ) -> LevelRole:
        """Let ``role`` come with ``level``, instead of what it came with before; return that.

        ``giver`` is how high ``actor`` stands: nobody hands out by a bot what they couldn't themselves.

        Raises:
            Refusal: they may not, or this role can't be handed out.
        """
        self._permits.demand(actor, *NEEDS)
        if not hands.may_manage:
            raise BotPermissionMissing(permissions=permission_names(("manage_roles",)), count=1)
        demand_givable(role, hands, None if actor.owner else giver)
        rule = LevelRole(role.id, level, mode, role.name)
        await self._store.put(hands.guild, rule)
        await self._events.tell(LevelRolesChanged(hands.guild))
        return rule

    async def remove(self, actor: Actor, guild: GuildId, role: RoleId) -> LevelRole:
        """Let ``role`` come with no level any more and return how it was; who has it keeps it.

        Raises:
            Refusal: they may not, or it came with none.
        """
        self._permits.demand(actor, *NEEDS)
        rule = next((rule for rule in await self._store.rules(guild) if rule.role == role), None)
        if rule is None or not await self._store.drop(guild, role):
            raise NoLevelRole
        await self._events.tell(LevelRolesChanged(guild))
        return rule

    async def seen(self, actor: Actor, hands: Hands, *, anew: bool = False) -> tuple[LevelRole, ...]:
        """Return the rules, lowest level first, with the trouble that each has now, which is named hereby.

        ``anew``: what Discord refused once may be tried again.

        Raises:
            PermissionMissing: ``actor`` may not see them.
        """
        self._permits.demand(actor, *NEEDS)
        before = await self._store.rules(hands.guild)
        after = tuple(looked_at(replace(r, trouble=None) if anew else r, hands) for r in before)
        changed = [rule for rule in after if rule not in before]
        for rule in changed:
            await self._store.note(hands.guild, rule)
        if changed:
            await self._events.tell(LevelRolesChanged(hands.guild))
        return after

    async def listed(self, actor: Actor, guild: GuildId) -> tuple[LevelRole, ...]:
        """Return the rules as they were last seen.

        Raises:
            PermissionMissing: ``actor`` may not see them.
        """
        self._permits.demand(actor, *NEEDS)
        return await self._store.rules(guild)

    async def should_have(
        self, actor: Actor, guild: GuildId, member: UserId
    ) -> tuple[int, tuple[LevelRole, ...]]:
        """Return ``member``'s level and the roles that it brings, and let theirs be looked at.

        Raises:
            PermissionMissing: ``actor`` may not.
        """
        self._permits.demand(actor, *NEEDS)
        rules = await self.rules(guild)
        level = (await self.levels(guild, (member,)))[member]
        await self.want(guild, (member,))
        wanted = deserved(rules, level)
        return level, tuple(rule for rule in rules if rule.role in wanted)

    # --- privacy -------------------------------------------------------------------------------------------

    async def forget(self, user: UserId) -> None:
        """Delete what waits to be done for ``user``."""
        await self._store.forget(user)

    async def export(self, user: UserId) -> dict[str, list[dict[str, Any]]]:
        """Return what waits to be done for ``user``, by table."""
        return await self._store.export(user)

    async def _missed(self, _: NewsMissed) -> None:
        """Read every guild's rules anew when somebody next asks."""
        self._changes += 1
        self._rules.clear()

    async def _hear_change(self, changed: LevelRolesChanged | GuildPurged) -> None:
        self.drop_rules(changed.guild)
