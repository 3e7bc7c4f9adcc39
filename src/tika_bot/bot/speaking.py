"""Saying what the outbox holds: a row is drawn by its plugin's view and sent once.

The row's key becomes the message's nonce, which Discord recognises for a few minutes. A row whose first try
ended in a crash longer ago than that is looked for in the channel before it is sent again.
"""

import contextlib
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import timedelta

import aiohttp
import discord
import structlog
from cachetools import TTLCache

from tika_bot.base.errors import Busy
from tika_bot.base.ids import ChannelId, GuildId, MessageId, UserId, private_space
from tika_bot.bot.rendering import Rendered, Renderer
from tika_bot.bot.wing import Wing
from tika_bot.core.events import ListenerPaused
from tika_bot.core.names import NAME, readable
from tika_bot.core.outbox import OutboxRow, Place, Undeliverable
from tika_bot.core.wording import Named
from tika_bot.kit.notices import notice
from tika_bot.kit.screen import Screen

log = structlog.get_logger("tika.speaking")

NONCE_LASTS = timedelta(minutes=3)
"""Discord recognises a repeated nonce for a few minutes; three are sure."""

TOO_MANY = 429
SERVER_FAULT = 500

GUILDS_ELSEWHERE, ELSEWHERE_S = 1_000, 600
"""How many guilds on other workers' shards are remembered, and for how many seconds."""

TOGETHER = "_together"
"""A view of this ending draws a list of what the view without it draws."""

LOOKED_BACK = 50
"""Messages that are searched for one that was sent already."""


class DiscordAway(Busy):
    """Discord didn't answer, or told us to wait."""

    key = "core.discord_away"


