"""What happens when a timer is due: the job of its name in the plugin's ``jobs.py``."""

from datetime import datetime, timedelta

from tika_bot.base.errors import Broken
from tika_bot.base.ids import GuildId
from tika_bot.bot.wing import Wing
from tika_bot.core.timers import Postponed, Timer

RESTS = timedelta(hours=1)
"""How long the timers of a plugin that is off wait before they ask again; switching it on wakes them."""

KEPT_AFTER_LEAVING = timedelta(days=30)
"""How long a guild's data sleep after the bot left."""

PURGE = ("privacy", "purge")
"""Plugin and verb of the job that deletes a guild's data; also the timer's key."""


class Jobs:
    """Rings timers in their plugins."""

    def __init__(self, wing: Wing) -> None:
        self._wing = wing

    async def ring(self, timer: Timer) -> None:
        """Do the job of ``timer``.

        Raises:
            Postponed: its plugin is off there, or not loaded.
            Broken: there's no such job.
        """
        host, features = self._wing.host, self._wing.features
        plugin = host.plugins.get(timer.plugin)
        if plugin is None or plugin.service is None or not features.is_on(timer.guild, timer.plugin):
            raise Postponed(self._wing.clock.now() + RESTS)
        job = getattr(host.room(timer.plugin, "jobs"), timer.verb, None)
        if job is None:
            raise Broken(plugin=timer.plugin, why=f"jobs.py has no {timer.verb!r}")
        await job(plugin.service, timer.payload, timer.id)

    async def purge_later(self, guild: GuildId, left_at: datetime) -> None:
        """Let the data of ``guild`` sleep, and go when nobody has come back."""
        plugin, verb = PURGE
        due = left_at + KEPT_AFTER_LEAVING
        await self._wing.timers.at(due, plugin, verb, {"guild": str(guild)}, guild=guild, key=verb)

    async def spare(self, guild: GuildId) -> None:
        """Wake the data of ``guild`` again: the bot is back."""
        plugin, verb = PURGE
        await self._wing.timers.cancel_key(plugin, verb, verb, guild=guild)
