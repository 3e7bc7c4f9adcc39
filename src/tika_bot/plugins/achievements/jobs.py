"""What happens when a timer of achievements is due. Giving a role twice is giving it once."""

from typing import Any

from tika_bot.base.ids import GuildId, RoleId, UserId
from tika_bot.core.timers import TimerId

from .service import Achievements


async def share_role(service: Achievements, payload: dict[str, Any], timer: TimerId) -> None:  # noqa: ARG001 by shape
    """Let some of those who hold an achievement have the role that comes with it by now."""
    guild, role, after = (int(payload[name]) for name in ("guild", "role", "after"))
    key = str(payload["achievement"])
    await service.making.sharing.pass_on(GuildId(guild), key, RoleId(role), UserId(after))


async def change_role(service: Achievements, payload: dict[str, Any], timer: TimerId) -> None:  # noqa: ARG001 by shape
    """Give the role that comes with an achievement, or take it."""
    guild, member, role = (int(payload[name]) for name in ("guild", "member", "role"))
    await service.roles.carry_out(GuildId(guild), UserId(member), RoleId(role), give=payload["give"])
