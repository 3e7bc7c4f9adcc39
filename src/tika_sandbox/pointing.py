"""Leads discord.py to a sandbox: three class attributes hold Discord's addresses, no fork needed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, Protocol

_KEPT: Final[list[tuple[Any, str, Any]]] = []


class Place(Protocol):
    """Where a sandbox listens; ``tika_sandbox.wire.server.Address`` is one."""

    @property
    def api(self) -> str:
        """REST with its version, without a slash at the end."""
        ...

    @property
    def gateway(self) -> str:
        """The websocket."""
        ...

    @property
    def cdn(self) -> str:
        """Avatars and attachments."""
        ...


def point_discord_py(place: Place) -> None:
    """Make every discord.py client of this process speak to ``place`` until ``unpoint``."""
    import yarl
    from discord.asset import Asset
    from discord.gateway import DiscordWebSocket
    from discord.http import Route

    unpoint()
    for owner, name, value in (
        (Route, "BASE", place.api),
        (DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(place.gateway)),
        (Asset, "BASE", place.cdn),
    ):
        _KEPT.append((owner, name, getattr(owner, name)))
        setattr(owner, name, value)


def unpoint() -> None:
    """Lead discord.py back to where it pointed before."""
    while _KEPT:
        owner, name, value = _KEPT.pop()
        setattr(owner, name, value)


@contextmanager
def pointed(place: Place) -> Iterator[None]:
    """Point discord.py at ``place`` for the length of a ``with`` block."""
    point_discord_py(place)
    try:
        yield
    finally:
        unpoint()
