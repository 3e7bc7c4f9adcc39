"""What happens when a timer of levels is due."""

from typing import Any

from tika_bot.base.ids import GuildId
from tika_bot.core.timers import TimerId

from .service import Levels


async def drop_upload(service: Levels, payload: dict[str, Any], timer: TimerId) -> None:  # noqa: ARG001 by shape
    """Forget a file that nobody confirmed."""
    await service.desk.uploading.drop(GuildId(int(payload["guild"])), int(payload["upload"]))
