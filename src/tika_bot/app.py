"""Builds everything in order, and closes it in reverse."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import discord
import structlog

import tika_bot.plugins
from tika_bot.base.chance import FairDice
from tika_bot.base.clock import WallClock
from tika_bot.base.errors import Busy
from tika_bot.base.ids import ChannelId, UserId
from tika_bot.bot.boundary import Reception, Tally
from tika_bot.bot.client import TikaClient
from tika_bot.bot.options import Options, privileged, wanted_intents
from tika_bot.bot.rendering import Painters, Renderer
from tika_bot.bot.wing import Wing
from tika_bot.config import Config
from tika_bot.core.events import Events
from tika_bot.core.features import Features
from tika_bot.core.host import Host
from tika_bot.core.hot import reload_on_change
from tika_bot.core.house import House
from tika_bot.core.ledger import Ledger
from tika_bot.core.manifest import ungranted
from tika_bot.core.messages import Messages
from tika_bot.core.moods import Moods
from tika_bot.core.news import hear_news
from tika_bot.core.nursery import Nursery
from tika_bot.core.outbox import Outbox
from tika_bot.core.permits import Permits
from tika_bot.core.presence import Presence
from tika_bot.core.setting_types import core_settings
from tika_bot.core.settings import Settings
from tika_bot.core.timers import Timers
from tika_bot.core.turns import Turns
from tika_bot.core.wording import Wording
from tika_bot.health import Health, HealthPort
from tika_bot.net.fetching import Fetcher
from tika_bot.storage.blobs import Blobs
from tika_bot.storage.cache import Cache, open_cache
from tika_bot.storage.channel import RedisChannel
from tika_bot.storage.claims import Claim, while_ours
from tika_bot.storage.database import Database
from tika_bot.storage.health import ping, room
from tika_bot.storage.migrate import own_scripts, upgrade
from tika_bot.upkeep import Upkeep

if TYPE_CHECKING:
    from prometheus_client.metrics_core import Metric

log = structlog.get_logger("tika.app")

FINISH_S = 2.0
"""On shutdown, what is being answered may take this much longer."""

GOODBYE_S = 2.0
"""On shutdown, Discord may take this long to close the connection."""

OPEN_WORK = ("bot:message", "bot:command", "discord.py: on_interaction", "CommandTree-invoker")
"""Names of the tasks in which members are being answered: ours and discord.py's."""


