"""Discord says everything twice; it happens once."""

from pathlib import Path

from tika_bot.app import Running
from tika_bot.bot.echoes import REMEMBERED, Echoes
from tika_sandbox.testing import Stage
from tika_sandbox.wire.faults.plan import Plan


async def test_a_command_that_arrives_twice_is_answered_once(play: Stage, bot: Running) -> None:
    alice = await play.person("alice")
    weather = play.sandbox.controls.disturb(Plan(duplicate=1))

    await alice.says("!repeat echo, echo")
    await alice.sees("echo, echo")
    asked = await alice.runs("/repeat", words="once more")
    play.sandbox.controls.calm()
    await alice.runs("/whisper")  # whatever came before has been heard by then

    said = [one.text for one in await alice.messages() if one.author == "Tika"]
    assert said.count("echo, echo") == 1
    assert said.count(asked.text) == 1
    assert any("INTERACTION_CREATE" in one for one in weather.struck)


def test_only_the_newest_frames_are_remembered(tmp_path: Path) -> None:
    heard: list[str] = []
    parse = Echoes().once("MESSAGE_CREATE", lambda frame: heard.append(frame["id"]))

    for number in (*range(2 * REMEMBERED), REMEMBERED, 0):
        parse({"id": str(number)})

    assert len(heard) == 2 * REMEMBERED + 1
    assert heard[-1] == "0"
