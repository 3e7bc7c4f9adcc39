"""What else members do that earns: reactions, time in voice, and commands, slash commands included.

They are heard as discord.py's own events, since the house's listeners are told neither who wrote a message
nor who is deafened, nor of slash commands.
"""

from typing import Any

import discord
from discord.ext import commands

from tika_bot.base.ids import ChannelId, GuildId, MessageId, RoleId, UserId

from .model import Reaction
from .service import Levels
from .voice import Presence

OWN = "levels"
"""The plugin whose commands show what was earned: that should not change it."""


class Watching(commands.Cog, name="levels-watching"):
    """Hears reactions, voice and commands."""

    bot: commands.Bot

    def __init__(self, levels: Levels) -> None:
        self._levels = levels

    async def cog_load(self) -> None:
        """Look around in guilds that were there before us: the plugin was switched on or reloaded."""
        self._levels.look_in = self._look_in
        for guild in self.bot.guilds:
            await self.met(guild)

    @commands.Cog.listener("on_raw_reaction_add")
    async def reacted(self, payload: discord.RawReactionActionEvent) -> None:
        """Let a member's reaction in a guild count."""
        member, author = payload.member, payload.message_author_id
        if payload.guild_id is None or member is None or member.bot or author is None:
            return
        if not self._levels.is_on(GuildId(payload.guild_id)):
            return
        writer = member.guild.get_member(author)
        known = writer or self.bot.get_user(author)  # from another server, or we ourselves
        if known is not None and known.bot:
            return
        deed = Reaction(
            MessageId(payload.message_id),
            UserId(author),
            ChannelId(payload.channel_id),
            _parent(member.guild.get_channel_or_thread(payload.channel_id)),
            discord.utils.snowflake_time(payload.message_id),
            () if writer is None else _roles(writer),
        )
        self._levels.react(GuildId(payload.guild_id), UserId(member.id), deed, _roles(member))

    @commands.Cog.listener("on_command_completion")
    async def used(self, ctx: commands.Context[Any]) -> None:
        """Let a prefix command count, or a hybrid one; asking for one's rank earns nothing."""
        if getattr(ctx.cog, "plugin", None) != OWN:
            self._count(ctx.author, ctx.channel)

    @commands.Cog.listener("on_app_command_completion")
    async def used_slash(
        self, interaction: discord.Interaction, command: discord.app_commands.Command[Any, ..., Any]
    ) -> None:
        """Let a slash command count; hybrid ones are heard by `used`."""
        if not isinstance(command, commands.hybrid.HybridAppCommand):
            self._count(interaction.user, interaction.channel)

    @commands.Cog.listener("on_voice_state_update")
    async def moved(self, member: discord.Member, _: discord.VoiceState, after: discord.VoiceState) -> None:
        """Let time in voice count."""
        guild = GuildId(member.guild.id)
        if not member.bot and self._levels.is_on(guild):
            self._levels.rooms.move(guild, UserId(member.id), presence(after, _roles(member)))

    @commands.Cog.listener("on_guild_available")
    @commands.Cog.listener("on_guild_join")
    async def met(self, guild: discord.Guild) -> None:
        """Look after a start who is in voice, and who is hidden."""
        if not self._levels.is_on(GuildId(guild.id)):
            self._levels.rooms.meet(GuildId(guild.id), {})
            return
        self._look_in(GuildId(guild.id))
        if self.bot.intents.members:  # else it would take a request for each of them
            await self._levels.hiding.look_around(GuildId(guild.id))

    @commands.Cog.listener("on_guild_remove")
    async def left(self, guild: discord.Guild) -> None:
        """Let nobody earn in a guild that doesn't have us any more."""
        self._levels.rooms.leave(GuildId(guild.id))

    def _look_in(self, guild_id: GuildId) -> None:
        """Meet who is in voice in a guild, if it's one of this process."""
        guild = self.bot.get_guild(guild_id)
        if guild is None:
            return
        present: dict[UserId, Presence] = {}
        for channel in (*guild.voice_channels, *guild.stage_channels):
            for user, voice in channel.voice_states.items():  # its members are only those in the cache
                known = guild.get_member(user)
                how = presence(voice, () if known is None else _roles(known))
                if how is not None and not (known is not None and known.bot):
                    present[UserId(user)] = how
        self._levels.rooms.meet(guild_id, present)

    def _count(self, user: discord.User | discord.Member, channel: object) -> None:
        if not isinstance(user, discord.Member) or user.bot or not isinstance(channel, discord.abc.Snowflake):
            return
        guild = GuildId(user.guild.id)
        if self._levels.is_on(guild):
            self._levels.command(
                guild, UserId(user.id), ChannelId(channel.id), _parent(channel), _roles(user)
            )


def presence(voice: discord.VoiceState, roles: tuple[RoleId, ...]) -> Presence | None:
    """Return how somebody with ``roles`` is in voice, None if they aren't."""
    if voice.channel is None:
        return None
    return Presence(
        ChannelId(voice.channel.id),
        is_deaf=voice.deaf or voice.self_deaf,
        is_muted=voice.self_mute,
        is_afk=voice.afk,
        is_listener=isinstance(voice.channel, discord.StageChannel) and voice.suppress,
        roles=roles,
    )


def _parent(channel: object) -> ChannelId | None:
    return ChannelId(channel.parent_id) if isinstance(channel, discord.Thread) else None


def _roles(member: discord.Member) -> tuple[RoleId, ...]:
    return tuple(RoleId(role.id) for role in member.roles)
