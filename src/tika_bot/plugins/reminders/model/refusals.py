"""What can be wrong with a wish to be reminded. Each says in its sentence what to do instead."""

from datetime import datetime

from tika_bot.base.errors import Refusal


class Unclear(Refusal):
    """Nobody could read ``phrase`` as a time. ``word`` is the first part that made no sense, or empty."""

    key = "reminders.unclear"

    def __init__(self, phrase: str, word: str = "") -> None:
        super().__init__(phrase=phrase, word=word, known=int(not word))
        self.word = word


class PhraseTooLong(Refusal):
    """The time has more than ``most`` characters."""

    key = "reminders.phrase_too_long"


class InThePast(Refusal):
    """That time is over. ``at`` (UTC) is how it was read, None if the words themselves mean the past."""

    key = "reminders.in_the_past"

    def __init__(self, at: datetime | None = None) -> None:
        super().__init__(at=at, read=int(at is not None))
        self.at = at


class TooFar(Refusal):
    """More than five years ahead."""

    key = "reminders.too_far"


class TooOften(Refusal):
    """Repeats within the hour."""

    key = "reminders.too_often"


class NoSuchHour(Refusal):
    """The clocks jump over that time in spring. ``instead`` (UTC) is as far behind the gap."""

    key = "reminders.no_such_hour"

    def __init__(self, instead: datetime, zone: str) -> None:
        super().__init__(instead=instead, zone=zone)
        self.instead = instead


class HappensTwice(Refusal):
    """The clocks go back in autumn and show that time twice, at ``first`` and at ``second`` (UTC)."""

    key = "reminders.happens_twice"

    def __init__(self, first: datetime, second: datetime, offsets: tuple[str, str]) -> None:
        super().__init__(first=first, second=second, first_offset=offsets[0], second_offset=offsets[1])
        self.first, self.second = first, second


class NoText(Refusal):
    """Nothing to be reminded of."""

    key = "reminders.no_text"


class TextTooLong(Refusal):
    """The text has ``length`` characters, ``most`` are allowed."""

    key = "reminders.text_too_long"


class TooMany(Refusal):
    """The member has ``most`` open reminders here already."""

    key = "reminders.too_many"


class NoDirectMessages(Refusal):
    """The member switched direct messages off."""

    key = "reminders.no_direct"


class MayNotSpeak(Refusal):
    """The member may not write in the channel, so we don't in their name."""

    key = "reminders.may_not_speak"


class NotFound(Refusal):
    """The member has no open reminder ``number`` here."""

    key = "reminders.not_found"


class SeveralReminders(Refusal):
    """More than one of theirs says ``text`` here."""

    key = "reminders.several_reminders"


class TooLate(Refusal):
    """The button belongs to a ring that is settled already."""

    key = "reminders.too_late"
