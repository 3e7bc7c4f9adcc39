"""A plain discord.py extension works beside the plugins, with discord.py's own messages."""

from pathlib import Path

from tika_bot.app import running
from tika_bot.testing.bots import bot_config
from tika_sandbox.testing import Stage

EXTENSION = Path(__file__).parent / "guests" / "plain_extension.py"


async def test_its_listeners_get_real_messages_and_its_commands_run(play: Stage, tmp_path: Path) -> None:
    config = bot_config(play, tmp_path, plugins={"extensions": [str(EXTENSION)], "only": ["help"]})
    async with running(config) as bot:
        await bot.ready()
        alice = await play.person("alice")

        await alice.says("good morning")
        greeted = await alice.sees("and to you, alice")
        await alice.says("!plainly")
        said = await alice.sees("plainly")

    assert greeted.raw["message_reference"]["channel_id"] == alice.channel_id
    assert said.author == "Tika"


async def test_a_missing_one_is_no_reason_not_to_start(play: Stage, tmp_path: Path) -> None:
    config = bot_config(play, tmp_path, plugins={"extensions": ["no_such_extension"], "only": ["help"]})
    async with running(config) as bot:
        await bot.ready()
        alice = await play.person("alice")

        assert "What can be done here" in (await alice.runs("/help")).text
