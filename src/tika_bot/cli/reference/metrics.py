"""The page of what Prometheus can ask."""

from prometheus_client.metrics_core import Metric

from tika_bot.base.clock import WallClock
from tika_bot.base.ids import GuildId
from tika_bot.bot.boundary import Tally
from tika_bot.core.events import Events
from tika_bot.core.messages import Listener, Messages
from tika_bot.metrics import read
from tika_bot.storage.cache import Cache

from .tables import code, codes, table

BOUND = "le"
"""The label by which a histogram tells its buckets apart; Prometheus' own."""


def page() -> str:
    """Return every metric: name, kind, labels and help."""
    rows = [
        (code(_name(metric)), metric.type, codes(_labels(metric)), metric.documentation) for metric in _all()
    ]
    lines = ["# Metrics", "", "What `/metrics` on the health port tells, in Prometheus' text format.", ""]
    return "\n".join([*lines, *table(["name", "kind", "labels", "what it is"], rows)]) + "\n"


class _Nowhere:
    """Switches for a house without guilds."""

    def hears(self, guild: GuildId | None, plugin: str) -> bool:  # noqa: ARG002 - nobody is there
        return False


def _all() -> list[Metric]:
    """Return what is told when everything has happened once, so that each metric shows its labels."""
    messages = Messages(_Nowhere(), Events(), WallClock())
    messages.add("levels", {"watch": [Listener("xp", lambda _message: None)]})
    tally = Tally()
    tally.refusals["core.busy"] += 1
    return sorted(read(messages, tally, Cache(), {"outbox": 1}), key=lambda metric: metric.name)


def _name(metric: Metric) -> str:
    return f"{metric.name}_total" if metric.type == "counter" else metric.name


def _labels(metric: Metric) -> list[str]:
    return [label for label in (metric.samples[0].labels if metric.samples else {}) if label != BOUND]
