"""The client: discord.py's bot with our doors, ears and pen.

discord.py keeps the connection, the shards and its caches; what a member says or clicks goes through
`gateway`, `interactions` and `boundary`, and what the core wants said goes out through `speaking`.
"""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

import discord
import structlog
from discord import app_commands
from discord.ext import commands
from discord.gateway import DiscordWebSocket

from tika_bot.base.ids import OPERATORS, ChannelId, GuildId, UserId
from tika_bot.bot.boundary import Reception
from tika_bot.bot.budgets import Advice, Identifies, Refusals, still_hearts
from tika_bot.bot.echoes import NAMED_BY, Echoes
from tika_bot.bot.gateway import Chat
from tika_bot.bot.hearing import Hearing
from tika_bot.bot.homes import Homes
from tika_bot.bot.interactions import Interactions
from tika_bot.bot.jobs import Jobs
from tika_bot.bot.listening import Listening
from tika_bot.bot.options import Options, importable, wanted_intents
from tika_bot.bot.overrides import Overrides
from tika_bot.bot.registration import Registration
from tika_bot.bot.rendering import Renderer
from tika_bot.bot.rooms import Rooms
from tika_bot.bot.shortcut import shorten
from tika_bot.bot.speaking import Speaking
from tika_bot.bot.wing import Wing
from tika_bot.core.events import FeatureSwitched, ListenerPaused, PluginChanged
from tika_bot.core.incidents import new_incident
from tika_bot.core.nursery import Nursery

log = structlog.get_logger("tika.client")

# We listen to voice channels' members, never to voice itself; without this each start warns of its libraries.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False

GUILDS_READY_S = 0.5
"""How long discord.py waits for a further guild before it calls itself ready. Nothing of ours depends on
having seen them all: each guild is dealt with when it arrives."""


class TikaTree(app_commands.CommandTree["TikaClient"]):
    """discord.py's tree, whose errors end at our boundary."""

    async def on_error(
        self, interaction: discord.Interaction["TikaClient"], error: app_commands.AppCommandError, /
    ) -> None:
        await self.client.boundary.refuse(interaction, error)


