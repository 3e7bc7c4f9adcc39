"""What members do, heard: judged, counted and remembered. Touches memory only, awaits nothing.

What was heard waits in `Batch`es, one per UTC day, for the next flush.
"""

import asyncio
from collections.abc import Iterable
from datetime import datetime

from tika_bot.base.chance import Dice
from tika_bot.base.clock import Clock
from tika_bot.base.ids import ChannelId, GuildId, RoleId, UserId
from tika_bot.core.events import Events, GuildPurged, NewsMissed, SettingsChanged
from tika_bot.core.messages import ChatMessage
from tika_bot.plugins.levels.batches import Batch
from tika_bot.plugins.levels.deeds import Deeds
from tika_bot.plugins.levels.memory import Kept, Memory
from tika_bot.plugins.levels.model import (
    NOWHERE,
    REACTABLE,
    DeedRules,
    Reaction,
    Reason,
    Rules,
    Source,
    Why,
    says_enough,
)
from tika_bot.plugins.levels.spent import Spent
from tika_bot.plugins.levels.voice import Earned

from .tuned import Tuned

DAY_S = 86_400

# Looking for a member of an enum costs as much as three look-ups, and these are asked for with every message.
EARNED, COOLDOWN, COMMAND = Reason.EARNED, Reason.COOLDOWN, Reason.COMMAND


