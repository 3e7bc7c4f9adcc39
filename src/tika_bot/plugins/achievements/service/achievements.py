"""What others ask of achievements, and its life."""

from collections.abc import Iterable, Sequence
from typing import Any

from tika_bot.base.clock import Clock
from tika_bot.base.ids import ChannelId, GuildId, UserId
from tika_bot.core.events import GuildPurged, NewsMissed, SettingsChanged
from tika_bot.core.messages import ChatMessage
from tika_bot.core.permits import Actor, Permits
from tika_bot.plugins.achievements.api import Badge
from tika_bot.plugins.achievements.model import (
    MOVING,
    AlreadyHeld,
    Drift,
    NotHeld,
    Progress,
    Rule,
    UnknownAchievement,
    drift,
    highest,
    progress,
)
from tika_bot.plugins.achievements.store import AchievementStore
from tika_bot.plugins.levels.api import LevelsApi

from .books import PLUGIN, Books, OwnChanged
from .making import Making
from .pictures import Pictures
from .report import Report, Shelf
from .roles import Roles
from .watching import AT_ONCE, Watching
from .winning import Winning, named

MOST_VERIFIED = 5_000
"""Members whom one run of ``verify`` looks at."""

MANAGE = "manage_guild"
"""What Discord must allow those who make, give and take."""

NOBODY_YET = UserId(0)


