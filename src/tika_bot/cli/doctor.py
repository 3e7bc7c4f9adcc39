"""The doctor looks at everything that the bot stands on and says what helps; with ``--fix`` it helps itself.

What it mends is harmless: the schema, timers that were set aside, the planner's statistics. A balance that
isn't the sum of its entries is for a person to look at.
"""

import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, cast

import aiohttp
from rich.console import Console

from tika_bot.base.clock import WallClock
from tika_bot.cli.upkeep import opened, scripts
from tika_bot.config import Config
from tika_bot.core.events import Events
from tika_bot.core.finding import chosen, find_plugins, refusals
from tika_bot.core.ledger import Ledger
from tika_bot.core.manifest import Manifest, did_you_mean, ungranted
from tika_bot.core.permits import missing_permissions
from tika_bot.core.settings import Settings
from tika_bot.core.timers import Timers
from tika_bot.storage.database import Database
from tika_bot.storage.health import integrity, room, tidy
from tika_bot.storage.migrate import pending, upgrade

ANSWERS_WITHIN_S = 10
SKEW = timedelta(seconds=5)
"""A clock that is further from Discord's rings too early or too late."""

NAMED = 3
"""So many servers, plugins or timers are named; the rest is counted."""

UNKNOWN_TOKEN = 401

Fix = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, what is wrong with it (None: nothing), and what would mend it."""

    about: str
    wrong: str | None = None
    fix: Fix | None = None


async def examine(config: Config, say: Console, *, fix: bool = False) -> int:
    """Look at what the bot stands on; return 1 if anything still needs a hand."""
    needs_a_hand = False
    async for found in _findings(config, say):
        if found.wrong is None:
            line = f"✓ {found.about}"
        elif fix and found.fix is not None:
            with say.status(f"Mending: {found.about}"):
                await found.fix()
            line = f"✓ {found.about}: mended ({found.wrong})"
        else:
            needs_a_hand = True
            line = f"✗ {found.about}: {found.wrong}" + ("; `tika doctor --fix` mends it" if found.fix else "")
        say.print(line, markup=False, highlight=False, soft_wrap=True)
    return int(needs_a_hand)


async def _findings(config: Config, say: Console) -> AsyncIterator[Finding]:
    folder = config.storage.data_folder
    folder.mkdir(parents=True, exist_ok=True)
    manifests, refused = _plugins(config)
    yield Finding("Python", None if sys.version_info >= (3, 11) else "3.11 or newer is needed")
    yield Finding("disk", room(folder))
    yield Finding("plugins", "; ".join(f"{name}: {why}" for name, why in sorted(refused.items())) or None)
    async with opened(config, say) as database:
        yield Finding("database", None if database else "doesn't answer; see DATABASE_URL")
        if database:
            async for found in _of_database(database, scripts(config)):
                yield found
    yield Finding("redis", await _redis(config))
    async for found in _of_discord(config, [manifests[name] for name in manifests if name not in refused]):
        yield found


def _plugins(config: Config) -> tuple[dict[str, Manifest], dict[str, str]]:
    """Return the manifests of all plugins, and why some of them can't run."""
    found = chosen(find_plugins(config.plugins.folders), config.plugins.only)
    manifests = {name: plugin.manifest for name, plugin in found.items()}
    named = {*config.features.on, *config.features.off, *config.plugins.only}
    unknown = {name: f"named in config.yml, but there is none{did_you_mean(name, found)}" for name in named}
    unusable = {name: plugin.why for name, plugin in found.items() if plugin.why}
    return manifests, {name: why for name, why in unknown.items() if name not in found} | refusals(
        manifests, unusable
    )


