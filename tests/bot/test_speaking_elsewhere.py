"""A worker says something in a guild on another worker's shard: in that guild's language, with its name."""

from dataclasses import replace
from pathlib import Path

from tika_bot.app import running
from tika_bot.base.ids import ChannelId, GuildId
from tika_bot.core.outbox import Place
from tika_bot.testing.bots import bot_config, play  # noqa: F401 # the fixture
from tika_sandbox.testing import Stage


async def test_what_another_worker_left_is_said_as_it_would_have(play: Stage, tmp_path: Path) -> None:  # noqa: F811 # pytest's way
    world, home = play.facts.world, play.facts.guilds[0]
    world.guilds.put(replace(home, locale="de"))
    alice = await play.person("alice")
    mine = 1 - (home.id >> 22) % 2
    shards = {"count": 2, "first": mine, "last": mine}
    place = Place(GuildId(home.id), ChannelId(int(alice.channel_id)))
    data = {"guild": home.id, "member": int(alice.id), "level": 4, "next": 227, "roles": [], "direct": False}

    async with running(bot_config(play, tmp_path, shards=shards)) as bot:
        await bot.ready()
        assert bot.client is not None and bot.client.get_guild(home.id) is None
        for number in range(2):
            text = "" if number else "{member}: {server}"
            await bot.wing.outbox.post(
                place, view=("levels", "level_up"), data=data | {"text": text}, key=str(number)
            )

        named = await alice.sees(home.name)
        usual = await alice.sees("Level 4")

    assert alice.id in named.text
    assert any(german in usual.text for german in ("bis zum", "Noch", "verlangt")), usual.text
