"""What was heard and waits to be written: one batch per UTC day, one addition per member."""

from dataclasses import dataclass, field

from tika_bot.base.ids import GuildId, UserId

from .model import Addition


@dataclass(slots=True)
class Batch:
    """What all members' doings of one UTC day add."""

    day: int
    added: dict[GuildId, dict[UserId, Addition]] = field(default_factory=dict)

    def of(self, guild: GuildId, member: UserId) -> Addition:
        """Return the addition to add to."""
        here = self.added.get(guild)
        if here is None:
            here = self.added[guild] = {}
        addition = here.get(member)
        if addition is None:
            addition = here[member] = Addition(guild, member)
        return addition

    def additions(self) -> list[Addition]:
        """Return all, by guild and member, as they are written."""
        return [here[member] for _, here in sorted(self.added.items()) for member in sorted(here)]
