"""Prometheus scrapes the bot."""

from datetime import UTC, datetime

from tika_bot import metrics
from tika_bot.base.clock import StillClock
from tika_bot.base.ids import ChannelId, GuildId, MessageId, UserId
from tika_bot.bot.boundary import Tally
from tika_bot.core.events import Events
from tika_bot.core.messages import ChatMessage, Listener, Messages
from tika_bot.health import in_prometheus_words
from tika_bot.storage.cache import Cache

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


class AllOn:
    """Switches that are on everywhere."""

    def hears(self, guild: GuildId | None, plugin: str) -> bool:
        return True


def ignore(_message: ChatMessage) -> None:
    """Watch and do nothing."""


async def test_a_scrape_tells_calls_refusals_and_cache_hits() -> None:
    messages, cache, tally = Messages(AllOn(), Events(), StillClock(NOON)), Cache(), Tally()
    messages.add("levels", {"watch": [Listener("chat", ignore)]})
    await messages.route(ChatMessage(
        id=MessageId(1), guild=GuildId(2), channel=ChannelId(3), parent=None, author=UserId(4),
        author_name="Alice", content="hello there", roles=(), mentions=(), attachments=0, edited=False,
        at_ms=0, is_command=False, source=None,
    ))  # fmt: skip
    tally.refusals["core.cooldown"] += 2

    async def make() -> int:
        return 7

    await cache.fetch("a.space", "a key", make)
    await cache.fetch("a.space", "a key", make)
    tally.answered += 3

    text = in_prometheus_words(metrics.read(messages, tally, cache, {"outbox": 4})).decode()

    assert 'tika_requests_total{outcome="answered"} 3.0' in text
    assert 'tika_queue_length{queue="outbox"} 4.0' in text

    assert 'tika_refusals_total{cause="core.cooldown"} 2.0' in text
    assert 'tika_cache_total{outcome="hit"} 1.0' in text and 'outcome="miss"} 1.0' in text
    assert 'tika_listener_seconds_bucket{le="+Inf",listener="chat",plugin="levels",tier="watch"} 1.0' in text
