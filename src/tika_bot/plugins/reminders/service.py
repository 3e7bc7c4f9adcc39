"""What members can do with their reminders, and what happens when one is due."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Any, cast

from tika_bot.base.clock import Clock
from tika_bot.base.errors import Busy
from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.outbox import Outbox, Place
from tika_bot.core.settings import Settings as AllSettings
from tika_bot.core.timers import Timers

from . import model
from .model import Delay, Here, Key, NoDirectMessages, NotFound, Plan, Reminder, State, TooLate, TooMany, Wish
from .settings import Settings
from .store import ReminderStore

PLUGIN = "reminders"
UNSET_ZONE = "UTC"


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a member's list. ``number`` counts from 1 and is within 1…``pages``."""

    reminders: tuple[Reminder, ...]
    number: int
    pages: int
    total: int


class Reminders:
    """The plugin's verbs."""

    def __init__(
        self, store: ReminderStore, timers: Timers, outbox: Outbox, settings: AllSettings, clock: Clock
    ) -> None:
        self._store = store
        self._timers = timers
        self._outbox = outbox
        self._settings = settings
        self._clock = clock

    def has_zone(self, member: UserId) -> bool:
        """Return whether ``member`` has told us their zone; until then their wall shows UTC."""
        return self._settings.of_member(member).zone != UNSET_ZONE

    async def set(self, wish: Wish) -> Reminder:
        """Write down what ``wish`` asks for and return it; the same request again returns the same.

        Raises:
            Refusal: the time or the text can't be used, or the member has too many.
        """
        tuned = self._tuned(wish.guild)
        text = model.clean_text(wish.what, tuned.longest)
        if wish.direct and not self._settings.of_member(wish.member).direct:
            raise NoDirectMessages
        here = self._here(wish.guild, wish.member, wish.locale)
        plan = await _read_plan(wish.when, here)
        async with self._store.change(wish.guild):
            number = await self._store.next_number(wish.guild, wish.member)
            waiting, made = await self._store.look(wish.guild, wish.member, wish.request)
            if made is not None:
                return await self.show(Key(wish.guild, wish.member, made))
            if waiting >= tuned.most:
                raise TooMany(most=tuned.most)
            reminder = Reminder(
                key=Key(wish.guild, wish.member, number),
                channel=wish.channel,
                direct=wish.direct,
                text=text,
                due=plan.first,
                zone=here.zone_name,
                locale=wish.locale,
                made=here.now,
                rule=plan.rule,
            )
            await self._store.add(reminder, wish.request)
            await self._arm(reminder)
        return reminder

    async def page(self, guild: GuildId, member: UserId, number: int = 1) -> Page:
        """Return page ``number`` of what waits for ``member`` in ``guild``, or the nearest page there is."""
        total = await self._store.waiting(guild, member)
        pages = max(1, -(-total // model.PAGE))
        number = min(max(number, 1), pages)
        found = await self._store.page(guild, member, (number - 1) * model.PAGE, model.PAGE)
        return Page(tuple(found), number, pages, total)

    async def waiting(self, guild: GuildId, member: UserId, typed: str = "") -> list[Reminder]:
        """Return waiting reminders whose number or text contains ``typed``, the next to ring first."""
        everything = await self._store.page(guild, member, 0, self._tuned(guild).most)
        typed = typed.casefold().strip().removeprefix("#")
        return [
            reminder
            for reminder in everything
            if typed in str(reminder.key.number) or typed in reminder.text.casefold()
        ]

    async def show(self, key: Key) -> Reminder:
        """Return the reminder.

        Raises:
            NotFound: there's none (any more).
        """
        found = await self._store.get(key)
        if found is None:
            raise NotFound(number=key.number)
        return found

    async def cancel(self, key: Key) -> Reminder:
        """Delete a reminder with all its future rings; return it as it was.

        Raises:
            NotFound: there's none (any more).
            Busy: it changed at the same moment.
        """
        async with self._store.change(key.guild):
            reminder = await self.show(key)
            if not await self._store.drop(reminder):
                raise Busy
            await self._disarm(key)
        return reminder

    async def postpone(self, key: Key, when: str, locale: str) -> Reminder:
        """Move the next ring to ``when``; a repeating reminder keeps its rhythm after that.

        Raises:
            Refusal: there's no such reminder, or ``when`` can't be used.
            Busy: it changed at the same moment.
        """
        await self.show(key)
        plan = await self._plan(key, when, locale)
        async with self._store.change(key.guild):
            reminder = await self.show(key)
            moved = model.move(reminder, plan.first, self._clock.now())
            if not await self._store.swap(reminder, moved):
                raise Busy
            await self._disarm(key)
            await self._arm(moved)
        return moved

    async def snooze(self, key: Key, occurrence: int, delay: Delay) -> Reminder:
        """Let the ring ``occurrence`` come again after ``delay``; return what will ring.

        A repeating reminder goes on as it would, and a single one is made for the delay.

        Raises:
            TooLate: that ring was snoozed, done or cancelled before.
        """
        seen = await self._rung(key, occurrence)
        plan = await self._plan(key, delay, "en", seen.zone)
        async with self._store.change(key.guild):
            reminder = await self._rung(key, occurrence)
            if reminder.rule:
                await self._settle(reminder, occurrence)
                number = await self._store.next_number(key.guild, key.member)
                again = model.once_more(reminder, replace(key, number=number), plan.first)
                await self._store.add(again)
            else:
                again = model.move(reminder, plan.first, self._clock.now())
                if not await self._store.swap(reminder, again):
                    raise TooLate
                await self._disarm(key)
            await self._arm(again)
        return again

    async def done(self, key: Key, occurrence: int) -> Reminder:
        """Take note that the ring ``occurrence`` needs nothing more; return the reminder.

        Raises:
            TooLate: that ring was snoozed, done or cancelled before.
        """
        async with self._store.change(key.guild):
            reminder = await self._rung(key, occurrence)
            if reminder.rule:
                return await self._settle(reminder, occurrence)
            if not await self._store.drop(reminder):
                raise TooLate
            await self._disarm(key)
        return reminder

    async def ring(self, key: Key, occurrence: int) -> bool:
        """Say the reminder unless it was cancelled, moved or said already; return whether it was said."""
        now = self._clock.now()
        async with self._store.change(key.guild):
            reminder = await self._store.get(key)
            if reminder is None or (reminder.occurrence, reminder.state) != (occurrence, State.WAITING):
                return False
            after = model.ring(reminder, now)
            if not await self._store.swap(reminder, after):
                return False
            await self._say(reminder, after)
            await self._arm(after)
        return True

    async def sweep(self, key: Key, occurrence: int) -> None:
        """Forget a single reminder that rang long ago and was never touched since."""
        async with self._store.change(key.guild):
            reminder = await self._store.get(key)
            if reminder and (reminder.occurrence, reminder.state) == (occurrence, State.RUNG):
                await self._store.drop(reminder)

    async def forget(self, user: UserId) -> None:
        """Delete everything that we keep about ``user``, in all guilds."""
        async with self._store.everywhere():
            for reminder in await self._store.all_of(user):
                await self._disarm(reminder.key)
            await self._store.forget(user)

    async def export(self, user: UserId) -> list[dict[str, Any]]:
        """Return everything that we keep about ``user``, as JSON values."""
        return [
            {
                "guild": str(reminder.key.guild),
                "number": reminder.key.number,
                "channel": str(reminder.channel),
                "direct": reminder.direct,
                "text": reminder.text,
                "due": reminder.due.isoformat(),
                "made": reminder.made.isoformat(),
                "repeats": reminder.rule.text() if reminder.rule else None,
                "state": str(reminder.state),
            }
            for reminder in await self._store.all_of(user)
        ]

    async def switched(self, guild: GuildId, on: bool) -> None:  # noqa: FBT001 the platform's signature
        """Do nothing: while reminders are off their timers wait, and ring late when they are on again."""

    async def _plan(self, key: Key, when: str, locale: str, zone: str | None = None) -> Plan:
        here = self._here(key.guild, key.member, locale)
        if zone:
            here = replace(here, zone_name=zone)
        return await _read_plan(when, here)

    async def _rung(self, key: Key, occurrence: int) -> Reminder:
        """Return the reminder whose ring ``occurrence`` is still open."""
        reminder = await self._store.get(key)
        if reminder is None:
            raise TooLate
        if reminder.rule is None and (reminder.occurrence, reminder.state) != (occurrence, State.RUNG):
            raise TooLate
        return reminder

    async def _settle(self, reminder: Reminder, occurrence: int) -> Reminder:
        settled = model.settle(reminder, occurrence)
        if not await self._store.swap(reminder, settled):
            raise TooLate
        return settled

    async def _say(self, rung: Reminder, after: Reminder) -> None:
        """Post the ring; if its place is closed by then, the other one hears of it."""
        key = rung.key
        channel = Place(key.guild, channel=rung.channel)
        direct = Place(key.guild, user=key.member)
        first, second = (direct, channel) if rung.direct else (channel, direct)
        data = {
            "guild": str(key.guild),
            "member": str(key.member),
            "number": key.number,
            "occurrence": rung.occurrence,
            "text": rung.text,
            "due": int(rung.due.timestamp()),
            "made": int(rung.made.timestamp()),
            "next": int(after.due.timestamp()) if after.rule else None,
            "late": self._clock.now() - rung.due > model.PUNCTUAL,
            "direct": rung.direct,
            "channel": str(rung.channel),
            "locale": rung.locale,
        }
        # The due time is in the key since numbers begin anew for a user who was forgotten.
        name = f"reminder:{key.slug}:{rung.occurrence}:{data['due']}"
        await self._outbox.post(first, view=(PLUGIN, "ring"), data=data, key=name, otherwise=second)

    async def _arm(self, reminder: Reminder) -> None:
        """Set the timer for what comes next: the ring, or the end of a single reminder that rang."""
        key = reminder.key
        verb, due = "ring", reminder.due
        if reminder.state is State.RUNG:
            verb, due = "sweep", self._clock.now() + model.KEPT_AFTER_RING
        payload = {
            "guild": str(key.guild),
            "member": str(key.member),
            "number": key.number,
            "occurrence": reminder.occurrence,
        }
        await self._timers.at(due, PLUGIN, verb, payload, guild=key.guild, key=key.slug)

    async def _disarm(self, key: Key) -> None:
        for verb in ("ring", "sweep"):
            await self._timers.cancel_key(PLUGIN, verb, key.slug, guild=key.guild)

    def _tuned(self, guild: GuildId) -> Settings:
        return cast("Settings", self._settings.of(guild, PLUGIN))

    def _here(self, guild: GuildId, member: UserId, locale: str) -> Here:
        morning = time(self._tuned(guild).morning_hour)
        return Here(self._clock.now(), self._settings.of_member(member).zone, morning, locale)


class _Strange(Exception):
    """Our own words don't cover it."""


async def _read_plan(when: str, here: Here) -> Plan:
    """Return when ``when`` rings. A stranger is asked in a thread, since that may take a while."""

    def nobody(_phrase: str, _wall: datetime) -> None:
        raise _Strange

    try:
        return model.read_plan(when, here, nobody)
    except _Strange:
        return await asyncio.to_thread(model.read_plan, when, here, guess_in(here.locale))


def guess_in(locale: str) -> model.Guess:
    """Return a stranger who reads times in the language of ``locale`` and in English."""

    def guess(phrase: str, wall: datetime) -> datetime | None:
        import dateparser

        # Without languages, one miss blocks for seconds while it tries two hundred of them.
        settings = {
            "RELATIVE_BASE": wall,
            "PREFER_DATES_FROM": "future",
            "PARSERS": ["relative-time", "absolute-time"],
            "REQUIRE_PARTS": ["day", "month"],
        }
        for languages in (model.languages(locale), ["en"]):
            try:
                found = dateparser.parse(phrase, languages=languages, settings=settings)
            except (ValueError, OverflowError):  # a language that it doesn't know, or the year 99999
                continue
            return found.replace(tzinfo=None) if found else None
        return None

    return guess
