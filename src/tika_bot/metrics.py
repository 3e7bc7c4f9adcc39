"""What Prometheus is told: figures that the parts keep anyway, read when somebody scrapes."""

from collections.abc import Iterable, Mapping

from prometheus_client.metrics_core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)

from tika_bot.bot.boundary import Tally
from tika_bot.core.messages import BUCKETS_S, Messages
from tika_bot.storage.cache import Cache


def read(messages: Messages, tally: Tally, cache: Cache, queues: Mapping[str, int]) -> Iterable[Metric]:
    """Yield the metrics as they stand now; costs nothing between two scrapes.

    ``queues`` says how much waits where.
    """
    yield from _of_listeners(messages)
    requests = CounterMetricFamily("tika_requests", "Requests of members.", labels=["outcome"])
    outcomes = (("answered", tally.answered), ("deferred", tally.deferred), ("lost", tally.lost))
    for outcome, count in (*outcomes, ("broken", tally.broken)):
        requests.add_metric([outcome], count)
    yield requests
    waiting = GaugeMetricFamily("tika_queue_length", "What waits for its turn.", labels=["queue"])
    for name, length in queues.items():
        waiting.add_metric([name], length)
    yield waiting
    refusals = CounterMetricFamily("tika_refusals", "Refusals shown to members.", labels=["cause"])
    for cause, count in tally.refusals.items():
        refusals.add_metric([cause], count)
    yield refusals
    found = CounterMetricFamily("tika_cache", "Questions to the cache.", labels=["outcome"])
    found.add_metric(["hit"], cache.hits)
    found.add_metric(["miss"], cache.misses)
    yield found


def _of_listeners(messages: Messages) -> Iterable[Metric]:
    labels = ["plugin", "tier", "listener"]
    times = HistogramMetricFamily("tika_listener_seconds", "Time per call of a listener.", labels=labels)
    hits = CounterMetricFamily("tika_listener_hits", "Calls that stopped or answered.", labels=labels)
    errors = CounterMetricFamily("tika_listener_errors", "Calls that failed.", labels=labels)
    pauses = GaugeMetricFamily("tika_listener_pauses", "Guilds in which it was paused.", labels=labels)
    for ear in messages.stats():
        names = [ear.plugin, ear.tier, ear.listener.name]
        times.add_metric(names, _cumulative(ear.buckets), ear.seconds)
        hits.add_metric(names, ear.hits)
        errors.add_metric(names, ear.errors)
        pauses.add_metric(names, len(ear.pauses))
    yield from (times, hits, errors, pauses)


def _cumulative(buckets: list[int]) -> list[tuple[str, float]]:
    """Return counts as Prometheus wants them: each bucket holds all smaller ones, the last is +Inf."""
    total, summed = 0, []
    for bound, count in zip([*map(str, BUCKETS_S), "+Inf"], buckets, strict=True):
        total += count
        summed.append((bound, float(total)))
    return summed
