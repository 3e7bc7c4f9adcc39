"""An author saves a file, and the plugin that it belongs to is reloaded."""

import asyncio
from pathlib import Path

from structlog.testing import capture_logs

from tika_bot.core.events import PluginChanged
from tika_bot.core.host import State
from tika_bot.core.hot import changed_plugins, reload_on_change
from tika_bot.storage.database import Database
from tika_bot.testing.folders import WIRING, write_plugin
from tika_bot.testing.houses import a_host, a_house


def test_only_what_matters_counts_as_a_change() -> None:
    place = Path("/plugins")
    paths = ["bank/api.py", "bank/strings/en.ftl", "shop/manifest.toml", "quiz/__pycache__/x.py", "notes.py"]
    paths += ["quiz/readme.md"]

    assert changed_plugins([place], [place / path for path in paths]) == {"bank", "shop"}


async def test_a_saved_file_is_running_soon_and_a_broken_one_never(
    sqlite_database: Database, tmp_path: Path
) -> None:
    reloaded = asyncio.Event()

    async def heard(event: PluginChanged) -> None:
        if event.state == State.RUNNING:
            reloaded.set()

    write_plugin(tmp_path, "bank")
    async with a_house(sqlite_database) as house, a_host(house, tmp_path) as host:
        old = host.plugins["bank"].service
        house.events.on(PluginChanged, heard)
        with capture_logs() as logs:
            watching = asyncio.create_task(reload_on_change(host, [tmp_path]))
            edition = 0
            async with asyncio.timeout(20):
                while not reloaded.is_set():  # the watcher may take a moment to open its eyes
                    edition += 1
                    write_plugin(tmp_path, "bank", plugin=WIRING + f"EDITION = {edition}\n")
                    await asyncio.wait({asyncio.create_task(reloaded.wait())}, timeout=0.5)
                (tmp_path / "bank" / "plugin.py").write_text("def build(:")
                while not any(line["event"] == "plugin.reload_refused" for line in logs):
                    await asyncio.wait({watching}, timeout=0.05)
            watching.cancel()
            await asyncio.wait({watching})

        assert host.plugins["bank"].state is State.RUNNING
        assert host.plugins["bank"].service is not old