@dataclass(slots=True)
class Running:
    """The bot while it runs."""

    wing: Wing
    database: Database
    cache: Cache
    health: Health
    upkeep: Upkeep
    health_port: int | None = None
    client: TikaClient | None = None
    life: "asyncio.Task[None] | None" = None
    heard: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once Discord is heard."""

    @property
    def host(self) -> Host:
        """Return the keeper of the plugins."""
        return self.wing.host

    async def failed(self) -> None:
        """Return when the client has ended for good.

        Raises:
            discord.DiscordException: why it ended.
        """
        assert self.life is not None  # set before anybody gets to see this
        await asyncio.shield(self.life)

    async def ready(self) -> None:
        """Return once the bot hears Discord and the commands are registered.

        Raises:
            discord.DiscordException: it never will.
        """
        hearing = asyncio.ensure_future(self._heard())
        failed = asyncio.ensure_future(self.failed())
        done, waiting = await asyncio.wait({hearing, failed}, return_when=asyncio.FIRST_COMPLETED)
        for task in waiting:
            task.cancel()
        for task in done:
            task.result()

    async def _heard(self) -> None:
        await self.heard.wait()
        assert self.client is not None  # it is what heard
        await self.client.arrived()


@asynccontextmanager
async def running(
    config: Config, *, token: str | None = None, trusted_origins: frozenset[str] = frozenset()
) -> AsyncIterator[Running]:
    """Yield the bot, connecting; leaving stops taking work, finishes what is open and closes in reverse.

    ``trusted_origins`` are addresses on this machine that may be fetched from, as the local Discord's.
    """
    async with AsyncExitStack() as stack:
        house, messages, nursery = await _house(stack, config, trusted_origins)
        claim = house.database.claim(config.shards.ids)
        await claim.take()
        stack.push_async_callback(claim.close)
        if config.shards.are_all:  # so it's the only process
            await house.timers.take_over()
            await house.outbox.take_over()
        host = Host(house, messages, folders=config.plugins.folders, only=config.plugins.only)
        stack.push_async_callback(host.close)
        await host.start()
        if config.plugins.hot_reload:
            shipped = Path(tika_bot.plugins.__path__[0])
            nursery.start(reload_on_change(host, (shipped, *config.plugins.folders)), name="hot-reload")
        wing = _wing(house, host, messages, nursery, config, claim)
        bot = Running(wing, house.database, house.cache, Health(), _upkeep(house, nursery, config))
        painters = Painters()
        stack.callback(painters.close)
        renderer = Renderer(painters)
        boundary = Reception(
            features=wing.features,
            settings=wing.settings,
            wording=wing.wording,
            moods=wing.moods,
            renderer=renderer,
            clock=wing.clock,
            language=config.words.language,
        )
        await _open_health(stack, bot, config, boundary.tally, painters)
        given = token or (config.token.get_secret_value() if config.token else "")
        stack.push_async_callback(_stop, bot)
        bot.life = asyncio.create_task(
            while_ours(claim, _live(bot, boundary, renderer, _options(config), given)), name="tika.life"
        )
        yield bot


@asynccontextmanager
async def at_rest(config: Config, plugin: str) -> AsyncIterator[Host]:
    """Yield a host with ``plugin`` and what it needs, built but not started: for a few verbs by hand.

    Nothing listens, ticks or speaks, so it disturbs no bot that runs meanwhile.
    """
    async with AsyncExitStack() as stack:
        house, messages, _ = await _house(stack, config, frozenset())
        only, folders = (plugin,), config.plugins.folders
        host = Host(house, messages, folders=folders, only=only, rooms=(), starts=False)
        stack.push_async_callback(host.close)
        await host.start()
        yield host


async def _house(
    stack: AsyncExitStack, config: Config, trusted_origins: frozenset[str]
) -> tuple[House, Messages, Nursery]:
    """Return what plugins will be lent, opened; the stack closes it."""
    storage = config.storage
    storage.data_folder.mkdir(parents=True, exist_ok=True)
    database = await Database.open(
        config.database_url,
        pool_size=storage.pool_max,
        pool_kept=storage.pool_min,
        idle_s=storage.idle_s,
        acquire_timeout_s=storage.acquire_timeout_s,
        statement_timeout_s=storage.command_timeout_s,
    )
    stack.push_async_callback(database.close)
    await upgrade(database, own_scripts())
    redis = storage.redis_url.get_secret_value() if storage.redis_url else None
    cache = open_cache(redis, size=config.cache.size, lifetime_s=config.cache.lifetime_s)
    stack.push_async_callback(cache.close)
    fetcher = Fetcher(trusted_origins)
    stack.push_async_callback(fetcher.close)
    nursery = Nursery("bot")
    stack.push_async_callback(nursery.close)
    clock = WallClock()
    channel = RedisChannel(redis) if redis else None
    events = Events(channel)
    if channel is not None or not config.shards.are_all:
        nursery.start(hear_news(events, channel), name="events")
    settings = Settings(database, events, clock, core_settings(config.words.mood))
    stack.push_async_callback(settings.close)
    features = Features(database, events, clock, on=config.features.on, off=config.features.off)
    await settings.load()
    await features.load()
    messages = Messages(features, events, clock)
    house = House(
        database=database,
        cache=cache,
        clock=clock,
        dice=FairDice(),
        timers=Timers(database, clock),
        ledger=Ledger(database, clock),
        outbox=Outbox(database, clock),
        events=events,
        settings=settings,
        features=features,
        wording=Wording(),
        permits=Permits(config.bot.operators),
        blobs=Blobs(storage.data_folder / "blobs"),
        fetcher=fetcher,
        log=structlog.get_logger("tika.plugin"),
        nursery=nursery,
    )
    return house, messages, nursery


def _wing(
    house: House, host: Host, messages: Messages, nursery: Nursery, config: Config, claim: Claim
) -> Wing:
    return Wing(
        host=host,
        features=house.features,
        settings=house.settings,
        messages=messages,
        wording=house.wording,
        moods=Moods(house.clock),
        permits=house.permits,
        outbox=house.outbox,
        timers=house.timers,
        events=house.events,
        presence=Presence(house.database, house.clock),
        are_ours=lambda: claim.is_ours,
        turns=None if config.shards.are_all else Turns(house.database, house.clock),
        operators=tuple(UserId(operator) for operator in config.bot.operators),
        operators_channel=None if config.bot.log_channel is None else ChannelId(config.bot.log_channel),
        clock=house.clock,
        nursery=nursery,
    )


def _upkeep(house: House, nursery: Nursery, config: Config) -> Upkeep:
    """Return the house's own upkeep, under way."""
    folder = config.storage.data_folder
    upkeep = Upkeep(house.database, house.outbox, house.clock, choice=config.backup, data_folder=folder)
    nursery.start(upkeep.keep_backups(), name="backups")
    nursery.start(upkeep.sweep_weekly(), name="sweeping")
    return upkeep


