"""A bot in the sandbox with a guest that answers in every way there is."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tika_bot.app import Running, running
from tika_bot.config import Config
from tika_bot.testing.bots import bot_config, play  # noqa: F401 # the fixture
from tika_sandbox.testing import Stage

GUESTS = Path(__file__).parent / "guests"


def config_for(play: Stage, folder: Path) -> Config:  # noqa: F811 # pytest's way of naming fixtures
    return bot_config(play, folder, plugins={"folders": [str(GUESTS)], "only": ["parrot"]})


@pytest.fixture
async def bot(play: Stage, tmp_path: Path) -> AsyncIterator[Running]:  # noqa: F811 # as above
    async with running(config_for(play, tmp_path)) as here:
        await here.ready()
        yield here