class TikaClient(commands.AutoShardedBot):
    """The bot as Discord sees it."""

    def __init__(
        self,
        wing: Wing,
        boundary: Reception,
        renderer: Renderer,
        options: Options,
        *,
        missing_intents: frozenset[str] = frozenset(),
    ) -> None:
        intents = wanted_intents(wing, missing_intents)
        self.refusals = Refusals(wing.clock)
        super().__init__(
            http_trace=self.refusals.trace(),
            command_prefix="!",  # never used: see get_prefix
            tree_cls=TikaTree,
            help_command=None,
            description=options.description,
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            case_insensitive=True,
            strip_after_prefix=True,
            max_messages=None,
            chunk_guilds_at_startup=False,
            member_cache_flags=_remembered_members(intents),
            guild_ready_timeout=GUILDS_READY_S,
            **options.shards(),
        )
        line = wing.turns.reserve if wing.turns else None
        self._identifies = Identifies(wing.clock, Advice.before(self.http, wing.clock), reserve=line)
        self.wing = wing
        self.boundary = boundary
        self.options = options
        boundary.missing_intents = missing_intents
        self.heard_ready = asyncio.Event()
        self._leaving = False
        self._work = Nursery("bot.client")
        self.rooms = Rooms(self, wing.host, wing.wording)
        self.registration = Registration(wing, self.tree, self.rooms, gather_s=options.gather_s)
        boundary.picker_lags = self.registration.is_close_to_limit
        boundary.overrides = self._overrides = Overrides(self.tree)
        self.interactions = Interactions(wing.host, wing.permits, boundary)
        self.speaking = Speaking(self, wing, renderer)
        self.jobs = Jobs(wing)
        self._homes = Homes(wing, self.jobs, self.registration, self.speaking, options.name)
        self._listening = Listening(wing)
        self._unhear: list[Callable[[], None]] = []
        self.hearing = Hearing(self, wing, boundary, options.prefixes)
        self._echoes = Echoes()
        self._guard_parsers()
        self._shorten_lines()

    # Coming and going

    async def setup_hook(self) -> None:
        await self._homes.recall()
        for plugin in list(self.wing.host.plugins):
            await self._open_room(plugin)
        for extension in self.options.extensions:
            await self._load(extension)
        hear = self.wing.events.on
        self._unhear += [
            hear(FeatureSwitched, self._on_switched),
            hear(PluginChanged, self._on_plugin_changed),
            hear(ListenerPaused, self._on_listener_paused),
        ]
        self._work.start(self.registration.run(), name="registration")
        self.registration.touch(OPERATORS, soon=True)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:  # noqa: ARG002 # its shape
        await self._identifies.spend(shard_id or 0)

    def start_speaking(self) -> None:
        """Begin to send what the outbox holds and to ring the timers; called once Discord is heard."""
        speaking, share = self.speaking, self.options.share
        self._work.start(self.wing.outbox.run(speaking.send, speaking.gathers, share=share), name="outbox")
        self._work.start(self.wing.timers.run(self.jobs.ring), name="timers")

    def stop_listening(self) -> None:
        """Take no more work; what is open goes on."""
        self._leaving = True
        self.hearing.stop()

    async def close(self) -> None:
        self.stop_listening()
        for unhear in self._unhear:
            unhear()
        self._unhear.clear()
        await self._work.close()
        await super().close()
        await still_hearts(self)

    async def _open_room(self, plugin: str) -> None:
        try:
            await self.rooms.open(plugin)
        except Exception:
            log.exception("commands.not_opened", plugin=plugin, incident=new_incident())

    async def _load(self, extension: str) -> None:
        """Load a plain discord.py extension, named as a package or as a path."""
        extension = importable(extension)
        try:
            await self.load_extension(extension)
        except commands.ExtensionError:
            log.exception("extension.not_loaded", extension=extension)

    # Frames

    def _guard_parsers(self) -> None:
        """Put our own ears before discord.py's, and an error boundary around each of them.

        discord.py lets an error in a parser end the whole process: one odd frame would take every guild down.
        """
        parsers = self._connection.parsers
        build = parsers["MESSAGE_CREATE"]
        for name, parse in list(parsers.items()):
            parsers[name] = self._guarded(name, parse)
        parsers["MESSAGE_CREATE"] = self.hearing.created(build)  # guarded below, with its echoes
        parsers["MESSAGE_UPDATE"] = self._guarded(
            "MESSAGE_UPDATE", self.hearing.edited(parsers["MESSAGE_UPDATE"])
        )
        changed = self._listening.updated(parsers["GUILD_MEMBER_UPDATE"])
        parsers["GUILD_MEMBER_UPDATE"] = self._guarded("GUILD_MEMBER_UPDATE", changed)
        for name in NAMED_BY:
            parsers[name] = self._guarded(name, self._echoes.once(name, parsers[name]))

    def _guarded(self, name: str, parse: Callable[[Any], Any]) -> Callable[[Any], None]:
        are_ours = self.wing.are_ours

        def parsed(frame: Any) -> None:  # noqa: ANN401 # raw JSON
            if not are_ours():
                return  # we slept, and another process may have heard it
            try:
                parse(frame)
            except Exception:
                keys = sorted(frame) if isinstance(frame, Mapping) else None
                log.exception("gateway.odd_frame", gateway_event=name, keys=keys, incident=new_incident())

        return parsed

    def _shorten_lines(self) -> None:
        """Let chat take the short way on each websocket: discord.py shows them here before it reads them."""
        note_websocket = self._connection._update_references  # noqa: SLF001 # no other place sees all of them

        def met(ws: DiscordWebSocket) -> None:
            note_websocket(ws)
            shorten(ws, self.hearing.is_short, self._take)

        self._connection._update_references = met  # type: ignore[method-assign] # noqa: SLF001 # as above

    def _take(self, chat: Chat, text: str) -> None:
        """Hear what came the short way, with the same guard around it as discord.py's parsers have."""
        try:
            if self.wing.are_ours() and self._echoes.is_new("MESSAGE_CREATE", chat.id):
                self.hearing.take(chat, text)
        except Exception:
            log.exception("gateway.odd_frame", gateway_event="MESSAGE_CREATE", incident=new_incident())

    async def on_message(self, message: discord.Message, /) -> None:
        """Do nothing: `Hearing` has it. Only extensions' listeners get discord.py's own message."""

    # Prefix commands

    async def get_prefix(self, message: discord.Message, /) -> list[str]:
        guild = GuildId(message.guild.id) if message.guild else None
        prefix = self.hearing.prefix_in(message.content, guild)
        return [] if prefix is None else [prefix]

    async def on_command_error(self, ctx: commands.Context[Any], error: commands.CommandError, /) -> None:
        await self.boundary.refuse(ctx, error)

    async def on_error(self, event_method: str, /, *_args: Any, **_kwargs: Any) -> None:  # noqa: ANN401
        # discord.py calls this inside its own `except`, so the traceback is there.
        log.error("event.broken", exc_info=True, gateway_event=event_method, incident=new_incident())  # noqa: LOG014

    # What happens in guilds

    async def on_ready(self) -> None:
        log.info("gateway.ready", guilds=len(self.guilds), shards=self.shard_count)
        try:
            await self._homes.miss({guild.id for guild in self.guilds}, self.shards, self.shard_count or 1)
        finally:
            self.heard_ready.set()

    async def arrived(self) -> None:
        """Return when each guild was entered and its commands are written; not for ever if some are slow."""
        await self._homes.entered(lambda: {guild.id for guild in self.guilds})
        await self.registration.settled()

    async def on_shard_connect(self, shard_id: int) -> None:
        log.info("shard.connected", shard=shard_id)

    async def on_shard_disconnect(self, shard_id: int) -> None:
        log.warning("shard.disconnected", shard=shard_id)

    async def on_shard_resumed(self, shard_id: int) -> None:
        log.info("shard.resumed", shard=shard_id)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        await self._homes.found(guild)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        await self._homes.joined(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        await self._homes.left(GuildId(guild.id))

    async def on_raw_app_command_permissions_update(
        self, payload: discord.RawAppCommandPermissionsUpdateEvent
    ) -> None:
        self._overrides.forget(GuildId(payload.guild.id))

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        if not self._leaving:
            await self.interactions.hear(interaction)

    async def _on_switched(self, event: FeatureSwitched) -> None:
        self.registration.touch(event.guild)

    async def _on_plugin_changed(self, event: PluginChanged) -> None:
        if event.state == "running":
            await self._open_room(event.plugin)
        else:
            await self.rooms.close(event.plugin)
        self.registration.touch(OPERATORS)
        for guild in self.guilds:
            self.registration.touch(GuildId(guild.id))

    async def _on_listener_paused(self, event: ListenerPaused) -> None:
        await self.speaking.warn_admins(event)

    # Events for the plugins' listeners

    async def on_member_join(self, member: discord.Member) -> None:
        roles = tuple(role.id for role in member.roles)
        self._listening.tell("member_join", GuildId(member.guild.id), UserId(member.id), roles)

    async def on_raw_member_remove(self, payload: discord.RawMemberRemoveEvent) -> None:
        self._listening.tell("member_remove", GuildId(payload.guild_id), UserId(payload.user.id))

    async def on_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        self._tell_reaction("reaction_add", payload)

    async def on_raw_reaction_remove(self, payload: discord.RawReactionActionEvent) -> None:
        self._tell_reaction("reaction_remove", payload)

    def _tell_reaction(self, event: str, payload: discord.RawReactionActionEvent) -> None:
        if payload.guild_id is None or (payload.member is not None and payload.member.bot):
            return
        where = (payload.channel_id, payload.message_id)
        self._listening.tell(event, GuildId(payload.guild_id), *where, payload.user_id, str(payload.emoji))

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        if payload.guild_id is not None:
            gone = (payload.channel_id, payload.message_id)
            self._listening.tell("message_delete", GuildId(payload.guild_id), *gone)

    async def on_voice_state_update(
        self, member: discord.Member, before: discord.VoiceState, after: discord.VoiceState
    ) -> None:
        places = tuple(state.channel.id if state.channel else None for state in (before, after))
        if places[0] != places[1] and not member.bot:
            self._listening.tell("voice_move", GuildId(member.guild.id), UserId(member.id), *places)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        self._listening.tell("channel_delete", GuildId(channel.guild.id), ChannelId(channel.id))

    async def on_guild_role_delete(self, role: discord.Role) -> None:
        self._listening.tell("role_delete", GuildId(role.guild.id), role.id)


def _remembered_members(intents: discord.Intents) -> discord.MemberCacheFlags:
    """Return which members discord.py keeps: those in voice. A million others would cost a gigabyte."""
    flags = discord.MemberCacheFlags.none()
    flags.voice = intents.voice_states
    return flags
