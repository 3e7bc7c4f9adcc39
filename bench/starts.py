"""What a worker costs to import itself and all plugins, against two libraries that it can't do without."""

import json
import statistics
import subprocess
import sys
from pathlib import Path

ROUNDS = 5
PEER = "import discord, sqlalchemy.ext.asyncio"
PLUGINS = sorted(found.parent.name for found in Path("src/tika_bot/plugins").glob("*/plugin.py"))
OURS = f"import tika_bot.app, {', '.join(f'tika_bot.plugins.{name}.plugin' for name in PLUGINS)}"
MEASURED = (
    "; import time; print(time.process_time(), *[line.split()[1] for line in open('/proc/self/status')"
    " if line.startswith('VmHWM')])"  # getrusage() knows how large whoever started us is
)


def cost(imports: str) -> tuple[float, float]:
    """Return CPU seconds and peak megabytes of a process that imports and ends."""
    command = [sys.executable, "-c", imports + MEASURED]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, kilobytes = done.stdout.split()
    return float(seconds), float(kilobytes) / 1024


def measure() -> list[dict[str, object]]:
    """Return the rows of this bench."""
    turns = [(cost(OURS), cost(PEER)) for _ in range(ROUNDS)]
    rows: list[dict[str, object]] = []
    for index, (what, unit) in enumerate((("CPU", "s"), ("memory", "MB"))):
        ours = statistics.median(mine[index] for mine, _ in turns)
        peer = statistics.median(theirs[index] for _, theirs in turns)
        rows.append(
            {
                "goal": f"5: worker start, {what} against importing discord.py and SQLAlchemy",
                "ours": round(ours, 2), "peer": round(peer, 2), "unit": unit,
                "ratio": round(ours / peer, 2), "bar": 1.5, "holds": ours / peer <= 1.5,
            }
        )  # fmt: skip
    return rows


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))
