"""A guild's own achievements: what can be measured, and how a form becomes a rule."""

import enum
import re
from dataclasses import dataclass

from tika_bot.base.ids import RoleId

from .refusals import NoName, NotAnEmoji, NotANumber
from .rules import Counter, Rule, Span, Tier, own_key


class Choice(enum.StrEnum):
    """What an own achievement can measure: a counter and a span, as the command offers them."""

    MESSAGES = enum.auto()
    MESSAGES_DAY = enum.auto()
    MESSAGES_WEEK = enum.auto()
    MESSAGES_DAYS = enum.auto()
    MESSAGES_STREAK = enum.auto()
    COUNTED = enum.auto()
    REACTIONS = enum.auto()
    REACTIONS_DAY = enum.auto()
    REACTIONS_DAYS = enum.auto()
    COMMANDS = enum.auto()
    VOICE = enum.auto()
    VOICE_DAY = enum.auto()
    VOICE_WEEK = enum.auto()
    VOICE_DAYS = enum.auto()
    XP = enum.auto()
    XP_DAY = enum.auto()
    XP_WEEK = enum.auto()
    LEVEL = enum.auto()
    HAND = enum.auto()

    @property
    def parts(self) -> tuple[Counter, Span]:
        """Return the counter and the span."""
        counter, _, span = self.value.partition("_")
        return Counter(counter), Span(span or "ever")

    @classmethod
    def of(cls, rule: "Rule") -> "Choice":
        """Return what ``rule`` measures."""
        return cls(rule.counter if rule.span is Span.EVER else f"{rule.counter}_{rule.span}")


MOST_OWN = 50
LONGEST_NAME = 40
LONGEST_ABOUT = 200
HIGHEST = 1_000_000_000
MOST_XP = 100_000


@dataclass(frozen=True, slots=True)
class Wish:
    """What an admin wrote about an own achievement, unchecked."""

    name: str
    about: str
    threshold: str
    xp: str
    emoji: str
    choice: Choice
    is_secret: bool = False
    role: RoleId | None = None
    badge: str | None = None


_CUSTOM_EMOJI = re.compile(r"<a?:\w{2,32}:\d{15,20}>")
_PLAIN = re.compile(r"[\w\s<>@#:/]")


def own_rule(number: int, wish: Wish) -> Rule:
    """Return the rule that ``wish`` describes.

    Raises:
        NoName: without a name.
        NotANumber: threshold or XP aren't whole numbers within their limits.
        NotAnEmoji: the emoji is words.
    """
    name = " ".join(wish.name.split())[:LONGEST_NAME]
    if not name:
        raise NoName
    counter, span = wish.choice.parts
    at = 1 if counter is Counter.HAND else _whole(wish.threshold, 1, HIGHEST)
    emoji = wish.emoji.strip() or "🏅"
    if not _CUSTOM_EMOJI.fullmatch(emoji) and (len(emoji) > 10 or _PLAIN.search(emoji)):  # noqa: PLR2004 # the longest flag is 7
        raise NotAnEmoji(given=emoji[:LONGEST_NAME])
    return Rule(
        key=own_key(number),
        counter=counter,
        span=span,
        tiers=(Tier(at, _whole(wish.xp or "0", 0, MOST_XP)),),
        emoji=emoji,
        is_secret=wish.is_secret,
        name=name,
        about=" ".join(wish.about.split())[:LONGEST_ABOUT],
        role=wish.role,
        badge=wish.badge,
    )


def _whole(given: str, least: int, most: int) -> int:
    digits = re.sub(r"[\s.,'_]", "", given)
    if not digits.isascii() or not digits.isdecimal() or not least <= int(digits[:12]) <= most:
        raise NotANumber(given=given[:LONGEST_NAME], least=least, most=most)
    return int(digits)
