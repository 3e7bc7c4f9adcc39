"""Peers run from their published packages, each in an environment of its own."""

import subprocess
import sys
from pathlib import Path

ENVIRONMENTS = Path(".venv") / "peers"


def python_with(name: str, *packages: str) -> Path:
    """Return the interpreter of the environment ``name``, with ``packages`` installed the first time.

    Raises:
        subprocess.CalledProcessError: the packages can't be installed here.
    """
    folder = ENVIRONMENTS / name
    python = folder / "bin" / "python"
    done = folder / "installed"
    if not done.exists():
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
        uv = Path(sys.executable).parent / "uv"
        subprocess.run([uv, "pip", "install", "--quiet", "--python", python, *packages], check=True)
        done.touch()
    return python
