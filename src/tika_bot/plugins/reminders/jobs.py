"""What happens when a reminder's timer is due. A timer may ring twice; the reminder doesn't."""

from typing import Any

from tika_bot.base.ids import GuildId, UserId
from tika_bot.core.timers import TimerId

from .model import Key
from .service import Reminders


async def ring(service: Reminders, payload: dict[str, Any], timer: TimerId) -> None:  # noqa: ARG001 by shape
    """Say the reminder."""
    await service.ring(_key(payload), payload["occurrence"])


async def sweep(service: Reminders, payload: dict[str, Any], timer: TimerId) -> None:  # noqa: ARG001 by shape
    """Delete what rang a month ago."""
    await service.sweep(_key(payload), payload["occurrence"])


def _key(payload: dict[str, Any]) -> Key:
    return Key(GuildId(int(payload["guild"])), UserId(int(payload["member"])), payload["number"])
