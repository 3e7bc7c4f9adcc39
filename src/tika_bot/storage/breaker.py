"""A fuse before something that may be gone or frozen: after a failure it isn't asked for a while."""

import asyncio
from collections.abc import Callable


class Breaker:
    """Closed while all is well; after a failure open for ``rest_s``; then one may try."""

    def __init__(self, rest_s: float = 5.0, *, time: Callable[[], float] | None = None) -> None:
        self._rest_s = rest_s
        self._time = time or (lambda: asyncio.get_running_loop().time())
        self._open_until: float | None = None

    @property
    def is_open(self) -> bool:
        """Whether the other side failed and hasn't answered since."""
        return self._open_until is not None

    def may_try(self) -> bool:
        """Return whether to ask now; while open, True goes to one caller per rest."""
        if self._open_until is None:
            return True
        now = self._time()
        if now < self._open_until:
            return False
        self._open_until = now + self._rest_s
        return True

    def failed(self) -> None:
        """Note a failure."""
        self._open_until = self._time() + self._rest_s

    def worked(self) -> None:
        """Note an answer."""
        self._open_until = None
