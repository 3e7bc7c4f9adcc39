"""A bot in a process of its own, for tests that kill it.

``python -m tika_bot.testing.child`` reads facts, one JSON line each (``{"api": …, "gateway": …, "cdn": …,
"token": …, "folder": …}``, and ``"config"`` for more), forks for each line, and lets the fork be a bot until
it is told to stop, or shot. It answers ``born <pid>``, ``ready``, ``ended <code>``. Forking spares each life
the three seconds in which Python reads its libraries; all else is as at any start.
"""

import asyncio
import json
import os
import signal
import sys
import traceback
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

READY_WITHIN_S = 60
ENDED_WITHIN_S = 20

Facts = Mapping[str, Any]


class Child:
    """A bot that lives in another process."""

    def __init__(self, pid: int, nest: "Nest") -> None:
        self.pid = pid
        self.code: int | None = None
        """What it ended with: 0, or minus the signal; None while it lives."""
        self._nest = nest

    def kill(self) -> None:
        """Shoot it: nothing of it runs any more once this returns."""
        self._signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self._signal(signal.SIGTERM)

    async def ended(self) -> int:
        """Return what it ended with, once it has."""
        if self.code is None:
            word, _, code = (await self._nest.told(ENDED_WITHIN_S)).partition(" ")
            assert word == "ended", word
            self.code = int(code)
        return self.code

    def _signal(self, number: int) -> None:
        if self.code is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)


class Nest:
    """Where children are born, one at a time."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def told(self, within_s: float) -> str:
        """Return the next line from over there."""
        assert self._process.stdout is not None
        line = await asyncio.wait_for(self._process.stdout.readline(), within_s)
        assert line, "the nest is gone"
        return line.decode().strip()

    @asynccontextmanager
    async def child(self, facts: Facts) -> AsyncIterator[Child]:
        """Lend a bot, ready; it is stopped politely afterwards if it still lives.

        Raises:
            AssertionError: it ended instead of getting ready; what it logged went to our standard error.
        """
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(dict(facts)).encode() + b"\n")
        born, _, pid = (await self.told(READY_WITHIN_S)).partition(" ")
        assert born == "born", born
        bot = Child(int(pid), self)
        try:
            word = await self.told(READY_WITHIN_S)
            if word != "ready":
                bot.code = int(word.partition(" ")[2])
                raise AssertionError(f"the bot ended with {bot.code} before it was ready")
            yield bot
        finally:
            bot.terminate()
            await bot.ended()


@asynccontextmanager
async def nest() -> AsyncIterator[Nest]:
    """Lend a process in which bots can be born quickly."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", __name__, stdin=PIPE, stdout=PIPE, env={**os.environ, "PYTHONWARNINGS": ""}
    )
    assert process.stdin is not None
    try:
        yield Nest(process)
    finally:
        process.stdin.close()  # it leaves when nothing more can come
        await asyncio.wait_for(process.wait(), ENDED_WITHIN_S)


@asynccontextmanager
async def child(facts: Facts) -> AsyncIterator[Child]:
    """Lend a bot in its own process, ready; for tests that need one life only."""
    async with nest() as home, home.child(facts) as bot:
        yield bot


async def serve(facts: Facts) -> None:
    """Be the complete bot against the sandbox in ``facts`` until SIGTERM."""
    from tika_bot.app import running
    from tika_bot.config import Config
    from tika_bot.logs import set_up_logs
    from tika_sandbox.pointing import point_discord_py
    from tika_sandbox.wire.server import Address

    point_discord_py(Address(facts["api"], facts["gateway"], "", facts["cdn"]))
    storage = {"data_folder": facts["folder"]}
    if facts.get("database"):
        storage["database_url"] = facts["database"]
    given = {"storage": storage, "health": {"enabled": False}, "log": {"level": "warning"}}
    config = Config.model_validate(given | facts.get("config", {}))
    set_up_logs(config.log)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with running(config, token=facts["token"], trusted_origins=frozenset({facts["cdn"]})) as bot:
        await bot.ready()
        _tell("ready")
        await stop.wait()


def bear() -> None:
    """Fork a bot for each line of facts, one after another."""
    _read_libraries()
    for line in sys.stdin.buffer:
        facts = json.loads(line)
        pid = os.fork()
        if not pid:
            os._exit(_lived(facts))
        _tell(f"born {pid}")
        _, status = os.waitpid(pid, 0)
        _tell(f"ended {os.waitstatus_to_exitcode(status)}")


def _lived(facts: Facts) -> int:
    try:
        asyncio.run(serve(facts))
    except BaseException:  # noqa: BLE001 a fork must not return into its parent's code
        traceback.print_exc()
        return 1
    return 0


def _read_libraries() -> None:
    """Import what a bot will need, without running any of it."""
    from importlib import import_module

    import tika_bot.app
    import tika_bot.plugins

    for room in sorted(Path(tika_bot.plugins.__path__[0]).glob("*/*.py")):
        import_module(f"tika_bot.plugins.{room.parent.name}.{room.stem}")


def _tell(line: str) -> None:
    """Say ``line`` in one piece: parent and child share the pipe."""
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    bear()
