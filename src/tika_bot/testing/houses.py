"""A house for services under test: real parts, a clock that stands still, loaded dice.

    async def test_daily(database: Database) -> None:
        async with a_house(database, "economy", settings=EconomySettings) as house:
            economy = build(house)

Nothing in it speaks to Discord or the network. Timers and outbox only write rows.
"""

import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import structlog

from tika_bot.base.chance import FairDice
from tika_bot.base.clock import Clock, StillClock
from tika_bot.core.events import Events
from tika_bot.core.features import Features
from tika_bot.core.host import Host
from tika_bot.core.house import House
from tika_bot.core.ledger import Ledger
from tika_bot.core.manifest import read_manifest
from tika_bot.core.messages import Messages
from tika_bot.core.nursery import Nursery
from tika_bot.core.outbox import Outbox
from tika_bot.core.permits import Permits
from tika_bot.core.settings import GuildSettings, Settings
from tika_bot.core.timers import Timers
from tika_bot.core.wording import Wording
from tika_bot.net.fetching import Fetcher
from tika_bot.storage.blobs import Blobs
from tika_bot.storage.cache import Cache
from tika_bot.storage.database import Database

FRIDAY_NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
"""When tests begin: a Friday, away from midnight and from any change of the clocks."""

PLUGINS = Path(__file__).parent.parent / "plugins"


@asynccontextmanager
async def a_house(  # noqa: PLR0913 # what differs from house to house, by name
    database: Database,
    plugin: str = "core",
    *,
    settings: type[GuildSettings] | None = None,
    clock: Clock | None = None,
    seed: int = 1,
    operators: tuple[int, ...] = (),
    neighbours: Mapping[str, object] | None = None,
) -> AsyncIterator[House]:
    """Yield what ``plugin``'s `build` is lent, over a migrated ``database``.

    The plugin is on by its manifest's default, its words come from its folder, its settings are of the class
    ``settings``. ``neighbours`` are the services that it may visit, by plugin.
    """
    still = clock or StillClock(FRIDAY_NOON)
    events = Events()
    kept = Settings(database, events, still)
    features = Features(database, events, still)
    wording = Wording(FairDice(seed))
    fetcher = Fetcher()
    cache = Cache()
    nursery = Nursery(plugin)
    folder = PLUGINS / plugin
    if settings is not None:
        kept.register(plugin, settings)
    if (folder / "manifest.toml").exists():
        features.add(read_manifest(folder))
        wording.add(plugin, folder / "strings")
    await kept.load()
    await features.load()
    with tempfile.TemporaryDirectory(prefix="tika-house-") as folder_of_blobs:
        try:
            yield House(
                database=database,
                cache=cache,
                clock=still,
                dice=FairDice(seed),
                timers=Timers(database, still),
                ledger=Ledger(database, still),
                outbox=Outbox(database, still),
                events=events.lend(plugin),
                settings=kept,
                features=features,
                wording=wording,
                permits=Permits(operators),
                blobs=Blobs(Path(folder_of_blobs)),
                fetcher=fetcher,
                log=structlog.get_logger(plugin).bind(plugin=plugin),
                nursery=nursery,
                neighbours=neighbours or {},
            )
        finally:
            await nursery.close()
            await kept.close()
            await fetcher.close()
            await cache.close()


@asynccontextmanager
async def a_host(
    house: House, *folders: Path, rooms: tuple[str, ...] = ("listeners",)
) -> AsyncIterator[Host]:
    """Yield a host that has started the plugins in ``folders``, and only those."""
    messages = Messages(house.features, house.events, house.clock)
    host = Host(house, messages, folders=folders, shipped=False, rooms=rooms)
    try:
        await host.start()
        yield host
    finally:
        await host.close()