async def _of_database(database: Database, folders: list[Path]) -> AsyncIterator[Finding]:
    behind = ", ".join(standing.label for standing in await pending(database, folders))
    old = f"{behind}: not up to date; `tika migrate` brings it there" if behind else None
    yield Finding("schema", old, lambda: upgrade(database, folders))
    if await pending(database, folders):
        return  # the other questions are about tables that aren't there yet
    yield Finding("tables", await integrity(database))
    astray = await Settings(database, Events(), WallClock()).astray()
    yield Finding("settings", f"not the newest of their history: {astray}" if astray else None)
    timers = Timers(database, WallClock())
    aside = await timers.set_aside()

    async def retry() -> None:
        for timer, _ in aside:
            await timers.retry(timer.id, guild=timer.guild)

    failed = _some([f"{timer.plugin}.{timer.verb} ({failure})" for timer, failure in aside])
    yield Finding("timers", f"set aside after ten failures: {failed}" if aside else None, retry)
    yield Finding("ledger", await _ledger(database))
    await tidy(database)


async def _ledger(database: Database) -> str | None:
    """Return which balances aren't the sum of their entries."""
    drifts = await Ledger(database, WallClock()).drift_anywhere()
    if not drifts:
        return None
    first = drifts[0]
    return (
        f"balances that aren't the sum of their entries: {len(drifts)}; the first is {first.account} in "
        f"{first.guild}, by {first.excess:+} {first.currency}"
    )


async def _redis(config: Config) -> str | None:
    """Return what is wrong with Redis; None also if none is configured, since none is needed."""
    if config.storage.redis_url is None:
        return None
    from redis.asyncio import Redis
    from redis.exceptions import RedisError

    client = Redis.from_url(config.storage.redis_url.get_secret_value(), socket_timeout=2)
    try:
        await cast("Awaitable[bool]", client.ping())
    except (RedisError, OSError) as fault:
        return f"{type(fault).__name__}; the bot runs without it, but slower"
    finally:
        await client.aclose()
    return None


async def _of_discord(config: Config, manifests: list[Manifest]) -> AsyncIterator[Finding]:
    if config.token is None:
        yield Finding("token", "none; put DISCORD_TOKEN into .env (`tika demo` needs none)")
        return
    from discord.http import Route

    headers = {"Authorization": f"Bot {config.token.get_secret_value()}"}
    timeout = aiohttp.ClientTimeout(total=ANSWERS_WITHIN_S)
    try:
        async with aiohttp.ClientSession(headers=headers, timeout=timeout) as session:
            async with session.get(f"{Route.BASE}/applications/@me") as answer:
                if answer.status == UNKNOWN_TOKEN:
                    yield Finding("token", "Discord doesn't know it; reset it in the developer portal")
                    return
                answer.raise_for_status()
                application, date = await answer.json(), answer.headers.get("Date")
            async with session.get(f"{Route.BASE}/users/@me/guilds") as answer:
                answer.raise_for_status()
                guilds = await answer.json()
    except (aiohttp.ClientError, TimeoutError, OSError) as fault:
        yield Finding("Discord", f"can't be reached: {fault or type(fault).__name__}")
        return
    yield Finding("token")
    yield Finding("clock", _clock(date))
    yield Finding("intents", _intents(int(application.get("flags", 0)), manifests))
    yield Finding("permissions", _permissions(guilds, manifests))


def _clock(date: str | None) -> str | None:
    off = datetime.now(UTC) - parsedate_to_datetime(date) if date else timedelta()
    return None if abs(off) <= SKEW else f"is {off.total_seconds():+.0f} s off Discord's; let NTP set it"


def _intents(flags: int, manifests: list[Manifest]) -> str | None:
    lacking = sorted(ungranted(flags))
    wanting = {name: [one.id for one in manifests if name in one.intents] for name in lacking}
    told = [f"{name} (for {', '.join(plugins)})" for name, plugins in wanting.items() if plugins]
    return f"not granted: {', '.join(told)}; they are switches in the developer portal" if told else None


def _permissions(guilds: list[dict[str, Any]], manifests: list[Manifest]) -> str | None:
    wanted = sorted({name for manifest in manifests for name in manifest.permissions})
    lacking = {
        str(guild["name"]): missing_permissions(int(guild["permissions"]), *wanted) for guild in guilds
    }
    return _some([f"{name} lacks {', '.join(some)}" for name, some in lacking.items() if some]) or None


def _some(texts: list[str]) -> str:
    """Return the first few of ``texts``, and how many more there are."""
    more = len(texts) - NAMED
    return "; ".join(texts[:NAMED]) + (f"; and {more} more" if more > 0 else "")
