"""An unmodified discord.py logs in, hears a member and answers a command over real sockets."""

import discord
from discord.ext import commands

from tika_sandbox.testing import Stage
from tika_sandbox.testing.running import running


def greeter() -> commands.Bot:
    bot: commands.Bot = commands.Bot("!", intents=discord.Intents.all(), guild_ready_timeout=0.05)

    @bot.command()
    async def ping(ctx: commands.Context[commands.Bot]) -> None:
        await ctx.send(f"pong, {ctx.author.display_name} of {ctx.guild}")

    return bot


async def test_a_prefix_command_is_answered_in_the_same_channel(play: Stage) -> None:
    async with running(greeter(), play.bot_token):
        alice = await play.person("alice")

        await alice.says("!ping")
        answer = await alice.sees("pong")

        assert answer.text == "pong, Alice of Tea House"
        assert answer.author == "Tika"


async def test_another_guild_sees_nothing_of_it(play: Stage) -> None:
    async with running(greeter(), play.bot_token):
        alice, elsewhere = await play.person("alice"), await play.person("alice", guild=1)

        await alice.says("!ping")
        await alice.sees("pong")

        assert not any("ping" in one.text or "pong" in one.text for one in await elsewhere.messages())
