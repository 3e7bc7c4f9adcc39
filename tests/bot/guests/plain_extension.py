"""A plain discord.py extension, as anybody might have one."""

import discord
from discord.ext import commands


class Plain(commands.Cog):
    """Knows nothing of Tika."""

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a greeting."""
        if message.content == "good morning":
            await message.reply(f"and to you, {message.author.name}")

    @commands.command()
    async def plainly(self, ctx: commands.Context[commands.Bot]) -> None:
        """Say it plainly."""
        await ctx.send("plainly")


async def setup(bot: commands.Bot) -> None:
    await bot.add_cog(Plain())
