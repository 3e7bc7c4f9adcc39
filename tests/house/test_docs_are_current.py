"""The reference pages are written from the code; who changes the code writes them again."""

from pathlib import Path

from tika_bot.cli.reference import CHECKOUT, GENERATED, WRITERS, pages, stale


def test_the_committed_pages_say_what_the_code_says() -> None:
    assert CHECKOUT.is_dir()
    assert stale() == []


def test_every_page_says_that_it_is_written_by_a_machine() -> None:
    assert all(text.startswith(GENERATED) for text in pages().values())


def test_a_page_that_was_edited_by_hand_or_is_missing_is_named(tmp_path: Path) -> None:
    written = pages()
    for name in WRITERS:
        (tmp_path / name).write_text(written[name], encoding="utf-8")
    (tmp_path / "errors.md").write_text("I know better.", encoding="utf-8")
    (tmp_path / "plugins.md").unlink()

    complaints = stale(tmp_path)

    assert [complaint.split()[0] for complaint in complaints] == [
        "docs/reference/errors.md",
        "docs/reference/plugins.md",
    ]
    assert all("make docs" in complaint for complaint in complaints)


def test_where_there_are_no_pages_nothing_is_stale(tmp_path: Path) -> None:
    assert stale(tmp_path / "installed") == []


def test_every_cell_stays_in_its_row() -> None:
    for name, text in pages().items():
        for block in text.split("\n\n"):
            rows = [line for line in block.splitlines() if line.startswith("|")]
            widths = {line.replace("\\|", "").count("|") for line in rows}
            assert len(widths) <= 1, f"{name}: {block[:200]}"


def test_the_pages_hold_what_their_readers_look_for() -> None:
    written = pages()

    assert "`/rank [member]`" in written["commands.md"]
    assert "*manage guild*" in written["commands.md"]
    assert "| `message_cooldown_s` | whole number, 0 to 3600 | `60` |" in written["settings.md"]
    assert "| `DISCORD_TOKEN` |" in written["configuration.md"]
    assert "| `core.busy` | busy |" in written["errors.md"]
    assert "| `core.broken` | ours |" in written["errors.md"]
    assert "`/channels/{channel_id}/messages`" in written["sandbox.md"]
    assert "| `tika_listener_seconds` | histogram |" in written["metrics.md"]
    assert "30 days after it rang" in written["plugins.md"]