class Hearing:
    """The ear of levels."""

    def __init__(self, tuned: Tuned, events: Events, clock: Clock, dice: Dice) -> None:
        self._tuned = tuned
        self._clock = clock
        self._dice = dice
        self._memory = Memory(clock.now())
        self.spent = Spent()
        self._deeds = Deeds(self.spent)
        self._rules: dict[GuildId, Rules] = {}
        """Until its settings change."""
        self.batches: list[Batch] = []
        self.waiting = asyncio.Event()
        """Set while something waits to be written."""
        events.on(SettingsChanged, self._drop_rules)
        events.on(GuildPurged, self._drop_rules)
        events.on(NewsMissed, self._drop_all_rules)

    def hear(self, message: ChatMessage) -> None:
        """Count ``message`` and decide what it earns."""
        guild = message.guild
        if guild is None or message.edited:
            return
        member, channel = message.author, message.channel
        rules, kept = self._rules_of(guild), self._memory.of(guild, member)
        at_ms = message.at_ms
        second = at_ms // 1000
        reason, xp = self._judge(message, rules, kept, second), 0
        if reason is not COMMAND:
            addition = self.batch(second // DAY_S).of(guild, member)
            addition.messages += 1
            addition.channel = channel
            if at_ms > addition.last_ms:  # noqa: PLR1730 # max() is a call, and each message would pay for it
                addition.last_ms = at_ms
            if reason is EARNED:
                xp = self._reward(message, rules, guild, second)
                if xp:
                    kept.rests_until = self._memory.rest(guild, member, second, rules.cooldown_s)
                    addition.xp += xp
                    addition.counted += 1
                    addition.earned_in = channel
                else:
                    reason = self._worthless(message, rules, guild, second)
            if not self.waiting.is_set():
                self.waiting.set()
        kept.note(second, reason, xp, channel)

    def _reward(self, message: ChatMessage, rules: Rules, guild: GuildId, second: int) -> int:
        """Return what ``message`` earns."""
        thrown = self._dice.between(rules.least, rules.most)
        xp = rules.reward(thrown, message.channel, message.parent, message.roles)
        if rules.daily_cap:
            doer = (guild, message.author, Source.MESSAGE)
            xp = min(xp, max(0, rules.daily_cap - self.spent.today(doer, second // DAY_S)))
            self.spent.add(doer, xp)
        return xp

    def _worthless(self, message: ChatMessage, rules: Rules, guild: GuildId, second: int) -> Reason:
        """Return why ``message`` earned nothing though nothing bars it: the day is full, or it is worth 0."""
        is_worth = rules.reward(rules.most, message.channel, message.parent, message.roles) > 0
        spent = self.spent.today((guild, message.author, Source.MESSAGE), second // DAY_S)
        return Reason.CAPPED if is_worth and 0 < rules.daily_cap <= spent else Reason.WORTHLESS

    def _judge(self, message: ChatMessage, rules: Rules, kept: Kept, second: int) -> Reason:
        """Return what becomes of ``message``; its text is remembered whatever it earned."""
        if message.is_command:
            return COMMAND
        content = message.content
        repeats = kept.repeats(content)
        barred = rules.bars(message.channel, message.parent, message.roles)
        if barred is not None:
            return barred
        if not says_enough(content):
            return Reason.TOO_SHORT
        if repeats:
            return Reason.REPEATED
        return COOLDOWN if kept.rests_until > second else EARNED

    def react(self, guild: GuildId, giver: UserId, deed: Reaction, roles: tuple[RoleId, ...]) -> None:
        """Hear that ``giver`` reacted: the first time to a message it counts and earns something for both."""
        at = self._clock.now()
        at_s = int(at.timestamp())
        is_first = self._deeds.is_first(guild, deed.message, giver)
        if is_first:  # else taking it back and giving it again would count without end
            addition = self.batch(at_s // DAY_S).of(guild, giver)
            addition.reactions += 1
            addition.channel = deed.channel
            self.waiting.set()
        rules = self._tuned.of(guild).deed_rules(Source.REACTION)
        reason, xp = self._reaction_barred(guild, giver, deed, roles, at), 0
        if reason is None and not is_first:
            reason = Reason.AGAIN
        if reason is None:
            thrown = self._dice.between(rules.least, rules.most)
            reason, xp = self._deeds.earn(guild, giver, Source.REACTION, rules, thrown, at)
        self._memory.of(guild, giver).note_deed(Source.REACTION, at_s, reason, xp, deed.channel)
        if xp:
            self.batch(at_s // DAY_S).of(guild, giver).earn(xp, deed.channel)
            self._like(guild, deed, rules, at)

    def _like(self, guild: GuildId, deed: Reaction, rules: DeedRules, at: datetime) -> None:
        """Give the author of what earned its giver something their share, unless their role earns nothing."""
        if self._rules_of(guild).blocks(deed.channel, deed.parent, deed.author_roles) is not None:
            return
        at_s = int(at.timestamp())
        given = self._tuned.of(guild).reaction_author_xp
        gain = self._deeds.within_cap(guild, deed.author, Source.REACTION, rules, given, at)
        if gain:
            self.batch(at_s // DAY_S).of(guild, deed.author).earn(gain, deed.channel)
            liked = self._memory.of(guild, deed.author)
            liked.note_deed(Source.REACTION, at_s, Reason.LIKED, gain, deed.channel)

    def _reaction_barred(
        self, guild: GuildId, giver: UserId, deed: Reaction, roles: tuple[RoleId, ...], at: datetime
    ) -> Reason | None:
        """Return why this reaction earns nothing whatever the rates are, or None."""
        if giver == deed.author:
            return Reason.OWN
        if at - deed.written_at >= REACTABLE:
            return Reason.OLD
        return self._rules_of(guild).blocks(deed.channel, deed.parent, roles)

    def command(
        self,
        guild: GuildId,
        member: UserId,
        channel: ChannelId,
        parent: ChannelId | None,
        roles: tuple[RoleId, ...],
    ) -> None:
        """Hear that ``member`` used a command; it earns something now and then."""
        at = self._clock.now()
        at_s = int(at.timestamp())
        addition = self.batch(at_s // DAY_S).of(guild, member)
        addition.commands += 1
        addition.channel = channel
        self.waiting.set()
        reason, xp = self._rules_of(guild).blocks(channel, parent, roles), 0
        if reason is None:
            rules = self._tuned.of(guild).deed_rules(Source.COMMAND)
            thrown = self._dice.between(rules.least, rules.most)
            reason, xp = self._deeds.earn(guild, member, Source.COMMAND, rules, thrown, at)
            addition.earn(xp, channel)
        self._memory.of(guild, member).note_deed(Source.COMMAND, at_s, reason, xp, channel)

    def credit(self, earned: Iterable[Earned]) -> None:
        """Let minutes in voice be written."""
        for one in earned:
            stay, at_s = one.stay, int(one.stay.counted_until.timestamp())
            addition = self.batch(at_s // DAY_S).of(stay.guild_id, stay.user_id)
            addition.voice_s += one.seconds
            addition.earn(one.xp, stay.channel_id)
            kept = self._memory.of(stay.guild_id, stay.user_id)
            kept.note_deed(Source.VOICE, at_s, one.reason, one.xp, stay.channel_id)
        self.waiting.set()

    def note(self, guild: GuildId, member: UserId, source: Source, reason: Reason, xp: int) -> None:
        """Remember why a reward wasn't given, or not all of it: only ``xp``."""
        at_s = int(self._clock.now().timestamp())
        self._memory.of(guild, member).note_deed(source, at_s, reason, xp, NOWHERE)

    def batch(self, day: int) -> Batch:
        """Return the batch of ``day``; a message that arrives late after midnight opens its day again."""
        if self.batches and self.batches[-1].day == day:
            return self.batches[-1]
        batch = Batch(day)
        self.batches.append(batch)
        return batch

    def why(self, guild: GuildId, member: UserId, now: datetime) -> Why:
        """Return what became of what ``member`` did last."""
        return self._memory.why(guild, member, now)

    async def _drop_rules(self, event: SettingsChanged | GuildPurged) -> None:
        self._rules.pop(event.guild, None)

    async def _drop_all_rules(self, _: NewsMissed) -> None:
        self._rules.clear()

    def forget(self, user: UserId) -> None:
        """Drop everything about ``user``, also what waits to be written."""
        for batch in self.batches:
            for members in batch.added.values():
                members.pop(user, None)
        self._memory.forget(user)
        self._deeds.forget(user)
        self.spent.forget(user)

    def _rules_of(self, guild: GuildId) -> Rules:
        rules = self._rules.get(guild)
        if rules is None:
            rules = self._rules[guild] = self._tuned.of(guild).rules()
        return rules
