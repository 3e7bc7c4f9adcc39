"""A role that comes with an achievement from now on, for those who hold it already.

They are as many as they are, and Discord takes about one change of roles a second. So a timer passes a few of
them at a time to `Roles`, and moves itself behind them in the same transaction: a crash in between does
neither, and whoever is passed on twice has one role.
"""

from datetime import timedelta

from tika_bot.base.clock import Clock
from tika_bot.base.ids import GuildId, RoleId, UserId
from tika_bot.core.timers import Timers
from tika_bot.plugins.achievements.model import Rule
from tika_bot.plugins.achievements.store import AchievementStore

from .books import PLUGIN
from .roles import Roles

AT_ONCE = 10
PAUSE = timedelta(seconds=10)
"""Between so many and the next."""

NOBODY_YET = UserId(0)


class Sharing:
    """Works through holders, in the order of their ids."""

    def __init__(self, store: AchievementStore, roles: Roles, timers: Timers, clock: Clock) -> None:
        self._store = store
        self._roles = roles
        self._timers = timers
        self._clock = clock

    async def begin(self, guild: GuildId, rule: Rule) -> int:
        """Let all who hold ``rule`` have its role, soon and surely; return how many. Joins."""
        if rule.role is None:
            return 0
        holders = (await self._store.holders(guild)).get(rule.key, 0)
        if holders:
            await self._go_on(guild, rule.key, rule.role, NOBODY_YET, timedelta())
        return holders

    async def pass_on(self, guild: GuildId, key: str, role: RoleId, after: UserId) -> None:
        """Let the next holders of the rule ``key`` have ``role``, if it still comes with it."""
        async with self._store.change(guild):
            if not any(rule.key == key and rule.role == role for rule in await self._store.own(guild)):
                return
            those = await self._store.members(guild, after=after, most=AT_ONCE, rule=key)
            for member in those:
                await self._roles.change(guild, member, role, give=True)
            if len(those) == AT_ONCE:
                await self._go_on(guild, key, role, those[-1], PAUSE)

    async def _go_on(self, guild: GuildId, key: str, role: RoleId, after: UserId, pause: timedelta) -> None:
        wish = {"guild": str(guild), "achievement": key, "role": str(role), "after": str(after)}
        due = self._clock.now() + pause
        # One for each achievement: what is begun later takes the place of what was under way.
        await self._timers.at(due, PLUGIN, "share_role", wish, guild=guild, key=key)
