"""A dashboard over the demo world; at the end nothing may have broken Discord's rules."""

from collections.abc import AsyncIterator

import pytest_asyncio
from aiohttp import ClientSession

from tika_sandbox.testing.calling import scene as demo
from tika_sandbox.testing.dashboard import Dashboard


@pytest_asyncio.fixture
async def dashboard() -> AsyncIterator[Dashboard]:
    """A dashboard that the demo world's application runs."""
    async with demo(enforce_limits=False) as scene, ClientSession() as session:
        yield Dashboard(scene, session)
