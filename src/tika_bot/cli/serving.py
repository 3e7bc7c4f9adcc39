"""The commands that stay: the bot on Discord, the demo, the sandbox alone."""

import asyncio
import contextlib
import json
import shutil
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import discord
import structlog
from pydantic import SecretStr

from tika_bot.app import Running, running
from tika_bot.base.errors import Busy, TikaError
from tika_bot.base.heap import settle_heap
from tika_bot.config import Config, read_config
from tika_bot.logs import set_up_logs
from tika_bot.storage.claims import ShardsTaken
from tika_bot.storage.faults import words_of
from tika_sandbox.demo import DemoFacts, build_demo
from tika_sandbox.pointing import point_discord_py
from tika_sandbox.wire.server import Sandbox

log = structlog.get_logger("tika.cli")


@dataclass(frozen=True, slots=True)
class Stage:
    """What the demo and the sandbox were asked for on the command line."""

    port: int = 0
    data: Path | None = None
    fresh: bool = False
    json: bool = False
    dev: bool = False
    bot_token: str | None = None
    record: Path | None = None


async def serve(config: Config) -> int:
    """Run the bot on Discord until a signal; return the exit code."""
    set_up_logs(config.log)
    with told_to_stop() as stop:
        async with AsyncExitStack() as stack:
            try:
                bot = await stack.enter_async_context(running(config))
            except (TikaError, OSError) as fault:
                print(why_it_never_began(fault), file=sys.stderr)
                return 1
            failed = asyncio.create_task(bot.failed())
            stopped = asyncio.create_task(stop.wait())
            settling = asyncio.create_task(settled_once_heard(bot))
            await asyncio.wait({failed, stopped}, return_when=asyncio.FIRST_COMPLETED)
            stopped.cancel()
            settling.cancel()
            if failed.done():
                print(why_it_ended(failed.exception()), file=sys.stderr)
                return 1
            failed.cancel()
    return 0


async def settled_once_heard(bot: Running) -> None:
    """Settle the heap once the guilds are there."""
    await bot.heard.wait()
    settle_heap()


def why_it_never_began(fault: TikaError | OSError) -> str:
    """Return what an operator can do about a bot that couldn't start."""
    if isinstance(fault, Busy):
        return f"The database can't be reached: {words_of(fault)}; see DATABASE_URL."
    return f"Tika can't start. {fault}"


def why_it_ended(fault: BaseException | None) -> str:
    """Return what an operator can do about a bot that couldn't stay connected."""
    if isinstance(fault, ShardsTaken):
        return str(fault)
    if isinstance(fault, discord.LoginFailure):
        return "Discord doesn't know this token. Reset it in the developer portal and put it into .env."
    if isinstance(fault, OSError):
        return f"Discord can't be reached: {fault}. Is the network up?"
    return f"The connection to Discord ended: {fault or 'without a reason'}."


async def serve_sandbox(stage: Stage) -> int:
    """Run the local Discord until a signal."""
    with told_to_stop() as stop:
        async with sandbox_on(stage, stage.data) as (sandbox, world):
            words = f"A Discord on your desk: {sandbox.address.web}"
            print(line(sandbox, world) if stage.json else words, flush=True)
            await stop.wait()
    return 0


async def serve_demo(stage: Stage) -> int:
    """Run the local Discord with the bot in it until a signal."""
    with told_to_stop() as stop, a_folder(stage) as folder:
        try:
            async with demo_on(stage, folder) as (sandbox, world):
                print(line(sandbox, world) if stage.json else welcome(sandbox, stage), flush=True)
                await stop.wait()
        except ShardsTaken:
            print(f"Another demo runs in {stage.data}. Stop it first.", file=sys.stderr)
            return 1
    return 0


