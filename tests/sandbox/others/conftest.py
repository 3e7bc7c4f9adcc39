"""Other people's software, from its published package, each in an environment of its own.

What it needs may contradict what we need, so nothing is installed beside us: it gets a folder in the user's
cache, made once and used again.
"""

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tika-tests"
PATIENCE_S = 150


@pytest.fixture(scope="session")
def python_with() -> Callable[..., Path]:
    """Return a function that returns a Python which has these requirements; it skips where there is none."""
    return _python_with


def _python_with(requirement: str, *more: str) -> Path:
    place = CACHE / f"{requirement.replace('==', '-')}-py{sys.version_info.major}{sys.version_info.minor}"
    python, done = place / "bin" / "python", place / "complete"
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several workers may want it at once
        if not done.exists():
            _run(sys.executable, "-m", "venv", "--clear", str(place), to_get=requirement)
            _run(str(python), "-m", "pip", "install", "--quiet", requirement, *more, to_get=requirement)
            done.touch()
    return python


def _run(*command: str, to_get: str) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, timeout=PATIENCE_S)
    except (OSError, subprocess.SubprocessError) as why:
        said = str(getattr(why, "stderr", None) or why).strip().splitlines()
        pytest.skip(f"{to_get} can't be installed: {said[-1] if said else why}")
