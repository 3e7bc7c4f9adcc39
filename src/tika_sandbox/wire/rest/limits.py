"""Rate limits in Discord's manner.

Every route belongs to a bucket; together with the major parameter (a channel, a guild, a webhook) and the
caller it has a window: so many requests per so many seconds, counted from the first. On top, a bot has 50
requests a second in all. Answers always carry the headers; whether a full window refuses can be switched off.
"""

import hashlib
import time
from dataclasses import dataclass
from typing import Final, TypeVar

from tika_sandbox.wire.rest.table import Route
from tika_sandbox.world.principals import Bot, Principal

K = TypeVar("K")
GLOBAL: Final = 50
MOST_WINDOWS: Final = 20_000
LONGEST_S: Final = 60.0
"""Windows are swept of those older than this once there are too many."""
_USUAL: Final = (10, 5.0)
_WINDOWS: Final[dict[tuple[str, str], tuple[int, float]]] = {
    ("POST", "/channels/{channel_id}/messages"): (5, 5.0),
    ("PATCH", "/channels/{channel_id}/messages/{message_id}"): (5, 5.0),
    ("DELETE", "/channels/{channel_id}/messages/{message_id}"): (5, 1.0),
    ("POST", "/channels/{channel_id}/messages/bulk-delete"): (1, 1.0),
    ("PUT", "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me"): (1, 0.25),
    ("DELETE", "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me"): (1, 0.25),
    ("DELETE", "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/{user_id}"): (1, 0.25),
    ("GET", "/channels/{channel_id}/messages"): (50, 1.0),
    ("GET", "/gateway/bot"): (2, 5.0),
    ("GET", "/users/@me"): (30, 30.0),
    ("POST", "/interactions"): (50, 1.0),
    ("GET", "/channels/{channel_id}/application-command-index"): (50, 1.0),
}
"""(requests, seconds) per bucket where Discord's known numbers differ from the usual."""


@dataclass(slots=True)
class Window:
    """How many requests came since the window opened."""

    opened: float
    used: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the limits say to one request."""

    bucket: str
    limit: int
    remaining: int
    reset_after: float
    refused: bool = False
    is_global: bool = False
    exempt: bool = False

    @property
    def retry_after(self) -> float:
        """Seconds until it's worth another try."""
        return self.reset_after

    def headers(self) -> dict[str, str]:
        """Return the rate limit headers of the answer."""
        if self.exempt:
            return {}
        headers = {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(self.remaining),
            "X-RateLimit-Reset": f"{time.time() + self.reset_after:.3f}",
            "X-RateLimit-Reset-After": f"{self.reset_after:.3f}",
            "X-RateLimit-Bucket": self.bucket,
        }
        if self.refused:
            headers["X-RateLimit-Scope"] = "global" if self.is_global else "user"
            if self.is_global:
                headers["X-RateLimit-Global"] = "true"
        return headers


class Limits:
    """All windows of all callers."""

    def __init__(self, *, enforce: bool) -> None:
        self.enforce = enforce
        self._windows: dict[tuple[int, str, str], Window] = {}
        self._swept = 0.0
        self._globals: dict[int, Window] = {}
        self._buckets: dict[tuple[str, str], str] = {}

    def ask(self, who: Principal, route: Route, taken: dict[str, str], at: float) -> Verdict:
        """Count one request at the monotonic time ``at`` and say whether it may pass."""
        bucket = self._bucket(route)
        if route.path.endswith("/callback"):
            # Discord sends no headers there; hikari calls them a mistake.
            return Verdict(bucket, 0, 0, 0, exempt=True)
        # Interaction callbacks and follow-ups are outside the global limit.
        free = route.path.startswith(("/interactions/", "/webhooks/"))
        if isinstance(who, Bot) and not free and self.enforce:
            whole = self._opened(self._globals, who.id, 1.0, at)
            if whole.used >= GLOBAL:
                return Verdict(bucket, GLOBAL, 0, whole.opened + 1.0 - at, refused=True, is_global=True)
            whole.used += 1
        limit, seconds = _WINDOWS.get((route.method, route.path), _USUAL)
        if free:
            limit, seconds = 50, 1.0
        elif not isinstance(who, Bot):
            # A person's own client is held to gentler limits, and scripted ones shouldn't stumble.
            limit *= 10
        # An interaction's follow-ups are counted by its token: one busy answer doesn't slow another.
        major = taken.get(route.major or "", "") + taken.get("webhook_token", "")
        window = self._opened(self._windows, (who.id, bucket, major), seconds, at)
        left = window.opened + seconds - at
        if self.enforce and window.used >= limit:
            return Verdict(bucket, limit, 0, left, refused=True)
        window.used += 1
        remaining = limit - window.used if self.enforce else limit - 1
        return Verdict(bucket, limit, max(remaining, 0), left)

    def _bucket(self, route: Route) -> str:
        key = (route.method, route.path)
        if key not in self._buckets:
            self._buckets[key] = hashlib.sha256(" ".join(key).encode()).hexdigest()[:32]
        return self._buckets[key]

    def _opened(self, windows: dict[K, Window], key: K, seconds: float, at: float) -> Window:
        window = windows.get(key)
        if len(windows) > MOST_WINDOWS and at - self._swept > LONGEST_S:
            self._swept = at
            stale = [key for key, old in windows.items() if at - old.opened > LONGEST_S]
            for old_key in stale:
                del windows[old_key]
        if window is None or at - window.opened >= seconds:
            window = windows[key] = Window(at)
        return window
