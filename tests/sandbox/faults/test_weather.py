"""Somebody orders bad weather: bots feel it, people don't, and a seed brings the same weather again."""

import aiohttp
import discord
import pytest

from tika_sandbox.testing import Stage, stage
from tika_sandbox.testing.calling import scene
from tika_sandbox.testing.running import running
from tika_sandbox.testing.talking import Talk, talking
from tika_sandbox.wire.faults.plan import Plan

WORDS = [f"word {number}" for number in range(12)]


async def heard_under(plan: Plan) -> tuple[list[str], list[str]]:
    """Return which words a bot hears, in order, and what struck it meanwhile."""
    async with stage(enforce_limits=False) as play, talking(play.address.gateway) as bot:
        await bot.identify(play.bot_token)
        await bot.until("GUILD_CREATE")
        alice = await play.person("alice")
        await alice.says("so far all is well")
        await bot.until("MESSAGE_CREATE")  # so that nothing older is still on its way
        weather = play.sandbox.controls.disturb(plan)
        for word in WORDS:
            await alice.says(word)
        heard = await until(bot, WORDS[-1])  # the weather may only calm down once it has met every word
        play.sandbox.controls.calm()
        await alice.says("the end")
        return heard + (await until(bot, "the end"))[:-1], weather.struck


async def until(bot: Talk, word: str) -> list[str]:
    heard: list[str] = []
    while word not in heard:
        heard.append((await bot.until("MESSAGE_CREATE"))["content"])
    return heard


async def test_the_same_seed_strikes_the_same_and_another_elsewhere() -> None:
    plan = Plan(seed=5, duplicate=0.4, delay=0.1, pause_s=0.01)

    first, again = await heard_under(plan), await heard_under(plan)
    other = await heard_under(Plan(seed=6, duplicate=0.4, delay=0.1, pause_s=0.01))

    assert first == again
    assert first[1] != other[1]


async def test_a_duplicate_comes_twice_and_an_overtaken_message_comes_later() -> None:
    twice, _ = await heard_under(Plan(duplicate=1))
    swapped, _ = await heard_under(Plan(seed=1, reorder=0.5, pause_s=0.2))

    assert twice == [word for word in WORDS for _ in range(2)]
    assert swapped != WORDS
    assert sorted(swapped) == sorted(WORDS)


class Echo(discord.AutoShardedClient):
    """Notes what it hears."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.all(), shard_count=1, guild_ready_timeout=0.05)
        self.heard: list[str] = []

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify at once."""

    async def on_message(self, message: discord.Message) -> None:
        self.heard.append(message.content)
        if message.content == "the end":
            await message.channel.send("heard it")


@pytest.mark.parametrize("fault", ["drop", "reconnect", "resume"])
async def test_a_line_that_breaks_loses_nothing(play: Stage, fault: str) -> None:
    alice = await play.person("alice")
    bot = Echo()
    async with running(bot, play.bot_token):
        weather = play.sandbox.controls.disturb(Plan.read({"seed": 3, fault: 0.25}))
        for word in WORDS:
            await alice.says(word)
        play.sandbox.controls.calm()
        await alice.says("the end")
        await alice.sees("heard it")

    assert weather.struck
    assert [one for one in dict.fromkeys(bot.heard) if one in WORDS] == WORDS


async def test_a_session_called_invalid_begins_anew(play: Stage) -> None:
    alice = await play.person("alice")
    async with running(Echo(), play.bot_token):
        weather = play.sandbox.controls.disturb(Plan(invalid=1))
        await alice.says("lost")
        await alice.line.wait(lambda: len(weather.struck) > 2, "for op 9 again and again", within_s=5)
        play.sandbox.controls.calm()
        await play.until_back(alice)
        await alice.says("the end")

        assert (await alice.sees("heard it")).content == "heard it"


@pytest.mark.parametrize(
    ("fault", "statuses", "said"),
    [
        ("limited", {429}, False),
        ("banned", {429}, False),
        ("forbidden", {403}, False),
        ("broken", {500, 502, 503, 504}, False),
        ("lost", {500, 502, 503, 504}, True),
        ("slow", {200}, True),
    ],
)
async def test_a_request_meets_its_fault(fault: str, statuses: set[int], said: bool) -> None:
    async with scene(enforce_limits=False) as here:
        weather = here.play.sandbox.controls.disturb(Plan.read({fault: 1, "pause_s": 0.01}))
        path = f"/channels/{here.room()}/messages"
        async with aiohttp.ClientSession(headers={"Authorization": f"Bot {here.play.bot_token}"}) as http:
            answer = await http.post(here.play.address.api + path, json={"content": "hello"})
        here.play.sandbox.controls.calm()
        there = await here.by("alice").fine("GET", path)

    assert answer.status in statuses
    assert ("Via" in answer.headers) == (fault == "limited")
    assert [one["content"] for one in there] == ["hello"] * said
    assert weather.struck == [f"{fault} POST /channels/{{channel_id}}/messages {path}"]


async def test_people_and_logins_are_spared(play: Stage) -> None:
    play.sandbox.controls.disturb(Plan(broken=1, drop=1))
    alice = await play.person("alice")
    await alice.says("hello")

    headers = {"Authorization": f"Bot {play.bot_token}"}
    async with (
        aiohttp.ClientSession(headers=headers) as http,
        http.get(play.address.api + "/users/@me") as me,
    ):
        assert me.status == 200


async def test_weather_is_ordered_over_http_and_mistakes_are_named(play: Stage) -> None:
    url = f"{play.address.web}controls/faults"
    async with aiohttp.ClientSession() as http:
        ordered = await http.post(url, json={"seed": 9, "drop": 0.1})
        under_way = play.sandbox.faults is not None
        unknown = await http.post(url, json={"dorp": 0.1})
        too_much = await http.post(url, json={"drop": 7})
        over = await http.post(url, json={})

        assert (await ordered.json(), under_way) == ({"seed": 9}, True)
        assert unknown.status == too_much.status == 400
        assert "dorp" in (await unknown.json())["message"]
        assert over.status == 200 and play.sandbox.faults is None
