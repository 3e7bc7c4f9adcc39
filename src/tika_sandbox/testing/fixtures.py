"""Pytest fixtures for bots of any kind: ``pytest_plugins = ["tika_sandbox.testing.fixtures"]``."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tika_sandbox.testing.stage import Stage, stage


@pytest_asyncio.fixture
async def play() -> AsyncIterator[Stage]:
    """A stage with the demo world; at the end nothing may have broken Discord's rules on the wire."""
    async with stage() as running:
        yield running
        assert not running.problems, "\n".join(running.problems)
