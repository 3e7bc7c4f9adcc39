"""The whole bot in a sandbox, for tests that tell a story from a member's side.

from tika_bot.testing.bots import bot, play  # noqa: F401 # fixtures

async def test_hello(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")
    assert "hello" in (await alice.runs("/hello")).text
"""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tika_bot.app import Running, running
from tika_bot.config import Config
from tika_sandbox.testing import Stage, stage


def bot_config(play: Stage, folder: Path, **sections: Any) -> Config:  # noqa: ANN401 # any section of the configuration
    """Return the configuration of a bot on ``play``, which keeps its things in ``folder``.

    The second person of the demo, an admin, is its operator.
    """
    given = {
        "token": play.bot_token,
        "storage": {"data_folder": str(folder)},
        "health": {"enabled": False},
        "bot": {"operators": [play.facts.users[1].id]},
    }
    return Config.model_validate(given | sections)


@pytest.fixture
async def play() -> AsyncIterator[Stage]:
    """Lend a sandbox with the demo's world; nothing on its wire may break Discord's rules."""
    async with stage() as started:
        yield started
        assert started.problems == []


@pytest.fixture
async def bot(play: Stage, tmp_path: Path) -> AsyncIterator[Running]:
    """Lend the bot with every plugin that ships, once it hears the sandbox."""
    async with running(bot_config(play, tmp_path)) as started:
        await started.ready()
        yield started
