"""Who is in voice where. Every change first settles the channel that it touches."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from tika_bot.base.clock import Clock
from tika_bot.base.ids import ChannelId, GuildId, RoleId, UserId

from .company import Company
from .voice import FRESH_AFTER, Earned, Presence, Stay, VoiceRules, begun, settled

DAY_S = 86_400
Where = tuple[GuildId, UserId]
RulesOf = Callable[[GuildId], VoiceRules]


class Rooms:
    """The stays of all guilds, and which of them have changed since they were last stored."""

    def __init__(self, clock: Clock, rules_of: RulesOf, credit: Callable[[Iterable[Earned]], None]) -> None:
        self._clock = clock
        self._rules_of = rules_of
        self._credit = credit
        self._stays: dict[GuildId, dict[UserId, Stay]] = {}
        self._met: set[GuildId] = set()
        """Where this process hears of voice; all other stays belong to others, or to nobody any more."""
        self._roles: dict[Where, tuple[RoleId, ...]] = {}
        """Of everybody who has a stay, as far as they are known; not stored, since Discord says them."""
        self.company = Company()
        self.changed: set[Where] = set()

    def load(self, stays: Iterable[Stay]) -> None:
        """Take over what was stored; what is known already is newer."""
        for stay in stays:
            self._stays.setdefault(stay.guild_id, {}).setdefault(stay.user_id, stay)

    def of(self, where: Where) -> Stay | None:
        """Return the stay of a member, None if there is none, or none any more."""
        return self._stays.get(where[0], {}).get(where[1])

    def move(self, guild: GuildId, member: UserId, how: Presence | None) -> None:
        """Hear that ``member`` is in voice like ``how`` from now on; None: not at all."""
        self._met.add(guild)
        now, before = self._clock.now(), self.of((guild, member))
        if before is not None and before.left_at is None:
            self._settle(guild, before.channel_id, now)
            before = self.of((guild, member))
        if how is not None:
            self._put(begun(guild, member, how, now, before))
            self._roles[guild, member] = how.roles
        elif before is not None and before.left_at is None:
            self._put(replace(before, left_at=now))
        self._credit(())

    def wear(self, guild: GuildId, member: UserId, roles: tuple[RoleId, ...]) -> None:
        """Hear that ``member`` has ``roles`` from now on; nothing happens if they aren't in voice."""
        stay = self.of((guild, member))
        if stay is None or stay.left_at is not None or self._roles.get((guild, member)) == roles:
            return
        self._settle(guild, stay.channel_id, self._clock.now())
        self._roles[guild, member] = roles

    def meet(self, guild: GuildId, present: Mapping[UserId, Presence]) -> None:
        """Compare with who is really there after a restart; whoever isn't left when we last looked."""
        self._met.add(guild)
        for member, stay in list(self._stays.get(guild, {}).items()):
            if member not in present and stay.left_at is None:
                self._put(replace(stay, left_at=stay.counted_until))
        for member, how in present.items():  # before anything is settled: nobody knew their roles
            self._roles.setdefault((guild, member), how.roles)
        for member, how in present.items():
            self.move(guild, member, how)

    def tick(self) -> None:
        """Settle all channels of guilds that were met; forget whose stay and whose day are over."""
        now = self._clock.now()
        for guild in self._met & self._stays.keys():
            for stay in list(self._stays[guild].values()):
                is_over = stay.left_at is not None and now - stay.left_at >= FRESH_AFTER
                if is_over and stay.day != int(now.timestamp()) // DAY_S:
                    self._drop((guild, stay.user_id))
            self._settle_all(guild, now)

    def close(self, guild: GuildId) -> None:
        """Settle what is owed and end all stays, if ``guild`` was met: time there counts no longer."""
        if guild in self._met:
            self._settle_all(guild, self._clock.now())
            self.meet(guild, {})

    def leave(self, guild: GuildId) -> None:
        """Drop all stays of ``guild``: the bot isn't there any more."""
        self._met.discard(guild)
        for member in list(self._stays.get(guild, ())):
            self._drop((guild, member))

    def purge(self, guild: GuildId) -> None:
        """Drop everything of ``guild``."""
        self.leave(guild)
        self.company.purge(guild)

    def forget(self, user: UserId) -> None:
        """Drop everything about ``user``."""
        self.company.forget(user)
        for guild, stays in list(self._stays.items()):
            if user in stays:
                self._drop((guild, user))

    def _settle_all(self, guild: GuildId, now: datetime) -> None:
        stays = self._stays.get(guild, {}).values()
        for channel in {stay.channel_id for stay in stays if stay.left_at is None}:
            self._settle(guild, channel, now)

    def _settle(self, guild: GuildId, channel: ChannelId, now: datetime) -> None:
        here = self._stays.get(guild, {}).values()
        room = [stay for stay in here if stay.channel_id == channel and stay.left_at is None]

        def is_usual(member: UserId, other: UserId) -> bool:
            return self.company.is_usual(guild, member, other, now)

        rules = self._rules_of(guild)
        without = [one.user_id for one in room if not rules.no_roles.isdisjoint(self._roles_of(one))]
        factors = {one.user_id: rules.multiplier(channel, self._roles_of(one)) for one in room}
        paid = settled(room, now, rules, is_usual=is_usual, without=without, factors=factors)
        earned = [one for one in paid if one.seconds]
        for one in earned:
            self._put(one.stay)
            self.company.add(guild, one.stay.user_id, one.company, now)
        self._credit(earned)

    def _roles_of(self, stay: Stay) -> tuple[RoleId, ...]:
        return self._roles.get((stay.guild_id, stay.user_id), ())

    def _put(self, stay: Stay) -> None:
        self._stays.setdefault(stay.guild_id, {})[stay.user_id] = stay
        self.changed.add((stay.guild_id, stay.user_id))

    def _drop(self, where: Where) -> None:
        self._stays[where[0]].pop(where[1])
        self._roles.pop(where, None)
        if not self._stays[where[0]]:
            del self._stays[where[0]]
        self.changed.add(where)
