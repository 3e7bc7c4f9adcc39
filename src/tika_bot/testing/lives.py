"""Processes that live for a moment and are shot, for tests of what must survive that.

A test's script defines ``async def live(life: int)``; it finds its words in ``sys.argv`` and calls ``say``
once something must last. A mother that has run the script's imports forks each life, since a start takes
longer than most lives.

    async with mother(SCRIPT, database.url) as lives:
        said = await lives.shot(after=20)
"""

import asyncio
import os
import signal
import sys
import traceback
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

SAYS_WITHIN_S = 60


class Lives:
    """Lives that one mother bears, one after another."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._number = 0

    async def shot(self, *, after: int, linger_s: float = 0) -> list[str]:
        """Shoot a new life once it has said ``after`` lines and lingered; return all it said.

        Raises:
            AssertionError: it ended by itself before; its last words went to our standard error.
        """
        pid = await self._born()
        said: list[str] = []
        try:
            while len(said) < after:
                said.append(await self._line())
                assert not said[-1].startswith("ended "), said[-1]
            await asyncio.sleep(linger_s)
        finally:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        return said + await self._rest()

    async def whole(self) -> list[str]:
        """Let a new life end by itself; return all it said."""
        await self._born()
        return await self._rest()

    async def _born(self) -> int:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{self._number}\n".encode())
        self._number += 1
        return int((await self._line()).removeprefix("born "))

    async def _rest(self) -> list[str]:
        said = []
        while not (line := await self._line()).startswith("ended "):
            said.append(line)
        return said

    async def _line(self) -> str:
        assert self._process.stdout is not None
        line = await asyncio.wait_for(self._process.stdout.readline(), SAYS_WITHIN_S)
        assert line, "the mother is gone"
        return line.decode().strip()


@asynccontextmanager
async def mother(script: str, *words: str) -> AsyncIterator[Lives]:
    """Lend lives of ``script``, which gets ``words`` as its arguments."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", __name__, script, *words, stdin=PIPE, stdout=PIPE
    )
    try:
        yield Lives(process)
    finally:
        process.kill()
        await process.communicate()


_TO_TEST = 1
"""The pipe to the test; `_bear` keeps it apart from what is logged."""


def say(line: str) -> None:
    """Tell the test ``line``, in one piece: mother and child share the pipe."""
    os.write(_TO_TEST, f"{line}\n".encode())


def _bear() -> None:
    """Run the script's own lines, then fork a life for each line of input."""
    global _TO_TEST  # noqa: PLW0603 # a life is a fork and has nothing else to find it by
    _TO_TEST = os.dup(1)
    os.dup2(2, 1)  # a log line that is flushed in halves would tear ours apart
    script = sys.argv.pop(1)
    names = {"__name__": "script", "say": say}
    exec(compile(script, "<script>", "exec"), names)  # noqa: S102 # the test's own words
    for number in sys.stdin:
        pid = os.fork()
        if not pid:
            say(f"born {os.getpid()}")
            os._exit(_lived(names, int(number)))
        _, status = os.waitpid(pid, 0)
        say(f"ended {os.waitstatus_to_exitcode(status)}")


def _lived(names: dict[str, object], number: int) -> int:
    live = names["live"]
    assert callable(live)
    try:
        asyncio.run(live(number))
    except BaseException:  # noqa: BLE001 # a fork must not return into its mother's code
        traceback.print_exc()
        return 1
    return 0


if __name__ == "__main__":
    _bear()
