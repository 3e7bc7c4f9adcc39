"""An operator types `tika levels import` and `tika levels export`."""

import base64
import gzip
import json
import sqlite3
import subprocess
from pathlib import Path

import pytest
from tests.plugins.levels.test_cards import a_picture
from tests.roof.test_command_line import TIKA, tika

ANNA, BEN = 1310000000000000001, 1310000000000000002
pytestmark = pytest.mark.timeout(180)


def page(folder: Path, name: str, *rows: dict[str, object]) -> str:
    (folder / name).write_text(json.dumps({"players": rows, "role_rewards": []}))
    return name


def typed(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Return what came of it, with what was printed for programs apart from what was printed for people."""
    command = [TIKA, "levels", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=100, check=False)


def said(folder: Path, *arguments: str) -> tuple[int, dict[str, object]]:
    done = typed(folder, "import", *arguments, "--json")
    return done.returncode, json.loads(done.stdout)


def members(folder: Path) -> list[tuple[int, ...]]:
    with sqlite3.connect(folder / "data" / "tika.db") as connection:
        return list(connection.execute("SELECT guild_id, user_id, xp FROM levels_members ORDER BY 1, 2"))


def test_pages_are_rehearsed_then_imported_once_and_written_out_again(tmp_path: Path) -> None:
    one = page(tmp_path, "0.json", {"id": str(ANNA), "xp": 500}, {"id": "x", "xp": 5})
    two = page(tmp_path, "1.json", {"id": str(BEN), "xp": 60})
    reported = {
        "read": 3, "imported": 2, "conflicts": 0, "roles": [], "seasons": 0, "cards": 0,
        "skipped": [{"where": "0.json: players[1]", "why": "has an id that can't be one: x"}],
    }  # fmt: skip

    assert said(tmp_path, one, two, "--guild", "1", "--dry-run") == (0, reported)
    assert members(tmp_path) == []
    assert said(tmp_path, one, two, "--guild", "1") == (0, reported)
    assert members(tmp_path) == [(1, ANNA, 500), (1, BEN, 60)]
    code, again = said(tmp_path, two, one, "--guild", "1", "--mode", "add")
    assert (code, again["imported"]) == (0, 0) and "already" in json.dumps(again["skipped"])

    assert tika(tmp_path, "levels", "export", "--guild", "1", "--out", "all.json")[0] == 0
    assert said(tmp_path, "all.json", "--guild", "2", "--mode", "replace")[1]["imported"] == 2
    assert members(tmp_path)[2:] == [(2, ANNA, 500), (2, BEN, 60)]
    written = json.loads((tmp_path / "all.json").read_text())
    assert json.loads(typed(tmp_path, "export", "--guild", "2").stdout) == written | {"guild": "2"}
    tika(tmp_path, "levels", "export", "--guild", "1", "--out", "all.json.gz")
    assert json.loads(gzip.decompress((tmp_path / "all.json.gz").read_bytes())) == written
    assert said(tmp_path, "all.json.gz", "--guild", "3")[1]["imported"] == 2


def test_seasons_and_cards_go_from_server_to_server_unharmed(tmp_path: Path) -> None:
    season = {
        "name": "الربيع",
        "first_day": 20_000,
        "began_ms": 1_728_000_000_000,
        "ended_ms": 1_729_000_000_000,
    }
    card = {"id": str(ANNA), "style": "forest", "picture": base64.b64encode(a_picture()).decode()}
    seasons = [season | {"standings": {str(ANNA): 7, str(BEN): 9}}, season | {"name": "  "}]
    ours = {
        "tika_levels": 1,
        "members": [],
        "seasons": seasons,
        "cards": [card, {"id": str(BEN), "style": "gone"}],
    }
    (tmp_path / "ours.json").write_text(json.dumps(ours))

    code, report = said(tmp_path, "ours.json", "--guild", "1")
    assert (code, report["seasons"], report["cards"], len(report["skipped"])) == (0, 1, 1, 2)  # type: ignore[arg-type] # a list
    tika(tmp_path, "levels", "export", "--guild", "1", "--out", "all.json")
    text = typed(tmp_path, "import", "all.json", "--guild", "2", "--mode", "replace").stdout

    assert "Seasons: 1, rank cards: 1 came along." in text and "Undo it" in text
    again = typed(tmp_path, "export", "--guild", "2").stdout.encode()
    assert again == (tmp_path / "all.json").read_bytes().replace(b'"guild":"1"', b'"guild":"2"') + b"\n"
    assert b'"seal"' in again


def test_what_is_wrong_is_said_with_an_exit_code(tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_text('{"players": [')
    with (tmp_path / "huge.json").open("wb") as file:
        file.truncate(200 * 1024 * 1024)

    code, report = said(tmp_path, "broken.json", "--guild", "1")
    assert code == 1 and report["imported"] == 0 and "broken" in json.dumps(report["skipped"])
    code, report = said(tmp_path, "huge.json", "--guild", "1")
    assert code == 1 and "larger than 128 MB" in json.dumps(report["skipped"])
    for wrong, code in (
        (("import", "--guild", "-5", "broken.json"), 2),
        (("import", "--guild", str(2**63), "broken.json"), 2),
        (("export", "--guild", "1", "--out", "nowhere/all.json"), 1),
        (("import", "broken.json"), 2),
        (("import", "--guild", "1"), 2),
        (("import", "broken.json", "--guild", "1", "--mode", "mix"), 2),
    ):
        assert tika(tmp_path, "levels", *wrong)[0] == code, wrong


def test_a_file_that_cannot_be_opened_is_reported_to_programs_too(tmp_path: Path) -> None:
    (tmp_path / "folder.json").mkdir()
    good = page(tmp_path, "0.json", {"id": str(ANNA), "xp": 500})

    for name, why in (("nowhere.json", "No such file or directory"), ("folder.json", "Is a directory")):
        assert said(tmp_path, good, name, "--guild", "1") == (1, {
            "read": 0, "imported": 0, "conflicts": 0, "roles": [], "seasons": 0, "cards": 0,
            "skipped": [{"where": name, "why": f"can't be read: {why}"}],
        })  # fmt: skip
        code, text = tika(tmp_path, "levels", "import", name, "--guild", "1")
        assert code == 1 and f"{name} can't be read: {why}" in text
    assert members(tmp_path) == []


@pytest.mark.parametrize("spelled", ["\\ud800", "\\u0000"])
def test_what_no_text_can_hold_is_reported_and_no_incident(tmp_path: Path, spelled: str) -> None:
    (tmp_path / "half.json").write_text(f'{{"users": {{"{spelled}": {{"xp": 5}}}}, "settings": {{}}}}')

    code, report = said(tmp_path, "half.json", "--guild", "1")

    assert code == 1 and "no text can hold: U+" in json.dumps(report["skipped"])


def test_a_server_that_the_bot_never_saw_is_filled_with_a_warning(tmp_path: Path) -> None:
    file = page(tmp_path, "0.json", {"id": str(ANNA), "xp": 500})
    tika(tmp_path, "migrate")
    with sqlite3.connect(tmp_path / "data" / "tika.db") as connection:
        connection.execute("INSERT INTO core_guilds (guild_id, joined_at) VALUES (2, 0)")

    prepared, known = (typed(tmp_path, "import", file, "--guild", guild, "--json") for guild in "12")

    assert "isn't in server 1" in prepared.stderr and "server" not in known.stderr
    assert prepared.stdout == known.stdout and prepared.returncode == known.returncode == 0
    assert members(tmp_path) == [(1, ANNA, 500), (2, ANNA, 500)]


def test_help_names_both(tmp_path: Path) -> None:
    assert "levels" in tika(tmp_path, "--help")[1]
    code, text = tika(tmp_path, "levels", "--help")
    assert code == 0 and "import" in text and "export" in text
