"""Puts privacy together."""

from tika_bot.core.house import House

from .service import Privacy
from .store import HouseRecords


def build(house: House) -> Privacy:
    """Return the service that the plugin's other rooms are given."""
    assert house.host is not None  # lent to every plugin that a host builds
    return Privacy(house.host, HouseRecords(house.database), house.settings, house.events)
