"""What guilds and members have tuned about levels, as the other verbs ask for it."""

from dataclasses import dataclass
from typing import cast

from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.features import Features
from tika_bot.core.settings import MemberSettings
from tika_bot.core.settings import Settings as GuildsSettings
from tika_bot.plugins.levels.model import Curve
from tika_bot.plugins.levels.settings import Settings

PLUGIN = "levels"


@dataclass(frozen=True, slots=True)
class Tuned:
    """The settings and the switch of levels."""

    kept: GuildsSettings
    features: Features

    def of(self, guild: GuildId) -> Settings:
        """Return what ``guild`` has tuned."""
        return cast("Settings", self.kept.of(guild, PLUGIN))

    def version(self, guild: GuildId) -> int:
        """Return a number that changes with ``guild``'s settings."""
        return self.kept.version(guild, PLUGIN)

    def of_member(self, user: UserId) -> MemberSettings:
        """Return what ``user`` has tuned for themselves, everywhere."""
        return self.kept.of_member(user)

    def curve(self, guild: GuildId) -> Curve:
        """Return what levels cost in ``guild``."""
        return self.of(guild).levels()

    def level(self, guild: GuildId, xp: int) -> int:
        """Return the level that ``xp`` altogether stands for in ``guild``."""
        return self.curve(guild).level(xp)

    def begins(self, guild: GuildId, level: int) -> int | None:
        """Return the total at which ``level`` begins in ``guild``; None if nobody can reach it."""
        curve = self.curve(guild)
        return curve.begins(level) if level < len(curve.totals) else None

    def is_on(self, guild: GuildId) -> bool:
        """Return whether ``guild`` wants levels."""
        return self.features.is_on(guild, PLUGIN)
