"""An operator reads the logs."""

import io
import json
import logging
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import structlog

from tika_bot.config import Log
from tika_bot.logs import set_up_logs

TOKEN = "MTAwMDAwMDAwMDAwMDAwMDAw.Gabcde.abcdefghijklmnopqrstuvwxyz0123456789AB"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    root.handlers[:] = []
    stream = io.StringIO()
    yield stream
    for handler in root.handlers:
        handler.close()
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()


def last(stream: io.StringIO) -> dict[str, object]:
    found: dict[str, object] = json.loads(stream.getvalue().splitlines()[-1])
    return found


def test_a_line_has_its_event_fields_and_context(lines: io.StringIO) -> None:
    set_up_logs(Log(), lines)

    with structlog.contextvars.bound_contextvars(guild=7, incident="abc"):
        structlog.get_logger("tika").info("timer.fired", late_ms=12)

    line = last(lines)
    assert (line["event"], line["late_ms"], line["guild"], line["incident"]) == ("timer.fired", 12, 7, "abc")


def test_no_token_is_ever_written_ours_or_a_librarys(lines: io.StringIO) -> None:
    set_up_logs(Log(), lines)

    structlog.get_logger("tika").warning("login.failed", token=TOKEN, url="postgresql://me:secret@db/tika")
    logging.getLogger("discord.http").warning("Authorization: Bot %s", TOKEN)
    structlog.get_logger("tika").error("boom", exc_info=ValueError(TOKEN))

    assert TOKEN not in lines.getvalue() and "secret" not in lines.getvalue()
    assert lines.getvalue().count("[token]") == 3


@contextmanager
def a_full_disk() -> Iterator[None]:
    """Let no file grow."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_is_told_once_and_the_screen_goes_on(
    lines: io.StringIO, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "tika.log"
    set_up_logs(Log(file=file), lines)

    with a_full_disk():
        for number in range(3):
            structlog.get_logger("tika").warning("tea.cold", number=number)

    told = capsys.readouterr().err.splitlines()
    assert told == [f"{file} can't be written; from now on look here instead."]
    assert len(lines.getvalue().splitlines()) == 3


def test_the_file_rotates_by_size_and_keeps_what_was_asked(lines: io.StringIO, tmp_path: Path) -> None:
    set_up_logs(Log(file=tmp_path / "logs" / "tika.log", max_bytes=10_000, keep=2), lines)

    for number in range(400):
        structlog.get_logger("tika").info("noise", number=number, padding="x" * 80)

    assert sorted(p.name for p in (tmp_path / "logs").iterdir()) == ["tika.log", "tika.log.1", "tika.log.2"]


def test_quieter_events_than_the_level_are_dropped(lines: io.StringIO) -> None:
    set_up_logs(Log(level="warning"), lines)

    structlog.get_logger("tika").info("chatter")
    logging.getLogger("discord.gateway").info("chatter")

    assert lines.getvalue() == ""
