"""What imports replaced, roles, settings, seasons and cards, kept for as long as the import can be undone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from tika_bot.base.errors import Refusal
from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.setting_types import with_changes
from tika_bot.plugins.levels.importing.returning import Back, back, replaced
from tika_bot.plugins.levels.level_roles import LevelRole
from tika_bot.plugins.levels.settings import Settings
from tika_bot.plugins.levels.store import ReplacedStore, RoleStore

from .carrying import Carrying
from .roles import Roles
from .tuned import PLUGIN, Tuned


class Returning:
    """Puts rules and settings in force, and all back. What writes joins the open transaction."""

    def __init__(
        self, store: ReplacedStore, rules: RoleStore, roles: Roles, tuned: Tuned, carrying: Carrying
    ) -> None:
        self._store = store
        self._rules = rules
        self._roles = roles
        self._tuned = tuned
        self._carrying = carrying

    async def replace(
        self, guild: GuildId, entry: int, rules: Sequence[LevelRole], settings: Settings | None, now: datetime
    ) -> None:
        """Keep under ``entry`` what ``rules`` and ``settings`` replace, and let the rules hold."""
        before = {rule.role: rule for rule in await self._rules.rules(guild)}
        old = self._tuned.of(guild).model_dump(mode="json")
        new = {} if settings is None else settings.model_dump(mode="json")
        document = replaced(before, rules, old, new)
        if document is not None:
            await self._store.keep(guild, entry, document, now)
        for rule in rules:
            await self._rules.put(guild, rule)
        self._roles.drop_rules(guild)

    async def preview(self, guild: GuildId, entries: Sequence[int]) -> Back:
        """Return what of ``entries``, newest first, can go back."""
        rules = {rule.role: rule for rule in await self._rules.rules(guild)}
        current = self._tuned.of(guild)
        found = back(await self._store.documents(guild, entries), rules, current.model_dump(mode="json"))
        seasons, cards = await self._carrying.count_back(guild, entries)
        found = replace(found, seasons=seasons, cards=cards)
        try:
            with_changes(current, found.settings)
        except Refusal:  # it doesn't fit what was changed since, or this version
            return replace(found, settings={})
        return found

    async def put_back(self, guild: GuildId, entries: Sequence[int], by: UserId) -> Back:
        """Do what `preview` says and forget ``entries``."""
        found = await self.preview(guild, entries)
        for role in found.drops:
            await self._rules.drop(guild, role)
        for rule in found.puts:
            await self._rules.put(guild, rule)
        self._roles.drop_rules(guild)
        if found.settings:
            new = with_changes(self._tuned.of(guild), found.settings)
            based_on = self._tuned.version(guild)
            await self._tuned.kept.save(guild, PLUGIN, new, by=by, based_on=based_on)
        await self._carrying.take_back(guild, entries)
        await self._store.drop(guild, entries)
        return found
