"""What levels listen to."""

from tika_bot.base.ids import GuildId, RoleId, UserId
from tika_bot.core.messages import Listener

from .service import Levels


def watch(levels: Levels) -> list[Listener]:
    """Return the ear that counts messages."""
    return [Listener("xp", levels.hear)]


async def member_remove(levels: Levels, guild: GuildId, user: UserId) -> None:
    """Hide a member who left, in voice as well: Discord may tell that later."""
    levels.rooms.move(guild, user, None)
    await levels.leave(guild, user)


async def member_update(levels: Levels, guild: GuildId, user: UserId, roles: tuple[RoleId, ...]) -> None:
    """Let a member's new roles count."""
    levels.rooms.wear(guild, user, roles)
    await levels.hiding.change(guild, user, roles)


async def role_delete(levels: Levels, guild: GuildId, role: RoleId) -> None:
    """Show whom a role that is gone kept off the boards."""
    await levels.hiding.drop(guild, role)


async def member_join(levels: Levels, guild: GuildId, user: UserId, roles: tuple[RoleId, ...]) -> None:
    """Show a member who came back."""
    await levels.come_back(guild, user, roles)
