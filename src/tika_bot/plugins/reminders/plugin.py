"""Puts the reminders together."""

from tika_bot.core.house import House

from .service import Reminders
from .store import ReminderStore


def build(house: House) -> Reminders:
    """Return the service that the plugin's other rooms are given."""
    return Reminders(ReminderStore(house.database), house.timers, house.outbox, house.settings, house.clock)
