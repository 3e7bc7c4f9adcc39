"""Roles that come with achievements: each wish is a timer, so it outlives a crash and an absent Discord."""

from collections.abc import Awaitable, Callable

import structlog

from tika_bot.base.clock import Clock
from tika_bot.base.errors import Busy
from tika_bot.base.ids import ChannelId, GuildId, RoleId, UserId
from tika_bot.core.outbox import Outbox, Place
from tika_bot.core.permits import Actor
from tika_bot.core.settings import Settings as AllSettings
from tika_bot.core.timers import Timers

from .books import PLUGIN

log = structlog.get_logger(__name__)

Change = Callable[[GuildId, UserId, RoleId, bool], Awaitable[bool]]
"""Gives a member a role (or takes it) in Discord; returns False if Discord will never let us."""


class NobodyThere(Busy):
    """The Discord side isn't there yet."""

    key = "core.discord_away"


class Roles:
    """Remembers who is to get which role, until Discord has done it."""

    def __init__(self, timers: Timers, outbox: Outbox, settings: AllSettings, clock: Clock) -> None:
        self._timers = timers
        self._outbox = outbox
        self._settings = settings
        self._clock = clock
        self.discord: Change | None = None
        """Set by the Discord side once it's there, as is the next."""
        self.allow: Callable[[Actor, RoleId], None] | None = None
        """Refuses if an actor may not promise a role to others."""

    def demand(self, actor: Actor, role: RoleId) -> None:
        """Let ``actor`` promise ``role`` to others only if they could give it themselves.

        Raises:
            Refusal: they couldn't, or the bot can't.
            Busy: nobody is there who knows.
        """
        if self.allow is None:
            raise NobodyThere
        self.allow(actor, role)

    async def change(self, guild: GuildId, member: UserId, role: RoleId, *, give: bool) -> None:
        """Let ``member`` have ``role``, or no longer; soon, and surely. Joins the open transaction."""
        wish = {"guild": str(guild), "member": str(member), "role": str(role), "give": give}
        key = f"{member}:{role}"
        await self._timers.at(self._clock.now(), PLUGIN, "change_role", wish, guild=guild, key=key)

    async def carry_out(self, guild: GuildId, member: UserId, role: RoleId, *, give: bool) -> None:
        """Do it in Discord; if that can't be, tell the admins once.

        Raises:
            Busy: it has to be tried later.
        """
        if self.discord is None:
            raise NobodyThere
        if await self.discord(guild, member, role, give):
            return
        log.warning("achievements.role_refused", guild=guild, role=role)
        channel = self._settings.core(guild).log_channel
        if channel is not None:
            place, key = Place(guild, ChannelId(channel)), f"achievement-role:{role}"
            await self._outbox.post(place, view=(PLUGIN, "role_refused"), data={"role": role}, key=key)