class Achievements:
    """The plugin's verbs; implements `AchievementsApi`."""

    def __init__(  # noqa: PLR0913 # the parts that do the work
        self,
        store: AchievementStore,
        books: Books,
        levels: LevelsApi,
        winning: Winning,
        watching: Watching,
        making: Making,
        *,
        roles: Roles,
        pictures: Pictures,
        permits: Permits,
        clock: Clock,
    ) -> None:
        self._store = store
        self._books = books
        self._levels = levels
        self.winning = winning
        self._watching = watching
        self._clock = clock
        self.making = making
        self.roles = roles
        self.pictures = pictures
        self.permits = permits
        self.look = watching.look

    # --- life ----------------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Read what guilds made and begin to look."""
        await self._books.load()
        self._watching.start()
        self.pictures.start()

    async def close(self) -> None:
        """Stop looking."""
        await self._watching.close()

    async def renew(self, event: OwnChanged) -> None:
        """Read again what a guild made."""
        await self._books.renew(event.guild)
        self.winning.horizon.drop_guild(event.guild)

    async def renew_all(self, _: NewsMissed) -> None:
        """Read again what guilds made, since nobody told us what changed."""
        for guild in await self._books.load():
            self.winning.horizon.drop_guild(guild)

    async def retuned(self, event: SettingsChanged) -> None:
        """Look anew at everybody in a guild that changed its rules, or what levels cost."""
        if event.plugin in (PLUGIN, "levels"):
            self.winning.horizon.drop_guild(event.guild)

    async def purged(self, event: GuildPurged) -> None:
        """Forget a guild whose data are gone."""
        self._books.drop(event.guild)
        self.winning.horizon.drop_guild(event.guild)
        await self.pictures.sweep()

    def hear(self, message: ChatMessage) -> None:
        """Remember where ``message`` was written."""
        if message.guild is not None:
            self.winning.places.note(message.guild, message.author, message.channel)

    def seen(self, guild: GuildId, member: UserId, channel: ChannelId) -> None:
        """Remember that ``member`` did something else in ``channel``."""
        self.winning.places.note(guild, member, channel)

    def demand_manager(self, actor: Actor) -> None:
        """Let those pass who manage the guild.

        Raises:
            PermissionMissing: they don't.
        """
        self.permits.demand(actor, MANAGE)

    # --- answers -------------------------------------------------------------------------------------------

    def rules(self, guild: GuildId) -> Sequence[Rule]:
        """Return everything that can be won in ``guild``."""
        return self._books.of(guild).rules

    def own(self, guild: GuildId) -> Sequence[Rule]:
        """Return what ``guild`` made itself."""
        return self._books.own(guild)

    def rule(self, guild: GuildId, key: str) -> Rule:
        """Return the rule called ``key``.

        Raises:
            UnknownAchievement: there's none.
        """
        found = self._books.of(guild).by_key.get(key)
        if found is None:
            raise UnknownAchievement(given=key[:50])
        return found

    async def shelf(self, guild: GuildId, member: UserId) -> Shelf:
        """Return what ``member`` has and could have; whatever they have reached by now is given before."""
        await self.winning.look(guild, {member: MOVING}, fresh=True)
        progresses = await self._progresses(guild, member)
        return Shelf(member, progresses, await self._pictures(one.rule for one in progresses if one.tier))

    async def badges(self, guild: GuildId, member: UserId, *, most: int = 8) -> tuple[Badge, ...]:
        """Return what ``member`` has to show, the dearest first; see `AchievementsApi.badges`."""
        # From what they hold alone: each rank card asks for this, and a history of years is long.
        held = (await self._store.held(guild, [member]))[member]
        tiers = [(rule, highest(rule, held)) for rule in self._books.of(guild).rules]
        won = [(rule, tier) for rule, tier in tiers if tier]
        dearest = sorted(won, key=lambda one: one[0].tiers[one[1] - 1].xp, reverse=True)[:most]
        pictures = await self._pictures(rule for rule, _ in dearest)
        return tuple(
            Badge(rule.key, named(rule, tier), rule.emoji, tier, len(rule.tiers), pictures.get(rule.key))
            for rule, tier in dearest
        )

    async def _progresses(self, guild: GuildId, member: UserId) -> tuple[Progress, ...]:
        history = (await self._levels.histories(guild, [member], fresh=False))[member]
        past = self.winning.past(guild, history)
        held = (await self._store.held(guild, [member]))[member]
        return tuple(progress(rule, past, held) for rule in self._books.of(guild).rules)

    async def _pictures(self, rules: Iterable[Rule]) -> dict[str, bytes]:
        found = {rule.key: await self._store.picture(rule.badge) for rule in rules if rule.badge is not None}
        return {key: picture for key, picture in found.items() if picture is not None}

    # --- by hand -------------------------------------------------------------------------------------------

    async def grant(self, guild: GuildId, member: UserId, key: str, tier: int | None, by: UserId) -> int:
        """Give ``member`` the rule's next tier, or all up to ``tier``, and return the highest.

        XP and roles come with it, once for all time. What was taken away is given back.

        Raises:
            UnknownAchievement: there's no such rule.
            AlreadyHeld: they have it.
        """
        rule = self.rule(guild, key)
        async with self._store.change(guild):
            back = await self._store.mark(guild, member, rule.key, taken=False, by=by)
            has = {one.tier for one in (await self._store.held(guild, [member]))[member] if one.rule == key}
            following = min(max(has, default=0) + (0 if back else 1), len(rule.tiers))
            wanted = min(tier or following, len(rule.tiers))
            now = self._clock.now()
            awards = [(rule.key, number) for number in range(1, wanted + 1)]
            new = (await self._store.give(guild, {member: awards}, now, by))[member]
            if not new and not back:
                raise AlreadyHeld(achievement=rule.key)
            won = [(rule, number) for number in sorted(number for _, number in new)]
            await self.winning.pay(guild, {member: won})
            if won:
                await self.winning.tell(guild, member, won)
            elif rule.role is not None:
                await self.roles.change(guild, member, rule.role, give=True)
        return max(has | {number for _, number in new})

    async def revoke(self, guild: GuildId, member: UserId, key: str, by: UserId) -> None:
        """Take a rule, with its role, from ``member``, so that it isn't won again; XP stay.

        Raises:
            UnknownAchievement: there's no such rule.
            NotHeld: they don't have it.
        """
        rule = self.rule(guild, key)
        async with self._store.change(guild):
            if not await self._store.mark(guild, member, rule.key, taken=True, by=by):
                raise NotHeld(achievement=rule.key)
            if rule.role is not None:
                await self.roles.change(guild, member, rule.role, give=False)

    # --- verifying -----------------------------------------------------------------------------------------

    async def verify(self, guild: GuildId, member: UserId | None = None) -> Report:
        """Compare what ``member``, or everybody, holds with what was counted of them."""
        rules = self._books.of(guild).rules
        drifts: list[Drift] = []
        checked, last = 0, NOBODY_YET
        those = [member] if member is not None else await self._next(guild, last)
        while those and checked < MOST_VERIFIED:
            held = await self._store.held(guild, those)
            histories = await self._levels.histories(guild, those, fresh=checked == 0)
            found = [drift(rules, one, self.winning.past(guild, histories[one]), held[one]) for one in those]
            drifts += [one for one in found if one.missing or one.unearned]
            checked += len(those)
            those = [] if member is not None else await self._next(guild, those[-1])
        return Report(checked, tuple(drifts), self._books.of(guild).by_key, is_complete=not those)

    async def repair(self, guild: GuildId, member: UserId | None = None) -> int:
        """Give whatever ``verify`` finds missing, without telling everybody; return how many tiers."""
        missing = [found.member for found in (await self.verify(guild, member)).drifts if found.missing]
        given = 0
        for first in range(0, len(missing), AT_ONCE):
            due = dict.fromkeys(missing[first : first + AT_ONCE], MOVING)
            given += await self.winning.look(guild, due, quiet=True)
        return given

    async def _next(self, guild: GuildId, after: UserId) -> list[UserId]:
        """Return the next members who were counted or hold something."""
        counted = await self._levels.members(guild, after=after, most=AT_ONCE)
        holding = await self._store.members(guild, after=after, most=AT_ONCE)
        return sorted({*counted, *holding})[:AT_ONCE]

    # --- privacy -------------------------------------------------------------------------------------------

    async def forget(self, user: UserId) -> None:
        """Delete everything about ``user``, also what only memory knows."""
        await self._watching.forget(user)
        await self._store.forget(user)

    async def export(self, user: UserId) -> dict[str, list[dict[str, Any]]]:
        """Return everything about ``user``."""
        return await self._store.export(user)
