"""An afternoon is recorded, read back, played again to the same waiter and to one who serves another tea."""

from pathlib import Path

import pytest
from waiter import Waiter

from tika_sandbox.record.recorder import Recorder
from tika_sandbox.record.replay import replay
from tika_sandbox.record.scene import VERBS, Scene, read
from tika_sandbox.testing import Stage, stage
from tika_sandbox.testing.running import running

pytestmark = pytest.mark.journey


async def live_through_an_afternoon(play: Stage) -> None:
    alice, bruno = await play.person("alice"), await play.person("bruno")
    elsewhere = await play.person("layla", guild=1)
    hello = await alice.says("hello", files=(("leaf.txt", b"green"),))
    greeted = await alice.sees("Welcome")
    await bruno.says("hello yourself", reply_to=hello)
    await bruno.sees("Welcome")
    await alice.says("whisper")
    await (await alice.privately("Tika")).sees("between us")
    typo = await alice.says("tae")
    await alice.edits(typo, "tea")
    await alice.sees("better")
    await alice.deletes(await alice.says("never mind"))
    await alice.sees("nothing lost")
    await bruno.says("forbidden")
    await bruno.line.wait(lambda: bruno.line.latest("MESSAGE_DELETE"), "for it to vanish")
    await bruno.reacts("🍵", on=greeted)
    await bruno.sees("saw")
    served = await alice.runs("/order", guest=bruno)
    await alice.picks("Sugar?", ["two"])
    await alice.picks("Share with…", [bruno])
    await bruno.clicks("Drink", on=served)
    await alice.runs("/secret")
    form = await alice.runs("/note").form()
    await form.fills({"What?": "milk"})
    await alice.runs("/bill", receipt=("r.txt", b"four coins"))
    await alice.uses("Greet", on=bruno)
    await alice.uses("Quote", on=hello)
    await elsewhere.says("hello from the roof")
    await elsewhere.sees("Welcome")
    await alice.joins_voice("Fireside")
    await alice.sees("sits")
    await alice.leaves_voice()
    await alice.sees("stands")


async def recorded(file: Path) -> Scene:
    async with stage() as play, running(Waiter(), play.bot_token):
        recorder = Recorder(play.facts.world, file, title="An afternoon")
        await live_through_an_afternoon(play)
        scene = recorder.stop()
        assert play.problems == []
    return scene


async def test_what_was_recorded_plays_the_same_and_shows_what_changed(tmp_path: Path) -> None:
    file = tmp_path / "afternoon.yml"
    scene = await recorded(file)
    text = file.read_text(encoding="utf-8")

    assert read(text) == scene
    assert {step.verb for step in scene.steps} == set(VERBS) - {"votes"}
    assert "It's …" in text and "assam for @bruno" in text
    async with stage() as play, running(Waiter(), play.bot_token):
        assert await replay(scene, play) == []
    async with stage() as play, running(Waiter("oolong"), play.bot_token):
        differences = await replay(Scene(scene.title, scene.steps, patience_s=1), play)
    assert "alice runs /order" in differences[0] and "oolong for @bruno" in differences[0]


async def test_a_scene_may_be_written_by_hand() -> None:
    scene = read(
        """
        scene: A rude guest
        patience_s: 1
        steps:
        - alice says: hello …
          sees:
          - reaction: 👋
            message: hello
          - Tika: Welcome, …
        - alice runs: /secret
          sees:
          - Tika: psst
            to: alice
        - bruno runs: /secret
          sees:
          - Tika: psst
        - alice clicks: Drink
        - alice says: never played
        """
    )
    async with stage() as play, running(Waiter(), play.bot_token):
        differences = await replay(scene, play)

    assert len(differences) == 3
    assert differences[0].startswith("step 3, bruno runs /secret: waited 1.0 s for Tika to say 'psst'")
    assert differences[1].endswith("nobody expected Tika to say 'psst'")
    assert differences[2].startswith("step 4, alice clicks Drink: nothing here has 'Drink'")


async def test_a_failure_can_be_part_of_a_scene() -> None:
    scene = read("scene: Silence\nsteps:\n- alice runs: /silent\n  sees:\n  - fails:\n")
    async with stage() as play, running(Waiter(), play.bot_token):
        recorder = Recorder(play.facts.world)

        assert await replay(scene, play) == []
        assert [one.plain() for one in recorder.stop().steps[0].sees] == [{"fails": ""}]
