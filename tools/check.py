"""What `make check` runs, side by side: the machine's half of keeping the house in order."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

BIN = Path(sys.executable).parent
CHECKS = {
    "format": ["ruff", "format", "--check", "--quiet", "src", "tests", "tools", "bench"],
    "lint": ["ruff", "check", "--quiet", "src", "tests", "tools", "bench"],
    "types": ["mypy", "--no-error-summary"],
    "borders": ["lint-imports", "--no-cache"],
    "plugins": ["tika", "check"],
    "budgets": ["python", "tools/budgets.py"],
}


def run(name: str) -> tuple[str, float, str]:
    """Return the check's name, its seconds, and what it complained of (empty: nothing)."""
    started = time.monotonic()
    command, *arguments = CHECKS[name]
    done = subprocess.run([BIN / command, *arguments], capture_output=True, text=True, check=False)
    words = (done.stdout + done.stderr).strip() or f"exit status {done.returncode}"
    return name, time.monotonic() - started, words if done.returncode else ""


def main() -> int:
    """Run every check, print each one's complaint, return 1 if there was any."""
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(run, sorted(CHECKS, key=lambda name: name != "types")))
    for name, seconds, words in results:
        print(f"{'✗' if words else '✓'} {name} ({seconds:.1f} s)")
        if words:
            print(words)
    return int(any(words for _, _, words in results))


if __name__ == "__main__":
    sys.exit(main())
