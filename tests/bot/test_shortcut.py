"""Members chat while the bot takes the short way from the socket, and while it must take discord.py's own."""

import asyncio
import hashlib
import inspect
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import orjson
import pytest
from discord.gateway import DiscordWebSocket
from structlog.testing import capture_logs

from tika_bot.app import Running, running
from tika_bot.bot.shortcut import AT_ONCE, Shortcut, unfit
from tika_bot.core.messages import ChatMessage, Listener
from tika_bot.testing.bots import bot_config
from tika_sandbox.payloads.events import message_event
from tika_sandbox.testing import Person, Stage
from tika_sandbox.world.entities import Message

GUESTS = Path(__file__).parent / "guests"

READ_WHEN_WRITTEN = {
    "poll_event": "f0b053464dec87ea",
    "received_message": "62c9f5ec6596dfef",
}
"""Fingerprints of the two methods that the shortcut goes around."""


async def _other_shape(self: DiscordWebSocket, msg: str | bytes, /, *, size: int = 0) -> None:
    """Stand for a later discord.py whose method takes something more."""
    await _ORDINARY(self, msg)


_ORDINARY = DiscordWebSocket.received_message


WAYS = ("short", "short and nobody waits", "ordinary")


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Name the way that chat takes; for the ordinary one discord.py looks like a later version."""
    if request.param == "ordinary":
        monkeypatch.setattr(DiscordWebSocket, "received_message", _other_shape)
    return str(request.param)


@pytest.fixture
async def heard(way: str, play: Stage, tmp_path: Path) -> AsyncIterator["Heard"]:
    """Lend a bot with an ear that writes down what it hears."""
    config = bot_config(play, tmp_path, plugins={"folders": [str(GUESTS)], "only": ["parrot"]})
    async with running(config) as bot:
        await bot.ready()
        if way == "short and nobody waits":
            bot.wing.messages.remove("parrot")  # its answer is an `async def`
        yield Heard(bot)


class Heard:
    """What a listener of the bot heard."""

    def __init__(self, bot: Running) -> None:
        self.bot = bot
        self.messages: list[ChatMessage] = []
        self._news = asyncio.Event()
        bot.wing.messages.add("parrot", {"watch": [Listener("pen", self._hear, edits=True)]})

    def _hear(self, message: ChatMessage) -> None:
        self.messages.append(message)
        self._news.set()

    async def until(self, wanted: Callable[[ChatMessage], bool], count: int = 1) -> list[ChatMessage]:
        """Return the messages that are ``wanted``, once there are ``count`` of them."""
        async with asyncio.timeout(20):
            while len(found := [one for one in self.messages if wanted(one)]) < count:
                self._news.clear()
                await self._news.wait()
        return found


def ways_of(bot: Running) -> set[bool]:
    """Return for each of the bot's websockets whether it goes the short way."""
    assert bot.client is not None
    shards = bot.client._AutoShardedClient__shards.values()  # type: ignore[attr-defined] # discord.py's own
    return {isinstance(getattr(one.ws.poll_event, "__self__", None), Shortcut) for one in shards}


def says(text: str) -> Callable[[ChatMessage], bool]:
    return lambda message: message.content == text


async def test_each_way_is_the_one_that_it_says_it_is(heard: Heard, way: str) -> None:
    assert ways_of(heard.bot) == {way != "ordinary"}


async def test_chat_in_channels_threads_and_private_is_heard_once(heard: Heard, play: Stage) -> None:
    alice = await play.person("alice")
    elsewhere = await play.person("alice", guild=1)
    root = await alice.says("let's talk about tea")
    await alice.line.ask("POST", f"/channels/{alice.channel_id}/messages/{root.id}/threads", {"name": "tea"})
    in_thread = Person(alice.line, {"id": alice.id, "name": alice.name}, alice.guild_id, root.id)

    for number, place in enumerate((alice, elsewhere, in_thread, await alice.privately("Tika"))):
        await place.says(f"hello {number}")
    found = await heard.until(lambda message: message.content.startswith("hello"), 3)

    here, there, thread = found[:3]
    assert (here.guild, there.guild) == tuple(guild.id for guild in play.facts.guilds[:2])
    assert (here.parent, thread.parent) == (None, int(alice.channel_id))
    assert here.author_name == "Alice" and here.author == int(alice.id)
    assert len([message for message in heard.messages if message.guild]) == 4


async def test_commands_prefixes_mentions_and_edits_work(heard: Heard, play: Stage) -> None:
    alice = await play.person("alice")
    private = await alice.privately("Tika")

    await alice.says("!RePeat by prefix")
    assert (await alice.sees("by prefix")).author == "Tika"
    await alice.says(f"<@{play.facts.bot.id}> repeat by mention")
    assert (await alice.sees("by mention")).author == "Tika"
    await private.says("!repeat in private")
    assert (await private.sees("in private")).author == "Tika"
    await alice.says("!repaet what")
    assert "**repeat**" in (await alice.sees("Did you mean")).text
    first = await alice.says("teh")
    await alice.edits(first, "tea")

    (edited,) = await heard.until(says("tea"))
    assert edited.edited and edited.id == int(first.id)
    assert [message.is_command for message in heard.messages if "by" in message.content] == [True, True]


