"""Puts the parrot together."""

import asyncio
from dataclasses import dataclass, field

from tika_bot.core.house import House


@dataclass
class Parrot:
    """Remembers what it said, and waits when told to."""

    house: House
    said: list[str] = field(default_factory=list)
    awake: asyncio.Event = field(default_factory=asyncio.Event)
    members: list[tuple[int, int]] = field(default_factory=list)
    roles: dict[tuple[int, int], tuple[int, ...]] = field(default_factory=dict)


def build(house: House) -> Parrot:
    return Parrot(house)
