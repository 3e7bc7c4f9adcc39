"""A reminder and its life: it waits, it rings, it is settled; a repeating one waits again at once."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from tika_bot.base.ids import ChannelId, GuildId, UserId

from .refusals import InThePast, NoText, TextTooLong, TooLate, Unclear
from .repeating import Rule

KEPT_AFTER_RING = timedelta(days=30)
"""How long a single reminder stays after its ring, so that its buttons still work."""

PUNCTUAL = timedelta(minutes=1)
"""A ring that is later than this apologises."""

PAGE = 5
"""Reminders on a page of the list: as many as there is room for with their full text."""


class State(StrEnum):
    """Where in its life a reminder is. A settled single one no longer exists."""

    WAITING = "waiting"
    RUNG = "rung"


class Delay(StrEnum):
    """What the snooze buttons offer, as a phrase that every wall understands."""

    SHORT = "10m"
    LONG = "1h"
    TOMORROW = "tomorrow"


@dataclass(frozen=True, slots=True)
class Key:
    """Names a reminder. Numbers count up per member and guild and are never used again."""

    guild: GuildId
    member: UserId
    number: int

    @property
    def slug(self) -> str:
        """The key of its timers in its guild."""
        return f"{self.member}:{self.number}"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a member asked for: ``what`` at ``when``, both as they typed it."""

    guild: GuildId
    member: UserId
    channel: ChannelId
    when: str
    what: str
    locale: str
    request: str
    """The same for each repetition of one request, which then makes one reminder."""
    direct: bool = False


@dataclass(frozen=True, slots=True)
class Reminder:
    """What to say to whom, and when."""

    key: Key
    channel: ChannelId
    """Where it was set."""
    direct: bool
    """Whether it rings in the member's direct messages instead."""
    text: str
    due: datetime
    zone: str
    """The wall on which it was set; "tomorrow" on a snooze button means tomorrow there."""
    locale: str
    made: datetime
    rule: Rule | None = None
    occurrence: int = 1
    """Grows with each ring and each move. Who changes a reminder names the one that they saw."""
    state: State = State.WAITING
    settled: int = 0
    """The last occurrence of a repeating reminder whose ring was snoozed or done."""


def clean_text(text: str, most: int) -> str:
    """Return ``text`` as it may be shown: no control signs that turn a page around, no outer spaces.

    Raises:
        NoText: nothing is left.
        TextTooLong: more than ``most`` characters.
    """
    # U+202E and its kin would mirror whatever stands after the text; right-to-left letters don't need them.
    shown = re.sub("[\u202a-\u202e\u2066-\u2069]", "", text)
    shown = "".join(sign for sign in shown if sign == "\n" or unicodedata.category(sign) != "Cc").strip()
    if not re.search(r"[^\s\u200b-\u200f\u2060\ufeff\u115f\u3164]", shown):
        raise NoText
    if len(shown) > most:
        raise TextTooLong(length=len(shown), most=most)
    return shown


def ring(reminder: Reminder, now: datetime) -> Reminder:
    """Return the reminder as its ring leaves it; a repeating one waits for the next after ``now``.

    Occurrences missed while nobody was awake ring once, together.
    """
    if reminder.rule is None:
        return replace(reminder, state=State.RUNG)
    due = reminder.rule.after(max(now, reminder.due))
    return replace(reminder, due=due, occurrence=reminder.occurrence + 1)


def move(reminder: Reminder, due: datetime, now: datetime) -> Reminder:
    """Return the reminder put off to ``due``; the rings after it stay where the rule has them.

    Raises:
        InThePast: ``due`` is over.
    """
    if due <= now:
        raise InThePast(due)
    return replace(reminder, due=due, state=State.WAITING, occurrence=reminder.occurrence + 1)


def once_more(reminder: Reminder, key: Key, due: datetime) -> Reminder:
    """Return a single reminder under ``key`` that says the same at ``due``."""
    return replace(reminder, key=key, due=due, rule=None, occurrence=1, state=State.WAITING, settled=0)


def settle(reminder: Reminder, occurrence: int) -> Reminder:
    """Return a repeating reminder whose ring ``occurrence`` needs nothing more.

    Raises:
        TooLate: it was settled before.
    """
    if occurrence <= reminder.settled or occurrence >= reminder.occurrence:
        raise TooLate
    return replace(reminder, settled=occurrence)


def split_wish(text: str, reads: Callable[[str], object | None]) -> tuple[str, str]:
    """Return (when, what) of "tomorrow at 9 water the plants".

    ``reads`` returns what a phrase means as a time, or None. The longest beginning that is a time wins, cut
    back as long as its meaning stays the same, so that "at 9 the plants" keeps its article.

    Raises:
        Unclear: it doesn't begin with a time.
        NoText: nothing is left after the time.
    """
    words = text.split()
    found = next((n for n in range(min(len(words), 10), 0, -1) if reads(" ".join(words[:n]))), 0)
    if not found:
        raise Unclear(text[:50])
    said = reads(" ".join(words[:found]))
    while found > 1 and reads(" ".join(words[: found - 1])) == said:
        found -= 1
    if found == len(words):
        raise NoText
    # The text keeps its line breaks, which split() would have eaten.
    rest = text.split(maxsplit=found)[found]
    return " ".join(words[:found]), re.sub(r"^(?:to|that|dass|zu|de|que)\s+", "", rest, flags=re.IGNORECASE)


def languages(locale: str) -> list[str]:
    """Return the languages in which a stranger's parser may read: the member's and English."""
    own = locale.split("-", maxsplit=1)[0]
    return ["en"] if own == "en" or not own.isalpha() else [own, "en"]
