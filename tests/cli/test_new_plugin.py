"""Somebody starts a plugin: what is written works, and its tests pass at once."""

import subprocess
import sys
from pathlib import Path

import pytest

from tika_bot.cli.scaffold import NameTaken, write_plugin
from tika_bot.core.manifest import read_manifest


def test_what_is_written_has_all_rooms_and_no_blank_left(tmp_path: Path) -> None:
    folder = write_plugin("tea_time", tmp_path)

    assert read_manifest(folder).name == "Tea time"
    for room in ("model", "store", "service", "views", "commands", "plugin", "migrations/0001_tea_time"):
        compile((folder / f"{room}.py").read_text(encoding="utf-8"), room, "exec")
    assert all("__id__" not in file.read_text(encoding="utf-8") for file in folder.rglob("*.*"))


def test_its_tests_pass_at_once(tmp_path: Path) -> None:
    folder = write_plugin("tea_time", tmp_path)

    done = subprocess.run(
        [sys.executable, "-m", "pytest", str(folder), "-p", "no:cacheprovider"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", ["", "Tea", "9lives", "tea-time", "../tea", "x" * 33])
def test_a_name_that_cannot_be_an_id_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="small letters"):
        write_plugin(name, tmp_path)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["reminders", "mine"])
def test_a_name_that_is_taken_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "mine").mkdir()

    with pytest.raises(NameTaken, match=name):
        write_plugin(name, tmp_path)
