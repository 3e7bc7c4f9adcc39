"""A stranger follows the tutorial to the letter, and it does what it says.

A fence that names a file writes it (``python plugins/…``) or changes it (``diff plugins/…``); a ``console``
fence is typed, and what stands under a command must come out. ``make`` is left to other tests: the machine is
set up already, and the demo doesn't end by itself.
"""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TUTORIAL = ROOT / "docs" / "tutorial" / "your-first-plugin.md"
FENCE = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Step:
    """One fence of the page."""

    kind: str
    file: str | None
    text: str


def steps() -> list[Step]:
    """Return what the page tells its reader to do, in order."""
    found = FENCE.findall(TUTORIAL.read_text(encoding="utf-8"))
    return [Step(kind, file or None, text) for kind, file, text in found]


def change(file: Path, diff: str) -> None:
    """Replace what the diff's old side says by its new side; it must stand there exactly once."""
    lines = diff.splitlines(keepends=True)
    old = "".join(line[1:] for line in lines if line[0] in " -")
    new = "".join(line[1:] for line in lines if line[0] in " +")
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{file.name} doesn't hold:\n{old}"
    file.write_text(text.replace(old, new), encoding="utf-8")


def typed(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command as the reader types it, with this Python's own tools."""
    command = command.replace(".venv/bin/", f"{Path(sys.executable).parent}/")
    # Without the services that a stranger's machine lacks: what the page shows is what they see.
    bare = {name: value for name, value in os.environ.items() if not name.startswith("TIKA_")}
    return subprocess.run(
        command, shell=True, cwd=folder, env=bare, capture_output=True, text=True, timeout=100, check=False
    )


def do(step: Step, folder: Path) -> None:
    """Do what a fence says and hold its outcome against what it shows."""
    if step.kind == "diff":
        assert step.file is not None
        change(folder / step.file, step.text)
    elif step.file is not None:
        (folder / step.file).write_text(step.text, encoding="utf-8")
    elif step.kind == "console":
        for entry in re.split(r"^\$ ", step.text, flags=re.MULTILINE)[1:]:
            command, _, shown = entry.partition("\n")
            if not command.startswith("make "):
                done = typed(command, folder)
                assert shown.strip() in done.stdout, done.stdout + done.stderr


@pytest.mark.journey
@pytest.mark.timeout(300)
def test_following_the_page_to_the_letter_works(tmp_path: Path) -> None:
    for step in steps():
        do(step, tmp_path)

    plugin = tmp_path / "plugins" / "greeter"
    assert "is_regular" in (plugin / "model.py").read_text(encoding="utf-8")


def test_every_fence_is_of_a_kind_that_is_followed() -> None:
    assert {step.kind for step in steps()} == {"console", "yaml", "python", "diff"}
