"""Plain HTTP callers over a running sandbox; at the end nothing may have broken Discord's rules."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tika_sandbox.testing.calling import Scene
from tika_sandbox.testing.calling import scene as demo


@pytest_asyncio.fixture
async def scene() -> AsyncIterator[Scene]:
    """The demo world, in which nobody is rate limited."""
    async with demo(enforce_limits=False) as built:
        yield built


@pytest_asyncio.fixture
async def strict_scene() -> AsyncIterator[Scene]:
    """The demo world with Discord's rate limits."""
    async with demo(enforce_limits=True) as built:
        yield built


@pytest.fixture
def picture() -> bytes:
    """A PNG's head that says 2 × 3 pixels."""
    return b"\x89PNG\r\n\x1a\n" + b"\0" * 8 + (2).to_bytes(4, "big") + (3).to_bytes(4, "big")
