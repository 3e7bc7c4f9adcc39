"""Who may look across guilds, and how a transaction says whom it serves.

On PostgreSQL a transaction takes one of two roles. ``tika_guild`` sees the rows of one guild, which
row-level security enforces; ``tika_house`` sees all. The names here are the complete list of those that
may ask for the house, held by a test.
"""

from dataclasses import dataclass

from tika_bot.base.errors import Broken
from tika_bot.base.ids import GuildId

GUILD_ROLE = "tika_guild"
HOUSE_ROLE = "tika_house"

HOUSE_CALLERS = frozenset(
    {
        "achievements.load",
        "achievements.privacy",
        "core.backup",
        "core.features",
        "core.health",
        "core.host",
        "core.ledger",
        "core.outbox",
        "core.presence",
        "core.privacy",
        "core.settings",
        "core.timers",
        "levels.flush",
        "levels.privacy",
        "levels.roles",
        "quests.hasty",
        "quests.privacy",
        "reminders.privacy",
    }
)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom a transaction serves: one guild, or the house (``guild`` is None), and whether it writes."""

    guild: GuildId | None
    writes: bool
    caller: str = ""


def house_scope(caller: str, *, writes: bool) -> Scope:
    """Return the house's scope for ``caller``.

    Raises:
        Broken: If ``caller`` isn't on the list.
    """
    if caller not in HOUSE_CALLERS:
        raise Broken(caller=caller, why="not listed in storage.roles.HOUSE_CALLERS")
    return Scope(None, writes, caller)
