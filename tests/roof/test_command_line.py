"""An operator types commands."""

import os
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import discord
import pytest
from sqlalchemy import make_url

from tika_bot.cli.serving import why_it_ended
from tika_bot.testing.databases import service_url

TIKA = Path(sys.executable).with_name("tika")


def tika(folder: Path, *arguments: str, **environment: str) -> tuple[int, str]:
    """Return exit code and everything that was printed."""
    plain = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("TIKA_", "DISCORD", "DATABASE"))
    }
    done = subprocess.run(
        [TIKA, *arguments], cwd=folder, capture_output=True, text=True, timeout=100, check=False,
        env={**plain, "COLUMNS": "300", **environment},
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def tables(file: Path) -> set[str]:
    with sqlite3.connect(file) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def test_running_without_a_token_says_where_one_comes_from(tmp_path: Path) -> None:
    code, text = tika(tmp_path, "run")

    assert code == 2 and "DISCORD_TOKEN" in text and "tika demo" in text
    assert list(tmp_path.iterdir()) == [], "it left something behind"


def test_a_mistyped_configuration_stops_every_command_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "config.yml").write_text("bot: {nmae: x}\n")

    for command in ("run", "migrate", "config", "doctor"):
        code, text = tika(tmp_path, command)
        assert code == 2 and "did you mean 'name'?" in text


def test_config_shows_origins_and_no_secrets(tmp_path: Path) -> None:
    code, text = tika(tmp_path, "config", DISCORD_TOKEN="abc.def.ghi", TIKA_WORDS__MOOD="3")

    assert code == 0 and "abc.def" not in text
    assert any("words.mood" in line and "3" in line and "environment" in line for line in text.splitlines())


def test_migrate_backup_restore_and_doctor_work_on_a_fresh_folder(tmp_path: Path) -> None:
    assert tika(tmp_path, "migrate")[0] == 0
    before = tables(tmp_path / "data" / "tika.db")
    copy = tmp_path / "copy.sqlite"
    assert tika(tmp_path, "backup", "--to", str(copy))[0] == 0
    with sqlite3.connect(tmp_path / "data" / "tika.db") as connection:
        connection.execute("DROP TABLE core_features")

    code, text = tika(tmp_path, "doctor")
    assert code == 1 and "token" in text
    code, text = tika(tmp_path, "restore", str(copy), "--yes")

    assert code == 0, text
    assert tables(tmp_path / "data" / "tika.db") == before
    assert len(list((tmp_path / "data" / "backups").iterdir())) == 1, "the present state wasn't kept"


def test_restoring_what_is_no_backup_changes_nothing(tmp_path: Path) -> None:
    tika(tmp_path, "migrate")
    (tmp_path / "holiday.jpg").write_bytes(b"not a database at all" * 100)
    before = tables(tmp_path / "data" / "tika.db")

    code, text = tika(tmp_path, "restore", "holiday.jpg", "--yes")

    assert code == 1 and "Traceback" not in text
    assert tables(tmp_path / "data" / "tika.db") == before


def test_what_keeps_it_from_starting_is_a_sentence(tmp_path: Path) -> None:
    nobody = {"DISCORD_TOKEN": "a.b.c", "DATABASE_URL": "postgresql://tika@127.0.0.1:1/tika"}
    (tmp_path / "taken").write_text("no folder")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        told = {
            "database": tika(tmp_path, "run", **nobody),
            "port": tika(tmp_path, "run", DISCORD_TOKEN="a.b.c", TIKA_HEALTH__PORT=port),
            "folder": tika(tmp_path, "run", DISCORD_TOKEN="a.b.c", TIKA_STORAGE__DATA_FOLDER="taken/data"),
        }

    for code, text in told.values():
        assert code == 1 and "Traceback" not in text, text
    assert "The database can't be reached: [Errno 111]" in told["database"][1]
    assert "see DATABASE_URL" in told["database"][1]
    assert f"health.port: 127.0.0.1:{port} can't be opened" in told["port"][1]
    assert "taken/data" in told["folder"][1]


@pytest.mark.postgres
def test_a_database_that_does_not_exist_is_named(tmp_path: Path) -> None:
    url = make_url(service_url("TIKA_TEST_POSTGRES")).set(database="tika_nowhere")
    address = {"DATABASE_URL": url.render_as_string(hide_password=False)}

    ran = tika(tmp_path, "run", DISCORD_TOKEN="a.b.c", **address)
    asked = tika(tmp_path, "doctor", **address)

    for code, text in (ran, asked):
        assert code == 1 and "Traceback" not in text
        assert 'The database can\'t be reached: database "tika_nowhere" does not exist' in text
    assert "✗ database: doesn't answer" in asked[1]


def test_a_token_that_discord_does_not_know_ends_with_a_sentence() -> None:
    assert "doesn't know this token" in why_it_ended(discord.LoginFailure("Improper token has been passed."))
    assert "can't be reached" in why_it_ended(ConnectionRefusedError(111, "Connect call failed"))
    assert "without a reason" in why_it_ended(None)
