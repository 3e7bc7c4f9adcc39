"""Interactions per second: the complete bot over SQLite, and discord.py's own commands that keep nothing.

Half of what is asked only reads (a rank in words, the next page of a board), a quarter writes (a reminder),
a quarter is words half typed. See `askers` for when a wait begins and ends.
"""

import asyncio
import json
import math
import os
import sys
from asyncio.subprocess import Process
from pathlib import Path
from typing import Any

from messages import Client, line_from, row, tell, under_load

KINDS = ("read", "write", "click", "typing")
CROWD = (20, 25)
HABIT = 20
"""Commands that each member has used before anything is measured. The first ones of a day are dearer: there
are goals to draw and badges to win, which seldom happens to people who use a bot."""
GOAL, BAR_MS = 1_000, 100.0
FIRST, FINE = 25.0, 1.1
"""The rate that is tried first, and how near the last that holds and the first that doesn't have to come."""
PROBE_S, CALM_RATE, CALM_S, HABIT_RATE = 5.0, 50, 6.0, 200
TRIES = 2
"""A rate holds if one of so many probes does: the machine has other things to do."""
IDLE = 0.05
"""Seconds of CPU in a second that a client takes at most once it has come to rest."""

OURS = Client("whole_client.py", host="askers.py", crowd=CROWD)
BARE = Client("bare_commands.py", host="askers.py", crowd=CROWD)


def cpu_s(process: Process) -> float:
    """Return the seconds of CPU that a process has taken so far, all its threads together."""
    fields = Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


def without_core_s(process: Process) -> float:
    """Return the seconds in which a process could have run and others had the cores."""
    return int(Path(f"/proc/{process.pid}/schedstat").read_text(encoding="ascii").split()[1]) / 1e9


async def rest(process: Process) -> None:
    """Return once a client has nothing left to do."""
    before = -math.inf
    while (now := cpu_s(process)) - before > IDLE:
        before = now
        await asyncio.sleep(1)


async def probe(host: Process, rate: float, seconds: float, *kinds: str) -> dict[str, Any]:
    """Let members ask for these kinds; return what `askers` says about it."""
    tell(host, f"{rate} {seconds} {' '.join(kinds)}")
    found: dict[str, Any] = json.loads(await line_from(host))
    return found


async def costs(bot: Process, host: Process) -> dict[str, float]:
    """Return the milliseconds of CPU that the client takes for one of each kind, nothing else going on."""
    found = {}
    for kind in KINDS:
        await rest(bot)
        before = cpu_s(bot)
        asked = (await probe(host, CALM_RATE, CALM_S, kind))["asked"]
        await rest(bot)
        found[kind] = (cpu_s(bot) - before) / asked * 1000
    return found


async def fastest(bot: Process, host: Process) -> float:
    """Return the highest rate at which 99 of a hundred answers are here in time, and all are as wanted."""
    good, bad, rate = 0.0, math.inf, FIRST
    while bad > good * FINE and bad > FIRST:
        if await holds(bot, host, rate):
            good = rate
        else:
            bad = rate
        rate = good * 2 if bad == math.inf else math.sqrt(good * bad)
    return good


async def holds(bot: Process, host: Process, rate: float) -> bool:
    """Return whether the client keeps up with ``rate``."""
    for _ in range(TRIES):
        await rest(bot)
        before = without_core_s(bot)
        found = await probe(host, rate, PROBE_S, *KINDS)
        p50, p99 = found["waits_ms"]["all"]
        crowded = f"{(without_core_s(bot) - before) / PROBE_S:.0%} of the time without a core"
        print(f"… {rate:.0f}/s: p50 {p50} ms, p99 {p99} ms, {found['odd']} odd, {crowded}", file=sys.stderr)
        if p99 <= BAR_MS and not found["odd"]:
            return True
    return False


async def measured(client: Client) -> tuple[dict[str, float], float]:
    """Return a client's costs and its highest rate."""
    async with under_load(client, client.crowd) as (bot, host):
        tell(host, "")
        await line_from(host)
        await probe(host, HABIT_RATE, HABIT * CROWD[0] * CROWD[1] / HABIT_RATE, "habit")
        return await costs(bot, host), await fastest(bot, host)


def measure() -> list[dict[str, object]]:
    """Return the rows of this bench; those of the costs have no bar."""
    (bare, _), (ours, rate) = (asyncio.run(measured(client)) for client in (BARE, OURS))
    rows = [row("7: interactions a second, answered in 100 ms at p99", rate, GOAL, 1, unit="interactions/s")]
    for kind in KINDS:
        cost = row(f"7: cost of one that is {kind}", ours[kind], bare[kind], 0, unit="CPU-ms")
        rows.append(cost | {"bar": None, "holds": None})
    return rows


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))
