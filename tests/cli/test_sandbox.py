"""Somebody starts the sandbox on the command line, and a script reads what it prints."""

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tika_sandbox.demo import id_in
from tika_sandbox.record.scene import read
from tika_sandbox.testing.line import Line
from tika_sandbox.testing.people import Person
from tika_sandbox.wire.server import Address

TOKEN = "NDMyMTAwMDAwMDAwMDAwMDAw.G4sP1e.an-entirely-made-up-signature-of-it"
pytestmark = pytest.mark.journey


@asynccontextmanager
async def tika(*words: str, cwd: Path) -> AsyncIterator[dict[str, Any]]:
    """Run the command, lend the line that it prints, and end it as an operator does."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", "from tika_bot.cli import main; main()", *words, "--json",
        stdout=asyncio.subprocess.PIPE, cwd=cwd,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        async with asyncio.timeout(30):
            facts = json.loads(await process.stdout.readline())
        yield facts
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(10):
            assert await process.wait() == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def shape(value: Any) -> Any:  # noqa: ANN401 # whatever JSON holds
    """Return what a value is made of; lists by their first item, addresses and ids by being words."""
    if isinstance(value, dict):
        return {key: shape(one) for key, one in value.items()}
    return [shape(value[0])] if isinstance(value, list) else type(value).__name__


async def test_the_line_is_the_demo_s_own(tmp_path: Path) -> None:
    async with tika("sandbox", cwd=tmp_path) as alone, tika("demo", cwd=tmp_path) as demo:
        assert shape(alone) == shape(demo)
        assert [one["id"] for one in alone["guilds"]] == [one["id"] for one in demo["guilds"]]
        assert len(alone["guilds"]) == 2
        assert [one["admin"] for one in alone["users"]][:3] == [False, True, False]


async def test_a_bot_brings_its_own_token_and_is_somebody_else(tmp_path: Path) -> None:
    async with tika("sandbox", "--data", "world", "--bot-token", TOKEN, cwd=tmp_path) as facts:
        assert facts["bot"] == facts["bot"] | {"id": "432100000000000000", "token": TOKEN}
        line = await Line(Address(facts["api"], facts["gateway"], "", ""), facts["users"][0]["token"]).open()
        await line.close()
    async with tika("sandbox", "--data", "world", cwd=tmp_path) as again:
        assert (again["bot"], again["guilds"]) == (facts["bot"], facts["guilds"])


@pytest.mark.parametrize("token", ["", "x", "Zm9v.x.y", "MTIz.x.y", "!!!.x.y"])
def test_a_token_of_another_form_says_nothing_about_an_id(token: str) -> None:
    assert id_in(token) is None


async def test_a_scene_is_written_while_it_happens(tmp_path: Path) -> None:
    async with tika("sandbox", "record", "scene.yml", cwd=tmp_path) as facts:
        guild, alice = facts["guilds"][0], facts["users"][0]
        line = await Line(Address(facts["api"], facts["gateway"], "", ""), alice["token"]).open()
        try:
            person = Person(
                line, {"id": alice["id"], "name": "alice"}, guild["id"], guild["channels"]["general"]
            )
            await person.says("one")
            await person.says("two")
            written = (tmp_path / "scene.yml").read_text(encoding="utf-8")
        finally:
            await line.close()

    assert [step.what for step in read(written).steps] == ["one"]
    whole = read((tmp_path / "scene.yml").read_text(encoding="utf-8"))
    assert [str(step) for step in whole.steps] == ["alice says one", "alice says two"]
