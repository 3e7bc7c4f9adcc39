"""Fixtures that every test may name, and a count of what the whole run has reached of Discord's API."""

import os
from typing import Any

import orjson
import pytest

pytest_plugins = ["tika_bot.testing.databases"]

LONG = ("test_kill_minus_nine", "test_chaos", "test_tutorial", "test_ledger_kill")
"""Files whose tests take minutes; they begin first, so that no worker is left alone with one at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.path.stem.startswith(LONG))


ANSWERED: set[str] = set()
"""Operations that some test reached, with success and under the wire check; of all workers."""


def pytest_sessionfinish(session: pytest.Session) -> None:
    from tika_sandbox.wire.inspecting import REACHED

    ANSWERED.update(REACHED)
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["answered"] = sorted(ANSWERED)
    elif os.environ.get("TIKA_REQUIRE_REACHED") == "1" and unreached():
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:  # noqa: ANN401 # xdist's own
    ANSWERED.update(getattr(node, "workeroutput", {}).get("answered", ()))


def pytest_terminal_summary(terminalreporter: Any) -> None:  # noqa: ANN401 # pytest's own
    missing = unreached() if os.environ.get("TIKA_REQUIRE_REACHED") == "1" else []
    for name in missing:
        terminalreporter.write_line(f"no test reaches {name}, which the sandbox claims to answer")


def unreached() -> list[str]:
    """Return the operations that the sandbox claims to answer and no test has reached."""
    from tika_sandbox.wire.checking import find_description
    from tika_sandbox.wire.rest.coverage import coverage

    file = find_description()
    assert file is not None, "what was reached can only be told with Discord's description"
    rows = coverage(orjson.loads(file.read_bytes()))
    return [
        f"{row.method} {row.path}" for row in rows if row.state == "done" and row.operation not in ANSWERED
    ]
