"""Messages per CPU-second: the complete bot against others, in turns, from servers of the same kind."""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from peers import python_with

HERE = Path(__file__).parent
ROUNDS, TURNS = 3, 2
RED = "Red-DiscordBot==3.5.24"


@dataclass(frozen=True, slots=True)
class Client:
    """A client under load. ``words`` are for itself, ``crowd`` is guilds and members in each on ``host``."""

    script: str
    words: tuple[str, ...] = ()
    python: Path = Path(sys.executable)
    messages: int = 20_000
    crowd: tuple[int, int] = (50, 200)
    host: str = "host.py"


BARE = Client("bare_client.py")
EVERYTHING = Client("whole_client.py")
LEVELS = Client("whole_client.py", ("levels",))
MORE_GUILDS = Client("whole_client.py", crowd=(500, 20))
"""As many members as by default in ten times the guilds."""
FEW_MEMBERS, MORE_MEMBERS = (
    Client("whole_client.py", ("levels",), messages=200_000 // by, crowd=(50, 200 // by)) for by in (10, 1)
)
"""Ten times the members, each of whom says as much: what they say in a second is one row."""


async def line_from(process: Process) -> str:
    """Return the next line that ``process`` prints."""
    assert process.stdout is not None
    return (await asyncio.wait_for(process.stdout.readline(), 600)).decode().strip()


def tell(process: Process, line: str) -> None:
    """Write ``line`` to ``process``."""
    assert process.stdin is not None
    process.stdin.write(line.encode() + b"\n")


@asynccontextmanager
async def under_load(client: Client, crowd: tuple[int, int]) -> AsyncIterator[tuple[Process, Process]]:
    """Yield the client's process, ready, and its server's."""
    host = await asyncio.create_subprocess_exec(
        sys.executable, HERE / client.host, *map(str, crowd), stdin=PIPE, stdout=PIPE
    )
    facts = await line_from(host)
    with tempfile.TemporaryDirectory() as folder:
        at_home = os.environ | {"HOME": folder, "PYTHONPATH": str(HERE.parent / "src")}
        bot = await asyncio.create_subprocess_exec(
            client.python, HERE / client.script, facts, folder, *client.words,
            stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=at_home,
        )  # fmt: skip
        try:
            assert await line_from(bot) == "ready", f"{client} didn't get ready"
            yield bot, host
        finally:
            for process in (bot, host):
                assert process.stdin is not None
                process.stdin.close()
                await process.wait()


async def rates(client: Client) -> list[list[float]]:
    """Return messages per CPU-second of one client, for each round until they are heard, and at last.

    The first flood only warms up. A peer has one figure: nothing follows.
    """
    found = []
    async with under_load(client, client.crowd) as (bot, host):
        for _ in range(ROUNDS + 1):
            tell(bot, str(client.messages))
            assert await line_from(bot) == "go"
            tell(host, str(client.messages))
            found.append([client.messages / float(used) for used in (await line_from(bot)).split()])
            await line_from(host)
    return found[1:]


async def weight(client: Client, crowd: tuple[int, int]) -> float:
    """Return the megabytes of memory that a client takes once it has seen all guilds."""
    async with under_load(client, crowd) as (bot, _):
        return resident_mb(bot.pid)


def resident_mb(process: int) -> float:
    """Return the megabytes that a process holds in memory."""
    pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def in_turns(*clients: Client) -> dict[Client, list[float]]:
    """Return each client's medians; they take turns, so that a noisy minute hits all."""
    found: dict[Client, list[list[float]]] = {client: [] for client in clients}
    for _ in range(TURNS):
        for client in clients:
            found[client] += asyncio.run(rates(client))
    return {
        client: [statistics.median(some) for some in zip(*rounds, strict=True)]
        for client, rounds in found.items()
    }


def row(
    goal: str,
    ours: float,
    peer: float,
    bar: float | None,
    *,
    unit: str = "messages/CPU-s",
    most: bool = False,
) -> dict[str, object]:
    """Return a line of the table; ``bar`` is the least ratio, or the ``most``, or None for no goal."""
    ratio = ours / peer
    holds = None if bar is None else ratio <= bar if most else ratio >= bar
    return {
        "goal": goal, "ours": round(ours, 1), "peer": round(peer, 1), "unit": unit,
        "ratio": round(ratio, 3), "bar": bar, "holds": holds,
    }  # fmt: skip


def red() -> Client | None:
    """Return Red with its core cogs; None, with a line that says so, where it can't be installed."""
    try:
        python = python_with("red", RED, "pip", "setuptools<81")  # it imports them
    except (subprocess.CalledProcessError, OSError) as why:
        print(f"… {RED} is skipped: {why}", file=sys.stderr)
        return None
    return Client("red_client.py", python=python, messages=3_000)


def measure() -> list[dict[str, object]]:
    """Return the rows of this bench."""
    other = red()
    found = in_turns(BARE, EVERYTHING, LEVELS, *([other] if other else []))
    [bare], [levels, after_levels], [heard, after_all] = (found[of] for of in (BARE, LEVELS, EVERYTHING))
    rows = [
        row("1a: levelling, rows on disk, against bare discord.py", levels, bare, 2.5),
        row("1a, level-ups told", after_levels, bare, None),
        row("1b: the same with every plugin on", heard, bare, 0.9),
        row("1b, quests and achievements found, paid and told", after_all, bare, None),
    ]
    if other:
        rows.append(row("1c: levelling, against Red with its core cogs", levels, found[other][0], 15))
    found |= in_turns(MORE_GUILDS, FEW_MEMBERS, MORE_MEMBERS)
    for what, more, few in (
        ("with 500 guilds, against one with 50", MORE_GUILDS, EVERYTHING),
        ("with 10,000 members, against one with 1,000", MORE_MEMBERS, FEW_MEMBERS),
    ):
        cost = (1e6 / found[client][0] for client in (more, few))
        rows.append(row(f"8: a message {what}", *cost, 1.2, unit="CPU-µs", most=True))
    return rows


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))
