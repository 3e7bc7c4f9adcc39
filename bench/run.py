"""`make bench`: every bench in turn, a table of goals and ratios, and bench/results.json.

Only ratios within one run count: peer and ours take turns on the same machine. A goal that isn't reached is
printed as it is; nothing here fails a build.
"""

import importlib
import json
import sys
from pathlib import Path
from typing import Any

BENCHES = ("messages", "cards", "ranks", "flushes", "starts", "memory", "interactions")
RESULTS = Path("bench") / "results.json"
SAID = {True: "yes", False: "no", None: "no goal"}


def table(rows: list[dict[str, Any]]) -> str:
    """Return the rows as Markdown, one line per goal."""
    lines = ["| goal | ours | peer | unit | ratio | bar | holds |", "|---|---|---|---|---|---|---|"]
    for row in rows:
        cells = [row["goal"], row["ours"], row["peer"], row["unit"], row["ratio"], row["bar"]]
        lines.append(f"| {' | '.join(map(str, cells))} | {SAID[row['holds']]} |")
    return "\n".join(lines)


def main() -> None:
    """Run the benches that were named, or all."""
    rows: list[dict[str, Any]] = []
    for name in sys.argv[1:] or BENCHES:
        print(f"… {name}", file=sys.stderr, flush=True)
        rows += importlib.import_module(name).measure()
    RESULTS.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    print(table(rows))


if __name__ == "__main__":
    main()
