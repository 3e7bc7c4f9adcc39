"""What guilds and members have tuned, as the verbs ask for it."""

from dataclasses import dataclass
from typing import cast

from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.features import Features
from tika_bot.core.periods import Calendar
from tika_bot.core.settings import Settings as GuildsSettings
from tika_bot.plugins.quests.settings import Settings

PLUGIN = "quests"


@dataclass(frozen=True, slots=True)
class Tuned:
    """The settings and the switch of quests."""

    kept: GuildsSettings
    features: Features

    def of(self, guild: GuildId) -> Settings:
        """Return what ``guild`` has tuned."""
        return cast("Settings", self.kept.of(guild, PLUGIN))

    def was_ever(self, guild: GuildId) -> bool:
        """Return whether ``guild`` has tuned anything, now or in the past."""
        return self.kept.version(guild, PLUGIN) > 0

    def is_on(self, guild: GuildId) -> bool:
        """Return whether ``guild`` wants quests."""
        return self.features.is_on(guild, PLUGIN)

    def calendar(self, guild: GuildId) -> Calendar:
        """Return how ``guild`` counts its days."""
        core = self.kept.core(guild)
        return Calendar.of(core.zone, core.reset_hour, core.reset_weekday)

    def wants_direct(self, user: UserId) -> bool:
        """Return whether ``user`` may be written to directly."""
        return self.kept.of_member(user).direct
