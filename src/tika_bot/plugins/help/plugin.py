"""Puts the help together."""

from tika_bot.core.house import House

from .service import Help


def build(house: House) -> Help:
    """Return the service that the plugin's other rooms are given."""
    assert house.host is not None  # lent to every plugin that a host builds
    return Help(house.host, house.features)
