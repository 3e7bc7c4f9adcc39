"""Numbers for new rows: they grow with time, and two processes don't draw the same."""

import secrets
import threading
import time

_lock = threading.Lock()
_last = 0


def fresh_id() -> int:
    """Return a new positive 63-bit number, greater than all that this process drew before.

    The upper bits are the milliseconds since 1970, the lower 21 start at random in each millisecond.
    """
    global _last  # noqa: PLW0603 one line of numbers per process is the point
    with _lock:
        now = time.time_ns() // 1_000_000 << 21 | secrets.randbits(20)
        _last = max(_last + 1, now)
        return _last
