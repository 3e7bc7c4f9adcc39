"""What time in voice is worth. Pure: stays and a moment go in, rewards and the stays afterwards come out.

A minute counts for a member if they and somebody else were there, ears open, from its beginning to its end.
Who only sits there gets less as the hours pass: half after two hours in one stay, a tenth after four. A stay
goes on through moves between channels and breaks of less than half an hour. Minutes alone with somebody who
is nearly all of one's week count half as well.
"""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from tika_bot.base.ids import ChannelId, GuildId, RoleId, UserId

from .model import Reason, multiplier

MINUTE = timedelta(minutes=1)
FRESH_AFTER = timedelta(minutes=30)
MUTED_FOR = timedelta(minutes=10)
"""Whoever mutes themselves longer than this no longer takes part."""

MOST_OF = 0.8
"""Above this share of a week's minutes, those alone with one and the same member count half."""

ENOUGH_MINUTES = 120
"""A week's share means nothing before: so long it takes to reach a day's limit at the usual rate."""

FADES = ((timedelta(hours=4), 1), (timedelta(hours=2), 5), (timedelta(0), 10))
"""From which length of a stay on how many tenths of the reward are given."""


Usual = Callable[[UserId, UserId], bool]
NO_FACTORS: Mapping[UserId, float] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class VoiceRules:
    """What a guild gives for voice."""

    is_on: bool = True
    xp: int = 5
    """For a whole minute."""
    listener_xp: int = 1
    """The same in a stage's audience."""
    rate: float = 1.0
    daily_cap: int = 600
    """Most XP a day; 0 for no limit."""
    no_channels: frozenset[int] = frozenset()
    """Where nothing is earned."""
    no_roles: frozenset[int] = frozenset()
    """Whose members earn nothing; they are company for others."""
    channels: Mapping[int, float] | None = None
    """Channel → multiplier; None if there is none."""
    roles: Mapping[int, float] | None = None
    """Role → multiplier. Of all that apply the largest counts."""

    def multiplier(self, channel: ChannelId, roles: Iterable[RoleId]) -> float:
        """Return how many times as much a member with ``roles`` earns in ``channel``."""
        return multiplier(self.channels, self.roles, channel, None, roles)


@dataclass(frozen=True, slots=True)
class Presence:
    """How a member is in voice."""

    channel: ChannelId
    is_deaf: bool = False
    is_muted: bool = False
    is_afk: bool = False
    is_listener: bool = False
    roles: tuple[RoleId, ...] = ()


@dataclass(frozen=True, slots=True)
class Stay:
    """A member's time in voice, kept until they have been away for half an hour."""

    guild_id: GuildId
    user_id: UserId
    channel_id: ChannelId
    since: datetime
    here_since: datetime
    """Since when nothing but the microphone has changed."""
    counted_until: datetime
    muted_since: datetime | None = None
    left_at: datetime | None = None
    is_open: int = 1
    """0 while deafened or in the AFK channel."""
    is_listener: int = 0
    tenths: int = 0
    """Tenths of a point that wait for a whole one."""
    day: int = 0
    today: int = 0
    """XP from voice on ``day``, which is counted since 1970."""

    def is_silent(self, at: datetime) -> bool:
        """Return whether the microphone has been off for too long at ``at``."""
        return self.muted_since is not None and at - self.muted_since > MUTED_FOR

    def takes_part(self, at: datetime) -> bool:
        """Return whether the member was there for the whole minute before ``at``, with open ears."""
        is_here = self.left_at is None and self.here_since <= at - MINUTE
        return bool(self.is_open) and is_here and not self.is_silent(at)


@dataclass(frozen=True, slots=True)
class Earned:
    """What settling gave a member."""

    stay: Stay
    xp: int
    seconds: int
    """Of whole minutes in voice, whether they earned or not."""
    reason: Reason = Reason.EARNED
    """What became of the last of those minutes; earned if any was."""
    company: tuple[tuple[UserId | None, int], ...] = ()
    """Minutes that counted, by whom the member was alone with; None for several others."""


