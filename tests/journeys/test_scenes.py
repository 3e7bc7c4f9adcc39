"""Recorded scenes are played again: whoever changes what members see, changes a scene, too."""

from pathlib import Path

import pytest

from tika_bot.app import running
from tika_bot.testing.bots import bot_config, play  # noqa: F401 # the fixture
from tika_sandbox.testing import Stage
from tika_sandbox.testing.scenes import differences

SCENES = sorted((Path(__file__).parent / "scenes").glob("*.yml"))


@pytest.mark.journey
@pytest.mark.parametrize("file", SCENES, ids=lambda file: file.stem)
async def test_the_scene_plays_as_written(play: Stage, tmp_path: Path, file: Path) -> None:  # noqa: F811
    async with running(bot_config(play, tmp_path)) as bot:
        await bot.ready()

        assert await differences(file, play) == []
