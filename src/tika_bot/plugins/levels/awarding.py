"""Gives and takes the roles of levels in Discord, as far as what members have differs from what they deserve.

Whoever is looked at for that is noted as there, and as hidden if the guild keeps their kind off its boards.

discord.py keeps to the rate limits. A guild's list of members comes in pages of a thousand, so looking at
ten thousand of whom nobody differs takes eleven requests.
"""

import asyncio
from dataclasses import replace

import aiohttp
import discord
import structlog
from discord.ext import commands

from tika_bot.base.ids import GuildId, RoleId, UserId
from tika_bot.core.nursery import Nursery
from tika_bot.core.wording import Wording

from .level_roles import Due, Hands, RoleFacts, Sync
from .service import Handing, Hiding, Seen

PAGE = 1000
"""Members that Discord lists at once."""

SLICE_S = 3.0
"""How long a guild's list is worked on before it's written down how far that is, and others have a turn."""

UNKNOWN_MEMBER = 10007
"""Discord's code for who has left."""

AWAY = (discord.HTTPException, aiohttp.ClientError, OSError)
"""What is raised when Discord doesn't answer, or not well; it's tried again later."""

log = structlog.get_logger(__name__)


class Awarding(commands.Cog, name="levels-awarding"):
    """Keeps members' roles right."""

    bot: commands.AutoShardedBot
    """Set by the Discord wing."""

    def __init__(self, handing: Handing, hiding: Hiding, wording: Wording) -> None:
        self._handing = handing
        self._hiding = hiding
        self._wording = wording
        self._tasks = Nursery("levels.awarding")

    async def cog_load(self) -> None:
        """Begin to work."""
        self._tasks.start(self._handing.run(self._sees, self._serve), name="run")

    async def cog_unload(self) -> None:
        """Stop; what is under way is done again some time."""
        await self._tasks.close()

    @commands.Cog.listener("on_guild_available")
    async def met(self, _: discord.Guild) -> None:
        """Begin with what waited for a guild."""
        self._handing.wake()

    @commands.Cog.listener("on_guild_role_delete")
    async def deleted(self, role: discord.Role) -> None:
        """Tell admins at once that a level lost its role."""
        await self._handing.look(hands_of(role.guild))

    def _sees(self, guild: GuildId) -> bool:
        return self.bot.get_guild(guild) is not None

    async def _serve(self, guild_id: GuildId) -> None:
        """Do some of the work that waits in a guild."""
        guild = self.bot.get_guild(guild_id)
        if guild is None:
            return
        await self._handing.look(hands_of(guild))
        for one in await self._handing.due(guild_id):
            await self._check(guild, one)
        sync = await self._handing.sync(guild_id)
        if sync is not None:
            await self._go_on(guild, sync)

    async def _check(self, guild: discord.Guild, one: Due) -> None:
        try:
            member = await guild.fetch_member(one.member)
            await self._hiding.meet(one.guild, one.member, seen(member))
            await self._put_right(member)
        except discord.NotFound:
            log.debug("roles.member_gone", guild=one.guild, member=one.member)
            await self._hiding.leave(one.guild, one.member)
        except AWAY as silence:
            log.warning("roles.postponed", guild=one.guild, member=one.member, why=str(silence))
            await self._handing.postpone(one)
            return
        await self._handing.settle(one)

    async def _go_on(self, guild: discord.Guild, sync: Sync) -> None:
        """Go on with a look at everybody for a while."""
        if not self.bot.intents.members:
            await self._handing.go_one_by_one(sync)
            return
        try:
            self._hiding.expect(sync.guild)
            after = discord.Object(sync.after)
            listed = [member async for member in guild.fetch_members(limit=PAGE, after=after)]
        except AWAY as silence:
            log.warning("roles.list_postponed", guild=sync.guild, why=str(silence))
            await self._handing.advance(sync, failed=True)
            return
        page = sorted(listed, key=lambda member: member.id)  # discord.py turns each page around
        last = UserId(page[-1].id) if len(page) == PAGE else None
        await self._hiding.see(
            sync.guild, {UserId(member.id): seen(member) for member in page}, UserId(sync.after), last
        )
        sync, failed = await self._through(page, sync)
        if failed or len(page) == PAGE or (page and sync.after < page[-1].id):
            await self._handing.advance(sync, failed=failed)
        else:
            await self._handing.end(sync)

    async def _through(self, page: list[discord.Member], sync: Sync) -> tuple[Sync, bool]:
        """Go through ``page`` until the time is up; return how far it is, and whether Discord went away."""
        has = {UserId(member.id): roles_of(member) for member in page if not member.bot}
        differing = await self._handing.differing(sync.guild, has)
        ends_at = asyncio.get_running_loop().time() + SLICE_S
        for member in page:
            given, taken = 0, 0
            if member.id in differing:
                if asyncio.get_running_loop().time() > ends_at:
                    return sync, False
                try:
                    given, taken = await self._put_right(member)
                except discord.NotFound:
                    log.debug("roles.member_gone", guild=sync.guild, member=member.id)
                except AWAY as silence:
                    log.warning("roles.list_postponed", guild=sync.guild, why=str(silence))
                    return sync, True
            given, taken = sync.given + given, sync.taken + taken
            sync = replace(sync, after=member.id, seen=sync.seen + 1, given=given, taken=taken)
        return sync, False

    async def _put_right(self, member: discord.Member) -> tuple[int, int]:
        """Give and take what ``member``'s level asks for; return how many roles of each.

        Raises:
            discord.NotFound: the member has left.
        """
        guild = member.guild
        change = await self._handing.change(GuildId(guild.id), UserId(member.id), roles_of(member))
        words = self._wording.words("levels", guild.preferred_locale.value)
        reason = words.say("role_reason", level=change.level)
        given = [role for role in change.give if await self._done(member, role, reason=reason, is_given=True)]
        taken = [
            role for role in change.take if await self._done(member, role, reason=reason, is_given=False)
        ]
        return len(given), len(taken)

    async def _done(self, member: discord.Member, role: RoleId, *, reason: str, is_given: bool) -> bool:
        """Give or take ``role``; return whether Discord let us."""
        change = member.add_roles if is_given else member.remove_roles
        try:
            await change(discord.Object(role), reason=reason)
        except discord.Forbidden as refused:
            log.warning("roles.refused", guild=member.guild.id, role=role, code=refused.code)
            await self._handing.refused(hands_of(member.guild), role)
            return False
        except discord.NotFound as gone:
            if gone.code == UNKNOWN_MEMBER:
                raise
            return False  # the role was deleted just now, which the gateway tells us too
        return True


def roles_of(member: discord.Member) -> frozenset[RoleId]:
    """Return the ids of what ``member`` has."""
    return frozenset(RoleId(role.id) for role in member.roles)


def seen(member: discord.Member) -> Seen:
    """Return what boards need to know about ``member``."""
    return Seen(roles_of(member), member.bot)


def facts_of(role: discord.Role) -> RoleFacts:
    """Return what the rules need to know about ``role``."""
    height = (role.position, -role.id)
    return RoleFacts(RoleId(role.id), role.name, height, role.is_default(), role.managed)


def hands_of(guild: discord.Guild) -> Hands:
    """Return what the bot can reach in ``guild`` at this moment."""
    top = guild.me.top_role
    return Hands(
        guild=GuildId(guild.id),
        owner=UserId(guild.owner_id or 0),
        roles={RoleId(role.id): facts_of(role) for role in guild.roles},
        may_manage=guild.me.guild_permissions.manage_roles,
        height=(top.position, -top.id),
        members=guild.member_count or 0,
    )
