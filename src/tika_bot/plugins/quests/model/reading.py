"""What admins write into the form, understood."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .quest import Difficulty, Metric
from .refusals import AmountUnreadable, NameMissing, RewardUnreadable, WindowUnreadable

LONGEST_NAME = 60
LONGEST_TEXT = 200
MOST: dict[Metric, int] = {Metric.DAYS: 100, Metric.LEVEL: 500, Metric.LEVELS: 100, Metric.VOICE: 10_000}
"""The largest amounts as an admin writes them (of voice: minutes)."""
MOST_AMOUNT = 1_000_000
MOST_XP = 100_000
MOST_COINS = 1_000_000_000

USUAL_XP: dict[Difficulty, int] = {Difficulty.EASY: 40, Difficulty.MEDIUM: 100, Difficulty.HARD: 250}
"""What a quest earns of which nobody said it."""

_COINS = re.compile(r"(\d{1,10})\s*([a-z][a-z0-9_]{0,31})")
_GROUPED = re.compile(r"(?<!\w)\d{1,3}([., \u00a0\u2009\u202f])\d{3}(?:\1\d{3})*(?!\d)")
"""Thousands; ``1.5`` isn't one, and must not be taken for 15."""
_DATE = r"(2\d{3}-\d{2}-\d{2})"
"""Of a year that no zone and no clock has trouble with."""
_DAYS = re.compile(rf"\D*{_DATE}\D+{_DATE}\D*")
"""A date in any other writing has digits too, and must not be passed over."""
_LAST_DAY = re.compile(rf"(?:(?:until|till|to|bis)\s|[-–])?\s*{_DATE}")


@dataclass(frozen=True, slots=True)
class Prize:
    """What a quest earns."""

    xp: int
    coins: int = 0
    currency: str = ""


def read_name(given: str) -> str:
    """Return the name on one line.

    Raises:
        NameMissing: it is empty.
    """
    name = " ".join(given.split())[:LONGEST_NAME]
    if not name:
        raise NameMissing
    return name


def read_amount(given: str, metric: Metric) -> int:
    """Return the target; minutes in voice become seconds.

    Raises:
        AmountUnreadable: it is no whole number, or out of range.
    """
    digits = _ungrouped(given).strip()
    most = MOST.get(metric, MOST_AMOUNT)
    if not digits.isdecimal() or len(digits) > len(str(most)) or not 1 <= int(digits) <= most:
        raise AmountUnreadable(given=given[:50], most=most)
    return int(digits) * (60 if metric is Metric.VOICE else 1)


def read_prize(given: str, difficulty: Difficulty) -> Prize:
    """Return what ``150 xp, 20 coins`` says; nothing said means what its difficulty usually earns.

    Raises:
        RewardUnreadable: it isn't XP with or without an amount of one currency, or too much.
    """
    parts = [part.strip().casefold() for part in re.split(r"[,+;]", _ungrouped(given)) if part.strip()]
    if not parts:
        return Prize(USUAL_XP[difficulty])
    found: dict[str, int] = {}
    for part in parts:
        match = _COINS.fullmatch(part if not part.isdecimal() else f"{part} xp")
        if match is None or match[2] in found:
            raise RewardUnreadable(given=given[:50])
        found[match[2]] = int(match[1])
    xp = found.pop("xp", 0)
    currency, coins = next(iter(found.items()), ("", 0))
    if len(found) > 1 or xp > MOST_XP or coins > MOST_COINS or not (xp or coins):
        raise RewardUnreadable(given=given[:50])
    return Prize(xp, coins, currency if coins else "")


def read_window(given: str, zone: ZoneInfo, reset: time) -> tuple[datetime | None, datetime | None]:
    """Return start and end of ``2026-12-01 to 2026-12-24``; the last day belongs to it.

    One date is the end. Days begin when the guild's do. Nothing written means no window.

    Raises:
        WindowUnreadable: there are no such dates, or they are the wrong way round.
    """
    written = given.strip().casefold()
    if not written:
        return None, None
    found = _LAST_DAY.fullmatch(written) or _DAYS.fullmatch(written)
    try:
        days = [date.fromisoformat(one) for one in found.groups()] if found else []
    except ValueError as wrong:
        raise WindowUnreadable(given=given[:50]) from wrong
    if not days or days[0] > days[-1]:
        raise WindowUnreadable(given=given[:50])
    end = datetime.combine(days[-1] + timedelta(days=1), reset, zone)
    start = datetime.combine(days[0], reset, zone) if len(days) > 1 else None
    return start, end


def _ungrouped(given: str) -> str:
    """Return ``given`` with its thousands as plain digits: ``2500 coins`` for ``2,500 coins``."""
    return _GROUPED.sub(lambda grouped: grouped[0].replace(grouped[1], ""), given)


def written_amount(amount: int, metric: Metric) -> str:
    """Return ``amount`` as `read_amount` reads it."""
    return str(amount // 60 if metric is Metric.VOICE else amount)


def written_prize(prize: Prize) -> str:
    """Return ``prize`` as `read_prize` reads it."""
    parts = [f"{prize.xp} xp"] if prize.xp else []
    return ", ".join([*parts, *([f"{prize.coins} {prize.currency}"] if prize.coins else [])])


def written_window(starts: datetime | None, ends: datetime | None, zone: ZoneInfo) -> str:
    """Return a window as `read_window` reads it."""
    if ends is None:
        return ""
    # The end is when the day after the last one begins, at whatever hour the guild's days begin.
    last = ends.astimezone(zone).date() - timedelta(days=1)
    days = [last] if starts is None else [starts.astimezone(zone).date(), last]
    return " to ".join(day.isoformat() for day in days)