def _options(config: Config) -> Options:
    return Options(
        name=config.bot.name,
        description=config.bot.description,
        prefixes=config.bot.prefixes,
        shard_count=config.shards.count,
        shard_ids=config.shards.ids,
        extensions=config.plugins.extensions,
    )


async def _live(bot: Running, boundary: Reception, renderer: Renderer, options: Options, token: str) -> None:
    """Keep a client connected; go on without privileged intents that Discord doesn't grant, and say so."""
    missing: frozenset[str] = frozenset()
    while True:
        client = TikaClient(bot.wing, boundary, renderer, options, missing_intents=missing)
        bot.client = client
        try:
            await _connected(bot, client, token)
        except discord.PrivilegedIntentsRequired:
            wanted = privileged(wanted_intents(bot.wing))
            if missing == wanted:
                raise
            refused = wanted & ungranted(client.application_flags.value)
            missing = refused if refused > missing else wanted  # if the flags don't tell, none of them
            log.warning("intents.missing", intents=sorted(missing))
        else:
            return


async def _connected(bot: Running, client: TikaClient, token: str) -> None:
    """Hold the connection until it ends for good."""
    greeting = asyncio.create_task(_on_ready(bot, client), name="tika.ready")
    try:
        async with client:
            await client.start(token)
    finally:
        bot.health.ready = False
        greeting.cancel()


async def _on_ready(bot: Running, client: TikaClient) -> None:
    """Begin to speak once Discord is heard."""
    await client.heard_ready.wait()
    client.start_speaking()
    bot.heard.set()
    bot.health.ready = True
    await client.speaking.tell_what_is_off(client.boundary.missing_intents)
    await bot.health.watch(client.speaking.tell_operators)


async def _stop(bot: Running) -> None:
    """Take no more work, finish what is open, say goodbye to Discord."""
    bot.health.ready = False
    if bot.client is not None:
        bot.client.stop_listening()
        await _finished()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(GOODBYE_S):
                await bot.client.close()
    if bot.life is not None:
        bot.life.cancel()
        await asyncio.gather(bot.life, return_exceptions=True)


async def _finished() -> None:
    """Return when nobody is being answered any more, or when it takes too long."""
    open_work = {task for task in asyncio.all_tasks() if task.get_name().startswith(OPEN_WORK)}
    if open_work:
        _, unfinished = await asyncio.wait(open_work, timeout=FINISH_S)
        if unfinished:
            log.warning("shutdown.unfinished", tasks=sorted(task.get_name() for task in unfinished))


async def _open_health(
    stack: AsyncExitStack, bot: Running, config: Config, tally: Tally, painters: Painters
) -> None:
    bot.health.checks |= _checks(bot, config)
    if not config.health.enabled:
        return

    async def metrics() -> "Iterable[Metric]":
        from tika_bot.metrics import read  # with the first scrape, since not everybody has one

        return read(bot.wing.messages, tally, bot.cache, await _queues(bot, painters))

    port = HealthPort(bot.health, metrics)
    await port.start(config.health.host, config.health.port)
    stack.push_async_callback(port.close)
    bot.health_port = port.port


async def _queues(bot: Running, painters: Painters) -> dict[str, int]:
    """Return how much waits where; what only the database knows is left out while that is away."""
    queues = {"requests": len(bot.wing.nursery), "pictures": painters.inside}
    with contextlib.suppress(Busy):
        queues |= {"outbox": await bot.wing.outbox.waiting(), "timers": await bot.wing.timers.late()}
    return queues


def _checks(bot: Running, config: Config) -> dict[str, Callable[[], Awaitable[str | None]]]:
    """Return what `/health` asks."""

    async def database() -> str | None:
        return await ping(bot.database)

    async def gateway() -> str | None:
        client = bot.client
        connected = client is not None and client.is_ready() and not client.is_closed()
        return None if connected else "not connected to Discord"

    async def timers() -> str | None:
        return bot.wing.timers.trouble

    async def outbox() -> str | None:
        return bot.wing.outbox.trouble

    async def requests() -> str | None:
        return None if bot.client is None else bot.client.refusals.trouble

    async def disk() -> str | None:
        return room(config.storage.data_folder)

    async def backup() -> str | None:
        return bot.upkeep.trouble

    checks = (database, gateway, requests, timers, outbox, disk, backup)
    return {check.__name__: check for check in checks}
