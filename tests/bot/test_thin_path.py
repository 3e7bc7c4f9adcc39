"""A member asks by slash and by prefix, and reads the answer, over real sockets."""

from tika_bot.app import Running
from tika_sandbox.testing import Stage


async def test_a_slash_command_is_answered_for_all_to_see(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")

    answer = await alice.runs("/repeat", words="pretty bird")

    assert answer.text == "pretty bird" and not answer.is_private


async def test_a_prefix_command_is_answered_in_the_channel(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")

    await alice.says("!RePeat pretty bird")

    assert (await alice.sees("pretty bird")).author == "Tika"


async def test_a_mention_is_always_a_prefix(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")

    await alice.says(f"<@{play.facts.bot.id}> repeat hello")

    assert (await alice.sees("hello")).author == "Tika"
