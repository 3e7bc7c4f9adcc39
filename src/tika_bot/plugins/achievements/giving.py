"""The hands that change roles in Discord, for `service.Roles`, and what they may reach."""

from typing import TYPE_CHECKING

import aiohttp
import discord
from discord.ext import commands

from tika_bot.base.errors import Busy
from tika_bot.base.ids import GuildId, RoleId, UserId
from tika_bot.core.permits import Actor, Permits, Standing
from tika_bot.core.wording import Wording

from .model import NoSuchRole
from .service import Roles
from .service.books import PLUGIN

if TYPE_CHECKING:
    Bot = commands.AutoShardedBot


class DiscordAway(Busy):
    """Discord didn't answer."""

    key = "core.discord_away"


class Giving(commands.Cog, name="achievements-giving"):
    """Gives and takes the roles that come with achievements."""

    bot: "Bot"
    """Set by the Discord wing."""

    def __init__(self, roles: Roles, permits: Permits, wording: Wording) -> None:
        self._roles = roles
        self._permits = permits
        self._wording = wording

    async def cog_load(self) -> None:
        """Lend our hands."""
        self._roles.discord = self.change
        self._roles.allow = self.allow

    async def cog_unload(self) -> None:
        """Take them back: roles wait until there are hands again."""
        self._roles.discord = self._roles.allow = None

    async def change(self, guild_id: GuildId, member: UserId, role: RoleId, give: bool) -> bool:  # noqa: FBT001 # the shape of `Change`
        """Give ``member`` the role, or take it; return False if Discord will never let us.

        Raises:
            DiscordAway: it may work later.
        """
        guild = self.bot.get_guild(guild_id)
        if guild is None:
            raise DiscordAway
        try:
            found = await guild.fetch_member(member)
            change = found.add_roles if give else found.remove_roles
            words = self._wording.words(PLUGIN, guild.preferred_locale.value)
            await change(discord.Object(role), reason=words.say("role_reason"))
        except discord.NotFound:
            return True  # the member left, or the role was deleted: nothing is left to do
        except discord.Forbidden:
            return False
        except (discord.HTTPException, aiohttp.ClientError, OSError) as silence:
            raise DiscordAway from silence
        return True

    def allow(self, actor: Actor, role_id: RoleId) -> None:
        """Let ``actor`` promise the role to others only if they could give it themselves, and so can we.

        Raises:
            Refusal: they may not, we can't, or there's no such role.
        """
        guild = self.bot.get_guild(actor.guild or 0)
        role = None if guild is None else guild.get_role(role_id)
        if guild is None or role is None or role.is_default() or role.managed:
            raise NoSuchRole
        self._permits.demand(actor, "manage_roles")
        heights = [height(known) for known in guild.roles if known.id in actor.roles]
        self._permits.demand_above(
            Standing(actor.user, max(heights, default=0), actor.owner),
            Standing(UserId(0), height(role)),
            Standing(UserId(guild.me.id), height(guild.me.top_role)),
        )


def height(role: discord.Role) -> int:
    """Return a number that is larger for higher roles; of two at one position the older is higher."""
    return (role.position << 64) - role.id
