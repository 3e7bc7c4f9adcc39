"""SimCord, another model of Discord, gives a second opinion: the same scenario, a list of differences."""

import asyncio
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

HERE = Path(__file__).parent
SRC, SCENARIO = HERE.parents[2] / "src", HERE.parent / "scenario"
PATIENCE_S = 120

pytestmark = [
    pytest.mark.timeout(280),  # the first time it's downloaded
    pytest.mark.skipif(
        os.environ.get("TIKA_TEST_SIMCORD") != "1",
        reason="TIKA_TEST_SIMCORD=1 lets SimCord be downloaded and give a second opinion",
    ),
]


async def test_two_models_differ_only_where_the_list_says(python_with: Callable[..., Path]) -> None:
    judged = yaml.safe_load((HERE / "simcord_differences.yml").read_text(encoding="utf-8"))
    python = python_with("simcord==3.2.1", "orjson", "zstandard")
    player = await asyncio.create_subprocess_exec(
        str(python), str(HERE / "scenario_on_simcord.py"),
        env={"PATH": os.environ["PATH"], "PYTHONPATH": f"{SRC}:{SCENARIO}"},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    said, _ = await asyncio.wait_for(player.communicate(), PATIENCE_S)

    differences = {story: found for story, found in json.loads(said).items() if found is not None}

    assert differences.keys() == judged.keys(), differences
    assert {one["right"] for one in judged.values()} <= {"sandbox", "simcord", "both"}
    assert all(one["why"] for one in judged.values())
