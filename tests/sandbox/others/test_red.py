"""Red-DiscordBot, which never heard of us, starts on the sandbox, answers a ping and plays trivia."""

import asyncio
import json
import os
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
import yaml

from tika_sandbox.testing import Person, Stage, stage

RED = "Red-DiscordBot==3.5.24"
LAUNCHER = Path(__file__).with_name("red_on_the_sandbox.py")
SRC = Path(__file__).parents[3] / "src"

pytestmark = [
    pytest.mark.journey,
    pytest.mark.timeout(280),  # the first time it's downloaded
    pytest.mark.skipif(
        os.environ.get("TIKA_TEST_RED") != "1",
        reason="TIKA_TEST_RED=1 lets Red-DiscordBot be downloaded and play on the sandbox",
    ),
]


@asynccontextmanager
async def red(python: Path, play: Stage, home: Path) -> AsyncIterator[None]:
    """Run Red in an empty home; its last words are shown if something fails."""
    address = play.address
    facts = play.facts.line(api=address.api, gateway=address.gateway, web=address.web)
    lives_in = {"HOME": str(home), "TMPDIR": str(home), "PATH": os.environ["PATH"]}
    with (home / "red.log").open("w+", encoding="utf-8") as log:
        bot = await asyncio.create_subprocess_exec(
            str(python), str(LAUNCHER), stdout=log, stderr=log,
            env=lives_in | {"SANDBOX": json.dumps(facts), "PYTHONPATH": str(SRC)},
        )  # fmt: skip
        try:
            yield
        except AssertionError as failure:
            failure.add_note((home / "red.log").read_text(encoding="utf-8")[-2_000:])
            raise
        finally:
            with suppress(ProcessLookupError):
                bot.terminate()
            await bot.wait()


async def answers_ping(alice: Person) -> bool:
    """Return whether it answers before long; while it still starts it doesn't hear her."""
    for _ in range(60):
        await alice.says("[p]ping")
        with suppress(AssertionError):
            await alice.sees("Pong.", within_s=1)
            return True
    return False


def answer_to(question: str, answers: dict[str, list[str]]) -> str:
    """Return the first right answer to the question that a message asks."""
    asked = question.partition("\n\n")[2]
    return str(answers[asked][0])


async def test_red_answers_and_plays_a_round_of_trivia(
    python_with: Callable[..., Path], tmp_path: Path
) -> None:
    python = python_with(RED)
    (trivia,) = python.parent.parent.glob("lib/python*/site-packages/redbot/cogs/trivia/data/lists")
    answers = yaml.safe_load((trivia / "worldcapitals.yaml").read_text(encoding="utf-8"))
    async with stage() as play, red(python, play, tmp_path):
        alice, bruno = await play.person("alice"), await play.person("bruno")
        elsewhere = await play.person("bruno", guild=1)
        assert await answers_ping(alice)

        await bruno.says("[p]load trivia")
        await bruno.sees("Loaded `trivia`.")
        await bruno.says("[p]triviaset maxscore 2")
        await bruno.sees("Points required to win set to 2.")
        await alice.says("[p]trivia worldcapitals")
        for number in (1, 2):
            asked = await alice.sees(f"Question number {number}!", within_s=20)
            await alice.says(answer_to(asked.text, answers))
            await alice.sees("You got it Alice! **+1** to you!")
        table = await alice.sees("Results:")

        assert re.search(r"\+ alice\s+2", table.text)
        assert not any("Question" in one.text for one in await elsewhere.messages())
        assert play.problems == []
