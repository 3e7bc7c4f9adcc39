"""Bruno lets everybody begin anew and thinks better of it; the bot is restarted before each of his clicks."""

from pathlib import Path

import pytest

from tika_bot.app import running
from tika_bot.testing.bots import bot_config, play  # noqa: F401 # a fixture
from tika_sandbox.testing import Stage

pytestmark = pytest.mark.journey


async def test_a_reset_of_all_is_asked_for_done_and_undone_across_restarts(
    play: Stage,  # noqa: F811
    tmp_path: Path,
) -> None:
    alone = bot_config(play, tmp_path, plugins={"only": ["levels"]})  # others pay for so much XP
    bruno, layla = await play.person("bruno"), await play.person("layla")
    async with running(alone) as bot:
        await bot.ready()
        await bruno.runs("/levels give", member=layla, amount=300)
        await bruno.runs("/levels give", member=bruno, amount=50)
        asked = await bruno.runs("/levels reset")
        assert "2 members lose **350 XP** together" in asked.text
    async with running(alone) as bot:
        await bot.ready()
        done = await bruno.clicks("Reset everybody", on=asked)
        assert "2 members begin anew." in done.text
        assert "Nobody has any XP here yet" in (await bruno.runs("/leaderboard")).text
    async with running(alone) as bot:
        await bot.ready()
        preview = await bruno.clicks("Undo …", on=done)
        assert "2 members have again what they had before" in preview.text
        await bruno.clicks("Undo", on=preview)
        board = (await bruno.runs("/leaderboard")).text
        assert f"<@{layla.id}> · level 2 · 300 XP" in board and f"<@{bruno.id}> · level 0 · 50 XP" in board
        there = await play.person("bruno", guild=1)
        assert "Nobody has any XP here yet" in (await there.runs("/leaderboard")).text
