"""The peer: discord.py's own command tree, whose answers are ready before anybody asks. It keeps nothing."""

import asyncio
import json
import sys
from typing import Any

import discord
from discord import app_commands

from bare_client import on_ready_of
from tika_sandbox.pointing import point_discord_py
from tika_sandbox.wire.server import Address

BOARD = discord.Embed(
    title="Leaderboard", description="\n".join(f"**{n}.** Member {n}: 20 XP" for n in range(10))
)


def buttons() -> discord.ui.View:
    """Return what stands under the board."""
    view = discord.ui.View(timeout=None)
    for name in ("levels:board:1:xp:all:text", "levels:board:2:xp:all:text"):
        view.add_item(discord.ui.Button(label=name[13], custom_id=name))
    view.stop()
    return view


def add_commands(tree: app_commands.CommandTree[Any]) -> None:
    """Give ``tree`` the commands that the bench asks for."""

    @tree.command()
    async def rank(interaction: discord.Interaction) -> None:
        """Say one line."""
        await interaction.response.send_message(
            "Level 1, 20 XP", allowed_mentions=discord.AllowedMentions.none()
        )

    @tree.command()
    async def leaderboard(interaction: discord.Interaction) -> None:
        """Show a board with buttons."""
        await interaction.response.send_message(embed=BOARD, view=buttons())

    remind = app_commands.Group(name="remind", description="Say one line.")

    @remind.command()
    async def me(interaction: discord.Interaction, when: str, what: str) -> None:
        """Say one line."""
        await interaction.response.send_message(f"{when}: {what}", ephemeral=True)

    @remind.command(name="list")
    async def list_(interaction: discord.Interaction) -> None:
        """Show a list."""
        await interaction.response.send_message(embed=BOARD, ephemeral=True)

    @remind.command()
    async def cancel(interaction: discord.Interaction, number: str) -> None:
        """Say one line."""
        await interaction.response.send_message(number, ephemeral=True)

    @cancel.autocomplete("number")
    async def numbers(_: discord.Interaction, __: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name="1. water the moss", value="1")]

    tree.add_command(remind)


async def main() -> None:
    """Answer until standard input ends."""
    facts = json.loads(sys.argv[1])
    point_discord_py(Address(facts["api"], facts["gateway"], "", facts["cdn"]))
    intents = discord.Intents(guilds=True, guild_messages=True, message_content=True)
    client = discord.Client(
        intents=intents, chunk_guilds_at_startup=False, member_cache_flags=discord.MemberCacheFlags.none()
    )
    tree = app_commands.CommandTree(client)
    add_commands(tree)

    @client.event
    async def on_interaction(interaction: discord.Interaction) -> None:
        if interaction.type is discord.InteractionType.component:
            await interaction.response.edit_message(embed=BOARD, view=buttons())

    ready = asyncio.Event()
    client.event(on_ready_of(ready))
    running = asyncio.create_task(client.start(facts["token"]))
    await ready.wait()
    await tree.sync()
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await client.close()
    await running


if __name__ == "__main__":
    asyncio.run(main())