@asynccontextmanager
async def demo_on(stage: Stage, folder: Path) -> AsyncIterator[tuple[Sandbox, DemoFacts]]:
    """Start the sandbox and the bot in it, both kept in ``folder``; once this enters, the bot is ready."""
    async with sandbox_on(stage, folder / "world") as (sandbox, world):
        config = demo_config(folder, world, dev=stage.dev)
        set_up_logs(config.log)
        point_discord_py(sandbox.address)
        origin = sandbox.address.web.rstrip("/")
        async with running(config, trusted_origins=frozenset({origin})) as bot:
            await bot.ready()
            yield sandbox, world


@asynccontextmanager
async def sandbox_on(stage: Stage, data: Path | None) -> AsyncIterator[tuple[Sandbox, DemoFacts]]:
    """Start the sandbox with the demo's world, kept in ``data`` if that is given."""
    if stage.fresh and data is not None:
        shutil.rmtree(data, ignore_errors=True)
    sandbox = await Sandbox.start(port=stage.port, data=data)
    try:
        world = build_demo(sandbox.world, small_talk=stage.record is None, bot_token=stage.bot_token)
        with recording(stage, world):
            yield sandbox, world
    finally:
        await sandbox.close()


@contextmanager
def recording(stage: Stage, facts: DemoFacts) -> Iterator[None]:
    """Write down what happens, if that was asked for."""
    if stage.record is None:
        yield
        return
    from tika_sandbox.record.recorder import Recorder

    recorder = Recorder(facts.world, stage.record, title=stage.record.stem)
    try:
        yield
    finally:
        recorder.stop()


def demo_config(folder: Path, world: DemoFacts, *, dev: bool) -> Config:
    """Return the operator's configuration, with what the demo needs put over it.

    The demo keeps to its own folder and database whatever the environment says, so that nobody's real
    server is touched by a trial.
    """
    config, _ = read_config(Path.cwd(), {})
    return config.model_copy(
        update={
            "token": SecretStr(world.world.users[world.bot.id].token),
            "storage": config.storage.model_copy(
                update={"data_folder": folder, "database_url": None, "redis_url": None}
            ),
            "health": config.health.model_copy(update={"port": 0}),
            "plugins": config.plugins.model_copy(update={"hot_reload": dev}),
            "log": config.log.model_copy(
                update={"file": folder / "tika.log", "level": "info" if dev else "warning"}
            ),
            "bot": config.bot.model_copy(update={"operators": (*config.bot.operators, *world.admins)}),
        }
    )


@contextmanager
def a_folder(stage: Stage) -> Iterator[Path]:
    """Lend the folder that was asked for, emptied if asked for, or one that goes with the demo."""
    if stage.data is None:
        with tempfile.TemporaryDirectory(prefix="tika-demo-", ignore_cleanup_errors=True) as folder:
            yield Path(folder)
        return
    if stage.fresh:
        shutil.rmtree(stage.data, ignore_errors=True)
    stage.data.mkdir(parents=True, exist_ok=True)
    yield stage.data


@contextmanager
def told_to_stop() -> Iterator[asyncio.Event]:
    """Lend an event that SIGTERM and Ctrl-C set; the second Ctrl-C ends the process at once."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()

    def ask() -> None:
        if stop.is_set():
            sys.exit(1)
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C still raises KeyboardInterrupt
            loop.add_signal_handler(number, ask)
    yield stop


def line(sandbox: Sandbox, world: DemoFacts) -> str:
    """Return the line that a script reads: addresses, guilds, accounts and the bot, as JSON."""
    address = sandbox.address
    return json.dumps(world.line(api=address.api, gateway=address.gateway, web=address.web))


def welcome(sandbox: Sandbox, stage: Stage) -> str:
    """Return what a person reads when the demo is up."""
    kept = f"Kept in {stage.data}." if stage.data else "Gone when you stop it; --data DIR keeps it."
    return (
        f"\n  Tika is up. Open {sandbox.address.web}\n\n"
        "  Pick an account at the bottom left, say something, then try /rank and /remind.\n"
        f"  {kept} Ctrl-C ends it.\n"
    )
