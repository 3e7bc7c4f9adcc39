"""Somebody brings a bot of their own: the ten lines of the page are all it takes."""

import asyncio
import json
import os
import re
import shutil
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tika_sandbox.testing import Stage, stage

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "how-to" / "use-the-sandbox-for-your-own-bot.md"
FENCE = re.compile(r"^```(?:python|js) (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BOTS = dict(FENCE.findall(PAGE.read_text(encoding="utf-8")))


def facts(play: Stage) -> str:
    """Return what `tika sandbox --json` prints."""
    address = play.address
    return json.dumps(play.facts.line(api=address.api, gateway=address.gateway, web=address.web))


async def answers(play: Stage) -> bool:
    """Return whether somebody answers Alice before long; a bot that still connects doesn't hear her."""
    alice = await play.person("alice")
    for _ in range(20):
        await alice.says("!ping")
        with suppress(AssertionError, TimeoutError):
            await alice.sees("pong", within_s=1)
            return True
    return False


def runner(name: str, folder: Path) -> str:
    """Return what runs a bot of that name; a script finds its library beside it, as after `npm install`."""
    if not name.endswith(".mjs"):
        return sys.executable
    node, library = shutil.which("node"), os.environ.get("TIKA_TEST_DISCORD_JS")
    if node is None or library is None:
        pytest.skip("TIKA_TEST_DISCORD_JS names no folder with discord.js installed")
    (folder / "node_modules").symlink_to(Path(library) / "node_modules")
    return node


@pytest.mark.journey
@pytest.mark.parametrize("name", sorted(BOTS))
async def test_the_ten_lines_answer(name: str, tmp_path: Path) -> None:
    async with stage() as play:
        (tmp_path / "sandbox.json").write_text(facts(play), encoding="utf-8")
        (tmp_path / name).write_text(BOTS[name], encoding="utf-8")
        bot = await asyncio.create_subprocess_exec(
            runner(name, tmp_path),
            name,
            cwd=tmp_path,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            heard = await answers(play)
        finally:
            bot.kill()
            await bot.wait()

        assert heard
        assert play.problems == []


def test_the_page_shows_three_libraries() -> None:
    assert sorted(BOTS) == ["discordjs_bot.mjs", "discordpy_bot.py", "hikari_bot.py"]
