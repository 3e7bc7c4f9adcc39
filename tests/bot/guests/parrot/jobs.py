"""What rings."""

from typing import Any

from tika_bot.base.ids import ChannelId, GuildId
from tika_bot.core.outbox import Place

from .plugin import Parrot


async def ring(service: Parrot, payload: dict[str, Any], timer: int) -> None:
    place = Place(GuildId(payload["guild"]), channel=ChannelId(payload["channel"]))
    await service.house.outbox.post(
        place, view=("parrot", "due"), data={"what": payload["what"]}, key=f"ring:{timer}"
    )
