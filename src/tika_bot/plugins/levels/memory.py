"""What levels remember of the last minutes, in a few hundred bytes a member and for a bounded number of them.

Everything about one member is one record, so a message costs one look for it. The records of those who did
something last are two dictionaries that take turns: when the younger is full, the older one is dropped as a
whole, so nobody is swept one by one. Texts and traces are packed: objects would take ten times the room.

Rests outlast the records, in the same way: by the time of the longest, not by the number of members.
"""

import struct
from datetime import UTC, datetime
from operator import attrgetter

import msgspec

from tika_bot.base.ids import ChannelId, GuildId, UserId

from .model import REMEMBERED, Noticed, Reason, Source, Why, fingerprint

DOERS = 16_384
"""Members whose last texts and fates are remembered, at least; at most twice as many, in eight megabytes."""

TRACED = 5
"""Fates kept of each, of messages and of other deeds."""

MOST_XP = 2**32 - 1
"""Of a deed; a message can't earn nearly as much."""

_FATE = struct.Struct("<IBIQ")
"""Second, reason, XP, channel."""

_DEED = struct.Struct("<IBBIQ")
"""The same of another deed than a message, with its source after the second."""

_SOURCES = tuple(Source)
_PRINT = struct.Struct("<q")
_PRINTS, _FATES, _DEEDS = -_PRINT.size * REMEMBERED, -_FATE.size * TRACED, -_DEED.size * TRACED
"""Where what is kept begins, counted from the end."""

Who = tuple[GuildId, UserId]


class Kept(msgspec.Struct, gc=False):
    """What is remembered of one member who did something lately."""

    rests_until: int = 0
    """The second at which a message may earn again."""
    prints: bytes = b""
    fates: bytes = b""
    deeds: bytes = b""

    def repeats(self, content: str) -> bool:
        """Remember ``content``; return whether it is among the member's last five."""
        mark = _PRINT.pack(fingerprint(content))
        known = self.prints
        at = known.find(mark)
        while at > 0 and at % 8:  # the end of one and the beginning of the next
            at = known.find(mark, at + 1)
        self.prints = (known + mark)[_PRINTS:]
        return at >= 0

    def note(self, second: int, reason: Reason, xp: int, channel: ChannelId) -> None:
        """Remember what became of a message."""
        self.fates = (self.fates + _FATE.pack(second, reason, xp, channel))[_FATES:]

    def note_deed(self, source: Source, second: int, reason: Reason, xp: int, channel: ChannelId) -> None:
        """Remember what became of another deed; minutes in voice that go on alike are one."""
        kept, number = self.deeds, _SOURCES.index(source)
        if source is Source.VOICE and kept:
            _, *alike, before, there = _DEED.unpack_from(kept, len(kept) - _DEED.size)
            if (alike, there) == ([number, reason], channel):
                kept, xp = kept[: -_DEED.size], xp + before
        self.deeds = (kept + _DEED.pack(second, number, reason, min(xp, MOST_XP), channel))[_DEEDS:]

    def noticed(self) -> tuple[Noticed, ...]:
        """Return what is remembered, newest first."""
        found = [
            Noticed(datetime.fromtimestamp(second, UTC), Reason(reason), xp, ChannelId(channel))
            for second, reason, xp, channel in _FATE.iter_unpack(self.fates)
        ]
        found += [
            Noticed(
                datetime.fromtimestamp(second, UTC), Reason(reason), xp, ChannelId(channel), _SOURCES[source]
            )
            for second, source, reason, xp, channel in _DEED.iter_unpack(self.deeds)
        ]
        found.sort(key=attrgetter("at"))
        return tuple(reversed(found))


class Memory:
    """The records of those who did something last, and everybody's rests."""

    def __init__(self, since: datetime) -> None:
        self._since = since
        self._young: dict[GuildId, dict[UserId, Kept]] = {}
        self._old: dict[GuildId, dict[UserId, Kept]] = {}
        self._count = 0
        """Of the younger records."""
        self._rests: dict[GuildId, dict[UserId, int]] = {}
        self._old_rests: dict[GuildId, dict[UserId, int]] = {}
        self._longest_s = 0
        self._turn_at_s = 0
        """When all of the older rests are over, and the two change places."""

    def __len__(self) -> int:
        """Return of how many something is remembered beside their rests."""
        return self._count + sum(map(len, self._old.values()))

    def of(self, guild: GuildId, member: UserId) -> Kept:
        """Return the record to write in; once enough others have done something, it's forgotten."""
        here = self._young.get(guild)
        if here is None:
            here = self._young[guild] = {}
        kept = here.get(member)
        if kept is None:
            before = self._old.get(guild, {})
            kept = here[member] = before.pop(member) if member in before else self._anew(guild, member)
            self._count += 1
            if self._count == DOERS:
                self._old, self._young, self._count = self._young, {}, 0
        return kept

    def rest(self, guild: GuildId, member: UserId, now_s: int, cooldown_s: int) -> int:
        """Know that ``member`` rests from ``now_s`` on, even when their record is gone; return until when."""
        self._longest_s = max(self._longest_s, cooldown_s)
        if now_s >= self._turn_at_s:
            # What the older ones say was put there before the last turn, so all of it is over by now.
            self._old_rests, self._rests = self._rests, {}
            self._turn_at_s = now_s + self._longest_s
        here = self._rests.get(guild)
        if here is None:
            here = self._rests[guild] = {}
        until_s = here[member] = now_s + cooldown_s
        return until_s

    def why(self, guild: GuildId, member: UserId, now: datetime) -> Why:
        """Return what is remembered of ``member``."""
        known = self._young.get(guild, {}).get(member) or self._old.get(guild, {}).get(member)
        kept = known or self._anew(guild, member)
        ready_at = (
            datetime.fromtimestamp(kept.rests_until, UTC) if kept.rests_until > now.timestamp() else None
        )
        return Why(kept.noticed(), self._since, ready_at)

    def forget(self, user: UserId) -> None:
        """Drop everything about ``user``."""
        for members in self._young.values():
            self._count -= members.pop(user, None) is not None
        for members in self._old.values():
            members.pop(user, None)
        for rests in (*self._rests.values(), *self._old_rests.values()):
            rests.pop(user, None)

    def _anew(self, guild: GuildId, member: UserId) -> Kept:
        """Return a record that knows only until when ``member`` rests."""
        for rests in (self._rests, self._old_rests):
            if member in (here := rests.get(guild, {})):
                return Kept(here[member])
        return Kept()
