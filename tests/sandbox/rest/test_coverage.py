"""Nothing of Discord's description is left unanswered: an operation is done, or refused with a reason."""

import orjson
import pytest

from tika_sandbox.testing.calling import Scene
from tika_sandbox.wire.checking import find_description
from tika_sandbox.wire.rest.coverage import Row, coverage


@pytest.fixture(scope="module")
def rows() -> tuple[Row, ...]:
    file = find_description()
    if file is None:
        pytest.skip("no description of Discord's API here")
    return coverage(orjson.loads(file.read_bytes()))


def test_most_operations_are_done_and_none_is_missing(rows: tuple[Row, ...]) -> None:
    done = sum(row.state == "done" for row in rows)

    assert [f"{row.method} {row.path}" for row in rows if row.state == "missing"] == []
    assert done >= 150


def test_every_refusal_says_why(rows: tuple[Row, ...]) -> None:
    assert all(len(row.reason) > 20 for row in rows if row.state == "refused")
    assert not any(row.reason for row in rows if row.state == "done")


async def test_a_refused_operation_answers_loudly(scene: Scene) -> None:
    answer = await scene.bot("POST", "/lobbies", {})
    noted = scene.play.problems.pop()

    assert answer.status == 501
    assert "games" in answer.body["message"]
    assert noted.startswith("refused: POST /lobbies")
