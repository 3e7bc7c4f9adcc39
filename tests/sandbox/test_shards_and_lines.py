"""discord.py with several shards hears each guild once, and comes back whatever happens to its lines."""

import aiohttp
import discord
import pytest

from tika_sandbox.testing import Person, Stage
from tika_sandbox.testing.running import running
from tika_sandbox.world.people import join, make_channel, make_guild


class Echo(discord.AutoShardedClient):
    """Says after people, naming the shard that heard them."""

    def __init__(self, shards: int) -> None:
        super().__init__(intents=discord.Intents.all(), shard_count=shards, guild_ready_timeout=0.05)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify at once: the usual five seconds between shards are for Discord's sake."""

    async def on_message(self, message: discord.Message) -> None:
        if not message.author.bot:
            shard = message.guild.shard_id if message.guild else 0
            await message.channel.send(f"{shard}: {message.content}")


def a_guild_on_another_shard(play: Stage) -> tuple[str, str]:
    world, (first, *_) = play.facts.world, play.facts.guilds
    other = make_guild(world, "Other Shore", play.facts.users[0].id, guild_id=first.id + (1 << 22))
    channel = make_channel(world, other.id, "general")
    join(world, other.id, play.facts.bot.id)
    return str(other.id), str(channel.id)


async def test_each_shard_hears_its_own_guilds_and_the_first_the_private_ones(play: Stage) -> None:
    guild_id, channel_id = a_guild_on_another_shard(play)
    here = await play.person("alice")
    there = Person(here.line, {"id": here.id, "name": here.name}, guild_id, channel_id)
    private = await here.privately("Tika")
    expected = [(int(guild or 0) >> 22) % 2 for guild in (here.guild_id, there.guild_id, None)]

    async with running(Echo(2), play.bot_token):
        heard = []
        for place in (here, there, private):
            await place.says("hello")
            heard.append((await place.sees("hello")).text)

    assert heard == [f"{shard}: hello" for shard in expected]
    assert expected[0] != expected[1]


@pytest.mark.parametrize("order", ["drop", "reconnect", "invalidate", "invalidate?resumable=1"])
async def test_the_bot_comes_back_after_every_kind_of_broken_line(play: Stage, order: str) -> None:
    alice = await play.person("alice")
    async with running(Echo(1), play.bot_token):
        mark = alice.line.now()
        assert await ordered(play, order) == {"connections": 1}
        await alice.line.wait(lambda: seen_again(alice, mark), "for the bot to be back")

        await alice.says("still there?")

        assert (await alice.sees("still there?")).text == "0: still there?"


async def ordered(play: Stage, order: str) -> dict[str, int]:
    """Break the bot's line over HTTP."""
    url = f"{play.address.web}controls/{order}{'&' if '?' in order else '?'}user={play.facts.bot.id}"
    async with aiohttp.ClientSession() as http, http.post(url) as response:
        answer: dict[str, int] = await response.json()
        return answer


def seen_again(alice: Person, mark: int) -> bool:
    """Tell whether alice saw somebody go offline and come back since ``mark``."""
    told = [body["status"] for name, body in alice.line.told[mark:] if name == "PRESENCE_UPDATE"]
    return "offline" in told and told[-1] == "online"
