"""Where members were last seen, so that what they win is told there. Memory only, bounded."""

from collections import OrderedDict

from tika_bot.base.ids import ChannelId, GuildId, UserId

REMEMBERED = 20_000
"""Members whose last channel is known."""


class Places:
    """Remembers each member's last channel."""

    def __init__(self) -> None:
        self._last: OrderedDict[tuple[GuildId, UserId], ChannelId] = OrderedDict()

    def note(self, guild: GuildId, member: UserId, channel: ChannelId) -> None:
        """Remember that ``member`` did something in ``channel``."""
        who = (guild, member)
        self._last[who] = channel
        self._last.move_to_end(who)
        if len(self._last) > REMEMBERED:
            self._last.popitem(last=False)

    def of(self, guild: GuildId, member: UserId) -> ChannelId | None:
        """Return where ``member`` was last seen, None if nobody knows."""
        return self._last.get((guild, member))

    def forget(self, user: UserId) -> None:
        """Drop everything about ``user``."""
        for who in [who for who in self._last if who[1] == user]:
            del self._last[who]
