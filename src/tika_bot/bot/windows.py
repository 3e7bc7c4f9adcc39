"""Two windows through which a member is answered: an interaction, or a message with a prefix.

Discord's rules for interactions are all here: the first answer within 3 s, a defer that fixes who will see
the answer, a form that can't follow a defer, follow-ups that can. Neither window knows what is being said.
"""

from typing import Any, Protocol

import discord
from discord.ext import commands

from tika_bot.base.errors import Broken, Refusal
from tika_bot.bot.rendering import Rendered, Renderer, modal_of
from tika_bot.kit.door import Reply, SlashOnly
from tika_bot.kit.screen import Answer, Form, Screen


class DirectMessagesClosed(Refusal):
    """The answer is private, was asked for by a message, and the member takes no direct messages."""

    key = "core.direct_messages_closed"


class FormTooLate(Broken):
    """A handler wants to open a form after it was deferred: it isn't declared ``form``."""


class Window(Protocol):
    """Where an answer goes."""

    async def defer(self) -> None:
        """Tell the member that it takes a moment, in a way that fits the declared reply."""
        ...

    async def show(self, answer: Answer) -> None:
        """Answer."""
        ...

    async def tell(self, screen: Screen) -> None:
        """Tell only the member, as far as Discord lets us, why there is no answer."""
        ...


class InteractionWindow:
    """Answers an interaction."""

    def __init__(
        self, interaction: discord.Interaction, reply: Reply, renderer: Renderer, *, text_only: bool
    ) -> None:
        self._interaction = interaction
        self._renderer = renderer
        self._text_only = text_only
        self._updates = reply == "update" and interaction.message is not None
        self._private = reply in {"private", "form"}
        self._deferred = False

    async def defer(self) -> None:
        if self._interaction.response.is_done():
            return
        self._deferred = True
        if self._updates:
            await self._interaction.response.defer()
        else:
            await self._interaction.response.defer(ephemeral=self._private, thinking=True)

    async def show(self, answer: Answer) -> None:
        match answer:
            case None:
                await self._finish()
            case Form():
                await self._open(answer)
            case Screen():
                await self._say(answer)

    async def tell(self, screen: Screen) -> None:
        await self._say(Screen(text=screen.text, embeds=screen.embeds, rows=screen.rows, private=True))

    async def _finish(self) -> None:
        """End an interaction about which there is nothing to say."""
        if self._deferred and not self._updates:
            await self._interaction.delete_original_response()
        elif not self._interaction.response.is_done():
            if self._interaction.type is discord.InteractionType.application_command:
                await self._interaction.response.send_message("👌", ephemeral=True)
            else:
                await self._interaction.response.defer()

    async def _open(self, form: Form) -> None:
        if self._interaction.response.is_done():
            raise FormTooLate(form=form.action)
        await self._interaction.response.send_modal(modal_of(form))

    async def _say(self, screen: Screen) -> None:
        message = await self._renderer.render(screen, text_only=self._text_only)
        private = self._private if screen.private is None else screen.private
        updates = self._updates and screen.private is None
        if not self._interaction.response.is_done():
            await self._respond(message, private=private, updates=updates)
        elif updates:
            await self._interaction.edit_original_response(**message.to_edit())
        elif self._deferred and not self._updates:
            await self._replace_placeholder(message, private=private)
        else:
            await self._interaction.followup.send(**message.to_send(), ephemeral=private)

    async def _respond(self, message: Rendered, *, private: bool, updates: bool) -> None:
        if updates:
            await self._interaction.response.edit_message(**message.to_edit())
        else:
            await self._interaction.response.send_message(**message.to_send(), ephemeral=private)

    async def _replace_placeholder(self, message: Rendered, *, private: bool) -> None:
        """Fill "thinking…" if it is seen by the right people; else remove it and follow up."""
        self._deferred = False
        if private == self._private:
            await self._interaction.edit_original_response(**message.to_edit())
            return
        # Discord turns the first follow-up into the placeholder's answer, so the placeholder goes first.
        await self._interaction.delete_original_response()
        await self._interaction.followup.send(**message.to_send(), ephemeral=private)


class MessageWindow:
    """Answers a message that began with a prefix."""

    def __init__(
        self, ctx: commands.Context[Any], reply: Reply, renderer: Renderer, *, text_only: bool
    ) -> None:
        self._ctx = ctx
        self._renderer = renderer
        self._text_only = text_only
        self._private = reply in {"private", "form"}

    async def defer(self) -> None:
        await self._ctx.typing()

    async def show(self, answer: Answer) -> None:
        match answer:
            case None:
                return
            case Form():
                raise SlashOnly(command=self._command)
            case Screen():
                private = self._private if answer.private is None else answer.private
                if private and self._ctx.guild is not None:
                    if any(answer.rows):
                        # Clicked in direct messages, its buttons would no longer know which server they mean.
                        raise SlashOnly(command=self._command)
                    await self._whisper(answer)
                else:
                    await self.tell(answer)

    async def tell(self, screen: Screen) -> None:
        message = await self._renderer.render(screen, text_only=self._text_only)
        reference = self._ctx.message.to_reference(fail_if_not_exists=False)
        await self._ctx.send(**message.to_send(), reference=reference, mention_author=False)

    @property
    def _command(self) -> str:
        return self._ctx.command.qualified_name if self._ctx.command else ""

    async def _whisper(self, screen: Screen) -> None:
        """Answer by direct message, since everybody can read the channel."""
        message = await self._renderer.render(screen, text_only=self._text_only)
        try:
            await self._ctx.author.send(**message.to_send())
        except discord.Forbidden as closed:
            raise DirectMessagesClosed from closed
        await self._ctx.message.add_reaction("📬")