class Speaking:
    """The bot's own voice."""

    def __init__(self, client: discord.Client, wing: Wing, renderer: Renderer) -> None:
        self._client = client
        self._wing = wing
        self._renderer = renderer
        self._elsewhere: TTLCache[GuildId, discord.Guild] = TTLCache(GUILDS_ELSEWHERE, ELSEWHERE_S)

    async def send(self, row: OutboxRow) -> MessageId:
        """Send or edit ``row`` and return the message's id; the outbox's ``Send``.

        Raises:
            Undeliverable: it will never work there.
            DiscordAway: it may work later.
        """
        try:
            return await self._deliver(row, row.place)
        except Undeliverable:
            otherwise = row.otherwise
            if otherwise is None or row.message is not None or row.others:
                raise
            return await self._deliver(replace(row, data=row.data | {"fallback": True}), otherwise)

    def gathers(self, plugin: str, view: str) -> bool:
        """Return whether ``plugin`` can say several of ``view`` in one message; the outbox's ``Gathers``."""
        return self._view(plugin, f"{view}{TOGETHER}") is not None

    async def say(self, channel: discord.abc.Messageable, screen: Screen) -> bool:
        """Say ``screen`` in ``channel`` now, once, without the outbox; return whether Discord let us."""
        message = await self._renderer.render(screen)
        try:
            await channel.send(**message.to_send())
        except discord.HTTPException as refused:
            log.warning("notice.refused", status=refused.status, why=refused.text)
            return False
        return True

    async def warn_admins(self, event: ListenerPaused) -> None:
        """Tell the guild's log channel, or its owner if there is none, that a plugin rests there."""
        here = None if event.guild is None else self._client.get_guild(event.guild)
        if event.guild is None or here is None:
            return
        words = self._wing.wording.words("core", self.guild_language(event.guild))
        plugin = Named(f"{event.plugin}.{NAME}", readable(event.plugin))
        text = words.say(
            "listener_paused", plugin=plugin, minutes=event.pause_s // 60, incident=event.incident
        )
        screen = notice("warning", here.name, text)
        channel = self._wing.settings.core(event.guild).log_channel
        if channel is not None and await self.say(self._client.get_partial_messageable(channel), screen):
            return
        if here.owner_id is not None and self._wing.settings.of_member(UserId(here.owner_id)).direct:
            await self.say(await self._client.create_dm(discord.Object(here.owner_id)), screen)

    async def tell_operators(self, text: str) -> None:
        """Write ``text`` into the operators' channel, else to each directly; a refusal is only logged."""
        screen = Screen(text=text[:2000])
        channel = self._wing.operators_channel
        if channel is not None and await self.say(self._client.get_partial_messageable(channel), screen):
            return
        for operator in self._wing.operators:
            try:
                await self.say(await self._client.create_dm(discord.Object(operator)), screen)
            except discord.HTTPException as refused:
                log.warning("operator.not_told", operator=operator, why=refused.text)

    async def tell_what_is_off(self, missing_intents: Collection[str]) -> None:
        """Let operators know, once in two weeks, which intents Discord keeps back and who would need them."""
        if not missing_intents:
            return
        plugins = self._wing.host.plugins.values()
        wanting = sorted(
            one.id for one in plugins if not set(missing_intents).isdisjoint(one.manifest.intents)
        )
        data = {"intents": sorted(missing_intents), "plugins": wanting}
        key = f"intents:{','.join(data['intents'])}"
        with contextlib.suppress(Busy):  # the log has it, and the next start tells it
            for place in self._operators():
                await self._wing.outbox.post(place, view=("admin", "intents_missing"), data=data, key=key)

    def _operators(self) -> list[Place]:
        """Return where operators want to hear something: their channel if we see it, else each directly."""
        channel = self._wing.operators_channel
        seen = None if channel is None else self._client.get_channel(channel)
        if isinstance(seen, discord.abc.GuildChannel):
            return [Place(GuildId(seen.guild.id), ChannelId(seen.id))]
        return [Place.direct(operator) for operator in self._wing.operators]

    def guild_language(self, guild: GuildId) -> str:
        """Return the language that ``guild`` chose, else the one it has in Discord."""
        return self._spoken(guild, self._client.get_guild(guild))

    async def _deliver(self, row: OutboxRow, place: Place) -> MessageId:
        message = await self._drawn(row, place)
        try:
            channel = await self._channel(place)
            if row.message is not None:
                await channel.get_partial_message(row.message).edit(**message.to_edit())
                return row.message
            return await self._sent_already(row, channel, message) or await self._sent(row, channel, message)
        except (discord.Forbidden, discord.NotFound) as refused:
            raise Undeliverable(f"{refused.status} {refused.code}: {refused.text}") from refused
        except discord.HTTPException as refused:
            if refused.status < SERVER_FAULT and refused.status != TOO_MANY:
                # Our own mistake, such as an embed that is too long: the same request won't get better.
                raise Undeliverable(f"{refused.status} {refused.code}: {refused.text}") from refused
            raise DiscordAway(status=refused.status) from refused
        except (aiohttp.ClientError, OSError) as cut:
            raise DiscordAway(status=0) from cut

    async def _sent(self, row: OutboxRow, channel: "Speakable", message: Rendered) -> MessageId:
        sent = await channel.send(nonce=row.nonce, **message.to_send())
        return MessageId(sent.id)

    async def _sent_already(
        self, row: OutboxRow, channel: "Speakable", message: Rendered
    ) -> MessageId | None:
        """Return the message that an earlier try left behind, if Discord would no longer recognise it."""
        if row.tried_at is None or self._wing.clock.now() - row.tried_at < NONCE_LASTS:
            return None
        after = row.tried_at - timedelta(minutes=1)
        async for found in channel.history(limit=LOOKED_BACK, after=after, oldest_first=True):
            mine = self._client.user is not None and found.author.id == self._client.user.id
            if mine and _same(found, message):
                return MessageId(found.id)
        return None

    async def _channel(self, place: Place) -> "Speakable":
        if place.channel is not None:
            return self._client.get_partial_messageable(place.channel, guild_id=place.guild)
        assert place.user is not None  # a place is one or the other
        if not self._wing.settings.of_member(place.user).direct:
            raise Undeliverable("the member wants no direct messages")
        return await self._client.create_dm(discord.Object(place.user))

    async def _drawn(self, row: OutboxRow, place: Place) -> Rendered:
        name = f"{row.view}{TOGETHER}" if row.others else row.view
        view = self._view(row.plugin, name)
        if view is None:
            raise Undeliverable(f"plugin {row.plugin!r} has no view {name!r}")
        here = await self._home(place)
        told = [one.data if here is None else {"server": here.name} | one.data for one in row.all]
        locale = row.data.get("locale") or self._language(place, here)
        words = self._wing.wording.words(row.plugin, str(locale), channel=place.channel)
        text_only = place.user is not None and self._wing.settings.of_member(place.user).text_only
        return await self._renderer.render(view(told if row.others else told[0], words), text_only=text_only)

    def _view(self, plugin: str, name: str) -> Callable[..., Screen] | None:
        found: Callable[..., Screen] | None = getattr(self._wing.host.room(plugin, "views"), name, None)
        return found

    async def _home(self, place: Place) -> discord.Guild | None:
        """Return the guild of ``place``; if another worker has its shard, as Discord last told it."""
        if place.user is not None and place.guild == private_space(place.user):
            return None
        here = self._client.get_guild(place.guild) or self._elsewhere.get(place.guild)
        if here is None:
            with contextlib.suppress(discord.HTTPException, aiohttp.ClientError, OSError):
                here = self._elsewhere[place.guild] = await self._client.fetch_guild(place.guild)
        return here

    def _language(self, place: Place, here: discord.Guild | None) -> str:
        if place.user is not None:
            return self._wing.settings.of_member(place.user).language or "en"
        return self._spoken(place.guild, here)

    def _spoken(self, guild: GuildId, here: discord.Guild | None) -> str:
        chosen = self._wing.settings.core(guild).language
        return chosen or (here.preferred_locale.value if here is not None else "en")


Speakable = discord.PartialMessageable | discord.DMChannel


def _same(found: discord.Message, message: Rendered) -> bool:
    """Return whether ``found`` says what ``message`` says, as far as Discord gives it back unchanged."""
    told = [(embed.title, embed.description) for embed in found.embeds]
    meant = [(embed.title, embed.description) for embed in message.embeds]
    return found.content == (message.content or "") and told == meant
