"""Puts the administration together."""

from tika_bot.core.house import House

from .service import Administration


def build(house: House) -> Administration:
    """Return the service that the plugin's other rooms are given."""
    assert house.host is not None and house.messages is not None  # lent to every plugin that a host builds
    return Administration(
        host=house.host,
        features=house.features,
        settings=house.settings,
        messages=house.messages,
        permits=house.permits,
    )
