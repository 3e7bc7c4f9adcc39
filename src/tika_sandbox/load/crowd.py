"""Who and what there is, by number: ids are computed, so that a million members take no memory."""

from dataclasses import dataclass
from typing import Final

FIRST_GUILD: Final = 1_320_000_000_000_001_000
FIRST_PERSON: Final = 1_210_000_000_000_000_000
ROOMS: Final = 3
"""Text channels of each guild; their ids follow the guild's."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """So many guilds, and so many members shared out evenly among them. Numbers begin at 0."""

    guilds: int
    members: int

    def __post_init__(self) -> None:
        if not 1 <= self.guilds <= self.members:
            raise ValueError(f"{self.members} members can't fill {self.guilds} guilds: each needs one")

    def guild_id(self, number: int) -> int:
        """Return the id of a guild; each is on the next shard."""
        return FIRST_GUILD + (number << 22)

    def number_of(self, guild_id: int) -> int | None:
        """Return the number of the guild with that id, or None if there is none."""
        number, rest = divmod(guild_id - FIRST_GUILD, 1 << 22)
        return number if rest == 0 and 0 <= number < self.guilds else None

    def size(self, number: int) -> int:
        """Return how many members a guild has."""
        return self._first(number + 1) - self._first(number)

    def member_id(self, number: int, place: int) -> int:
        """Return the id of the member at ``place``, below ``size``, in a guild."""
        return FIRST_PERSON + self._first(number) + place

    def place_of(self, number: int, user_id: int) -> int | None:
        """Return which place in a guild a member has, or None if it's nobody there."""
        place = user_id - FIRST_PERSON - self._first(number)
        return place if 0 <= place < self.size(number) else None

    def is_person(self, user_id: int) -> bool:
        """Return whether that is a member's id."""
        return 0 <= user_id - FIRST_PERSON < self.members

    def on_shard(self, shard: tuple[int, int]) -> list[int]:
        """Return the numbers of the guilds that go to shard (index, count)."""
        index, count = shard
        return [n for n in range(self.guilds) if (self.guild_id(n) >> 22) % count == index]

    def _first(self, number: int) -> int:
        return number * self.members // self.guilds


def room_id(guild_id: int, place: int) -> int:
    """Return the id of a guild's text channel, by its place below ``ROOMS``."""
    return guild_id + 10 + place


def voice_id(guild_id: int) -> int:
    """Return the id of a guild's voice channel."""
    return guild_id + 20


def role_id(guild_id: int) -> int:
    """Return the id of the bot's own role in a guild."""
    return guild_id + 2
