"""What is done when nobody has come back."""

from typing import Any

from tika_bot.base.ids import GuildId

from .service import Privacy


async def purge(service: Privacy, payload: dict[str, Any], timer: int) -> None:  # noqa: ARG001 # deleting twice is harmless
    """Delete the data of a guild that the bot left 30 days ago."""
    await service.purge(GuildId(int(payload["guild"])))
