"""A guild's own achievements: made, changed, deleted, listed."""

from dataclasses import replace

from tika_bot.base.errors import Busy
from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.events import Events
from tika_bot.plugins.achievements.model import (
    MOST_OWN,
    OWN,
    NotOwn,
    Rule,
    TooManyOwn,
    UnknownAchievement,
    Wish,
    own_rule,
)
from tika_bot.plugins.achievements.store import AchievementStore

from .books import Books, OwnChanged
from .report import Listed
from .sharing import Sharing

PER_PAGE = 8
TRIES = 3
"""Whoever makes one at the same moment may take the number first."""


class Making:
    """The pen of admins."""

    def __init__(self, store: AchievementStore, books: Books, events: Events, sharing: Sharing) -> None:
        self._store = store
        self._books = books
        self._events = events
        self.sharing = sharing

    async def create(self, guild: GuildId, wish: Wish, *, by: UserId, request: str) -> Rule:
        """Write down what ``wish`` asks for and return it; the same ``request`` again returns the same.

        Raises:
            Refusal: something in it can't be, or there are too many.
        """
        for _ in range(TRIES):
            made = await self._store.made_by(guild, request)
            if made is not None:
                return made
            async with self._store.change(guild):
                if len(await self._store.own(guild)) >= MOST_OWN:
                    raise TooManyOwn(most=MOST_OWN)
                rule = own_rule(await self._store.next_number(guild), wish)
                written = await self._store.add(guild, rule, by, request)
            if written:
                await self._events.tell(OwnChanged(guild))
                return rule
        raise Busy

    async def change(self, guild: GuildId, key: str, wish: Wish) -> tuple[Rule, int]:
        """Let the own achievement ``key`` be what ``wish`` says; return it and how many get its role now.

        Without a new picture it keeps its own. Who holds it gets a role that is new, and keeps the old one.

        Raises:
            Refusal: something in it can't be, or it's gone.
        """
        before = self.own(guild, key)
        kept = replace(wish, badge=wish.badge or before.badge)
        rule = own_rule(int(key.removeprefix(OWN)), kept)
        async with self._store.change(guild):
            if not await self._store.put(guild, rule):
                raise UnknownAchievement(given=before.name)
            holders = await self.sharing.begin(guild, rule) if rule.role != before.role else 0
        await self._events.tell(OwnChanged(guild))
        if before.badge is not None and before.badge != rule.badge:
            await self._store.drop_picture(before.badge)
        return rule, holders

    async def delete(self, guild: GuildId, key: str) -> tuple[Rule, int]:
        """Delete an own achievement; return it and from how many members it went.

        Raises:
            UnknownAchievement: it's gone already.
        """
        rule = self.own(guild, key)
        held = await self._store.drop(guild, rule)
        if held is None:
            raise UnknownAchievement(given=rule.name)
        await self._events.tell(OwnChanged(guild))
        if rule.badge is not None:
            await self._store.drop_picture(rule.badge)
        return rule, held

    def own(self, guild: GuildId, key: str) -> Rule:
        """Return the own achievement ``key``.

        Raises:
            NotOwn: it's built in.
            UnknownAchievement: there's none.
        """
        for rule in self._books.own(guild):
            if rule.key == key:
                return rule
        if key in self._books.of(guild).by_key:
            raise NotOwn
        raise UnknownAchievement(given=key[:50])

    async def listed(self, guild: GuildId, page: int) -> Listed:
        """Return one page of own achievements, or the nearest there is."""
        own = self._books.own(guild)
        pages = max(1, -(-len(own) // PER_PAGE))
        page = min(max(page, 1), pages)
        holders = await self._store.holders(guild)
        shown = own[(page - 1) * PER_PAGE : page * PER_PAGE]
        return Listed(tuple((rule, holders.get(rule.key, 0)) for rule in shown), page, pages, len(own))
