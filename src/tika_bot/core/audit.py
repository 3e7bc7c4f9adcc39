"""Who did what with more than a member's power."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from tika_bot.base.ids import GuildId, UserId
from tika_bot.storage.numbers import fresh_id

from .tables import audit


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the audit."""

    actor: UserId
    action: str
    """What was done, as in ``feature.off``."""
    at: datetime
    target: str = ""
    details: Mapping[str, object] = field(default_factory=dict)


async def note(connection: AsyncConnection, guild: GuildId, deed: Deed) -> None:
    """Write ``deed`` down, in the transaction that does it. Guild 0 is the operators' scope."""
    row = {
        "guild_id": guild,
        "id": fresh_id(),
        "at": deed.at,
        "actor_id": deed.actor,
        "action": deed.action,
        "target": deed.target,
        "details": dict(deed.details),
    }
    await connection.execute(audit.insert().values(row))
