"""How much patience somebody has left: a score that decays, and the mood that it puts the bot in.

Asking the same within 20 s adds 1, meeting the same refusal again adds 1, a thank-you takes 1 away; half of
it is forgotten every ten minutes.
"""

from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from tika_bot.base.clock import Clock
from tika_bot.base.ids import UserId

HALF_LIFE = timedelta(minutes=10)
SAME_COMMAND_WITHIN = timedelta(seconds=20)

THRESHOLDS: dict[int, tuple[float, float]] = {1: (2, 4), 2: (1, 3), 3: (0, 2)}
"""Mood strength → the scores above which a member hears a repeated, and a frustrated line."""


class Mood(StrEnum):
    """Which of a sentence's lines is spoken."""

    PLAIN = "plain"
    BASE = "base"
    REPEATED = "repeated"
    FRUSTRATED = "frustrated"


@dataclass(frozen=True, slots=True)
class Patience:
    """What one member has asked of the bot lately."""

    score: float = 0.0
    at: datetime | None = None
    command: str = ""
    command_at: datetime | None = None
    mistake: str = ""

    def now(self, moment: datetime) -> "Patience":
        """Return this patience as it stands at ``moment``."""
        if self.at is None or moment <= self.at:
            return replace(self, at=self.at or moment)
        return replace(self, score=self.score * 0.5 ** ((moment - self.at) / HALF_LIFE), at=moment)

    def asked(self, command: str, moment: datetime) -> "Patience":
        """Return the patience after ``command`` was used."""
        before = self.now(moment)
        soon = before.command_at is not None and moment - before.command_at <= SAME_COMMAND_WITHIN
        again = before.command == command and soon
        return replace(before, score=before.score + again, command=command, command_at=moment)

    def erred(self, mistake: str, moment: datetime) -> "Patience":
        """Return the patience after the refusal ``mistake`` (its key)."""
        before = self.now(moment)
        return replace(before, score=before.score + (before.mistake == mistake), mistake=mistake)

    def thanked(self, moment: datetime) -> "Patience":
        """Return the patience after a kind word."""
        before = self.now(moment)
        return replace(before, score=max(0.0, before.score - 1))


def mood_for(score: float, strength: int) -> Mood:
    """Return the mood at ``score`` in a guild whose mood strength is ``strength``, 0 to 3."""
    if strength not in THRESHOLDS:
        return Mood.PLAIN
    repeated, frustrated = THRESHOLDS[strength]
    if score > frustrated:
        return Mood.FRUSTRATED
    return Mood.REPEATED if score > repeated else Mood.BASE


class Moods:
    """The patience of the members seen last; whoever hasn't been seen for long starts afresh."""

    def __init__(self, clock: Clock, *, members: int = 5_000) -> None:
        self._clock = clock
        self._members = members
        self._patience: OrderedDict[UserId, Patience] = OrderedDict()

    def asked(self, member: UserId, command: str) -> None:
        """Note that ``member`` used ``command``."""
        self._put(member, self._of(member).asked(command, self._clock.now()))

    def erred(self, member: UserId, mistake: str) -> None:
        """Note that ``member`` met the refusal with the key ``mistake``."""
        self._put(member, self._of(member).erred(mistake, self._clock.now()))

    def thanked(self, member: UserId) -> None:
        """Note that ``member`` said thanks."""
        self._put(member, self._of(member).thanked(self._clock.now()))

    def mood(self, member: UserId, *, strength: int) -> Mood:
        """Return the mood in which to answer ``member``; ``strength`` is the guild's, 0 for plain words."""
        return mood_for(self._of(member).now(self._clock.now()).score, strength)

    def _of(self, member: UserId) -> Patience:
        return self._patience.get(member, Patience())

    def _put(self, member: UserId, patience: Patience) -> None:
        self._patience[member] = patience
        self._patience.move_to_end(member)
        if len(self._patience) > self._members:
            self._patience.popitem(last=False)
