"""From a raw chat frame to the listeners and the command in it.

Whatever needs no waiting happens at once, within the frame's own turn: a message that only counts costs no
task. discord.py's own message is built only for whoever asks for it.
"""

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

import discord
import orjson
from discord.ext import commands

from tika_bot.base.errors import Refusal
from tika_bot.base.ids import ChannelId, GuildId, private_space
from tika_bot.bot.boundary import Reception
from tika_bot.bot.gateway import Author, Chat, Frame, chat_in, read_message, writer
from tika_bot.bot.prefixes import THANKS, first_word, likely_meant, matched_prefix
from tika_bot.bot.wing import Wing
from tika_bot.core.messages import ChatMessage, Outcome

Parse = Callable[[Any], Any]
Rest = Coroutine[Any, Any, Outcome]
Source = Callable[[], discord.Message]


class UnknownCommand(Refusal):
    """No such command, but one that is spelled nearly like it."""

    key = "core.unknown_command"


class Hearing:
    """Hears chat for ``bot``; ``prefixes`` open a command where a guild chose none."""

    def __init__(
        self, bot: commands.AutoShardedBot, wing: Wing, boundary: Reception, prefixes: tuple[str, ...]
    ) -> None:
        self._bot = bot
        self._wing = wing
        self._boundary = boundary
        self._prefixes = prefixes
        self._is_over = False

    def stop(self) -> None:
        """Hear nothing more."""
        self._is_over = True

    def created(self, build: Parse) -> Parse:
        """Return the parser of new messages; ``build`` is discord.py's, for extensions that listen."""

        def parse(frame: Frame) -> None:
            if self.extensions_listen():
                build(frame)
            self._hear(chat_in(frame), partial(self.message_of, frame))

        return parse

    def take(self, chat: Chat, text: str) -> None:
        """Hear a new message that came the short way; ``text`` is the frame around it."""
        self._hear(chat, partial(self._message_in, text))

    def edited(self, build: Parse) -> Parse:
        """Return the parser of changed messages, after discord.py's own."""

        def parse(frame: Frame) -> None:
            build(frame)
            # Without this stamp it is Discord that added a preview, not a member who wrote something else.
            if frame.get("edited_timestamp"):
                self._hear(chat_in(frame), partial(self.message_of, frame), edited=True)

        return parse

    def extensions_listen(self) -> bool:
        """Return whether a plain extension wants discord.py's own messages."""
        listeners = self._bot._listeners  # noqa: SLF001 # what `wait_for` fills
        return bool(self._bot.extra_events.get("on_message") or listeners.get("message"))

    def is_short(self) -> bool:
        """Return whether chat may skip discord.py's events: nobody listens to them."""
        extra, waiting = self._bot.extra_events, self._bot._listeners  # noqa: SLF001 # what `wait_for` fills
        return not (
            extra.get("on_message")
            or extra.get("on_socket_event_type")
            # Empty as a rule, and asked before each message.
            or (waiting and (waiting.get("message") or waiting.get("socket_event_type")))
        )

    def _hear(self, chat: Chat, source: Source, *, edited: bool = False) -> None:
        author = writer(chat)
        if author is not None and not self._is_over:
            self.hear(chat, author, source, edited=edited)

    def hear(self, chat: Chat, author: Author, source: Source, *, edited: bool = False) -> None:
        """Let the listeners hear what ``author`` wrote, then run the command in it, if there is one."""
        guild = chat.guild_id
        prefix = None if edited else self.prefix_in(chat.content, guild)
        word = "" if prefix is None else first_word(chat.content, prefix)
        message = read_message(
            chat,
            author,
            parent=self._parent_of(chat.channel_id, guild),
            is_command=word != "" and word.casefold() in self._bot.all_commands,
            edited=edited,
            source=source,
        )
        if message.mentions and self._is_thanked(message):
            self._wing.moods.thanked(message.author)
        begun = self._wing.messages.begin(message)
        if not isinstance(begun, str):
            self._wing.nursery.start(self._go_on(begun, source, message, word), name="message")
        elif word and begun == "heard":
            self._wing.nursery.start(self._obey(source, message, word), name="command")

    async def _go_on(self, begun: Rest, source: Source, message: ChatMessage, word: str) -> None:
        if await begun == "heard" and word:
            await self._obey(source, message, word)

    async def _obey(self, source: Source, message: ChatMessage, word: str) -> None:
        """Run the command ``word`` or, if it's none, suggest one that is spelled nearly like it."""
        if message.is_command:
            await self._bot.invoke(await self._bot.get_context(source()))
            return
        here = message.guild or private_space(message.author)
        known = [name for name, command in self._bot.all_commands.items() if self._is_on(command, here)]
        meant = likely_meant(word, known)
        if meant is not None:
            ctx = await self._bot.get_context(source())
            await self._boundary.refuse(ctx, UnknownCommand(given=word[:50], suggestion=meant), what=word)

    def message_of(self, frame: Frame) -> discord.Message:
        """Return discord.py's own message for a raw frame."""
        data: Any = frame
        state = self._bot._connection  # noqa: SLF001 # what its own parser does
        channel, _ = state._get_guild_channel(data)  # noqa: SLF001 # as above
        return discord.Message(state=state, channel=channel, data=data)  # type: ignore[arg-type]

    def _message_in(self, text: str) -> discord.Message:
        return self.message_of(orjson.loads(text)["d"])

    def prefix_in(self, content: str, guild: GuildId | None) -> str | None:
        """Return what of ``content`` addresses the bot there, as it was written; None if nothing does."""
        me = self._bot.user
        assert me is not None  # frames come after the login
        prefixes = self._prefixes
        if guild is not None:
            prefixes = self._wing.settings.core(guild).prefixes or prefixes
        return matched_prefix(content, prefixes, me.id)

    def _is_thanked(self, message: ChatMessage) -> bool:
        me = self._bot.user
        return me is not None and me.id in message.mentions and THANKS.search(message.content) is not None

    def _is_on(self, command: commands.Command[Any, ..., Any], guild: GuildId) -> bool:
        plugin = getattr(command.cog, "plugin", None)
        return plugin is None or self._wing.features.is_on(guild, plugin)

    def _parent_of(self, channel: ChannelId, guild: GuildId | None) -> ChannelId | None:
        here = self._bot.get_guild(guild) if guild is not None else None
        thread = here.get_thread(channel) if here is not None else None
        return None if thread is None else ChannelId(thread.parent_id)