@pytest.mark.parametrize("trouble", ["drop", "reconnect", "invalidate"])
async def test_after_a_broken_line_chat_goes_on_and_nothing_is_heard_twice(
    heard: Heard, play: Stage, way: str, trouble: str
) -> None:
    alice = await play.person("alice")
    await alice.says("before")
    await heard.until(says("before"))
    mark = alice.line.now()

    await getattr(play.sandbox.controls, trouble)(play.facts.bot.id)
    await alice.says("meanwhile")
    if trouble == "invalidate":
        await alice.line.wait(lambda: _is_back(alice, mark, play), "for the bot to be back", within_s=20)
    await alice.says("after")
    await heard.until(says("after"))

    told = [message.content for message in heard.messages]
    assert told == ["before", "after"] if trouble == "invalidate" else ["before", "meanwhile", "after"]
    assert ways_of(heard.bot) == {way != "ordinary"}


def _is_back(person: Person, mark: int, play: Stage) -> bool:
    return any(
        name == "PRESENCE_UPDATE"
        and body["user"]["id"] == str(play.facts.bot.id)
        and body["status"] == "online"
        for name, body in person.line.told[mark:]
    )


async def test_a_flood_is_heard_in_order_with_all_that_comes_between(heard: Heard, play: Stage) -> None:
    alice = await play.person("alice")
    session = next(one for one in play.sandbox.hub.sessions.values() if one.login.is_bot)

    for number in range(3 * AT_ONCE):
        session.push("MESSAGE_CREATE", _said(play, alice, f"drop {number}"))
    asked = await alice.runs("/repeat", words="in between")
    for number in range(3 * AT_ONCE, 4 * AT_ONCE):
        session.push("MESSAGE_CREATE", _said(play, alice, f"drop {number}"))
    flood = await heard.until(lambda message: message.content.startswith("drop"), 4 * AT_ONCE)

    assert [message.content for message in flood] == [f"drop {number}" for number in range(4 * AT_ONCE)]
    assert asked.text == "in between"


def _said(play: Stage, person: Person, text: str) -> bytes:
    world = play.facts.world
    guild, channel = int(person.guild_id or 0), int(person.channel_id)
    row = Message(world.new_id(), channel, guild, int(person.id), text, world.now())
    return orjson.dumps(message_event(world, row))


async def test_a_frame_that_only_talks_of_the_event_is_none(heard: Heard, play: Stage) -> None:
    alice = await play.person("alice")
    session = next(one for one in play.sandbox.hub.sessions.values() if one.login.is_bot)

    session.push("NEWS", orjson.dumps("MESSAGE_CREATE"))
    session.push("MESSAGE_CREATE", b'{"id": "1"}')
    await alice.says("and now the weather")

    await heard.until(says("and now the weather"))
    assert len(heard.messages) == 1


async def test_several_shards_hear_their_own_guilds(play: Stage, tmp_path: Path) -> None:
    play.founds(1)
    plugins = {"folders": [str(GUESTS)], "only": ["parrot"]}
    config = bot_config(play, tmp_path, plugins=plugins, shards={"count": 2})
    async with running(config) as bot:
        await bot.ready()
        heard = Heard(bot)
        sessions = [one for one in play.sandbox.hub.sessions.values() if one.login.is_bot]
        alice = await play.person("alice")

        for session in sessions:
            session.push("MESSAGE_CREATE", _said(play, alice, f"on shard {session.login.shard[0]}"))
        await heard.until(lambda message: message.content.startswith("on shard"), 2)

        assert ways_of(bot) == {True}
    assert {message.content for message in heard.messages} == {"on shard 0", "on shard 1"}


async def test_an_extension_that_counts_frames_sees_all_of_them(play: Stage, bot: Running) -> None:
    frames: list[str] = []
    assert bot.client is not None
    heard = Heard(bot)

    async def count(event: str) -> None:
        frames.append(event)

    bot.client.add_listener(count, "on_socket_event_type")
    alice = await play.person("alice")
    await alice.says("one, two")
    await heard.until(says("one, two"))
    await alice.runs("/repeat", words="three")

    assert frames.count("MESSAGE_CREATE") >= 1


async def test_a_later_discord_py_is_noticed_and_named(
    play: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DiscordWebSocket, "received_message", _other_shape)
    with capture_logs() as logs:
        async with running(bot_config(play, tmp_path, plugins={"only": ["help"]})) as bot:
            await bot.ready()

    (said,) = [one for one in logs if one["event"] == "gateway.ordinary_way"]
    assert said["why"] == "discord.py's received_message is another"


def test_what_is_missing_is_named() -> None:
    class Socket:
        _reader = None

    websocket = DiscordWebSocket.__new__(DiscordWebSocket)

    assert unfit(websocket) == "discord.py's websocket has no _decompressor"

    for name in ("_decompressor", "_discord_parsers", "_dispatch_listeners", "_keep_alive", "sequence"):
        setattr(websocket, name, None)
    websocket.socket = Socket()  # type: ignore[assignment] # an aiohttp that keeps its frames elsewhere

    assert unfit(websocket) == "aiohttp keeps what it received elsewhere"


@pytest.mark.parametrize(("method", "wanted"), READ_WHEN_WRITTEN.items())
def test_discord_py_still_does_what_the_shortcut_goes_around(method: str, wanted: str) -> None:
    """If this fails, read the method again, mend `shortcut.py` if need be, and write the new number here."""
    source = inspect.getsource(
        _ORDINARY if method == "received_message" else getattr(DiscordWebSocket, method)
    )

    assert hashlib.sha256(source.encode()).hexdigest()[:16] == wanted
