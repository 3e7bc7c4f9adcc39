"""What the Discord wing is lent by the core."""

from collections.abc import Callable
from dataclasses import dataclass

from tika_bot.base.clock import Clock
from tika_bot.base.ids import ChannelId, UserId
from tika_bot.core.events import Events
from tika_bot.core.features import Features
from tika_bot.core.host import Host
from tika_bot.core.messages import Messages
from tika_bot.core.moods import Moods
from tika_bot.core.nursery import Nursery
from tika_bot.core.outbox import Outbox
from tika_bot.core.permits import Permits
from tika_bot.core.presence import Presence
from tika_bot.core.settings import Settings
from tika_bot.core.timers import Timers
from tika_bot.core.turns import Turns
from tika_bot.core.wording import Wording


@dataclass(frozen=True, slots=True)
class Wing:
    """The core's parts that the Discord side talks to."""

    host: Host
    features: Features
    settings: Settings
    messages: Messages
    wording: Wording
    moods: Moods
    permits: Permits
    outbox: Outbox
    timers: Timers
    events: Events
    presence: Presence
    are_ours: Callable[[], bool]
    """Whether our shards are still ours; who slept for long doesn't know until it has looked."""
    turns: Turns | None
    """The line in which workers identify; None if this one has every shard."""
    operators: tuple[UserId, ...]
    operators_channel: ChannelId | None
    """Where notices to operators go; None for their direct messages."""
    clock: Clock
    nursery: Nursery
    """Keeps the tasks of single requests; closed after the client."""
