"""What a bot may ask to hear. Which event needs which bit is known where events are made."""

from typing import Final

MEMBERS: Final = 1 << 1
PRESENCES: Final = 1 << 8
MESSAGE_CONTENT: Final = 1 << 15
PRIVILEGED: Final = MEMBERS | PRESENCES | MESSAGE_CONTENT
EVERYTHING: Final = sum(1 << bit for bit in (*range(17), 20, 21, 24, 25))
"""Every bit that exists; what a person's own client hears."""


def are_known(intents: object) -> bool:
    """Return whether ``intents`` is a number made of bits that exist."""
    return isinstance(intents, int) and not isinstance(intents, bool) and not intents & ~EVERYTHING


def not_granted(intents: int, granted: int) -> int:
    """Return the privileged bits that were asked for but aren't switched on for the application."""
    return intents & PRIVILEGED & ~granted
