"""What the house lends to a plugin while it is being built."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tika_bot.base.chance import Dice
from tika_bot.base.clock import Clock
from tika_bot.net.fetching import Fetcher
from tika_bot.storage.blobs import Blobs
from tika_bot.storage.cache import Cache
from tika_bot.storage.database import Database

from .events import Events
from .features import Features
from .ledger import Ledger
from .leisure import Leisure
from .messages import Messages
from .nursery import Nursery
from .outbox import Outbox
from .permits import Permits
from .settings import Settings
from .timers import Timers
from .wording import Wording

if TYPE_CHECKING:
    from .host import Host  # lends houses, so it comes after them


@dataclass(frozen=True, slots=True)
class House:
    """Seen by ``plugin.py`` only; services receive the parts that they name."""

    database: Database
    cache: Cache
    clock: Clock
    dice: Dice
    timers: Timers
    ledger: Ledger
    outbox: Outbox
    events: Events
    settings: Settings
    features: Features
    wording: Wording
    permits: Permits
    blobs: Blobs
    fetcher: Fetcher
    log: Any
    """A structlog logger that already says which plugin speaks."""
    nursery: Nursery
    """Keeps the plugin's background tasks, and ends them with it."""
    host: "Host | None" = None
    """For the plugins that serve the house itself: which plugins there are, and how they are."""
    messages: Messages | None = None
    leisure: Leisure = field(default_factory=Leisure)
    neighbours: Mapping[str, Any] = field(default_factory=dict)

    def visit(self, plugin: str) -> Any:  # noqa: ANN401 - its ``api`` names the type: levels: LevelsApi = house.visit(…)
        """Return the service of ``plugin``, which the manifest names under ``depends`` or ``after``.

        Of ``after`` it's None while it isn't running. Whoever is reloaded takes its visitors along.

        Raises:
            KeyError: the manifest doesn't name it.
        """
        return self.neighbours[plugin]
