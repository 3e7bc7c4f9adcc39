"""A busy day passes, and at its end the world holds no more than what people can still see."""

from datetime import UTC, datetime, timedelta

from tika_sandbox.demo import DemoFacts, build_demo
from tika_sandbox.world import answering, asking, messages
from tika_sandbox.world.belongings import CustomEmoji
from tika_sandbox.world.commands import write
from tika_sandbox.world.drafts import Draft, Edit, Upload
from tika_sandbox.world.principals import Bot, Person
from tika_sandbox.world.state import MOST_PROBLEMS, World

BEAT = timedelta(seconds=5)
SHOWN = 20
"""Messages that stay: a bot keeps its channel tidy and deletes what is older."""


class Day:
    """A world whose clock moves, with Alice, the bot, and a command that answers privately with a picture."""

    def __init__(self) -> None:
        self.now = datetime(2026, 5, 1, tzinfo=UTC)
        self.world = World(now=lambda: self.now)
        self.facts: DemoFacts = build_demo(self.world)
        self.alice = Person(self.facts.users[0].id)
        self.bot = Bot(self.facts.bot.id, self.facts.bot.id)
        self.room = next(
            row.id
            for row in self.world.channels.within(self.facts.guilds[0].id).values()
            if row.name == "general"
        )
        self.command, _ = write(self.world, self.bot.id, None, {"name": "rank", "description": "Show it."})
        self.beats = 0

    def passes(self, hours: int) -> dict[str, int]:
        """Live through some hours of one deed in five seconds; return how much is kept of what."""
        for _ in range(hours * 3600 // 5):
            self.beats += 1
            self.now += BEAT
            self.says_something()
            self.asks_something()
        world = self.world
        kept = {name: len(table) for name, table in world.tables.items()}
        more = {
            "files": world.files, "nonces": world.nonces, "tickets": world._tickets,
            "blobs": world.blobs._kept,
        }  # fmt: skip
        return (
            kept | {name: len(some) for name, some in more.items()} | {"ids": len(world.history(self.room))}
        )

    def says_something(self) -> None:
        nonce = f"{self.beats}"
        row = messages.post(self.world, self.alice, self.room, Draft("tea?", nonce=nonce, enforce_nonce=True))
        picture = (Upload("leaf.png", b"leaf %d" % self.beats, "image/png"),)
        answer = messages.post(self.world, self.bot, self.room, Draft("tea!", uploads=picture))
        messages.edit(
            self.world,
            self.bot,
            self.room,
            answer.id,
            Edit(content="tea.", keep=frozenset(), uploads=picture),
        )
        shown = [one for one in self.world.messages.within(self.room).values() if one.only_for is None]
        for old in shown[:-SHOWN]:
            messages.delete(self.world, self.bot, self.room, old.id)
        assert row.id in self.world.messages

    def asks_something(self) -> None:
        if self.beats % 6:
            return
        request = asking.Request(2, self.bot.id, self.room, None, {"id": str(self.command.id), "type": 1})
        asked = asking.ask(self.world, self.alice, request)
        said = Draft("rank 1", flags=64, uploads=(Upload("rank.png", b"rank %d" % self.beats, "image/png"),))
        answering.answer(self.world, asked, answering.Callback(answering.SAY, draft=said))


def test_hours_later_nothing_has_piled_up() -> None:
    day = Day()

    soon = day.passes(hours=2)
    later = day.passes(hours=4)

    del soon["audit"], later["audit"]  # grows with what moderators do, as it should
    assert later.keys() == soon.keys()
    assert {name: (soon[name], later[name]) for name in later if later[name] > soon[name] * 1.1 + 5} == {}
    assert 120 <= later["messages"] - SHOWN <= 125  # an hour of private answers is still there


def test_a_file_goes_with_its_message_and_not_before() -> None:
    day = Day()
    upload = (Upload("leaf.png", b"leaf", "image/png"),)
    row = messages.post(day.world, day.alice, day.room, Draft("look", uploads=upload))
    (file,) = row.attachments

    messages.edit(day.world, day.alice, day.room, row.id, Edit(content="look here"))
    kept = file.id in day.world.files
    messages.delete(day.world, day.alice, day.room, row.id)

    assert kept
    assert file.id not in day.world.files
    assert day.world.blobs.get(file.blob) is None


def test_bytes_that_two_share_go_with_the_second() -> None:
    day = Day()
    upload = (Upload("leaf.png", b"leaf", "image/png"),)
    rows = [messages.post(day.world, day.alice, day.room, Draft("look", uploads=upload)) for _ in range(2)]
    (name,) = {row.attachments[0].blob for row in rows}
    kept = []

    messages.edit(day.world, day.alice, day.room, rows[0].id, Edit(content="gone", keep=frozenset()))
    kept.append(day.world.blobs.get(name))
    day.world.emojis.put(CustomEmoji(1, day.facts.guilds[1].id, "leaf", name, day.alice.id))
    messages.delete(day.world, day.alice, day.room, rows[1].id)
    kept.append(day.world.blobs.get(name))
    day.world.emojis.drop(1)
    kept.append(day.world.blobs.get(name))

    assert kept == [b"leaf", b"leaf", None]


def test_a_client_that_never_learns_fills_no_memory() -> None:
    world = World()

    for number in range(MOST_PROBLEMS + 10):
        world.problems.append(f"undeclared route {number}")

    assert len(world.problems) == MOST_PROBLEMS
