"""Each guild's rulebook, compiled when it's first asked for and kept until something in it changes."""

import functools
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import cast

from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.events import SharedEvent
from tika_bot.core.settings import MemberSettings
from tika_bot.core.settings import Settings as AllSettings
from tika_bot.plugins.achievements.model import Rule, Tier
from tika_bot.plugins.achievements.rulebook import Rulebook, built_in
from tika_bot.plugins.achievements.settings import Settings
from tika_bot.plugins.achievements.store import AchievementStore

PLUGIN = "achievements"


@dataclass(frozen=True, slots=True)
class OwnChanged(SharedEvent):
    """``guild`` made, changed or deleted an achievement of its own."""

    guild: GuildId


class Books:
    """Knows what can be won where."""

    def __init__(self, store: AchievementStore, settings: AllSettings) -> None:
        self._store = store
        self._settings = settings
        self._own: dict[GuildId, tuple[Rule, ...]] = {}
        self._compiled: dict[GuildId, tuple[int, Rulebook]] = {}

    def settings(self, guild: GuildId) -> Settings:
        """Return what ``guild`` has tuned."""
        return cast("Settings", self._settings.of(guild, PLUGIN))

    def of_member(self, user: UserId) -> MemberSettings:
        """Return what ``user`` has tuned for themselves, everywhere."""
        return self._settings.of_member(user)

    async def load(self) -> set[GuildId]:
        """Read what guilds made; return those where it isn't as it was."""
        own = {guild: tuple(rules) for guild, rules in (await self._store.all_own()).items()}
        before, self._own = self._own, own
        self._compiled.clear()
        return {guild for guild in before.keys() | own.keys() if before.get(guild) != own.get(guild)}

    async def renew(self, guild: GuildId) -> None:
        """Read again what ``guild`` made."""
        own = tuple(await self._store.own(guild))
        self.drop(guild)
        if own:
            self._own[guild] = own

    def drop(self, guild: GuildId) -> None:
        """Forget what ``guild`` made."""
        self._own.pop(guild, None)
        self._compiled.pop(guild, None)

    def own(self, guild: GuildId) -> tuple[Rule, ...]:
        """Return what ``guild`` made, the oldest first."""
        return self._own.get(guild, ())

    def of(self, guild: GuildId) -> Rulebook:
        """Return the rulebook of ``guild``."""
        version = self._settings.version(guild, PLUGIN)
        if not version and guild not in self._own:
            return _usual(1.0)
        known = self._compiled.get(guild)
        if known is None or known[0] != version:
            known = self._compiled[guild] = (version, self._compile(guild))
        return known[1]

    def _compile(self, guild: GuildId) -> Rulebook:
        tuned = self.settings(guild)
        usual = _usual(tuned.xp_rate).rules if tuned.built_in else ()
        return Rulebook.of((*self.own(guild), *usual))


@functools.lru_cache(maxsize=32)
def _usual(rate: float) -> Rulebook:
    """Return what is built in, with rewards times ``rate``; shared by all guilds that want just that."""
    return Rulebook.of(_paying(built_in(), rate))


def _paying(rules: Iterable[Rule], rate: float) -> Iterable[Rule]:
    return (
        replace(rule, tiers=tuple(Tier(tier.at, round(tier.xp * rate)) for tier in rule.tiers))
        for rule in rules
    )
