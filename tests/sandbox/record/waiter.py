"""A bot that takes orders in every way there is, so that a scene can hold every deed."""

import io
from typing import Any

import discord
from discord import app_commands, ui

Asked = discord.Interaction[Any]


class Waiter(discord.Client):
    """``tea`` is what it calls the drink; scenes with another waiter differ by that."""

    def __init__(self, tea: str = "assam") -> None:
        super().__init__(intents=discord.Intents.all(), guild_ready_timeout=0.05)
        self.tea = tea
        self.tree = app_commands.CommandTree(self)
        for command in (order, secret, note, bill, greet, quote, silent):
            self.tree.add_command(command)

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def on_message(self, message: discord.Message) -> None:
        if message.content.startswith("hello") and message.author != self.user:
            await message.add_reaction("👋")
            await message.reply(f"Welcome, {message.author.mention}! It's <t:1700000000:R>.")
        if message.content == "whisper":
            await message.author.send("between us")
        if message.content == "forbidden":
            await message.delete()

    async def on_message_edit(self, _before: discord.Message, after: discord.Message) -> None:
        if after.content == "tea":
            await after.channel.send("better")

    async def on_raw_message_delete(self, told: discord.RawMessageDeleteEvent) -> None:
        if told.cached_message is not None and told.cached_message.content == "never mind":
            await told.cached_message.channel.send("nothing lost")

    async def on_raw_reaction_add(self, told: discord.RawReactionActionEvent) -> None:
        if self.user is not None and told.user_id != self.user.id:
            await self.get_partial_messageable(told.channel_id).send(f"saw {told.emoji}")

    async def on_voice_state_update(
        self, member: discord.Member, _: discord.VoiceState, now: discord.VoiceState
    ) -> None:
        (general,) = [one for one in member.guild.text_channels if one.name == "general"]
        await general.send(f"{member.name} {'sits' if now.channel else 'stands'}")


class Served(ui.View):
    """What hangs under an order."""

    @ui.button(label="Drink")
    async def drink(self, asked: Asked, _button: ui.Button["Served"]) -> None:
        await asked.response.edit_message(content="empty", view=None)

    @ui.select(
        placeholder="Sugar?",
        options=[discord.SelectOption(label=one, value=one[0]) for one in ("none", "two")],
    )
    async def sugar(self, asked: Asked, select: ui.Select["Served"]) -> None:
        await asked.response.send_message(f"sugar: {select.values[0]}")

    @ui.select(cls=ui.UserSelect, placeholder="Share with…")
    async def share(self, asked: Asked, select: ui.UserSelect["Served"]) -> None:
        await asked.response.send_message(f"shared with {select.values[0].mention}")


class Note(ui.Modal, title="A note"):
    """Asks for a line."""

    line: ui.TextInput["Note"] = ui.TextInput(label="What?")

    async def on_submit(self, asked: Asked) -> None:
        await asked.response.send_message(f"noted {self.line.value}", ephemeral=True)


@app_commands.command()
async def order(asked: Asked, guest: discord.Member | None = None) -> None:
    """Order tea."""
    await asked.response.defer()
    assert isinstance(asked.client, Waiter)
    await asked.followup.send(f"{asked.client.tea} for {(guest or asked.user).mention}", view=Served())


@app_commands.command()
async def secret(asked: Asked) -> None:
    """Whisper."""
    await asked.response.send_message("psst", ephemeral=True)


@app_commands.command()
async def note(asked: Asked) -> None:
    """Take a note."""
    await asked.response.send_modal(Note())


@app_commands.command()
async def bill(asked: Asked, receipt: discord.Attachment) -> None:
    """Copy a receipt."""
    content = await receipt.read()
    await asked.response.send_message("copied", file=discord.File(io.BytesIO(content), "copy.txt"))


@app_commands.command()
async def silent(_asked: Asked) -> None:
    """Say nothing."""


@app_commands.context_menu(name="Greet")
async def greet(asked: Asked, member: discord.Member) -> None:
    await asked.response.send_message(f"greetings {member.mention}")


@app_commands.context_menu(name="Quote")
async def quote(asked: Asked, message: discord.Message) -> None:
    await asked.response.send_message(f"> {message.content}")