def begun(guild: GuildId, member: UserId, how: Presence, now: datetime, before: Stay | None) -> Stay:
    """Return the stay of a member who is now in voice like ``how``; ``before`` is settled until ``now``."""
    muted_since = now if how.is_muted else None
    fresh = before is None or (before.left_at is not None and now - before.left_at >= FRESH_AFTER)
    is_open, is_listener = int(not how.is_deaf and not how.is_afk), int(how.is_listener)
    if before is None or fresh:
        day, today = (before.day, before.today) if before else (0, 0)
        return Stay(
            guild, member, how.channel, now, now, now, muted_since, None, is_open, is_listener, 0, day, today
        )
    if how.is_muted and before.muted_since is not None:
        muted_since = before.muted_since
    new = replace(
        before,
        channel_id=how.channel,
        muted_since=muted_since,
        left_at=None,
        is_open=is_open,
        is_listener=is_listener,
    )
    same = (before.channel_id, before.is_open, before.is_listener) == (how.channel, is_open, is_listener)
    if same and before.left_at is None:
        return new
    return replace(new, here_since=now, counted_until=now)


def mostly(alone: int, together: int) -> bool:
    """Return whether ``alone`` minutes with one other are most of a week's minutes in company."""
    return together >= ENOUGH_MINUTES and alone > MOST_OF * together


def settled(
    room: Sequence[Stay],
    now: datetime,
    rules: VoiceRules,
    *,
    is_usual: Usual = lambda _, __: False,
    without: Container[UserId] = (),
    factors: Mapping[UserId, float] = NO_FACTORS,
) -> list[Earned]:
    """Return what the whole minutes until ``now`` earned those in ``room``, which is one channel.

    ``is_usual`` says of a member and another whether the two alone are most of the former's week; those
    ``without`` XP have a role that earns none; ``factors`` are the multipliers of those who have one.
    """
    return [
        _settled(
            stay,
            room,
            now,
            rules,
            is_usual,
            None if stay.user_id in without else factors.get(stay.user_id, 1.0),
        )
        for stay in room
    ]


def _settled(
    stay: Stay,
    room: Sequence[Stay],
    now: datetime,
    rules: VoiceRules,
    is_usual: Usual,
    factor: float | None,
) -> Earned:
    """Settle one stay; ``factor`` is the member's multiplier, None with a role that earns nothing."""
    minutes = max(0, (now - stay.counted_until) // MINUTE)
    total, reason = 0, Reason.EARNED
    company: Counter[UserId | None] = Counter()
    for _ in range(minutes):
        at = stay.counted_until + MINUTE
        stay = replace(stay, counted_until=at)
        others = [one.user_id for one in room if one.user_id != stay.user_id and one.takes_part(at)]
        barred = _barred(stay, at, rules, has_role=factor is None, has_company=bool(others))
        if barred is None:
            other = others[0] if len(others) == 1 else None
            company[other] += 1
            halved = 0.5 if other is not None and is_usual(stay.user_id, other) else 1
            before = stay
            stay, xp = _paid(stay, at, rules, (factor or 0) * halved)
            total += xp
            reason = _fate(before, stay, xp, rules)
        else:
            reason = barred
    return Earned(stay, total, 60 * minutes, Reason.EARNED if total else reason, tuple(company.items()))


def _barred(
    stay: Stay, at: datetime, rules: VoiceRules, *, has_role: bool, has_company: bool
) -> Reason | None:
    """Return why the minute before ``at`` earns nothing, or None."""
    if not rules.is_on:
        return Reason.SWITCHED_OFF
    if stay.channel_id in rules.no_channels:
        return Reason.CHANNEL
    if has_role:
        return Reason.ROLE
    if not stay.is_open:
        return Reason.DEAF
    if stay.is_silent(at):
        return Reason.MUTED
    return None if has_company and stay.takes_part(at) else Reason.ALONE


def _fate(before: Stay, after: Stay, xp: int, rules: VoiceRules) -> Reason:
    """Return what became of a minute that nothing barred; it may only have brought a point nearer."""
    if xp:
        return Reason.EARNED
    if 0 < rules.daily_cap <= after.today:
        return Reason.CAPPED
    return Reason.WORTHLESS if before.tenths == after.tenths else Reason.EARNED


def _paid(stay: Stay, at: datetime, rules: VoiceRules, factor: float) -> tuple[Stay, int]:
    """Return ``stay`` after the minute that ended at ``at``, and what it paid."""
    share = next(tenths for length, tenths in FADES if at - stay.since > length)
    points = rules.listener_xp if stay.is_listener else rules.xp
    tenths = stay.tenths + round(points * share * rules.rate * factor)
    day = int(at.timestamp()) // 86_400
    today = stay.today if stay.day == day else 0
    xp = tenths // 10
    if rules.daily_cap:
        xp = min(xp, max(0, rules.daily_cap - today))
    return replace(stay, tenths=tenths % 10, day=day, today=today + xp), xp
